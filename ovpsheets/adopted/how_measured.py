"""What sort of value an indicator asks for, its baseline, its target and its unit."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from ovpsheets.adopted.account import Account, Item
from ovpsheets.adopted.headings import Part, plain
from ovpsheets.adopted.making import PlanInMaking
from ovpsheets.adopted.split_texts import pieces
from ovpsheets.adopted.timeframes import entry_of
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.kinds import KINDS, Kind, ReadAs
from ovpsheets.languages import written
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.values import Fault, read_measure
from ovpsheets.templates import cached

_NUMBER: Final = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)?(?![\d.,]*\d)")
_BEGINNING: Final = 4  # words in which the sort of an indicator is said
_MEASURES: Final = ((Part.BASELINE, "baseline"), (Part.TARGET, "target"))


def settle_measures(draft: PlanInMaking) -> None:
    """Give every indicator its kind and, where they can be read, unit, baseline and target."""
    sharing = _sharing(draft.indicators)
    for item in draft.indicators:
        kind, is_told = _kind(item, sharing)
        item.values["kind"] = kind.key
        if not is_told:
            draft.account.doubt(item, "kind", "kind_guessed")
        for part, column in _MEASURES:
            for entry, cell in _own(item, part, sharing):
                _measure(item, column, kind, (entry, cell), draft.account)
        _unit(item, draft.account)
        _whose(item, sharing, draft.account)


_Sharing = dict[int, list[Item]]
"""The indicators that one cell stands beside, by the cell."""


def _sharing(items: Iterable[Item]) -> _Sharing:
    found: _Sharing = {}
    for item in items:
        for cell in (cell for cells in item.raw.values() for cell in cells):
            found.setdefault(id(cell), []).append(item)
    return found


def _own(item: Item, part: Part, sharing: _Sharing) -> list[tuple[GridEntry, Cell]]:
    """Return what stands in a cell for *item*: its own line where a cell has one for each."""
    found = []
    for cell in item.raw.get(part, ()):
        beside = sharing[id(cell)]
        if len(beside) == 1:
            found.append((entry_of(cell), cell))
            continue
        lines = [line for line in re.split(r"[\n;]", cell.kept) if line.strip()]
        if len(lines) == len(beside):
            said = pieces(lines[beside.index(item)])[0][1]
            found.append((GridEntry(cell.address, said), cell))
    return found


def _whose(item: Item, sharing: _Sharing, account: Account) -> None:
    """Say of what stands beside several indicators and is not split that it is nobody's."""
    for part, column in _MEASURES:
        for cell in item.raw.get(part, ()):
            if not _own(item, part, sharing):
                account.became(cell, "unread_whose")
                account.doubt(item, column, "measure_shared", [cell], said=cell.kept)


def _kind(item: Item, sharing: _Sharing) -> tuple[Kind, bool]:
    """Return the kind of an indicator, and whether its own words tell it."""
    text = plain(item.wording)
    beginning = " ".join(text.split()[:_BEGINNING])
    entries = [entry for part, _ in _MEASURES for entry, _ in _own(item, part, sharing)]
    for key, words in _kinds():
        kind = KINDS[key]
        is_said_first = kind.is_whole or kind.read_as is ReadAs.DAY
        if words.search(beginning if is_said_first else text):
            return kind, True
    if any(e.is_percentage or str(e.value).rstrip().endswith("%") for e in entries):
        return _first(lambda kind: kind.is_share), True
    yes_no = _first(lambda kind: kind.read_as is ReadAs.YES_NO)
    answers = [isinstance(e.value, str) and not isinstance(read_measure(yes_no, e), Fault)
               for e in entries]  # fmt: skip
    if answers and all(answers):
        return yes_no, True
    count = _first(lambda kind: kind.is_whole)
    numbers = [not isinstance(read_measure(count, entry), Fault) for entry in entries]
    if numbers and all(numbers):
        return count, False
    return _first(lambda kind: kind.read_as is ReadAs.TEXT), False


def _first(is_such: Callable[[Kind], bool]) -> Kind:
    return next(filter(is_such, KINDS.values()))


def _measure(
    item: Item, column: str, kind: Kind, at: tuple[GridEntry, Cell], account: Account
) -> None:
    entry, cell = at
    read = read_measure(kind, entry)
    numbers = _NUMBER.findall(str(entry.value)) if isinstance(entry.value, str) else []
    if isinstance(read, Fault) and len(numbers) == 1:
        again = read_measure(kind, GridEntry(entry.cell, numbers[0]))
        if not isinstance(again, Fault) and _is_within(kind, again):
            item.values[column] = again
            account.became(cell, column, item, column)
            account.doubt(item, column, "measure_in_words", [cell], said=str(entry.value))
            return
    if isinstance(read, Fault) or not _is_within(kind, read):
        account.became(cell, "unread_measure", item, column)
        account.doubt(item, column, "measure_unread", [cell], said=str(entry.value))
        return
    item.values[column] = read
    account.became(cell, column, item, column)


def _is_within(kind: Kind, value: float | str) -> bool:
    if kind.bounds is None or isinstance(value, str):
        return True
    return kind.bounds[0] <= value <= kind.bounds[1]


def _unit(item: Item, account: Account) -> None:
    for cell in item.raw.get(Part.UNIT, ()):
        item.values["unit"] = " ".join(cell.kept.split())
        account.became(cell, "unit", item, "unit")


@cached
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what finds each kind in a folded text; what says more is tried first."""
    order = ("yes_no", "percent", "count", "amount", "date")
    return tuple((key, _finder(written("adopted.kinds", key))) for key in order)


def _finder(words: Iterable[str]) -> re.Pattern[str]:
    known = "|".join(re.escape(plain(word)) for word in words)
    return re.compile(rf"(?<!\w)(?:{known or '(?!)'})(?!\w)")
