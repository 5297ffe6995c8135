"""What one worksheet holds, and how a cell gets into it (ECMA-376 part 1, 18.3.1.4).

Nothing is believed that the sheet says of itself: not its dimension, not its counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple, NoReturn

from ovpsheets.intake.reading.cells import Area, Cell, CellType, Spans
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.cell_value import number_value, typed_value
from ovpsheets.intake.reading.ooxml.formula import column_number
from ovpsheets.intake.reading.ooxml.xml import Attributes
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.reading.struck import RichText, struck_spans
from ovpsheets.number_format import GENERAL, NumberFormat

_LETTERS: Final = re.compile(r"[A-Za-z]{1,3}")
_AREA: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_LINK_FORMULA: Final = re.compile(r'HYPERLINK\("([^"]*)"', re.IGNORECASE)
# A DDE formula names a program, a topic and an item: MSEXCEL|'\..\a.exe'!'' ([MS-XLSX] 2.2.2).
_DDE: Final = re.compile(r"""(?:^|[-=+*/^&<>(,;\s])(?:[\w.]+|'[^']+')\|(?:'[^']*'|[\w.]+)!""")
_ASKS: Final = re.compile(r"[\w.']\|")  # what a DDE formula has, and "|" in quotes has not
_TEXTS: Final = re.compile(r'"[^"]*"')

DDE: Final = "a formula that asks another program"
_NEW: Final = tuple.__new__
_IS_DATE: Final = NumberFormat._fields.index("is_date")  # faster by number than by name


class Columns(dict[str, int]):
    """Letters → number of the column, 0 where they name none; filled as they are met."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters) if _LETTERS.fullmatch(letters) else 0
        if number:  # at most 18,278 names
            self[letters] = number
        return number


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the cells of every sheet refer to."""

    strings: list[str]
    formats: Mapping[str, NumberFormat]
    from_1904: bool
    struck_styles: frozenset[str] = frozenset()  # of cells that are struck out as a whole
    may_be_struck: bool = True  # a style is, or a shared text says so of itself


@dataclass(slots=True)
class SheetContent:
    """What one worksheet part holds, besides the parts it refers to.

    ``links``: the attributes of hyperlinks: relationship id, area, place in this workbook.
    """

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    links: list[Attributes] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    elements: set[str] = field(default_factory=set)  # oleObject, control, picture …


class Formula(NamedTuple):
    """A formula without "=", and what it asks for.

    ``link``: where it leads, if it says so in so many words; ``asks``: it asks another program.
    """

    text: str
    link: str
    asks: bool

    @classmethod
    def of(cls, text: str) -> "Formula":
        """Look at a formula as it is written."""
        text = text.removeprefix("=")
        asks = "|" in text and _ASKS.search(text) and _DDE.search(_TEXTS.sub("", text))
        found = _LINK_FORMULA.match(text)
        return cls(text, found[1] if found else "", bool(asks))


class Filling:
    """Fills a :class:`SheetContent` cell by cell; this is the hot path."""

    __slots__ = (
        "_cells",
        "_formats",
        "_from_1904",
        "_left",
        "_may_be_struck",
        "_sheet",
        "_strings",
        "_struck_styles",
        "columns",
        "content",
        "limits",
    )

    def __init__(self, sheet: str, book: BookFacts, limits: Limits, left: int) -> None:
        self._sheet = sheet
        self._strings = book.strings
        self._formats = book.formats
        self._from_1904 = book.from_1904
        self._struck_styles = book.struck_styles
        self._may_be_struck = book.may_be_struck
        self.limits = limits
        self._left = left  # non-empty cells that the file may still hold
        self.columns = Columns()
        self.content = SheetContent()
        self._cells = self.content.cells

    def add(
        self, row: int, column: int, style: str, kind: str, text: str, formula: Formula | None
    ) -> None:
        """Take one cell; *style*, *kind* and *text* as they are written. Raises RefusedError."""
        shown = self._formats.get(style, GENERAL)
        read: str | float | bool | datetime
        known: CellType = "text"
        if kind == "s" and text.isdecimal() and (index := int(text)) < len(self._strings):
            read = raw = self._strings[index]
        elif kind == "n" and text and not shown[_IS_DATE]:
            known, read, raw = number_value(text)
        else:
            known, read, raw = typed_value(kind, text, shown, from_1904=self._from_1904)
        struck: Spans = ()
        if self._may_be_struck or kind == "inlineStr":
            struck = struck_spans(raw, by_style=style in self._struck_styles)
            if type(raw) is RichText:
                read = raw = str.__str__(raw)
        said, link = None, ""
        if formula is not None:
            if kind == "str" and raw == "":  # without a result nothing says what it would be
                known = "blank"
            said, link = formula.text, formula.link
            if formula.asks:
                self.content.elements.add(DDE)
        elif raw == "":
            return
        cells, position = self._cells, (row, column)
        if position in cells or len(cells) >= self._left:
            self._refuse_cell(position)
        cells[position] = _NEW(
            Cell, (self._sheet, row, column, known, read, raw, said, shown[0], link, struck)
        )

    def _refuse_cell(self, position: tuple[int, int]) -> NoReturn:
        row, column = position
        if position in self.content.cells:
            self.refuse("damaged", f"row {row}, column {column} stands there twice")
        self.refuse("too_large", f"more than {self.limits.cells} cells")

    def refuse(self, reason: str, detail: str) -> NoReturn:
        """Refuse the file for what is in this sheet."""
        raise RefusedError(reason, f"{self._sheet}: {detail}")


def area(reference: str) -> Area | None:
    """Return the rows and columns of ``A1`` or ``A1:B2``, None where it is no such area."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return None
    first, last = int(found[2]), int(found[4] or found[2])
    left, right = column_number(found[1]), column_number(found[3] or found[1])
    return min(first, last), min(left, right), max(first, last), max(left, right)
