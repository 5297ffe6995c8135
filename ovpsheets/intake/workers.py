"""Worker processes that read files: what kills one costs its own file, not the merge.

The processes are started as programs of their own, not forked and not through
``multiprocessing``: it is the same on every system, a worker imports the reader
and nothing else (`multiprocessing` imports the caller's main module again,
pandas and all, and needs a guard in every script that merges), and who dies is
known: each process works at one file, and one thread here waits for it.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from typing import Any, BinaryIO, Final, ParamSpec, TypeVar, cast

import psutil

from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.worker import READY, receive, send

_START: Final = "import sys; sys.path[:] = {path}; \
from ovpsheets.intake.worker import serve; serve({memory})"

_NO_WINDOW: Final = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
"""Windows only: a worker of a program without a console must not open one."""

_MODEST: Final = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""pyarrow, which tables of earlier quarters load, else reserves a gigabyte of a worker's memory."""

_LOOK_EVERY: Final = 0.1
"""Seconds between two looks at the time and memory that workers take."""

_PATIENCE: Final = 4
"""A worker may take so many times its seconds by the clock: a busy machine is no file's fault."""

Job = tuple["Future[Any]", bytes]

_Line = queue.SimpleQueue[Job | None] | queue.LifoQueue[Job | None]

P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers(Executor):
    """An executor of reading jobs; ``jobs``: how many processes, 0 for one per processor.

    ``from_the_end``: of the jobs that wait the last is begun first, for somebody else begins with
    the first.
    A job that takes longer than ``limits.seconds`` (of processor time), needs more
    than ``limits.memory`` or ends its process fails with a RefusedError
    (``too_long``, ``too_much_memory``, ``crashed``); the next job gets a new process.
    Where no process can be started, jobs fail with WorkspaceError.
    """

    def __init__(
        self, jobs: int = 0, limits: Limits | None = None, *, from_the_end: bool = False
    ) -> None:
        self._most = jobs or cores()
        self._limits = limits or Limits()
        self._waiting: _Line = queue.LifoQueue() if from_the_end else queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._tenders: list[_Tender] = []
        self._closed = False
        self._watch = threading.Thread(target=self._watch_over, daemon=True)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Have *fn* run in a worker, where it is found by its module and name."""
        if self._closed:
            raise RuntimeError("the workers have been sent home")
        future: Future[T] = Future()
        job = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        self._waiting.put((future, job))
        if not self._idle.acquire(blocking=False) and len(self._tenders) < self._most:
            self._hire()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send the workers home; with *cancel_futures* also those that are at work."""
        self._closed = True
        if cancel_futures:
            while not self._waiting.empty():
                if job := self._waiting.get():
                    job[0].cancel()
            for tender in self._tenders:
                tender.dismiss()
        for _ in self._tenders:
            self._waiting.put(None)
        if wait:
            for tender in self._tenders:
                tender.join()

    def __exit__(self, *error: Any) -> None:
        # Interrupted, nobody wants to wait for a file that takes its twenty seconds.
        self.shutdown(cancel_futures=error[0] is not None)

    def _hire(self) -> None:
        if not self._tenders:
            self._watch.start()
        tender = _Tender(self._waiting, self._idle, self._limits)
        self._tenders.append(tender)
        tender.start()

    def _watch_over(self) -> None:
        while not self._closed or any(tender.is_alive() for tender in self._tenders):
            for tender in self._tenders:
                tender.look()
            time.sleep(_LOOK_EVERY)


class _Tender(threading.Thread):
    """The thread that gives one worker its jobs and waits for the answers."""

    def __init__(self, waiting: "_Line", idle: threading.Semaphore, limits: Limits) -> None:
        super().__init__(daemon=True)
        self._waiting = waiting
        self._idle = idle
        self._limits = limits
        self._worker: _Worker | None = None
        self._dismissed = False

    def run(self) -> None:
        """Take jobs until None comes."""
        while (job := self._waiting.get()) is not None:
            self._do(*job)
            self._idle.release()
        self._send_home()

    def look(self) -> None:
        """End the worker if its job takes too long or too much."""
        if worker := self._worker:
            worker.end_if_exceeding(self._limits)

    def dismiss(self) -> None:
        """End the worker, whatever it does, even if it is only just starting."""
        self._dismissed = True
        if worker := self._worker:
            worker.kill()

    def _do(self, future: "Future[Any]", job: bytes) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            self._worker = worker = self._worker or _Worker(self._limits.memory)
            if self._dismissed:
                worker.kill()
            answer = worker.answer(job)
        except (RefusedError, WorkspaceError) as error:
            self._send_home()
            future.set_exception(error)
        else:
            future.set_result(answer)

    def _send_home(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            worker.close()


class _Worker:
    """One worker process."""

    def __init__(self, memory: int) -> None:
        start = _START.format(path=ascii(sys.path), memory=memory)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", start],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # traces of what members' files did
                creationflags=_NO_WINDOW,
                env={**os.environ, **_MODEST},
            )
        except OSError as error:
            raise WorkspaceError("no_workers", detail=error.strerror or str(error)) from error
        self._lock = threading.Lock()
        self._reason = ""  # why it was ended from here
        self._began = 0.0  # 0 while it has nothing to do
        self._spent = 0.0
        if receive(cast(BinaryIO, self._process.stdout)) != READY:
            code = self._process.wait()
            self.close()
            raise WorkspaceError("no_workers", detail=f"{sys.executable}: {code}")
        self._seen = psutil.Process(self._process.pid)

    def answer(self, job: bytes) -> Any:
        """Return what the job comes to; raises RefusedError when it comes to nothing."""
        self._spent, self._began = self._processor_seconds(), time.monotonic()
        try:
            send(cast(BinaryIO, self._process.stdin), job)
            answer = receive(cast(BinaryIO, self._process.stdout))
        except OSError:  # it died before it had the whole job
            answer = None
        with self._lock:
            self._began = 0.0
        if answer is None or self._reason:
            code = self._process.wait()
            raise RefusedError(self._reason or "crashed", f"the worker ended with {code}")
        result, refused = pickle.loads(answer)
        if refused:
            raise RefusedError(*refused)
        return result

    def end_if_exceeding(self, limits: Limits) -> None:
        """End the process if its present job has passed a limit."""
        with self._lock:
            if self._began and (reason := self._exceeded(limits)):
                self._reason = reason
                self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def close(self) -> None:
        """End the process and everything that is held for it."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What a dead worker never took is still in the pipe's buffer.
            with suppress(OSError):
                cast(BinaryIO, pipe).close()

    def _exceeded(self, limits: Limits) -> str:
        try:
            took = time.monotonic() - self._began
            if took > limits.seconds and self._is_out_of_time(took, limits.seconds):
                return "too_long"
            return "too_much_memory" if self._seen.memory_info().rss > limits.memory else ""
        except psutil.Error:  # it has ended meanwhile
            return ""

    def _is_out_of_time(self, took: float, seconds: float) -> bool:
        spent = self._processor_seconds() - self._spent
        return spent > seconds or took > _PATIENCE * seconds

    def _processor_seconds(self) -> float:
        try:
            times = self._seen.cpu_times()
        except psutil.Error:  # it has ended meanwhile
            return 0.0
        return float(times.user + times.system)
