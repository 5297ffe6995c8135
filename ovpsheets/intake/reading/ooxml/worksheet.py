"""The cells of one worksheet, in one pass over its XML (ECMA-376 part 1, 18.3.1).

This is the hot path: three or four calls for each cell, no tree. Nothing is
believed that the sheet says of itself: not its dimension, not its counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.cells import Area, Cell
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.formula import Shared, column_number
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.strings import unescaped
from ovpsheets.intake.reading.ooxml.styles import GENERAL, NumberFormat
from ovpsheets.intake.reading.ooxml.values import (
    Value,
    date_value,
    iso_value,
    number_value,
    yes_no_value,
)
from ovpsheets.intake.reading.ooxml.xml import Attributes, LocalNames, feed, is_true, new_parser
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.xlsx.address import column_name

_DIGITS: Final = "0123456789"
_LETTERS: Final = re.compile(r"[A-Za-z]{1,3}")
_AREA: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_HEADERS: Final = frozenset(
    {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
)
# What stands there again, is a reading aid, or belongs to programs to come.
_SKIPPED: Final = frozenset({"extLst", "Fallback", "rPh"})
_TEXT_IN: Final = frozenset({"v", "f", "t"}) | _HEADERS


class _Columns(dict[str, int]):
    """Letters → number of the column, 0 where they name none; filled as they are met."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters) if _LETTERS.fullmatch(letters) else 0
        if number:  # at most 18,278 names
            self[letters] = number
        return number


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of every sheet refer to."""

    strings: list[str]
    formats: Mapping[str, NumberFormat]
    from_1904: bool


@dataclass(slots=True)
class Content:
    """What one worksheet part holds, besides the parts it refers to.

    ``links`` and ``parts``: what hyperlinks, drawings and the like refer to, by
    relationship id (with the area and the place in this workbook, for links).
    """

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    links: list[Attributes] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    elements: set[str] = field(default_factory=set)  # oleObject, control, picture …


class _Reader:
    """The handlers of the parser, and where in the sheet it is."""

    __slots__ = (
        "_book", "_cell", "_columns", "_deepest", "_depth", "_formula", "_formula_attributes",
        "_inline", "_is_hidden", "_names", "_parser", "_pieces", "_reference", "_row", "_row_text",
        "_shared", "_sheet", "_skipped", "_value", "content", "left", "limits",
    )  # fmt: skip

    def __init__(self, sheet: str, book: Book, limits: Limits, left: int) -> None:
        self._sheet = sheet
        self._book = book
        self.limits = limits
        self.left = left  # non-empty cells that the file may still hold
        self.content = Content()
        self._names = LocalNames()
        self._columns = _Columns()
        self._depth = 0
        self._deepest = limits.xml_depth
        self._skipped = 0  # the depth of the element that is being skipped
        self._row = 0
        self._row_text = "0"
        self._is_hidden = False
        self._cell: Attributes | None = None
        self._reference = ""
        self._value: str | None = None
        self._formula: str | None = None
        self._formula_attributes: Attributes = {}
        self._inline: list[str] | None = None
        self._pieces: list[str] = []
        self._shared: dict[str, Shared] = {}
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._pieces.append

    def read(self, package: Package, key: str) -> Content:
        """Read the part *key*; raises RefusedError."""
        feed(self._parser, package.chunks(key), self.limits, key)
        return self.content

    def _start(self, name: str, attributes: Attributes) -> None:
        name = self._names[name]
        self._depth += 1
        if name == "c":
            self._cell = attributes
            reference = attributes.get("r")
            self._reference = self._next_reference() if reference is None else reference
        elif name == "v" or name == "t":  # twice as fast as a set of two
            self._pieces.clear()
        elif name == "f":
            self._pieces.clear()
            self._formula_attributes = attributes
        elif name == "row":
            self._start_row(attributes)
        else:
            self._start_other(name, attributes)
        if self._depth > self._deepest:
            raise RefusedError("unsafe", f"{self._sheet}: more than {self._deepest} levels")

    def _end(self, name: str) -> None:
        name = self._names[name]
        self._depth -= 1
        if name == "v":
            self._value = "".join(self._pieces)
        elif name == "c":
            if self._value is not None or self._formula is not None or self._inline is not None:
                self._finish()
            self._cell = None
        elif name == "t":
            if self._cell is not None:
                self._inline = self._inline or []
                self._inline.append("".join(self._pieces))
        elif name == "f":
            if self._cell is not None:
                self._formula = "".join(self._pieces)
        elif name in _HEADERS:
            self.content.headers.append(unescaped("".join(self._pieces)))

    # ------------------------------------------------------------------ where

    def _start_row(self, attributes: Attributes) -> None:
        text = attributes.get("r", "")
        # Digits of other scripts are none in an address.
        number = int(text) if text.isascii() and text.isdigit() else 0
        self._row = number or self._row + 1
        self._row_text = str(self._row)
        self._is_hidden = is_true(attributes.get("hidden")) or attributes.get("ht") == "0"
        self._reference = ""

    def _next_reference(self) -> str:
        """The address of a cell that has none: the one right of the cell before."""
        before = self._columns[self._reference.rstrip(_DIGITS)] if self._reference else 0
        return f"{column_name(before)}{self._row_text}"

    def _other_position(self) -> tuple[int, int]:
        """The position of a cell whose address is not that of its row."""
        reference = self._reference
        found = _AREA.fullmatch(reference)
        if found is None:
            raise RefusedError("damaged", f"{self._sheet}: a cell at {reference[:20]!r}")
        return int(found[2]), self._columns[found[1]]

    # ------------------------------------------------------------------ what

    def _finish(self) -> None:
        attributes, value, formula = self._cell or {}, self._value, self._formula
        if self._inline is not None:
            if value is None:
                value = unescaped("".join(self._inline))
            self._inline = None
        self._value = self._formula = None
        letters = self._reference.rstrip(_DIGITS)
        row, column = self._row, self._columns[letters]
        if not column or self._reference[len(letters) :] != self._row_text:
            row, column = self._other_position()
        if formula is not None:
            formula = self._whole_formula(formula, row, column)
        style = self._book.formats.get(attributes.get("s", "0"), GENERAL)
        written = attributes.get("t", "n")
        if written == "n" and value and not style.is_date:
            kind, read, raw = number_value(value)
        else:
            kind, read, raw = self._typed(written, value or "", style)
        if raw == "" and formula is None:
            return
        if len(raw) > self.limits.cell_text:
            raise RefusedError("long_text", f"{self._sheet}!{self._reference}: {len(raw)}")
        cells, position = self.content.cells, (row, column)
        if position in cells:
            raise RefusedError("damaged", f"{self._sheet}: {self._reference} stands there twice")
        cells[position] = Cell(
            self._sheet, row, column, kind, read, raw, formula, style.code,
            _link_of(formula) if formula else "",
        )  # fmt: skip
        if self._is_hidden:
            self.content.hidden_rows.add(row)
        self.left -= 1
        if self.left < 0:
            raise RefusedError("too_large", f"more than {self.limits.cells} cells")

    def _typed(self, kind: str, text: str, style: NumberFormat) -> Value:
        if kind == "s":
            return self._shared_string(text)
        if kind == "n" and text:
            return date_value(text, style, from_1904=self._book.from_1904)
        if kind == "b":
            return yes_no_value(text)
        if kind == "d":
            return iso_value(text)
        if kind == "e":
            return "error", text, text
        if kind == "str":
            text = unescaped(text)
        return "text", text, text

    def _shared_string(self, text: str) -> Value:
        number = int(text) if text.isascii() and text.strip().isdigit() else -1
        if 0 <= number < len(self._book.strings):
            text = self._book.strings[number]
            return "text", text, text
        return "error", text, text  # its text is not in the file

    def _whole_formula(self, text: str, row: int, column: int) -> str:
        attributes = self._formula_attributes
        kind = attributes.get("t")
        if kind == "shared":
            index = attributes.get("si", "")
            if text:
                self._shared[index] = Shared(text, row, column)
            elif index in self._shared:
                text = self._shared[index].at(row, column)
        elif kind == "dataTable" and not text:
            text = "TABLE"
        return text.removeprefix("=")

    # ------------------------------------------------------------------ the rest

    def _start_other(self, name: str, attributes: Attributes) -> None:
        content = self.content
        if name in _SKIPPED:
            self._skip()
        elif name in _HEADERS:
            self._pieces.clear()
        elif name == "mergeCell":
            content.merged.append(attributes.get("ref", ""))
        elif name == "hyperlink":
            content.links.append(attributes)
        elif name == "col":
            self._column(attributes)
        elif len(content.elements) < 1_000:  # a sheet may use any number of names
            content.elements.add(name)

    def _column(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = is_true(attributes.get("hidden")) or attributes.get("width") == "0"
        if hidden and first.isdigit() and last.isdigit():
            self.content.hidden_columns.append((int(first), int(last)))

    def _skip(self) -> None:
        self._skipped = self._depth
        self._parser.StartElementHandler = self._start_skipped
        self._parser.EndElementHandler = self._end_skipped

    def _start_skipped(self, _name: str, _attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            raise RefusedError("unsafe", f"{self._sheet}: more than {self._deepest} levels")

    def _end_skipped(self, _name: str) -> None:
        if self._depth == self._skipped:
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
        self._depth -= 1


def read_worksheet(package: Package, key: str, sheet: str, book: Book) -> Content:
    """Return what the worksheet part *key* holds; raises RefusedError."""
    left = package.limits.cells - package.cells
    reader = _Reader(sheet, book, package.limits, left)
    content = reader.read(package, key)
    package.cells += left - reader.left
    return content


_LINK_FORMULA: Final = re.compile(r'HYPERLINK\("([^"]*)"', re.IGNORECASE)


def _link_of(formula: str) -> str:
    """Where a HYPERLINK formula leads, if it says so in so many words."""
    found = _LINK_FORMULA.match(formula)
    return found[1] if found else ""


def area(reference: str) -> Area | None:
    """Return the rows and columns of ``A1`` or ``A1:B2``, None where it is no such area."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return None
    first, last = int(found[2]), int(found[4] or found[2])
    left, right = column_number(found[1]), column_number(found[3] or found[1])
    return min(first, last), min(left, right), max(first, last), max(left, right)
