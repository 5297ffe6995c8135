"""The document properties of an OLE file ([MS-OLEPS]), through olefile."""

import io
import struct
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import olefile

_CUSTOM: Final = "\x05DocumentSummaryInformation"

# What olefile raised over damaged files; properties that cannot be read are none.
_DAMAGE: Final = (
    OSError, struct.error, IndexError, KeyError, ValueError, TypeError, AttributeError,
    OverflowError,
)  # fmt: skip


def ole_properties(data: bytes) -> tuple[dict[str, str], str]:
    """Return the properties of a file, and the program that made it, "" where it is not said."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            said = ole.get_metadata()
            found = {"title": _text(said.title), "subject": _text(said.subject)}
            found |= dict(_custom(ole))
            if isinstance(said.last_saved_time, datetime):
                found["modified"] = said.last_saved_time.isoformat()
            program = _text(said.creating_application)
    except _DAMAGE:
        return {}, ""
    return {name: value for name, value in found.items() if value}, program


def _custom(ole: Any) -> Iterator[tuple[str, str]]:
    if ole.exists(_CUSTOM):
        for item in ole.get_userdefined_properties(_CUSTOM):
            yield str(item["property_name"]), _text(item["value"])


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8").rstrip("\0")
        except UnicodeDecodeError:
            return value.decode("windows-1251", "replace").rstrip("\0")
    return "" if value is None else str(value)
