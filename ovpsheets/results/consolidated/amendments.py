"""What was amended in the plan from quarter to quarter, as far as the tables know it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import SheetColumn
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.tables import records
from ovpsheets.words import Role

COLUMNS: Final = (
    SheetColumn("amended_code", 11, "cell bold"),
    SheetColumn("amended_text", 52, "cell"),
    SheetColumn("amended_what", 21, "cell"),
    SheetColumn("amended_in", 13, "cell"),
    SheetColumn("was", 11, "cell"),
    SheetColumn("now", 14, "cell"),
)

_Known = Mapping[str, Mapping[str, Any]]
"""Code → what the plan promised of it in a quarter."""


def amendments(context: SheetContext) -> list[list[Value]]:
    """Return a row for each amendment, oldest first; none in a first quarter."""
    report = context.report
    activities = pd.concat([report.history.activities, report.tables.activities])
    held = activities[activities["role"] == Role.HOLDER.value]
    indicators = pd.concat([report.history.indicators, report.tables.indicators])
    return [
        row
        for table, key, columns in (
            (held, "activity", {"deadline": "deadline", "holder": "institution"}),
            (indicators, "indicator", {"baseline": "baseline", "target": "target"}),
        )
        for row in _of_table(context, table, key, columns)
    ]


def _of_table(
    context: SheetContext, table: pd.DataFrame, key: str, columns: Mapping[str, str]
) -> Iterator[list[Value]]:
    before: _Known | None = None
    if table["quarter"].nunique() < 2:
        return
    compared = table[["quarter", key, *columns.values()]]
    for quarter, rows in compared.groupby("quarter", sort=True):
        now = {row[key]: {name: row[c] for name, c in columns.items()} for row in records(rows)}
        if before is not None:
            yield from _between(context, str(quarter), before, now)
        before = now


def _between(
    context: SheetContext, quarter: str, before: _Known, now: _Known
) -> Iterator[list[Value]]:
    for code in dict.fromkeys((*now, *before)):
        if code not in before or code not in now:
            what = context("amended.added" if code in now else "amended.dropped")
            yield [code, _text(context, code), what, quarter, None, None]
            continue
        for name, value in now[code].items():
            if value != before[code][name]:
                what = context.texts(f"consolidated.heading.{name}")
                old = before[code][name]
                was, is_now = _said(context, name, old), _said(context, name, value)
                yield [code, _text(context, code), what, quarter, was, is_now]


def _text(context: SheetContext, code: str) -> str:
    return context.indicator_text(code) or context.activity_text(code)


def _said(context: SheetContext, name: str, value: Any) -> Value:
    if name == "holder":
        return context.institution(value)
    known: str | float | date | None = value
    return known
