"""One merge at a time: a small file in the folder of the quarter says that one is running."""

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil

from ovpsheets.errors import WorkspaceError

NAME: Final = ".merge-running"

_STALE_AFTER: Final = 3600.0
"""Seconds after which a lock was left behind by a merge that was killed; none takes so long.

For a merge of this machine there is no waiting: its process runs, or it does not.
"""


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
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(f"{os.getpid()} {platform.node()}")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _remove_if_stale(path: Path) -> None:
    try:
        age = time.time() - path.stat().st_mtime
        pid, _, machine = path.read_text(encoding="utf-8", errors="replace").partition(" ")
    except FileNotFoundError:
        return
    is_own = machine == platform.node() and pid.isdecimal()
    if age > _STALE_AFTER or (is_own and not psutil.pid_exists(int(pid))):
        path.unlink(missing_ok=True)
