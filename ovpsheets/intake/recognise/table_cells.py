"""The tables, taken cell by cell: answers, given values, checks, and what is none of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from ovpsheets.form_field import FormField
from ovpsheets.forms.layout import Placed
from ovpsheets.intake.reading.cells import Cell, Observation
from ovpsheets.intake.recognise.file_ledger import Entry, entry_of
from ovpsheets.intake.recognise.find_rows import Contradiction, find_rows
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.issued import Issued, check_words, quotes_checks, shape
from ovpsheets.intake.recognise.placement import Stranger
from ovpsheets.intake.recognise.seen import is_covered, is_hidden
from ovpsheets.texts import short_date
from ovpsheets.words import LedgerClass, fold

Address = tuple[str, int, int]
"""Sheet, row, column."""

_SHOWN = 5

_DAY_ZERO: Final = date(1899, 12, 30)  # of the 1900 calendar, as every program has it after 1900-02


@dataclass(slots=True)
class Taken:
    """What has been taken from the tables so far; a copied sheet or row adds to it."""

    entries: dict[Address, Entry] = field(default_factory=dict)
    rows: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    known: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)  # place → row
    first: dict[FormField, Cell] = field(default_factory=dict)  # field → the cell that counts
    strangers: list[Stranger] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    observed: list[Observation] = field(default_factory=list)

    def take(self, table: FoundTable, issued: Issued, *, current: bool) -> None:
        """Take the rows of one table, wherever they stand in it."""
        found = find_rows(table, issued.given.get(table.table, {}), current=current)
        self.observed += (*table.repaired, *found.repaired)
        self.contradictions += found.contradictions
        self.contradictions += (
            Contradiction("column", table.table, *pair) for pair in table.disputed.values()
        )
        self.strangers += (Stranger(table.table, cell) for cell in found.strangers)
        unseen: list[Cell] = []
        answers: list[Cell] = []
        for row, code in found.codes.items():
            self._know(table, row, code)
            cells = table.body[row]
            for entry, cell in _row_entries(table, code, cells, issued if current else None):
                if entry.what is LedgerClass.FIELD and is_covered(table.sheet, cell):
                    unseen.append(cell)
                    entry = entry._replace(what=LedgerClass.UNPLACED, field=None)
                elif entry.what is LedgerClass.FIELD:
                    answers.append(cell)
                self.entries[cell.sheet, cell.row, cell.column] = self._once(
                    entry, cell, table.table
                )
        self.observed += _noticed("under_merged", unseen)
        self.observed += _noticed(
            "answer_hidden", (c for c in answers if is_hidden(table.sheet, c))
        )

    def _know(self, table: FoundTable, row: int, code: str) -> None:
        if (table.table, code) in self.rows:
            where = {"sheet": table.sheet.name, "row": str(row), "code": code}
            self.observed.append(Observation("row_twice", where))
        self.rows.setdefault((table.table, code), (table.sheet.name, row))
        self.known[table.sheet.name, row] = (table.table, code)

    def _once(self, entry: Entry, cell: Cell, table: str) -> Entry:
        """An answer given twice must be the same; a second one that differs is not used."""
        if entry.what is not LedgerClass.FIELD or entry.field is None:
            return entry
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


def _row_entries(
    table: FoundTable, code: str, cells: Mapping[int, Cell], issued: Issued | None
) -> Iterator[tuple[Entry, Cell]]:
    given = issued.given.get(table.table, {}).get(code, {}) if issued else {}
    for column, key in table.columns.items():
        cell = cells.get(column)
        if cell is None:
            continue
        what = LedgerClass.FIELD
        filler = table.declared[key].filler
        if filler == "plan":
            same = issued is None or _is_given(cell, given.get(key))
            what = LedgerClass.GIVEN if same else LedgerClass.UNPLACED
        elif filler == "form":
            ours = _is_check(cell, table.table, issued)
            what = LedgerClass.CHECK if ours else LedgerClass.UNPLACED
        yield entry_of(cell, what, FormField(table.table, code, key)), cell


def _is_check(cell: Cell, table: str, issued: Issued | None) -> bool:
    """Tell whether a cell of the check column holds our formula or its words, not a remark."""
    if issued is not None and cell.formula and shape(cell.formula) in issued.formulas:
        return True
    if cell.formula and quotes_checks(cell.formula):
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
    return _is_number(cell, float(given.value))


def _is_day(cell: Cell, day: date) -> bool:
    """Tell whether a cell holds that day.

    Values pasted without formats are bare numbers; in a table saved as text a
    day is written as ISO or local usage has it.
    """
    if isinstance(cell.value, datetime):
        return cell.value.date() == day
    if cell.type == "text":
        return cell.raw.strip(" .") in (
            day.isoformat(),
            f"{day:%d.%m.%Y}",
            short_date(day),
        )
    return cell.type == "number" and cell.value == (day - _DAY_ZERO).days


def _is_number(cell: Cell, number: float) -> bool:
    """Tell whether a cell holds that number, also as text with a point or a comma."""
    if cell.type == "text":
        return cell.raw.strip().replace(",", ".") in (f"{number:g}", f"{number:.2f}")
    return cell.type == "number" and cell.value == number
