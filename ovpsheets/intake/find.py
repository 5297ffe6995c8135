"""Find what came back: every file of a folder and its sub-folders, each read once.

A file is opened for reading only and never again: its bytes are what is
hashed, judged and quoted. They are read when their turn comes, so that not
all of them are in memory at once.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ovpsheets.files import is_link, portable_name
from ovpsheets.intake.reading.opened import ReturnedFile
from ovpsheets.intake.sent_files import distinct, homes_of, is_sent, leads_out

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or folder that could not even be opened.

    ``reason`` is a key of ``intake.refused``; ``detail`` the system's own word for it.
    """

    name: str
    reason: str
    detail: str

    def as_file(self) -> ReturnedFile:
        """Return it as a file of which nothing is known; there are no bytes to hash."""
        return ReturnedFile(self.name, b"", "", date.max)


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What lay in the folder, in an order that does not depend on the system.

    ``files``: name → where it lies, or the bytes themselves. ``skipped`` names the lock
    files that office programs leave beside an open workbook and the traces of file
    systems: nobody sent them.
    """

    files: Mapping[str, Path | bytes]
    unread: tuple[Unread, ...]
    skipped: tuple[str, ...]

    def read(self, largest: int) -> Iterator[ReturnedFile | Unread]:
        """Read the files one by one, of each at most a byte more than *largest*."""
        for name, path in self.files.items():
            if isinstance(path, bytes):
                digest = hashlib.sha256(path).hexdigest()
                yield ReturnedFile(name, path[: largest + 1], digest, date.max)
                continue
            try:
                yield read_file(path, name, largest)
            except OSError as error:
                yield Unread(name, "unread", error.strerror or type(error).__name__)
        yield from self.unread


def find_returns(folder: Path) -> FoundFiles:
    """Return everything in *folder*; an absent folder holds nothing."""
    unread: list[Unread] = []

    def note(error: OSError) -> None:
        name = portable_name(Path(error.filename).relative_to(folder))
        reason = "folder_linked" if isinstance(error, _LinkError) else "folder_unread"
        unread.append(Unread(f"{name}/", reason, error.strerror or type(error).__name__))

    paths = sorted(_walk(folder, note) if folder.is_dir() else (), key=str)
    names = [portable_name(path.relative_to(folder)) for path in paths]
    sent = [(name, path) for name, path in zip(names, paths, strict=True) if is_sent(name)]
    told_apart = distinct(name for name, _ in sent)
    homes = homes_of(folder)
    files: dict[str, Path | bytes] = {}
    for name, path in sorted(zip(told_apart, (path for _, path in sent), strict=True)):
        if leads_out(path, homes):
            unread.append(Unread(name, "linked", "a link to another place"))
        else:
            files[name] = path
    skipped = sorted(name for name in names if not is_sent(name))
    return FoundFiles(files, tuple(sorted(unread, key=lambda item: item.name)), tuple(skipped))


class _LinkError(OSError):
    """A folder that is a link."""


def read_file(path: Path, name: str, largest: int) -> ReturnedFile:
    """Read one file, at most a byte more than *largest*; raises OSError."""
    if path.exists() and not path.is_file():  # a pipe: opening it would wait for ever
        raise OSError(0, "not a file", str(path))
    with path.open("rb") as stream:
        data = stream.read(largest + 1)
        digest = hashlib.sha256(data)
        while rest := stream.read(_CHUNK):
            digest.update(rest)
        modified = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime).date()
    return ReturnedFile(name, data, digest.hexdigest(), modified)


def _walk(folder: Path, note: Callable[[OSError], None]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=note):
        yield from (Path(place, name) for name in names)
        for name in list(folders):
            path = Path(place, name)
            if is_link(path):  # it may lead anywhere, and back here, without end
                folders.remove(name)  # os.walk goes into junctions
                note(_LinkError(0, "a link to another folder", str(path)))
