"""Where every figure comes from: file, sheet, cell, and what stood there."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import Any, Final

from ovpsheets.decision import Outcome
from ovpsheets.form_field import FormField
from ovpsheets.results.consolidated.answers_sheets import given
from ovpsheets.results.consolidated.decided import applied, in_full
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value, place
from ovpsheets.results.report import Report, provenance
from ovpsheets.writing.book import LAST_ROW

_COLUMNS: Final = (
    SheetColumn("institution", 20),
    SheetColumn("table", 13),
    SheetColumn("code", 10, "cell top bold"),
    SheetColumn("field", 20),
    SheetColumn("became", 42),
    SheetColumn("raw", 42),
    SheetColumn("place", 18),
    SheetColumn("file", 31),
    SheetColumn("decision", 42),
)

_CODES: Final = {"activities": "activity", "indicators": "indicator"}
"""Table → its column of codes."""

_Answers = dict[tuple[str, str], Mapping[str, Any]]


def write(context: SheetContext) -> None:
    """Add the sheet: one row per cell that was read into a field; of too many what was decided."""
    read, elsewhere = provenance.fields_read(context.report), ""
    if not provenance.fits(context.report):
        n = provenance.count(context.report)
        read, elsewhere = (), context("sheet.provenance.elsewhere", n=n, file="provenance")
    rest = Rest("provenance", always=LAST_ROW, elsewhere=elsewhere)
    table_sheet(context, "provenance", _COLUMNS, _rows(context, read), rest=rest)


def _rows(context: SheetContext, read: Iterable[Mapping[str, Any]]) -> Iterator[list[Value]]:
    senders = {row["file"]: row["institution"] for row in context.report.each("returns")}
    decided = applied(context)
    # The same few names stand in every row.
    institution, table_name = cache(context.institution), cache(partial(_table_name, context))
    heading = cache(partial(_heading, context))
    at = {(item.file, str(_field(context, item) or "")): item for item in decided.values()}
    # And the lines of one file come one after another.
    answers = lru_cache(maxsize=1)(partial(_answers, context.report))
    for row in read:
        table, code, column = FormField.parse(row["field"] or "")
        answer = answers(row["file"]).get((table, code), {})
        item = at.pop((row["file"], row["field"]), None)
        yield [
            institution(senders.get(row["file"])) or None,
            table_name(table),
            code or None,
            heading(table, column),
            _became(context, answer, table, column),
            row["raw"],
            place(row["file"], row["sheet"], row["cell"]),
            row["file"],
            in_full(context, item) if item else None,
        ]
    yield from _from_no_cell(context, at.values())


def _from_no_cell(context: SheetContext, decided: Iterable[Outcome]) -> Iterator[list[Value]]:
    """Yield what was decided where no answer was read; whose a file is, is no figure."""
    figures = [(item, field) for item in decided if (field := _field(context, item))]
    wanted = {_key(item, field) for item, field in figures}
    own = {
        key: row
        for name, column in _CODES.items()
        for row in (context.report.each(name) if wanted else ())
        if (key := (name, row[column], row["institution"])) in wanted
    }
    for item, field in figures:
        table, code, column = field
        yield [
            context.institution(item.decision.institution),
            _table_name(context, table),
            code,
            _heading(context, table, column),
            _became(context, own.get(_key(item, field), {}), table, column),
            item.before or None,
            place(item.file, item.sheet, item.cell),
            item.file or None,
            in_full(context, item),
        ]


def _field(context: SheetContext, item: Outcome) -> FormField | None:
    return item.decision.field_in(context.columns)


def _key(item: Outcome, field: FormField) -> tuple[str, str, str]:
    return field.table, field.code, item.decision.institution


def _answers(report: Report, file: str) -> _Answers:
    """Return the rows of the two tables whose answers came in *file*, by table and code."""
    return {
        (name, row[key]): row
        for name, key in _CODES.items()
        for row in report.rows_of_file(name, file)
    }


def _table_name(context: SheetContext, table: str) -> str:
    """Return the name of this workbook's sheet, else of the form's (cover, remarks)."""
    for key in (f"consolidated.sheet.{table}.name", f"form.sheet.{table}"):
        if context.texts.has(key):
            return context.texts(key)
    return table


def _heading(context: SheetContext, table: str, column: str) -> str:
    if (own := context.columns.find(table, column)) is not None:
        return context.heading(table, own)
    for key in (f"form.cover.{column}", f"form.notes.{column}"):
        if context.texts.has(key):
            return context.texts(key)
    return column


def _became(context: SheetContext, answer: Mapping[str, Any], table: str, column: str) -> Value:
    """Return what a cell became in the tables, in the words of the other sheets."""
    own = context.columns.find(table, column)
    if own is not None and own.content == "value" and answer:
        return given(context, answer)
    return context.said(own, answer.get(column))
