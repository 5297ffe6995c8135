"""What was revised since the quarter was closed: the list, and the mark ``[r]`` in the tables."""

from collections.abc import Mapping
from typing import Any, Final

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.results.report.column_words import column_text
from ovpsheets.tables import records

MARK: Final = "[r]"

COLUMN: Final = SheetColumn("revised", 30)
"""Stands at the end of a table of answers in which something was revised."""

_COLUMNS: Final = (
    SheetColumn("code", 11, "cell top bold"),
    SheetColumn("activity_text", 46),
    SheetColumn("institution", 22),
    SheetColumn("revised_what", 20),
    SheetColumn("was", 36),
    SheetColumn("now", 36),
    SheetColumn("revised_on", 13),
    SheetColumn("why", 36),
)

Marks = Mapping[tuple[str, str], str]
"""Code and institution → what was revised there, in words."""


def write(context: SheetContext) -> None:
    """Add the sheet, where anything was revised."""
    revisions = records(context.report.tables.revisions)
    rows: list[list[Value]] = [
        [
            row["indicator"] or row["activity"],
            context.indicator_text(row["indicator"]) or context.activity_text(row["activity"]),
            context.institution(row["institution"]),
            _what(context, row),
            _said(context, row, "was"),
            _said(context, row, "now"),
            row["day"],
            row["reason"],
        ]
        for row in revisions
    ]
    if rows:
        table_sheet(context, "revised", _COLUMNS, rows, rest=Rest("revisions"), frozen=3)


def marks(context: SheetContext, table: str) -> Marks:
    """Return the marks of ``activities`` or ``indicators``; empty where nothing was revised."""
    found: dict[tuple[str, str], str] = {}
    for row in records(context.report.tables.revisions):
        code = row["indicator"] if table == "indicators" else row["activity"]
        if (table == "indicators") is (row["indicator"] is not None):
            was = _said(context, row, "was") or context("nothing")
            text = f"{MARK} {_what(context, row)}: {context('revised_from', was=was)}"
            before = found.get((code, row["institution"]))
            found[code, row["institution"]] = f"{before}\n{text}" if before else text
    return found


def _what(context: SheetContext, row: Mapping[str, Any]) -> str:
    return column_text(context.texts, context.columns, _table(row), row["column"], "heading")


def _said(context: SheetContext, row: Mapping[str, Any], column: str) -> Value:
    """Return what stood in a cell, codes as words."""
    own = context.columns.keeping(_table(row), row["column"])
    said = row[column]
    if own is not None and own.content == "yes_no":
        said = {"True": True, "False": False}.get(said, said)
    return context.said(own, said)


def _table(row: Mapping[str, Any]) -> str:
    return "indicators" if row["indicator"] else "activities"
