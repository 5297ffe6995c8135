"""Place every cell: which is a field of the form, which is ours, which belongs nowhere.

Nothing is interpreted here: a field's cell is handed on as it stands.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ovpsheets.columns.declared import EVERY_BUILT_IN
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent
from ovpsheets.intake.reading.cells import Cell, Contents
from ovpsheets.intake.recognise.as_issued import SheetAsIssued, sheets_as_issued
from ovpsheets.intake.recognise.beside_values import beside_values
from ovpsheets.intake.recognise.classify_cells import Position, asked_beside, ledger_of
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.find_tables import FoundTable, find_tables
from ovpsheets.intake.recognise.given_values import calendars_told, joined_calibrations
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.likely_fields import LikelyFields
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.second_sheets import Why
from ovpsheets.intake.recognise.table_cells import TableCells
from ovpsheets.intake.recognise.things_on_fields import (
    answers_by_linked_boxes,
    answers_by_things,
    with_things,
)
from ovpsheets.words import LedgerClass

NOTHING_ASKED: Final[Mapping[Position, FormField]] = MappingProxyType({})
NONE_LEFT: Final[Mapping[str, Why]] = MappingProxyType({})


def place(
    contents: Contents,
    content: FormContent | None,
    *,
    current: bool = True,
    tables: Sequence[FoundTable] | None = None,
    issued: Issued | None = None,
    left: Mapping[str, Why] = NONE_LEFT,
    as_issued: Mapping[str, SheetAsIssued] | None = None,
) -> Placement:
    """Place the cells of *contents*, a return of the form that *content* describes.

    With None it is no form that can be known: only the catalogue's own texts
    count as ours. *current* is False for a form of an earlier revision, whose
    given values may rightly differ from the plan's of today. *tables*: those of *contents*,
    where they were located before; *issued*: that of *content*, where it was made before.
    *left*: sheet → why it answers for no other sheet; *as_issued*: the sheets that are so, where
    that is known.
    """
    if issued is None:
        issued = Issued.of(content) if content is not None else Issued.unknown()
    columns = content.columns if content is not None else EVERY_BUILT_IN
    found = find_tables(contents, columns) if tables is None else tables
    # Of two tables that hold one row the first is believed, so the likeliest goes first.
    tables = sorted(found, key=lambda table: _precedence(table, issued, left))
    if as_issued is None:
        as_issued = sheets_as_issued(contents, issued, columns)
    beside = {own.name: asked_beside(own, as_issued.get(own.name)) for own in contents.sheets}
    known = {
        name: own
        for name, own in as_issued.items()
        if own.is_read_as(contents.sheets, tables, beside.get(name, NOTHING_ASKED).keys())
    }
    if left or not current:  # of what counts for less, or was given earlier, each cell is asked
        known = {}
    taken = TableCells(left_out=left, as_issued=known)
    for table in tables:
        taken.take(table, issued, current=current)
    # A row that contradicts itself on one sheet may be sound on another: then it is known.
    disputed = {(item.first.sheet, item.first.row) for item in taken.contradictions}
    likely = LikelyFields.of(tables, taken.known, disputed - taken.known.keys())
    ledger = likely.proposed(ledger_of(contents, taken.entries, beside, issued, taken.as_issued))
    calibrated = joined_calibrations(taken.calibrated)
    fields = _fields(contents, ledger, beside, taken.first)
    # A merged cell is the answer of every row that it covers, though only the first holds it.
    fields |= {field: taken.first[field] for field in taken.merged}
    differing = [item.first for item in taken.contradictions]
    fields |= answers_by_linked_boxes(contents, fields, differing)
    # What a sheet with both tables holds of the one is no stranger in the other.
    strangers = tuple(
        own for own in taken.strangers if (own.cell.sheet, own.cell.row) not in taken.known
    )
    things = answers_by_things(contents, tables, taken.counting(), fields)
    fields |= {field: cell for field, (cell, _) in things.items()}
    ledger = with_things(ledger, things)
    return Placement(
        fields=fields,
        rows=taken.rows,
        columns={
            (table.table, key): column
            # Of two sheets with one table the first in precedence is written last, and so counts.
            for table in reversed(tables)
            for column, key in table.columns.items()
        },
        strangers=strangers,
        contradictions=tuple(taken.contradictions),
        observed=(*taken.observed, *calendars_told(calibrated)),
        ledger=ledger,
        merged=taken.merged,
        covered=taken.covered,
        calibrated=calibrated,
        beside=beside_values(ledger, fields, [own.cell for own in strangers]),
        second=tuple(field for field in taken.second if field in fields),
        left={field: cell for field, cell in taken.left.items() if field not in fields},
        left_out=left,
        nameless=tuple(
            cell
            for cell in taken.nameless
            if (cell.sheet, cell.row, cell.column) not in taken.entries
            and (cell.sheet, cell.row) not in taken.known
        ),
        quarter=content.quarter if content else None,
    )


def _precedence(
    table: FoundTable, issued: Issued, left: Mapping[str, Why]
) -> tuple[bool, bool, bool]:
    """Of two sheets with one table, the one under its own name counts first, then a visible one.

    One that does not count by its name comes last.
    """
    names = {sheet.name for sheet in issued.sheets}
    own = table.sheet
    return left.get(own.name) == "name", own.name not in names, own.visibility != "visible"


def _fields(
    contents: Contents,
    ledger: tuple[LedgerLine, ...],
    beside: Mapping[str, Mapping[Position, FormField]],
    first: Mapping[FormField, Cell],
) -> dict[FormField, Cell]:
    """Field → the cell that counts: in a table the first, beside the tables the last."""
    found = {
        (sheet.name, cell.address): cell
        for sheet in contents.sheets
        for position in beside[sheet.name]
        for cell in [sheet.cells[position]]
    }
    return {
        entry.field: first.get(entry.field) or found[entry.sheet, entry.cell]
        for entry in ledger
        if entry.what is LedgerClass.FIELD and entry.field is not None
    }
