"""Place every cell: which is a field of the form, which is ours, which belongs nowhere.

Each non-empty cell and remark ends in exactly one class of the ledger. Nothing
is interpreted here: a field's cell is handed on as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from ovpsheets.forms.columns import NOTE_FIELDS, PERSON_FIELDS, TABLES
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.identity import find_form_id
from ovpsheets.forms.layout import Placed
from ovpsheets.intake.cells import Cell, Contents, Observation, Remark, Sheet
from ovpsheets.intake.entry import Entry
from ovpsheets.intake.homes import Homes
from ovpsheets.intake.issued import Issued, check_words, shape
from ovpsheets.intake.locate import FoundTable, find_tables
from ovpsheets.intake.rows import Contradiction, find_rows
from ovpsheets.words import COVER, HIDDEN, NOTES, LedgerClass, fold

_LAST_HIDDEN_ROW: Final = 11

_DAY_ZERO: Final = date(1899, 12, 30)  # of the 1900 calendar, as every program has it after 1900-02

# Fonts, sizes, colours and fields (ECMA-376 part 1, 18.3.1.46); programs write them their way.
_HEADER_CODES: Final = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Z])')
_NOTHING_SAID: Final = ("", "Page", "Страница", "Faqja")  # LibreOffice writes it under new sheets

Address = tuple[str, int, int]
"""Sheet, row, column."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A row of a table whose code the form does not know."""

    table: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Placement:
    """A returned form, taken apart.

    ``fields``: field name → the cell that answers it; ``rows``: table and code
    → sheet and row, also where nothing was answered.
    """

    fields: Mapping[str, Cell]
    rows: Mapping[tuple[str, str], tuple[str, int]]
    columns: Mapping[tuple[str, str], int]  # table and key → column
    strangers: tuple[Stranger, ...]
    contradictions: tuple[Contradiction, ...]
    observed: tuple[Observation, ...]  # repairs: what was read although it had been changed
    ledger: tuple[Entry, ...]

    @property
    def unplaced(self) -> tuple[Entry, ...]:
        """What belongs nowhere."""
        return tuple(entry for entry in self.ledger if entry.what is LedgerClass.UNPLACED)

    def without_fields(self) -> tuple[Entry, ...]:
        """Return the ledger of a file that is not used: its answers belong nowhere."""
        return tuple(
            replace(entry, what=LedgerClass.UNPLACED) if entry.what is LedgerClass.FIELD else entry
            for entry in self.ledger
        )


def place(contents: Contents, content: FormContent | None, *, current: bool = True) -> Placement:
    """Place the cells of *contents*, a return of the form that *content* describes.

    With None it is no form that can be known: only the catalogue's own texts
    count as ours. *current* is False for a form of an earlier revision, whose
    given values may rightly differ from the plan's of today.
    """
    issued = Issued.of(content) if content is not None else Issued.unknown()
    tables = sorted(find_tables(contents), key=lambda table: _precedence(table, issued))
    taken = _Taken()
    for table in tables:
        taken.take(table, issued, current=current)
    placed = taken.entries
    for sheet in contents.sheets:
        placed |= _keyed_fields(sheet)
    disputed = {(item.first.sheet, item.first.row) for item in taken.contradictions}
    homes = Homes.of(tables, taken.known, {place for place in disputed if place not in taken.known})
    ledger = tuple(homes.proposed(_ledger(contents, placed, issued)))
    return Placement(
        fields=_fields(contents, ledger, taken.first),
        rows=taken.rows,
        columns={
            (table.table, key): column
            for table in reversed(tables)
            for column, key in table.columns.items()
        },
        strangers=tuple(taken.strangers),
        contradictions=tuple(taken.contradictions),
        observed=tuple(taken.observed),
        ledger=ledger,
    )


# ------------------------------------------------------------------ tables


def _precedence(table: FoundTable, issued: Issued) -> tuple[bool, bool]:
    """Of two sheets with one table, the one under its own name counts first, then a visible one."""
    names = {sheet.name for sheet in issued.sheets}
    return table.sheet.name not in names, table.sheet.visibility != "visible"


@dataclass(slots=True)
class _Taken:
    """What has been taken from the tables so far; a copied sheet or row adds to it."""

    entries: dict[Address, Entry] = field(default_factory=dict)
    rows: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    known: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)  # place → row
    first: dict[str, Cell] = field(default_factory=dict)  # field → the cell that counts
    strangers: list[Stranger] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    observed: list[Observation] = field(default_factory=list)

    def take(self, table: FoundTable, issued: Issued, *, current: bool) -> None:
        """Take the rows of one table, wherever they stand in it."""
        found = find_rows(table, issued.given, current=current)
        self.observed += (*table.repaired, *found.repaired)
        self.contradictions += found.contradictions
        self.contradictions += (
            Contradiction("column", table.table, *pair) for pair in table.disputed.values()
        )
        self.strangers += (Stranger(table.table, cell) for cell in found.strangers)
        rows = dict(table.rows())
        for row, code in found.codes.items():
            if (table.table, code) in self.rows:
                where = {"sheet": table.sheet.name, "row": str(row), "code": code}
                self.observed.append(Observation("row_twice", where))
            self.rows.setdefault((table.table, code), (table.sheet.name, row))
            self.known[table.sheet.name, row] = (table.table, code)
            entries = _row_entries(table, code, rows[row], issued if current else None)
            for entry, cell in entries:
                self.entries[_address(cell)] = self._once(entry, cell, table.table)

    def _once(self, entry: Entry, cell: Cell, table: str) -> Entry:
        """An answer given twice must be the same; a second one that differs is not used."""
        if entry.what is not LedgerClass.FIELD:
            return entry
        first = self.first.setdefault(entry.field, cell)
        if first.raw == cell.raw:
            return entry
        self.contradictions.append(Contradiction("answer", table, first, cell))
        return replace(entry, what=LedgerClass.UNPLACED)


def _row_entries(
    table: FoundTable, code: str, cells: Mapping[int, Cell], issued: Issued | None
) -> Iterable[tuple[Entry, Cell]]:
    fillers = {column.key: column.filler for column in TABLES[table.table]}
    for column, key in table.columns.items():
        cell = cells.get(column)
        if cell is None:
            continue
        name = f"{table.table}/{code}/{key}"
        what = LedgerClass.FIELD
        if fillers[key] == "plan":
            same = issued is None or _is_given(cell, issued.given.get(name))
            what = LedgerClass.GIVEN if same else LedgerClass.UNPLACED
        elif fillers[key] == "form":
            ours = _is_check(cell, table.table, issued)
            what = LedgerClass.CHECK if ours else LedgerClass.UNPLACED
        yield _entry(cell, what, name), cell


def _is_check(cell: Cell, table: str, issued: Issued | None) -> bool:
    """Tell whether a cell of the check column holds our formula or its words, not a remark."""
    if issued is not None and cell.formula and shape(cell.formula) in issued.formulas:
        return True
    return cell.raw in check_words(table) or (issued is None and cell.formula is not None)


def _is_given(cell: Cell, given: Placed | None) -> bool:
    """Tell whether a cell still says what the plan gave."""
    if given is None or given.value is None:
        return False
    if isinstance(given.value, date):
        return _is_day(cell, given.value)
    if isinstance(given.value, str):
        return fold(cell.raw) == fold(given.value)
    return cell.type == "number" and cell.value == float(given.value)


def _is_day(cell: Cell, day: date) -> bool:
    """Tell whether a cell holds that day; values pasted without formats are bare numbers."""
    if isinstance(cell.value, datetime):
        return cell.value.date() == day
    return cell.type == "number" and cell.value == (day - _DAY_ZERO).days


# ------------------------------------------------------------------ the rest


def _keyed_fields(sheet: Sheet) -> dict[Address, Entry]:
    """Find the fields of cover or notes: their key stands two cells to the left.

    One key alone proves nothing: anybody may write "email" into a sheet.
    """
    entries: dict[Address, Entry] = {}
    for part, names in ((COVER, PERSON_FIELDS), (NOTES, NOTE_FIELDS)):
        keys = {
            cell.raw.strip(): place
            for place, cell in reversed(list(sheet.cells.items()))
            if cell.type == "text" and cell.raw.strip() in names
        }
        for key, (row, column) in keys.items() if len(keys) > 1 else ():
            answer = sheet.cells.get((row, column + 2))
            if answer is not None:
                entries[_address(answer)] = _entry(answer, LedgerClass.FIELD, f"{part}/{key}")
    return entries


def _ledger(contents: Contents, placed: Mapping[Address, Entry], issued: Issued) -> Iterator[Entry]:
    for sheet in contents.sheets:
        own = issued.own_texts(sheet)
        for position, cell in sheet.cells.items():
            is_ours = position in own or _is_hidden_value(cell)
            what = _class(cell, issued, is_ours=is_ours)
            yield placed.get(_address(cell)) or _entry(cell, what, "")
        for remark in sheet.remarks:
            yield _remark(remark)


def _class(cell: Cell, issued: Issued, *, is_ours: bool) -> LedgerClass:
    if cell.formula is not None and shape(cell.formula) in issued.formulas:
        return LedgerClass.CHECK
    return LedgerClass.FORM if is_ours else LedgerClass.UNPLACED


def _is_hidden_value(cell: Cell) -> bool:
    """Keys and values of the hidden sheet; another revision has its own values there."""
    hidden = cell.sheet.lower().startswith(HIDDEN) and cell.formula is None
    return hidden and cell.column <= 2 and cell.row <= _LAST_HIDDEN_ROW


def _remark(remark: Remark) -> Entry:
    what = LedgerClass.FORM if _is_our_footer(remark) else LedgerClass.UNPLACED
    return Entry(remark.sheet, remark.cell, what, "", remark.text, remark.kind)


def _is_our_footer(remark: Remark) -> bool:
    """Tell whether a header or footer says no more than which form it is and which page."""
    said = _HEADER_CODES.sub(" ", remark.text).strip(" /\n")
    return remark.kind == "header" and (said in _NOTHING_SAID or str(find_form_id(said)) == said)


def _fields(
    contents: Contents, ledger: tuple[Entry, ...], first: Mapping[str, Cell]
) -> dict[str, Cell]:
    cells = {(s.name, c.address): c for s in contents.sheets for c in s.cells.values()}
    return {
        entry.field: first.get(entry.field) or cells[entry.sheet, entry.cell]
        for entry in ledger
        if entry.what is LedgerClass.FIELD
    }


def _entry(cell: Cell, what: LedgerClass, field: str) -> Entry:
    # A formula that was saved without its result is shown as it was typed.
    raw = cell.raw or f"={cell.formula or ''}"
    return Entry(cell.sheet, cell.address, what, field, raw)


def _address(cell: Cell) -> Address:
    return cell.sheet, cell.row, cell.column
