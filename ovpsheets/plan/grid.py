"""What is in a workbook, cell by cell, before anything is understood."""

import io
import math
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from ovpsheets.address import cell_name, position
from ovpsheets.member_text import visible
from ovpsheets.number_format import number_format

_BROKEN: Final = (
    # What openpyxl is known to let through when a workbook is damaged.
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, NotImplementedError,
)  # fmt: skip


class NotAWorkbookError(Exception):
    """The bytes are not an .xlsx workbook that can be read."""


@dataclass(frozen=True, slots=True)
class GridEntry:
    """One non-empty cell. A bool is not a number; ``is_error`` stands for #REF! and the like.

    ``typed``: a text with the spaces around it, "" where there are none.
    """

    cell: str
    value: str | float | bool | date
    number_format: str = "General"
    is_error: bool = False
    typed: str = ""

    @property
    def is_percentage(self) -> bool:
        """Whether the cell shows its number times 100 with a percent sign."""
        if not isinstance(self.value, int | float):
            return False
        return number_format(self.number_format).section(self.value).times_100


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its non-empty rows by number, each with its entries by column number."""

    name: str
    rows: Mapping[int, Mapping[int, GridEntry]]


def address(row: int, column: int) -> str:
    """Return the A1 address; rows and columns count from 1."""
    return cell_name(row - 1, column - 1)


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the sheets of the workbook *data*; formulas count with their stored results.

    Raises NotAWorkbookError.
    """
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions it leaves out; none of them holds a value.
            warnings.simplefilter("ignore")
            grids = tuple(_grids(data))
    except _BROKEN as fault:
        raise NotAWorkbookError(str(fault)) from fault
    if not grids:  # openpyxl's silent answer to an ISO-Strict workbook
        raise NotAWorkbookError("no sheets")
    return grids


def _grids(data: bytes) -> Iterator[Grid]:
    # Read-only: a styled row 1,048,576, as LibreOffice likes to save it, costs nothing.
    openpyxl = import_module("openpyxl")  # 65 ms, which a plan that is known is not to take
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        rows: dict[int, dict[int, GridEntry]] = {}
        for row in sheet.iter_rows():
            for cell in row:
                if not _is_empty(cell.value) and (at := position(cell.coordinate)):
                    number, column = at
                    rows.setdefault(number, {})[column] = _entry(cell)
        yield Grid(sheet.title, rows)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _entry(cell: Any) -> GridEntry:
    value, is_error, typed = cell.value, cell.data_type == "e", ""
    if isinstance(value, bool):
        kept: str | float | bool | date = value
    elif isinstance(value, int | float):
        kept, is_error = float(value), is_error or not math.isfinite(value)
    elif isinstance(value, date):
        kept = _day(value.year, value.month, value.day)  # a datetime is a date, too
    else:
        kept = visible(str(value).replace("\xa0", " ").strip())
        typed = str(value) if kept != value else ""
    return GridEntry(cell.coordinate, kept, cell.number_format or "General", is_error, typed)


@lru_cache(maxsize=1024)  # thousands of rows have a few days in common, which are then held once
def _day(year: int, month: int, day: int) -> date:
    return date(year, month, day)
