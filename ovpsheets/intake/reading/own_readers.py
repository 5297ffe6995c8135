"""Readers that other packages add, for files that ovpsheets itself does not read.

A package names one under the entry points ``ovpsheets.readers``; see ``docs/extending.md``.
It runs in a worker process, within the limits of time and memory of every file.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final, get_args

from ovpsheets.extensions import Unusable, load, package_of
from ovpsheets.intake.reading.cells import Cell, CellType, Contents, Sheet

GROUP: Final = "ovpsheets.readers"

Value = str | float | bool | date | datetime | None
"""What may stand in a cell; None is an empty one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads files of one kind.

    ``endings``: how their names end (``".json"``), in lower case; ``starts``: how their bytes
    begin, for files that have another ending or none. ``read``: bytes → contents; it may raise
    anything, and the file is then set aside. What ovpsheets reads itself never comes to it.
    """

    read: Callable[[bytes], Contents]
    endings: tuple[str, ...] = ()
    starts: tuple[bytes, ...] = ()

    def takes(self, ending: str, data: bytes) -> bool:
        """Tell whether a file is one of its kind, by its *ending* (``".json"``) and its *data*."""
        return ending in self.endings or bool(self.starts and data.startswith(self.starts))


def own_readers() -> tuple[Reader | Unusable, ...]:
    """Return the readers that other packages add; why not, of one that cannot be used."""
    return _readers_on(tuple(sys.path))


def unusable_readers() -> tuple[Unusable, ...]:
    """Return the readers that cannot be used."""
    return tuple(reader for reader in own_readers() if isinstance(reader, Unusable))


def reader_of(ending: str, data: bytes) -> Reader | None:
    """Return the reader of another package that takes a file, None where there is none."""
    usable = (reader for reader in own_readers() if isinstance(reader, Reader))
    return next((reader for reader in usable if reader.takes(ending, data)), None)


@cache  # what is installed follows from where Python looks
def _readers_on(_path: tuple[str, ...]) -> tuple[Reader | Unusable, ...]:
    return tuple(_own(name, found) for name, found in load(GROUP).items())


def _own(name: str, found: object) -> Reader | Unusable:
    if isinstance(found, Unusable):
        return Unusable(found.name, found.package, found.reason, GROUP)
    if not isinstance(found, Reader):
        reason = f"{type(found).__name__} is no ovpsheets.Reader"
        return Unusable(name, package_of(GROUP, name), reason, GROUP)
    return found


def contents_of(sheets: Mapping[str, Iterable[Sequence[Value]]], program: str = "") -> Contents:
    """Return the contents of a workbook whose sheets are rows of plain values."""
    return Contents(
        tuple(
            Sheet.of(
                name,
                [
                    _cell(name, row, column, value)
                    for row, values in enumerate(rows, start=1)
                    for column, value in enumerate(values, start=1)
                    if value is not None and value != ""
                ],
            )
            for name, rows in sheets.items()
        ),
        program=program,
    )


def _cell(sheet: str, row: int, column: int, value: Value) -> Cell:
    if isinstance(value, bool):
        return Cell(sheet, row, column, "yes_no", value, str(value).upper())
    if isinstance(value, int | float):
        number = float(value)
        raw = str(int(number)) if number.is_integer() else repr(number)
        return Cell(sheet, row, column, "number", number, raw)
    if isinstance(value, date):  # which a datetime is, too
        moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
        raw = moment.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        return Cell(sheet, row, column, "date", moment, raw)
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is nothing that stands in a cell")
    return Cell(sheet, row, column, "text", value, value)


def checked(contents: object, most_cells: int) -> Contents:
    """Return *contents* where they are what the stations behind can work with.

    Raises TypeError or ValueError where they are not.
    """
    if not isinstance(contents, Contents):
        raise TypeError(f"{type(contents).__name__} is no Contents")
    if sum(len(sheet.cells) for sheet in contents.sheets) > most_cells:
        raise ValueError("more cells than are read of a file")
    for sheet in contents.sheets:
        for place, cell in sheet.cells.items():
            if place != (cell.row, cell.column) or min(place) < 1 or cell.sheet != sheet.name:
                raise ValueError(f"a cell of {sheet.name!r} does not stand where it says")
            if cell.type not in get_args(CellType) or not isinstance(cell.raw, str):
                raise TypeError(f"{sheet.name}!{cell.address} is no cell")
    return contents
