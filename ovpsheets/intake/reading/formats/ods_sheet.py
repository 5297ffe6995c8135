"""One sheet of an OpenDocument spreadsheet, while it is being read.

Rows and cells repeat by a number: a million empty ones cost nothing, and those
that hold something count one by one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.reading.cells import (
    Area,
    Cell,
    Remark,
    RemarkKind,
    Sheet,
    Thing,
    column_letters,
)
from ovpsheets.intake.reading.formats.odf_xml import Attributes
from ovpsheets.intake.reading.formats.ods_formula import excel_formula
from ovpsheets.intake.reading.formats.ods_places import PagePlace
from ovpsheets.intake.reading.formats.ods_styles import OdsStyles
from ovpsheets.intake.reading.formats.ods_text import Paragraphs
from ovpsheets.intake.reading.formats.ods_values import format_of, typed_value
from ovpsheets.intake.reading.struck import struck_spans

_MOST: Final = 10_000_000  # of a repetition; a sheet has a million rows
_UNSEEN: Final = ("collapse", "filter")

Span = tuple[int, int]
"""First and last, from 1."""


@dataclass(slots=True)
class SheetSoFar:
    """A sheet, its next row and column, and what was found in it."""

    name: str
    style: str
    styles: OdsStyles
    spend: Callable[[int], None]  # takes the number of cells found; may refuse the file
    row: int = 1
    column: int = 1
    is_external: bool = False  # a copy of another file's sheet, for formulas
    cells: list[Cell] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)
    column_styles: list[tuple[int, str]] = field(default_factory=list)  # last column → style
    widths: list[tuple[int, float]] = field(default_factory=list)  # so many columns, so wide
    heights: list[tuple[int, float]] = field(default_factory=list)  # so many rows, so high
    _on_page: list[tuple[PagePlace, Remark | Thing]] = field(default_factory=list)
    _in_row: list[Cell] = field(default_factory=list)
    _row_attributes: Attributes = field(default_factory=dict)
    _declared: int = 0  # columns so far

    def take_column(self, attributes: Attributes) -> None:
        """Take a column or several."""
        first = self._declared + 1
        self._declared += _count(attributes, "table:number-columns-repeated")
        is_unseen = attributes.get("table:visibility") in _UNSEEN
        if is_unseen:
            self.hidden_columns.append((first, self._declared))
        width = self.styles.widths.get(attributes.get("table:style-name", ""), 0.0)
        self.widths.append((self._declared - first + 1, 0.0 if is_unseen else width))
        style = attributes.get("table:default-cell-style-name", "")
        self.column_styles.append((self._declared, style))

    def begin_row(self, attributes: Attributes) -> None:
        """Take the beginning of a row or several."""
        self._row_attributes = attributes
        self._in_row = []
        self.column = 1

    def end_row(self) -> None:
        """Take the end of a row: its cells stand in every repetition."""
        times = _count(self._row_attributes, "table:number-rows-repeated")
        self.cells += self._in_row
        if times > 1 and self._in_row:
            self.spend((times - 1) * len(self._in_row))
            for further in range(1, times):
                self.cells += [cell._replace(row=cell.row + further) for cell in self._in_row]
        is_unseen = self._row_attributes.get("table:visibility") in _UNSEEN
        if is_unseen:
            self.hidden_rows.append((self.row, self.row + times - 1))
        height = self.styles.heights.get(self._row_attributes.get("table:style-name", ""), 0.0)
        self.heights.append((times, 0.0 if is_unseen else height))
        self.row += times

    def take_cell(self, attributes: Attributes, text: Paragraphs) -> None:
        """Take a cell or several with the same content."""
        times = _count(attributes, "table:number-columns-repeated")
        cell = self._cell(attributes, text)
        if cell is not None:
            self.spend(times)
            self._in_row += [cell._replace(column=cell.column + more) for more in range(times)]
        rows = _count(attributes, "table:number-rows-spanned")
        columns = _count(attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            self.merged.append(
                (self.row, self.column, self.row + rows - 1, self.column + columns - 1)
            )
        self.column += times

    @property
    def here(self) -> str:
        """The address of the cell that is being read."""
        return f"{column_letters(self.column)}{self.row}"

    def remark(self, kind: RemarkKind, text: str, at: str | PagePlace | None) -> None:
        """Take a note, or the text of a shape, with its cell or its place on the page."""
        if text.strip():
            self._take_beside(Remark(self.name, _cell(at), kind, text.strip()), at)

    def thing(self, own: Thing, at: str | PagePlace | None) -> None:
        """Take a picture or an object; an object's preview is not taken for a picture."""
        previews = [thing for place, thing in self._on_page if place == at] + [
            thing for thing in self.things if thing.cell == _cell(at) and _cell(at)
        ]
        if not any(isinstance(other, Thing) and other.type == "object" for other in previews):
            self._take_beside(own._replace(cell=_cell(at)), at)

    def _take_beside(self, own: Remark | Thing, at: str | PagePlace | None) -> None:
        if isinstance(at, PagePlace):  # the measures are known only when all rows are
            self._on_page.append((at, own))
        else:
            self._keep(own)

    def _keep(self, own: Remark | Thing) -> None:
        if isinstance(own, Remark):
            self.remarks.append(own)
        else:
            self.things.append(own)

    def sheet(self) -> Sheet:
        """Return the whole sheet."""
        for place, own in self._on_page:
            self._keep(own._replace(cell=place.cell(self.widths, self.heights)))
        for words in self.styles.headers_of(self.style):
            self.remarks.append(Remark(self.name, "", "header", words))
        return Sheet.of(
            self.name,
            self.cells,
            remarks=tuple(self.remarks),
            visibility="hidden" if self.style in self.styles.hidden else "visible",
            hidden_rows=_all(self.hidden_rows, max((cell.row for cell in self.cells), default=0)),
            hidden_columns=_all(
                self.hidden_columns, max((cell.column for cell in self.cells), default=0)
            ),
            merged=tuple(self.merged),
            things=tuple(self.things),
        )

    def _cell(self, attributes: Attributes, text: Paragraphs) -> Cell | None:
        formula = attributes.get("table:formula", "")
        shown = text.said()
        if not (formula or shown or "office:value-type" in attributes):
            return None
        number_format = format_of(attributes, self.styles.number_format(self._style(attributes)))
        kind, value, raw = typed_value(attributes, shown, number_format)
        if value == "" and not formula:
            return None
        is_struck = self.styles.is_struck(self._style(attributes)) or False
        struck = struck_spans(shown if kind == "text" and raw == shown else raw, by_style=is_struck)
        # LibreOffice says of an empty result nothing but that it has a paragraph.
        came_to_text = attributes.get("office:value-type", "string") == "string" and text.was_said
        if formula and raw == "" and (came_to_text or "office:value-type" in attributes):
            kind = "blank"
        elif kind == "text":
            value = raw = str.__str__(raw)
        return Cell(
            self.name, self.row, self.column, kind, value, raw,
            excel_formula(formula) if formula else None, number_format, text.link, struck,
        )  # fmt: skip

    def _style(self, attributes: Attributes) -> str:
        """The cell's style, else its row's, else its column's (part 3, 19.615, 19.740)."""
        own = attributes.get("table:style-name", "")
        of_row = self._row_attributes.get("table:default-cell-style-name", "")
        if own or of_row:
            return own or of_row
        return next((style for last, style in self.column_styles if self.column <= last), "")


def _cell(at: str | PagePlace | None) -> str:
    return at if isinstance(at, str) else ""


def _count(attributes: Attributes, name: str) -> int:
    said = attributes.get(name, "1")
    known = said.isascii() and said.isdigit() and len(said) < 9
    return min(max(int(said), 1), _MOST) if known else 1


def _all(spans: list[Span], last: int) -> frozenset[int]:
    """What *spans* cover, up to the last one that holds something."""
    return frozenset(number for first, end in spans for number in range(first, min(end, last) + 1))
