"""A storage that has an address: what fsspec knows (``s3://bucket/folder``, ``memory://folder``).

It comes with ``pip install ovpsheets[dask]``; for most addresses one package more is needed, which
the message names. What a storage of objects does otherwise than a folder is dealt with here: it
has no folders to make, a file is moved by copying it, and each request takes a while, so that
many are on their way at a time.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from os import fspath
from pathlib import Path
from typing import Any, Final

from ovpsheets.errors import InputError
from ovpsheets.intake.reading.opened import ReturnedFile
from ovpsheets.spread.storage import CHUNK, Lying, Storage, day_of

_SCHEME: Final = "://"
_AT_A_TIME: Final = 64
"""So many stretches of files are in memory at a time."""

_DAYS: Final = ("mtime", "LastModified", "last_modified", "modified", "updated", "created")
"""What file systems of fsspec call the time at which a file was last saved."""


class AddressError(OSError):
    """A storage that has an address cannot do what was asked of it; the text says why."""

    @property
    def is_of_file(self) -> bool:
        """Whether it is about one file, which is gone or may not be read, and not the storage."""
        return isinstance(self.__cause__, FileNotFoundError | PermissionError)


def storage_at(where: Path | str) -> Storage:
    """Return the storage at a path or address.

    Raises InputError where fsspec, or what it needs for such an address, is not installed.
    """
    text = fspath(where)
    if not is_address(text):
        return Storage(str(Path(text).absolute()))
    if not find_spec("fsspec"):
        raise InputError("fsspec_missing", text=text)
    try:
        import_module("fsspec.core").url_to_fs(text)
    except (ImportError, ValueError) as fault:
        raise InputError("storage_unknown", text=text, detail=str(fault)) from fault
    return Address(text.rstrip("/"))


def is_address(text: str) -> bool:
    """Tell whether a place is one that fsspec knows, and no path."""
    return _SCHEME in text


@dataclass(frozen=True, slots=True)
class Address(Storage):
    """A storage of fsspec; ``where``: its address."""

    def is_there(self) -> bool:
        """Tell whether there is such a place."""
        with self._at_work() as (system, root):
            return bool(system.exists(root))

    def read(self, name: str) -> bytes:
        """Return a file."""
        with self._at_work() as (system, root):
            return bytes(system.cat_file(f"{root}/{name}"))

    def read_all(self, stretches: Iterable[Lying]) -> Iterator[bytes]:
        """Yield stretches of files, in their order."""
        coming = iter(stretches)
        while own := list(islice(coming, _AT_A_TIME)):
            with self._at_work() as (system, root):
                names = [f"{root}/{at.name}" for at in own]
                starts, ends = [at.start for at in own], [at.end for at in own]
                found = system.cat_ranges(names, starts, ends, on_error="raise")
            yield from found

    def returned(
        self, path: str, name: str, seen: tuple[int, int] | None, most: int
    ) -> ReturnedFile:
        """Return the returned file at *path*; it is the same from everywhere."""
        with self._at_work() as (system, root):
            said = system.info(f"{root}/{path}")
            days = (day_of(said.get(key)) for key in _DAYS)
            day = next((own for own in days if own), date.max)
            if 0 < (said.get("size") or 0) <= most:  # all of it in one request
                data = bytes(system.cat_file(f"{root}/{path}"))
                return ReturnedFile(name, data[: most + 1], hashlib.sha256(data).hexdigest(), day)
            with system.open(f"{root}/{path}", "rb") as stream:
                data = stream.read(most + 1)
                digest = hashlib.sha256(data)
                while rest := stream.read(CHUNK):
                    digest.update(rest)
            return ReturnedFile(name, data, digest.hexdigest(), day)

    def seen(self, path: str) -> tuple[int, int] | None:
        """Return None: there is one file of that name, from wherever one looks."""
        return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file over what may lie there."""
        self.write_all({name: data})

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files, by their names, over what may lie there."""
        with self._at_work() as (system, root):
            _make_folders(system, (f"{root}/{name}" for name in files))
            system.pipe({f"{root}/{name}": data for name, data in files.items()})

    def names(self, folder: str = "") -> list[str]:
        """Return the files below *folder*, in the order of their names; none where it is not."""
        with self._at_work() as (system, root):
            own = f"{root}/{folder}".rstrip("/")
            found = system.find(own) if system.exists(own) else ()
            files = (str(path) for path in found if not path.endswith("/"))  # a folder's mark
            return sorted(path.removeprefix(f"{root}/") for path in files)

    def folders(self) -> list[str]:
        """Return the folders in it, by name; none where it is not."""
        with self._at_work() as (system, root):
            every = system.ls(root, detail=True) if system.exists(root) else ()
            found = (own for own in every if own["type"] == "directory")
            return sorted(str(own["name"]).rstrip("/").rpartition("/")[2] for own in found)

    def move_all(self, names: Mapping[str, str]) -> None:
        """Put files in the place of others: name → the new name, both in this storage."""
        with self._at_work() as (system, root):
            lying = [f"{root}/{name}" for name in names]
            targets = [f"{root}/{to}" for to in names.values()]
            if _is_of_objects(system):
                if lying:
                    system.copy(lying, targets)
                    system.rm(lying)
                return
            _make_folders(system, targets)
            for name, to in zip(lying, targets, strict=True):
                if system.exists(to):
                    system.rm_file(to)
                system.mv(name, to)

    def remove(self, *names: str) -> None:
        """Remove files, or folders with all that is in them; nothing where they are not there."""
        with self._at_work() as (system, root):
            for name in names:
                if system.exists(f"{root}/{name}"):
                    system.rm(f"{root}/{name}", recursive=True)

    @contextmanager
    def _at_work(self) -> Iterator[tuple[Any, str]]:
        """Give the file system and the path in it; whatever it raises is an AddressError."""
        try:
            system, root = import_module("fsspec.core").url_to_fs(self.where)
            # Others write there, too: what was listed a while ago is not what lies there now.
            system.invalidate_cache()
            yield system, str(root).rstrip("/")
        except Exception as fault:  # no credentials, nobody there: no OSError in every library
            said = f"{type(fault).__name__}: {fault}".strip(": ")
            raise AddressError(f"{self.where}: {said}") from fault


def _is_of_objects(system: Any) -> bool:
    """Tell whether a file system knows no folders, but names with slashes in them."""
    return bool(getattr(system, "async_impl", False))


def _make_folders(system: Any, paths: Iterable[str]) -> None:
    """Make the folders of files; in a storage of objects there are none.

    To make one there would make the bucket, if its name was mistyped.
    """
    if not _is_of_objects(system):
        for folder in dict.fromkeys(path.rpartition("/")[0] for path in paths):
            system.makedirs(folder, exist_ok=True)
