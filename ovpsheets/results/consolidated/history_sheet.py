"""The quarters side by side: the counters with a chart each, and every indicator with its trend."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

import pandas as pd

from ovpsheets.results.consolidated import charts
from ovpsheets.results.consolidated.amendments import COLUMNS, amendments
from ovpsheets.results.consolidated.charts import PIXELS_PER_ROW, Block
from ovpsheets.results.consolidated.history_values import (
    BEFORE,
    FROZEN,
    QUARTER_WIDTH,
    shown_behind,
    write_values,
)
from ovpsheets.results.consolidated.messages import history_message, overdue_message
from ovpsheets.results.consolidated.own_history import own_columns, own_rows
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, widths, write_table
from ovpsheets.results.report import PORTAL_ORDER
from ovpsheets.tables import records
from ovpsheets.words import Status
from ovpsheets.writing.book import Page
from ovpsheets.writing.measure import pixels, room_on_paper, row_height, wrapped_lines

_TREND: Final = 5
"""The column of trends; labels of counters stand in those before it."""

_LEFT_WIDTH: Final = 587  # pixels: the columns before the trends
_RIGHT_WIDTH: Final = 498  # what is left of a small screen, and of a page
_HEIGHT: Final = 280


def _statuses(context: SheetContext) -> tuple[Status, ...]:
    waiting = context.report.counters_over_time()["not_due"].sum()
    return (*PORTAL_ORDER, Status.NO_REPORT, *((Status.NOT_DUE,) if waiting else ()))


def _listed(context: SheetContext) -> tuple[str, ...]:
    """Return the counters in the order of their lines."""
    return ("total", *map(str, _statuses(context)), "past_deadline")


def write(context: SheetContext) -> None:
    """Add the sheet: the counters with their charts, below them the indicators."""
    counters = context.report.counters_over_time()
    quarters = [str(quarter) for quarter in counters.index]
    behind = [QUARTER_WIDTH] * (shown_behind(context, quarters) + len(quarters))
    page = context.page("history", [*widths(context, BEFORE), *behind], frozen=FROZEN)
    columns = len(BEFORE) + shown_behind(context, quarters)
    folded = _folded(page, len(quarters), columns)
    hint = context("sheet.history.hint")
    hint = f"{hint} {context('above.quarters_shut')}" if folded else hint
    page.above(2, hint, "hint", frozen=FROZEN, columns=columns)
    first = _counters(context, page, 4, counters)
    _draw(context, page, first, quarters, (columns, folded))
    top = first + len(_listed(context)) + 2 + _HEIGHT // PIXELS_PER_ROW + 1
    section(context, page, top, "values_over_time", columns)
    extent = write_values(context, page, top + 1, quarters)
    page.sheet.autofilter(top + 3, 0, max(extent.last, top + 3), columns - 1)
    if rows := own_rows(context, quarters):
        top = max(extent.first, extent.last) + 2
        section(context, page, top, "own_over_time", columns)
        extent = write_table(
            context, page, top + 1, own_columns(quarters), rows, rest=Rest("activities"),
            name="own_over_time",
        )  # fmt: skip
    if rows := amendments(context):
        top = max(extent.first, extent.last) + 2
        section(context, page, top, "amendments", columns)
        write_table(context, page, top + 1, COLUMNS, rows, name="amendments")
    page.sheet.freeze_panes(2, FROZEN)
    page.fold_columns(len(BEFORE), folded)
    context.paper(page, stub=FROZEN, columns=columns)


_LEAST_SHOWN: Final = 2
"""At least so many quarters are shown, however wide the table: this one, and the one before."""


def _folded(page: Page, quarters: int, columns: int) -> int:
    """Return how many quarters are folded away, the oldest, so that this one is on the page.

    Charts and trends are of all.
    """
    wide = [pixels(page.column_widths[column]) for column in range(columns)]
    over = sum(wide) - room_on_paper(landscape=True)
    needed = ceil(over / pixels(page.column_widths[len(BEFORE)])) if over > 0 else 0
    return max(0, min(needed, quarters - _LEAST_SHOWN))


def section(context: SheetContext, page: Page, row: int, key: str, columns: int) -> None:
    """Write the title of a section over so many columns."""
    for column in range(columns):
        page.blank(row, column, "section")
    page.text(row, 0, context(f"section.{key}"), "section")


def _counters(context: SheetContext, page: Page, top: int, counters: pd.DataFrame) -> int:
    """Write a line per counter under the quarters; return the row of the first line."""
    before = len(BEFORE)
    section(context, page, top, "counters_over_time", before + len(counters))
    _wide_label(page, top + 1, context("heading.counter"), "heading nowrap", before)
    for number, counter in enumerate(_listed(context), start=top + 2):
        _wide_label(page, number, context.counter(counter), "label nowrap", before)
    for column, (quarter, row) in enumerate(
        zip(counters.index, records(counters), strict=True), start=before
    ):
        page.text(top + 1, column, str(quarter), "heading centre")
        for number, counter in enumerate(_listed(context), start=top + 2):
            page.number(number, column, row[counter], "cell integer centre")
    page.fit_rows(top + 1, top + 1 + len(_listed(context)))
    return top + 2


def _wide_label(page: Page, row: int, text: str, style: str, columns: int) -> None:
    """Write a label over all columns before the quarters, without merging them."""
    last = columns - 1
    page.text(row, 0, text, f"{style} open_right")
    for column in range(1, last):
        page.blank(row, column, f"{style} open_left open_right")
    page.blank(row, last, f"{style} open_left")


def _draw(
    context: SheetContext,
    page: Page,
    first: int,
    quarters: Sequence[str],
    wide: tuple[int, int],
) -> None:
    """Draw the statuses as a column for each quarter; beside it a small chart for each counter.

    *wide*: how many columns the tables have, and how many of these are folded away.
    """
    if not quarters:
        return
    left, right = len(BEFORE), len(BEFORE) + len(quarters) - 1
    blocks: dict[str, Block] = {
        counter: [page.name, row, left, row, right]
        for row, counter in enumerate(_listed(context), start=first)
    }
    categories = [page.name, first - 1, left, first - 1, right]
    total = context.report.counters().total
    statuses = {status: blocks[status] for status in _statuses(context)}
    columns = charts.status_bars(context, categories, statuses, total, upright=True)
    title = history_message(context)
    top = first + len(_listed(context)) + 1
    charts.insert(
        context, page, columns, (top, 0), size=(_LEFT_WIDTH, _HEIGHT), title=title,
        description=context("chart.history.alt", message=title),
    )  # fmt: skip
    if len(quarters) > 1:
        _above_small_ones(page, top - 1, overdue_message(context), wide)
        _small_ones(context, page, top, categories, blocks)


def _above_small_ones(page: Page, row: int, text: str, wide: tuple[int, int]) -> None:
    """Write a line as wide as the tables from the trends on, of what is not folded away."""
    columns, folded = wide
    shown = sum(page.column_widths[n] for n in range(_TREND, columns - folded))
    page.across(row, _TREND, columns - 1, text, "plain bold")
    page.fit_rows(row, row, least=row_height(wrapped_lines(text, shown, bold=True)))


def _small_ones(
    context: SheetContext, page: Page, top: int, categories: Block, blocks: dict[str, Block]
) -> None:
    """Draw a chart for each counter, all to one scale: who looks compares heights, not lines."""
    counters = context.report.counters_over_time()
    most = int(counters["total"].max())
    for counter, (left, down), size in _places([name for name in blocks if name != "total"]):
        word, now = charts.counter_word(context, counter), int(counters[counter].iloc[-1])
        chart = charts.counter_columns(context, counter, categories, blocks[counter], most)
        title = f"{word}: {context.texts.number(now)}"
        charts.insert(
            context, page, chart, (top + down // PIXELS_PER_ROW, _TREND), size=size, title=title,
            description=context("chart.counter.alt", message=title), left=left, letters=9,
        )  # fmt: skip


def _places(
    counters: Sequence[str],
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Yield each counter with where its chart stands and how large it is: two rows of them."""
    across = -(-len(counters) // 2)
    width, height = _RIGHT_WIDTH // across, _HEIGHT // 2
    for number, counter in enumerate(counters):
        down, along = divmod(number, across)
        yield counter, (along * width, down * height), (width - 4, height - 2)
