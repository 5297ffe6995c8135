"""One careful way to put values into a workbook.

XlsxWriter makes formulas and links of text unless told not to, cuts long text
in silence and answers a refused cell with a number. Everything that writes a
workbook writes through :class:`Page`, which uses the typed calls only and
looks at their answers.
"""

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ovpsheets.member_text import writable
from ovpsheets.xlsx.look import Look, look
from ovpsheets.xlsx.measure import fits, row_height, wrapped_lines

LONGEST_TEXT: Final = 32_767  # in a cell, Excel's limit; it counts UTF-16 units
LAST_ROW: Final = 1_048_576

_EPOCH: Final = datetime(2000, 1, 1)  # written as UTC by XlsxWriter

_Attributes = Sequence[tuple[str, Any]]


class CellRefusedError(Exception):
    """XlsxWriter did not take a cell: a fault of the program, never of the data."""


class _GrowingRows(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet whose rows keep growing.

    XlsxWriter marks every row that has a height as ``customHeight``: the row
    then never grows when someone types into it. Without a height, wrapped rows
    overlap in LibreOffice until they are edited. So: the height, not the mark.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _without_mark(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _without_mark(tag, attributes))


def _without_mark(tag: str, attributes: _Attributes) -> _Attributes:
    if tag != "row":
        return attributes
    return [pair for pair in attributes if pair[0] != "customHeight"]


class Book:
    """A workbook in the making; ``finish`` returns its bytes, the same for the same content."""

    def __init__(
        self,
        *,
        title: str,
        subject: str = "",
        custom: Mapping[str, str] | None = None,
        cut: str = "…",
    ):
        """*cut* ends a text that is too long for a cell, and may say where the whole one is."""
        self.cut = cut
        self._buffer = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                # The font of footers and of whatever is typed outside our cells; XlsxWriter's
                # own default, Calibri, is not installed everywhere and stands out against ours.
                "default_format_properties": {"font_name": look().font, "font_size": look().size},
            },
        )
        self.look: Look = look()
        self._formats: dict[str, Format] = {}
        self._wraps: dict[str, tuple[float, bool] | None] = {}
        # A fixed date keeps the bytes reproducible; no author, no machine.
        self.workbook.set_properties({"title": title, "subject": subject, "created": _EPOCH})
        for name, value in (custom or {}).items():
            self.workbook.set_custom_property(name, value, "text")
        self.workbook.set_calc_mode("auto")
        self.workbook.set_size(1366, 700)  # pixels: the smallest screen still common

    def page(self, name: str) -> "Page":
        """Add a sheet."""
        return Page(self, self.workbook.add_worksheet(name, _GrowingRows))

    def format(self, style: str) -> Format:
        """Return the format of a style name (see :class:`Look`), made once."""
        if style not in self._formats:
            self._formats[style] = self.workbook.add_format(self.look.style(style))
        return self._formats[style]

    def wrapping(self, style: str) -> tuple[float, bool] | None:
        """Return the size of a style's letters and whether they are bold; None if not wrapped."""
        if style not in self._wraps:
            full = self.look.style(style)
            size, bold = float(full["font_size"]), bool(full.get("bold"))
            self._wraps[style] = (size, bold) if full.get("text_wrap") else None
        return self._wraps[style]

    def difference(self, style: str) -> Format:
        """Return a format with the colours of a style alone, for conditional formatting."""
        name = f"difference {style}"
        if name not in self._formats:
            full = self.look.style(style)
            kept = {key: full[key] for key in ("bg_color", "font_color", "bold") if key in full}
            self._formats[name] = self.workbook.add_format(kept)
        return self._formats[name]

    def define_name(self, name: str, refers_to: str) -> None:
        """Add a defined name; it must not look like a cell's address."""
        self.workbook.define_name(name, refers_to)

    def finish(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.workbook.close()
        return self._buffer.getvalue()


class Page:
    """One sheet in the making. Rows and columns count from 0, as in XlsxWriter."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book = book
        self.sheet = sheet
        self.name: str = sheet.get_name()
        self._widths: dict[int, float] = {}
        self._lines: dict[int, tuple[int, float]] = {}
        sheet.hide_gridlines(2)

    def widths(self, widths: Sequence[float]) -> None:
        """Set the columns' widths, from the first on, in characters."""
        for column, width in enumerate(widths):
            self._widths[column] = width
            self.sheet.set_column(column, column, width)

    def text(self, row: int, column: int, text: str, style: str = "cell") -> None:
        """Write *text* as text, whatever it looks like; "" writes an empty styled cell."""
        if not text:
            self.blank(row, column, style)
            return
        text = self._fitting(text)
        self._taken(self.sheet.write_string(row, column, text, self.book.format(style)))
        self._measure(row, column, text, style)

    def number(
        self, row: int, column: int, value: float | None, style: str = "cell number"
    ) -> None:
        """Write a number; None, NaN and <NA> stay empty, for missing is never 0."""
        if value is None or _is_missing(value):
            self.blank(row, column, style)
            return
        if float(value).is_integer():  # "0.0#" would show 12 as 12,0 and "#.##" as 12,
            style = style.replace("number", "integer")
        self._taken(self.sheet.write_number(row, column, value, self.book.format(style)))

    def day(self, row: int, column: int, value: date | None, style: str = "cell day") -> None:
        """Write a date; None and NaT stay empty."""
        if _is_missing(value):
            self.blank(row, column, style)
            return
        self._taken(self.sheet.write_datetime(row, column, value, self.book.format(style)))

    def blank(self, row: int, column: int, style: str = "cell") -> None:
        """Write an empty cell with a style."""
        self._taken(self.sheet.write_blank(row, column, None, self.book.format(style)))

    def formula(
        self, row: int, column: int, formula: str, value: str | float, style: str = "cell"
    ) -> None:
        """Write a formula with its result: programs that do not calculate show *value*."""
        self._taken(self.sheet.write_formula(row, column, formula, self.book.format(style), value))
        self._measure(row, column, str(value), style)

    def link(self, row: int, column: int, target: str, text: str, style: str = "cell link") -> None:
        """Write a link: ``internal:'Sheet'!A1``, ``external:…`` or an http(s) address.

        A target that Excel cannot hold becomes plain text; nothing is lost.
        """
        if not target.startswith(("internal:", "external:", "http://", "https://")):
            self.text(row, column, text, style)
            return
        text = self._fitting(text)
        answer = self.sheet.write_url(row, column, target, self.book.format(style), text)
        if answer in (-3, -4):  # longer than 2,079 characters, or more than 65,530 links
            self.text(row, column, text, style)
            return
        self._taken(answer)
        self._measure(row, column, text, style)

    def row_of_texts(
        self, row: int, texts: Iterable[str], style: str = "cell", *, column: int = 0
    ) -> None:
        """Write *texts* side by side."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, style)

    def banner(self, title: str, subtitle: str, columns: int) -> None:
        """Write the title band over the first *columns* columns of rows 0 and 1."""
        for column in range(columns):
            self.blank(0, column, "banner")
            self.blank(1, column, "subtitle")
        for row, text, style in ((0, title, "banner"), (1, subtitle, "subtitle")):
            self._taken(
                self.sheet.write_string(row, 0, self._fitting(text), self.book.format(style))
            )
        self.banner_heights()

    def banner_heights(self) -> None:
        """Give the two rows of the title band their height."""
        self.sheet.set_row(0, 27)
        self.sheet.set_row(1, 18)

    def fit_rows(self, first: int, last: int, *, least: float = 20.0) -> None:
        """Give rows *first* to *last* the height their wrapped texts need."""
        for row in range(first, last + 1):
            lines, size = self._lines.get(row, (1, self.book.look.size))
            self.sheet.set_row(row, row_height(lines, size, least=least))

    def paper(
        self, *, landscape: bool, footer: str = "", repeat: tuple[int, int] | None = None
    ) -> None:
        """Set the page up for A4, one page wide.

        *footer* stands in its left corner; *repeat* names rows printed on every page.
        """
        if landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        if repeat is not None:
            self.sheet.repeat_rows(*repeat)
        self.sheet.set_footer(footer_codes(footer))

    def _fitting(self, text: str) -> str:
        """Return *text* without what XML cannot hold, cut where Excel would take no more."""
        text = writable(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # else XlsxWriter takes it for rich text, and writes it as markup
        if 2 * len(text) <= LONGEST_TEXT or _units(text) <= LONGEST_TEXT:
            return text
        room = 2 * (LONGEST_TEXT - _units(self.book.cut))
        return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + self.book.cut

    def _measure(self, row: int, column: int, text: str, style: str) -> None:
        wrapping = self.book.wrapping(style)
        if wrapping is None:
            return
        size, bold = wrapping
        scaled = self._widths.get(column, 8.43) * self.book.look.size / size
        lines = 1 if fits(text, scaled) else wrapped_lines(text, scaled, bold=bold)
        known, known_size = self._lines.get(row, (1, size))
        self._lines[row] = (max(known, lines), max(known_size, size))

    def _taken(self, answer: int) -> None:
        if answer < 0:
            raise CellRefusedError(f"sheet {self.name!r}: XlsxWriter answered {answer}")


def _units(text: str) -> int:
    """Return the length of *text* as Excel counts it: an emoji is two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def footer_codes(left: str) -> str:
    """Return the footer of every page: *left*, the sheet's name, the page of how many."""
    text = left.replace("&", "&&")  # "&" starts a code
    return f"&L&8{text}&C&8&A&R&8&P / &N"


def _is_missing(value: object) -> bool:
    """Tell whether *value* is None, NaN, NaT or <NA>."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and math.isnan(value)
