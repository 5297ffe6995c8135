"""Workbooks of Excel 97–2003 (.xls), through xlrd.

xlrd gives notes, errors, number formats, links and what is hidden; python-calamine
gives none of these. Formulas, shapes and headers are read from the records.

What is broken beside the cells costs itself only; a file in which a record of a cell is broken is
damaged, and asked for again, for where one is broken others may be without its being seen.
"""

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Final

import xlrd
from xlrd.book import Book, Name
from xlrd.formatting import XF
from xlrd.formula import FormulaError
from xlrd.sheet import Hyperlink
from xlrd.sheet import Sheet as XlrdSheet

from ovpsheets.intake.reading.cells import (
    Cell,
    Contents,
    Observation,
    Remark,
    Sheet,
    Spans,
    Thing,
    Visibility,
    column_letters,
)
from ovpsheets.intake.reading.formats import cell_values
from ovpsheets.intake.reading.formats.biff import (
    NEEDED,
    has_records,
    headers_in,
    sheet_records,
    without_half,
    without_records,
)
from ovpsheets.intake.reading.formats.biff_drawing import drawn, only_picture
from ovpsheets.intake.reading.formats.ole import ole_properties, workbook_stream
from ovpsheets.intake.reading.formats.xls_formula import Position, formulas
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.reading.struck import RichText, struck_spans
from ovpsheets.number_format import number_format

# What xlrd raised over 2,200 files with bytes flipped or cut off. Anything else
# is a fault of the program and must be seen as one.
_DAMAGE: Final = (
    xlrd.XLRDError, FormulaError, struct.error, AssertionError, AttributeError,
    IndexError, KeyError, TypeError, ValueError, ArithmeticError, EOFError,
)  # fmt: skip

# Conditional formats (CF), links (HLink) and their tips; [MS-XLS] 2.3.2.
_DISPENSABLE: Final = frozenset({0x01B1, 0x01B8, 0x0800})

_MOST_HALVES: Final = 50  # characters; each costs reading the texts again

_LINKS: Final = frozenset({0x01B8})

_BIFF8: Final = 80  # xlrd's number for Excel 97 and later
_EMPTY: Final = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_SEEN: Final[Mapping[int, Visibility]] = {1: "hidden", 2: "very_hidden"}
_TRACES: Final = {
    "macros": "_VBA_PROJECT_CUR\0".encode("utf-16-le"),  # [MS-OVBA] 2.2.1
    "signed": "_xmlsignatures\0".encode("utf-16-le"),  # [MS-OFFCRYPTO] 2.5.2.4
}


class _Sink(io.StringIO):
    """Takes what xlrd prints about odd files, and forgets it."""

    def write(self, text: str, /) -> int:
        return len(text)


def read_xls(data: bytes, limits: Limits) -> Contents:
    """Return everything in an old workbook; raises RefusedError.

    Where xlrd stumbles over what stands beside the cells, it is read without that, which
    is then said.
    """
    if len(data) > limits.file_size:
        raise RefusedError("too_large", f"{len(data)} bytes")
    stream = workbook_stream(data)
    if stream is None:
        raise RefusedError("not_a_workbook", "no stream of a workbook")
    faults: list[Exception] = []
    for records, missing in _attempts(stream):
        try:
            contents = _contents(*_opened(records), data, limits)
        except _DAMAGE as error:
            faults.append(error)
            continue
        unread = (Observation(missing),) if missing else ()
        return replace(contents, observed=(*contents.observed, *unread))
    first = faults[0]
    reason = "protected" if "encrypted" in str(first) else "damaged"
    raise RefusedError(reason, f"{type(first).__name__}: {first}") from first


def _attempts(stream: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the records to read, and what is said where some are missing."""
    yield stream, ""
    # Gnumeric writes conditional formats and links that xlrd cannot take apart.
    has_links = has_records(stream, _LINKS)
    yield without_records(stream, _DISPENSABLE.__contains__), "links_unread" if has_links else ""
    # Names, notes, pictures, print settings: xlrd ends at any of them that it does not expect.
    yield without_records(stream, lambda kind: kind not in NEEDED), "beside_unread"


def _opened(stream: bytes) -> tuple[Book, bytes]:
    """Open the records; also returns them as they were read.

    Halves of characters in the texts become "�". A text that was cut within an emoji holds one,
    and xlrd meets one where a record ends within an emoji.
    """
    for _ in range(_MOST_HALVES):
        try:
            return _book(stream), stream
        except UnicodeDecodeError as error:
            whole = without_half(stream, error.object, error.start, error.end)
            if whole is None:
                raise
            stream = whole
    return _book(stream), stream


def _book(stream: bytes) -> Book:
    return xlrd.open_workbook(
        file_contents=stream, formatting_info=True, ragged_rows=True, logfile=_Sink()
    )


def _contents(book: Book, stream: bytes, data: bytes, limits: Limits) -> Contents:
    if book.nsheets > limits.sheets:
        raise RefusedError("too_large", f"{book.nsheets} sheets")
    left = limits.cells
    sheets: list[Sheet] = []
    # Only the records of Excel 97 and later are read beside xlrd.
    is_known = book.biff_version >= _BIFF8
    found = sheet_records(stream) if is_known else []
    picture = only_picture(stream) if is_known else ""
    for sheet, records in zip_longest(book.sheets(), found):
        if sheet is None:  # a damaged file may name more sheets in one place than in another
            break
        cells = _cells(book, sheet, formulas(book, records or ()))
        left -= len(cells)
        if left < 0:
            raise RefusedError("too_large", f"more than {limits.cells} cells")
        shapes = list(drawn(sheet.name, records or [], picture))
        texts = (shape for shape in shapes if isinstance(shape, Remark))
        remarks = (*_notes(sheet), *headers_in(sheet.name, records or []), *texts)
        things = tuple(shape for shape in shapes if isinstance(shape, Thing))
        sheets.append(_sheet(sheet, cells, remarks, things))
    properties, program = ole_properties(data)
    return Contents(
        tuple(sheets),
        names={item.name: _refers_to(item) for item in book.name_obj_list if not item.macro},
        properties=properties,
        program=program,
        observed=tuple(Observation(what) for what, mark in _TRACES.items() if mark in data),
    )


def _refers_to(name: Name) -> str:
    result = name.result
    return str(getattr(result, "text", None) or "")


def _cells(book: Book, sheet: XlrdSheet, spelled: Mapping[Position, str]) -> list[Cell]:
    links = {at: _target(link) for at, link in sheet.hyperlink_map.items()}
    found: list[Cell] = []
    for row in range(sheet.nrows):
        types, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(types, values, strict=True)):
            formula = spelled.get((row, column))
            if kind in _EMPTY or (value == "" and formula is None):
                continue
            shown = _format(book, sheet, row, column)
            what, read, raw = _typed(kind, value, shown, book.datemode)
            if formula is not None and raw == "" and kind == xlrd.XL_CELL_TEXT:
                what = "blank"
            struck = _struck(book, sheet, row, column, raw)
            link = links.get((row, column), "")
            found.append(
                Cell(sheet.name, row + 1, column + 1, what, read, raw, formula, shown, link, struck)
            )
    return found


def _typed(kind: int, value: str | float, shown: str, datemode: int) -> cell_values.Typed:
    if kind == xlrd.XL_CELL_TEXT:
        return cell_values.text(str(value))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return cell_values.yes_no(bool(value))
    if kind == xlrd.XL_CELL_ERROR:
        return cell_values.error(xlrd.error_text_from_code.get(int(value), "#ERROR"))
    is_elapsed = number_format(shown).is_elapsed  # xlrd takes "[s]" for no format of a time
    if kind == xlrd.XL_CELL_DATE or (kind == xlrd.XL_CELL_NUMBER and is_elapsed):
        return cell_values.serial(float(value), since_1904=bool(datemode), is_elapsed=is_elapsed)
    return cell_values.number(float(value))


def _format(book: Book, sheet: XlrdSheet, row: int, column: int) -> str:
    style = _style(book, sheet, row, column)
    found = book.format_map.get(style.format_key) if style else None
    return str(found.format_str) if found else "General"


def _style(book: Book, sheet: XlrdSheet, row: int, column: int) -> XF | None:
    """The style of a cell, None where it names one that the file does not have."""
    index = sheet.cell_xf_index(row, column)
    return book.xf_list[index] if index < len(book.xf_list) else None


def _struck(book: Book, sheet: XlrdSheet, row: int, column: int, raw: str) -> Spans:
    """Where a cell is struck out: by its font, and by the fonts of the runs of its text."""
    style = _style(book, sheet, row, column)
    by_style = style is not None and _is_struck(book, style.font_index)
    runs = sheet.rich_text_runlist_map.get((row, column))
    if not runs:
        return struck_spans(raw, by_style=by_style)
    starts = [0, *(start for start, _ in runs), len(raw)]
    fonts = [by_style, *(_is_struck(book, font) for _, font in runs)]
    pieces = [(raw[a:b], own) for a, b, own in zip(starts, starts[1:], fonts, strict=False)]
    return struck_spans(RichText.of(pieces), by_style=by_style)


def _is_struck(book: Book, font: int) -> bool:
    return 0 <= font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _target(link: Hyperlink) -> str:
    return str(link.url_or_path or "") if link.type == "url" else ""


def _notes(sheet: XlrdSheet) -> list[Remark]:
    return [
        Remark(sheet.name, f"{column_letters(column + 1)}{row + 1}", "note", note.text.strip())
        for (row, column), note in sorted(sheet.cell_note_map.items())
        if note.text.strip()
    ]


def _sheet(
    sheet: XlrdSheet, cells: list[Cell], remarks: tuple[Remark, ...], things: tuple[Thing, ...]
) -> Sheet:
    last_row = max((cell.row for cell in cells), default=0)
    return Sheet.of(
        sheet.name,
        cells,
        remarks=remarks,
        things=things,
        visibility=_SEEN.get(sheet.visibility, "visible"),
        hidden_rows=frozenset(
            row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden and row < last_row
        ),
        hidden_columns=frozenset(
            column + 1 for column, info in sheet.colinfo_map.items() if info.hidden
        ),
        merged=tuple(
            (top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
        ),
    )
