"""What of a sheet waits until the workbook is packed, and takes little room until then.

XlsxWriter keeps objects for each cell and each link, of which a quarter of 1,000 institutions has
hundreds of thousands.
"""

import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from typing import IO, Final
from weakref import finalize

from xlsxwriter.format import Format

from ovpsheets.address import column_name

_KEPT: Final = 1 << 20
"""Characters of rows that wait in memory; more wait in a file."""

SHARED: Final = 't="s">'
"""How the rest of a cell begins whose text is in the table of shared texts."""


class Block:
    """Rows that lie one below another, from the row *first* on, each as a ``row`` element."""

    def __init__(self, first: int, folder: str | None) -> None:
        self.first = first
        self.count = 0
        self._rows = _waiting(self, folder, newline="")

    def add(self, row: str) -> None:
        """Put a row below the others."""
        self._rows.write(row)
        self.count += 1

    def taken(self) -> Iterator[str]:
        """Yield all rows in pieces of text; they are then gone."""
        self._rows.seek(0)
        while piece := self._rows.read(_KEPT):
            yield piece
        self._rows.close()


@dataclass(frozen=True, slots=True)
class TextsBelow:
    """Rows with one cell each: the numbers of their shared texts."""

    first: int
    column: int
    numbers: "array[int]"
    style: Format

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.numbers)

    def taken(self) -> Iterator[str]:
        """Yield the rows."""
        spans, name = f"{self.column + 1}:{self.column + 1}", column_name(self.column)
        style = self.style._get_xf_index()
        for row, number in enumerate(self.numbers, start=self.first + 1):
            cell = f'<c r="{name}{row}" s="{style}" {SHARED}<v>{number}</v></c>'
            yield f'<row r="{row}" spans="{spans}">{cell}</row>'


class Links:
    """The links of a sheet; those that are added from the top down wait as rows do."""

    def __init__(self) -> None:
        self.count = 0
        self._last = (-1, -1)
        self._in_order: IO[str] | None = None
        self._others: list[tuple[int, int, str]] = []

    def add(self, row: int, column: int, link: str, folder: str | None) -> None:
        """Add a link as an element; none holds the end of a line."""
        self.count += 1
        if (row, column) <= self._last:
            self._others.append((row, column, link))
            return
        if self._in_order is None:
            self._in_order = _waiting(self, folder, newline="\n")
        self._in_order.write(f"{row} {column} {link}\n")
        self._last = row, column

    def taken(self) -> Iterator[str]:
        """Yield the links in the order of their cells; they are then gone."""
        for _, _, link in merge(self._ordered(), sorted(self._others)):
            yield link

    def _ordered(self) -> Iterator[tuple[int, int, str]]:
        if self._in_order is not None:
            self._in_order.seek(0)
            for line in self._in_order:
                row, column, link = line.rstrip("\n").split(" ", 2)
                yield int(row), int(column), link
            self._in_order.close()


def _waiting(owner: object, folder: str | None, newline: str) -> IO[str]:
    """Open a place for text that waits; it is closed with its *owner* at the latest."""
    place = tempfile.SpooledTemporaryFile(  # noqa: SIM115
        _KEPT, "w+", encoding="utf-8", newline=newline, dir=folder
    )
    finalize(owner, place.close)  # of a workbook that is never finished
    return place
