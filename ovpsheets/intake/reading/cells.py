"""What is in a workbook, before anything is judged: cells, remarks, names, properties.

This small representation knows no meaning. Whatever reads a container fills
it, and nothing after it sees the reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple, Self

from ovpsheets.address import column_name
from ovpsheets.number_format import PLAIN, Section, number_format

CellType = Literal["text", "number", "date", "yes_no", "error", "picture", "object", "blank"]
"""What a cell holds; blank is one whose formula came to the empty text.

A picture that was placed in a cell, or a picture or an object that lies on an empty one, has its
file's name for a value.
"""

Visibility = Literal["visible", "hidden", "very_hidden"]

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all from 1."""

Spans = tuple[tuple[int, int], ...]
"""Pieces of a text: from and up to which letter, from 0."""

RemarkKind = Literal["note", "comment", "textbox", "header", "checkbox"]
"""A note; a threaded comment; text in a shape; the header or footer of a sheet; a check box."""

TICKED: Final = "☑"
UNTICKED: Final = "☐"
"""With these begins the text of a check box; what it says of itself follows."""


CHECK_BOX: Final = "[check box]"
"""With this begins the format of a cell that shows yes and no as a box, ticked or not."""


class Cell(NamedTuple):
    """One non-empty cell. ``row`` and ``column`` count from 1, as people see them."""

    sheet: str
    row: int
    column: int
    type: CellType
    value: str | float | bool | datetime  # a datetime when the number format is a date's
    raw: str  # the content as text, the way it is quoted to people
    formula: str | None = None  # without "="; value is then its stored result
    number_format: str = "General"  # Excel's pattern: without it 46 % and 0.46 are the same
    link: str = ""  # where a hyperlink of the cell leads; never followed
    struck: Spans = ()  # of ``raw``: what is struck out, and so no part of an answer

    @classmethod
    def of_words(cls, text: str) -> "Cell":
        """Return a cell with *text* that stands nowhere, to be read as one that was typed."""
        return cls("", 1, 1, "text", text, text)

    @property
    def address(self) -> str:
        """The A1 address, without the sheet."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def is_percentage(self) -> bool:
        """Whether the cell shows its number times 100 with a percent sign."""
        # Most cells have no such sign in their format; asking for it is quicker than reading it.
        if "%" not in self.number_format or not isinstance(self.value, int | float):
            return False
        return number_format(self.number_format).section(self.value).times_100

    @property
    def is_unticked(self) -> bool:
        """Whether the cell shows a box that nobody ticked: its answer, or none."""
        return self.value is False and self.number_format.startswith(CHECK_BOX)

    @property
    def is_duration(self) -> bool:
        """Whether the cell shows hours, minutes or seconds beyond a day: 12 as 288:00."""
        return "[" in self.number_format and number_format(self.number_format).is_elapsed

    @property
    def kept(self) -> str:
        """The content as text without what is struck out in it."""
        if not self.struck:
            return self.raw
        at, kept = 0, ""
        for start, end in self.struck:
            kept, at = kept + self.raw[at:start], end
        return kept + self.raw[at:]

    @property
    def marked(self) -> str:
        """The content as text, with ``~~`` around what is struck out."""
        marked = self.raw
        for start, end in reversed(self.struck):
            marked = f"{marked[:start]}~~{marked[start:end]}~~{marked[end:]}"
        return marked

    @property
    def section(self) -> Section:
        """What its format makes of its number; of anything else, nothing."""
        if self.number_format == "General" or not isinstance(self.value, int | float):
            return PLAIN
        return number_format(self.number_format).section(self.value)

    @property
    def beside(self) -> str:
        """The words, and the currency, that its format puts beside its number; "" for none."""
        return self.section.beside

    @property
    def date_parts(self) -> frozenset[str]:
        """Which of day, month and year ("d", "m", "y") its format shows of a date."""
        return number_format(self.number_format).dates


class Thing(NamedTuple):
    """A picture or an object without text that lies on a sheet; ``cell`` is where it begins.

    ``sha256``: of a picture's bytes, "" where they are not at hand or too many for a logo.
    """

    cell: str
    type: Literal["picture", "object"]
    name: str  # of its file within the workbook
    sha256: str = ""


class Remark(NamedTuple):
    """Text beside the cells; ``cell`` is the one it hangs on, "" where it hangs on none.

    ``linked``, of a check box: the cell into which it writes its tick; "" where that is not known.
    """

    sheet: str
    cell: str
    kind: RemarkKind
    text: str
    linked: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by (row, column), in row order.

    ``hidden_rows`` and ``hidden_columns``: numbers from 1. ``things``: pictures and objects, of
    which only the place and the name are known.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    remarks: tuple[Remark, ...] = ()
    visibility: Visibility = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()  # what still stands under them is in ``cells``, unseen by people
    things: tuple[Thing, ...] = ()
    below: int = 0  # of a table in a document: the row of its text after which it stands

    @classmethod
    def of(cls, name: str, cells: Iterable[Cell], **rest: Any) -> Self:
        """Make a sheet of *cells*, which may come in any order."""
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        return cls(name, {(cell.row, cell.column): cell for cell in ordered}, **rest)

    # A sheet crosses from the worker process that read it. Column by column its
    # cells are packed several times faster than one by one.
    def __reduce__(self) -> tuple[Any, ...]:
        columns = tuple(map(list, zip(*self.cells.values(), strict=True)))
        rest = (
            self.remarks, self.visibility, self.hidden_rows, self.hidden_columns, self.merged,
            self.things, self.below,
        )  # fmt: skip
        return _unpack_sheet, (self.name, columns, rest)


def _unpack_sheet(name: str, columns: tuple[list[Any], ...], rest: tuple[Any, ...]) -> Sheet:
    if not columns:
        return Sheet(name, {}, *rest)
    _, rows, numbers, *_ = columns
    cells = map(Cell._make, zip(*columns, strict=True))
    return Sheet(name, dict(zip(zip(rows, numbers, strict=True), cells, strict=True)), *rest)


@dataclass(frozen=True, slots=True)
class Observation:
    """Something about a file that a coordinator should know; a key of ``intake.observed``."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)  # what the sentence quotes, by name


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that was found in one workbook."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # defined names and what they refer to
    properties: Mapping[str, str] = field(default_factory=dict)  # document properties
    program: str = ""  # what saved it last, as it says itself
    observed: tuple[Observation, ...] = ()  # macros, links to other files, what was not read

    @property
    def is_document(self) -> bool:
        """Whether it is a letter, in which most is no table."""
        return any(seen.key == "document" for seen in self.observed)


def column_letters(column: int) -> str:
    """Return the letters of *column* (1 is A)."""
    return column_name(column - 1)
