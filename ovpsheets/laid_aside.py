"""Bytes that are needed again only at the end, and lie in a file of no name until then.

The forms that came back are sent back annotated once all is judged, and their ledgers are written
where somebody asks for them: of a thousand they would take more memory than all that was read of
them.
"""

import tempfile
import threading
import weakref
from collections.abc import Callable
from typing import IO, Final

MOST_HELD: Final = 8 * 1024 * 1024
"""Bytes of one merge that are held in memory; few merges have more."""


class LaidAside:
    """Some bytes, wherever they lie; they are never changed."""

    __slots__ = ("_read", "_size")

    def __init__(self, data: bytes = b"") -> None:
        self._size = len(data)
        self._read: Callable[[], bytes] = lambda: data

    @classmethod
    def at(cls, file: "_File", place: int, size: int) -> "LaidAside":
        """Take so many bytes from *place* on of a file, which stays open as long as they do."""
        own = cls()
        own._size, own._read = size, lambda: file.read(place, size)
        return own

    def __reduce__(self) -> tuple[type["LaidAside"], tuple[bytes]]:
        return LaidAside, (self.read(),)  # to another process go the bytes themselves

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LaidAside):
            return NotImplemented
        return len(self) == len(other) and self.read() == other.read()

    def __hash__(self) -> int:
        return hash(self._size)  # two of one size may yet be alike

    def read(self) -> bytes:
        """Return them; raises OSError where the file cannot be read any more."""
        return self._read()


NOTHING: Final = LaidAside()


class Sideboard:
    """Where the bytes of one merge are laid."""

    def __init__(self) -> None:
        self._held = 0
        self._file: _File | None = None

    def lay(self, data: bytes) -> LaidAside:
        """Lay *data* aside; where nothing can be written it stays in memory."""
        if self._held + len(data) <= MOST_HELD:
            self._held += len(data)
            return LaidAside(data)
        try:
            self._file = self._file or _File()
            return LaidAside.at(self._file, self._file.append(data), len(data))
        except OSError:  # a full disk: to need more memory is better than to end here
            return LaidAside(data)


class _File:
    """A temporary file, which is gone with the last of what lies in it."""

    def __init__(self) -> None:
        # Closed when the last of what lies in it is gone, and not before.
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="ovpsheets-")  # noqa: SIM115
        self._lock = threading.Lock()
        self._end = 0
        weakref.finalize(self, self._file.close)

    def append(self, data: bytes) -> int:
        with self._lock:
            place = self._end
            self._file.seek(place)
            self._file.write(data)
            self._file.flush()
            self._end = place + len(data)
        return place

    def read(self, place: int, size: int) -> bytes:
        with self._lock:
            self._file.seek(place)
            found = self._file.read(size)
        if len(found) != size:
            raise OSError("a temporary file was cut")
        return found
