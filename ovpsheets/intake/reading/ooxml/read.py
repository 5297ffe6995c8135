"""From the bytes of an .xlsx file to :class:`Contents`, for now through openpyxl.

Nothing after this module knows what read the file.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, cast
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from ovpsheets.intake.cells import Cell, CellType, Contents, Remark, Sheet, Visibility
from ovpsheets.intake.guard import refusal
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError

# What openpyxl has been seen to raise over damaged files. Anything else is a
# fault of the program and must be seen as one.
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, ParseError, InvalidFileException,
    KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError, OSError,
    OverflowError, NotImplementedError,
)  # fmt: skip

_ONE_TAG: Final = r"<(?:\w+:)?{name}[^>]*>([^<]*)<"


def read_xlsx(data: bytes, limits: Limits) -> Contents:
    """Return everything in a workbook; raises RefusedError."""
    if refused := refusal("form.xlsx", data):
        raise RefusedError(refused)
    try:
        # Twice: once for what stands in the cells, once for the stored results of formulas.
        typed = load_workbook(io.BytesIO(data), rich_text=False)
        stored = load_workbook(io.BytesIO(data), data_only=True)
        contents = Contents(
            sheets=tuple(_sheet(sheet, stored[sheet.title]) for sheet in typed.worksheets),
            names={name: str(item.attr_text) for name, item in typed.defined_names.items()},
            properties=_properties(typed),
            program=_program(data),
        )
    except _DAMAGE as error:
        raise RefusedError("damaged", f"{type(error).__name__}: {error}") from error
    if not contents.sheets:
        # openpyxl finds no sheet in an ISO-Strict workbook and does not say so.
        raise RefusedError("damaged", "no sheets")
    return contents


def _sheet(typed: Worksheet, stored: Worksheet) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    remarks: list[Remark] = []
    for row in typed.iter_rows():
        for cell in row:
            if not isinstance(cell, OpenpyxlCell):  # the covered part of a merged cell
                continue
            if cell.value is not None:
                read = _cell(typed.title, cell, stored[cell.coordinate])
                if read is not None:
                    cells[cell.row, cell.column] = read
            if cell.comment is not None:
                text = cell.comment.text
                remarks.append(Remark(typed.title, cell.coordinate, "note", text))
    seen = {"hidden": "hidden", "veryHidden": "very_hidden"}.get(typed.sheet_state, "visible")
    return Sheet(typed.title, cells, tuple(remarks), cast(Visibility, seen))


def _cell(sheet: str, typed: OpenpyxlCell, stored: object) -> Cell | None:
    formula = _formula(typed)
    value = getattr(stored, "value", None) if formula is not None else typed.value
    kind = "e" if _is_error(value) else ""
    if value is None or value == "":
        if formula is None:
            return None
        value = ""  # a formula that was never calculated
    cell_type, read, raw = _value(value, is_error=bool(kind) or typed.data_type == "e")
    return Cell(
        sheet, typed.row, typed.column, cell_type, read, raw, formula, str(typed.number_format)
    )


def _formula(cell: OpenpyxlCell) -> str | None:
    if cell.data_type != "f":
        return None
    value = cell.value
    if isinstance(value, ArrayFormula):
        return str(value.text or "").removeprefix("=")
    if isinstance(value, DataTableFormula):
        return "TABLE"
    return str(value).removeprefix("=")


def _is_error(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"#[A-Z/0!?]+", value))


def _value(value: object, *, is_error: bool) -> tuple[CellType, str | float | bool | datetime, str]:
    if is_error:
        return "error", str(value), str(value)
    if isinstance(value, bool):
        return "yes_no", value, "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = float(value)
        return "number", number, str(int(number)) if number.is_integer() else repr(number)
    moment = _moment(value)
    if moment is not None:
        midnight = moment.time() == time()
        return "date", moment, moment.date().isoformat() if midnight else moment.isoformat(" ")
    text = str(value)
    return "text", text, text


def _moment(value: object) -> datetime | None:
    """Dates, times and durations as a moment of Excel's calendar (day 0 is 1899-12-30)."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 30), value)
    if isinstance(value, timedelta):
        return datetime(1899, 12, 30) + value
    return None


def _properties(book: Workbook) -> dict[str, str]:
    core = book.properties
    found = {"title": core.title, "subject": core.subject}
    custom = getattr(book, "custom_doc_props")  # noqa: B009  # the type stubs lack it
    found |= {item.name: item.value for item in custom.props}
    if core.modified is not None:
        found["modified"] = core.modified.isoformat()
    return {name: str(value) for name, value in found.items() if value}


def _program(data: bytes) -> str:
    """What saved the file last, as docProps/app.xml says; "" where it says nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "docProps/app.xml" not in package.namelist():
            return ""
        text = package.read("docProps/app.xml")[:65_536].decode("utf-8", "replace")
    return " ".join(_tags(text)).strip()


def _tags(text: str) -> Iterator[str]:
    for name in ("Application", "AppVersion"):
        if found := re.search(_ONE_TAG.format(name=name), text):
            yield found[1]
