"""Where the form's tables stand in a workbook: by key row or headings, never by position."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ovpsheets.forms.columns import TABLES
from ovpsheets.intake.cells import Cell, Contents, Sheet
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

_FEWEST_MATCHES: Final = 4
"""Columns that must be recognised before a row is believed to head a table."""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of the form: which sheet, which column holds which key, where its rows begin."""

    table: str
    sheet: Sheet
    columns: Mapping[int, str]  # column number → key
    first_row: int

    def column_of(self, key: str) -> int | None:
        """Return the column that holds *key*, or None."""
        return next((column for column, own in self.columns.items() if own == key), None)

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Yield the rows below the headings that hold anything: number, cells by column."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.sheet.cells.items():
            if row >= self.first_row:
                rows.setdefault(row, {})[column] = cell
        yield from sorted(rows.items())


def find_tables(contents: Contents) -> dict[str, FoundTable]:
    """Return the form's tables by their key; the first sheet that has one counts."""
    found: dict[str, FoundTable] = {}
    for sheet in contents.sheets:
        for table in TABLES:
            if table not in found and (here := _in_sheet(sheet, table)):
                found[table] = here
    return found


def _in_sheet(sheet: Sheet, table: str) -> FoundTable | None:
    """Find by the hidden key row; else by the headings, in whatever language."""
    keys = {column.key: column.key for column in TABLES[table]}
    headings = {
        fold(Texts(language)(f"form.{table}.{key}")): key for language in LANGUAGES for key in keys
    }
    rows = _texts_by_row(sheet)
    by_key = _best_row(rows, keys, str.strip)
    by_heading = _best_row(rows, headings, fold)
    if by_key is None and by_heading is None:
        return None
    columns = (by_heading[1] if by_heading else {}) | (by_key[1] if by_key else {})
    if not _tells_apart(columns, table):
        return None
    last_head = max(head[0] for head in (by_key, by_heading) if head is not None)
    return FoundTable(table, sheet, columns, last_head + 1)


def _texts_by_row(sheet: Sheet) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.type == "text":
            rows.setdefault(row, {})[column] = cell.raw
    return rows


def _best_row(
    rows: Mapping[int, Mapping[int, str]], known: Mapping[str, str], plain: Callable[[str], str]
) -> tuple[int, dict[int, str]] | None:
    """Return the first row in which enough texts are *known*, with column → key."""
    for row, texts in sorted(rows.items()):
        columns = {c: known[plain(text)] for c, text in texts.items() if plain(text) in known}
        if len(set(columns.values())) >= _FEWEST_MATCHES:
            return row, columns
    return None


def _tells_apart(columns: Mapping[int, str], table: str) -> bool:
    """Both tables have a code, a text and a check; only their own columns tell them apart."""
    others = {
        column.key for name, declared in TABLES.items() if name != table for column in declared
    }
    own = set(columns.values()) - others
    return "code" in columns.values() and len(own) >= _FEWEST_MATCHES - 1
