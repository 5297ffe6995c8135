"""Conditions about a day that was typed as text („31.12.2022“): no program may turn it round.

The formulas read this one spelling, and a date of the program's own; the intake reads more.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from ovpsheets.columns.conditions import Answers, Condition, RowCells, text_of

_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(20\d\d|2100)")  # no slip of the hand
_FAR: Final = 10  # years before or after the plan


def days_of_reports(start: date, end: date) -> dict[str, date]:
    """Return between which days a plan from *start* to *end* can be reported on, by name.

    ``too_early``: the last day that is far before it; ``latest``: the last that is not far after.
    """
    years = max(start.year - _FAR - 1, 1900), min(end.year + _FAR, date.max.year)
    return {"too_early": date(years[0], 12, 31), "latest": date(years[1], 12, 31)}


def typed_day(answers: Answers, column: str) -> date | None:
    """Return the day in a column, None where there is none or it is typed otherwise."""
    value = answers.get(column)
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(text_of(answers, column))
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:  # 31.2.2022
        return None


@dataclass(frozen=True, slots=True)
class DayUnread:
    """The column holds something else than a day."""

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return bool(text_of(answers, self.column)) and typed_day(answers, self.column) is None

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        own = cells.address(self.column)
        day, month, year = _parts(own)
        made = _made(own)
        # Too great a day goes over into the next month: then it differs. An error of any part,
        # or a false one, makes the quotient an error. Short, for .xls has no room for more.
        right = f"ISNUMBER(1/AND(DAY({made})={day},{month}<13,{year}>1999,{year}<2101))"
        return f"IF(LEN(TRIM({own}))=0,FALSE,IF(ISNUMBER({own}),FALSE,NOT({right})))"


@dataclass(frozen=True, slots=True)
class DayAfter:
    """The day in the column is after another: a known one, or that of another column.

    The formula may only be asked where :class:`DayUnread` is false.
    """

    column: str
    day: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        own, other = typed_day(answers, self.column), answers.get(self.day)
        return own is not None and isinstance(other, date) and own > other

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return _compared(cells, self.column, ">", self.day)


@dataclass(frozen=True, slots=True)
class DayNotAfter:
    """The day in the column is another or before it; as :class:`DayAfter`."""

    column: str
    day: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        own, other = typed_day(answers, self.column), answers.get(self.day)
        return own is not None and isinstance(other, date) and own <= other

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return _compared(cells, self.column, "<=", self.day)


@dataclass(frozen=True, slots=True)
class DayOnWrongSide:
    """The day in the column is after another though *done* holds, or not after it though not.

    As :class:`DayAfter`, and in a formula not much longer than that of one of the two.
    """

    column: str
    day: str
    done: Condition

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        side = DayAfter if self.done.holds(answers) else DayNotAfter
        return side(self.column, self.day).holds(answers)

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return _compared(cells, self.column, ">", self.day, f"=({self.done.formula(cells)})")


def _compared(cells: RowCells, column: str, sign: str, day: str, behind: str = "") -> str:
    own, known = cells.address(column), cells.dates.get(day)
    other = f"DATE({known.year},{known.month},{known.day})" if known else cells.address(day)
    typed = f"IF(ISNUMBER({own}),{own},{_made(own)}){sign}{other}"
    said = f"({typed}){behind}" if behind else typed
    return f"IF(LEN(TRIM({own}))=0,FALSE,{said})"


def _parts(own: str) -> tuple[str, str, str]:
    text, dot = f"TRIM({own})", f'FIND(".",TRIM({own}))'
    return (
        f"VALUE(LEFT({text},{dot}-1))",
        f"VALUE(MID({text},{dot}+1,LEN({text})-{dot}-5))",
        f"VALUE(RIGHT({text},4))",
    )


def _made(own: str) -> str:
    day, month, year = _parts(own)
    return f"DATE({year},{month},{day})"
