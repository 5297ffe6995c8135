"""From when until when, as plans say it: „трет квартал 2026“, „2024–2026“, „континуирано“."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from ovpsheets.adopted.headings import Part
from ovpsheets.intake.meaning.months import month_number
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.languages import pattern
from ovpsheets.member_text import visible
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.plan_sheet import Edge
from ovpsheets.plan.values import Fault, read_day
from ovpsheets.templates import cached
from ovpsheets.texts import Texts, short_date
from ovpsheets.words import default_language

_LONGEST: Final = 120  # characters; a longer text is no time
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_DASH: Final = re.compile(r"\s*[-–—]\s*")
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEARS_ONLY: Final = re.compile(r"\d{4}(?:\W+(?:\w{1,2}\W+)?\d{4})+\W*(?:[^\W\d]{1,8}\W*)?")
_NOTHING: Final = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Times:
    """From when until when; None where that is not said.

    ``is_continuous``: as long as the plan runs. ``doubt``: the key of what is doubtful, "" for
    nothing, with the days that may be meant (``one``, ``other``).
    """

    start: date | None = None
    deadline: date | None = None
    is_continuous: bool = False
    doubt: str = ""
    one: str = ""
    other: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.start or self.deadline or self.is_continuous)


def times(cell: Cell, part: Part) -> Times:
    """Return what *cell* says in a column of *part*; empty where it cannot be read."""
    entry = entry_of(cell)
    if not isinstance(entry.value, str):
        return _single(entry, part)
    text = entry.value
    if len(text) > _LONGEST:
        return Times()
    rest, said = _continuous().subn(" ", text)
    if said and _NOTHING.fullmatch(rest):
        return Times(is_continuous=True)
    found = _of_text(rest if said else text, part)
    return replace(found, is_continuous=bool(said)) if not found.is_empty or said else found


def is_time(cell: Cell) -> bool:
    """Tell whether *cell* says from when or until when."""
    return isinstance(cell.value, datetime) or not times(cell, Part.PERIOD).is_empty


def entry_of(cell: Cell) -> GridEntry:
    """Return *cell* as the reader of the plan takes it."""
    value = cell.value
    if isinstance(value, datetime):
        kept: str | float | bool | date = value.date()
    elif isinstance(value, bool):
        kept = value
    elif isinstance(value, int | float):
        kept = float(value)
    else:
        kept = visible(cell.kept.replace("\xa0", " ").strip())
    return GridEntry(cell.address, kept, cell.number_format, cell.type == "error")


def _of_text(text: str, part: Part) -> Times:
    plain = _WORD.sub(_month_as_written, text)
    for read in (_single_text, _years, _range, _lines):
        found = read(plain, part)
        if not found.is_empty:
            return found
    return Times()


def _month_as_written(word: re.Match[str]) -> str:
    """Return a month by the name that the plan knows; any other word as it is."""
    number = month_number(word[0])
    return word[0] if number is None else Texts(default_language()).month(number)


def _single_text(text: str, part: Part) -> Times:
    return _single(GridEntry("", text.strip(" .;,")), part)


def _single(entry: GridEntry, part: Part) -> Times:
    """Read one day, or one part of a year: of a period both its days."""
    start = _day(entry, Edge.FIRST) if part is not Part.DEADLINE else Times()
    deadline = _day(entry, Edge.LAST) if part is not Part.START else Times()
    is_one_day = isinstance(entry.value, date) or start.start == deadline.deadline
    if part is Part.PERIOD and is_one_day:  # a day alone is until when
        return deadline
    doubted = deadline if deadline.doubt else start
    return replace(doubted, start=start.start, deadline=deadline.deadline)


def _day(entry: GridEntry, edge: Edge) -> Times:
    read = read_day(entry, edge)
    if isinstance(read, Fault):
        if read.key != "date_ambiguous":
            return Times()
        # Nobody is late by a reading that may be wrong: the earlier start, the later deadline.
        one, other = read.values["one"], read.values["other"]
        read = _of_short(one if edge is Edge.FIRST else other)
        doubt = Times(doubt="date_ambiguous", one=one, other=other)
    else:
        doubt = Times()
    return replace(doubt, start=read) if edge is Edge.FIRST else replace(doubt, deadline=read)


def _of_short(text: str) -> date:
    day, month, year = map(int, text.split("."))
    return date(year, month, day)


def _years(text: str, _part: Part) -> Times:
    """Read several years, one behind the other: „2024, 2025 и 2026“."""
    if not _YEARS_ONLY.fullmatch(text.strip()):
        return Times()
    years = [int(year) for year in _YEAR.findall(text)]
    if years != sorted(set(years)):
        return Times()
    return Times(date(years[0], 1, 1), date(years[-1], 12, 31))


def _range(text: str, _part: Part) -> Times:
    """Read a range, at any dash or word between: „јануари – март 2025“, "I-III квартал 2025"."""
    for found in (*_DASH.finditer(text), *_between().finditer(text)):
        left, right = text[: found.start()], text[found.end() :]
        last = _day(GridEntry("", right.strip(" .;,")), Edge.LAST)
        for begun in _begun(left, right) if last.deadline else ():
            first = _day(GridEntry("", begun.strip(" .;,")), Edge.FIRST)
            if first.start and last.deadline and first.start <= last.deadline:
                doubted = last if last.doubt else first
                return replace(doubted, start=first.start, deadline=last.deadline)
    return Times()


def _begun(left: str, right: str) -> Iterator[str]:
    """Yield what the beginning of a range may mean: its year may stand at the end only."""
    yield left
    yield from (f"{left} {year}" for year in _YEAR.findall(right)[:1])
    behind = right.strip().split(" ", 1)
    yield from (f"{left} {rest}" for rest in behind[1:])


def _lines(text: str, part: Part) -> Times:
    """Read several times in one cell, each in a line: from the first until the last."""
    lines = [line for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) < 2:
        return Times()
    read = [_of_text(line, part) for line in lines]
    days = [found.deadline or found.start for found in read]
    if any(day is None for day in days):
        return Times()
    starts = [found.start for found in read if found.start]
    ends = [found.deadline for found in read if found.deadline]
    first, last = min(starts, default=None), max(ends, default=None)
    shown = (short_date(day) for day in (min(map(_known, days)), max(map(_known, days))))
    return Times(first, last, doubt="several_dates", one=next(shown), other=next(shown))


def _known(day: date | None) -> date:
    return day or date.max


@cached
def _continuous() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern('adopted', 'continuous')})(?!\w)", re.IGNORECASE)


@cached
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{pattern('adopted', 'to')})\s+", re.IGNORECASE)
