"""Which sheet, row and column of plan.xlsx is which.

A sheet is known by its key or its name in any language. Its headings are the
first row that names at least two columns, by key or by heading in any
language, in any order; above it may stand anything. Rows that repeat keys,
headings or help are no data. Everything else in the workbook is left alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from ovpsheets.plan.grid import Grid, GridEntry, address
from ovpsheets.plan.plan_sheet import PlanSheet
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.sheets import SHEETS, column_words
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

REQUIRED_MARK: Final = "*"
"""Stands behind the headings of columns that must be filled in."""

_SETTING_NAMES: Final = "settings"  # texts of the two columns of the sheet "plan"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row: the address of each column's cell, and what stands in those not empty."""

    cells: Mapping[str, str]
    entries: Mapping[str, GridEntry]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One sheet understood. ``name`` is as it stands in the workbook; empty rows are left out.

    The upright sheet ``plan`` has a single row, whose cells stand below one another.
    """

    sheet: PlanSheet
    name: str
    columns: frozenset[str]
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """The tables by sheet key, in the order of the declaration, and what could not be found."""

    tables: Mapping[str, PlanTable]
    problems: tuple[PlanProblem, ...]


def locate(grids: Iterable[Grid]) -> Located:
    """Find the plan's tables among the sheets of a workbook."""
    found = _by_key(grids)
    tables: dict[str, PlanTable] = {}
    problems: list[PlanProblem] = []
    for key, sheet in SHEETS.items():
        candidates = found.get(key, ())
        if not candidates:
            if sheet.required:
                problems.append(PlanProblem("sheet_missing", "", "", {"table": key}))
            continue
        problems += [PlanProblem("sheet_twice", g.name, "", {"table": key}) for g in candidates[1:]]
        table, faults = (_upright if sheet.upright else _table)(sheet, candidates[0])
        problems += faults
        if table is not None:
            tables[key] = table
    return Located(tables, tuple(problems))


def sheet_called(name: str) -> str:
    """Return the key of the sheet that *name* means in any language, "" for none."""
    return _sheet_names().get(_bare(name), "")


def column_called(sheet: str, heading: str) -> str:
    """Return the key of the column that *heading* means on *sheet*, "" for none."""
    return _column_names(sheet).get(_bare(heading), "") if sheet in SHEETS else ""


def names_column(sheet: str, heading: str) -> bool:
    """Tell whether *heading* is that of a column which *sheet* declares, in any language."""
    return _bare(heading) in _column_names(sheet)


def _by_key(grids: Iterable[Grid]) -> Mapping[str, list[Grid]]:
    found: dict[str, list[Grid]] = {}
    for grid in grids:
        if key := _sheet_names().get(fold(grid.name)):
            found.setdefault(key, []).append(grid)
    return found


def _table(sheet: PlanSheet, grid: Grid) -> tuple[PlanTable | None, list[PlanProblem]]:
    names = _column_names(sheet.key)
    numbered = list(grid.rows.items())
    first = next((n for n, (_, row) in enumerate(numbered) if _is_heading(row, names)), None)
    if first is None:
        return None, [PlanProblem("headings_missing", grid.name, "")]
    # Directly below the hidden keys stand the headings; a column that lacks one has the other.
    headings = list(takewhile(lambda pair: _is_heading(pair[1], names), numbered[first:]))
    columns, problems = _columns(sheet, grid.name, [row for _, row in headings], names)
    rows = tuple(
        _row(number, row, columns)
        for number, row in numbered[first + len(headings) :]
        if not _is_echo(sheet, row, columns)
    )
    kept = tuple(row for row in rows if row.entries)
    return PlanTable(sheet, grid.name, frozenset(columns.values()), kept), problems


def _columns(
    sheet: PlanSheet, name: str, headings: list[Mapping[int, GridEntry]], names: Mapping[str, str]
) -> tuple[dict[int, str], list[PlanProblem]]:
    columns: dict[int, str] = {}
    problems: list[PlanProblem] = []
    for row in headings:
        for number, entry in row.items():
            key = names.get(_plain(entry))
            if key is None or number in columns:
                continue
            if key in columns.values():
                values = {"column": f"{sheet.key}.{key}"}
                problems.append(PlanProblem("column_twice", name, entry.cell, values))
            else:
                columns[number] = key
    return columns, problems


def _row(number: int, row: Mapping[int, GridEntry], columns: Mapping[int, str]) -> PlanRow:
    return PlanRow(
        {key: address(number, column) for column, key in columns.items()},
        {key: row[column] for column, key in columns.items() if column in row},
    )


def _is_heading(row: Mapping[int, GridEntry], names: Mapping[str, str]) -> bool:
    return len({names[_plain(entry)] for entry in row.values() if _plain(entry) in names}) >= 2


def _is_echo(sheet: PlanSheet, row: Mapping[int, GridEntry], columns: Mapping[int, str]) -> bool:
    known = [(columns[number], entry) for number, entry in row.items() if number in columns]
    return all(_plain(entry) in _said_of(sheet.key, key) for key, entry in known)


def _upright(sheet: PlanSheet, grid: Grid) -> tuple[PlanTable | None, list[PlanProblem]]:
    names = _column_names(sheet.key)
    settings = [
        (number, column, names[_plain(entry)], row)
        for number, row in grid.rows.items()
        for column, entry in list(row.items())[:1]
        if _plain(entry) in names
    ]
    if not settings:
        return None, [PlanProblem("headings_missing", grid.name, "")]
    values = _value_column(grid, settings[0][1])
    cells: dict[str, str] = {}
    entries: dict[str, GridEntry] = {}
    problems = []
    for number, column, key, row in settings:
        if key in cells:
            where = {"column": f"{sheet.key}.{key}"}
            problems.append(PlanProblem("column_twice", grid.name, address(number, column), where))
            continue
        cells[key] = address(number, values)
        if values in row:
            entries[key] = row[values]
    return PlanTable(sheet, grid.name, frozenset(cells), (PlanRow(cells, entries),)), problems


def _value_column(grid: Grid, names_column: int) -> int:
    headings = _names_of("value", _SETTING_NAMES)
    for row in grid.rows.values():
        for column, entry in row.items():
            if column > names_column and _plain(entry) in headings:
                return column
    return names_column + 1


def _plain(entry: GridEntry) -> str:
    """Return a heading for comparing: without the mark that it is required."""
    return _bare(str(entry.value))


def _bare(text: str) -> str:
    return fold(text.rstrip(f" {REQUIRED_MARK}:"))


@cached
def _sheet_names() -> Mapping[str, str]:
    return {name: key for key in SHEETS for name in _spellings(key, f"plan.{key}.name")}


@cached
def _column_names(sheet: str) -> Mapping[str, str]:
    keys = (column.key for column in SHEETS[sheet].columns)
    return {name: key for key in keys for name in _names_of(key, sheet)}


@cached
def _names_of(column: str, sheet: str) -> frozenset[str]:
    headings = (column_words(sheet, column, "heading", Texts(la)) for la in LANGUAGES)
    return frozenset(map(_bare, (column, *headings)))


@cached
def _said_of(sheet: str, column: str) -> frozenset[str]:
    help_texts = (column_words(sheet, column, "help", Texts(la)) for la in LANGUAGES)
    return _names_of(column, sheet) | {_bare(text) for text in help_texts}


def _spellings(key: str, text_key: str) -> Iterator[str]:
    yield _bare(key)
    for language in LANGUAGES:
        yield _bare(Texts(language)(text_key))
