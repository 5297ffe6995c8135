"""Binary workbooks (.xlsb), through python-calamine: cells only.

calamine gives values and dates, no notes, formulas or number formats; what lies
in the package unread is observed. It allocates the whole rectangle of a sheet
before it reads one, so the rectangle is looked at first; and it runs in a worker
process, because it aborts on some damage instead of raising.
"""

import io
import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ovpsheets.intake.cells import Cell, Contents, Observation, Sheet, Visibility
from ovpsheets.intake.reading.formats import typed
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.opened import RefusedError

_DIMENSION: Final = 148  # BrtWsDim ([MS-XLSB] 2.4.850)
_POSITIONS: Final = 4  # in the rectangle of a sheet, for each cell that may be filled

Value = int | float | str | bool | time | date | datetime | timedelta


def read_xlsb(data: bytes, limits: Limits) -> Contents:
    """Return the cells of a binary workbook; raises RefusedError."""
    package = Package.open(data, limits)
    for key in package.parts:
        content = b"".join(package.chunks(key))  # counts what all parts inflate to
        if key.startswith("xl/worksheets/") and key.endswith(".bin"):
            _refuse_rectangle(content, _POSITIONS * limits.cells)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = tuple(_sheets(book, limits))
    except CalamineError as error:
        raise RefusedError("damaged", f"{type(error).__name__}: {error}") from error
    except BaseException as error:
        # A panic of Rust is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError("damaged", f"calamine: {error}") from error
    if not sheets:
        raise RefusedError("damaged", "no sheets")
    return Contents(sheets, observed=tuple(_observed(package)))


def _observed(package: Package) -> Iterator[Observation]:
    yield Observation("limited_reading")
    if any(key.startswith(("xl/comments", "xl/threadedcomments")) for key in package.parts):
        yield Observation("notes_unread")
    if any(key.startswith("xl/drawings/drawing") for key in package.parts):
        yield Observation("drawings_unread")
    if "xl/vbaproject.bin" in package.parts:
        yield Observation("macros")
    if any(key.startswith("xl/externallinks/") for key in package.parts):
        yield Observation("external_links")


def _sheets(book: CalamineWorkbook, limits: Limits) -> Iterator[Sheet]:
    if len(book.sheets_metadata) > limits.sheets:
        raise RefusedError("too_large", f"{len(book.sheets_metadata)} sheets")
    left = limits.cells
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        cells = list(_cells(book, about.name))
        left -= len(cells)
        if left < 0:
            raise RefusedError("too_large", f"more than {limits.cells} cells")
        yield Sheet.of(about.name, cells, visibility=_visibility(about.visible))


def _visibility(said: SheetVisibleEnum) -> Visibility:
    if said == SheetVisibleEnum.VeryHidden:
        return "very_hidden"
    return "hidden" if said == SheetVisibleEnum.Hidden else "visible"


def _cells(book: CalamineWorkbook, name: str) -> Iterator[Cell]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value != "":
                what, read, raw = _typed(value)
                yield Cell(name, row, column, what, read, raw)


def _typed(value: Value) -> typed.Typed:
    match value:
        case bool():
            return typed.yes_no(value)
        case int() | float():
            return typed.number(float(value))
        case datetime():
            return typed.moment(value)
        case date():
            return typed.moment(datetime.combine(value, time()))
        case time():
            since = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
            return typed.elapsed(since)
        case timedelta():
            return typed.elapsed(value)
    return typed.text(value)


def _refuse_rectangle(part: bytes, most: int) -> None:
    for kind, body in _records(part):
        if kind == _DIMENSION and len(body) >= 16:
            first_row, last_row, first_column, last_column = struct.unpack_from("<4I", body)
            if (last_row - first_row + 1) * (last_column - first_column + 1) > most:
                raise RefusedError("too_large", f"{last_row + 1} rows, {last_column + 1} columns")
            return


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content; both numbers are written seven bits a byte ([MS-XLSB] 2.1.4)."""
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        length, at = _number(part, at, 4)
        yield kind, part[at : at + length]
        at += length


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = part[at] if at < len(part) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at
