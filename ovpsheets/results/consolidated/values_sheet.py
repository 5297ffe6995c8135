"""One row per value, headings in the first row: ready for a pivot table."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from ovpsheets.address import column_name
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import measured
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_values import AGAIN, Value, put
from ovpsheets.results.report import Report
from ovpsheets.tables import records
from ovpsheets.writing.measure import BETWEEN, BUTTON, MARGINS, text_units

_COLUMNS: Final = {
    "quarter": 10.0, "commitment": 12.0, "commitment_title": 30.0, "institution": 16.0,
    "activity": 10.0, "activity_text": 40.0, "role": 12.0, "indicator": 11.0,
    "indicator_text": 40.0, "value_kind": 12.0, "unit": 12.0, "value": 12.0, "value_word": 18.0,
    "target": 12.0,
}  # fmt: skip
"""Column → its width in characters, if its heading needs no more."""

_MOST: Final = 10_000
"""Rows: of more, the quarters before this one are in the CSV files of their own folders."""


def write(context: SheetContext) -> None:
    """Add the sheet: a row for each status and for each value of an indicator.

    Nothing stands above the headings, no cell is merged, and a value that is missing is empty.
    """
    page = context.book.page(context.name("values"))
    headings = [context(f"heading.{key}") for key in _COLUMNS]
    page.widths(
        [
            max(own, text_units(heading, bold=True) + MARGINS - BETWEEN + BUTTON)
            for own, heading in zip(_COLUMNS.values(), headings, strict=True)
        ]
    )
    for column, heading in enumerate(headings):
        page.text(0, column, heading, "heading nowrap")
    page.sheet.set_row(0, 22)
    into, last, styles = page.rows(1), 0, ["plain nowrap"] * len(_COLUMNS)
    for last, row in enumerate(_rows(context), start=1):
        into.cells(last, styles, row, put, AGAIN)
        into.end_row(last, least=15.0)
    page.sheet.autofilter(0, 0, max(last, 1), len(_COLUMNS) - 1)
    page.sheet.freeze_panes(1, 0)
    end = column_name(len(_COLUMNS) - 1)
    context.book.define_name("ovp_values", f"='{page.name}'!$A$1:${end}${max(last, 1) + 1}")
    context.for_the_screen(page, min(max(last, 1), 16))


def has_every_quarter(report: Report) -> bool:
    """Tell whether the sheet holds the earlier quarters, too."""
    tables = (report.history, report.tables)
    return sum(len(own.activities) + len(own.indicators) for own in tables) <= _MOST


def _rows(context: SheetContext) -> Iterator[tuple[Value, ...]]:
    report = context.report
    parts = (report.history, report.tables) if has_every_quarter(report) else (report.tables,)
    for row in records(pd.concat([own.activities for own in parts])):
        yield _row(context, row, None, context("heading.status"), None, None, _status(context, row))
    for row in records(pd.concat([own.indicators for own in parts])):
        said = measured(KINDS[row["kind"]], row["value"], row["text"])
        is_number = isinstance(said, float)
        word = context.yes_no(said) if isinstance(said, bool) else None
        word = word or (str(said) if said is not None and not is_number else None)
        word = word or context.word("flag", row["flag"])
        yield _row(
            context, row, row["indicator"], context.word("kind", row["kind"]), context.unit(row),
            said if is_number else None, word,
        )  # fmt: skip


def _status(context: SheetContext, row: Mapping[str, Any]) -> str | None:
    return context.word("status", row["status"])


def _row(
    context: SheetContext,
    row: Mapping[str, Any],
    indicator: str | None,
    kind: str | None,
    unit: str | None,
    value: Value,
    word: str | None,
) -> tuple[Value, ...]:
    return (
        row["quarter"],
        row["commitment"],
        context.commitment_title(row["commitment"] or ""),
        context.institution(row["institution"]) or None,
        row["activity"],
        context.activity_text(row["activity"]),
        context.word("role", row.get("role")),
        indicator,
        context.indicator_text(indicator) or None,
        kind,
        unit,
        value,
        word,
        row.get("target"),
    )
