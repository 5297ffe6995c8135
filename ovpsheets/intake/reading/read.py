"""Open one file, whatever it is. This is what a worker process does, and all it does."""

from ovpsheets.intake.guard import refusal
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read import read_xlsx
from ovpsheets.intake.reading.opened import Opened, Refused, RefusedError


def open_file(name: str, data: bytes, limits: Limits) -> Opened:
    """Return what is in the file *name*, or what is inside it, or why it is not read."""
    if refused := refusal(name, data):
        return Refused(refused)
    try:
        return read_xlsx(data, limits)
    except RefusedError as error:
        return Refused(error.reason, error.detail)
