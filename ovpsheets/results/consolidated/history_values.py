"""Every indicator over the quarters: its trend, its values, how far it is and how late."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import pandas as pd

from ovpsheets.address import column_name
from ovpsheets.kinds import KINDS
from ovpsheets.plan.standing import Shares, is_lacking
from ovpsheets.results.consolidated.answers_sheets import given, promised
from ovpsheets.results.consolidated.grouped import by_commitment, is_long
from ovpsheets.results.consolidated.messages import pace_message
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Extent, Rest, SheetColumn, write_table
from ovpsheets.results.consolidated.sheet_values import StyledText, Value
from ovpsheets.results.consolidated.table_body import Row, RowAbove
from ovpsheets.results.report.pace import Pace, paces
from ovpsheets.results.report.told_again import told_again
from ovpsheets.tables import plain_columns, rows_of
from ovpsheets.words import INDICATORS
from ovpsheets.writing.book import Page

BEFORE: Final = (
    SheetColumn("indicator", 11, "cell bold"),
    SheetColumn("indicator_text", 32, "cell"),
    SheetColumn("institution", 14, "cell"),
    SheetColumn("unit", 11, "cell"),
    SheetColumn("target", 11, "cell number centre"),
    SheetColumn("trend", 14, "cell"),
    SheetColumn("way_gone", 9, "cell percent centre"),
    SheetColumn("time_gone", 9, "cell percent centre"),
)
QUARTER_WIDTH: Final = 11.0
FROZEN: Final = 2
"""The columns that stay in view: an indicator's code and text."""

_TREND: Final = 5

_Row = Mapping[str, Any]
_Values = dict[str, _Row]
"""Quarter → the row of ``indicators``."""


def shown_behind(context: SheetContext, quarters: Sequence[str]) -> int:
    """Return how many columns of values there are: the quarters, and a total where they add up."""
    return len(quarters) + _has_totals(context)


def _has_totals(context: SheetContext) -> bool:
    own = context.report.plan.indicators
    return context.report.once("has totals", lambda: any(one.has_total for one in own))


def write_values(context: SheetContext, page: Page, top: int, quarters: Sequence[str]) -> Extent:
    """Write what the paces say, then a row per indicator and institution; return where.

    Shares of one indicator have a row for what they make together. In a large quarter a value of
    this one alone is not told again: it stands in the sheet of indicators.
    """
    known, lines = paces(context.report), list(_lines(context))
    shown, own = len(BEFORE) + shown_behind(context, quarters), _has_row(context)
    said, elsewhere = pace_message(context, known), _elsewhere(context, lines, own)
    said = f"{said}. {elsewhere}" if elsewhere else said
    page.above(top, said, "hint bold", frozen=FROZEN, columns=shown)
    rows = by_commitment(
        context,
        lines,
        of=lambda line: line.latest["commitment"],
        row=lambda line: _row(context, line, known.get((line.code, line.who)), quarters),
        above=lambda code, own: _above(context, code, own, known, quarters),
        shown=own,
    )
    trends = _Trends(shown)
    extent = write_table(
        context, page, top + 1, _columns(context, quarters), trends.noting(rows),
        rest=Rest("indicators"), shut=is_long(context),
    )  # fmt: skip
    _draw(context, page, trends, extent, quarters)
    # Hidden: what the trends are drawn from. It is numbers alone, for words would count as 0.
    page.sheet.set_column(shown, shown + len(quarters) - 1, QUARTER_WIDTH, None, {"hidden": True})
    return extent


def _has_row(context: SheetContext) -> Callable[["_Line"], bool]:
    """Return what tells whether a line is told here: in a large quarter only what has a past."""
    if told_again(context.report):
        return lambda _: True
    now = str(context.report.quarter)
    return lambda line: line.is_sum or line.is_known_before(now)


def _elsewhere(
    context: SheetContext, lines: Sequence["_Line"], has_row: Callable[["_Line"], bool]
) -> str:
    """Return where the lines are that have no row here, "" where each has one."""
    n = len(lines) - sum(map(has_row, lines))
    return context("sheet.history.elsewhere", n=n, sheet=context.name(INDICATORS)) if n else ""


def _columns(context: SheetContext, quarters: Sequence[str]) -> list[SheetColumn]:
    numbers = "cell number centre"
    return [
        *BEFORE,
        *(SheetColumn(q, QUARTER_WIDTH, numbers, heading=q) for q in quarters),
        *([SheetColumn("total_so_far", QUARTER_WIDTH, f"{numbers} bold")] * _has_totals(context)),
        *(SheetColumn(f"trend {q}", QUARTER_WIDTH, numbers, heading=q) for q in quarters),
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """An indicator over the quarters: of one institution, or of all shares that it has.

    ``series``: of each institution; ``shares``: None for an indicator that has none; ``is_sum``:
    whether this is what they make together.
    """

    code: str
    who: str
    series: tuple[_Values, ...]
    shares: Shares | None = None
    is_sum: bool = False

    @property
    def latest(self) -> _Row:
        """The newest row."""
        (own, *_) = self.series
        return own[max(own)]

    def is_known_before(self, now: str) -> bool:
        """Tell whether an earlier quarter knows of it, too."""
        return any(quarter != now for own in self.series for quarter in own)

    def told(self, quarter: str) -> list[_Row]:
        """Return the rows of a quarter."""
        return [own[quarter] for own in self.series if quarter in own]


def _lines(context: SheetContext) -> Iterator[_Line]:
    """Yield the lines in plan order, a sum behind its shares."""
    report = context.report
    both = pd.concat([report.history.indicators, report.tables.indicators])
    values: dict[tuple[str, str], _Values] = {}
    for row in rows_of(plain_columns(both)):
        values.setdefault((row["indicator"], row["institution"] or ""), {})[row["quarter"]] = row
    order = {indicator.code: place for place, indicator in enumerate(report.plan.indicators)}
    keys = sorted(values, key=lambda key: order.get(key[0], len(order)))
    for code, of_code in groupby(keys, key=lambda key: key[0]):
        own, shares = list(of_code), report.shares().get(code)
        for key in own:
            yield _Line(code, key[1], (values[key],), shares)
        if shares:
            yield _Line(code, "", tuple(values[key] for key in own), shares, is_sum=True)


def _row(
    context: SheetContext, line: _Line, pace: Pace | None, quarters: Sequence[str]
) -> list[Value]:
    latest, shown = line.latest, [_shown(context, line, quarter) for quarter in quarters]
    is_share = line.shares is not None and not line.is_sum
    numbers: list[Value] = [_number(line.told(quarter)) for quarter in quarters]
    return [
        line.code,
        context.indicator_text(line.code),
        context("all_together") if line.is_sum else context.institution(line.who),
        context.unit(latest),
        None if is_share else promised(context, latest, "target"),
        None,
        pace.way if pace else None,
        pace.time if pace else None,
        *shown,
        *([_total(line)] * _has_totals(context)),
        *numbers,
    ]


def _total(line: _Line) -> Value:
    total = line.shares.total if line.shares and line.is_sum else None
    return total.value if total else None if line.is_sum else line.latest["total_so_far"]


def _shown(context: SheetContext, line: _Line, quarter: str) -> Value:
    """Return what is known of a quarter, else why there is nothing; missing is empty."""
    told = line.told(quarter)
    if line.is_sum:
        return _sum(context, told)
    if not told:
        return None
    (row,) = told
    value = given(context, row)
    if value is None and row["flag"]:
        return StyledText(context.word("flag", row["flag"]) or "", "muted")
    return value


def _sum(context: SheetContext, asked: Sequence[_Row]) -> Value:
    """Return what the shares of a quarter make, and whose are missing in that."""
    given = [row["value"] for row in asked if row["value"] is not None]
    silent = [row["institution"] for row in asked if is_lacking(row)]
    if not given or not silent:
        return sum(given) if given else None
    lacks = context("lacks", what=", ".join(map(context.institution, silent)))
    return StyledText(f"{context.texts.number(sum(given))} ({lacks})", "muted")


def _number(told: Sequence[_Row]) -> float | None:
    """Return the number of a quarter for a trend; None for a sum that lacks a share."""
    if not told or any(is_lacking(row) or not KINDS[row["kind"]].is_number for row in told):
        return None
    given = [row["value"] for row in told if row["value"] is not None]
    return sum(given) if given else None


def _above(
    context: SheetContext,
    code: str,
    lines: Sequence[_Line],
    known: Mapping[tuple[str, str], Pace],
    quarters: Sequence[str],
) -> RowAbove:
    """Return the row of a commitment: how many are behind, and of how many there is a value."""
    cells: list[Value] = [None] * len(_columns(context, quarters))
    cells[:3] = code, context.commitment_title(code), context("above.indicators", n=len(lines))
    paced = [known[key] for line in lines if (key := (line.code, line.who)) in known]
    if paced:
        behind = sum(pace.is_behind for pace in paced)
        cells[_TREND] = context("above.behind", n=behind, total=len(paced))
    for column, quarter in enumerate(quarters, start=len(BEFORE)):
        told = [row for line in lines if not line.is_sum for row in line.told(quarter)]
        given_ = sum(given(context, row) is not None for row in told)
        said = context("above.given", n=given_, total=len(told))
        cells[column] = StyledText(said, "centre") if told else None
    return RowAbove(cells)


@dataclass(frozen=True, slots=True)
class _Trends:
    """Which rows get a trend: those of which two numbers are known, or more, from *left* on.

    ``drawn``: whether any of the numbers is below nought → which rows, from 0.
    """

    left: int
    drawn: dict[bool, list[int]] = field(default_factory=dict)

    def noting(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield *rows* as they are written: of 40,000 none is held longer."""
        for place, cells in enumerate(rows):
            if not isinstance(cells, RowAbove):
                numbers = [value for value in cells[self.left :] if isinstance(value, int | float)]
                if len(numbers) > 1:
                    self.drawn.setdefault(min(numbers) < 0, []).append(place)
            yield cells


def _draw(
    context: SheetContext, page: Page, trends: _Trends, extent: Extent, quarters: Sequence[str]
) -> None:
    """Draw small columns into the rows of *trends* that are shown.

    Columns, for LibreOffice prints no lines. They stand on nought where nothing is below it.
    """
    begin, end = column_name(trends.left), column_name(trends.left + len(quarters) - 1)
    colour = context.book.look.colour
    for is_below, noted in trends.drawn.items():
        places = [extent.first + place for place in noted if place < extent.shown]
        if not places:
            continue
        options = {
            "location": [f"{column_name(_TREND)}{row + 1}" for row in places],
            "range": [f"{begin}{row + 1}:{end}{row + 1}" for row in places],
            "show_hidden": True,
            "type": "column",
            "series_color": colour("substantial"),
            "last_point": True,
            "last_color": colour("navy"),
            **({} if is_below else {"min": 0}),
        }
        page.sheet.add_sparkline(places[0], _TREND, options)
