"""Whole rows of a sheet, from the top down, each made XML at once."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from ovpsheets.address import column_name
from ovpsheets.writing.measure import row_height, whole_pixels
from ovpsheets.writing.page_cells import CellRefusedError, Folded, PageCells, Put
from ovpsheets.writing.sheet import WrittenSheet
from ovpsheets.writing.waiting import SHARED

_SHORT: Final = 40
"""Letters of names, codes and words of a list; longer texts seldom come twice."""

_MOST_KNOWN: Final = 1 << 14
"""Cells that are kept ready, should a table say them again."""

_Known = dict[Any, tuple[str, int, float]]
"""Value → its cell in one column and style, its lines, and the size of its letters."""

_FIRST: Final = 40
"""Rows of a table whose heights are kept: more do not stand on a page."""

_ROW: Final = "\0"
"""Stands for the number of the row in its cells until the row ends; no text of a cell has it."""


class Rows(PageCells):
    """The rows of a table in the making: the cells of one from the left, its end, the next.

    Charts cannot show these cells, for XlsxWriter does not know what they hold.
    """

    def __init__(self, sheet: WrittenSheet, page: PageCells, first: int) -> None:
        super().__init__(page.formats, page.column_widths, page.cut)
        self._sheet = sheet
        self._block = sheet.block(first)
        self._cells: list[str] = []  # each with _ROW in the place of its row's number
        self._lines = 1
        self._size = 0.0
        self._counted = 0  # texts of the row that the table of shared ones has counted
        self._known: dict[tuple[str, ...], list[_Known]] = {}
        self._room_to_know = _MOST_KNOWN
        self._starts: dict[tuple[int, str], str] = {}
        self.heights: dict[int, float] = {}
        """The heights in points of the first rows."""

    def end_row(self, row: int, *, least: float, folded: Folded = Folded.NO) -> None:
        """End the row: it is as high as its wrapped texts need, and *least* points."""
        if self._sheet.make_room(row, len(self._cells)) < 0:
            raise CellRefusedError(f"sheet {self._sheet.get_name()!r}: no row {row}")
        height = row_height(self._lines, self._size or self.formats.look.size, least=least)
        shown = whole_pixels(height)
        if len(self.heights) < _FIRST:
            self.heights[row] = shown
        points = f"{shown:.16g}"
        cells = "".join(self._cells).replace(_ROW, str(row + 1))
        self._block.add(f'<row r="{row + 1}" ht="{points}"{folded.value}>{cells}</row>')
        self._sheet.use_again(cells.count(SHARED) - self._counted)
        if folded is not Folded.NO:
            self._sheet.has_folds()
        self._lines, self._size, self._counted = 1, 0.0, 0
        self._cells.clear()

    def cells(
        self,
        row: int,
        styles: Sequence[str],
        values: Sequence[Any],
        put: Put,
        again: frozenset[type] = frozenset(),
    ) -> None:
        """Write *values* as *put* does; what a table says again and again is made once."""
        own = tuple(styles)
        known = self._known.get(own)
        if known is None:
            known = self._known[own] = [{} for _ in own]
        for column, (ready, value) in enumerate(zip(known, values, strict=True)):
            if value.__class__ not in again:
                put(self, row, column, value, own[column])
                continue
            cell = ready.get(value)
            if cell is None:
                cell = self._made(row, column, value, own[column], put)
                is_long = value.__class__ is str and len(value) > _SHORT
                if not is_long and self._room_to_know:
                    self._room_to_know -= 1
                    ready[value] = cell
            else:
                self._cells.append(cell[0])
            if cell[1] > self._lines:
                self._lines = cell[1]
            if cell[2] > self._size:
                self._size = cell[2]

    def _made(
        self, row: int, column: int, value: Any, style: str, put: Put
    ) -> tuple[str, int, float]:
        """Write a cell; return it with its lines and the size of its letters."""
        lines, size = self._lines, self._size
        self._lines, self._size = 1, 0.0
        put(self, row, column, value, style)
        own = (self._cells[-1], self._lines, self._size)
        self._lines, self._size = lines, size
        return own

    def blank(self, row: int, column: int, style: str = "cell") -> None:
        """Write an empty cell with a style."""
        self._cells.append(f"{self._start(column, style)}/>")

    def _start(self, column: int, style: str) -> str:
        """Return how the cells of a column begin that have a style."""
        key = (column, style)
        known = self._starts.get(key)
        if known is None:
            number = self.formats.number(style)
            known = self._starts[key] = f'<c r="{column_name(column)}{_ROW}" s="{number}"'
        return known

    def _write_text(self, row: int, column: int, text: str, style: str) -> None:
        cell = self._sheet.text_cell(text)
        self._counted += cell.startswith(SHARED)
        self._cells.append(f"{self._start(column, style)} {cell}")

    def _write_number(self, row: int, column: int, value: float, style: str) -> None:
        if not math.isfinite(value):
            raise CellRefusedError(f"sheet {self._sheet.get_name()!r}: {value} is no number")
        self._cells.append(f"{self._start(column, style)}><v>{value:.16G}</v></c>")

    def _write_day(self, row: int, column: int, value: date, style: str) -> None:
        self._write_number(row, column, self._sheet.serial(value), style)

    def _write_link(self, row: int, column: int, target: str, text: str, style: str) -> bool:
        if not self._sheet.add_link(row, column, target, text):
            return False
        self._write_text(row, column, text, style)
        return True

    def _grow(self, row: int, lines: int, size: float) -> None:
        if lines > self._lines:
            self._lines = lines
        if size > self._size:
            self._size = size
