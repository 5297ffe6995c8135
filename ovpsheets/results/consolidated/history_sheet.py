"""The quarters side by side: the counters, and the value of every indicator."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

import pandas as pd
from xlsxwriter.chart import Chart

from ovpsheets.plan.standing import is_lacking
from ovpsheets.results.consolidated import charts
from ovpsheets.results.consolidated.amendments import COLUMNS, amendments
from ovpsheets.results.consolidated.answers_sheets import given, promised
from ovpsheets.results.consolidated.charts import PIXELS_PER_ROW, Block
from ovpsheets.results.consolidated.messages import history_message, overdue_message
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Extent, Rest, SheetColumn, write_table
from ovpsheets.results.consolidated.sheet_values import StyledText, Value
from ovpsheets.results.report import PORTAL_ORDER
from ovpsheets.tables import records
from ovpsheets.words import Status
from ovpsheets.writing.book import Page

_BEFORE: Final = (
    SheetColumn("indicator", 11, "cell bold"),
    SheetColumn("indicator_text", 52, "cell"),
    SheetColumn("institution", 21, "cell"),
    SheetColumn("unit", 13, "cell"),
    SheetColumn("target", 11, "cell number centre"),
)
_QUARTER_WIDTH: Final = 14.0
_CHART_WIDTH: Final = 620  # pixels; two beside each other on the smallest screen
_CHART_HEIGHT: Final = 280


def _statuses(context: SheetContext) -> tuple[Status, ...]:
    waiting = context.report.counters_over_time()["not_due"].sum()
    return (*PORTAL_ORDER, Status.NO_REPORT, *((Status.NOT_DUE,) if waiting else ()))


def _listed(context: SheetContext) -> tuple[str, ...]:
    """Return the counters in the order of their lines."""
    return ("total", *map(str, _statuses(context)), "past_deadline")


def write(context: SheetContext) -> None:
    """Add the sheet: the counters with their chart, below them the indicators."""
    counters = context.report.counters_over_time()
    quarters = [str(quarter) for quarter in counters.index]
    page = context.page(
        "history", [*(own.width for own in _BEFORE), *[_QUARTER_WIDTH] * _behind(context, quarters)]
    )
    page.text(2, 0, context("sheet.history.hint"), "hint nowrap")
    first = _counters(context, page, 4, counters)
    _draw(context, page, first, quarters)
    top = first + len(_listed(context)) + 1 + _CHART_HEIGHT // PIXELS_PER_ROW + 1
    _section(context, page, top, "values_over_time", len(_BEFORE) + _behind(context, quarters))
    extent = _values(context, page, top + 1, quarters)
    page.sheet.autofilter(
        top + 2, 0, max(extent.last, top + 2), len(_BEFORE) + _behind(context, quarters) - 1
    )
    if rows := amendments(context):
        top = max(extent.first, extent.last) + 2
        _section(context, page, top, "amendments", len(_BEFORE) + _behind(context, quarters))
        write_table(context, page, top + 1, COLUMNS, rows, name="amendments")
    page.sheet.freeze_panes(2, 2)
    context.paper(page)


def _behind(context: SheetContext, quarters: Sequence[str]) -> int:
    """Return how many columns of values there are: the quarters, and a total where they add up."""
    return len(quarters) + _has_totals(context)


def _has_totals(context: SheetContext) -> bool:
    return any(own.has_total for own in context.report.plan.indicators)


def _section(context: SheetContext, page: Page, row: int, key: str, columns: int) -> None:
    for column in range(columns):
        page.blank(row, column, "section")
    page.text(row, 0, context(f"section.{key}"), "section")


def _values(context: SheetContext, page: Page, top: int, quarters: list[str]) -> Extent:
    """Write one row per indicator and institution, the values by quarter; shares with their sum."""
    report = context.report
    both = pd.concat([report.history.indicators, report.tables.indicators])
    values: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in records(both):
        values.setdefault((row["indicator"], row["institution"] or ""), {})[row["quarter"]] = row
    has_totals = _has_totals(context)
    columns = [
        *_BEFORE,
        *(SheetColumn(q, _QUARTER_WIDTH, "cell number centre", heading=q) for q in quarters),
        *([SheetColumn("total_so_far", _QUARTER_WIDTH, "cell number centre bold")] * has_totals),
    ]
    order = {indicator.code: place for place, indicator in enumerate(report.plan.indicators)}
    rows: list[list[Value]] = []
    keys = sorted(values, key=lambda key: order.get(key[0], len(order)))
    for code, of_code in groupby(keys, key=lambda key: key[0]):
        own = {who: values[code, who] for _, who in of_code}
        shares = report.shares().get(code)
        for who, series in own.items():
            latest = series[max(series)]
            stub = [code, context.indicator_text(code), context.institution(who)]
            rows.append(
                [
                    *stub,
                    context.unit(latest),
                    None if shares else promised(context, latest, "target"),
                    *(_value(context, series.get(quarter)) for quarter in quarters),
                    *([latest["total_so_far"]] * has_totals),
                ]
            )
        if shares:
            total = shares.total.value if shares.total else None
            rows.append(
                [
                    *(code, context.indicator_text(code), context("all_together")),
                    context.unit(latest),
                    promised(context, latest, "target"),
                    *(_sum(context, [s.get(q) for s in own.values()]) for q in quarters),
                    *([total] * has_totals),
                ]
            )
    return write_table(context, page, top, columns, rows, rest=Rest("indicators"))


def _sum(context: SheetContext, shares: Sequence[dict[str, Any] | None]) -> Value:
    """Return what the shares of a quarter make, and whose are missing in that."""
    asked = [row for row in shares if row is not None]
    given = [row["value"] for row in asked if row["value"] is not None]
    silent = [row["institution"] for row in asked if is_lacking(row)]
    if not given or not silent:
        return sum(given) if given else None
    lacks = context("lacks", what=", ".join(map(context.institution, silent)))
    return StyledText(f"{context.texts.number(sum(given))} ({lacks})", "muted")


def _value(context: SheetContext, row: dict[str, Any] | None) -> Value:
    """Return an indicator's value in a quarter, else why there is none; missing is empty."""
    if row is None:
        return None
    value = given(context, row)
    if value is None and row["flag"]:
        return StyledText(context.word("flag", row["flag"]) or "", "muted")
    return value


def _counters(context: SheetContext, page: Page, top: int, counters: pd.DataFrame) -> int:
    """Write a line per counter under the quarters; return the row of the first line."""
    before = len(_BEFORE)
    _section(context, page, top, "counters_over_time", before + len(counters))
    _wide_label(page, top + 1, context("heading.counter"), "heading nowrap")
    for number, counter in enumerate(_listed(context), start=top + 2):
        _wide_label(page, number, context.counter(counter), "label nowrap")
    for column, (quarter, row) in enumerate(
        zip(counters.index, records(counters), strict=True), start=before
    ):
        page.text(top + 1, column, str(quarter), "heading centre")
        for number, counter in enumerate(_listed(context), start=top + 2):
            page.number(number, column, row[counter], "cell integer centre")
    page.fit_rows(top + 1, top + 1 + len(_listed(context)))
    return top + 2


def _wide_label(page: Page, row: int, text: str, style: str) -> None:
    """Write a label over all columns before the quarters, without merging them."""
    last = len(_BEFORE) - 1
    page.text(row, 0, text, f"{style} open_right")
    for column in range(1, last):
        page.blank(row, column, f"{style} open_left open_right")
    page.blank(row, last, f"{style} open_left")


def _draw(context: SheetContext, page: Page, first: int, quarters: list[str]) -> None:
    """Draw the statuses as a column for each quarter, and every counter as a line over them."""
    if not quarters:
        return
    left, right = len(_BEFORE), len(_BEFORE) + len(quarters) - 1
    blocks: dict[str, Block] = {
        counter: [page.name, row, left, row, right]
        for row, counter in enumerate(_listed(context), start=first)
    }
    categories = [page.name, first - 1, left, first - 1, right]
    total = context.report.counters().total
    statuses = {status: blocks[status] for status in _statuses(context)}
    columns = charts.status_bars(context, categories, statuses, total, upright=True)
    title = history_message(context)
    description = context("chart.history.alt", message=title)
    _insert(context, page, columns, first, 0, title, description)
    if len(quarters) > 1:
        lines = charts.counter_lines(context, categories, blocks)
        title = overdue_message(context)
        description = context("chart.counters.alt", message=title)
        _insert(context, page, lines, first, _CHART_WIDTH + 20, title, description)


def _insert(
    context: SheetContext,
    page: Page,
    chart: Chart,
    first: int,
    left: int,
    title: str,
    description: str,
) -> None:
    """Put a chart below the counters, *left* pixels from the sheet's edge."""
    charts.insert(
        context, page, chart, (first + len(_listed(context)) + 1, 0),
        size=(_CHART_WIDTH, _CHART_HEIGHT), title=title, description=description, left=left,
    )  # fmt: skip
