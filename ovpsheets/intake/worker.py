"""The far side of a worker process: takes jobs from one pipe, answers into the other.

A message is its length (8 bytes, big end first) and a pickle: a job is a
function with its arguments, an answer what it returned or why it did not.
"""

import os
import pickle
import struct
import sys
from typing import BinaryIO, Final

import ovpsheets.intake.reading.open_file  # noqa: F401  imported before the first job's time runs
from ovpsheets.garbage import rarely_collected
from ovpsheets.intake.reading.opened import RefusedError

try:
    import resource
except ImportError:  # Windows sets no limits; the other side watches the memory there
    resource = None  # type: ignore[assignment]

_LENGTH: Final = struct.Struct("!Q")

READY: Final = b"ready"
"""What a worker says first, once it can take jobs."""


def serve(memory: int) -> None:
    """Answer jobs until there are no more; *memory*: bytes that this process may take."""
    source, sink = os.fdopen(0, "rb", closefd=False), os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit(memory)
    send(sink, READY)
    with rarely_collected():
        while (job := receive(source)) is not None:
            send(sink, _answer(job))


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message; raises OSError when nobody reads it any more."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read one message; None when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


def refusal_of(fault: BaseException) -> RefusedError:
    """Return why a file is not read on which the reader failed with *fault*."""
    if isinstance(fault, RefusedError):
        return fault
    if isinstance(fault, MemoryError):
        return RefusedError("too_much_memory")
    return RefusedError("crashed", f"{type(fault).__name__}: {fault}")


def _answer(job: bytes) -> bytes:
    """Return the pickle of what the job returned and None, or of None and why it did not."""
    # The edge of the process: whatever a file makes a reader do, also a panic of a
    # library in Rust, which is no Exception, must reach the other side as an answer.
    try:
        function, arguments, named = pickle.loads(job)
        return pickle.dumps((function(*arguments, **named), None), pickle.HIGHEST_PROTOCOL)
    except BaseException as fault:
        error = refusal_of(fault)
        return pickle.dumps((None, (error.reason, error.detail)))


def _limit(memory: int) -> None:
    if resource is None or sys.platform == "darwin":  # macOS takes the limit and ignores it
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    within = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (within, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
