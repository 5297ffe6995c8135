"""A gap of the form is filled in a second place: a copy of a table, or of a row in one.

The answer was taken from there, or left where nothing says that the copy is of this quarter, or
its name says that it does not count.
"""

from collections.abc import Iterator
from typing import Final

from ovpsheets.form_field import FormField
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity

_SHOWN: Final = 8
_TAKEN: Final = "taken"


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield each sheet on whose second rows answers stand for gaps in the first ones."""
    for returned in evidence.used_forms():
        for (file, sheet, use), answers in _by_sheet(returned).items():
            named = [f"{cell} ({field.code})" for field, cell in answers[:_SHOWN]]
            more = ["…"] if len(answers) > _SHOWN else []
            mark = returned.sha256[:8]
            yield Found(
                returned.institution,
                # The gap itself: what is hidden or does not count is no place to type anything.
                place=_gap(returned, file, answers[0][0]),
                part=f"{mark}:{sheet}" if use == _TAKEN else f"{mark}:{sheet}:{use}",
                values={"there": sheet, "cells": ", ".join(named + more)},
                keys={
                    "use": (f"rules.second_place.use.{use}", {}),
                    "please": (f"rules.second_place.please.{_please(use)}", {}),
                },
            ).counting(n=len(answers))


def _please(use: str) -> str:
    return use if use == _TAKEN else "left"


def _gap(returned: Return, file: str, field: FormField) -> Place:
    return Place(file, *(returned.placement.gap(field) if returned.placement else ()))


def _by_sheet(returned: Return) -> dict[tuple[str, str, str], list[tuple[FormField, str]]]:
    """File, sheet and what came of the answers there → the fields and their cells."""
    found: dict[tuple[str, str, str], list[tuple[FormField, str]]] = {}
    for field, (file, sheet, cell, use) in _places(returned):
        # What the coordinator decided is no longer the answer that stands there.
        if field not in returned.decided:
            found.setdefault((file, sheet, use), []).append((field, cell))
    return found


def _places(returned: Return) -> Iterator[tuple[FormField, tuple[str, str, str, str]]]:
    """Yield each such field with file, sheet and cell where it is answered, and the use of it."""
    if (placement := returned.placement) is None:
        return
    for field in placement.second:
        yield field, (returned.file_of(field), *placement.where(field), _TAKEN)
    for field, cell in placement.left.items():
        if field not in placement.fields:  # another file may have it
            yield field, (returned.name, cell.sheet, cell.address, placement.left_out[cell.sheet])


RULE = Rule("second_place", Severity.IMPORTANT, find, alone=True)
