"""A form has codes of before the plan was renumbered; its answers are read under those of now."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every used form that has such codes, once."""
    for returned in evidence.used_forms():
        observed = returned.placement.observed if returned.placement else ()
        seen = [item for item in observed if item.key == "row_by_old_code"]
        if seen:
            first = seen[0].values
            codes = dict.fromkeys(
                f"{item.values['found'].strip()} → {item.values['code']}" for item in seen
            )
            yield Found(
                returned.institution,
                place=Place(returned.name, first["sheet"], first["cell"]),
                found=", ".join(codes),
                values={"codes": ", ".join(codes)},
            )


RULE = Rule("renumbered_rows", Severity.CHECK, find, alone=True)
