"""Columns under a member's own headings, known by single words of them or by their place.

„Што е направено“ is what was realised, „Зошто доцни“ the explanation. A heading that fits two
columns, or none, tells nothing. Without headings the order of the form tells at most two columns
of text behind a status that is known by the words of its list. All this is a guess that its
author is asked to confirm.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.columns.model import Column, Content
from ovpsheets.intake.meaning.dates import read_date
from ovpsheets.intake.meaning.spelling import visible
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.languages import pattern
from ovpsheets.templates import cached

_NOBODYS: Final = "nobodys"
"""Words of columns that no field wants: running numbers, persons, remarks."""

_GIVEN: Final = "given"
"""Words of what the plan gives: a column of targets is not one of values."""

_WORDED: Final = ("text", "link", "value")
"""Contents of which any cell may be one; of dates every cell must be one."""

_LINK: Final = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A column of which nothing is known yet but its heading, "" for none, and its cells."""

    at: int
    heading: str
    cells: Sequence[Cell]


def guessed_columns(
    unsettled: Sequence[Unsettled], settled: Mapping[int, str], declared: Sequence[Column]
) -> Mapping[int, str] | None:
    """Return position → key of the columns that can be guessed, None where any cannot.

    Columns that belong to no field are in neither.
    """
    answers = [own for own in declared if own.is_answer and own.key not in settled.values()]
    if all(not column.heading for column in unsettled):
        return _by_order(unsettled, settled, answers)
    found: dict[int, str] = {}
    unnamed: list[Unsettled] = []
    for column in unsettled:
        named = _named(column.heading, declared)
        keys = [own.key for own in answers if own.key in named and _fits(own.content, column)]
        if len(named) == len(keys) == 1:
            found[column.at] = keys[0]
        elif not named:
            unnamed.append(column)
        elif named != {_NOBODYS}:
            return None
    if len(unnamed) > 1 or len(set(found.values())) < len(found):
        return None
    between = {column.at: _between(column, {**settled, **found}, declared) for column in unnamed}
    return {**found, **between} if all(between.values()) else None


def _between(column: Unsettled, known: Mapping[int, str], declared: Sequence[Column]) -> str:
    """Return the one column that stands in the form between its neighbours, "" where more do."""
    order = {own.key: number for number, own in enumerate(declared)}
    places = [order[known[at]] for at in sorted(known)]
    if places != sorted(places):
        return ""
    # Where nothing known stands behind it, any column may have been left out: -1, and no guess.
    least = max((order[key] for at, key in known.items() if at < column.at), default=-1)
    most = min((order[key] for at, key in known.items() if at > column.at), default=-1)
    fits = _filled(column)
    found = [own.key for own in declared[least + 1 : most] if own.is_answer and fits(own)]
    return found[0] if len(found) == 1 and most >= 0 else ""


def _named(heading: str, declared: Sequence[Column]) -> set[str]:
    """The keys of the columns of whose words a heading has one."""
    said = visible(heading).casefold()
    keys = (own.key for own in declared if own.is_answer and not own.is_own)
    return {key for key in (*keys, _NOBODYS, _GIVEN) if _words(key).search(said)}


@cached
def _words(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern('column', key)})\b", re.IGNORECASE)


def _fits(content: Content, column: Unsettled) -> bool:
    if content == "date":
        return all(read_date(cell).value is not None for cell in column.cells)
    return content in _WORDED


def _by_order(
    unsettled: Sequence[Unsettled], settled: Mapping[int, str], answers: Sequence[Column]
) -> Mapping[int, str] | None:
    """Take columns without headings in the order of the form, behind the last that is settled."""
    last = max(settled, default=0)
    places = [column.at for column in unsettled]
    if places != list(range(last + 1, last + 1 + len(places))):
        return None
    found = dict(_in_turn(unsettled, iter(answers)))
    is_known = any(key in ("status", "code") for key in settled.values())
    return found if is_known and len(found) == len(unsettled) else None


def _in_turn(
    unsettled: Sequence[Unsettled], answers: Iterator[Column]
) -> Iterator[tuple[int, str]]:
    for column in unsettled:
        fits = _filled(column)
        own = next((own for own in answers if fits(own)), None)
        if own is not None:
            yield column.at, own.key


def _filled(column: Unsettled) -> Callable[[Column], bool]:
    """Tell which columns' contents those cells are: links, days, else text or a value."""
    if all(cell.link or _LINK.fullmatch(cell.raw) for cell in column.cells):
        return lambda own: own.content == "link"
    if all(read_date(cell).value is not None for cell in column.cells):
        return lambda own: own.content == "date"
    return lambda own: own.content in ("text", "value")
