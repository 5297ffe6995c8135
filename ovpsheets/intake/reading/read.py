"""Open one file, whatever it is. This is what a worker process does, and all it does."""

from ovpsheets.intake.guard import refusal
from ovpsheets.intake.read_xlsx import UnreadableWorkbookError, read_xlsx
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Opened, Refused


def open_file(name: str, data: bytes, limits: Limits) -> Opened:
    """Return what is in the file *name*, or what is inside it, or why it is not read."""
    if refused := refusal(name, data):
        return Refused(refused)
    try:
        return read_xlsx(data)
    except UnreadableWorkbookError as error:
        return Refused("damaged", str(error))
