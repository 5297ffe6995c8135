"""The cells of one worksheet, in one pass over its XML (ECMA-376 part 1, 18.3.1).

This is the hot path: three or four calls for each cell, no tree. Nothing is
believed that the sheet says of itself: not its dimension, not its counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NoReturn
from xml.parsers.expat import XMLParserType

from ovpsheets.intake.cells import Area, Cell, CellType
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
_HOT: Final = frozenset({"c", "v", "t", "f", "row"})


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
    """What is met seldom in a sheet: rows, formulas, odd addresses, and what follows the cells."""

    __slots__ = (
        "_shared",
        "_sheet",
        "book",
        "columns",
        "content",
        "is_hidden",
        "left",
        "limits",
        "row",
        "row_text",
    )  # fmt: skip

    def __init__(self, sheet: str, book: Book, limits: Limits, left: int) -> None:
        self._sheet = sheet
        self._shared: dict[str, Shared] = {}
        self.book = book
        self.limits = limits
        self.left = left  # non-empty cells that the file may still hold
        self.content = Content()
        self.columns = _Columns()
        self.row = 0
        self.row_text = "0"
        self.is_hidden = False

    def start_row(self, attributes: Attributes) -> None:
        """Note the number of a row; one without follows the row before."""
        text = attributes.get("r", "")
        # Digits of other scripts are none in an address.
        number = int(text) if text.isascii() and text.isdigit() else 0
        self.row = number or self.row + 1
        self.row_text = str(self.row)
        self.is_hidden = is_true(attributes.get("hidden")) or attributes.get("ht") == "0"

    def reference_after(self, reference: str) -> str:
        """Return the address of a cell that has none: the one right of *reference*."""
        before = self.columns[reference.rstrip(_DIGITS)] if reference else 0
        return f"{column_name(before)}{self.row_text}"

    def other_position(self, reference: str) -> tuple[int, int]:
        """Return the position of a cell whose address is not that of its row."""
        found = _AREA.fullmatch(reference)
        if found is None:
            raise RefusedError("damaged", f"{self._sheet}: a cell at {reference[:20]!r}")
        return int(found[2]), self.columns[found[1]]

    def typed(self, kind: str, text: str, style: NumberFormat) -> Value:
        """Return the value of a cell that is neither shared text nor a plain number."""
        if kind == "s":
            return "error", text, text  # its text is not in the file
        if kind == "n" and text:
            return date_value(text, style, from_1904=self.book.from_1904)
        if kind == "b":
            return yes_no_value(text)
        if kind == "d":
            return iso_value(text)
        if kind == "e":
            return "error", text, text
        if kind == "str":
            text = unescaped(text)
        return "text", text, text

    def whole_formula(self, text: str, attributes: Attributes, row: int, column: int) -> str:
        """Return a formula as its own cell would have it."""
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

    def refuse(self, reason: str, detail: str) -> NoReturn:
        """Refuse the file for what is in this sheet."""
        raise RefusedError(reason, f"{self._sheet}: {detail}")

    def start_other(self, name: str, attributes: Attributes) -> None:
        """Take what stands beside the cells."""
        content = self.content
        if name == "mergeCell":
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


def _attach(parser: XMLParserType, reader: _Reader, sheet: str) -> None:
    """Give *parser* its handlers.

    They run several times for each cell. As closures, and with what is met most
    tested first, they cost half of what methods did; hence one long function.
    """
    pieces: list[str] = []
    names, columns, limits = LocalNames(), reader.columns, reader.limits
    strings, formats, cells = reader.book.strings, reader.book.formats, reader.content.cells
    many, longest, deepest = len(strings), limits.cell_text, limits.xml_depth
    new = tuple.__new__
    depth = skipped = 0
    cell: Attributes | None = None
    formula_attributes: Attributes = {}
    reference = ""
    value: str | None = None
    formula: str | None = None
    inline: list[str] | None = None

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, cell, reference, formula_attributes
        depth += 1
        if name == "c":
            if "r" not in attributes:
                attributes["r"] = reader.reference_after(reference)
            reference = attributes["r"]
            cell = attributes
        elif name == "v" or name == "t":
            pieces.clear()
        elif name == "f":
            pieces.clear()
            formula_attributes = attributes
        elif name == "row":
            reader.start_row(attributes)
            reference = ""
        elif (local := names[name]) != name and local in _HOT:
            depth -= 1
            start(local, attributes)
        elif local in _SKIPPED:
            skip()
        elif local in _HEADERS:
            pieces.clear()
        else:
            reader.start_other(local, attributes)
        if depth > deepest:
            reader.refuse("unsafe", f"more than {deepest} levels")

    def end(name: str) -> None:
        nonlocal depth, cell, value, formula, inline
        depth -= 1
        if name == "v":
            if cell is not None:
                value = "".join(pieces)
        elif name == "c":
            if value is not None or formula is not None or inline is not None:
                finish()
                value = formula = inline = None
            cell = None
        elif name == "t":
            if cell is not None:
                inline = [*(inline or ()), "".join(pieces)]
        elif name == "f":
            if cell is not None:
                formula = "".join(pieces)
        elif (local := names[name]) != name and local in _HOT:
            depth += 1
            end(local)
        elif local in _HEADERS:
            reader.content.headers.append(unescaped("".join(pieces)))

    def finish() -> None:
        attributes = cell or {}
        text = unescaped("".join(inline)) if inline is not None and value is None else value or ""
        letters = reference.rstrip(_DIGITS)
        row, column = reader.row, columns[letters]
        if not column or reference[len(letters) :] != reader.row_text:
            row, column = reader.other_position(reference)
        code, is_date, _ = style = formats.get(attributes.get("s", "0"), GENERAL)
        written = attributes.get("t", "n")
        kind: CellType = "text"
        read: str | float | bool | datetime
        if written == "s" and text.isdecimal() and (index := int(text)) < many:
            read = raw = strings[index]
        elif written == "n" and text and not is_date:
            kind, read, raw = number_value(text)
        else:
            kind, read, raw = reader.typed(written, text, style)
        whole, link = None, ""
        if formula is not None:
            whole = reader.whole_formula(formula, formula_attributes, row, column)
            link = _link_of(whole)
        elif raw == "":
            return
        if len(raw) > longest:
            reader.refuse("long_text", f"{reference}: {len(raw)} characters")
        position = row, column
        if position in cells:
            reader.refuse("damaged", f"{reference} stands there twice")
        cells[position] = new(Cell, (sheet, row, column, kind, read, raw, whole, code, link))
        if reader.is_hidden:
            reader.content.hidden_rows.add(row)
        reader.left -= 1
        if reader.left < 0:
            reader.refuse("too_large", f"more than {limits.cells} cells")

    def skip() -> None:
        nonlocal skipped
        skipped = depth
        parser.StartElementHandler = start_skipped
        parser.EndElementHandler = end_skipped

    def start_skipped(_name: str, _attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > deepest:
            reader.refuse("unsafe", f"more than {deepest} levels")

    def end_skipped(_name: str) -> None:
        nonlocal depth
        if depth == skipped:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append


def read_worksheet(package: Package, key: str, sheet: str, book: Book) -> Content:
    """Return what the worksheet part *key* holds; raises RefusedError."""
    left = package.limits.cells - package.cells
    reader = _Reader(sheet, book, package.limits, left)
    parser = new_parser()
    _attach(parser, reader, sheet)
    feed(parser, package.chunks(key), package.limits, key)
    package.cells += left - reader.left
    return reader.content


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
