"""The workbook and the document properties in an OLE file ([MS-CFB], [MS-OLEPS])."""

import io
import struct
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import olefile

from ovpsheets.intake.reading.opened import RefusedError

_STREAMS: Final = ("workbook", "book")
"""How the stream of a workbook is called: by Excel 97 and later, and before."""

_CUSTOM: Final = "\x05DocumentSummaryInformation"

# What olefile raised over damaged files; properties that cannot be read are none.
_DAMAGE: Final = (
    OSError, struct.error, IndexError, KeyError, ValueError, TypeError, AttributeError,
    OverflowError,
)  # fmt: skip


def workbook_stream(data: bytes) -> bytes | None:
    """Return the records of a workbook, None where there are none.

    *data* without a container is these records. Programs write the name of the stream in any
    case and put it into any storage; xlrd's own way into the container ends at sectors that
    are used twice, or larger than usual, and at a name that only differs in case.
    """
    if not data.startswith(olefile.MAGIC):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            found = [path for path in ole.listdir() if path[-1].lower() in _STREAMS]
            found.sort(key=lambda path: (_STREAMS.index(path[-1].lower()), len(path)))
            return bytes(ole.openstream(found[0]).read()) if found else None
    except _DAMAGE as error:
        raise RefusedError("damaged", f"{type(error).__name__}: {error}") from error


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
