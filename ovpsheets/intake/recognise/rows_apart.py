"""Rows of another institution in somebody's table: all that it is asked about is its own form.

Somebody put the answers of two bodies into one table. The codes tell whose a row is. Where a
table holds every row that the other one is asked about, these are its answers; a few rows only
are not used, and told. A table that names nobody is of those whose rows it holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ovpsheets.address import position
from ovpsheets.brief import MergeBrief
from ovpsheets.intake.reading.cells import Sheet
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.whose_sheets import SheetForm
from ovpsheets.words import fold

_FEWEST: Final = 2
"""Rows from which on they are a form; a single one may have got there by chance."""

_Rows = Mapping[str, frozenset[int]]
"""Sheet → rows."""

_Coded = tuple[FoundTable, Mapping[int, str]]
"""A table, and row → the code that the row bears."""


def rows_apart(forms: Sequence[SheetForm], whose: str, brief: MergeBrief) -> tuple[SheetForm, ...]:
    """Return *forms* with the rows of others in the first, which is that of *whose*, apart."""
    if not whose:
        return tuple(forms)
    first, *rest = forms
    known = {whose, *(form.form_id.institution for form in rest if form.form_id)}
    apart = []
    own = brief.codes_asked.get(whose, {})
    coded = [(table, _coded(table)) for table in first.tables]
    mixed = [
        (table, rows)
        for table, rows in coded
        if not own.get(table.table, frozenset()).isdisjoint(rows.values())
    ]
    for institution in _others(mixed, brief):
        rows = _settled(mixed, institution, brief) if institution not in known else {}
        if rows:
            sheets = [
                _part(sheet, rows, is_in=True) for sheet in first.sheets if sheet.name in rows
            ]
            tables = _tables(first.tables, sheets, rows, is_in=True)
            form_id = brief.form_of(institution)
            apart.append(SheetForm(form_id, sheets, tables, known_by="rows"))
            left = [_part(sheet, rows, is_in=False) for sheet in first.sheets]
            tables = _tables(first.tables, left, rows, is_in=False)
            first = replace(first, sheets=left, tables=tables)
    return (first, *apart, *rest)


def first_of_several(form: SheetForm, brief: MergeBrief) -> str:
    """Return the first institution, in plan order, of several whose rows a nameless form holds.

    "" where fewer than two have a table of theirs there with every row.
    """
    coded = [(table, _coded(table)) for table in form.tables]
    whole = [own for own in _others(coded, brief) if _settled(coded, own, brief)]
    return whole[0] if len(whole) > 1 else ""


def _others(tables: Sequence[_Coded], brief: MergeBrief) -> Iterator[str]:
    """Yield the institutions, in plan order, that alone are asked about a row of the tables."""
    alone = {
        who
        for table, rows in tables
        for code in rows.values()
        if (who := brief.asked_alone[table.table].get(code))
    }
    # One alone, as nearly always, needs no order; to go through all for each form is quadratic.
    every = brief.codes_asked if len(alone) > 1 else alone
    return (institution for institution in every if institution in alone)


def _settled(tables: Sequence[_Coded], institution: str, brief: MergeBrief) -> _Rows:
    """Return the rows that are the other one's, {} where no table holds all of its rows."""
    rows: dict[str, frozenset[int]] = {}
    is_whole = False
    for table, coded in tables:
        found = {
            row: code
            for row, code in coded.items()
            if brief.asked_alone[table.table].get(code) == institution
        }
        if found:
            every = brief.codes_asked[institution][table.table]
            is_whole |= set(found.values()) == every
            rows[table.sheet.name] = rows.get(table.sheet.name, frozenset()) | frozenset(found)
    is_enough = sum(map(len, rows.values())) >= _FEWEST
    return rows if is_whole and is_enough else {}


def _coded(table: FoundTable) -> Mapping[int, str]:
    """Return row → the code it bears, folded."""
    at = table.column_of("code") or 0
    rows = () if table.is_transposed else table.rows()
    return {row: fold(cells[at].raw.strip(" .")) for row, cells in rows if at in cells}


def _part(sheet: Sheet, rows: _Rows, *, is_in: bool) -> Sheet:
    """Return a sheet with those rows alone, or without them; each remark goes with its cell."""
    own = rows.get(sheet.name, frozenset())

    def belongs(cell: str) -> bool:
        place = position(cell)
        return (place is not None and place[0] in own) is is_in

    return replace(
        sheet,
        cells={at: cell for at, cell in sheet.cells.items() if (at[0] in own) is is_in},
        remarks=tuple(remark for remark in sheet.remarks if belongs(remark.cell)),
        things=tuple(thing for thing in sheet.things if belongs(thing.cell)),
    )


def _tables(
    tables: Sequence[FoundTable], sheets: Sequence[Sheet], rows: _Rows, *, is_in: bool
) -> list[FoundTable]:
    by_name = {sheet.name: sheet for sheet in sheets}
    found = []
    for table in tables:
        own = rows.get(table.sheet.name, frozenset())
        body = {row: cells for row, cells in table.body.items() if (row in own) is is_in}
        if body and table.sheet.name in by_name:
            told = () if is_in else table.repaired
            sheet = by_name[table.sheet.name]
            found.append(replace(table, sheet=sheet, body=body, repaired=told))
    return found
