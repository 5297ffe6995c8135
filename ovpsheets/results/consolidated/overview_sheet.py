"""The overview: three sentences, the portal's counters, two charts, and the figures behind them.

What stands above the figures fits one small screen, and one page on paper.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Any, Final

import pandas as pd
from xlsxwriter.chart import Chart

from ovpsheets.results.consolidated import charts
from ovpsheets.results.consolidated.answers_sheets import promised, reached
from ovpsheets.results.consolidated.charts import PIXELS_PER_ROW, Block
from ovpsheets.results.consolidated.messages import (
    commitments_message,
    coverage,
    progress_message,
    statuses_message,
)
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Extent, SheetColumn, write_table
from ovpsheets.results.consolidated.sheet_values import Link, Value, put
from ovpsheets.results.consolidated.todo_sheet import SEVERITY_STYLES, first_places
from ovpsheets.results.report import has_own_target
from ovpsheets.results.report.counters import open_first, statuses_shown
from ovpsheets.results.report.standings import IndicatorStanding
from ovpsheets.tables import counted, records
from ovpsheets.words import SEVERITIES, Status
from ovpsheets.writing.book import Page

_WIDTH: Final = 17.0
_PIXELS: Final = round(_WIDTH * 7) + 5  # of a column
_CARDS_ROW: Final = 6
_LONG: Final = 7
"""Letters of a figure from which on all are written smaller, to fit their cards."""
_CHART_ROW: Final = 10
_CHART_HEIGHT: Final = 302  # pixels: down to the edge of a screen 768 pixels high
_CHART_ROWS: Final = -(-_CHART_HEIGHT // PIXELS_PER_ROW) + 1
_GAP: Final = 6  # pixels between two charts
_MOST_BARS: Final = 12
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
    holders = open_first(context.report.statuses_by_institution())
    commitments = _commitments(context)
    row = first = _CHART_ROW + _CHART_ROWS
    indicators = len(context.report.standings())
    if max(len(holders), indicators, len(commitments)) > _MOST_BARS:
        number = context.texts.number
        figures = {"holders": number(len(holders)), "indicators": number(indicators)}
        page.above(row, context("chart.most", n=_MOST_BARS, **figures), "hint")
        first = row = row + 1
    if several := len(commitments) > 1:
        extent = _commitment_table(context, page, row, commitments)
        _draw_commitments(context, page, _shown(extent), _longest(commitments))
        row = extent.last + 2
    statuses = _status_table(context, page, row, holders)
    _draw_statuses(context, page, _shown(statuses), _longest(holders))
    row = statuses.last + 2
    top = row if several else _CHART_ROW
    row += _CHART_ROWS if several and bars else 0
    progress = _progress_table(context, page, row, bars)
    _draw_progress(context, page, progress, bars, (top, 0 if several else 1))
    page.sheet.freeze_panes(2, 0)
    context.paper(page)
    # One page: the charts show what the tables below them hold.
    page.sheet.print_area(0, 0, first - 1, _columns(context) - 1)


def _commitments(context: SheetContext) -> pd.DataFrame:
    """Return the counters of each commitment, those of which least is told first.

    Index: code. Columns: total, the statuses shown, past_deadline.
    """
    keys = ("total", *map(str, _statuses(context)), "past_deadline")
    counted = {
        own.code: context.report.counters(own.code) for own in context.report.plan.commitments
    }
    figures = {code: [getattr(own, key) for key in keys] for code, own in counted.items()}
    return open_first(pd.DataFrame.from_dict(figures, orient="index", columns=list(keys)))


def _longest(table: pd.DataFrame) -> int:
    """Return how many activities the longest bar shows."""
    statuses = table[[name for name in table.columns if name in set(Status)]]
    shown = statuses.sum(axis=1).head(_MOST_BARS)
    return int(shown.max()) if len(shown) else 0


def _shown(extent: Extent) -> Extent:
    """Return the rows that a chart shows."""
    return replace(extent, last=min(extent.last, extent.first + _MOST_BARS - 1))


def _headline(context: SheetContext, page: Page) -> None:
    """Say in three lines who answered, how far the activities are, and what is to be done.

    Behind the last: how much of each severity, with links to where these rows begin.
    """
    report = context.report
    page.text(2, 0, coverage(context), "hint nowrap bold")
    page.text(3, 0, _course(context), "hint nowrap bold")
    findings = counted(report.tables.findings)
    count = len(findings)
    urgent = int((findings["severity"] == "urgent").sum())
    text = context("findings", n=count, urgent=urgent, sheet=context.name("todo"))
    put(page, 4, 0, Link(text, f"internal:'{context.name('todo')}'!A1"), "hint nowrap")
    places = first_places(context, lambda finding: finding["severity"] or "")
    counts = findings["severity"].value_counts()
    known = [own for own in map(str, SEVERITIES) if own in places and own in counts]
    for column, severity in enumerate(known, start=_columns(context) - len(known)):
        said = context("of_severity", severity=context.word("severity", severity),
                       n=int(counts[severity]))  # fmt: skip
        style = f"cell centre nowrap {SEVERITY_STYLES[severity]}"
        put(page, 4, column, Link(said, places[severity]), style)
    for row in (2, 3, 4):
        page.sheet.set_row(row, 18)


def _course(context: SheetContext) -> str:
    counters = context.report.counters()
    said = statuses_message(context, counters)
    if late := counters.past_deadline:
        said = f"{said}; {context('message.past_deadline', n=late)}"
    return f"{said}."


def _cards(context: SheetContext, page: Page) -> None:
    """Write how many activities have each status, how many are late, and the forms that came."""
    counters = context.report.counters()
    returned, expected = context.report.returned()
    cards = [
        ("total", (counters.total,), "banner"),
        *(
            (str(status), (counters.of(status), counters.total), str(status))
            for status in _statuses(context)
        ),
        ("past_deadline", (counters.past_deadline, counters.total), "bad"),
        ("returned_forms", (returned, expected), "banner"),
    ]
    figures = ["/".join(map(context.texts.number, numbers)) for _, numbers, _ in cards]
    style = "figure long" if max(map(len, figures)) > _LONG else "figure"
    for column, ((key, _, colour), figure) in enumerate(zip(cards, figures, strict=True)):
        page.blank(_CARDS_ROW, column, colour)
        late = key == "past_deadline" and counters.past_deadline
        page.text(_CARDS_ROW + 1, column, figure, f"{style} bad" if late else style)
        page.text(_CARDS_ROW + 2, column, context.counter(key), "caption")
    for row, points in ((5, 5), (6, 5), (7, 33), (8, 48), (9, 5)):
        page.sheet.set_row(row, points)


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
        SheetColumn("findings", _WIDTH, "cell centre"),
    ]
    asked = counted(context.report.tables.findings)["institution"].value_counts()
    places = first_places(context, lambda finding: finding["institution"] or "")
    rows: list[list[Value]] = []
    for code, counts in zip(table.index, records(table), strict=True):
        figures = [int(counts[status.value]) for status in _statuses(context)]
        number = context.texts.number(int(asked[code])) if code in asked else ""
        findings = Link(number, places[str(code)]) if str(code) in places else number or None
        rows.append([context.institution(str(code)), *figures, sum(figures), findings])
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
    row = standing.row
    who = f" ({context.institution(row['institution'])})" if shared else ""
    label = f"{row['indicator']}{who} {context.indicator_text(row['indicator'])}"
    silent = f" {context(why)}" if (why := _why_no_bar(standing)) else ""
    return shorten(label, _LABEL_LENGTH - len(silent), placeholder=" …") + silent


def _why_no_bar(standing: IndicatorStanding) -> str:
    """Return the key of what stands in the place of a bar; silence is not "no data"."""
    if standing.share is not None:
        return ""
    is_silent = not standing.is_given and standing.row["flag"] is None
    return "chart.no_answer" if is_silent else "chart.no_data"


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


def _draw_statuses(context: SheetContext, page: Page, extent: Extent, longest: int) -> None:
    title = statuses_message(context, context.report.counters())
    _draw_bars(context, page, extent, longest, (1, 0), ("statuses", title))


def _draw_commitments(context: SheetContext, page: Page, extent: Extent, longest: int) -> None:
    title = commitments_message(context)
    _draw_bars(context, page, extent, longest, (2, 1), ("commitments", title))


def _draw_bars(
    context: SheetContext,
    page: Page,
    extent: Extent,
    longest: int,
    place: tuple[int, int],
    said: tuple[str, str],
) -> None:
    """Draw the rows of *extent* as bars; *place*: the first column of statuses, which chart."""
    if extent.last < extent.first:
        return
    (first, number), (key, title) = place, said
    series = {
        status: _block(page, extent, column)
        for column, status in enumerate(_statuses(context), start=first)
    }
    chart = charts.status_bars(context, _block(page, extent, 0), series, longest)
    _insert(
        context, page, chart, (_CHART_ROW, number),
        (title, context(f"chart.{key}.alt", message=title)),
    )  # fmt: skip


def _draw_progress(
    context: SheetContext,
    page: Page,
    extent: Extent,
    rows: Sequence[Sequence[Value]],
    place: tuple[int, int],
) -> None:
    if not rows:
        return
    shares = [row[_TO_TARGET] for row in rows]
    title = progress_message(context)
    values = _block(page, extent, _TO_TARGET)
    chart = charts.progress_bars(context, _block(page, extent, 0), values, shares)
    _insert(context, page, chart, place, (title, context("chart.progress.alt", message=title)))


def _insert(
    context: SheetContext,
    page: Page,
    chart: Chart,
    place: tuple[int, int],
    said: tuple[str, str],
) -> None:
    """Put a chart into a *place*: a row, and the left (0) or the right half (1)."""
    (row, half), width = place, _columns(context) * _PIXELS // 2
    column, left = divmod(half * width, _PIXELS)
    charts.insert(
        context, page, chart, (row, column), size=(width - _GAP, _CHART_HEIGHT), title=said[0],
        description=said[1], left=left,
    )  # fmt: skip


def _block(page: Page, extent: Extent, column: int) -> Block:
    return [page.name, extent.first, column, extent.last, column]


def _commitment_table(context: SheetContext, page: Page, row: int, table: pd.DataFrame) -> Extent:
    """Write the counters of each commitment; return where."""
    _section(context, page, row, "by_commitment")
    columns = [
        SheetColumn("commitment", _WIDTH, "cell bold"),
        *(
            SheetColumn(key, _WIDTH, "cell integer centre", heading=context.counter(key))
            for key in table.columns
        ),
    ]
    rows: list[list[Value]] = [
        [str(code), *(int(figure) for figure in counts.values())]
        for code, counts in zip(table.index, records(table), strict=True)
    ]
    return write_table(context, page, row + 1, columns, rows, charted=True)
