"""A table in a sheet: hidden row of keys, headings, rows; filtered, frozen, printable."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from ovpsheets.address import column_name
from ovpsheets.results.consolidated.sheet_context import Budget, SheetContext
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.results.consolidated.table_body import Fitting, Row, fill
from ovpsheets.writing.book import Page
from ovpsheets.writing.measure import pixels, room_on_paper, unbroken_width
from ovpsheets.writing.page_cells import PageCells

KEY_ROW: Final = 3
"""Where a sheet's only table begins: its row of keys; headings and data follow."""

FIRST_ROW: Final = KEY_ROW + 2

ON_SCREEN: Final = frozenset({
    "activities", "indicators", "evidence", "unplaced", "provenance", "values",
    "dictionary",
})  # fmt: skip
"""Sheets that are looked up on a screen: of them one page is printed, not hundreds."""

_ON_PAPER: Final = 10
"""Rows that are printed of a table for the screen."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key, its width in characters, its cells' style.

    The heading is the catalogue's ``heading.<key>``, unless *heading* is given.
    ``entry`` marks what the coordinator fills in.
    """

    key: str
    width: float
    style: str = "cell top"
    heading: str = ""
    entry: bool = False

    @property
    def is_centred(self) -> bool:
        """Whether the cells, and so the heading, stand in the middle."""
        return "centre" in self.style.split()


@dataclass(frozen=True, slots=True)
class Extent:
    """Where the rows of a table stand; ``last`` is before ``first`` when there are none.

    ``total``: how many rows there are, also of those that the budget left out.
    """

    first: int
    last: int
    total: int

    @property
    def shown(self) -> int:
        """How many rows stand there."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Rest:
    """What is known of the rows before they are made.

    ``csv``: which file of ``data/`` holds them all. ``budget``: where the table is cut, by
    default where those of the workbook are. ``always``: so many of the first rows are
    written all the same. ``total``: how many there are, where counting them would cost.
    ``elsewhere``: what is said where the sheet is not for these rows, whatever it shows.
    """

    csv: str
    budget: Budget | None = None
    always: int = 0
    total: int | None = None
    elsewhere: str = ""


_OF_THE_PLAN: Final = Rest("activities")
"""Of tables that are no longer than the plan makes them."""


def widths(context: SheetContext, columns: Iterable[SheetColumn], printed: int = 0) -> list[float]:
    """Return the columns' widths: as declared, and wide enough for each word of their headings.

    What the headings take beyond the page of the first *printed* columns, the widest gives.
    """
    wide = [
        max(own.width, round(unbroken_width(_heading(context, own), has_button=True), 1))
        for own in columns
    ]
    over = sum(map(pixels, wide[:printed])) - room_on_paper(landscape=True)
    if over > 0:
        widest = wide.index(max(wide[:printed]))
        wide[widest] -= math.ceil(over / (pixels(2) - pixels(1)))
    return wide


def _heading(context: SheetContext, column: SheetColumn) -> str:
    return column.heading or context(f"heading.{column.key}")


def table_sheet(
    context: SheetContext,
    sheet: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Row],
    *,
    rest: Rest | None = None,
    frozen: int = 1,
    least: float = 20.0,
    printed: int = 0,
    shut: bool = False,
    message: str = "",
    on_paper: int = 0,
) -> tuple[Page, Extent]:
    """Add a sheet that is one table, with its hint above, and set it up for screen and paper.

    *frozen* columns stay in view; no row is lower than *least* points; the first *printed*
    columns go to paper, 0 for all. *shut*: rows that stand under another are hidden at first.
    *message*: what the table says, in a sentence, above the hint. *on_paper*: so many of the
    first rows are printed, and each page says of how many; 0 for all.
    """
    page = context.page(sheet, widths(context, columns, printed), frozen=frozen)
    top = KEY_ROW
    if message:
        page.above(2, message, "hint bold", frozen=frozen, columns=printed)
        top += 1
    rest = rest or Rest(sheet)
    extent = write_table(
        context, page, top, columns, rows, rest=rest, least=least, name=sheet, shut=shut
    )
    said, style = context(f"sheet.{sheet}.hint"), "hint"
    if left_out := _left_out(context, extent, rest):
        said, style = left_out, "warn wrap"  # above, too: the end of a long table is far away
    page.above(top - 1, said, style, frozen=frozen, columns=printed)
    page.sheet.freeze_panes(top + 2, frozen)
    heading = top + 1
    page.sheet.autofilter(heading, 0, max(extent.last, heading), len(columns) - 1)
    if sheet in ON_SCREEN:
        context.for_the_screen(page, min(extent.last, heading + _ON_PAPER))
        return page, extent
    footer, last = "", max(extent.last, heading)
    if 0 < on_paper < extent.shown:
        footer, last = (
            context("first_rows_only", n=on_paper, total=extent.shown),
            heading + on_paper,
        )
    context.paper(page, repeat=(heading, heading), stub=frozen, columns=printed, footer=footer)
    if printed:
        page.sheet.print_area(0, 0, last, printed - 1)
    return page, extent


def write_table(
    context: SheetContext,
    page: Page,
    top: int,
    columns: Sequence[SheetColumn],
    rows: Iterable[Row],
    *,
    rest: Rest = _OF_THE_PLAN,
    least: float = 20.0,
    name: str = "",
    charted: bool = False,
    shut: bool = False,
) -> Extent:
    """Write the row of keys (hidden) at *top*, the headings below, then *rows*.

    With *name* the headings and rows are a named range, ``ovp_<name>``, for whoever
    reads the workbook with a program or refers to it in a formula.

    *charted*: a chart refers to the cells. *shut*: rows under one that is :class:`RowAbove` are
    hidden at first.

    Rows beyond the budget are left out, and a line below says so and names the CSV file
    that holds them all.
    """
    for number, column in enumerate(columns):
        page.text(top, number, column.key, "key nowrap")
        style = "entry_heading" if column.entry else "heading"
        page.heading(
            top + 1,
            number,
            _heading(context, column),
            f"{style} centre" if column.is_centred else style,
        )
    page.sheet.set_row(top, None, None, {"hidden": True})
    page.fit_rows(top + 1, top + 1, least=24)
    first = top + 2
    into: PageCells = page if charted else page.rows(first)
    fitting = Fitting(iter(rows), rest.budget or context.budget, rest.always)
    shown = fill(into, [column.style for column in columns], fitting, first, least, shut=shut)
    total = rest.total
    if total is None:
        total = fitting.taken + sum(1 for _ in fitting.rows)
    extent = Extent(first, first + shown - 1, total)
    if left_out := _left_out(context, extent, rest):
        page.text(extent.last + 1, 0, left_out, "warn nowrap")
    elif not total:
        page.text(first, 0, context("no_rows"), "hint nowrap")
    if name:
        cells = f"$A${top + 2}:${column_name(len(columns) - 1)}${max(first, extent.last) + 1}"
        context.book.define_name(f"ovp_{name}", f"='{page.name}'!{cells}")
    return extent


def typed_first(
    context: SheetContext,
    rows: Sequence[T],
    cells: Sequence[Sequence[Value]],
    is_typed: Callable[[T], bool],
) -> tuple[list[T], list[Sequence[Value]], int]:
    """Return *rows* and their *cells*, those in which somebody typed first where not all fit.

    What is missing in the workbook counts as taken out by the coordinator. Also returns how
    many rows must be written, whatever the budget.
    """
    fitting = sum(1 for _ in Fitting(iter(cells), context.budget))
    if fitting == len(cells):
        return list(rows), list(cells), 0
    order = sorted(range(len(rows)), key=lambda at: not is_typed(rows[at]))  # stable
    typed = sum(1 for row in rows if is_typed(row))
    return [rows[at] for at in order], [cells[at] for at in order], typed


def _left_out(context: SheetContext, extent: Extent, rest: Rest) -> str:
    """Return what is said of rows that do not stand here, "" where all of them do."""
    if rest.elsewhere or extent.shown == extent.total:
        return rest.elsewhere
    return context("more_rows", shown=extent.shown, n=extent.total, file=rest.csv)
