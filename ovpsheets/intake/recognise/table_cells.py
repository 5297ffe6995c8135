"""The tables, taken cell by cell: answers, given values, checks, and what is none of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ovpsheets.form_field import FormField
from ovpsheets.forms.layout import Given, Value
from ovpsheets.intake.reading.cells import Cell, Observation, column_letters
from ovpsheets.intake.recognise.as_issued import SheetAsIssued
from ovpsheets.intake.recognise.file_ledger import LedgerLine, entry_of
from ovpsheets.intake.recognise.find_rows import Contradiction, find_rows
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.given_values import (
    Calibration,
    calibration_of,
    is_given,
    is_number,
    is_share,
    numbers_of,
)
from ovpsheets.intake.recognise.issued import (
    Issued,
    check_words,
    own_check_words,
    quotes_checks,
)
from ovpsheets.intake.recognise.placement import Address, Stranger
from ovpsheets.intake.recognise.second_sheets import Why
from ovpsheets.intake.recognise.visible_cells import is_covered, is_hidden
from ovpsheets.words import ACTIVITIES, LedgerClass

_SHOWN = 5
# By names of their own: there are a thousand cells in each form.
_FIELD, _GIVEN, _CHECK = LedgerClass.FIELD, LedgerClass.GIVEN, LedgerClass.CHECK
_UNPLACED = LedgerClass.UNPLACED
_NEW = tuple.__new__


@dataclass(slots=True)
class TableCells:
    """What has been taken from the tables so far; a copied sheet or row adds to it."""

    left_out: Mapping[str, Why] = field(default_factory=dict)  # sheets that answer for no other
    as_issued: dict[str, SheetAsIssued] = field(default_factory=dict)  # by sheet
    entries: dict[Address, LedgerLine] = field(default_factory=dict)
    rows: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    known: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)  # place → row
    first: dict[FormField, Cell] = field(default_factory=dict)  # field → the cell that counts
    strangers: list[Stranger] = field(default_factory=list)
    nameless: list[Cell] = field(default_factory=list)  # answers in rows that nothing names
    contradictions: list[Contradiction] = field(default_factory=list)
    observed: list[Observation] = field(default_factory=list)
    merged: dict[FormField, str] = field(default_factory=dict)  # an answer for several rows → area
    covered: dict[Address, Address] = field(default_factory=dict)  # → the cell people can reach
    calibrated: dict[str, Calibration] = field(default_factory=dict)  # by sheet
    second: list[FormField] = field(default_factory=list)  # answered in a second place alone
    left: dict[FormField, Cell] = field(default_factory=dict)  # there, and not to be used

    def take(self, table: FoundTable, issued: Issued, *, current: bool) -> None:
        """Take the rows of one table, wherever they stand in it.

        Of a sheet as it was issued the answers alone.
        """
        given, old = issued.given.get(table.table, {}), issued.old_codes.get(table.table, {})
        in_place = self._in_place(table)
        found = find_rows(table, given, old, in_place, current=current)
        if in_place and found.codes != in_place:  # something beside names its rows otherwise
            del self.as_issued[table.sheet.name]
            in_place = {}
            found = find_rows(table, given, old, current=current)
        self.observed += (*table.repaired, *found.repaired)
        self.contradictions += found.contradictions
        self.contradictions += (
            Contradiction("column", table.table, *pair) for pair in table.disputed.values()
        )
        self.strangers += (Stranger(table.table, cell) for cell in found.strangers)
        self.nameless += found.nameless
        given = issued.given.get(table.table, {}) if current else {}
        cells_of_rows = (c for row in found.codes for c in table.body[row].values())
        calibration = calibration_of(
            _given_cells(table, found.codes, given, in_place), cells_of_rows
        )
        self.calibrated.setdefault(table.sheet.name, calibration)
        unseen: list[Cell] = []
        answers: list[Cell] = []
        answers_of = {at: key for at, key in table.columns.items() if table.declared[key].is_answer}
        for row, code in found.codes.items():
            self._know(table, row, code)
            cells = table.body[row]
            columns = answers_of if row in in_place else table.columns
            for entry, cell in _row_entries(
                table, columns, code, cells, issued if current else None, calibration
            ):
                if entry.what is _FIELD and table.sheet.merged and is_covered(table.sheet, cell):
                    unseen.append(cell)
                    entry = entry._replace(what=LedgerClass.UNPLACED, field=None)
                elif entry.what is _FIELD:
                    answers.append(cell)
                self.entries[cell.sheet, cell.row, cell.column] = self._once(
                    entry, cell, table.table
                )
        if not table.is_transposed:
            self._take_merged(table, found.codes)
        self.observed += _noticed("under_merged", unseen)
        self.observed += _noticed(
            "answer_hidden", (c for c in answers if is_hidden(table.sheet, c))
        )

    def _in_place(self, table: FoundTable) -> Mapping[int, str]:
        """Return row → code of a table that stands as it was issued, else nothing."""
        known = self.as_issued.get(table.sheet.name)
        return known.codes if known else {}

    def _take_merged(self, table: FoundTable, codes: Mapping[int, str]) -> None:
        """Take what stands in cells merged over several rows for an answer to each of them."""
        for top, left, bottom, right in table.sheet.merged:
            key = table.columns.get(left)
            if left != right:  # of cells merged across columns people reach the first, too
                self.covered |= {
                    (table.sheet.name, row, column): (table.sheet.name, top, left)
                    for row in codes if top <= row <= bottom
                    for column in table.columns if left <= column <= right
                }  # fmt: skip
            if key is None or left != right or table.declared[key].filler != "member":
                continue
            rows = [row for row in codes if top <= row <= bottom]
            if top not in rows or len(rows) == 1:
                continue
            name, cell = table.sheet.name, table.body[top].get(left)
            self.covered |= {(name, row, left): (name, top, left) for row in rows}
            if cell is None:
                continue
            area = f"{cell.address}:{column_letters(right)}{bottom}"
            fields = [FormField(table.table, codes[row], key) for row in rows]
            if self.first.get(fields[0]) is not cell:  # another place answers the row already
                continue
            for merged in fields:
                if self.first.setdefault(merged, cell) is cell:
                    self.merged[merged] = area
            self.observed.append(Observation("answer_merged", {"sheet": name, "cells": area}))

    def _know(self, table: FoundTable, row: int, code: str) -> None:
        name = table.sheet.name
        if table.is_transposed:  # a row of the form is a column there: no row leads to it
            self.rows.setdefault((table.table, code), (name, 0))
            return
        if (table.table, code) in self.rows:
            self.observed.append(
                Observation("row_twice", {"sheet": name, "row": str(row), "code": code})
            )
        self.rows.setdefault((table.table, code), (name, row))
        self.known[name, row] = (table.table, code)

    def _is_second(self, field: FormField, cell: Cell) -> bool:
        """Tell whether a cell stands in another row than the first one with its code."""
        sheet, row = self.rows[field.row]
        return cell.sheet != sheet or row not in (0, cell.row)

    def _left_out(self, sheet: str, row: tuple[str, str]) -> Why | None:
        """Return why a sheet does not answer a row that stands on another, None where it does."""
        return self.left_out.get(sheet) if self.rows[row][0] != sheet else None

    def counting(self) -> dict[tuple[str, int], tuple[str, str]]:
        """Return the places of rows, without those on sheets that do not answer them."""
        return {at: row for at, row in self.known.items() if not self._left_out(at[0], row)}

    def _once(self, entry: LedgerLine, cell: Cell, table: str) -> LedgerLine:
        """An answer given twice must be the same; a second one that differs is not used."""
        if entry.what is not _FIELD or entry.field is None:
            return entry
        if why := self._left_out(cell.sheet, entry.field.row):
            first = self.first.get(entry.field)
            if first is None:
                self.left.setdefault(entry.field, cell)
            elif first.marked == cell.marked:
                return entry
            elif why == "unsaid":
                self.contradictions.append(Contradiction("answer", table, first, cell))
            return entry._replace(what=LedgerClass.UNPLACED, field=None)
        if entry.field not in self.first and self._is_second(entry.field, cell):
            self.second.append(entry.field)
        first = self.first.setdefault(entry.field, cell)
        if first.marked == cell.marked:
            return entry
        self.contradictions.append(Contradiction("answer", table, first, cell))
        return entry._replace(what=LedgerClass.UNPLACED, field=None)


def _noticed(key: str, cells: Iterable[Cell]) -> Iterator[Observation]:
    found = tuple(cells)
    if found:
        shown = ", ".join(cell.address for cell in found[:_SHOWN])
        more = ", …" if len(found) > _SHOWN else ""
        yield Observation(key, {"sheet": found[0].sheet, "cells": shown + more})


def _given_cells(
    table: FoundTable, codes: Mapping[int, str], given: Given, as_issued: Collection[int]
) -> Iterator[tuple[Cell, Value]]:
    """Yield the cells that the plan filled, each with what was issued for it.

    Of rows *as_issued* the days alone: texts and numbers that are written as ours tell nothing.
    """
    for row, code in codes.items():
        own, cells = given.get(code, {}), table.body[row]
        for column, key in table.columns.items():
            value = own.get(key)
            if value is None or (row in as_issued and not isinstance(value, date)):
                continue
            if (cell := cells.get(column)) is not None:
                yield cell, value


def _row_entries(
    table: FoundTable,
    columns: Mapping[int, str],
    code: str,
    cells: Mapping[int, Cell],
    issued: Issued | None,
    calibration: Calibration,
) -> Iterator[tuple[LedgerLine, Cell]]:
    name = table.table
    given = issued.given.get(name, {}).get(code, {}) if issued else {}
    for column, key in columns.items():
        cell = cells.get(column)
        if cell is None:
            continue
        what = _FIELD
        filler = table.declared[key].filler
        if filler == "plan":
            same = issued is None or is_given(
                cell, given.get(key), calibration, is_code=key == "code"
            )
            same = same or (issued is not None and _is_old_code(cell, given.get(key), key, issued))
            same = same or is_share(cell, given.get(key), given.get("unit"))
            if not same and issued is not None and issued.given_then:  # the plan is another since
                same = is_given(cell, issued.then(name, code, key), calibration)
            what = _GIVEN if same else _UNPLACED
        elif filler == "form":
            ours = _is_check(cell, table, issued) or (
                table.declared[key].content == "total" and _is_total(cell, table, cells, given)
            )
            what = _CHECK if ours else _UNPLACED
        yield entry_of(cell, what, _NEW(FormField, (name, code, key))), cell


def _is_old_code(cell: Cell, given: Value, key: str, issued: Issued) -> bool:
    """Tell whether a cell holds a code of before, where the form would have that of now."""
    table = ACTIVITIES if key == "activity" else ""
    tables = [table] if table else [*issued.old_codes] if key == "code" else []
    now = next((code for t in tables if (code := issued.old_codes[t].get(cell.raw.strip()))), None)
    return now is not None and now == given


def _is_total(
    cell: Cell, table: FoundTable, cells: Mapping[int, Cell], given: Mapping[str, Value]
) -> bool:
    """Tell whether a cell holds, as a bare value, what our formula adds up in its row."""
    columns = (column for column, key in table.columns.items() if key == "value")
    value = next(map(cells.get, columns), None)
    before = given.get("total_before")
    start = before if isinstance(before, int | float) else 0
    return value is not None and any(is_number(cell, own + start) for own in numbers_of(value))


def _is_check(cell: Cell, table: FoundTable, issued: Issued | None) -> bool:
    """Tell whether a cell of the check column holds our formula or its words, not a remark."""
    if cell.formula and (
        quotes_checks(cell.formula) if issued is None else issued.knows(cell.formula)
    ):
        return True
    if issued is not None and cell.raw in issued.says:
        return True
    if cell.raw in check_words(table.table) or (issued is None and cell.formula is not None):
        return True
    return cell.raw in own_check_words(table.table, table.declared.values())
