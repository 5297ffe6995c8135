"""``.ovpsheets.log``: who did what in a workspace, when, and how it ended; one line a command.

It is for people who ask afterwards. No command reads it, and none fails where it cannot be
written: in a folder that may only be read nothing was done that would have to be written down.
"""

import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from ovpsheets.cli.text_table import harmless
from ovpsheets.version import VERSION
from ovpsheets.workspace.files_there import LOGS

NAME, BEFORE = LOGS
"""What the log is called once it is full; there is never more than one of these."""

MOST: Final = 1_000_000
"""Bytes after which a new log is begun: some eight thousand commands."""

_UNSAID: Final = "…"
_IN_OWN_WORDS: Final = ("--by", "--override", "--reopen")
"""Options behind which names and reasons stand; the quarter's registers keep those."""


def write_down(workspace: Path, words: Sequence[str], code: int) -> None:
    """Add to the log of *workspace* that *words* were typed, and ended with exit code *code*."""
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    typed = " ".join(_as_kept(words))
    line = "\t".join([when, harmless(_who()), f"ovpsheets {VERSION}", str(code), typed])
    path = workspace / NAME
    with suppress(OSError):  # the command is done; whether this can be written changes nothing
        if path.exists() and path.stat().st_size > MOST:
            path.replace(path.with_name(BEFORE))
        # One write at the end of the file: of two commands at once neither cuts the other's line.
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, f"{line}\n".encode("utf-8", "replace"))
        finally:
            os.close(handle)


def _who() -> str:
    """Return the name under which somebody works at the machine, "–" where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which it is depends on the system and on Python
        return "–"


def _as_kept(words: Sequence[str]) -> Iterator[str]:
    """Yield *words* without what is said in own words, and without where files lie."""
    is_unsaid = False
    for word in words:
        option, equals, _ = word.partition("=")
        if is_unsaid:
            kept = _UNSAID
        elif equals and option in _IN_OWN_WORDS:
            kept = f"{option}={_UNSAID}"
        else:
            kept = harmless(_without_place(word))
        is_unsaid = word in _IN_OWN_WORDS
        yield f'"{kept}"' if " " in kept else kept


def _without_place(word: str) -> str:
    """Return a path from the root as its last name: the folders above are the machine's own."""
    for kind in (PurePosixPath, PureWindowsPath):
        if (path := kind(word)).is_absolute():
            return f"{_UNSAID}/{path.name}"
    return word
