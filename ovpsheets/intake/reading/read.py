"""Open one file, whatever it is. This is what a worker process does, and all it does."""

from collections.abc import Callable, Mapping
from typing import Final

from ovpsheets.intake.reading.formats.delimited import read_delimited
from ovpsheets.intake.reading.formats.ods import read_ods
from ovpsheets.intake.reading.formats.xls import read_xls
from ovpsheets.intake.reading.formats.xlsb import read_xlsb
from ovpsheets.intake.reading.kind import Format, kind_of
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read import read_xlsx
from ovpsheets.intake.reading.opened import Opened, Refused, RefusedError

_READERS: Final[Mapping[Format, Callable[[bytes, Limits], Opened]]] = {
    "xlsx": read_xlsx,
    "ods": read_ods,
    "xls": read_xls,
    "xlsb": read_xlsb,
    "table": read_delimited,
}


def open_file(name: str, data: bytes, limits: Limits) -> Opened:
    """Return what is in the file *name*, or what is inside it, or why it is not read."""
    if len(data) > limits.file_size:
        return Refused("too_large", f"{len(data)} bytes")
    kind = kind_of(name, data)
    if kind.refused:
        return Refused(kind.refused)
    reader = _READERS.get(kind.format) if kind.format else None
    if reader is None:
        return Refused("container")
    try:
        return reader(data, limits)
    except RefusedError as error:
        return Refused(error.reason, error.detail)
