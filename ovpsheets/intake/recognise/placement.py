"""A returned form, taken apart: what place hands on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.remarks import BesideValue
from ovpsheets.intake.reading.cells import Cell, Observation, column_letters
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.find_rows import Contradiction
from ovpsheets.intake.recognise.given_values import Calibration
from ovpsheets.quarter import Quarter
from ovpsheets.words import LedgerClass

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

    ``fields``: field → the cell that answers it; ``rows``: table and code
    → sheet and row, also where nothing was answered.
    """

    fields: Mapping[FormField, Cell]
    rows: Mapping[tuple[str, str], tuple[str, int]]
    columns: Mapping[tuple[str, str], int]  # table and key → column
    strangers: tuple[Stranger, ...]
    contradictions: tuple[Contradiction, ...]
    observed: tuple[Observation, ...]  # repairs: what was read although it had been changed
    ledger: tuple[LedgerLine, ...]
    merged: Mapping[FormField, str] = field(default_factory=dict)  # answers to several rows → area
    covered: Mapping[Address, Address] = field(default_factory=dict)  # → the cell people can reach
    calibrated: Mapping[str, Calibration] = field(default_factory=dict)  # by sheet
    beside: Mapping[str, BesideValue] = field(default_factory=dict)  # by the indicator's code
    second: tuple[
        FormField, ...
    ] = ()  # answered only in a second row with their code, on any sheet
    left: Mapping[FormField, Cell] = field(default_factory=dict)  # in a second place, and not used
    left_out: Mapping[str, str] = field(default_factory=dict)  # sheets that do not count → why
    nameless: tuple[Cell, ...] = ()  # answers in rows of a table that nothing names
    quarter: Quarter | None = None  # which the form is of; None where nobody knows

    def where(self, field: FormField) -> tuple[str, str]:
        """Return the sheet and the address at which a field stands, or should stand.

        Both "" where the form has no such row, the address "" where it has no such column and
        where the answer was decided and stands in no file.
        Of cells that are merged it is the one that people can reach.
        """
        if (cell := self.fields.get(field)) is not None:
            return cell.sheet, cell.address if cell.row else ""  # decided: it stands in no cell
        return self.gap(field)

    def gap(self, field: FormField) -> tuple[str, str]:
        """Return where the first row of its code has a field, as :meth:`where` does."""
        sheet, row = self.rows.get((field.table, field.code), ("", 0))
        column = self.columns.get((field.table, field.key))
        if column is None or not row:
            return sheet, ""
        _, row, column = self.covered.get((sheet, row, column), (sheet, row, column))
        return sheet, f"{column_letters(column)}{row}"

    def stands_at(self, table: str, code: str, keys: Iterable[str]) -> tuple[str, int]:
        """Return sheet and row of the first of *keys* that is answered, else those of the row.

        A row that stands on several sheets may be answered on the second of them.
        """
        row = self.rows[table, code]
        cells = (self.fields.get(FormField(table, code, key)) for key in keys)
        first = next((cell for cell in cells if cell is not None and cell.row), None)
        return (first.sheet, first.row) if first and first.sheet != row[0] else row

    @property
    def unplaced(self) -> tuple[LedgerLine, ...]:
        """What belongs nowhere."""
        return tuple(entry for entry in self.ledger if entry.what is LedgerClass.UNPLACED)

    def without_fields(self) -> tuple[LedgerLine, ...]:
        """Return the ledger of a file that is not used: its answers belong nowhere."""
        return tuple(
            entry._replace(what=LedgerClass.UNPLACED) if entry.what is LedgerClass.FIELD else entry
            for entry in self.ledger
        )
