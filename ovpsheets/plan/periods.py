"""Parts of a year where a day is wanted: „трет квартал 2026“, „до крајот на 2025“, II/2026.

A start means the first day of such a part, a deadline the last. The words are in the table
``period`` of ``reading``; nothing is passed over that is not one of them.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from ovpsheets.languages import pattern, written
from ovpsheets.plan.plan_sheet import Edge
from ovpsheets.quarter import Quarter
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+|[^\s.,/()–-]")
_ROMANS: Final = ("I", "II", "III", "IV")
_YEARS: Final = range(1900, 2999)
_NAMING: Final = ("month", "ordinal", "roman", "number")
_AGAINST: Final[Mapping[Edge, frozenset[str]]] = {
    Edge.FIRST: frozenset({"end", "until"}),
    Edge.LAST: frozenset({"begin", "since"}),
}
"""What cannot stand in a column: no activity starts until the end of a year."""

_Found = Mapping[str, list[int]]
"""What sorts of words stand in a text, each with the numbers that they name (0 for none)."""


def days_meant(text: str, edge: Edge) -> tuple[date, ...]:
    """Return the days that *text* may mean: one, several where it is ambiguous, none.

    3/2026 is March or the third quarter; „до 2026“ includes that year or does not.
    """
    found = _found(text)
    if "other" in found or _AGAINST[edge] & found.keys() or len(found.get("year", ())) != 1:
        return ()
    (year,) = found["year"]
    spans = _spans(year, found) if year in _YEARS else []
    if edge is Edge.FIRST:
        return tuple(sorted({first for first, _ in spans}))
    before = [first - timedelta(days=1) for first, _ in spans]
    is_open = "until" in found and "end" not in found
    return tuple(sorted({*(last for _, last in spans), *(before if is_open else ())}))


def without_lead(text: str, edge: Edge) -> str:
    """Return *text* without what may stand before a full day: „до 31.12.2025“."""
    lead = pattern("period", "until" if edge is Edge.LAST else "since")
    return re.sub(rf"^(?:(?:{lead})\s+)+", "", text.strip(), flags=re.IGNORECASE)


def _spans(year: int, found: _Found) -> list[tuple[date, date]]:
    """Return what may be meant of *year*, each as its first and last day."""
    named = [(kind, number) for kind in _NAMING for number in found.get(kind, ())]
    if not named:
        return (
            [] if found.keys() & {"quarter", "half"} else [(date(year, 1, 1), date(year, 12, 31))]
        )
    (kind, number), *more = named
    if "half" in found:
        return [] if more or "quarter" in found else _half(year, kind, number)
    as_quarter = kind == "roman" or (kind != "month" and "quarter" in found)
    as_month = kind in ("month", "number") and "quarter" not in found
    either = kind == "number" and as_month
    if more:
        return []
    spans = []
    if as_month and 1 <= number <= 12:
        spans.append((date(year, number, 1), date(year, number, monthrange(year, number)[1])))
    if (as_quarter or either) and 1 <= number <= 4:
        spans.append((Quarter(year, number).start, Quarter(year, number).end))
    return spans


def _half(year: int, kind: str, number: int) -> list[tuple[date, date]]:
    if kind == "month" or number not in (1, 2):
        return []
    first, last = Quarter(year, 2 * number - 1), Quarter(year, 2 * number)
    return [(first.start, last.end)]


def _found(text: str) -> _Found:
    found: dict[str, list[int]] = defaultdict(list)
    for token in _TOKEN.findall(text):
        kind, number = _kind(token)
        found[kind].append(number)
    return dict(found)


def _kind(token: str) -> tuple[str, int]:
    if token.isdecimal():
        kinds = {4: "year", 1: "number", 2: "number"}
        return kinds.get(len(token), "other"), int(token)
    word = fold(token)
    # A small "i" is a word in Albanian: „tremujori i tretë“.
    if word in _ROMANS and (len(word) > 1 or token.isupper()):
        return "roman", _ROMANS.index(word) + 1
    return _words().get(word, ("other", 0))


@cached
def _words() -> Mapping[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for kind in ("small", "since", "until", "begin", "end", "quarter", "half"):
        known |= {fold(word): (kind, 0) for word in written("period", kind)}
    for number in range(1, 5):
        ordinals = written("period.ordinals", str(number))
        known |= {fold(word): ("ordinal", number) for word in ordinals}
    for number in range(1, 13):
        names = [Texts(language).month(number) for language in LANGUAGES]
        known |= {fold(name): ("month", number) for name in names}
    return known
