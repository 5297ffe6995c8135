"""The records of binary parts (.bin of .xlsb), [MS-XLSB] 2.1.4, and the strings in them."""

import struct
from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.opened import RefusedError

# Kinds of records, [MS-XLSB] 2.3.
SST_ITEM: Final = 19
FORMAT: Final = 44
XF: Final = 47
WORKBOOK: Final = 153
SHEET: Final = 156
BEGIN_CELL_XFS: Final = 617
END_CELL_XFS: Final = 618
AUTHOR: Final = 632
BEGIN_COMMENT: Final = 635
COMMENT_TEXT: Final = 637

_NULL: Final = 0xFFFFFFFF

Record = tuple[int, bytes]


def records(package: Package, key: str) -> Iterator[Record]:
    """Yield kind and content of each record of a part; raises RefusedError."""
    part = b"".join(package.chunks(key))
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        length, at = _number(part, at, 4)
        if at + length > len(part):
            raise RefusedError("damaged", f"{key} breaks off")
        yield kind, part[at : at + length]
        at += length


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number, seven bits a byte, and where it ends."""
    value = 0
    for place in range(most):
        byte = part[at] if at < len(part) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at


def wide(body: bytes, at: int) -> tuple[str, int]:
    """Return a string and where it ends (XLWideString, XLNullableWideString)."""
    (length,) = struct.unpack_from("<I", body, at)
    at += 4
    if length == _NULL:
        return "", at
    end = at + 2 * length
    if end > len(body):
        raise RefusedError("damaged", "a string breaks off")
    return body[at:end].decode("utf-16-le", "replace"), end


def rich(body: bytes, at: int) -> str:
    """Return the text of a RichStr; its fonts and its phonetic reading are left out."""
    return wide(body, at + 1)[0]


def binary_strings(package: Package, key: str) -> list[str]:
    """Return the shared strings of a binary workbook; the count they claim is not looked at."""
    found: list[str] = []
    for kind, body in records(package, key):
        if kind == SST_ITEM:
            found.append(rich(body, 0))
            if len(found) > package.limits.cells:
                raise RefusedError("too_large", "shared strings")
    return found
