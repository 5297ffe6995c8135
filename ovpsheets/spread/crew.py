"""Whoever does the tasks of a spread merge: any executor, and what is done where it fails.

A worker that dies takes its task with it, and perhaps others that it had taken. So a task that came
to nothing is done again by itself, with no other beside it; then it is known whose fault it is.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, Self, TypeVar

from ovpsheets.errors import InputError, WorkspaceError
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.workers import Workers
from ovpsheets.spread.guarded import OtherProgramError, guarded_task
from ovpsheets.spread.job import Job, NoStorage, do
from ovpsheets.version import VERSION

T = TypeVar("T")

_LONG: Final = 3600.0
_LARGE: Final = 16 * 1024**3
"""Seconds and bytes that a task may take which is about no single file."""

_UNPACKED: Final = 20
"""A brief takes so many times its packed size in memory."""

AHEAD: Final = 2000
"""So many tasks wait at the engine; they name files and hold none."""

_DEATHS: Final = ("KilledWorker", "WorkerDied")
"""What Dask raises for a task whose workers died; it is imported where it is used, and not here."""

Arguments = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A task by its arguments, and what it came to: a result, or None and the fault."""

    arguments: Arguments
    result: T | None
    fault: BaseException | None = None


def is_death(fault: BaseException) -> bool:
    """Tell whether a worker died, perhaps at another task."""
    return isinstance(fault, CancelledError) or type(fault).__name__ in _DEATHS


def _is_of_other_program(fault: BaseException) -> bool:
    """Tell whether a machine does not have the program, or has another version of it."""
    is_of_dask = isinstance(fault, RuntimeError) and "deserialization" in str(fault)
    return is_of_dask or isinstance(fault, ImportError | OtherProgramError)


@dataclass(slots=True)
class Crew:
    """An executor at work for one merge; our own workers where it is None, or breaks."""

    job: Job
    executor: Executor | None
    jobs: int = 0
    limits: Limits = field(default_factory=Limits)
    _own: ExitStack = field(default_factory=ExitStack)
    _own_executor: Workers | None = None

    def __enter__(self) -> Self:
        if self.executor is None:
            self._hire()
        return self

    def __exit__(self, *error: Any) -> None:
        self._own.__exit__(*error)

    def each(
        self, work: Callable[..., T], tasks: Iterable[Arguments], ahead: int = AHEAD
    ) -> Iterator[Done[T]]:
        """Do *work* with each of some arguments; yield what it came to, in their order.

        Raises InputError where a worker cannot use the storage, or has another program, and where
        the engine is no longer there, WorkspaceError where no worker process can be started.
        """
        line = deque[tuple[Arguments, Future[T | NoStorage]]]()
        try:
            yield from self._each(work, iter(tasks), line, ahead)
        finally:  # of what failed nobody waits for the rest
            for _, future in line:
                future.cancel()

    def _each(
        self,
        work: Callable[..., T],
        coming: Iterator[Arguments],
        line: deque[tuple[Arguments, "Future[T | NoStorage]"]],
        ahead: int,
    ) -> Iterator[Done[T]]:
        while True:
            while len(line) < ahead and (arguments := next(coming, None)) is not None:
                line.append((arguments, self._begin(work, arguments)))
            if not line:
                return
            arguments, future = line.popleft()
            fault = _fault_of(future)
            if isinstance(fault, BrokenExecutor):  # it takes nothing any more
                self._hire()
                waiting = [arguments, *(own for own, _ in line)]
                line.clear()
                line.extend((own, self._begin(work, own)) for own in waiting)
                continue
            if isinstance(fault, WorkspaceError):
                raise fault
            if fault and _is_of_other_program(fault):  # of no file anything is to be said
                said = f"{type(fault).__name__}: {fault}"
                raise InputError("engine_other_program", detail=said, own=VERSION) from fault
            yield Done(arguments, None if fault else _result(future), fault)

    def surely(self, work: Callable[..., T], tasks: Iterable[Arguments]) -> Iterator[T]:
        """Do *work* with each of some arguments; yield the results, in their order.

        What came to nothing is done again, alone; raises its fault where it comes to nothing again.
        """
        for done in list(self.each(work, tasks)):
            yield self._again(work, done.arguments) if done.fault else _given(done.result)

    def at_ease(self) -> None:
        """Let what follows take its time: workers of our own have the limits of one file so far.

        A part of the quarter may be as large as what is bound together is.
        """
        self.limits = replace(self.limits, container_seconds=_LONG, memory=_LARGE)
        if isinstance(self.executor, Workers) and self._own_executor is self.executor:
            self.executor.shutdown()
            self._hire()

    def _again(self, work: Callable[..., T], arguments: Arguments) -> T:
        # By another name: an engine may remember to what the first one came.
        self.job = replace(self.job, run=f"{self.job.run} again")
        done = next(self.each(work, [arguments]))
        if done.fault:
            raise done.fault
        return _given(done.result)

    def _begin(self, work: Callable[..., T], arguments: Arguments) -> "Future[T | NoStorage]":
        if self.executor is None:
            self._hire()
        task: Arguments = (do, work, self.job, *arguments)
        if _is_of_dask(self.executor):
            task = guarded_task(self._of_a_task(), *task)
        try:
            return self.executor.submit(*task)  # type: ignore[union-attr]
        except BrokenExecutor:
            self._hire()
            return self._begin(work, arguments)
        except Exception as fault:
            if not _is_of_dask(self.executor):
                raise
            raise InputError("engine_lost", detail=f"{type(fault).__name__}: {fault}") from fault

    def _hire(self) -> None:
        self._own_executor = self._own.enter_context(Workers(self.jobs, self._of_a_task()))
        self.executor = self._own_executor

    def _of_a_task(self) -> Limits:
        """Return what a task may take: of an archive with all that is in it, and the plan."""
        return replace(
            self.limits,
            seconds=self.limits.seconds + self.limits.container_seconds,
            memory=self.limits.memory + _UNPACKED * self.job.size,
        )


def _is_of_dask(executor: Executor | None) -> bool:
    return type(executor).__module__.partition(".")[0] == "distributed"


def _fault_of(future: "Future[Any]") -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as fault:
        return fault


def _result(future: "Future[T | NoStorage]") -> T:
    found = future.result()
    if isinstance(found, NoStorage):
        raise InputError("storage_unreached", detail=found.why)
    return found


def _given(result: T | None) -> T:
    assert result is not None
    return result
