"""Open what came back, in worker processes, and what is inside archives and mails.

Files are handed to an executor a few at a time and come out in the order in
which they went in, whoever was quicker: neither the number of processes nor
that of the files changes the result or how much is held in memory.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import sha256
from ovpsheets.intake.find import Unread
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_timed
from ovpsheets.intake.reading.opened import (
    Mail,
    Opened,
    OpenedFile,
    Refused,
    ReturnedFile,
    Unpacked,
)
from ovpsheets.intake.sent_files import distinct
from ovpsheets.intake.worker import refusal_of
from ovpsheets.intake.workers import Workers, cores
from ovpsheets.languages import for_reading
from ovpsheets.templates import active

DEEPEST: Final = 1
"""How deep a container may lie in others: a zip in a mail is opened, a zip in that zip is not."""

_MAILBOX: Final = b"From "
"""How a mailbox begins (RFC 4155); it is a folder of mails and counts as no level."""


@dataclass(slots=True)
class _Budget:
    """How much may still be taken out of one file on disk, however it is nested."""

    members: int
    size: int
    seconds: float


@dataclass(slots=True)
class _Job:
    """A file that waits for its turn, or for its worker."""

    file: ReturnedFile
    budget: _Budget
    depth: int = 0
    inside: str = ""
    mail: Mail | None = None
    opened: Refused | None = None  # known without opening it
    future: "Future[tuple[Opened, float]] | None" = field(default=None, repr=False)

    @property
    def is_mailbox(self) -> bool:
        return self.file.data.startswith(_MAILBOX)

    def start(self, executor: Executor, limits: Limits) -> None:
        if self.opened is None and self.future is None and not self._is_out_of_time:
            own = for_reading(active())
            self.future = executor.submit(open_timed, self.file.name, self.file.data, limits, own)

    def result(self, limits: Limits) -> Opened:
        """Wait for what the file comes to; raises BrokenExecutor and WorkspaceError."""
        if self.opened is None and self._is_out_of_time:
            if self.future is not None:
                self.future.cancel()
            return Refused("container_too_long")
        if self.future is None:
            return self.opened or Refused("unread")
        error = self.future.exception()
        if error is None:
            opened, spent = self.future.result()
            self.budget.seconds -= spent
            return opened
        if isinstance(error, BrokenExecutor | WorkspaceError):
            raise error
        refused = refusal_of(error)
        self.budget.seconds -= limits.seconds if refused.reason == "too_long" else 0
        return Refused(refused.reason, refused.detail)

    @property
    def _is_out_of_time(self) -> bool:
        """Whether what stood before in the same container took all the time there is for it.

        Results are taken in order: what was read ahead is not used either.
        """
        return bool(self.inside) and self.budget.seconds <= 0


def open_all(
    files: Iterable[ReturnedFile | Unread], limits: Limits, executor: Executor
) -> Iterator[OpenedFile]:
    """Yield every file of *files* opened, in their order; a container before what is in it.

    A file that cannot be read is yielded as Refused. An executor that breaks
    when a file ends one of its processes is left, and what it was at is read by
    workers of our own. Raises WorkspaceError where no worker can be started.
    """
    coming, line = iter(files), deque[_Job]()
    window = 2 * cores() + 2
    with ExitStack() as stack:
        while True:
            line.extend(_job(file, limits) for file in islice(coming, max(0, window - len(line))))
            if not line:
                return
            try:
                for job in islice(line, window):
                    job.start(executor, limits)
                opened = line[0].result(limits)
            except BrokenExecutor:
                executor = stack.enter_context(Workers(limits=limits))
                _start_again(line)
                continue
            job = line.popleft()
            opened = _within_limits(job, opened)
            members = list(_members(job, opened)) if isinstance(opened, Unpacked) else []
            line.extendleft(reversed(members))
            yield OpenedFile(job.file, opened, job.inside, _mail_of(job, opened))


def _job(file: ReturnedFile | Unread, limits: Limits) -> _Job:
    budget = _Budget(limits.members, limits.inflated_size, limits.container_seconds)
    if isinstance(file, ReturnedFile):
        return _Job(file, budget)
    return _Job(file.as_file(), budget, opened=Refused(file.reason, file.detail))


def _start_again(line: Iterable[_Job]) -> None:
    """Forget what a broken executor said of the files that it had not done."""
    for job in line:
        done = job.future and job.future.done() and not job.future.cancelled()
        if not done or isinstance(job.future and job.future.exception(), BrokenExecutor):
            job.future = None


def _within_limits(job: _Job, opened: Opened) -> Opened:
    """Refuse a container that lies too deep, or holds more than is left to take out."""
    if not isinstance(opened, Unpacked):
        return opened
    if job.depth > DEEPEST:
        return Refused("nested")
    if job.is_mailbox:  # what is taken out of a folder of mails are their attachments
        return opened
    job.budget.members -= len(opened.members) + len(opened.refused)
    job.budget.size -= sum(len(member.data) for member in opened.members)
    if job.budget.members < 0:
        return Refused("too_many_files")
    return Refused("too_large") if job.budget.size < 0 else opened


def _mail_of(job: _Job, opened: Opened) -> Mail | None:
    own = opened.mail if isinstance(opened, Unpacked) else None
    return own or job.mail


def _members(job: _Job, opened: Unpacked) -> Iterator[_Job]:
    """Yield what was taken out, and what could not be."""
    inner = job.depth + (not job.is_mailbox)
    names = distinct([m.name for m in opened.members] + [name for name, _ in opened.refused])
    paths = [f"{job.file.name}/{name}" for name in names]
    taken = len(opened.members)
    for path, member in zip(paths[:taken], opened.members, strict=True):
        mail = member.mail or opened.mail or job.mail
        file = _file(job, path, member.data)
        yield _Job(file, job.budget, inner, job.file.name, mail)
    for path, (_, refused) in zip(paths[taken:], opened.refused, strict=True):
        mail = opened.mail or job.mail
        file = ReturnedFile(path, b"", refused.sha256, job.file.modified)
        yield _Job(file, job.budget, inner, job.file.name, mail, refused)


def _file(job: _Job, name: str, data: bytes) -> ReturnedFile:
    return ReturnedFile(name, data, sha256(data) if data else "", job.file.modified)
