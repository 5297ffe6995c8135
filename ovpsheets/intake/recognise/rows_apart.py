"""Rows of another institution in somebody's table: all that it is asked about is its own form.

Somebody put the answers of two bodies into one table. The codes tell whose a row is. Where a
table holds every row that the other one is asked about, these are its answers; a few rows only
are not used, and told.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ovpsheets.address import position
from ovpsheets.brief import MergeBrief
from ovpsheets.intake.reading.cells import Sheet
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.whose_sheets import SheetForm
from ovpsheets.words import ACTIVITIES, INDICATORS, fold

_FEWEST: Final = 2
"""Rows from which on they are a form; a single one may have got there by chance."""

_Rows = Mapping[str, frozenset[int]]
"""Sheet → rows."""


class _Asked(NamedTuple):
    """What only one institution is asked about, by table: folded codes, and all that it is."""

    own: Mapping[str, frozenset[str]]
    every: Mapping[str, frozenset[str]]


def rows_apart(forms: Sequence[SheetForm], whose: str, brief: MergeBrief) -> tuple[SheetForm, ...]:
    """Return *forms* with the rows of others in the first, which is that of *whose*, apart."""
    if not whose:
        return tuple(forms)
    first, *rest = forms
    known = {whose, *(form.form_id.institution for form in rest if form.form_id)}
    apart = []
    every = _asked(brief)
    own = every[whose].every if whose in every else {}
    mixed = [one for one in first.tables if any(_coded(one, own.get(one.table, frozenset())))]
    for institution, asked in every.items():
        rows = _settled(mixed, asked) if institution not in known else {}
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


def _asked(brief: MergeBrief) -> Mapping[str, _Asked]:
    """Return what each institution is asked about, and what of it nobody else is."""
    every = {
        item.institution: {
            ACTIVITIES: frozenset(fold(line.activity.code) for line in item.activities),
            INDICATORS: frozenset(fold(line.indicator.code) for line in item.indicators),
        }
        for item in brief.due
        if item.anything
    }
    return {
        name: _Asked(
            {table: codes - _of_others(every, name, table) for table, codes in own.items()}, own
        )
        for name, own in every.items()
    }


def _of_others(
    every: Mapping[str, Mapping[str, frozenset[str]]], name: str, table: str
) -> frozenset[str]:
    return frozenset[str]().union(*(own[table] for other, own in every.items() if other != name))


def _settled(tables: Sequence[FoundTable], asked: _Asked) -> _Rows:
    """Return the rows that are the other one's, {} where no table holds all of its rows."""
    rows: dict[str, frozenset[int]] = {}
    is_whole = False
    for table in tables:
        own = asked.own[table.table]
        found = dict(_coded(table, own))
        is_whole |= bool(own) and set(found.values()) == asked.every[table.table]
        if found:
            rows[table.sheet.name] = rows.get(table.sheet.name, frozenset()) | frozenset(found)
    is_enough = sum(map(len, rows.values())) >= _FEWEST
    return rows if is_whole and is_enough else {}


def _coded(table: FoundTable, codes: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the rows that bear one of *codes*, with it."""
    at = table.column_of("code") or 0
    for row, cells in () if table.is_transposed else table.rows():
        if at in cells and (code := fold(cells[at].raw.strip(" ."))) in codes:
            yield row, code


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
