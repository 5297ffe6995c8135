"""A member's file on its way to being annotated: by whom, it does not know."""

from ovpsheets.intake.tasks import Task, Tasks
from ovpsheets.laid_aside import LaidAside
from ovpsheets.results.annotated.annotate import annotate
from ovpsheets.results.annotated.listing import Listing
from ovpsheets.results.annotated.xml_edits import NotAnnotatableError


class Annotating:
    """A file and what is said in it; *most*: the bytes that it may have, before and after."""

    def __init__(self, data: LaidAside, listing: Listing, most: int) -> None:
        self._task = Task(annotated, data, listing) if len(data) <= most else Task(_none)
        self._most = most

    def begin(self, tasks: Tasks) -> None:
        """Have it annotated by others."""
        tasks.begin(self._task)

    def done(self) -> bytes:
        """Return the file annotated, b"" where it cannot be, or is too large to be sent."""
        (made,) = self._task.each()
        return made if len(made) <= self._most else b""


def annotated(data: LaidAside, listing: Listing) -> tuple[bytes]:
    """Return *data* with *listing* in it, b"" where that cannot be."""
    try:
        return (annotate(data.read(), listing),)
    except NotAnnotatableError:
        return (b"",)


def _none() -> tuple[bytes]:
    return (b"",)
