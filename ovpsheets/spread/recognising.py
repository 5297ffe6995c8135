"""First task: some returned files, each taken all the way; back comes a card of each."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, ParamSpec, TypeVar

from ovpsheets.as_json import ForeignJsonError
from ovpsheets.brief import MergeBrief
from ovpsheets.intake.came import recognised
from ovpsheets.intake.opening import open_all
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import OpenedFile, Refused, ReturnedFile
from ovpsheets.intake.recognise.one_file import recognise, sent_back
from ovpsheets.intake.worker import refusal_of
from ovpsheets.spread.cards import Card, bonds_of
from ovpsheets.spread.job import Job
from ovpsheets.spread.kept_files import KeptFile, kept_data, kept_of
from ovpsheets.spread.staged import StagedFile, packed, unpacked
from ovpsheets.spread.storage import Lying, Storage

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sent:
    """A returned file: its place among all, its name, and where it lies.

    ``data``: the bytes, where no worker reaches it. ``seen``: size and time stamp, by which a file
    of a folder is known again: another machine may have another one under the same path.
    ``why``: why it cannot be read at all, and the detail. ``kept``: what the last merge took the
    file of this name for.
    """

    place: int
    name: str
    where: Storage | None = None
    path: str = ""
    seen: tuple[int, int] | None = None
    data: bytes | None = None
    modified: date = date.max
    why: tuple[str, str] = ("", "")
    kept: KeptFile | None = None

    def read(self, largest: int) -> ReturnedFile:
        """Return the file, of it at most a byte more than *largest*; raises OSError."""
        if self.data is not None:
            digest = hashlib.sha256(self.data).hexdigest()
            return ReturnedFile(self.name, self.data[: largest + 1], digest, self.modified)
        if self.where is None:
            return ReturnedFile(self.name, b"", "", self.modified)
        return self.where.returned(self.path, self.name, self.seen, largest)


@dataclass(frozen=True, slots=True)
class RecognisedFiles:
    """What comes back: cards, and the files that the worker could not open."""

    cards: tuple[Card, ...]
    unreached: tuple[Sent, ...]


def recognise_files(job: Job, name: str, files: tuple[Sent, ...]) -> RecognisedFiles:
    """Recognise some files; what they are is laid into the staging under *name*."""
    with job.at_work() as brief:
        parts, end = list[bytes](), 0
        cards, unreached = list[Card](), list[Sent]()
        known = kept_data(job, (own.kept for own in files if own.kept))
        for sent in files:
            try:
                file = sent.read(2 * job.limits.file_size)  # a mail is twice what hangs on it
            except OSError:
                unreached.append(sent)
                continue
            staged, data = _known(file, sent, known) or _taken(file, sent, job, brief)
            parts.append(data)
            at = Lying(name, end, end + len(data))
            end = at.end
            own = card_of(sent.place, staged, at, brief)
            kept = None if sent.why[0] else kept_of(sent.name, file.sha256, staged, at, data)
            cards.append(replace(own, kept=kept))
        if parts:
            job.lay({name: b"".join(parts)})
        return RecognisedFiles(tuple(cards), tuple(unreached))


def _known(
    file: ReturnedFile, sent: Sent, known: Mapping[str, bytes]
) -> tuple[StagedFile, bytes] | None:
    """Return what a file was recognised as before, and that packed; None where nobody knows."""
    data = known.get(sent.name)
    if data is None or sent.kept is None or sent.kept.sha256 != file.sha256:
        return None
    try:
        staged = unpacked(data)
    except ForeignJsonError:
        return None
    if not isinstance(staged, StagedFile):
        return None
    if staged.modified == file.modified:
        return staged, data
    staged = replace(staged, modified=file.modified)
    return staged, packed(staged)


def _taken(file: ReturnedFile, sent: Sent, job: Job, brief: MergeBrief) -> tuple[StagedFile, bytes]:
    staged = _staged(file, sent, job, brief)
    return staged, packed(staged)


def _staged(file: ReturnedFile, sent: Sent, job: Job, brief: MergeBrief) -> StagedFile:
    """Take a file, and all that is in it, as far as it goes."""
    if sent.why[0]:
        opened: Iterator[OpenedFile] = iter([OpenedFile(file, Refused(*sent.why))])
    else:
        opened = open_all([file], job.limits, HERE)
    found = [(item, recognise(item, brief)) for item in opened]
    whole = tuple(recognised(item, own) for item, own in found)
    if not job.corrections:  # nothing goes back
        return StagedFile(b"", file.modified, tuple(replace(own, data=b"") for own in whole))
    return StagedFile(sent_back(found[0][1], file.data), file.modified, whole)


def card_of(place: int, staged: StagedFile, at: Lying, brief: MergeBrief) -> Card:
    """Return what is told of a file that lies in the staging."""
    returns = tuple(staged.returns(brief))
    contents = tuple((own.name, own.sha256) for own in returns) if brief.left else ()
    return Card(place, at, bonds_of(returns, brief), contents)


class _Here(Executor):
    """An executor that does its jobs at once, where it is asked to: the task is a worker already.

    What a reader makes of a file comes back as in a worker of our own, also a panic of a library
    in Rust, which is no Exception.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Do it."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as fault:
            future.set_exception(refusal_of(fault))
        return future


HERE: Final = _Here()


def unread(sent: Sent, fault: OSError) -> Sent:
    """Return a file that nobody can open, as the merge takes it."""
    return replace(sent, where=None, why=("unread", fault.strerror or type(fault).__name__))


def with_bytes(sent: Sent, limits: Limits) -> Sent:
    """Return a file with its bytes, read here; raises OSError."""
    file = replace(sent, seen=None).read(2 * limits.file_size)
    return replace(sent, data=file.data, modified=file.modified)
