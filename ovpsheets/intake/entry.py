"""One line of the ledger: what a cell or remark of a returned file is."""

from dataclasses import dataclass

from ovpsheets.intake.cells import Cell
from ovpsheets.words import LedgerClass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. ``field`` is such as ``activities/3.6.1/status``, or "".

    ``home`` is the field to which something unplaced probably belongs, or "".
    """

    sheet: str
    cell: str
    what: LedgerClass
    field: str
    raw: str
    kind: str = "cell"  # cell, note, comment, textbox or header
    home: str = ""


def entry_of(cell: Cell, what: LedgerClass, field: str = "") -> Entry:
    """Return the line of a cell; a formula that was saved without its result is shown as typed."""
    raw = cell.raw or f"={cell.formula or ''}"
    return Entry(cell.sheet, cell.address, what, field, raw)
