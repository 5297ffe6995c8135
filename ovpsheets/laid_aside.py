"""What is needed again only now and then, and lies in a file of no name until then.

The forms that came back are sent back annotated once all is judged, their ledgers are written
where somebody asks for them, and their cells and answers are asked of one form after another: of a
thousand they would take most of the memory of a merge.
"""

import copyreg
import io
import os
import pickle
import tempfile
import threading
import weakref
from collections import deque
from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value", covariant=True)

MOST_HELD: Final = 1024 * 1024
"""Bytes of one merge that are held in memory; few merges have more."""

_PIECE: Final = 1024 * 1024
"""Bytes that are read at a time of what is large."""

MOST_OPEN: Final = 64
"""Forms of one merge that stay as they are read; few merges have more."""

_LATELY: Final = 8
"""So many parts of the others are open at a time: those that were asked for last."""


class LaidAside:
    """Some bytes, wherever they lie; they are never changed."""

    __slots__ = ("_data", "_file", "_place", "_size")

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        self._file: _File | None = None
        self._place, self._size = 0, len(data)

    @classmethod
    def at(cls, file: "_File", place: int, size: int) -> "LaidAside":
        """Take so many bytes from *place* on of a file, which stays open as long as they do."""
        own = cls()
        own._file, own._place, own._size = file, place, size
        return own

    def __reduce__(self) -> tuple[type["LaidAside"], tuple[bytes]]:
        return LaidAside, (self.read(),)  # to another process go the bytes themselves

    def by_place(self) -> tuple[Callable[..., "LaidAside"], tuple[Any, ...]]:
        """Return what they are pickled as for who sees the same disk (:func:`pack_by_place`)."""
        if self._file is None:
            return LaidAside, (self._data,)
        return LaidAside.at, (self._file, self._place, self._size)

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LaidAside):
            return NotImplemented
        return len(self) == len(other) and self.read() == other.read()

    def __hash__(self) -> int:
        return hash(self._size)  # two of one size may yet be alike

    def pieces(self) -> Iterator[bytes]:
        """Yield them a piece at a time; raises OSError where the file cannot be read any more."""
        if self._file is None:
            yield self._data
            return
        for first in range(0, self._size, _PIECE):
            size = min(_PIECE, self._size - first)
            yield self._file.read(self._place + first, size)

    def read(self) -> bytes:
        """Return them; raises OSError where the file cannot be read any more."""
        return self._data if self._file is None else self._file.read(self._place, self._size)


NOTHING: Final = LaidAside()

Content = bytes | LaidAside
"""What a file is to hold: of a large one it lies on the disk while it is made."""


def pieces_of(content: Content) -> Iterable[bytes]:
    """Return a content in pieces, which are its bytes one after another."""
    return (content,) if isinstance(content, bytes) else content.pieces()


def laid(pieces: Iterable[bytes]) -> Content:
    """Return what *pieces* make; of what is large no more is held than one of them.

    Raises OSError where the disk is full.
    """
    some, size = io.BytesIO(), 0
    file: _File | None = None
    for piece in pieces:
        some.write(piece)
        size += len(piece)
        if some.tell() > MOST_HELD:
            file = file or _File()
            file.append(some.getvalue())
            some = io.BytesIO()
    if file is None:
        return some.getvalue()
    file.append(some.getvalue())
    return LaidAside.at(file, 0, size)


class _Lately:
    """Those of a merge that are open, the last few that were asked for."""

    def __init__(self) -> None:
        self._open: deque[LaidTogether] = deque()

    def __reduce__(self) -> tuple[type["_Lately"], tuple[()]]:
        return _Lately, ()  # in another process none is open yet

    def opened(self, own: "LaidTogether") -> None:
        """Say that one was opened; the one that was opened first is shut."""
        self._open.append(own)
        if len(self._open) > _LATELY:
            self._open.popleft().shut()


class LaidTogether:
    """Mappings that were packed as one, and are opened together for who asks one of them."""

    __slots__ = ("_data", "_lately", "_opened")

    def __init__(self, data: LaidAside, lately: _Lately | None = None) -> None:
        self._data = data
        self._lately = lately or _Lately()
        self._opened: tuple[Mapping[Any, Any], ...] | None = None

    def __reduce__(self) -> tuple[type["LaidTogether"], tuple[LaidAside]]:
        return LaidTogether, (self._data,)

    def by_place(self) -> tuple[type["LaidTogether"], tuple[LaidAside, _Lately]]:
        """Return what they are pickled as with all others of their merge."""
        return LaidTogether, (self._data, self._lately)

    def opened(self) -> tuple[Mapping[Any, Any], ...]:
        """Return the mappings; raises OSError where the file cannot be read any more."""
        opened = self._opened
        if opened is None:
            opened = self._opened = tuple(pickle.loads(self._data.read()))
            self._lately.opened(self)
        return opened

    def shut(self) -> None:
        """Hold them no longer."""
        self._opened = None

    def laid(self, aside: "Sideboard", lately: _Lately) -> "LaidTogether":
        """Return them as they lie *aside*; *lately*: those that are open there."""
        return LaidTogether(aside.lay(self._data.read()), lately)


class LaidMapping(Mapping[_Key, _Value]):
    """One of the mappings that were laid aside together; it is that mapping for whoever looks."""

    __slots__ = ("number", "of")

    def __init__(self, of: LaidTogether, number: int) -> None:
        self.of = of
        self.number = number

    def __reduce__(self) -> tuple[type["LaidMapping[Any, Any]"], tuple[LaidTogether, int]]:
        return LaidMapping, (self.of, self.number)

    def opened(self) -> Mapping[_Key, _Value]:
        """Return the mapping itself, as it was before it was laid aside."""
        return self.of.opened()[self.number]

    def __getitem__(self, key: _Key) -> _Value:
        return self.opened()[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self.opened())

    def __len__(self) -> int:
        return len(self.opened())

    def __contains__(self, key: object) -> bool:
        return key in self.opened()

    # Who goes through a whole form opens it once, and not at each of its cells.
    def keys(self) -> KeysView[_Key]:
        """Return the keys."""
        return self.opened().keys()

    def values(self) -> ValuesView[_Value]:
        """Return the values."""
        return self.opened().values()

    def items(self) -> ItemsView[_Key, _Value]:
        """Return keys and values."""
        return self.opened().items()


class Sideboard:
    """Where the bytes of one merge are laid; *most_open*: forms that stay as they are read."""

    def __init__(self, most_open: int | None = None) -> None:
        self._held = 0
        self._file: _File | None = None
        self._open = 0
        self._most_open = MOST_OPEN if most_open is None else most_open
        self._lately = _Lately()

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

    def lay_together(self, *parts: "Part") -> tuple[tuple[Mapping[Any, Any], ...], ...]:
        """Lay the parts of a form aside, each opened by itself.

        Those of the first few forms stay as they are read, unless they come packed.
        """
        is_packed = any(isinstance(own, LaidMapping) for mappings, _ in parts for own in mappings)
        if not is_packed and self._open < self._most_open:
            self._open += 1
            return tuple(tuple(mappings) for mappings, _ in parts)
        return tuple(self._laid(*part) for part in parts)

    def _laid(
        self, mappings: Sequence[Mapping[Any, Any]], pack: "Pack"
    ) -> tuple[Mapping[Any, Any], ...]:
        first = mappings[0]
        together = first.of if isinstance(first, LaidMapping) else LaidTogether(pack(mappings))
        laid = together.laid(self, self._lately)
        return tuple(LaidMapping(laid, number) for number in range(len(mappings)))


Pack = Callable[[Sequence[Mapping[Any, Any]]], LaidAside]
"""Makes bytes of mappings: a pickle of all of them, in their order."""

Part = tuple[Sequence[Mapping[Any, Any]], Pack]
"""Mappings that are asked for together, as they are or packed, and what packs them."""


def pack_by_place(value: object, stream: IO[bytes]) -> None:
    """Pickle *value* into *stream* for another process that sees the same disk.

    What is laid aside goes as the place where it lies, which is there as long as it is here.
    Raises what pickle raises, and OSError.
    """
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    own: dict[type, Callable[[Any], Any]] = {
        LaidAside: LaidAside.by_place,
        LaidTogether: LaidTogether.by_place,
    }
    pickler.dispatch_table = {**copyreg.dispatch_table, **own}
    pickler.dump(value)


def pack_with_files(value: object, stream: IO[bytes], names: Iterator[Path]) -> None:
    """Pickle *value* into *stream*; what of it lies in a file is copied to one of these *names*.

    There who reads it finds it when this process is gone. Raises what pickle raises, and OSError.
    """

    def copied(own: LaidAside) -> tuple[Callable[..., LaidAside], tuple[Any, ...]]:
        name = next(names)
        with name.open("wb") as copy:
            copy.writelines(own.pieces())
        return _whole, (str(name), len(own))

    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, LaidAside: copied}
    pickler.dump(value)


def _whole(name: str, size: int) -> LaidAside:
    return LaidAside.at(_File(name), 0, size)


class _File:
    """A temporary file of this user alone, which is gone with the last of what lies in it.

    *name*: one that another process laid its things in, and in which they are only read.
    """

    def __init__(self, name: str = "") -> None:
        if name:
            self._file: IO[bytes] = open(name, "rb")  # noqa: SIM115
            weakref.finalize(self, self._file.close)
        else:
            handle, name = tempfile.mkstemp(prefix="ovpsheets-")
            self._file = os.fdopen(handle, "w+b")
            # When the last of what lies in it is gone, and not before.
            weakref.finalize(self, _remove, self._file, name)
        self._name = name
        self._lock = threading.Lock()
        self._end = 0

    def __reduce__(self) -> tuple[type["_File"], tuple[str]]:
        return _File, (self._name,)

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


def _remove(file: IO[bytes], name: str) -> None:
    file.close()
    with suppress(OSError):  # who reads there holds it, on Windows
        os.unlink(name)
