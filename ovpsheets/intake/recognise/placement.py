"""A returned form, taken apart: what place hands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.remarks import BesideValue
from ovpsheets.intake.reading.cells import Cell, Observation
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.find_rows import Contradiction
from ovpsheets.intake.recognise.given_values import Calibration
from ovpsheets.words import LedgerClass


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
    calibrated: Mapping[str, Calibration] = field(default_factory=dict)  # by sheet
    beside: Mapping[str, BesideValue] = field(default_factory=dict)  # by the indicator's code

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
