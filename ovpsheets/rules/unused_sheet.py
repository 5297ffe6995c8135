"""The only sheet with some rows of a form calls itself old, a draft or not to be used."""

from collections.abc import Iterator

from ovpsheets.intake.combine import is_answer
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield each such sheet from which answers were taken, at the first of them."""
    for returned in evidence.used_forms():
        for place in _first_answers(returned):
            yield Found(
                returned.institution, place=place, part=f"{returned.sha256[:8]}:{place.sheet}"
            )


def _first_answers(returned: Return) -> Iterator[Place]:
    placement = returned.placement
    if placement is None or "name" not in placement.left_out.values():
        return
    seen: set[tuple[str, str]] = set()
    for field, cell in placement.fields.items():
        at = returned.file_of(field), cell.sheet
        is_named = placement.left_out.get(cell.sheet) == "name"
        is_taken = is_answer(field) and field not in returned.decided
        if is_named and is_taken and at not in seen:
            seen.add(at)
            yield Place(*at, cell.address)


RULE = Rule("unused_sheet", Severity.IMPORTANT, find, alone=True)
