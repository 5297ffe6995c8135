"""Files that are not here whole yet: a browser, OneDrive or Dropbox is still at them.

They are waited for a moment, and then named: half a form must not pass for a form, and what is
only the trace of a program must not pass for nothing.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_TRIES: Final = 4
_PAUSE: Final = 0.25
_RECENT: Final = 60.0
"""Seconds after which nobody is still writing a file that does not change."""

_UNDER_WAY: Final = (
    ".tmp", ".partial", ".part", ".crdownload", ".opdownload", ".download", ".icloud", ".cloud",
    ".cloudf", ".nextcloud", ".owncloud",
)  # fmt: skip
"""How browsers and synchronisers call a file that they are still fetching."""

_END_OF_ZIP: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + 0xFFFF  # of a zip: the record, and the comment behind it


def trace_of(name: str) -> str:
    """Return of what a file is only the trace, a key of ``intake.refused``; "" where of nothing.

    ``unfinished``: of a download or a synchronisation; ``lock_file``: of an office program that
    has the file beside it open.
    """
    if name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")):
        return "lock_file"
    return "unfinished" if name.lower().endswith(_UNDER_WAY) else ""


def is_whole(path: Path, pause: Callable[[float], None] = time.sleep) -> bool:
    """Tell whether a file is here whole, after a moment's waiting where it does not look so.

    Empty files are not, nor what changes while it is looked at. What no longer changes and is
    damaged is whole as far as anybody can tell: whoever opens it says what is wrong with it.
    Raises OSError for a file that cannot be read.
    """
    for number in range(_TRIES + 1):
        if number:
            pause(_PAUSE)
        before = path.stat()
        is_complete = _is_complete(path, before.st_size)
        after = path.stat()
        is_still = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if is_complete and is_still:
            return True
        if is_still and time.time() - after.st_mtime > _RECENT:
            break
    return is_still and after.st_size > 0


def _is_complete(path: Path, size: int) -> bool:
    """Tell whether a file holds anything and, where it is a zip, also its end."""
    with path.open("rb") as stream:
        if stream.read(2) != b"PK":
            return size > 0
        stream.seek(max(0, size - _LONGEST_END), os.SEEK_SET)
        return _END_OF_ZIP in stream.read()
