"""Find what came back: every file of a folder and its sub-folders, read once.

A file is opened for reading only and never again: its bytes are what is
hashed, judged and quoted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ovpsheets.files import portable_name, sha256


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """One file as it lay in the folder. ``name`` is relative, with forward slashes."""

    name: str
    data: bytes
    sha256: str
    modified: date


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not even be opened; ``detail`` is the system's own word for it."""

    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Found:
    """What lay in the folder, in an order that does not depend on the system.

    ``skipped`` names the lock files that office programs leave beside an open
    workbook and the traces of file systems: nobody sent them.
    """

    files: tuple[ReturnedFile, ...]
    unread: tuple[Unread, ...]
    skipped: tuple[str, ...]


def find_returns(folder: Path) -> Found:
    """Return everything in *folder*; an absent folder holds nothing."""
    files: list[ReturnedFile] = []
    unread: list[Unread] = []
    skipped: list[str] = []
    for path in _walk(folder):
        name = portable_name(path.relative_to(folder))
        if is_skipped(path.name):
            skipped.append(name)
            continue
        try:
            files.append(read_file(path, name))
        except OSError as error:
            unread.append(Unread(name, error.strerror or type(error).__name__))
    return Found(
        tuple(sorted(files, key=lambda file: (file.name, file.sha256))),
        tuple(sorted(unread, key=lambda file: file.name)),
        tuple(sorted(skipped)),
    )


def read_file(path: Path, name: str) -> ReturnedFile:
    """Read one file; raises OSError."""
    data = path.read_bytes()
    modified = datetime.fromtimestamp(path.stat().st_mtime).date()
    return ReturnedFile(name, data, sha256(data), modified)


def is_skipped(name: str) -> bool:
    """Tell whether a file's name says that nobody sent it (``~$…``, ``.~lock…#``, Thumbs.db)."""
    return name.startswith(("~$", ".")) or name.lower() in ("thumbs.db", "desktop.ini")


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else iter(())
