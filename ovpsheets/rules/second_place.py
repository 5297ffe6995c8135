"""A gap of the form was filled from a second place: a copy of a table, or of a row in one."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity

_SHOWN: Final = 8


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield each sheet from whose second rows answers were taken for gaps in the first ones."""
    for returned in evidence.used_forms():
        for (file, sheet), cells in _by_sheet(returned).items():
            more = ["…"] if len(cells) > _SHOWN else []
            yield Found(
                returned.institution,
                place=Place(file, sheet, next(iter(cells))),
                part=f"{returned.sha256[:8]}:{sheet}",
                values={"cells": ", ".join(cells[:_SHOWN] + more)},
            ).counting(n=len(cells))


def _by_sheet(returned: Return) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    placement = returned.placement
    if placement is None:
        return found
    for field in placement.second:
        # What the coordinator decided is no longer the answer that stands there.
        if field not in returned.decided:
            file, (sheet, cell) = returned.file_of(field), placement.where(field)
            found.setdefault((file, sheet), []).append(cell)
    return found


RULE = Rule("second_place", Severity.IMPORTANT, find)
