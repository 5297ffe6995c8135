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
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
)

Grid = Sequence[Sequence[str | float | bool | None]]


def xlsb(
    grid: Grid,
    *,
    sheet: str = "1 Активности",
    hidden: bool = False,
    claimed: tuple[int, int] = (0, 0),
    beside: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a workbook with one sheet; *claimed*: last row and column that it says it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.bin"))
        package.writestr(
            "xl/_rels/workbook.bin.rels", _relation("worksheet", "worksheets/sheet1.bin")
        )
        package.writestr("xl/workbook.bin", _workbook(sheet, hidden=hidden))
        package.writestr("xl/worksheets/sheet1.bin", _sheet(grid, claimed))
        for name, content in (beside or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def _relation(kind: str, target: str) -> str:
    return _RELATIONS.format(kind=kind, target=target)


def _workbook(sheet: str, *, hidden: bool) -> bytes:
    about = struct.pack("<II", int(hidden), 1) + _wide("rId1") + _wide(sheet)
    return b"".join((
        _record(131), _record(143), _record(156, about), _record(144), _record(132),
    ))  # fmt: skip


def _sheet(grid: Grid, claimed: tuple[int, int]) -> bytes:
    last_row, last_column = claimed
    parts = [_record(129), _record(148, struct.pack("<4I", 0, last_row, 0, last_column))]
    parts.append(_record(145))
    for row, values in enumerate(grid):
        parts.append(_record(0, struct.pack("<I", row) + bytes(21)))
        parts += [_cell(column, value) for column, value in enumerate(values) if value is not None]
    return b"".join((*parts, _record(146), _record(130)))


def _cell(column: int, value: str | float | bool | None) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, bool):
        return _record(4, place + bytes([value]))
    if isinstance(value, str):
        return _record(6, place + _wide(value))
    return _record(5, place + struct.pack("<d", value))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    return _number(kind) + _number(len(content)) + content


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
