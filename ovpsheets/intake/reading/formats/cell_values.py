"""Values of cells as every reader hands them on: type, value and the raw text quoted to people."""

from datetime import datetime, time, timedelta
from typing import Final

from ovpsheets.intake.reading.cells import CellType

Typed = tuple[CellType, str | float | bool | datetime, str]
"""Type, value and raw text of a cell."""

_FIRST_DAY: Final = datetime(1899, 12, 30)
_FIRST_DAY_1904: Final = datetime(1904, 1, 1)
_BEFORE_LEAP: Final = 60  # Excel's 29 February 1900, which never was


def number(value: float) -> Typed:
    """Return a number; whole ones are quoted without a point."""
    return "number", value, str(int(value)) if value.is_integer() else repr(value)


def yes_no(value: bool) -> Typed:
    """Return a logical value."""
    return "yes_no", value, "TRUE" if value else "FALSE"


def moment(value: datetime) -> Typed:
    """Return a date; midnight is not said."""
    bare = value.time() == time()
    return "date", value, value.date().isoformat() if bare else value.isoformat(" ")


def serial(value: float, *, since_1904: bool = False, is_elapsed: bool = False) -> Typed:
    """Return the moment that a number in a date's format means; the number where it is none.

    *is_elapsed*: the format counts hours, and knows no calendar.
    """
    first = _FIRST_DAY_1904 if since_1904 and not is_elapsed else _FIRST_DAY
    if not (since_1904 or is_elapsed) and 1 <= value < _BEFORE_LEAP:
        value += 1
    try:
        days, seconds = divmod(round(value * 86_400), 86_400)
        return moment(first + timedelta(days=days, seconds=seconds))
    except (OverflowError, ValueError):
        return number(value)


def elapsed(value: timedelta) -> Typed:
    """Return a time of day or a duration as a moment of Excel's calendar."""
    try:
        return moment(_FIRST_DAY + value)
    except OverflowError:
        return number(value.total_seconds() / 86_400)


def text(value: str) -> Typed:
    """Return a text."""
    return "text", value, value


def error(shown: str) -> Typed:
    """Return an error, as the program shows it."""
    return "error", shown, shown
