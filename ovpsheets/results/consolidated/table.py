"""A table in a sheet: hidden row of keys, headings, rows; filtered, frozen, printable."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.values import Link, Value, put
from ovpsheets.xlsx.address import column_name
from ovpsheets.xlsx.book import LAST_ROW, Page
from ovpsheets.xlsx.cells import Cells

KEY_ROW: Final = 3
"""Where a sheet's only table begins: its row of keys; headings and data follow."""

FIRST_ROW: Final = KEY_ROW + 2

MOST_LINKS: Final = 50_000  # Excel takes 65,530 in a sheet


@dataclass(frozen=True, slots=True)
class Column:
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
    """Where the rows of a table stand; ``last`` is before ``first`` when there are none."""

    first: int
    last: int


def table_sheet(
    context: Context,
    sheet: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    *,
    frozen: int = 1,
    least: float = 20.0,
) -> tuple[Page, Extent]:
    """Add a sheet that is one table, with its hint above, and set it up for screen and paper.

    *frozen* columns stay in view; no row is lower than *least* points.
    """
    page = context.page(sheet, [column.width for column in columns])
    page.text(2, 0, context(f"sheet.{sheet}.hint"), "hint nowrap")
    page.sheet.set_row(2, 20)
    extent = write_table(context, page, KEY_ROW, columns, rows, csv=sheet, least=least, name=sheet)
    page.sheet.freeze_panes(FIRST_ROW, frozen)
    heading = FIRST_ROW - 1
    page.sheet.autofilter(heading, 0, max(extent.last, heading), len(columns) - 1)
    context.paper(page, repeat=(heading, heading))
    return page, extent


def write_table(
    context: Context,
    page: Page,
    top: int,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    *,
    csv: str = "",
    last_row: int = LAST_ROW,
    least: float = 20.0,
    name: str = "",
    charted: bool = False,
) -> Extent:
    """Write the row of keys (hidden) at *top*, the headings below, then *rows*.

    With *name* the headings and rows are a named range, ``ovp_<name>``, for whoever
    reads the workbook with a program or refers to it in a formula.

    *charted*: a chart refers to the cells.

    Rows that Excel has no room for are left out, and a line says so and names
    the CSV file that holds them all.
    """
    for number, column in enumerate(columns):
        page.text(top, number, column.key, "key nowrap")
        heading = column.heading or context(f"heading.{column.key}")
        style = "entry_heading" if column.entry else "heading"
        page.text(top + 1, number, heading, f"{style} centre" if column.is_centred else style)
    page.sheet.set_row(top, None, None, {"hidden": True})
    page.fit_rows(top + 1, top + 1, least=24)
    first = top + 2
    shown = rows if len(rows) <= last_row - first else rows[: last_row - first - 1]
    linked = sum(isinstance(value, Link) for row in shown for value in row) <= MOST_LINKS
    into: Cells = page if charted else page.rows(first)
    for number, row in enumerate(shown, start=first):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            content = value.text if isinstance(value, Link) and not linked else value
            put(into, number, place, content, column.style)
        into.end_row(number, least=least)
    last = first + len(shown) - 1
    if not rows:
        page.text(first, 0, context("no_rows"), "hint nowrap")
    elif len(shown) < len(rows):
        text = context("more_rows", shown=len(shown), n=len(rows), file=csv)
        page.text(last + 1, 0, text, "warn nowrap")
    if name:
        cells = f"$A${top + 2}:${column_name(len(columns) - 1)}${max(first, last) + 1}"
        context.book.define_name(f"ovp_{name}", f"='{page.name}'!{cells}")
    return Extent(first, last)
