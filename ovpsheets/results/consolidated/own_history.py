"""What was answered in the plan's own columns, the quarters side by side; free texts are not."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd

from ovpsheets.columns.model import Column
from ovpsheets.results.consolidated.history_values import QUARTER_WIDTH
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import SheetColumn
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.tables import records
from ovpsheets.words import ACTIVITIES

_BEFORE: Final = (
    SheetColumn("own_code", 11, "cell bold"),
    SheetColumn("own_text", 42, "cell"),
    SheetColumn("institution", 16, "cell"),
    SheetColumn("own_column", 11, "cell"),
)
_LINED_UP: Final = ("number", "yes_no", "choice", "date")
"""What a column holds that says something side by side."""


def own_columns(quarters: Sequence[str]) -> list[SheetColumn]:
    """Return the columns of the table."""
    said = (SheetColumn(q, QUARTER_WIDTH, "cell centre", heading=q) for q in quarters)
    return [*_BEFORE, *said]


def own_rows(context: SheetContext, quarters: Sequence[str]) -> list[list[Value]]:
    """Return a row for each activity or indicator, institution and column that was ever answered.

    In plan order, column by column; a quarter in which nothing was answered is empty.
    """
    own = context.report.plan.columns.own()
    return [
        row
        for table, column in own
        if column.is_answer and column.content in _LINED_UP
        for row in _of_column(context, table, column, quarters)
    ]


def _of_column(
    context: SheetContext, table: str, column: Column, quarters: Sequence[str]
) -> Iterator[list[Value]]:
    report, is_activity = context.report, table == ACTIVITIES
    key = "activity" if is_activity else "indicator"
    tables = (getattr(report.history, table), getattr(report.tables, table))
    both = pd.concat([own for own in tables if column.key in own] or [pd.DataFrame()])
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for row in records(both):
        if row[column.key] is not None:
            own = said.setdefault((row[key], row["institution"] or ""), {})
            own[row["quarter"]] = row[column.key]
    activities = [item.code for item in report.plan.activities]
    planned = activities if is_activity else [item.code for item in report.plan.indicators]
    order = {code: place for place, code in enumerate(planned)}
    for code, who in sorted(said, key=lambda row: order.get(row[0], len(order))):
        told = said[code, who]
        yield [
            code,
            context.activity_text(code) if is_activity else context.indicator_text(code),
            context.institution(who),
            column.heading(table, context.texts),
            *(context.said(column, told.get(quarter)) for quarter in quarters),
        ]
