"""A small .xlsb for tests, record by record: no program at hand writes the format ([MS-XLSB])."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

_TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="bin" ContentType="application/'
    'vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONS: Final = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships">{}</Relationships>'
)
_RELATION: Final = (
    '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"{}/>'
)

Grid = Sequence[Sequence[str | float | bool | None]]


def xlsb(
    grid: Grid,
    *,
    sheet: str = "1 Активности",
    hidden: bool = False,
    with_macros: bool = False,
    related: Sequence[tuple[str, str]] = (),
    records: Sequence[bytes] = (),
    beside: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a workbook with one sheet.

    *related*: kind and target of what the sheet refers to; *records* stand after
    the cells; *beside*: further parts.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", relations([("officeDocument", "xl/workbook.bin")]))
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            relations(
                [("worksheet", "worksheets/sheet1.bin"), ("vbaProject", "vbaProject.bin")][
                    : 1 + with_macros
                ]
            ),
        )
        if related:
            package.writestr("xl/worksheets/_rels/sheet1.bin.rels", relations(related))
        package.writestr("xl/workbook.bin", _workbook(sheet, hidden=hidden))
        package.writestr("xl/worksheets/sheet1.bin", _sheet(grid, records))
        for name, content in (beside or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def relations(related: Sequence[tuple[str, str]]) -> str:
    """Return a relationships part; the ids are rId1, rId2 …; addresses are external."""
    return _RELATIONS.format(
        "".join(
            _RELATION.format(i, kind, target, ' TargetMode="External"' if "://" in target else "")
            for i, (kind, target) in enumerate(related, 1)
        )
    )


def _workbook(sheet: str, *, hidden: bool) -> bytes:
    about = struct.pack("<II", int(hidden), 1) + wide("rId1") + wide(sheet)
    return b"".join((
        record(131), record(143), record(156, about), record(144), record(132),
    ))  # fmt: skip


def _sheet(grid: Grid, more: Sequence[bytes]) -> bytes:
    parts = [record(129), record(148, bytes(16)), record(145)]
    for row, values in enumerate(grid):
        parts.append(row_record(row))
        parts += [_cell(column, value) for column, value in enumerate(values) if value is not None]
    return b"".join((*parts, *more, record(146), record(130)))


def row_record(row: int, *, hidden: bool = False) -> bytes:
    """Return the record that begins a row; the first is 0."""
    return record(0, struct.pack("<I", row) + bytes(7) + bytes([0x10 * hidden]) + bytes(13))


def _cell(column: int, value: str | float | bool | None) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, bool):
        return record(4, place + bytes([value]))
    if isinstance(value, str):
        return record(6, place + wide(value))
    return record(5, place + struct.pack("<d", value))


def wide(text: str) -> bytes:
    """Return a string with its length before it (XLWideString)."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def record(kind: int, content: bytes = b"") -> bytes:
    """Return one record."""
    return _number(kind) + _number(len(content)) + content


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
