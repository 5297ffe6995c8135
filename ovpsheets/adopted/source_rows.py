"""What is in the file, row by row in the order in which people read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ovpsheets.intake.reading.cells import Cell, Contents, Sheet


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row. ``cells``: what people see in each column, also of a cell merged from above.

    ``first``: the columns in which a cell begins in this very row. ``is_text``: a paragraph of
    a document, outside of its tables.
    """

    sheet: str
    number: int
    cells: Mapping[int, Cell]
    first: frozenset[int]
    is_text: bool = False

    @property
    def own(self) -> tuple[Cell, ...]:
        """The cells that begin in this row, each once, from left to right."""
        return tuple(self.cells[column] for column in sorted(self.first))

    def is_own(self, column: int) -> bool:
        """Tell whether what is seen in *column* begins in this row."""
        cell = self.cells.get(column)
        return cell is not None and cell.row == self.number


def source_rows(contents: Contents) -> tuple[SourceRow, ...]:
    """Return the rows of every sheet; a document's tables stand where they do in its text."""
    if not contents.is_document or not contents.sheets:
        return tuple(row for sheet in contents.sheets for row in _rows(sheet))
    text, *tables = contents.sheets
    rows: list[SourceRow] = []
    waiting = sorted(tables, key=lambda table: table.below)  # stable: in the order of the file
    for row in _rows(text, is_text=True):
        while waiting and waiting[0].below < row.number:
            rows += _rows(waiting.pop(0))
        rows.append(row)
    return (*rows, *(row for table in waiting for row in _rows(table)))


def covered(contents: Contents) -> Iterator[Cell]:
    """Yield the cells that lie under merged ones, where nobody sees them."""
    for sheet in contents.sheets:
        corners = {area[:2] for area in sheet.merged}
        for place in {place for area in sheet.merged for place in _places(sheet, area)} - corners:
            if place in sheet.cells:
                yield sheet.cells[place]


def _rows(sheet: Sheet, *, is_text: bool = False) -> Iterator[SourceRow]:
    seen = dict(sheet.cells)
    for area in sheet.merged:
        corner = sheet.cells.get(area[:2])
        for place in _places(sheet, area):
            seen.pop(place, None)
            if corner is not None:
                seen[place] = corner
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(seen.items()):
        by_row.setdefault(row, {})[column] = cell
    for number, cells in by_row.items():
        first = {cell.column for cell in cells.values() if cell.row == number}
        yield SourceRow(sheet.name, number, cells, frozenset(first), is_text)


def _places(sheet: Sheet, area: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    """Yield the places of a merged area, as far as there is anything on the sheet."""
    top, left, bottom, right = area
    lowest = max((row for row, _ in sheet.cells), default=0)
    widest = max((column for _, column in sheet.cells), default=0)
    for row in range(top, min(bottom, max(lowest, top)) + 1):
        for column in range(left, min(right, max(widest, left)) + 1):
            yield row, column
