"""One careful way to put values into a workbook.

XlsxWriter makes formulas and links of text unless told not to, cuts long text
in silence and answers a refused cell with a number. Everything that writes a
workbook writes through :class:`Page`, which uses the typed calls only and
looks at their answers.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from ovpsheets.writing.formats import Formats
from ovpsheets.writing.look import Look, look, on_screen, sized
from ovpsheets.writing.measure import (
    BETWEEN,
    BUTTON,
    LEAST_SCALE,
    MARGINS,
    PAPER,
    PAPER_HEIGHT,
    SCREEN,
    pixels,
    room_on_paper,
    row_height,
    text_units,
    whole_pixels,
    wrapped_lines,
)
from ovpsheets.writing.page_cells import CellRefusedError, Folded, PageCells
from ovpsheets.writing.sheet import WrittenSheet
from ovpsheets.writing.table_rows import Rows

LAST_ROW: Final = 1_048_576

_LOGO_HEIGHT, _LOGO_MARGIN = 52, 4
"""Pixels; the title band has 60."""

_STRUT_WIDTH: Final = 0.3  # characters: seen by nobody
_LINE_OF_A_POINT: Final = 1.25  # points that a line of Arial takes for each of its letters

_EPOCH: Final = datetime(2000, 1, 1)  # written as UTC by XlsxWriter


class Book:
    """A workbook in the making; ``finish`` returns its bytes, the same for the same content."""

    def __init__(
        self,
        *,
        title: str,
        subject: str = "",
        custom: Mapping[str, str] | None = None,
        cut: str = "…",
        folder: str = "",
    ):
        """*cut* ends a text that is too long for a cell, and may say where the whole one is.

        *folder*: where the sheets wait until they are packed, of a workbook that may be
        large; else they wait in memory.
        """
        self.cut = cut
        self._folder = folder
        self._buffer = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": not folder,
                "tmpdir": folder or None,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                # The font of footers and of whatever is typed outside our cells; XlsxWriter's
                # own default, Calibri, is not installed everywhere and stands out against ours.
                "default_format_properties": {"font_name": look().font, "font_size": look().size},
            },
        )
        self.look: Look = look()
        self.formats = Formats(self.workbook)
        # A fixed date keeps the bytes reproducible; no author, no machine.
        self.workbook.set_properties({"title": title, "subject": subject, "created": _EPOCH})
        for name, value in (custom or {}).items():
            self.workbook.set_custom_property(name, value, "text")
        self.workbook.set_calc_mode("auto")
        self.workbook.set_size(1366, 700)  # pixels: the smallest screen still common

    def page(self, name: str) -> "Page":
        """Add a sheet."""
        return Page(self, self.workbook.add_worksheet(name, WrittenSheet))

    def format(self, style: str) -> Format:
        """Return the format of a style name (see :class:`Look`), made once."""
        return self.formats.format(style)

    def difference(self, style: str) -> Format:
        """Return a format with the colours of a style alone, for conditional formatting."""
        return self.formats.difference(style)

    def define_name(self, name: str, refers_to: str) -> None:
        """Add a defined name; it must not look like a cell's address."""
        self.workbook.define_name(name, refers_to)

    def finish(self) -> bytes:
        """Close the workbook and return its bytes; raises OSError where a disk is full."""
        try:
            self.workbook.close()
        except FileCreateError as fault:
            self.workbook.fileclosed = True  # else it would be tried again when it is thrown away
            (found,) = fault.args  # what the system said
            raise OSError(found.errno, found.strerror, self._folder) from fault
        # Sheets hold their workbook and it them: a large one would wait for the garbage collector.
        for sheet in self.workbook.worksheets():
            sheet.workbook_add_format = None
        return self._buffer.getvalue()


class Page(PageCells):
    """One sheet in the making. Rows and columns count from 0, as in XlsxWriter."""

    def __init__(self, book: Book, sheet: WrittenSheet) -> None:
        super().__init__(book.formats, {}, book.cut)
        self.book = book
        self.sheet = sheet
        self.name: str = sheet.get_name()
        self._lines: dict[int, tuple[int, float]] = {}
        self._heights: dict[int, float] = {}
        self._tables: list[Rows] = []
        sheet.hide_gridlines(2)

    def widths(self, widths: Sequence[float]) -> None:
        """Set the columns' widths, from the first on, in characters."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.set_widths(dict(enumerate(widths)))

    def heading(self, row: int, column: int, text: str, style: str) -> None:
        """Write a heading that gets the button of a filter: it needs room, too."""
        self.text(row, column, text, style)
        room = self._room(column, style, less=BUTTON)
        if room is not None:
            self._grow(row, room.lines(text), room.size)

    def rows(self, first: int) -> Rows:
        """Return what writes whole rows, from *first* down, many times as fast as cell by cell."""
        own = Rows(self.sheet, self, first)
        self._tables.append(own)
        return own

    def blank(self, row: int, column: int, style: str = "cell") -> None:
        """Write an empty cell with a style."""
        self._taken(self.sheet.write_blank(row, column, None, self.formats.format(style)))

    def formula(
        self, row: int, column: int, formula: str, value: str | float | None, style: str = "cell"
    ) -> None:
        """Write a formula with its result: programs that do not calculate show *value*.

        None: nobody knows it, and they show nothing; LibreOffice calculates it when it opens.
        """
        self._taken(
            self.sheet.write_formula(row, column, formula, self.formats.format(style), value)
        )
        self._measure(row, column, "" if value is None else str(value), style)

    def banner(
        self, title: str, subtitle: str, columns: int, *, frozen: int = 0, short: str = ""
    ) -> None:
        """Write the title band over the first *columns* columns of rows 0 and 1.

        Of what is longer than the *frozen* columns, which stay in view, scrolling would leave a
        part: it begins beside them. In these stands the title, if it fits, or its *short* form.
        """
        for column in range(columns):
            self.blank(0, column, "banner")
            self.blank(1, column, "subtitle")
        for row, column, text, style in self._in_band(title, subtitle, frozen, short):
            self._write_text(row, column, self._fitting(text), style)
        self.banner_heights()

    def _in_band(
        self, title: str, subtitle: str, frozen: int, short: str
    ) -> tuple[tuple[int, int, str, str], ...]:
        """Return what stands in the title band: row, column, text, style."""
        if not self._beside(title, "banner", frozen):
            if not self._beside(subtitle, "subtitle", frozen):
                return (0, 0, title, "banner"), (1, 0, subtitle, "subtitle")
            return (0, 0, title, "banner"), (0, frozen, subtitle, "subtitle")
        if short and not self._beside(short, "banner", frozen):
            return (
                (0, 0, short, "banner"), (0, frozen, title, "subtitle bold"),
                (1, frozen, subtitle, "subtitle"),
            )  # fmt: skip
        return (0, frozen, title, "banner"), (1, frozen, subtitle, "subtitle")

    def above(self, row: int, text: str, style: str, *, frozen: int = 0, columns: int = 0) -> None:
        """Write a text above a table of which *frozen* columns stay in view.

        What is longer than these begins beside them, for scrolling would cut it where they end.
        It takes as many lines as it needs in the first *columns* columns, by default in all.
        """
        first = self._beside(text, style, frozen)
        last = self._on_screen(first, max(first, (columns or self._columns) - 1))
        if self._wide(text, style) <= self._width(first, last):
            self.text(row, first, text, f"{style} nowrap")
        elif first == last:
            self.text(row, first, text, style)
        else:
            self.across(row, first, last, text, style)
        self.fit_rows(row, row)

    def _beside(self, text: str, style: str, frozen: int) -> int:
        """Return in which column *text* begins: beside the *frozen* ones if it is longer."""
        fits = not frozen or self._wide(text, style) <= self._width(0, frozen - 1)
        return 0 if fits else frozen

    def _wide(self, text: str, style: str) -> float:
        """Return the width that *text* needs in one line, in characters."""
        full = self.book.look.style(style)
        units = text_units(text, bold=bool(full.get("bold")))
        return units * float(full["font_size"]) / self.book.look.size + MARGINS

    def _width(self, first: int, last: int) -> float:
        return sum(self.column_widths.get(n, 0.0) + BETWEEN for n in range(first, last + 1))

    def _on_screen(self, first: int, last: int) -> int:
        """Return the last of these columns that a small screen shows."""
        beyond = (n for n in range(first, last + 1) if self._width(0, n) > SCREEN)
        return max(first, next(beyond, last + 1) - 1)

    def banner_heights(self) -> None:
        """Give the two rows of the title band their height."""
        self._heights |= {0: 27.0, 1: 18.0}
        self.sheet.set_row(0, 27)
        self.sheet.set_row(1, 18)

    def logo(self, row: int, column: int, data: bytes) -> None:
        """Put a PNG into the title band, at the right end of *column*, as high as it allows.

        The widths of the columns are known by now.
        """
        wide, high = on_screen(data)
        room = pixels(self.column_widths[column])
        scale = min(_LOGO_HEIGHT / high, (room - 2 * _LOGO_MARGIN) / wide)
        self._taken(
            self.sheet.insert_image(
                row, column, "logo.png",
                {
                    "image_data": io.BytesIO(data),
                    "x_scale": scale, "y_scale": scale,
                    "x_offset": room - scale * wide - _LOGO_MARGIN,
                    "y_offset": _LOGO_MARGIN + (_LOGO_HEIGHT - scale * high) / 2,
                    "decorative": True,
                },
            )
        )  # fmt: skip

    def fit_rows(self, first: int, last: int, *, least: float = 20.0) -> None:
        """Give rows *first* to *last* the height their wrapped texts need."""
        for row in range(first, last + 1):
            lines, size = self._lines.get(row, (1, self.book.look.size))
            self._heights[row] = whole_pixels(row_height(lines, size, least=least))
            self.sheet.set_row(row, self._heights[row])

    def keep_rows(self, first: int, last: int, column: int) -> None:
        """Keep rows *first* to *last* from shrinking to their texts once somebody types there.

        Rows grow by themselves, for they have no fixed height, and so would shrink, too. An
        empty cell with large letters in *column*, beside the table, is as high as the row.
        """
        self.sheet.set_column(column, column, _STRUT_WIDTH)
        for row in range(first, last + 1):
            points = self._heights.get(row, 0) / _LINE_OF_A_POINT
            self.blank(row, column, f"plain {sized(max(1, int(points)))}")

    def end_row(self, row: int, *, least: float, folded: Folded = Folded.NO) -> None:
        """Give *row* the height its wrapped texts need, and *least* points."""
        if folded is not Folded.NO:
            raise ValueError("only the rows of a block can be folded")
        self.fit_rows(row, row, least=least)

    def paper(
        self,
        *,
        landscape: bool,
        footer: str = "",
        repeat: tuple[int, int] | None = None,
        stub: int | None = None,
        columns: int = 0,
    ) -> None:
        """Set the page up for A4, one page wide.

        *footer* stands in its left corner; *repeat* names rows printed on every page. With
        *stub* no letter is printed smaller than 8 points: what is too wide for that goes to
        several pages, each with the first *stub* columns. *columns*: how many go to paper, 0
        for all.
        """
        if landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(9)
        if stub is None or self.columns_on_paper(landscape=landscape) >= (columns or self._columns):
            self.sheet.fit_to_pages(1, 0)
        else:
            self.sheet.set_print_scale(LEAST_SCALE)
            if stub:
                self.sheet.repeat_columns(0, stub - 1)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        if repeat is not None:
            self.sheet.repeat_rows(*repeat)
        self.sheet.set_footer(footer_codes(footer), {"scale_with_doc": stub is None})

    def across(self, row: int, first: int, last: int, text: str, style: str = "cell") -> None:
        """Write a text over the columns *first* to *last* of a row."""
        width = sum(self.column_widths[column] for column in range(first, last + 1))
        self._taken(self.sheet.merge_range(row, first, row, last, "", self.formats.format(style)))
        # By itself it would be taken for a number or a link where it looks like one.
        self._write_text(row, first, self._fitting(text), style)
        self._grow(row, wrapped_lines(text, width), self.book.look.size)

    def height(self, row: int) -> float:
        """Return the height in points that :meth:`fit_rows` gave to *row*."""
        return self._heights[row]

    def rows_on_paper(self, last: int, columns: int) -> int:
        """Return the last row, *last* at most, that stands on the first page, which lies.

        *columns*: how many of them are printed, made as small as they must be to fit.
        """
        wide = sum(pixels(self.column_widths[n]) for n in range(columns))
        left = PAPER_HEIGHT * max(1.0, wide / PAPER[True])
        known = {row: own for table in self._tables for row, own in table.heights.items()}
        for row in range(last + 1):
            left -= self._heights.get(row, known.get(row, 0.0))
            if left < 0:
                return row - 1
        return last

    def break_before(self, *rows: int, landscape: bool) -> None:
        """Let each of *rows* begin a page. Excel keeps no break where it fits a sheet to its width.

        So the sheet is printed at the scale at which its columns fit, as :meth:`paper` would;
        LibreOffice draws them a little wider than Excel.
        """
        widths = ((self.column_widths.get(n, 0) * 7 + 5) * 1.08 for n in range(self._columns))
        self.sheet.set_print_scale(min(100, int(100 * PAPER[landscape] / sum(widths))))
        self.sheet.set_h_pagebreaks([*rows])

    def fold_columns(self, first: int, count: int) -> None:
        """Fold *count* columns from *first* on; a button above the next one shows them."""
        if not count:
            return
        behind = first + count
        width = self.column_widths[first]
        self.sheet.set_column(first, behind - 1, width, None, {"level": 1, "hidden": True})
        self.sheet.set_column(behind, behind, self.column_widths[behind], None, {"collapsed": True})
        self.set_widths({**self.column_widths, **dict.fromkeys(range(first, behind), 0.0)})

    def columns_on_paper(self, *, landscape: bool) -> int:
        """Return how many columns fit a page's width in letters of 8 points and more."""
        room = room_on_paper(landscape=landscape)
        wide = accumulate(pixels(own) if own else 0 for own in self.column_widths.values())
        return sum(1 for pixels in wide if pixels <= room)

    @property
    def _columns(self) -> int:
        return len(self.column_widths)

    def _write_text(self, row: int, column: int, text: str, style: str) -> None:
        self._taken(self.sheet.write_string(row, column, text, self.formats.format(style)))

    def _write_number(self, row: int, column: int, value: float, style: str) -> None:
        self._taken(self.sheet.write_number(row, column, value, self.formats.format(style)))

    def _write_day(self, row: int, column: int, value: date, style: str) -> None:
        self._taken(self.sheet.write_datetime(row, column, value, self.formats.format(style)))

    def _write_link(self, row: int, column: int, target: str, text: str, style: str) -> bool:
        if not self.sheet.add_link(row, column, target, text):
            return False
        self._write_text(row, column, text, style)
        return True

    def _grow(self, row: int, lines: int, size: float) -> None:
        known, known_size = self._lines.get(row, (0, 0.0))
        if lines > known or size > known_size:
            self._lines[row] = (max(known, lines), max(known_size, size))

    def _taken(self, answer: int) -> None:
        if answer < 0:
            raise CellRefusedError(f"sheet {self.name!r}: XlsxWriter answered {answer}")


_HALF_A_PAGE: Final = 40
"""Characters of a footer that leave room for a sheet's name in the middle of an upright page."""


def footer_codes(left: str) -> str:
    """Return the footer of every page: *left*, the sheet's name, the page of how many.

    The sheet's name stands in the middle, or beside the page where *left* reaches to there.
    """
    text = left.replace("&", "&&")  # "&" starts a code
    name = "&C&10&A&R&10" if len(left) <= _HALF_A_PAGE else "&R&10&A  |  "
    # The font's name parts the size from a text that begins with a figure.
    return f'&L&10&"-,Regular"{text}{name}&P / &N'
