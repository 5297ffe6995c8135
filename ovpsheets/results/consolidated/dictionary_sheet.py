"""The dictionary: every column of every table, every code and its word."""

from collections.abc import Iterable, Iterator
from typing import Final

from ovpsheets import words
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.results.report.column_words import CODES, column_text
from ovpsheets.results.report.finding_states import STATES
from ovpsheets.tables import ALL, with_columns

_COLUMNS: Final = (
    SheetColumn("table", 16, "cell bold"),
    SheetColumn("key", 20, "cell nowrap mono"),
    SheetColumn("heading", 30, "cell"),
    SheetColumn("meaning", 108, "cell"),
    SheetColumn("type", 25, "cell"),
)

_UNPLACED_KINDS: Final = (
    "cell",
    "note",
    "comment",
    "textbox",
    "checkbox",
    "header",
    "sheet",
    "mail",
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
    for column, codes in CODES.items():
        yield from _list(context, column, f"words.{column}", codes)
    yield from _list(context, "reason", "words.reason", words.REASONS)
    for code, wording in context.report.plan.reasons.items():
        if code not in words.REASONS:
            yield _code(context, "reason", code, wording.in_(context.texts.language))
    yield from _list(context, "state", "consolidated.state", STATES)
    yield from _list(context, "unplaced.kind", "consolidated.unplaced", _UNPLACED_KINDS)
    yield from _list(context, "class", "consolidated.class", words.LedgerClass)


def _list(
    context: SheetContext, column: str, texts: str, codes: Iterable[str]
) -> Iterator[list[Value]]:
    for code in codes:
        yield _code(context, column, str(code), context.texts(f"{texts}.{code}"))


def _code(context: SheetContext, column: str, code: str, word: str) -> list[Value]:
    return [column, code, word, context("code_of", column=column), context("type.code")]
