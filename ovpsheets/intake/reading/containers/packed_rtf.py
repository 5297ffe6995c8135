"""Compressed RTF, as Outlook keeps the text of a mail ([MS-OXRTFCP])."""

import struct
from typing import Final

from ovpsheets.intake.reading.opened import RefusedError

_COMPRESSED: Final = b"LZFu"
_STORED: Final = b"MELA"
_HEAD: Final = struct.Struct("<II4sI")  # size of what follows the first number, raw size, kind, CRC
_WINDOW: Final = 4096
_KNOWN: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the window holds at the beginning (2.1.3.1.2)."""

MOST: Final = 1024 * 1024
"""A longer text was written by no person."""


def unpacked_rtf(data: bytes) -> bytes:
    """Return the RTF in *data*; raises RefusedError for what is none, or longer than MOST.

    What is cut off is unpacked up to there; the checksum is not looked at.
    """
    if len(data) < _HEAD.size:
        raise RefusedError("damaged", "compressed RTF without its head")
    _, size, kind, _ = _HEAD.unpack_from(data)
    if len(data) > MOST or size > MOST:
        raise RefusedError("too_large", f"RTF of {max(len(data), size)} bytes")
    if kind == _STORED:
        return data[_HEAD.size :][:size]
    if kind != _COMPRESSED:
        raise RefusedError("damaged", f"compressed RTF of kind {kind!r}")
    return _inflated(data[_HEAD.size :], size)


def _inflated(data: bytes, size: int) -> bytes:
    """Follow the control bytes: eight flags, each for a byte or for a reference into the window."""
    window = bytearray(_KNOWN.ljust(_WINDOW, b"\0"))
    out, write, at = bytearray(), len(_KNOWN), 0
    while at < len(data) and len(out) < size:
        flags, at = data[at], at + 1
        for bit in range(8):
            if flags >> bit & 1:
                if at + 2 > len(data):
                    return bytes(out)
                reference, at = data[at] << 8 | data[at + 1], at + 2
                read, length = reference >> 4, (reference & 0xF) + 2
                if read == write:  # the end
                    return bytes(out)
            else:
                if at >= len(data):
                    return bytes(out)
                read, length = write, 1
                window[write], at = data[at], at + 1
            for offset in range(length):
                byte = window[(read + offset) % _WINDOW]
                out.append(byte)
                window[write] = byte
                write = (write + 1) % _WINDOW
    return bytes(out[:size])
