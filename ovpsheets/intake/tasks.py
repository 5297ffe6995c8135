"""Work that other processes begin while something else is done here, and that is taken in order.

A task is a function and its arguments, all of which another process can be told. What it is asked
and what it comes to wait in a folder, so that a thousand of them take no room here. One that nobody
has begun when its turn comes is done here, and so is one whose process ended early: how many
processes there are changes nothing but how long it takes. So others begin at the end of the line,
once they are done with the first of all, which they had before there was a line: at its front they
would begin each task just before it is taken.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final, Generic, Self, TypeVar

from ovpsheets.files import scratch_folder
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.workers import Workers, cores
from ovpsheets.laid_aside import pack_by_place, pack_with_files
from ovpsheets.packed import CANNOT_BE_PACKED
from ovpsheets.templates import active

_Item = TypeVar("_Item")
_Value = TypeVar("_Value")

_CANNOT_BE_TOLD: Final = (*CANNOT_BE_PACKED, OSError)
"""Somebody else's value, or the disk is full: then a task is begun by nobody."""

_UNHURRIED: Final = replace(Limits(), seconds=900.0)
"""What a task may take where it is no member's file: here it could take any time."""

_MOST_OTHERS: Final = 3
"""Processes: more would each learn what to do, and find little left to be done."""


def others(*, pays: bool) -> Callable[[], Executor] | None:
    """Return who begins tasks beside this process, where it *pays* and there are processors."""
    processes = min(cores() - 1, _MOST_OTHERS) if pays else 0
    return partial(Workers, processes, _UNHURRIED, from_the_end=True) if processes else None


class Task(Generic[_Item]):
    """A function, found by its module and name, and its arguments; it comes to items, in order."""

    def __init__(self, function: Callable[..., Iterable[_Item]], *arguments: Any) -> None:
        self._asked: tuple[Callable[..., Iterable[_Item]], tuple[Any, ...]] = function, arguments
        self._begun: _Begun | None = None

    @property
    def function(self) -> Callable[..., Iterable[_Item]]:
        """The function, until somebody has begun the task."""
        return self._asked[0]

    def each(self) -> Iterator[_Item]:
        """Yield the items, each when it is asked for; a fault of the function is raised here."""
        if self._begun is not None and self._begun.is_done():
            yield from self._begun.items()
            return
        function, arguments = self._begun.asked() if self._begun else self._asked
        yield from function(*arguments)

    def begin(self, executor: Executor, place: Path) -> None:
        """Have it done; what it is asked, and then what it comes to, waits at *place*."""
        try:
            with place.open("wb") as stream:
                pack_by_place((active(), *self._asked), stream)
        except _CANNOT_BE_TOLD:
            return
        self._begun = _Begun(place, executor.submit(_do, place))
        del self._asked  # it waits on the disk


class _Begun:
    """A task that somebody has in line."""

    def __init__(self, place: Path, future: "Future[None]") -> None:
        self._place = place
        self._future = future

    def is_done(self) -> bool:
        """Tell whether it was done, and wait for who is at it.

        Where that failed it is done here, too: if the fault is the task's own, it shows.
        """
        return not self._future.cancel() and self._future.exception() is None

    def asked(self) -> Any:
        """Return the function and its arguments."""
        _, function, arguments = next(_read(self._place))
        return function, arguments

    def items(self) -> Iterator[Any]:
        """Yield what it came to."""
        made = _made(self._place)
        yield from _read(made)
        made.unlink(missing_ok=True)  # what it takes on the disk is no longer needed


class Tasks:
    """Who begins tasks. *hire* returns them, at the first task; None where there is nobody.

    They see the same disk, and go when the block ends.
    """

    def __init__(self, hire: Callable[[], Executor] | None = None) -> None:
        self._hire = hire
        self._stack = ExitStack()
        self._numbers = count()
        self._folder: Path | None = None
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    @property
    def are_begun(self) -> bool:
        """Whether there is anybody to begin them."""
        return self._hire is not None

    def begin(self, task: Task[Any]) -> None:
        """Have a task begun; where there is nobody it is done when it is taken."""
        if self._hire is None:
            return
        if self._executor is None:
            self._executor = self._stack.enter_context(self._hire())
            # It starts, and learns what to do, while what it is told is packed here.
            self._executor.submit(_know, task.function)
        task.begin(self._executor, self._next())

    def tell(self, value: _Value, how: "How[_Value] | None" = None) -> "ToldOnce[_Value]":
        """Return what tasks that are asked about a large *value* are given in its stead."""
        told = ToldOnce(self._next(), value, how)
        _TOLD[told.place] = told
        self._stack.callback(_TOLD.pop, told.place)
        return told

    def _next(self) -> Path:
        """Return a place for what waits, which nobody has yet."""
        if self._folder is None:
            self._folder = Path(self._stack.enter_context(scratch_folder()))
        return self._folder / f"{next(self._numbers)}"


@dataclass(frozen=True, slots=True)
class How(Generic[_Value]):
    """How a value is told in parts, for who packs it holds all that is packed at once.

    Both are found by module and name; ``put_together`` makes the value again of its parts.
    """

    apart: Callable[[_Value], Iterable[Any]]
    put_together: Callable[[Iterator[Any]], _Value]


class ToldOnce(Generic[_Value]):
    """A value that another process reads once, however many tasks are asked about it."""

    def __init__(
        self, place: Path, value: _Value | None = None, how: How[_Value] | None = None
    ) -> None:
        self.place = place
        self._value = value
        self._how = how
        self._is_tried = False

    @property
    def value(self) -> _Value:
        """The value itself; raises OSError where it is gone with its tasks."""
        if self._value is None:
            parts = _read(self.place)
            put_together = next(parts)
            self._value = next(parts) if put_together is None else put_together(parts)
        return self._value

    def __reduce__(self) -> "tuple[Callable[[Path], ToldOnce[_Value]], tuple[Path]]":
        """Write the value for who is to read it; raises PicklingError where that is no use."""
        if not self._is_tried:
            self._is_tried = True
            with self.place.with_suffix(".part").open("wb") as stream:
                for part in self._parts():
                    pack_by_place(part, stream)
            self.place.with_suffix(".part").replace(self.place)
        if not self.place.is_file():
            raise pickle.PicklingError("it could not be told before")
        return _told, (self.place,)

    def _parts(self) -> Iterator[Any]:
        """Yield what puts the value together, if it is in parts, and then these."""
        if self._how is None or self._value is None:
            yield from (None, self._value)
            return
        yield self._how.put_together
        yield from self._how.apart(self._value)


_TOLD: Final[dict[Path, ToldOnce[Any]]] = {}
"""What is told here, or was told to this process, by its place."""


def _told(place: Path) -> ToldOnce[Any]:
    return _TOLD.setdefault(place, ToldOnce(place))


def _know(_function: Callable[..., Any]) -> None:
    """Do nothing: who is told of a function has its module imported."""


def _do(place: Path) -> None:
    """Do what is asked at *place*, in another process."""
    own, function, arguments = next(_read(place))
    files = (place.with_suffix(f".{number}") for number in count())
    with own.in_use(), _made(place).open("wb") as stream:
        for item in function(*arguments):
            pack_with_files(item, stream, files)


def _made(place: Path) -> Path:
    return place.with_suffix(".made")


def _read(place: Path) -> Iterator[Any]:
    """Yield what lies in a file, one after another."""
    with place.open("rb") as stream:
        while stream.peek(1):
            yield pickle.load(stream)
