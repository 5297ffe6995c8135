"""One merge at a time: a small file in the folder of the quarter says that one is running.

``docs/dependencies.md`` says why this is not filelock's.
"""

import os
import platform
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import naming

NAME: Final = ".merge-running"

_STALE_AFTER: Final = 3600.0
"""Seconds after which a lock was left behind by a merge that was killed; none takes so long.

For a merge of this machine there is no waiting: its process runs, or it does not.
"""

_SAME_START: Final = 2.0
"""Seconds by which one process may seem to have begun at two times; the clock is set meanwhile."""

_UNWRITTEN_AFTER: Final = 10.0
"""Seconds after which a lock that names nobody is one whose holder never came to write."""


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
    begun = psutil.Process().create_time()
    holder = f"{os.getpid()} {platform.node()} {uuid.uuid4().hex} {begun}"
    try:
        with naming(path), os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(holder)
        yield
    finally:
        if _holder(path) in (holder, ""):  # after an hour another may have taken it over
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Held:
    """A folder that a merge holds, by the file at ``path``.

    ``machine``: where it runs, "" where that is not known; ``is_left``: it runs no more, and the
    next merge takes the file away.
    """

    path: Path
    machine: str
    is_left: bool


def held(folder: Path) -> Held | None:
    """Return what holds *folder*, None for nothing; nothing is changed."""
    path = folder / NAME
    holder = _holder(path)
    if holder is None:
        return None
    _, machine, *_ = (*holder.split(" "), "", "")
    return Held(path, machine, _is_stale(path, holder))


def _remove_if_stale(path: Path) -> None:
    """Remove a lock that nobody holds any more.

    It is moved away first and looked at again: of two that judge it stale at
    once only one moves it, and neither removes what the other put there since.
    """
    holder = _holder(path)
    if holder is None or not _is_stale(path, holder):
        return
    aside = path.with_name(f"{NAME}-{uuid.uuid4().hex}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if _holder(aside) == holder:
        aside.unlink(missing_ok=True)
    else:
        aside.rename(path)


def _holder(path: Path) -> str | None:
    """Return who holds the lock at *path*, None where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _is_stale(path: Path, holder: str) -> bool:
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return False
    pid, machine, _, begun, *_ = (*holder.split(" "), "", "", "", "")
    if not holder:  # killed, or the disk was full, before the holder was written
        return age > _UNWRITTEN_AFTER
    is_own = machine == platform.node() and pid.isdecimal()
    return age > _STALE_AFTER or (is_own and not _runs(int(pid), begun))


def _runs(pid: int, begun: str) -> bool:
    """Tell whether the process that began then still runs: numbers of ended ones come again."""
    try:
        now = psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:  # it is there, and nobody may ask it anything
        return True
    try:
        return bool(abs(now - float(begun)) <= _SAME_START)
    except ValueError:  # of a version that did not write it
        return True
