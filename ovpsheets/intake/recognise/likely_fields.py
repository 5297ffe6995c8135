"""Where something that belongs nowhere probably belongs: a proposal, never acted upon."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.address import position
from ovpsheets.form_field import FormField
from ovpsheets.forms.asked_again import POINT, list_names
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass

_FREE_TEXT: Final = {ACTIVITIES: "progress", INDICATORS: "note"}
"""The column for what is said about a row as a whole."""

_LINK: Final = re.compile(r"#?'?(?P<sheet>.+?)'?!\$?(?P<cell>[A-Z]{1,3}\$?[0-9]+)")
"""A link of our list: „'2 Индикатори'!H7“."""

_UNPLACED: Final = LedgerClass.UNPLACED

_REACH: Final = 3
"""How many rows below its row a text may continue."""


@dataclass(frozen=True, slots=True)
class LikelyFields:
    """The rows and columns of the tables that were found, by sheet."""

    rows: Mapping[tuple[str, int], tuple[str, str]]  # sheet and row → table and code
    columns: Mapping[str, Mapping[int, str]]  # sheet → column → key of a member's column
    disputed: Collection[tuple[str, int]]  # rows that contradict themselves

    @classmethod
    def of(
        cls,
        tables: Iterable[FoundTable],
        rows: Mapping[tuple[str, int], tuple[str, str]],
        disputed: Collection[tuple[str, int]],
    ) -> "LikelyFields":
        """Take the columns that members fill from the tables."""
        columns = {
            table.sheet.name: {
                number: key
                for number, key in table.columns.items()
                if table.declared[key].is_answer
            }
            for table in tables
        }
        return cls(rows, columns, disputed)

    def proposed(self, ledger: Iterable[LedgerLine]) -> tuple[LedgerLine, ...]:
        """Return *ledger* with a home for each unplaced entry that seems to have one."""
        every = list(ledger)
        unplaced = [at for at, entry in enumerate(every) if entry.what is _UNPLACED]
        points = dict(_points(every)) if unplaced else {}
        for at in unplaced:
            every[at] = every[at]._replace(home=self._home(every[at], points))
        return tuple(every)

    def _home(
        self, entry: LedgerLine, points: Mapping[tuple[str, int], tuple[str, str]]
    ) -> FormField | None:
        place = position(entry.cell)
        if place is None:
            return None
        row, column = place
        if (entry.sheet, row) in points:
            return self._field_at(*points[entry.sheet, row])
        key = self.columns.get(entry.sheet, {}).get(column, "")
        if (entry.sheet, row) in self.disputed:
            return None
        if own := self.rows.get((entry.sheet, row)):
            return FormField(*own, key or _FREE_TEXT[own[0]])
        above = next(
            (r for r in range(row - 1, row - 1 - _REACH, -1) if (entry.sheet, r) in self.rows), None
        )
        if above is None or not key:
            return None
        return FormField(*self.rows[entry.sheet, above], key)

    def _field_at(self, sheet: str, cell: str) -> FormField | None:
        """The field whose cell stands there, None where none does."""
        row, column = position(cell) or (0, 0)
        own = self.rows.get((sheet, row))
        key = self.columns.get(sheet, {}).get(column)
        return FormField(*own, key) if own and key else None


def _points(lines: Sequence[LedgerLine]) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    """Yield where a line of our list stands, with the sheet and cell that it is about."""
    names = list_names()
    lists = {name for name in {entry.sheet for entry in lines} if name.startswith(names)}
    for entry in lines if lists else ():
        if entry.sheet not in lists or (place := position(entry.cell)) is None:
            continue
        sheet, point, cell = entry.raw.rpartition(POINT)
        if entry.what is LedgerClass.FORM and point:
            yield (entry.sheet, place[0]), (sheet, cell)
        elif found := _LINK.fullmatch(entry.link):  # typed over the place, whose link stays
            yield (entry.sheet, place[0]), (found["sheet"].replace("''", "'"), found["cell"])
