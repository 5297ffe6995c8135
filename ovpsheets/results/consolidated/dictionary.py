"""The dictionary: every column of every table, every code and its word."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from ovpsheets import words
from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.kept import STATES
from ovpsheets.results.consolidated.table import Column, table_sheet
from ovpsheets.results.consolidated.values import Value
from ovpsheets.tables import ALL
from ovpsheets.texts import Texts

_COLUMNS: Final = (
    Column("table", 16, "cell bold"),
    Column("key", 20, "cell nowrap mono"),
    Column("heading", 30, "cell"),
    Column("meaning", 108, "cell"),
    Column("type", 25, "cell"),
)

CODES: Final[Mapping[str, type[StrEnum]]] = {
    "status": words.Status,
    "timeliness": words.Timeliness,
    "flag": words.Flag,
    "role": words.Role,
    "kind": words.Kind,
    "accumulation": words.Accumulation,
    "severity": words.Severity,
    "used": words.Used,
    "subject": words.Subject,
}
"""Columns that hold codes, and the codes they may hold."""

_UNPLACED_KINDS: Final = ("cell", "note", "comment", "textbox", "header", "sheet", "mail")


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
                column_text(context.texts, table, column, "heading"),
                column_text(context.texts, table, column, "meaning"),
                context(f"type.{kind}"),
            ]


def column_text(texts: Texts, table: str, column: str, part: str) -> str:
    """Return heading or meaning of a column: its own in this table, else the shared one."""
    own = f"consolidated.column.{table}.{column}.{part}"
    return texts(own if texts.has(own) else f"consolidated.column.any.{column}.{part}")


def _codes(context: Context) -> Iterator[list[Value]]:
    for column, codes in CODES.items():
        yield from _list(context, column, f"words.{column}", codes)
    yield from _list(context, "reason", "words.reason", words.REASONS)
    for code, wording in context.report.plan.reasons.items():
        if code not in words.REASONS:
            yield _code(context, "reason", code, wording.in_(context.texts.language))
    yield from _list(context, "state", "consolidated.state", STATES)
    yield from _list(context, "unplaced.kind", "consolidated.unplaced", _UNPLACED_KINDS)
    yield from _list(context, "class", "consolidated.class", words.LedgerClass)


def _list(context: Context, column: str, texts: str, codes: Iterable[str]) -> Iterator[list[Value]]:
    for code in codes:
        yield _code(context, column, str(code), context.texts(f"{texts}.{code}"))


def _code(context: Context, column: str, code: str, word: str) -> list[Value]:
    return [column, code, word, context("code_of", column=column), context("type.code")]
