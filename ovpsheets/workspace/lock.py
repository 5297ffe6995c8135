"""One merge at a time: a small file in the folder of the quarter says that one is running."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError

NAME: Final = ".merge-running"

_STALE_AFTER: Final = 3600.0
"""Seconds after which a lock was left behind by a merge that was killed; none takes so long."""


@contextmanager
def only_merge(folder: Path) -> Iterator[None]:
    """Hold *folder* for one merge; raises WorkspaceError while another one holds it.

    The folder may lie on a shared drive: creating a file that must not exist
    is decided by the drive, whichever machine asks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    _remove_if_stale(path)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError as error:
        raise WorkspaceError("merge_running", file=path) from error
    os.close(handle)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _remove_if_stale(path: Path) -> None:
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return
    if age > _STALE_AFTER:
        path.unlink(missing_ok=True)
