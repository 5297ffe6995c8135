"""A member's file on its way to being annotated: here, or begun in a worker and waited for."""

from concurrent.futures import BrokenExecutor, Executor, Future

from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.laid_aside import LaidAside
from ovpsheets.results.annotated.annotate import annotate
from ovpsheets.results.annotated.listing import Listing
from ovpsheets.results.annotated.xml_edits import NotAnnotatableError
from ovpsheets.templates import Templates, active


class Annotating:
    """A file and what is said in it; *most*: the bytes that it may have, before and after."""

    def __init__(self, data: LaidAside, listing: Listing, most: int) -> None:
        self._data = data
        self._listing = listing
        self._most = most
        self._begun: Future[bytes] | None = None

    def begin(self, executor: Executor) -> None:
        """Have it annotated by *executor*; what is too large is not tried."""
        if len(self._data) <= self._most:
            self._begun = executor.submit(annotated, self._data.read(), self._listing, active())

    def done(self) -> bytes:
        """Return the file annotated, b"" where it cannot be, or is too large to be sent."""
        made = b""
        if len(self._data) <= self._most:
            made = self._elsewhere() or annotated(self._data.read(), self._listing, active())
        return made if len(made) <= self._most else b""

    def _elsewhere(self) -> bytes:
        """Return what a worker made; b"" where none did: it is tried here, and a fault shows."""
        try:
            return self._begun.result() if self._begun else b""
        except (BrokenExecutor, RefusedError, WorkspaceError):
            return b""


def annotated(data: bytes, listing: Listing, own: Templates) -> bytes:
    """Return *data* with *listing* in it, b"" where that cannot be; *own*: in whose words."""
    with own.in_use():
        try:
            return annotate(data, listing)
        except NotAnnotatableError:
            return b""
