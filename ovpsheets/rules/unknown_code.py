"""A row of the form bears a code that is not in the plan; what it says is kept as unplaced."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.rows_of_another import owners_of
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every row of a used return whose code the plan does not know."""
    for returned in evidence.used_forms():
        for stranger in returned.placement.strangers if returned.placement else ():
            cell = stranger.cell
            if owners_of(evidence.plan, cell.raw):
                continue  # of another institution, or not asked about in this quarter
            yield Found(
                returned.institution,
                place=Place(returned.name, cell.sheet, cell.address),
                found=cell.raw.strip(),
                part=f"{cell.raw.strip()}:{cell.address}",
            )


RULE = Rule("unknown_code", Severity.IMPORTANT, find)
