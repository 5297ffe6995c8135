"""The overview: the portal's counters, two charts, and the figures behind them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Any, Final

import pandas as pd

from ovpsheets.results.consolidated import charts
from ovpsheets.results.consolidated.answers_sheets import promised, reached
from ovpsheets.results.consolidated.charts import PIXELS_PER_ROW, Block
from ovpsheets.results.consolidated.messages import coverage, progress_message, statuses_message
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Extent, SheetColumn, write_table
from ovpsheets.results.consolidated.sheet_values import Link, Value, put
from ovpsheets.results.report import has_own_target
from ovpsheets.results.report.counters import statuses_shown
from ovpsheets.results.report.standings import IndicatorStanding
from ovpsheets.tables import counted, records
from ovpsheets.words import Status
from ovpsheets.writing.book import Page

_WIDTH: Final = 21.0
_CHART_ROW: Final = 9
_CHART_WIDTH: Final = 4 * (round(_WIDTH * 7) + 5) - 6  # pixels; four columns, a gap between
_MOST_BARS: Final = 15
"""In a chart: more of them cannot be read, nor seen at once on a small screen."""

_LABEL_LENGTH: Final = 45

_TO_TARGET: Final = 6  # its column in the table of progress


def _statuses(context: SheetContext) -> tuple[Status, ...]:
    return statuses_shown(context.report.counters())


def _columns(context: SheetContext) -> int:
    """Return how many columns the sheet has: a card for each status and three more."""
    return len(_statuses(context)) + 3


def write(context: SheetContext) -> None:
    """Add the sheet."""
    page = context.page("overview", [_WIDTH] * _columns(context))
    _headline(context, page)
    _cards(context, page)
    bars = _indicator_rows(context)
    by_institution = _open_first(context.report.statuses_by_institution())
    height = max(320, 26 * max(len(bars), min(len(by_institution), _MOST_BARS)) + 130)
    row = _CHART_ROW + -(-height // PIXELS_PER_ROW) + 1
    statuses = _status_table(context, page, row, by_institution)
    row = statuses.last + 2
    progress = _progress_table(context, page, row, bars)
    if len(by_institution) > _MOST_BARS:
        page.text(_CHART_ROW - 1, 0, context("chart.most", n=_MOST_BARS), "hint nowrap")
    longest = int(by_institution.sum(axis=1).head(_MOST_BARS).max()) if len(by_institution) else 0
    _draw_statuses(context, page, _shown(statuses), longest, height)
    _draw_progress(context, page, progress, bars, height)
    _by_commitment(context, page, max(progress.last, progress.first) + 2)
    page.sheet.freeze_panes(2, 0)
    context.paper(page)


def _open_first(table: pd.DataFrame) -> pd.DataFrame:
    """Return the holders in plan order; where a chart has no room for all, the silent ones first,
    then those who have not started most.
    """
    if len(table) <= _MOST_BARS:
        return table
    worst = [Status.NO_REPORT.value, Status.NOT_STARTED.value]
    return table.sort_values(worst, ascending=False, kind="stable")


def _shown(extent: Extent) -> Extent:
    """Return the rows that a chart shows."""
    return replace(extent, last=min(extent.last, extent.first + _MOST_BARS - 1))


def _headline(context: SheetContext, page: Page) -> None:
    """Say in two lines who answered and what is to be done."""
    report = context.report
    page.text(2, 0, coverage(context), "hint nowrap bold")
    findings = counted(report.tables.findings)
    count = len(findings)
    urgent = int((findings["severity"] == "urgent").sum())
    text = context("findings", n=count, urgent=urgent, sheet=context.name("todo"))
    put(page, 3, 0, Link(text, f"internal:'{context.name('todo')}'!A1"), "hint nowrap")
    page.sheet.set_row(2, 21)
    page.sheet.set_row(3, 21)


def _cards(context: SheetContext, page: Page) -> None:
    """Write the counters as the portal words them, and three that it does not have."""
    counters = context.report.counters()
    returned, expected = context.report.returned()
    cards = [
        ("total", f"{counters.total}", "banner"),
        *(
            (str(status), f"{counters.of(status)}/{counters.total}", str(status))
            for status in _statuses(context)
        ),
        ("past_deadline", f"{counters.past_deadline}/{counters.total}", "bad"),
        ("returned_forms", f"{returned}/{expected}", "banner"),
    ]
    for column, (key, figure, colour) in enumerate(cards):
        page.blank(5, column, colour)
        late = key == "past_deadline" and counters.past_deadline
        page.text(6, column, figure, "figure bad" if late else "figure")
        page.text(7, column, context.counter(key), "caption")
    page.sheet.set_row(5, 5)
    page.sheet.set_row(6, 36)
    page.sheet.set_row(7, 40)


def _status_table(context: SheetContext, page: Page, row: int, table: Any) -> Extent:
    """Write how many activities each holder has in each status; return where."""
    _section(context, page, row, "chart_data")
    columns = [
        SheetColumn("institution", _WIDTH, "cell bold"),
        *(
            SheetColumn(
                str(s), _WIDTH, "cell integer centre", heading=context.texts(f"words.status.{s}")
            )
            for s in _statuses(context)
        ),
        SheetColumn("total", _WIDTH, "cell integer centre bold"),
    ]
    rows: list[list[Value]] = []
    for code, counts in zip(table.index, records(table), strict=True):
        figures = [int(counts[status.value]) for status in _statuses(context)]
        rows.append([context.institution(str(code)), *figures, sum(figures)])
    return write_table(context, page, row + 1, columns, rows, charted=True)


def _indicator_rows(context: SheetContext) -> list[list[Value]]:
    """Return the measurable indicators, with what is known; the furthest from target if many."""
    standings = context.report.standings()
    several = Counter(standing.row["indicator"] for standing in standings)
    known = [
        standing
        for standing in standings
        if standing.share is not None
        or standing.row["target"] is not None
        or has_own_target(standing.row)
    ]
    if len(known) > _MOST_BARS:
        known = sorted(known, key=_share)[:_MOST_BARS]
    return [
        [
            _label(context, standing, shared=several[standing.row["indicator"]] > 1),
            context.who(standing.row),
            _unit(context, standing.row),
            promised(context, standing.row, "baseline"),
            reached(context, standing.row),
            promised(context, standing.row, "target"),
            standing.share,
            _remark(context, standing),
        ]
        for standing in known
    ]


def _unit(context: SheetContext, row: Mapping[str, Any]) -> str | None:
    """Return the unit, and that it is a total of quarters where the value is one."""
    unit = context.unit(row)
    if row["total_so_far"] is None:
        return unit
    total = context("heading.total_so_far")
    return f"{unit} – {total}" if unit else total


def _remark(context: SheetContext, standing: IndicatorStanding) -> str | None:
    """Return why there is no value, or what it lacks."""
    row, shares = standing.row, standing.shares
    lacking = context.lacking(row, shares.silent if shares else ())
    flag = context.word("flag", row["flag"])
    return flag or lacking or (None if standing.is_given else context("nothing"))


def _share(known: IndicatorStanding) -> float:
    return float("inf") if known.share is None else known.share


def _label(context: SheetContext, standing: IndicatorStanding, *, shared: bool) -> str:
    """Return code and text as the chart shows them; says so where there will be no bar."""
    row, share = standing.row, standing.share
    who = f" ({context.institution(row['institution'])})" if shared else ""
    label = f"{row['indicator']}{who} {context.indicator_text(row['indicator'])}"
    silent = f" {context('chart.no_data')}" if share is None else ""
    return shorten(label, _LABEL_LENGTH - len(silent), placeholder=" …") + silent


def _progress_table(
    context: SheetContext, page: Page, row: int, rows: Sequence[Sequence[Value]]
) -> Extent:
    """Write value, target and progress of each indicator; return where."""
    _section(context, page, row, "progress_data")
    columns = (
        SheetColumn("indicator", _WIDTH, "cell"),
        SheetColumn("institution", _WIDTH, "cell"),
        SheetColumn("unit", _WIDTH, "cell"),
        SheetColumn("baseline", _WIDTH, "cell number centre"),
        SheetColumn("value", _WIDTH, "cell number centre"),
        SheetColumn("target", _WIDTH, "cell number centre"),
        SheetColumn("to_target", _WIDTH, "cell percent centre bold"),
        SheetColumn("flag", _WIDTH, "cell"),
    )
    return write_table(context, page, row + 1, columns, rows, charted=True)


def _section(context: SheetContext, page: Page, row: int, key: str) -> None:
    for column in range(_columns(context)):
        page.blank(row, column, "section")
    page.text(row, 0, context(f"section.{key}"), "section")


def _draw_statuses(
    context: SheetContext, page: Page, extent: Extent, longest: int, height: int
) -> None:
    if extent.last < extent.first:
        return
    title = statuses_message(context, context.report.counters())
    series = {
        status: _block(page, extent, column)
        for column, status in enumerate(_statuses(context), start=1)
    }
    chart = charts.status_bars(context, _block(page, extent, 0), series, longest)
    charts.insert(
        context, page, chart, (_CHART_ROW, 0), size=(_CHART_WIDTH, height), title=title,
        description=context("chart.statuses.alt", message=title),
    )  # fmt: skip


def _draw_progress(
    context: SheetContext, page: Page, extent: Extent, rows: Sequence[Sequence[Value]], height: int
) -> None:
    if not rows:
        return
    shares = [row[_TO_TARGET] for row in rows]
    title = progress_message(context)
    values = _block(page, extent, _TO_TARGET)
    chart = charts.progress_bars(context, _block(page, extent, 0), values, shares)
    charts.insert(
        context, page, chart, (_CHART_ROW, 4), size=(_CHART_WIDTH, height), title=title,
        description=context("chart.progress.alt", message=title),
    )  # fmt: skip


def _block(page: Page, extent: Extent, column: int) -> Block:
    return [page.name, extent.first, column, extent.last, column]


def _by_commitment(context: SheetContext, page: Page, row: int) -> None:
    """Write the counters of each commitment, where there are several."""
    commitments = context.report.plan.commitments
    if len(commitments) < 2:
        return
    _section(context, page, row, "by_commitment")
    columns = [
        SheetColumn("commitment", _WIDTH, "cell bold"),
        *(
            SheetColumn(key, _WIDTH, "cell integer centre", heading=context.counter(key))
            for key in ("total", *map(str, _statuses(context)), "past_deadline")
        ),
    ]
    rows: list[list[Value]] = []
    for commitment in commitments:
        counters = context.report.counters(commitment.code)
        figures = [counters.of(status) for status in _statuses(context)]
        rows.append([commitment.code, counters.total, *figures, counters.past_deadline])
    write_table(context, page, row + 1, columns, rows)
