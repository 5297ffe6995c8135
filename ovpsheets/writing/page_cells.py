"""What can be put into a cell, whichever way it is then written."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, Final

from ovpsheets.member_text import writable
from ovpsheets.writing.formats import Formats
from ovpsheets.writing.measure import surely_fitting, wrapped_lines

LONGEST_TEXT: Final = 32_767  # in a cell, Excel's limit; it counts UTF-16 units
LINKS: Final = ("internal:", "external:", "http://", "https://")

_DEFAULT_WIDTH: Final = 8.43  # characters


class Folded(Enum):
    """Whether a row is one of those that the row above them can hide, and whether it does."""

    NO = ""
    OPEN = ' outlineLevel="1"'
    SHUT = ' outlineLevel="1" hidden="1"'
    ABOVE_SHUT = ' collapsed="1"'
    """It is the row above those, and hides them."""


class CellRefusedError(Exception):
    """XlsxWriter did not take a cell: a fault of the program, never of the data."""


class PageCells(ABC):
    """Cells of one sheet in the making. Rows and columns count from 0, as in XlsxWriter."""

    def __init__(self, formats: Formats, widths: Mapping[int, float], cut: str) -> None:
        """*cut* ends a text that is too long for a cell."""
        self.formats = formats
        self.cut = cut
        self.set_widths(widths)

    def set_widths(self, widths: Mapping[int, float]) -> None:
        """Take note of the columns' widths, in characters: by them the rows' heights are known."""
        self.column_widths = widths
        self._rooms: dict[tuple[int, str], Room | None] = {}

    def text(self, row: int, column: int, text: str, style: str = "cell") -> None:
        """Write *text* as text, whatever it looks like; "" writes an empty styled cell."""
        if not text:
            self.blank(row, column, style)
            return
        text = self._fitting(text)
        self._write_text(row, column, text, style)
        self._measure(row, column, text, style)

    def number(
        self, row: int, column: int, value: float | None, style: str = "cell number"
    ) -> None:
        """Write a number; None, NaN and <NA> stay empty, for missing is never 0."""
        if value is None or is_missing(value):
            self.blank(row, column, style)
            return
        if float(value).is_integer():  # "0.0#" would show 12 as 12,0 and "#.##" as 12,
            style = style.replace("number", "integer")
        self._write_number(row, column, value, style)

    def day(self, row: int, column: int, value: date | None, style: str = "cell day") -> None:
        """Write a date; None and NaT stay empty."""
        if value is None or is_missing(value):
            self.blank(row, column, style)
            return
        self._write_day(row, column, value, style)

    def link(self, row: int, column: int, target: str, text: str, style: str = "cell link") -> None:
        """Write a link: ``internal:'Sheet'!A1``, ``external:…`` or an http(s) address.

        A target that Excel cannot hold becomes plain text; nothing is lost.
        """
        fitting = self._fitting(text)
        if target.startswith(LINKS) and self._write_link(row, column, target, fitting, style):
            self._measure(row, column, fitting, style)
        else:
            self.text(row, column, text, style)

    def row_of_texts(
        self, row: int, texts: Iterable[str], style: str = "cell", *, column: int = 0
    ) -> None:
        """Write *texts* side by side."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, style)

    def cells(
        self,
        row: int,
        styles: Sequence[str],
        values: Sequence[Any],
        put: "Put",
        again: frozenset[type] = frozenset(),
    ) -> None:
        """Write *values* side by side from the first column on, each as *put* does, in its style.

        *again*: of which types they are of which the same says the same each time.
        """
        for column, (style, value) in enumerate(zip(styles, values, strict=True)):
            put(self, row, column, value, style)

    @abstractmethod
    def blank(self, row: int, column: int, style: str = "cell") -> None:
        """Write an empty cell with a style."""

    @abstractmethod
    def end_row(self, row: int, *, least: float, folded: Folded = Folded.NO) -> None:
        """Give *row* the height its wrapped texts need, and *least* points.

        *folded*: whether it stands under a row above it, that can hide it.
        """

    @abstractmethod
    def _write_text(self, row: int, column: int, text: str, style: str) -> None: ...

    @abstractmethod
    def _write_number(self, row: int, column: int, value: float, style: str) -> None: ...

    @abstractmethod
    def _write_day(self, row: int, column: int, value: date, style: str) -> None: ...

    @abstractmethod
    def _write_link(self, row: int, column: int, target: str, text: str, style: str) -> bool:
        """Return False where there is no room for the link; nothing is then written."""

    @abstractmethod
    def _grow(self, row: int, lines: int, size: float) -> None:
        """Take note that *row* needs room for so many lines of letters of this size."""

    def _fitting(self, text: str) -> str:
        """Return *text* without what XML cannot hold, cut where Excel would take no more."""
        text = writable(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # else XlsxWriter takes it for rich text, and writes it as markup
        if 2 * len(text) <= LONGEST_TEXT or _units(text) <= LONGEST_TEXT:
            return text
        room = 2 * (LONGEST_TEXT - _units(self.cut))
        return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + self.cut

    def _measure(self, row: int, column: int, text: str, style: str) -> None:
        room = self._room_of(column, style)
        if room is not None:
            self._grow(row, room.lines(text), room.size)

    def _room_of(self, column: int, style: str) -> "Room | None":
        """Return the room in the cells of a column, None where their texts are not wrapped."""
        key = (column, style)
        if key not in self._rooms:
            self._rooms[key] = self._room(column, style)
        return self._rooms[key]

    def _room(self, column: int, style: str, *, less: float = 0.0) -> "Room | None":
        wrapping = self.formats.wrapping(style)
        if wrapping is None:
            return None
        size, bold = wrapping
        wide = self.column_widths.get(column, _DEFAULT_WIDTH) - less
        width = wide * self.formats.look.size / size
        return Room(width, size, bold=bold)


Put = Callable[[PageCells, int, int, Any, str], None]
"""What writes a value into one cell: page, row, column, value, style."""


class Room:
    """How many lines a text takes in a column, in one style."""

    __slots__ = ("_bold", "_short", "_width", "size")

    def __init__(self, width: float, size: float, *, bold: bool) -> None:
        self.size = size
        self._width = width
        self._bold = bold
        self._short = surely_fitting(width)

    def lines(self, text: str) -> int:
        """Return how many lines *text* takes."""
        if len(text) <= self._short and "\n" not in text:
            return 1
        return wrapped_lines(text, self._width, bold=self._bold)


def _units(text: str) -> int:
    """Return the length of *text* as Excel counts it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def is_missing(value: object) -> bool:
    """Tell whether *value* is None, NaN, NaT or <NA>."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and math.isnan(value)
