"""A task in a worker process of our own, on whatever machine an engine has it done.

Workers of Dask end no task that takes too long, and one that ends its worker takes with it all that
the worker had to do. So they hand on what they are given to a process beside them, which is watched
and replaced as where no engine is: the same limits hold, and only the file that broke them is lost.
"""

import pickle
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final

from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.workers import Workers
from ovpsheets.program import own_digest
from ovpsheets.version import VERSION

_REST: Final = 30.0
"""Seconds without a task after which the processes go: they hold the plan."""


class OtherProgramError(Exception):
    """A machine has another version of the program, which may read a form otherwise."""


def guarded(program: str, task: bytes) -> Any:
    """Do a packed *task* in a process with the limits that are packed with it.

    *program*: the digest of the program that packed it; nothing is unpacked by another one.
    Raises what the task raises, and RefusedError as :class:`~ovpsheets.intake.workers.Workers`.
    """
    if program != own_digest():
        raise OtherProgramError(VERSION)
    limits, task = pickle.loads(task)
    return _BESIDE.do(limits, task)


def guarded_task(limits: Limits, *task: Any) -> tuple[Callable[[str, bytes], Any], str, bytes]:
    """Return what an engine is to do: *task*, a function with its arguments, with *limits*."""
    packed = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
    return guarded, own_digest(), pickle.dumps((limits, packed), pickle.HIGHEST_PROTOCOL)


def _done(task: bytes) -> Any:
    work, *arguments = pickle.loads(task)
    return work(*arguments)


class _Beside:
    """The processes beside this one; those of other limits are sent home when new ones come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._limits: Limits | None = None
        self._workers: Workers | None = None
        self._at_work = 0
        self._rest: threading.Timer | None = None

    def do(self, limits: Limits, task: bytes) -> Any:
        """Do *task* there."""
        with self._lock:
            future = self._begin(limits, task)
        try:
            return future.result()
        finally:
            with self._lock:
                self._at_work -= 1
                if not self._at_work:
                    self._rest = threading.Timer(_REST, self._go_home)
                    self._rest.daemon = True
                    self._rest.start()

    def _begin(self, limits: Limits, task: bytes) -> "Future[Any]":
        if self._rest:
            self._rest.cancel()
        if self._workers is None or self._limits != limits:
            if self._workers:  # what they have begun they end
                self._workers.shutdown(wait=False)
            self._workers, self._limits = Workers(0, limits), limits
        self._at_work += 1
        return self._workers.submit(_done, task)

    def _go_home(self) -> None:
        with self._lock:
            if self._workers and not self._at_work:
                self._workers.shutdown(wait=False)
                self._workers = None


_BESIDE: Final = _Beside()
