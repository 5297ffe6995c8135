"""A table in a sheet: hidden row of keys, headings, rows; filtered, frozen, printable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.address import column_name
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_values import Value, put
from ovpsheets.writing.book import LAST_ROW, Page
from ovpsheets.writing.page_cells import Cells

KEY_ROW: Final = 3
"""Where a sheet's only table begins: its row of keys; headings and data follow."""

FIRST_ROW: Final = KEY_ROW + 2


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
    """Where the rows of a table stand; ``last`` is before ``first`` when there are none."""

    first: int
    last: int


def table_sheet(
    context: SheetContext,
    sheet: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Value]],
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
    context: SheetContext,
    page: Page,
    top: int,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Value]],
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
    into: Cells = page if charted else page.rows(first)
    shown, total = _fill(into, columns, rows, range(first, last_row), least)
    last = first + shown - 1
    if not total:
        page.text(first, 0, context("no_rows"), "hint nowrap")
    elif shown < total:
        text = context("more_rows", shown=shown, n=total, file=csv)
        page.text(last + 1, 0, text, "warn nowrap")
    if name:
        cells = f"$A${top + 2}:${column_name(len(columns) - 1)}${max(first, last) + 1}"
        context.book.define_name(f"ovp_{name}", f"='{page.name}'!{cells}")
    return Extent(first, last)


def _fill(
    into: Cells,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Value]],
    room: range,
    least: float,
) -> tuple[int, int]:
    """Write rows while there is room, a line for what is left out among it.

    Returns how many were written and how many there are.
    """
    waiting = iter(rows)
    styles = [column.style for column in columns]
    number = room.start
    for row in waiting:
        if number == room.stop - 1 and next(waiting, None) is not None:
            written = number - room.start
            return written, written + 2 + sum(1 for _ in waiting)
        for place, (style, value) in enumerate(zip(styles, row, strict=True)):
            if value is None:  # and not by put, for a third of the cells are empty
                into.blank(number, place, style)
            else:
                put(into, number, place, value, style)
        into.end_row(number, least=least)
        number += 1
    return number - room.start, number - room.start
