"""Binary workbooks (.xlsb): the package of an .xlsx, whose sheets are records in place of XML."""

import struct
from dataclasses import replace

from ovpsheets.intake.reading.cells import Contents, Observation
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError


def read_xlsb(data: bytes, limits: Limits) -> Contents:
    """Return everything in a binary workbook but the text of formulas; raises RefusedError."""
    try:
        contents = read_xlsx(data, limits)
    except (struct.error, IndexError) as error:  # a record is shorter than its kind
        raise RefusedError("damaged", f"{type(error).__name__}: {error}") from error
    return replace(contents, observed=(Observation("formulas_unread"), *contents.observed))
