"""Days as American programs write them: 09/30/2022. What a file shows elsewhere tells it.

A program that saves a table as text writes its days so; of 08/09/2022 alone nobody can say
whether it is in August or in September.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from ovpsheets.intake.reading.cells import Cell

_SLASHED: Final = re.compile(r"\s*([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\s*")


def day_month_first(cell: Cell) -> date | None:
    """Return the day that a text names with its month first, None where it names none so."""
    found = _SLASHED.fullmatch(cell.raw) if cell.type == "text" else None
    return _day(*(int(part) for part in found.groups())) if found else None


def _day(month: int, day: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_first(cell: Cell) -> date | None:
    found = _SLASHED.fullmatch(cell.raw) if cell.type == "text" else None
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    return _day(month, day, year)


def either_day(cell: Cell) -> tuple[date, date] | None:
    """Return the two days that a text may name: with the day first, and with the month first."""
    one, other = _day_first(cell), day_month_first(cell)
    return (one, other) if one and other and one != other else None


def given_month_first(given: Iterable[tuple[Cell, date]]) -> bool:
    """Tell whether issued days now stand with the month first: some do, and none otherwise."""
    votes = {
        day_month_first(cell) == issued
        for cell, issued in given
        if _day_first(cell) != day_month_first(cell)
    }
    return votes == {True}


def typed_month_first(cells: Iterable[Cell]) -> bool:
    """Tell whether some days can only have their month first, and none only their day."""
    known = [cell for cell in cells if cell.type == "text" and "/" in cell.raw]
    only_month = any(day_month_first(cell) and not _day_first(cell) for cell in known)
    return only_month and not any(_day_first(c) and not day_month_first(c) for c in known)
