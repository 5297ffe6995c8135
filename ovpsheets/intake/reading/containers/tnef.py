"""winmail.dat: the attachments that Outlook packs in its own way (MS-OXTNEF, sections 2.1, 2.2)."""

import struct
from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.reading.containers.safe_names import decoded
from ovpsheets.intake.reading.opened import RefusedError

_SIGNATURE: Final = 0x223E9F78

_ATTACHMENT_BEGINS: Final = 0x9002
_ATTACHMENT_NAME: Final = 0x8010
_ATTACHMENT_DATA: Final = 0x800F
_ATTACHMENT_PROPERTIES: Final = 0x9005

_LONG_FILENAME: Final = 0x3707

_UNICODE: Final = 0x1F
_COUNTED: Final = (0x0D, 0x1E, _UNICODE, 0x102)  # objects, strings, bytes: with their length
_FIXED: Final = {
    **dict.fromkeys((0x02, 0x03, 0x04, 0x0A, 0x0B), 4),
    **dict.fromkeys((0x05, 0x06, 0x07, 0x14, 0x40), 8),
    0x48: 16,
}


def tnef_attachments(data: bytes) -> list[tuple[str, bytes]]:
    """Return the attachments as (name, bytes); raises RefusedError ("tnef") when unreadable."""
    found: list[tuple[str, bytes]] = []
    try:
        for tag, content in _attributes(data):
            if tag == _ATTACHMENT_BEGINS:
                found.append(("", b""))
                continue
            if not found:
                continue
            name, own = found[-1]
            if tag == _ATTACHMENT_NAME:
                name = name or decoded(content.rstrip(b"\0"))
            elif tag == _ATTACHMENT_DATA:
                own = content
            elif tag == _ATTACHMENT_PROPERTIES:
                name = _long_name(content) or name
            found[-1] = (name, own)
    except struct.error as error:
        raise RefusedError("tnef", repr(error)) from error
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the stream's attributes: level, tag, type, length, content, checksum."""
    if struct.unpack_from("<I", data)[0] != _SIGNATURE:
        raise RefusedError("tnef", "no signature")
    at = 6
    while at + 9 <= len(data):
        _, tag, _, size = struct.unpack_from("<BHHI", data, at)
        if at + 9 + size > len(data):
            raise RefusedError("tnef", "cut off")
        yield tag, data[at + 9 : at + 9 + size]
        at += 9 + size + 2


def _long_name(content: bytes) -> str:
    """Return the attachment's long name from its MAPI properties, "" when there is none."""
    (count,) = struct.unpack_from("<I", content)
    at = 4
    for _ in range(min(count, len(content) // 8)):
        kind, number = struct.unpack_from("<HH", content, at)
        at += 4
        if number >= 0x8000:
            at = _behind_name(content, at)
        many = bool(kind & 0x1000) or kind in _COUNTED
        values = struct.unpack_from("<I", content, at)[0] if many else 1
        at += 4 * many
        for _ in range(min(values, len(content))):
            size = _FIXED.get(kind & 0xFFF)
            if size is None and (kind & 0xFFF) not in _COUNTED:
                return ""
            if size is None:
                (size,) = struct.unpack_from("<I", content, at)
                at += 4
            value = content[at : at + size]
            at += size + -size % 4
            if number == _LONG_FILENAME:
                wide = kind & 0xFFF == _UNICODE
                name = value.decode("utf-16-le", errors="replace") if wide else decoded(value)
                return name.rstrip("\0")
            if at > len(content):
                return ""
    return ""


def _behind_name(content: bytes, at: int) -> int:
    """Return where the name of a named property (its set, then a number or a text) ends."""
    kind, size = struct.unpack_from("<II", content, at + 16)
    return at + 24 + (size + -size % 4 if kind else 0)
