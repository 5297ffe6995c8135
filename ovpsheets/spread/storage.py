"""Where a spread quarter lies: a folder that every machine reaches, or what fsspec knows.

A path is a folder of this machine, or a share that is mounted alike everywhere; an address with
``://`` (``s3://bucket/folder``, ``memory://folder``) is read and written by fsspec, which comes
with ``pip install ovpsheets[dask]``.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, Final

from ovpsheets.errors import InputError

_SCHEME: Final = "://"
_DAYS: Final = ("mtime", "LastModified", "last_modified", "modified", "updated", "created")
"""What file systems of fsspec call the time at which a file was last saved."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A place for files by name, with forward slashes; ``where``: its path or address."""

    where: str

    @classmethod
    def at(cls, where: Path | str) -> "Storage":
        """Return the storage at a path or address; raises InputError where fsspec is missing."""
        text = os.fspath(where)
        if not is_address(text):
            return cls(str(Path(text).absolute()))
        if not find_spec("fsspec"):
            raise InputError("fsspec_missing", text=text)
        return cls(text.rstrip("/"))

    @property
    def is_local(self) -> bool:
        """Whether it is a folder as this machine's programs see it."""
        return not is_address(self.where)

    def below(self, name: str) -> "Storage":
        """Return the folder *name* in it."""
        return Storage(f"{self.where}/{name}")

    def read(self, name: str, start: int | None = None, end: int | None = None) -> bytes:
        """Return a file, or its bytes from *start* to before *end*; raises OSError."""
        if self.is_local:
            with Path(self.where, name).open("rb") as stream:
                stream.seek(start or 0)
                return stream.read(-1 if end is None else end - (start or 0))
        system, root = self._system()
        found: bytes = system.cat_file(f"{root}/{name}", start=start, end=end)
        return found

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading; raises OSError."""
        if self.is_local:
            return Path(self.where, name).open("rb")
        system, root = self._system()
        found: BinaryIO = system.open(f"{root}/{name}", "rb")
        return found

    def write(self, name: str, data: bytes) -> None:
        """Write a file over what may lie there; raises OSError."""
        if self.is_local:
            path = Path(self.where, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return
        system, root = self._system()
        parent = f"{root}/{name}".rpartition("/")[0]
        system.makedirs(parent, exist_ok=True)
        system.pipe_file(f"{root}/{name}", data)

    def names(self, folder: str = "") -> list[str]:
        """Return the files below *folder*, in the order of their names; none where it is not."""
        if self.is_local:
            found = _walked(Path(self.where, folder))
            return sorted(path.relative_to(self.where).as_posix() for path in found)
        system, root = self._system()
        own = f"{root}/{folder}".rstrip("/")
        if not system.exists(own):
            return []
        return sorted(str(path).removeprefix(f"{root}/") for path in system.find(own))

    def folders(self) -> list[str]:
        """Return the folders in it, by name; none where it is not."""
        if self.is_local:
            own = Path(self.where)
            return (
                sorted(path.name for path in own.iterdir() if path.is_dir()) if own.is_dir() else []
            )
        system, root = self._system()
        if not system.exists(root):
            return []
        found = (own for own in system.ls(root, detail=True) if own["type"] == "directory")
        return sorted(str(own["name"]).rstrip("/").rpartition("/")[2] for own in found)

    def saved(self, name: str) -> date:
        """Return the day on which a file was last saved; the last of all days where none is known.

        Raises OSError.
        """
        if self.is_local:
            return datetime.fromtimestamp(Path(self.where, name).stat().st_mtime).date()
        system, root = self._system()
        said = system.info(f"{root}/{name}")
        return next((day for key in _DAYS if (day := _day(said.get(key)))), date.max)

    def move(self, name: str, to: str) -> None:
        """Put a file in another's place; raises OSError."""
        if self.is_local:
            target = Path(self.where, to)
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(self.where, name).replace(target)
            return
        system, root = self._system()
        system.makedirs(f"{root}/{to}".rpartition("/")[0], exist_ok=True)
        if system.exists(f"{root}/{to}"):
            system.rm_file(f"{root}/{to}")
        system.mv(f"{root}/{name}", f"{root}/{to}")

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it; nothing where it is not there."""
        if self.is_local:
            _remove(Path(self.where, name))
            return
        system, root = self._system()
        if system.exists(f"{root}/{name}"):
            system.rm(f"{root}/{name}", recursive=True)

    def _system(self) -> tuple[Any, str]:
        system, root = import_module("fsspec.core").url_to_fs(self.where)
        return system, str(root).rstrip("/")


def is_address(text: str) -> bool:
    """Tell whether a place is one that fsspec knows, and no path."""
    return _SCHEME in text


def _walked(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for inner in path.iterdir():
            _remove(inner)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def _day(said: object) -> date | None:
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, int | float):
        return datetime.fromtimestamp(said).date()
    return None
