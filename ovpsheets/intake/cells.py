"""What is in a workbook, before anything is judged: cells, remarks, names, properties.

This small representation knows no meaning. Whatever reads a container (today
openpyxl) fills it, and nothing after it sees the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ovpsheets.xlsx.address import column_name

CellType = Literal["text", "number", "date", "yes_no", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell. ``row`` and ``column`` count from 1, as people see them."""

    sheet: str
    row: int
    column: int
    type: CellType
    value: str | float | bool | datetime  # a datetime when the number format is a date's
    raw: str  # the content as text, the way it is quoted to people
    formula: str | None = None  # without "="; value is then its stored result
    number_format: str = "General"

    @property
    def address(self) -> str:
        """The A1 address, without the sheet."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def is_percentage(self) -> bool:
        """Whether the cell shows its number times 100 with a percent sign."""
        return "%" in self.number_format.replace('"%"', "").replace("\\%", "")


@dataclass(frozen=True, slots=True)
class Remark:
    """Text that hangs on a cell: a note or a comment."""

    sheet: str
    cell: str
    kind: Literal["note", "comment"]
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by (row, column), in row order."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    remarks: tuple[Remark, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that was found in one workbook."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # defined names and what they refer to
    properties: Mapping[str, str] = field(default_factory=dict)  # document properties
    program: str = ""  # what saved it last, as it says itself


def column_letters(column: int) -> str:
    """Return the letters of *column* (1 is A)."""
    return column_name(column - 1)
