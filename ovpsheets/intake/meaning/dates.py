"""Dates as people in North Macedonia type them: day first, and never half a date."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ovpsheets.intake.meaning.lookalikes import digits_meant
from ovpsheets.intake.meaning.months import adds_nothing, month_number, roman_month
from ovpsheets.intake.meaning.reading import Reading, blank_or_broken, unreadable
from ovpsheets.intake.meaning.spelling import shown, shows_part, typed, visible
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.texts import short_date

_TOKEN: Final = re.compile(r"(?P<number>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<mark>\S)")
_CLOCK: Final = re.compile(r"(?:(?<=[0-9])T|\b)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?")
_MARKS: Final = frozenset(".,/-–—()[]\"'„“”«»;:*•")
_DAY_ZERO: Final = date(1899, 12, 30)  # of Excel's calendar
_NEAR: Final = range(2000, 2101)  # years a report can speak of
# A bare number is offered as a day only where it is one of these years.
_SERIALS: Final = range((date(2000, 1, 1) - _DAY_ZERO).days, (date(2101, 1, 1) - _DAY_ZERO).days)
_SHORT: Final = range(50)  # 24 is 2024; 99 may be anything
_LONGEST: Final = 300  # characters; a longer text is not a date


@dataclass(frozen=True, slots=True)
class _Written:
    """A text taken apart: ``shape`` has N for a number, M a month, R a Roman numeral."""

    shape: str
    numbers: tuple[str, ...]
    month: int
    years: int  # numbers that can only be a year
    others: bool  # there are words or signs beside
    marks: str


def read_date(cell: Cell | None) -> Reading[date]:
    """Return the day a cell names.

    A month without its day, a day that does not exist, month-first dates and
    bare numbers are reported and not guessed.
    """
    if cell is None:
        return Reading()
    return blank_or_broken(cell) or _of_cell(cell)


def day_in(text: str) -> date | None:
    """Return the day that *text* names in any way a form may say it, None for none."""
    return read_date_text(text).value


def read_date_text(text: str) -> Reading[date]:
    """Return the day that *text* names."""
    if len(text) > _LONGEST:
        return unreadable(text, "not_a_date")
    # A time of day comes along when a date is pasted from another program.
    written = _take_apart(_CLOCK.sub(" ", visible(text)))
    if "R" not in written.shape and (meant := digits_meant(text)):  # З.10.2022 in Cyrillic
        return unreadable(text, "lookalike_digits", proposed=meant)
    if written.years > 1 or written.shape.count("M") > 1:
        return unreadable(text, "several_dates")
    read = _in_shape(written, text)
    if read.value is None:
        return read
    if written.others:
        values = {**read.values, "text": visible(text), "date": short_date(read.value)}
        return Reading(read.value, text, "date_in_sentence", values)
    return read


def of_an_odd_calendar(read: Reading[date]) -> Reading[date]:
    """Return why a day that was read is not used: its file counts days in a way we cannot tell."""
    return unreadable(read.text, "odd_calendar")


def of_another_calendar(read: Reading[date], meant: date) -> Reading[date]:
    """Return why a day is not used: too early as it is, it may come from another calendar."""
    return unreadable(read.text, "calendar_day", proposed=short_date(meant))


def of_either_day(read: Reading[date], one: date, other: date) -> Reading[date]:
    """Return why a day is not used: its file writes others with the month first."""
    days = {"one": short_date(one), "other": short_date(other)}
    return unreadable(read.text, "either_day", **days)


def _of_cell(cell: Cell) -> Reading[date]:
    text = typed(cell)
    if isinstance(cell.value, datetime):
        if shows_part(cell):  # „октомври 2022“ may be stored as the first of the month
            return unreadable(text, "date_incomplete")
        return _near(cell.value.date(), text)
    if cell.type == "yes_no":
        return unreadable(text, "not_a_date")
    if cell.type == "number" and isinstance(cell.value, int | float):
        text = shown(cell)
        if (day := _serial(cell.value)) is not None:
            return unreadable(text, "date_as_number", proposed=short_date(day))
        return read_date_text(text)
    if text.isascii() and text.isdigit() and len(text) == 5 and (day := _serial(float(text))):
        return unreadable(text, "date_as_number", proposed=short_date(day))
    return read_date_text(text)


def _serial(value: float) -> date | None:
    """The day that *value* is in Excel's calendar, where that is near enough to be meant."""
    if not _SERIALS.start <= value < _SERIALS.stop:
        return None
    return _DAY_ZERO + timedelta(days=int(value))


def _take_apart(text: str) -> _Written:
    shape, marks, others = "", "", False
    numbers: list[str] = []
    named = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if found["number"]:
            shape += "N"
            numbers.append(token)
        elif found["mark"]:
            marks, others = marks + token, others or token not in _MARKS
        elif (month := month_number(token)) is not None:
            shape, named = f"{shape}M", month
        elif token.isupper() and len(numbers) == 1 and (month := roman_month(token)):
            shape, named = f"{shape}R", month
        else:
            others = others or not adds_nothing(token)
    years = sum(len(number) == 4 for number in numbers)
    return _Written(shape, tuple(numbers), named, years, others, marks)


def _in_shape(written: _Written, text: str) -> Reading[date]:
    lengths = tuple(map(len, written.numbers))
    numbers = list(map(int, written.numbers))
    match written.shape:
        case "NNN" if lengths[2] in (2, 4) and max(lengths[:2]) <= 2:
            return _figures(written, numbers, text)
        case "NNN" if lengths[0] == 4 and max(lengths[1:]) <= 2:
            return _day(numbers[0], numbers[1], numbers[2], text)
        case "NMN" | "NRN" if lengths[0] <= 2 and lengths[1] in (2, 4):
            return _year_last(written.numbers[1], written.month, numbers[0], text)
        case "NMN" if lengths[0] == 4 and lengths[1] <= 2:
            return _day(numbers[0], written.month, numbers[1], text)
        case "MNN" if lengths[0] <= 2 and lengths[1] == 4:
            return _day(numbers[1], written.month, numbers[0], text)
        case "N" if lengths == (8,) and not written.others:
            return _compact("".join(written.numbers), text)
    if len(numbers) > 2 and (written.month or len(numbers) > 3) and written.years:
        return unreadable(text, "several_dates")
    half = written.month or written.years
    half = half or (written.shape == "NN" and "." in written.marks and max(lengths) <= 2)
    return unreadable(text, "date_incomplete" if half else "not_a_date")


def _figures(written: _Written, numbers: list[int], text: str) -> Reading[date]:
    day, month, year = numbers
    # 22-10-12 with hyphens may be year first as well.
    if (
        len(written.numbers[2]) == 2
        and set(written.marks) == {"-"}
        and _made(2000 + day, month, year)
    ):
        return unreadable(text, "date_short_year")
    return _year_last(written.numbers[2], month, day, text)


def _year_last(digits: str, month: int, day: int, text: str) -> Reading[date]:
    year = int(digits)
    if len(digits) == 2:
        if year not in _SHORT:
            return unreadable(text, "date_short_year")
        year += 2000
    return _day(year, month, day, text)


def _compact(digits: str, text: str) -> Reading[date]:
    """Eight digits: 20221031 or 31102022; no years of these begin with the number of a month."""
    readings = (
        _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]), text),
        _day(int(digits[4:]), int(digits[2:4]), int(digits[:2]), text),
    )
    known = (reading for reading in readings if reading.value is not None)
    return next(known, unreadable(text, "not_a_date"))


def _day(year: int, month: int, day: int, text: str) -> Reading[date]:
    if meant := _made(year, month, day):
        return _near(meant, text)
    if other := _made(year, day, month):
        return unreadable(text, "date_month_first", proposed=short_date(other))
    return unreadable(text, "no_such_day")  # 31.2.2022


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(day: date, text: str) -> Reading[date]:
    # 1900 and 2203 are slips of the hand or of a format, not deadlines.
    return Reading(day, text) if day.year in _NEAR else unreadable(text, "date_far")
