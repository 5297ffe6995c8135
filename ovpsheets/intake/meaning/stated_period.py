"""Of what period a remark says that a value is, where it says nothing else.

„до 30 јуни“, „за цела 2022 година“, "January to June", "Q2": held against the quarter that is
reported. A remark with any other word in it („Записник од 12.9.2022“) speaks of something else.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Final, Literal

from ovpsheets.compiled import compiled
from ovpsheets.intake.meaning.months import month_number
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import spelled, vocabulary
from ovpsheets.languages import written
from ovpsheets.quarter import Quarter
from ovpsheets.words import Accumulation

_TOKEN: Final = re.compile(
    r"(?P<day>\d{1,2}\s*[./]\s*\d{1,2}\s*[./]\s*\d{4})|(?P<short>\d{1,2}\.\s*\d{1,2}\.?(?!\d))"
    r"|[QqКк](?P<quarter>[1-4])\b|[Hh](?P<half>[12])\b|(?P<year>(?:19|20)\d\d)|(?P<number>\d{1,2})(?!\d)"
    r"|(?P<word>[^\W\d_]+)|(?P<range>[-–—+&])|(?P<other>[^\s.,:;()])"
)
_ROMANS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MONTHS: Final = 12
_A_QUARTER: Final = 3  # months
_LAST: Final = 4  # quarter of a year

Kind = Literal[
    "day", "month", "year", "number", "ordinal", "quarter", "half", "until", "since", "about",
    "whole", "months", "middle", "plan", "next", "now", "data", "taken", "passed", "range", "other",
]  # fmt: skip

_OF_VALUES: Final = frozenset({"until", "about", "data", "whole", "half", "quarter", "months"})
"""„12.9.2022“ and „во септември“ say when something was; „за септември“ of what it is."""

_PARTS_OF_A_YEAR: Final = frozenset({"day", "month", "quarter", "half"})
"""What „2021 - 30 септември 2022“ has besides years; „3-2021“ is the number of a document."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One word or number of a remark: what it is there, and which one."""

    kind: Kind
    number: int = 0
    month: int = 0
    year: int = 0


def is_of_another_period(text: str, quarter: Quarter, covers: Accumulation | None) -> bool | None:
    """Tell whether *text* says of what period a value is, and nothing more, and it is another one.

    None where it says something else. *covers*: whether the value is that of the quarter, or of
    all the time until its end.
    """
    every = tuple(_said(text))
    of_data = any(item.kind == "data" for item in every)
    other = ("other",) if of_data else ("other", "taken")
    if not every or any(item.kind in other for item in every):
        return None
    is_other = _is_another(every, quarter, covers)
    is_named = any(item.year for item in every) or any(_spans(_with_days(every), quarter))
    return is_other if is_other or is_named else None


def names_another_period(text: str, quarter: Quarter, covers: Accumulation | None) -> bool:
    """Tell whether some words of *text* in a row say of what period a value is: another one.

    „46 е за цела година“, "headcount for Jan-Sep"; „од 5 до 9 септември“ is when something was.
    """
    every = tuple(_said(text))
    for place, item in enumerate(every):
        if item.kind not in _BEGINNING:
            continue
        run = tuple(takewhile(lambda one: one.kind not in ("other", "taken"), every[place:]))
        kinds = {one.kind for one in run}
        is_when = "since" in kinds and "day" in {one.kind for one in _with_days(run)}
        if kinds & _NAMING and not is_when and _is_another(run, quarter, covers):
            return True
    return False


def speaks_of_time(text: str) -> bool:
    """Tell whether *text* has a day, a month, a year, or a word for parts of one."""
    return any(item.kind in _NAMING for item in _said(text))


def times_named(text: str, quarter: Quarter) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each month, day with its year, and year that *text* names."""
    said = tuple(_said(_MODAL.sub(" ", text)))
    of_months = any(item.month for item in said)
    for place, item in enumerate(said):
        year = _year_at(place, said) or quarter.year
        if item.kind == "month" or (
            item.kind == "day" and item.year and 1 <= item.month <= _MONTHS
        ):
            yield _months(year, item.month, item.month)
        elif item.kind == "year" and not of_months and not _is_counted(place, said):
            yield date(year, 1, 1), date(year, _MONTHS, 31)


def _is_counted(place: int, said: Sequence[_Said]) -> bool:
    """„2000 примероци“, "travel 2000"."""
    return any(item.kind == "other" for item in said[max(place - 1, 0) : place + 2])


_MODAL: Final = re.compile(r"\bmay\b")  # what may be is no month
_BEGINNING: Final = frozenset({"about", "until", "since", "data", "whole"})
_NAMING: Final = frozenset(
    {"day", "month", "year", "quarter", "half", "months", "whole", "ordinal"}
)
"""What names a part of a year."""


_OF_DAYS: Final = frozenset({"day", "month", "number", "year", "passed"})


def _is_another(said: Sequence[_Said], quarter: Quarter, covers: Accumulation | None) -> bool:
    """Tell whether what is said in words of periods alone is another one than is asked for."""
    kinds = frozenset(item.kind for item in said)
    of_data = "data" in kinds
    sums = covers is Accumulation.CUMULATIVE
    order = [item.kind for item in said if item.kind in ("about", "since")]
    # „податок од јуни“; „податок за периодот од 1.1.2021“ says since when.
    is_of_then = of_data and order[:1] == ["since"] and bool(kinds & _PARTS_OF_A_YEAR)
    if sums and "since" in kinds and not (is_of_then or kinds & {"until", "range"}):
        return False  # „од 2021“ says when counting began, which is no matter where all is counted
    if "next" in kinds:  # „за наредната година“
        return bool(kinds & (_OF_VALUES | {"plan", "year"}))
    is_range = "range" in kinds and bool(kinds & _PARTS_OF_A_YEAR or _years(said) > 1)
    if any(item.year not in (0, quarter.year) for item in said) and not (
        sums and ("since" in kinds or is_range)
    ):
        return is_range or bool(kinds & (_OF_VALUES | {"since", "plan"}))
    if "plan" in kinds and not kinds & {"quarter", "half", "months"}:
        return False  # „План за 2022“ is a document
    spans = tuple(_spans(_with_days(said), quarter))
    if not spans:
        is_year = "year" in kinds and bool(kinds & {"about", "whole", "until"})
        is_year = is_year or (of_data and "whole" in kinds)  # „годишна бројка“
        # At the year's end the year's sum is what was asked for.
        return is_year and not (sums and quarter.number == _LAST)
    if "since" in kinds and "month" in kinds and not sums and min(spans)[0] < quarter.start:
        return True  # „од јануари“ beside what is of the quarter
    if len(spans) == 1 and not kinds & _OF_VALUES:
        # „мај 2022“ alone beside what is of this quarter; when in it something was, is no doubt.
        is_alone = kinds == {"month", "year"} and not sums
        return is_alone and not quarter.start <= spans[0][0] <= quarter.end
    if kinds <= _OF_DAYS and all(one == end for one, end in spans):  # „5.7, 17.8 и 21.9“
        return not all(quarter.start <= day <= quarter.end for day, _ in spans)
    first, last = min(spans)[0], max(end for _, end in spans)
    if last != quarter.end or "middle" in kinds:
        return True
    is_end = len(spans) == 1 and (first == last or "until" in kinds)  # „до 30 септември“
    return not (sums or is_end or first == quarter.start)


def _years(said: Sequence[_Said]) -> int:
    """Return how many items name a year."""
    return sum(item.kind == "year" for item in said)


def _with_days(said: Sequence[_Said]) -> Iterator[_Said]:
    """Yield *said* with days in place of a number and a month: „30 јуни“, "June 30"."""
    before: _Said | None = None
    for item in said:
        if before and {before.kind, item.kind} == {"number", "month"}:
            number, month = before.number or item.number, before.month or item.month
            yield _Said("day", number, month)
            before = None
            continue
        if before:
            yield before
        before = item
    if before:
        yield before


def _spans(said: Iterator[_Said], quarter: Quarter) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of all that is named."""
    every = tuple(said)
    kinds = {item.kind for item in every}
    for place, item in enumerate(every):
        number, year = item.number, _year_at(place, every) or quarter.year
        if item.kind == "now":
            yield (quarter.end,) * 2
        if item.kind == "day" and 1 <= item.month <= _MONTHS:
            own = item.year or year
            if 1 <= number <= monthrange(own, item.month)[1]:
                yield (date(own, item.month, number),) * 2
        elif item.kind == "month":
            yield _months(year, item.month, item.month)
        elif item.kind == "months" and 0 < number <= _MONTHS and number != _A_QUARTER:
            yield _months(year, 1, number)
        elif number in (1, 2) and (
            item.kind == "half" or (item.kind == "ordinal" and "half" in kinds)
        ):
            yield Quarter(year, 2 * number - 1).start, Quarter(year, 2 * number).end
        elif number and (item.kind == "quarter" or (item.kind == "ordinal" and "quarter" in kinds)):
            yield Quarter(year, number).start, Quarter(year, number).end


def _year_at(place: int, every: Sequence[_Said]) -> int:
    """Return the year of what stands at *place*: that behind it, else one before it; 0 for none.

    In „од јануари 2021 до септември“ the year is that since which is counted.
    """
    if behind := next((item.year for item in every[place:] if item.year), 0):
        return behind
    before = every[:place]
    kinds = [item.kind for item in before]
    if "since" in kinds and not {"until", "range"}.isdisjoint(kinds[kinds.index("since") :]):
        return 0
    return next((item.year for item in before if item.year), 0)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _said(text: str) -> Iterator[_Said]:
    how_many = _Said("number")
    for item in map(_one, _TOKEN.finditer(text)):
        how_many = item if item.kind == "number" else how_many
        # „за шест месеци“, "first 6 months"
        yield replace(item, number=how_many.number) if item.kind == "months" else item


def _one(match: re.Match[str]) -> _Said:
    if match["day"] or match["short"]:
        day, month, *year = map(int, re.findall(r"\d+", match[0]))
        return _Said("day", day, month, *year)
    if match["quarter"]:
        return _Said("quarter", int(match["quarter"]))
    if match["half"]:
        return _Said("half", int(match["half"]))
    if match["year"]:
        return _Said("year", year=int(match["year"]))
    if match["number"]:
        return _Said("number", int(match["number"]))
    if match["word"]:
        return _word(match["word"])
    return _Said("range" if match["range"] else "other")


def _word(word: str) -> _Said:
    if number := _ROMANS.get(word):
        return _Said("ordinal", number)
    if (month := month_number(word)) is not None:
        return _Said("month", month=month)
    own = key(word)
    if number := vocabulary().numbers.get(own, 0):
        return _Said("number", number)
    return _words().get(own, _Said("other"))


@compiled
def _words() -> Mapping[str, _Said]:
    plain = (("known", "plain"), ("known", "linking"), ("known", "labels"), ("known", "total"))
    passed = (*plain, ("period", "begin"), ("period", "small"), ("stated_period", "small"))
    groups: tuple[tuple[Kind, tuple[tuple[str, str], ...]], ...] = (
        ("passed", passed),
        ("now", (("stated_period", "now"),)),
        ("about", (("stated_period", "about"),)),
        ("taken", (("stated_period", "taken"),)),
        ("data", (("stated_period", "data"),)),
        ("whole", (("stated_period", "whole"),)),
        ("months", (("stated_period", "months"),)),
        ("middle", (("stated_period", "middle"),)),
        ("plan", (("stated_period", "plan"),)),
        ("next", (("stated_period", "next"),)),
        ("year", (("beside", "year"),)),
        ("since", (("period", "since"),)),
        ("until", (("period", "until"), ("period", "end"), ("stated_period", "until"))),
        ("half", (("period", "half"),)),
        ("quarter", (("period", "quarter"),)),
    )
    known = {
        word: _Said(kind)
        for kind, tables in groups
        for table in tables
        for word in spelled(written(*table))
    }
    for number in _ROMANS.values():
        tables = ("period.ordinals", "stated_period.ordinals")
        words = (word for table in tables for word in written(table, str(number)))
        known |= dict.fromkeys(spelled(words), _Said("ordinal", number))
    return known
