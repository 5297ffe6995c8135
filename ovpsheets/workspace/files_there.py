"""Whether anything changed in a workspace: every file that lies there, by its time and content.

By this is known that what was said or read a moment or a day ago still holds. A false "nothing
changed" would tell yesterday's state for today's, so each file is read, not only looked at.
"""

import hashlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from ovpsheets.files import is_link
from ovpsheets.kept import KEPT

FOLDER: Final = "/"
"""What stands in the place of time and content of a folder."""

LOGS: Final = (".ovpsheets.log", ".ovpsheets.log.1")
"""The log of commands and the one before it, which no command reads."""

_MOST: Final = 1024 * 1024 * 1024
"""Bytes in a workspace beyond which all files are not read twice only to save a merge."""


def files_there(root: Path, but: Collection[str] = ()) -> dict[str, str] | None:
    """Return what lies below *root*, but for names in *but*: name → its time and digest.

    The log, and what was worked out before, are left out. None where nobody can say: for a link,
    behind which things may change that are not seen here, for what cannot be read, and for more
    than anybody wants to read.
    """
    found, left = {}, _MOST
    try:
        for name, path in _names(root, ""):
            if path.name in but or name in LOGS:
                continue
            if is_link(path):
                return None
            if path.is_dir():
                found[name] = FOLDER
                continue
            left -= path.stat().st_size
            if left < 0:
                return None
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            found[name] = f"{path.stat().st_mtime_ns} {digest}"
    except OSError:
        return None
    return found


def _names(folder: Path, above: str) -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as items:
        for item in items:
            if not above and item.name == KEPT:
                continue
            yield f"{above}{item.name}", Path(item.path)
            if item.is_dir(follow_symlinks=False):
                yield from _names(Path(item.path), f"{above}{item.name}/")
