"""The dictionary: every column of every table, every code and its word."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.columns.model import FormColumns
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.results.report.code_lists import COLUMN, codes_of, list_of
from ovpsheets.results.report.column_words import column_text
from ovpsheets.tables import ALL, with_columns

_COLUMNS: Final = (
    SheetColumn("table", 16, "cell bold"),
    SheetColumn("key", 27, "cell nowrap mono"),
    SheetColumn("heading", 30, "cell"),
    SheetColumn("meaning", 101, "cell"),
    SheetColumn("type", 25, "cell"),
)


def write(context: SheetContext) -> None:
    """Add the sheet."""
    rows = [*_columns(context), *_codes(context)]
    table_sheet(context, "dictionary", _COLUMNS, rows, frozen=2)


def _columns(context: SheetContext) -> Iterator[list[Value]]:
    for table, schema in with_columns(ALL, context.columns).items():
        for column, kind in schema.items():
            yield [
                table,
                column,
                column_text(context.texts, context.columns, table, column, "heading"),
                column_text(context.texts, context.columns, table, column, "meaning"),
                context(f"type.{kind}"),
            ]


def _codes(context: SheetContext) -> Iterator[list[Value]]:
    plan, language = context.report.plan, context.texts.language
    for name, column in _lists(context.columns).items():
        for code in codes_of(name, plan):
            word = code.labels.get(language) or next(iter(code.labels.values()), "")
            about = context("code_of", column=column)
            yield [column, code.code, word, about, context("type.code")]


def _lists(columns: FormColumns) -> dict[str, str]:
    """Return list → the column it is of; that of revised columns is the table above."""
    found: dict[str, str] = {}
    for table, schema in with_columns(ALL, columns).items():
        for column in schema:
            if (name := list_of(columns, table, column)) and name != COLUMN:
                found.setdefault(name, column if name == column else f"{table}.{column}")
    return found
