"""The records of a .xls file, for what xlrd does not tell.

Records of [MS-XLS] 2.4: a kind and a length, two bytes each, then the content.
"""

import struct
from collections.abc import Callable, Container, Iterator
from typing import Final

from ovpsheets.intake.reading.cells import Remark
from ovpsheets.intake.reading.header_words import header_words

_BOF: Final = 0x0809
_WITH_CELLS: Final = 0  # not a chart, not a macro sheet
_SHEET: Final = 0x0085  # BoundSheet8: where the records of a sheet begin
_HEADERS: Final = (0x0014, 0x0015)
_CONTINUE: Final = 0x003C
_SHARED_TEXTS: Final = 0x00FC
_SURE: Final = 8  # bytes of a text that stand nowhere else by chance
_UNKNOWN: Final = 0x0FFF  # no record has this kind

NEEDED: Final = frozenset({
    0x0009, 0x0209, 0x0409, _BOF, 0x000A,  # where a substream begins and ends
    0x002F, 0x0042, 0x0022, _SHEET, 0x008E, 0x008F,  # password, code page, calendar, sheets
    0x0000, 0x0200, 0x0008, 0x0208,  # dimensions, rows
    0x0031, 0x0231, 0x0043, 0x0243, 0x0443, 0x00E0,  # fonts, cell formats
    0x001E, 0x041E, 0x0056, 0x0293, 0x0044,  # number formats, styles
    0x00FC, _CONTINUE, 0x00FD, 0x0004, 0x0204, 0x00D6,  # texts
    0x0001, 0x0201, 0x0002, 0x0003, 0x0203, 0x007E, 0x027E, 0x00BD, 0x00BE, 0x0005, 0x0205,
    0x0006, 0x0206, 0x0406, 0x0007, 0x0207, 0x04BC, 0x0021, 0x0221,  # formulas, their results
    0x007D, 0x0024, 0x00E5,  # columns, merged cells
})  # fmt: skip
"""The records that say what is in the cells, in every version; all others may be left out."""

Record = tuple[int, bytes]


def sheet_records(stream: bytes) -> list[list[Record]]:
    """Return the records of each sheet with cells, in order."""
    return [
        list(records_from(stream, struct.unpack_from("<I", body)[0]))
        for kind, body in records_from(stream, 0)
        if kind == _SHEET and len(body) > 5 and body[5] == _WITH_CELLS
    ]


def without_records(stream: bytes, is_left_out: Callable[[int], bool]) -> bytes:
    """Return the stream with the records of some kinds given a kind that nobody reads."""
    changed, at = bytearray(stream), 0
    while at + 4 <= len(changed):
        kind, length = struct.unpack_from("<HH", changed, at)
        if is_left_out(kind):
            struct.pack_into("<H", changed, at, _UNKNOWN)
        at += 4 + length
    return bytes(changed)


def without_half(stream: bytes, text: bytes, start: int, end: int) -> bytes | None:
    """Return the stream with "�" for a part of *text*, which stands among the shared texts.

    None where it does not, or is so short that it may stand there as something else.
    """
    first, last = _shared_texts(stream)
    if len(text) < _SURE or (end - start) % 2 or text not in (found := stream[first:last]):
        return None
    signs = "\ufffd".encode("utf-16-le") * ((end - start) // 2)
    return stream[:first] + found.replace(text, text[:start] + signs + text[end:]) + stream[last:]


def _shared_texts(stream: bytes) -> tuple[int, int]:
    """Return where the records of shared texts (SST and what continues it) begin and end."""
    at = first = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if first and kind != _CONTINUE:
            return first, at
        first = first or (at if kind == _SHARED_TEXTS else 0)
        at += 4 + length
    return first, at if first else 0


def has_records(stream: bytes, kinds: Container[int]) -> bool:
    """Tell whether the stream has a record of one of some kinds."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in kinds:
            return True
        at += 4 + length
    return False


def headers_in(name: str, records: list[Record]) -> Iterator[Remark]:
    """Yield the header and the footer of the sheet *name*."""
    for kind, body in records:
        if kind in _HEADERS and (words := header_words(_string(body))):
            yield Remark(name, "", "header", words)


def records_from(stream: bytes, start: int) -> Iterator[Record]:
    """Yield the records of one substream: to its end, or to where the file breaks off."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BOF) - (kind == 0x000A)  # charts are substreams within
        yield kind, body
        if depth <= 0:
            return


def _string(body: bytes) -> str:
    """A string with its length and its flags before it (XLUnicodeString)."""
    if len(body) < 4:
        return ""
    (length,) = struct.unpack_from("<H", body)
    return _letters(body[2], body[3:], length)


def _letters(flags: int, body: bytes, length: int) -> str:
    if flags & 1:
        return body[: 2 * length].decode("utf-16-le", "replace")
    return body[:length].decode("latin-1")


def shape_text(body: bytes, following: list[Record]) -> str:
    """Return the text of a TxO record: it stands in the records that continue it."""
    if len(body) < 12:
        return ""
    (left,) = struct.unpack_from("<H", body, 10)
    parts: list[str] = []
    for kind, more in following:
        if kind != _CONTINUE or left <= 0 or not more:
            break
        part = _letters(more[0], more[1:], left)
        left -= len(part)
        parts.append(part)
    return "".join(parts).replace("\r", "\n").strip()
