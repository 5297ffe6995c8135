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
from pathlib import Path
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.errors import WorkspaceError
from ovpsheets.files import scratch_folder, sha256
from ovpsheets.intake.all_the_way import (
    ALL_THERE,
    FIRST_HERE,
    FileAsked,
    Further,
    PackedBrief,
    TakenFile,
    Work,
    take,
)
from ovpsheets.intake.find import Unread
from ovpsheets.intake.reading.cells import Contents
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
from ovpsheets.intake.recognise.returned import Return
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
    brief: PackedBrief | None = None  # where it is taken all the way
    work: Work | None = None  # what is done with its forms then
    is_beyond_workers: bool = False  # it could not be
    future: "Future[TakenFile] | Future[tuple[Opened, float]] | None" = field(
        default=None, repr=False
    )

    @property
    def is_mailbox(self) -> bool:
        return self.file.data.startswith(_MAILBOX)

    @property
    def is_waiting(self) -> bool:
        """Whether it is to be opened, and nobody is at it yet."""
        return self.opened is None and self.future is None and not self._is_out_of_time

    def start(self, executor: Executor, limits: Limits) -> None:
        """Have it opened, or taken all the way."""
        self._submit(executor, limits, self.brief and self.brief.name())

    def _submit(self, executor: Executor, limits: Limits, brief: PackedBrief | None) -> None:
        name, data, own = self.file.name, self.file.data, for_reading(active())
        if brief is None:  # by itself: a worker that only reads imports nothing else
            self.future = executor.submit(open_timed, name, data, limits, own)
        else:
            asked = FileAsked(
                self.file.sha256, self.inside, self.mail, brief, self.file.modified, self.work
            )
            self.future = executor.submit(take, name, data, limits, own, asked)

    def result(self, executor: Executor, limits: Limits) -> TakenFile:
        """Wait for what the file comes to; raises BrokenExecutor and WorkspaceError."""
        if self.opened is None and self._is_out_of_time:
            if self.future is not None:
                self.future.cancel()
            return TakenFile(Refused("container_too_long"))
        if self.future is None:
            return TakenFile(self.opened or Refused("unread"))
        error = self.future.exception()
        if error is None:
            found = self.future.result()
            taken = found if isinstance(found, TakenFile) else TakenFile(*found)
            if taken.is_unknown:
                whole = self.brief and self.brief.with_content()
                if not (whole and whole.data):  # somebody removed what lay on the disk
                    self.brief, self.is_beyond_workers = None, True
                self._submit(executor, limits, self.brief and whole)
                return self.result(executor, limits)
            self.budget.seconds -= taken.spent
            return taken
        if isinstance(error, BrokenExecutor | WorkspaceError):
            raise error
        if self.brief:  # a process that knows a large plan has less room and time for the file
            self.brief, self.is_beyond_workers = None, True
            self._submit(executor, limits, None)
            return self.result(executor, limits)
        refused = refusal_of(error)
        self.budget.seconds -= limits.seconds if refused.reason == "too_long" else 0
        return TakenFile(Refused(refused.reason, refused.detail))

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
    return (item for item, _ in take_all(files, limits, executor, None))


def take_all(
    files: Iterable[ReturnedFile | Unread],
    limits: Limits,
    executor: Executor,
    brief: MergeBrief | None,
    further: Further | None = None,
    *,
    new: int = 0,
) -> Iterator[tuple[OpenedFile, tuple[Return, ...] | None]]:
    """Yield what :func:`open_all` does, and what each file was recognised as, by *brief*.

    None where that is still to be done. *further*: what workers are to do with its forms. *new*:
    how many files there are, where nothing is known of any. Of a file that was recognised the
    contents stayed in the worker. Of how many that is so changes nothing but how long it takes.
    """
    coming, line = iter(files), deque[_Job]()
    window = 2 * cores() + 2
    with ExitStack() as stack:
        packed = _Packed(brief, stack, 0 if new >= ALL_THERE else FIRST_HERE)
        while True:
            line.extend(_job(file, limits) for file in islice(coming, max(0, window - len(line))))
            if not line:
                return
            try:
                for job in islice(line, window):
                    if job.is_waiting:
                        job.brief, job.work = packed.for_next(), further.work if further else None
                        job.start(executor, limits)
                taken = line[0].result(executor, limits)
            except BrokenExecutor:
                executor = stack.enter_context(Workers(limits=limits))
                _start_again(line)
                continue
            job = line.popleft()
            if further:
                further.take_all_in(taken.further)
            packed.failed += job.is_beyond_workers
            opened = _within_limits(job, taken.opened or _ELSEWHERE)
            members = list(_members(job, opened)) if isinstance(opened, Unpacked) else []
            line.extendleft(reversed(members))
            yield OpenedFile(job.file, opened, job.inside, _mail_of(job, opened)), taken.found


_ELSEWHERE: Final = Contents(())
"""Of a file that a worker recognised: what is in it stayed there."""


_MOST_FAILURES: Final = 3
"""So many files that no worker could take all the way are the plan's fault, and not their own."""


@dataclass(slots=True)
class _Packed:
    """The brief, packed once so many files have come that it pays; what lies goes with *stack*."""

    brief: MergeBrief | None
    stack: ExitStack
    here: int  # how many files are recognised where the merge runs
    started: int = 0
    failed: int = 0
    packed: PackedBrief | None = None

    def for_next(self) -> PackedBrief | None:
        """Return the brief for the next file that is begun, None while it is not to have one."""
        self.started += 1
        if self.failed >= _MOST_FAILURES:
            return None
        if (brief := self.brief) is not None and self.started > self.here:
            self.brief, self.packed = None, self._laid(PackedBrief.of(brief))
        return self.packed

    def _laid(self, packed: PackedBrief | None) -> PackedBrief | None:
        """Lay it where every process of this machine can learn it by itself."""
        if packed is None:
            return None
        try:
            return packed.laid(Path(self.stack.enter_context(scratch_folder())) / "brief")
        except OSError:  # no room: each process that does not know it is sent it
            return packed


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
