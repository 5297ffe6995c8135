"""A quarter that was read once in a command is not read again in it while nothing changed.

``ovpsheets next`` reads the quarter to say what comes next, and does it: the step begins with the
same quarter. What was read is held under all that was asked and every file of the workspace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from ovpsheets.journeys.merged import Merged
from ovpsheets.workspace.files_there import files_there
from ovpsheets.workspace.lock import NAME


@dataclass(slots=True)
class _Last:
    """The quarter that was read last, and under what; None before there is one."""

    key: tuple[object, ...] | None = None
    merged: Merged | None = None


_LAST: ContextVar[_Last | None] = ContextVar("ovpsheets.read_once", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Hold in the block what is read, until something changes or another thing is asked."""
    token = _LAST.set(_Last())
    try:
        yield
    finally:
        _LAST.reset(token)


def is_reading_once() -> bool:
    """Tell whether what is read will be used again."""
    return _LAST.get() is not None


def read_once(root: Path, asked: tuple[object, ...], read: Callable[[], Merged]) -> Merged:
    """Return what *read* returns for what is *asked* of the workspace in *root*."""
    last = _LAST.get()
    there = files_there(root, (NAME,)) if last else None
    if last is None or there is None:
        return read()
    key = (root, asked, there)
    if last.merged is None or last.key != key:
        last.merged = read()
        # What came while it was read may not be in it: then it is not held.
        last.key = key if files_there(root, (NAME,)) == there else None
    return last.merged
