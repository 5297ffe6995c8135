"""The dictionary: every column of every table, every code and its word."""

from collections.abc import Iterator
from typing import Final

from ovpsheets import words
from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.kept import STATES
from ovpsheets.results.consolidated.table import Column, table_sheet
from ovpsheets.results.consolidated.values import Value
from ovpsheets.tables import ALL

_COLUMNS: Final = (
    Column("table", 16, "cell top bold"),
    Column("key", 20, "cell top nowrap mono"),
    Column("heading", 32),
    Column("meaning", 92),
    Column("type", 18),
)

_CODES: Final = {
    "status": words.Status,
    "timeliness": words.Timeliness,
    "flag": words.Flag,
    "role": words.Role,
    "kind": words.Kind,
    "accumulation": words.Accumulation,
    "severity": words.Severity,
    "used": words.Used,
}

_UNPLACED_KINDS: Final = ("cell", "note", "comment", "textbox", "sheet", "mail")


def write(context: Context) -> None:
    """Add the sheet."""
    rows = [*_columns(context), *_codes(context)]
    table_sheet(context, "dictionary", _COLUMNS, rows, frozen=2)


def _columns(context: Context) -> Iterator[list[Value]]:
    for table, schema in ALL.items():
        for column, kind in schema.items():
            yield [
                table,
                column,
                column_text(context, table, column, "heading"),
                column_text(context, table, column, "meaning"),
                context(f"type.{kind}"),
            ]


def column_text(context: Context, table: str, column: str, part: str) -> str:
    """Return heading or meaning of a column: its own in this table, else the shared one."""
    own = f"column.{table}.{column}.{part}"
    if context.texts.has(f"consolidated.{own}"):
        return context(own)
    return context(f"column.any.{column}.{part}")


def _codes(context: Context) -> Iterator[list[Value]]:
    for column, codes in _CODES.items():
        for code in codes:
            yield _code(context, column, str(code), context.texts(f"words.{column}.{code}"))
    for code in (
        *words.REASONS,
        *(c for c in context.report.plan.reasons if c not in words.REASONS),
    ):
        yield _code(context, "reason", code, context.reason(code) or code)
    for code in STATES:
        yield _code(context, "state", code, context(f"state.{code}"))
    for code in _UNPLACED_KINDS:
        yield _code(context, "unplaced.kind", code, context(f"unplaced.{code}"))
    for member in words.LedgerClass:
        yield _code(context, "class", str(member), context(f"class.{member}"))


def _code(context: Context, column: str, code: str, word: str) -> list[Value]:
    return [column, code, word, context("code_of", column=column), context("type.code")]
