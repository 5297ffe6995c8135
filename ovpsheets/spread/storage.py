"""Where a spread quarter lies: a folder that every machine reaches.

A path is a folder of this machine, or a share that is mounted alike everywhere. What has an address
(``s3://bucket/folder``) is a storage, too: :mod:`ovpsheets.spread.addresses`.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple, Self

from ovpsheets.intake.find import read_file
from ovpsheets.intake.reading.opened import ReturnedFile

CHUNK: Final = 1024 * 1024


class Lying(NamedTuple):
    """A stretch of a file in the storage: from which byte to before which."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Storage:
    """A place for files by name, with forward slashes; ``where``: its path.

    Every method but ``below`` raises OSError.
    """

    where: str

    def below(self, name: str) -> Self:
        """Return the folder *name* in it."""
        return replace(self, where=f"{self.where}/{name}")

    def is_there(self) -> bool:
        """Tell whether there is such a place; one that others make by writing into it is not."""
        return Path(self.where).is_dir()

    def read(self, name: str) -> bytes:
        """Return a file."""
        return Path(self.where, name).read_bytes()

    def read_all(self, stretches: Iterable[Lying]) -> Iterator[bytes]:
        """Yield stretches of files, in their order."""
        for own in stretches:
            with Path(self.where, own.name).open("rb") as stream:
                stream.seek(own.start)
                yield stream.read(own.end - own.start)

    def returned(
        self, path: str, name: str, seen: tuple[int, int] | None, most: int
    ) -> ReturnedFile:
        """Return the returned file at *path*, called *name*, of it at most a byte more than *most*.

        Where it is not the one that was *seen*, by size and time stamp, that is an OSError: another
        machine may have another one under the same path.
        """
        if seen is not None and seen != self.seen(path):
            raise OSError(0, "another file", path)
        return read_file(Path(self.where, path), name, most)

    def seen(self, path: str) -> tuple[int, int] | None:
        """Return size and time stamp of a file, None where it is the same from everywhere."""
        found = Path(self.where, path).stat()
        return found.st_size, int(found.st_mtime)

    def write(self, name: str, data: bytes) -> None:
        """Write a file over what may lie there."""
        path = Path(self.where, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files, by their names, over what may lie there."""
        for name, data in files.items():
            self.write(name, data)

    def names(self, folder: str = "") -> list[str]:
        """Return the files below *folder*, in the order of their names; none where it is not."""
        every = os.walk(Path(self.where, folder))
        found = (Path(at, name) for at, _, names in every for name in names)
        return sorted(path.relative_to(self.where).as_posix() for path in found)

    def folders(self) -> list[str]:
        """Return the folders in it, by name; none where it is not."""
        own = Path(self.where)
        return sorted(path.name for path in own.iterdir() if path.is_dir()) if own.is_dir() else []

    def move_all(self, names: Mapping[str, str]) -> None:
        """Put files in the place of others: name → the new name, both in this storage."""
        for name, to in names.items():
            target = Path(self.where, to)
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(self.where, name).replace(target)

    def remove(self, *names: str) -> None:
        """Remove files, or folders with all that is in them; nothing where they are not there."""
        for name in names:
            _remove(Path(self.where, name))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for inner in path.iterdir():
            _remove(inner)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def day_of(saved: object) -> date | None:
    """Return the day, as this machine counts days, on which something was saved; None for none."""
    if isinstance(saved, datetime):
        return (saved.astimezone() if saved.tzinfo else saved).date()
    if isinstance(saved, int | float):
        return datetime.fromtimestamp(saved).date()
    return None
