"""The parts of a worksheet in one pass over its XML (ECMA-376 part 1, 18.3.1).

Cells as most programs write them are taken by patterns; the parser then sees the
part without them. Everything else comes through the handlers here.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from ovpsheets.address import column_name
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.binary_sheet import read_binary_worksheet
from ovpsheets.intake.reading.ooxml.formula import Shared
from ovpsheets.intake.reading.ooxml.package import SMALL, Package
from ovpsheets.intake.reading.ooxml.plain_cells import plain_cells
from ovpsheets.intake.reading.ooxml.plain_sheet import MOST, Plain, plain
from ovpsheets.intake.reading.ooxml.strings import RUN_PARTS, Runs, unescaped
from ovpsheets.intake.reading.ooxml.worksheet_content import (
    BookFacts,
    Filling,
    Formula,
    SheetContent,
)
from ovpsheets.intake.reading.ooxml.xml import Attributes, LocalNames, feed, is_true, new_parser
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.reading.struck import RichText

_DIGITS: Final = "0123456789"
_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_HEADERS: Final = frozenset(
    {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
)
# What stands there again, is a reading aid, belongs to programs to come, or was issued so.
_SKIPPED: Final = frozenset(
    {"extLst", "Fallback", "rPh", "conditionalFormatting", "dataValidations"}
)
_END_OF_SKIPPED: Final = re.compile(rb"(?:%s)\s*>" % "|".join(_SKIPPED).encode())


def read_worksheet(package: Package, key: str, sheet: str, book: BookFacts) -> SheetContent:
    """Return what the worksheet part *key* holds; raises RefusedError."""
    filling = _filling(package, sheet, book)
    if key.endswith(".bin"):
        return read_binary_worksheet(package, key, filling)
    chunks: Iterable[bytes] = package.chunks(key)
    content = None
    if package.parts[key].file_size <= MOST:
        chunks = list(chunks)
        if found := plain(b"".join(chunks), b"sheetData"):
            content = _plain_content(filling, found)
    if content is None:
        filling = _filling(package, sheet, book)
        _parse(chunks, key, filling)
        content = filling.content
    package.cells += len(content.cells)
    return content


def _filling(package: Package, sheet: str, book: BookFacts) -> Filling:
    return Filling(sheet, book, package.limits, package.limits.cells - package.cells)


def _plain_content(filling: Filling, part: Plain) -> SheetContent | None:
    if not plain_cells(part.inside, filling):
        return None
    after, footer = _cut(part.after)
    try:
        around = _known(part.before, after, filling.limits)
        own = _known(footer, b"", filling.limits) if footer else SheetContent()
    except RefusedError:
        return None  # the parser comes to it again, and says of which sheet it is
    found = filling.content
    if "sheetData" not in around.elements or around.cells or own.cells:
        return None
    return replace(
        around,
        cells=found.cells,
        hidden_rows=found.hidden_rows,
        headers=around.headers + own.headers,
        elements=around.elements | own.elements | found.elements,
    )


def _cut(after: bytes) -> tuple[bytes, bytes]:
    """Take the header and footer out of what follows the cells, where that is plain.

    They name the form. All else around the cells is alike in the forms of one merge.
    """
    start, closing = after.rfind(b"><headerFooter") + 1, after.rfind(b"</headerFooter>")
    end = closing + len(b"</headerFooter>")
    in_tags = b"<!" not in after and after.count(b"<") == after.count(b">")
    if not 0 < start < closing or not in_tags or _END_OF_SKIPPED.search(after, end):
        return after, b""
    return after[:start] + after[end:], after[start:end]


def _known(before: bytes, after: bytes, limits: Limits) -> SheetContent:
    """What stands in XML without its plain cells, not to be changed; small pieces are read once."""
    read = _read_once if len(before) + len(after) <= SMALL else _read_once.__wrapped__
    return read(before, after, limits)


@lru_cache(maxsize=64)
def _read_once(before: bytes, after: bytes, limits: Limits) -> SheetContent:
    filling = Filling("", BookFacts([], {}, from_1904=False), limits, limits.cells)
    _parse((before, after), "", filling)
    return filling.content


def _parse(chunks: Iterable[bytes], key: str, filling: Filling) -> None:
    feed(_Reader(filling).parser, chunks, filling.limits, key)


class _Reader:
    """The handlers of the parser."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._content = filling.content
        self._deepest = filling.limits.xml_depth
        self._names = LocalNames()
        self._shared: dict[str, Shared] = {}
        self._depth = self._skipped = 0
        self._row = 0
        self._is_hidden = False
        self._reference = ""
        self._cell: Attributes | None = None
        self._formula_attributes: Attributes = {}
        self._pieces: list[str] = []
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[tuple[str, bool | None]] | None = None
        self._runs = Runs()
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, attributes: Attributes) -> None:
        self._deeper()
        name = self._names[name]
        if name == "c":
            self._cell = attributes
            self._reference = attributes.get("r") or self._reference_after()
            self._runs.is_struck = None
        elif name in ("v", "t"):
            self._pieces.clear()
        elif name == "f":
            self._pieces.clear()
            self._formula_attributes = attributes
        elif name == "row":
            self._start_row(attributes)
        elif name in RUN_PARTS:
            self._runs.start(name, attributes)
        elif name in _SKIPPED:
            self._skip()
        elif name in _HEADERS:
            self._pieces.clear()
        else:
            self._start_other(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        name = self._names[name]
        if name == "v":
            if self._cell is not None:
                self._value = "".join(self._pieces)
        elif name == "c":
            self._end_cell()
        elif name == "t":
            if self._cell is not None:
                text = unescaped("".join(self._pieces))
                self._inline = [*(self._inline or ()), (text, self._runs.is_struck)]
        elif name == "f":
            if self._cell is not None:
                self._formula = "".join(self._pieces)
        elif name in _HEADERS:
            self._content.headers.append(unescaped("".join(self._pieces)))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            self._filling.refuse("unsafe", f"more than {self._deepest} levels")

    # ------------------------------------------------------------------ rows and cells

    def _start_row(self, attributes: Attributes) -> None:
        """Note the number of a row; one without follows the row before."""
        text = attributes.get("r", "")
        # Digits of other scripts are none in an address.
        number = int(text) if text.isascii() and text.isdigit() else 0
        self._row = number or self._row + 1
        self._is_hidden = is_true(attributes.get("hidden")) or attributes.get("ht") == "0"
        self._reference = ""

    def _reference_after(self) -> str:
        """The address of a cell that has none: the one right of the cell before."""
        before = self._reference.rstrip(_DIGITS)
        return f"{column_name(self._filling.columns[before] if before else 0)}{self._row}"

    def _end_cell(self) -> None:
        cell, value, inline, formula = self._cell, self._value, self._inline, self._formula
        self._cell = self._value = self._inline = self._formula = None
        if cell is None or (value is None and inline is None and formula is None):
            return
        kind, text = cell.get("t", "n"), value or ""
        if inline is not None and (value is None or kind == "inlineStr"):
            # The text itself, as a text: beside it a value may be stored, "1.0" for "1."
            kind, text = "inlineStr", RichText.of(inline)
        if kind == "e" and "vm" in cell:  # a value that old programs do not know, or a picture
            kind, text = "picture", cell["vm"]
        row, column = self._position(self._reference)
        whole = None if formula is None else self._whole_formula(formula, row, column)
        read = None if whole is None else Formula.of(whole)
        self._filling.add(row, column, cell.get("s", "0"), kind, text, read)
        if self._is_hidden and (row, column) in self._content.cells:
            self._content.hidden_rows.add(row)

    def _position(self, reference: str) -> tuple[int, int]:
        found = _ADDRESS.fullmatch(reference)
        if found is None:
            self._filling.refuse("damaged", f"a cell at {reference[:20]!r}")
        return int(found[2]), self._filling.columns[found[1]]

    def _whole_formula(self, text: str, row: int, column: int) -> str:
        """A formula as its own cell would have it."""
        kind = self._formula_attributes.get("t")
        if kind == "shared":
            index = self._formula_attributes.get("si", "")
            if text:
                self._shared[index] = Shared(text, row, column)
            elif index in self._shared:
                return self._shared[index].at(row, column)
        elif kind == "dataTable" and not text:
            return "TABLE"
        return text

    # ------------------------------------------------------------------ beside the cells

    def _start_other(self, name: str, attributes: Attributes) -> None:
        if name == "mergeCell":
            self._content.merged.append(attributes.get("ref", ""))
        elif name == "hyperlink":
            self._content.links.append(attributes)
        elif name == "col":
            self._column(attributes)
        elif len(self._content.elements) < 1_000:  # a sheet may use any number of names
            self._content.elements.add(name)

    def _column(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = is_true(attributes.get("hidden")) or attributes.get("width") == "0"
        if hidden and first.isdigit() and last.isdigit():
            self._content.hidden_columns.append((int(first), int(last)))

    def _skip(self) -> None:
        self._skipped = self._depth
        self.parser.StartElementHandler = self._start_skipped
        self.parser.EndElementHandler = self._end_skipped

    def _start_skipped(self, _name: str, _attributes: Attributes) -> None:
        self._deeper()

    def _end_skipped(self, _name: str) -> None:
        if self._depth == self._skipped:
            self.parser.StartElementHandler = self._start
            self.parser.EndElementHandler = self._end
        self._depth -= 1
