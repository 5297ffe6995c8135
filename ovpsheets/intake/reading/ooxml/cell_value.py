"""From what stands in the XML of a cell to a typed value (ECMA-376 part 1, 18.3.1.4).

Nothing that is badly written loses the cell: its raw text stays.
"""

import math
from datetime import datetime, time, timedelta
from typing import Final

from ovpsheets.intake.reading.cells import CellType
from ovpsheets.intake.reading.ooxml.strings import unescaped
from ovpsheets.number_format import NumberFormat

Value = tuple[CellType, str | float | bool | datetime, str]
"""Type, value and raw text of a cell."""

_DAY_0: Final = datetime(1899, 12, 30)  # a spreadsheet knows no time zones
_DAY_0_OF_1904: Final = datetime(1904, 1, 1)
_LAST_DAY: Final = 2_957_003  # 31 December 9999 in either calendar
_FALSE_DAY: Final = 60
_DAY_MS: Final = 86_400_000


def typed_value(kind: str, text: str, style: NumberFormat, *, from_1904: bool) -> Value:
    """Read a cell by the type it is written with (18.18.11); inline text comes unescaped."""
    if kind == "s":
        return "error", text, text  # its text is not in the file
    if kind == "n" and text:
        return date_value(text, style, from_1904=from_1904)
    if kind == "b":
        return yes_no_value(text)
    if kind == "d":
        return iso_value(text)
    if kind == "picture":
        return "picture", text, text
    if kind == "e":
        return "error", text, text
    if kind == "str":
        text = unescaped(text)
    return "text", text, text


def number_value(text: str) -> Value:
    """Read a number without a date's format."""
    try:
        number = float(text)
    except ValueError:
        return "text", text, text
    # Python reads words and underscores that are no numbers in a workbook.
    if "_" in text or not math.isfinite(number):
        return "text", text, text
    return "number", number, str(int(number)) if number.is_integer() else repr(number)


def date_value(text: str, style: NumberFormat, *, from_1904: bool) -> Value:
    """Read a number that its format shows as a date, a time or a duration."""
    kind, number, raw = number_value(text)
    if not isinstance(number, float) or not 0 <= number < _LAST_DAY + 1:
        return kind, number, raw  # no date: programs show it as ####
    if from_1904 and not style.is_elapsed:
        return _moment(_DAY_0_OF_1904, number)
    if not style.is_elapsed and 1 <= number < _FALSE_DAY + 1:
        if number >= _FALSE_DAY:
            # Lotus took 1900 for a leap year and Excel after it; people see a day that never was.
            return "text", "1900-02-29", "1900-02-29"
        number += 1
    return _moment(_DAY_0, number)


def iso_value(text: str) -> Value:
    """Read a date in words of ISO 8601 (t="d", of Strict workbooks)."""
    try:
        return moment_value(datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        pass
    try:
        return moment_value(datetime.combine(_DAY_0, time.fromisoformat(text)))
    except ValueError:
        return "text", text, text


def moment_value(moment: datetime) -> Value:
    """Return a date as a value; a date alone shows no time."""
    if moment.time() == time():
        return "date", moment, moment.date().isoformat()
    return "date", moment, moment.isoformat(" ")


def yes_no_value(text: str) -> Value:
    """Read a truth value."""
    if text.strip() in ("1", "true"):
        return "yes_no", True, "TRUE"
    if text.strip() in ("0", "false"):
        return "yes_no", False, "FALSE"
    return "text", text, text


def _moment(day_0: datetime, number: float) -> Value:
    # To the millisecond, as programs show it: a double knows no more.
    days, fraction = divmod(number, 1)
    return moment_value(day_0 + timedelta(int(days), milliseconds=round(fraction * _DAY_MS)))
