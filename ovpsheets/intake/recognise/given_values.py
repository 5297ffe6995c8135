"""The given cells of a table: whether they still say what was issued, and what they tell of a file.

Values are compared, not spellings: 1500000, 1.500.000 and 1.5e+06 are one number. And as we
know what we issued, the given cells show how a file writes numbers and counts days.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from ovpsheets.forms.layout import Value
from ovpsheets.intake.meaning.dates import read_date_text
from ovpsheets.intake.meaning.named_in_words import names_percent
from ovpsheets.intake.meaning.numerals import NUMERAL, parse_numeral
from ovpsheets.intake.reading.cells import Cell, Observation
from ovpsheets.intake.recognise.month_first import (
    day_month_first,
    given_month_first,
    typed_month_first,
)
from ovpsheets.plan.choice_lists import choose
from ovpsheets.words import fold

_DAY_ZERO: Final = date(1899, 12, 30)  # of the 1900 calendar, as every program has it after 1900-02
_CALENDARS: Final = timedelta(days=1_462)  # between the calendars that begin in 1900 and in 1904
_NUMERAL: Final = re.compile(NUMERAL)
_POWER: Final = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_WITH_DECIMALS: Final = re.compile(rf"{_GROUPED.pattern}(?:(?!\1)[.,][0-9]+)?")
_WORDS_BESIDE: Final = re.compile(r"[^\W\d_]+|[%€$£]")
_CODE_MARKS: Final = re.compile(r"\s*[.,-]\s*")  # 3.6.1, typed 3,6,1 or 3-6-1
_CODE_ENDS: Final = " .,\u00a0"
_MOST_WORDS: Final = 2  # a unit: „денари“, „ден.“, "%"
_CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the given cells of a table tell of how its file writes.

    ``shift``: to be added to its days, where another calendar counts them. ``odd_days``: its
    days are off otherwise, so that typed ones are doubtful. ``thousands``: the mark that
    stands between thousands in it, "" where none is seen or several are. ``issued``: the days
    that tell of the shift. In a table that has none of its own (its sheet may not have come from
    the other calendar) the one of the two days that is nearer to them is meant. ``month_first``:
    the given days are texts such as 09/30/2022; ``month_may_be_first``: typed ones are, so that
    08/09/2022 is doubtful.
    """

    shift: timedelta = timedelta(0)
    odd_days: bool = False
    has_days: bool = False  # given days stand in it
    thousands: str = ""
    issued: frozenset[date] = frozenset()
    month_first: bool = False
    month_may_be_first: bool = False

    def read(self, cell: Cell) -> Cell:
        """Return *cell* as it is to be read: its day in our calendar, its thousands joined."""
        if self.shift and isinstance(cell.value, datetime):
            moment = cell.value + self.shift
            if self._is_nearer(cell.value.date(), moment.date()):
                return cell
            return cell._replace(value=moment, raw=moment.date().isoformat())
        if self.month_first and (day := day_month_first(cell)):
            return cell._replace(value=day.isoformat(), raw=day.isoformat())
        if self.thousands and cell.type == "text" and self.thousands in cell.raw:
            joined = _NUMERAL.sub(self._joined, cell.raw)
            return cell if joined == cell.raw else cell._replace(value=joined, raw=joined)
        return cell

    def _is_nearer(self, day: date, other: date) -> bool:
        """Tell whether *day* lies nearer than *other* to the days issued in the file."""
        if self.has_days or not self.issued:
            return False
        far = [min(abs(one - issued) for issued in self.issued) for one in (day, other)]
        return far[0] < far[1]

    def _joined(self, found: re.Match[str]) -> str:
        grouped = _GROUPED.fullmatch(found[0])
        same = grouped is not None and grouped[1] == self.thousands
        return found[0].replace(self.thousands, "") if same else found[0]


AS_ISSUED: Final = Calibration()


def calibration_of(given: Iterable[tuple[Cell, Value]], cells: Iterable[Cell] = ()) -> Calibration:
    """Return what *given* cells, each with what was issued for it, tell of their file.

    *cells*: all of its table, which tell how days are written.
    """
    days: list[tuple[Cell, date]] = []
    off: list[timedelta] = []
    issued: set[date] = set()
    marks: set[str] = set()
    for cell, value in given:
        if isinstance(value, date) and isinstance(cell.value, datetime):
            off.append(value - cell.value.date())
            issued.add(value)
        elif isinstance(value, date):
            days.append((cell, value))
        elif isinstance(value, int | float) and cell.type == "text":
            marks |= _marks(cell.raw, float(value))
    is_shifted = bool(off) and all(abs(days) == _CALENDARS for days in off) and len(set(off)) == 1
    return Calibration(
        shift=off[0] if is_shifted else timedelta(0),
        # One that differs may have been changed by hand; where all do, days are counted otherwise.
        odd_days=len(off) > 1 and all(off) and not is_shifted,
        has_days=bool(off),
        thousands=marks.pop() if len(marks) == 1 else "",
        issued=frozenset(issued) if is_shifted else frozenset(),
        month_first=given_month_first(days),
        month_may_be_first=typed_month_first(cells),
    )


def of_the_other_calendar(day: date, begins: date, ends: date) -> date | None:
    """Return what *day*, if it is before all that it can be, is by the calendar of 1904.

    None where it is not, and where that is none of the days from *begins* to *ends* either: a cell
    that was copied alone out of such a file.
    """
    other = day + _CALENDARS if day < begins else None
    return other if other and begins <= other <= ends else None


def joined_calibrations(
    found: Mapping[str, Calibration],
) -> Mapping[str, Calibration]:
    """Return what each sheet's days are read by: its own given days, else those of the file.

    *found*: sheet → what its given cells tell.
    """
    with_days = [one for one in found.values() if one.has_days]
    days = with_days[0] if len({(one.shift, one.odd_days) for one in with_days}) == 1 else None
    sure = any(one.month_first for one in found.values())
    may_be = any(one.month_may_be_first for one in found.values())
    read = {
        sheet: one
        if one.has_days or days is None
        else replace(days, has_days=False, thousands=one.thousands)
        for sheet, one in found.items()
    }
    return {
        sheet: replace(one, month_first=sure, month_may_be_first=may_be)
        for sheet, one in read.items()
    }


def calendars_told(calibrated: Mapping[str, Calibration]) -> list[Observation]:
    """Return what is to be said of days that are counted by another calendar, once for a file."""
    shifted = sorted(sheet for sheet, one in calibrated.items() if one.shift and one.has_days)
    told = [Observation("other_calendar", {"sheet": shifted[0]})] if shifted else []
    turned = sorted(sheet for sheet, one in calibrated.items() if one.month_first)
    return [*told, *(Observation("month_first", {"sheet": sheet}) for sheet in turned[:1])]


def _marks(text: str, number: float) -> set[str]:
    """The marks between thousands in a text that says an issued number."""
    found = [m for m in map(_WITH_DECIMALS.fullmatch, _NUMERAL.findall(text)) if m]
    joined = ((m[1], m[0].replace(m[1], "").replace(",", ".")) for m in found)
    return {mark for mark, digits in joined if float(digits) == number}


def is_given(
    cell: Cell, given: Value, calibration: Calibration = AS_ISSUED, *, is_code: bool = False
) -> bool:
    """Tell whether a cell still says what the plan gave; *is_code*: that is a row's code."""
    if given is None:
        return False
    if isinstance(given, date):
        return _is_day(cell, given, calibration)
    if is_code and isinstance(given, str):
        same = cell.raw == given  # as nearly always
        return same or _CODE_MARKS.split(cell.raw.strip(_CODE_ENDS)) == given.split(".")
    if isinstance(given, str):
        is_same = cell.raw == given or fold(cell.raw) == fold(given)
        return is_same or _is_yes_no(cell.raw, given)
    return is_number(cell, float(given))


def _is_yes_no(raw: str, given: str) -> bool:
    """Tell whether both say the same yes or no: forms gave it as the plan spells it before 0.2."""
    said = choose("yes_no", given)
    return said is not None and said == choose("yes_no", raw)


def _is_day(cell: Cell, day: date, calibration: Calibration) -> bool:
    """Tell whether a cell holds that day, however it is written.

    Values pasted without formats are bare numbers; in a table saved as text a
    day is written as ISO or as people write it.
    """
    if isinstance(cell.value, datetime):
        return cell.value.date() + calibration.shift == day
    if cell.type == "text":
        if calibration.month_first and day_month_first(cell) == day:
            return True
        return read_date_text(cell.raw.strip()).value == day
    return cell.type == "number" and cell.value == (day - _DAY_ZERO).days


def is_number(cell: Cell, number: float) -> bool:
    """Tell whether a cell holds that number, in any way people or programs write one.

    A text that can be read two ways ("1.500") holds both numbers; of a percentage 80,
    80 % and 0.8 shown as one are the same.
    """
    if cell.type == "number" and isinstance(cell.value, int | float):
        shown = cell.value * 100 if cell.is_percentage else cell.value
        return _same(shown, number) or (cell.is_percentage and _same(cell.value, number))
    return cell.type == "text" and any(_same(read, number) for read in _readings(cell.raw))


def is_share(cell: Cell, given: Value, unit: Value) -> bool:
    """Tell whether a cell holds as a bare share of one what was given in per cent: 0.8 for 80.

    What says per cent itself is no share: "0,8 %", or 0.8 that its format shows so, is 0.008.
    """
    if not (isinstance(given, int | float) and isinstance(unit, str) and names_percent(unit)):
        return False
    says_percent = cell.is_percentage or names_percent(cell.beside)
    is_bare = not says_percent and _NUMERAL.fullmatch(cell.raw.strip()) is not None
    return is_bare and is_number(cell, given / 100)


def numbers_of(cell: Cell) -> set[float]:
    """Return every number that a cell can be: one, or of a text that can be read two ways two."""
    if cell.type == "number" and isinstance(cell.value, int | float):
        return {float(cell.value)}
    return _readings(cell.raw) if cell.type == "text" else set()


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(1.0, abs(other))


def _readings(text: str) -> set[float]:
    """Every number that *text* can be: one numeral, with a unit or a percent sign beside."""
    text = " ".join(text.split())
    sign = -1 if text.startswith(("-", "−", "–")) else 1
    bare = text.strip("-−–+ ")
    if _POWER.fullmatch(bare):
        return {sign * float(bare.replace(",", "."))}
    numerals = _NUMERAL.findall(bare)
    words = _WORDS_BESIDE.findall(_NUMERAL.sub("", bare))
    if len(numerals) != 1 or len(words) > _MOST_WORDS:
        return set()
    (numeral,) = numerals
    found = {numeral.replace(",", "."), re.sub(r"[^0-9]", "", numeral)}
    if not parse_numeral(numeral).ambiguous:
        value = parse_numeral(numeral).value
        found = set() if value is None else {str(value)}
    return {sign * float(read) for text in found if (read := _decimal(text)) is not None}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
