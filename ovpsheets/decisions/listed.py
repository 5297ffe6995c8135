"""Find the rows of one of our tables again in a workbook that somebody worked in.

The table is known by its hidden row of keys, or by its headings in any language,
so it may be sorted, filtered, moved, renamed or in another language.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from ovpsheets.intake.reading.cells import Cell, Sheet
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

Row = Mapping[int, Cell]
"""Column → cell, of a row that holds anything."""

_DEEPEST_HEADING: Final = 50  # rows looked through for the headings


def names_of(keys: Iterable[str], headings: str = "consolidated.heading") -> Mapping[str, str]:
    """Return what columns' keys and their headings in every language read, folded → the key.

    *headings*: under which key of the catalogue they stand.
    """
    return {
        fold(name): key
        for key in keys
        for name in (key, *(Texts(la)(f"{headings}.{key}") for la in LANGUAGES))
    }


@dataclass(frozen=True, slots=True)
class Listed:
    """A table found in a sheet: which columns it has, and its rows, key → cell."""

    keys: frozenset[str]
    rows: tuple[Mapping[str, Cell], ...]


def listed(sheet: Sheet, names: Mapping[str, str], needed: frozenset[str]) -> Listed | None:
    """Return the table of *sheet* whose columns *names* knows, None where it is not."""
    rows = _rows(sheet)
    columns = _heading(rows, names, needed)
    if columns is None:
        return None
    return Listed(
        frozenset(columns),
        tuple(
            {key: row[column] for key, column in columns.items() if column in row}
            for row in rows  # what is left of them: those below the heading
            if not _columns(row, names).keys() >= needed  # the headings below the keys
        ),
    )


def _heading(
    rows: Iterator[Row], names: Mapping[str, str], needed: frozenset[str]
) -> Mapping[str, int] | None:
    """Take *rows* to that of keys or headings; return key → column."""
    for row in islice(rows, _DEEPEST_HEADING):
        columns = _columns(row, names)
        if columns.keys() >= needed:
            return columns
    return None


def _rows(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows that hold anything."""
    for _, cells in groupby(sheet.cells.values(), key=lambda cell: cell.row):
        yield {cell.column: cell for cell in cells}


def _columns(row: Row, names: Mapping[str, str]) -> dict[str, int]:
    """Return the columns, by key, that *row* names by key or heading."""
    columns: dict[str, int] = {}
    for column, cell in row.items():
        if key := names.get(fold(cell.raw)):
            columns.setdefault(key, column)
    return columns
