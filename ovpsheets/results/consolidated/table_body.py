"""The rows of a table in a sheet: how many there is room for, and which stand under others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.results.consolidated.sheet_context import Budget
from ovpsheets.results.consolidated.sheet_values import AGAIN, Value, length, put
from ovpsheets.writing.page_cells import LONGEST_TEXT, Folded, PageCells


@dataclass(frozen=True, slots=True)
class RowAbove:
    """A row that stands above those that follow it, and can hide them: of what they are."""

    values: Sequence[Value]


Row = Sequence[Value] | RowAbove


@dataclass(slots=True)
class Fitting:
    """The rows that a budget has room for, taken from *rows*, and how many were taken."""

    rows: Iterator[Row]
    budget: Budget
    always: int = 0
    taken: int = 0

    def __iter__(self) -> Iterator[Row]:
        left = self.budget.characters
        for number, row in zip(range(max(self.budget.rows, self.always)), self.rows, strict=False):
            self.taken += 1
            left -= _characters(row.values if isinstance(row, RowAbove) else row)
            if left < 0 and number >= self.always:
                return
            yield row


def fill(
    into: PageCells,
    styles: Sequence[str],
    rows: Iterable[Row],
    first: int,
    least: float,
    *,
    shut: bool,
) -> int:
    """Write rows from *first* down, a column in each of *styles*; returns how many.

    *shut*: rows that stand under another are hidden at first.
    """
    above = [f"label{' centre' if 'centre' in style.split() else ''}" for style in styles]
    number, folded = first, Folded.NO
    for row in rows:
        if isinstance(row, RowAbove):
            into.cells(number, above, row.values, put, AGAIN)
            into.end_row(number, least=20.0, folded=Folded.ABOVE_SHUT if shut else Folded.NO)
            folded = Folded.SHUT if shut else Folded.OPEN
        else:
            into.cells(number, styles, row, put, AGAIN)
            into.end_row(number, least=least, folded=folded)
        number += 1
    return number - first


def _characters(values: Sequence[Value]) -> int:
    """Return how many characters a row puts into a workbook."""
    texts = [value for value in values if value.__class__ is str]
    others = [length(value) for value in values if value.__class__ not in _OF_KNOWN_LENGTH]
    letters = len("".join(texts))
    if letters > LONGEST_TEXT:
        letters = sum(map(length, texts))
    return letters + sum(others)


_OF_KNOWN_LENGTH: Final = frozenset({str, float, int, type(None)})
