"""What a worker does that takes a file all the way: open it, recognise, place and interpret it.

For that it needs the brief, which is large where the plan is. It goes to each process once: a
job only names it, and says where it lies. A process that neither knows it nor reaches that place
says so, and gets it with the next job.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ovpsheets.brief import MergeBrief
from ovpsheets.files import sha256
from ovpsheets.intake.came import as_it_came, recognised
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_timed
from ovpsheets.intake.reading.opened import Mail, Opened, OpenedFile, ReturnedFile, Unpacked
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.laid_aside import Sideboard
from ovpsheets.packed import CANNOT_BE_PACKED
from ovpsheets.templates import Templates

FIRST_HERE: Final = 64
"""So many files of a merge are recognised where it runs: a worker needs a second to learn how."""

ALL_THERE: Final = 2 * FIRST_HERE
"""From so many files on, all of them new, workers take the first ones, too."""

LARGEST_BRIEF: Final = 64 * 1024 * 1024
"""Bytes; with a larger one a worker would have little room left for the file."""


@dataclass(frozen=True, slots=True)
class PackedBrief:
    """A brief on its way to other processes. ``data`` is b"" where it only names it.

    ``place``: where its content lies on the disk, for who sees the same one.
    """

    digest: str
    data: bytes = b""
    place: Path | None = None

    @classmethod
    def whole(cls, brief: MergeBrief) -> "PackedBrief":
        """Pack *brief*, however large; raises one of CANNOT_BE_PACKED for somebody else's plan."""
        data = pickle.dumps(brief, pickle.HIGHEST_PROTOCOL)
        return cls(sha256(data), data)

    @classmethod
    def of(cls, brief: MergeBrief) -> "PackedBrief | None":
        """Pack *brief*; None where it is too large, or somebody else's plan cannot be packed."""
        try:
            packed = cls.whole(brief)
        except CANNOT_BE_PACKED:
            return None
        return packed if len(packed.data) <= LARGEST_BRIEF else None

    def name(self) -> "PackedBrief":
        """Return it without its content."""
        return PackedBrief(self.digest, place=self.place)

    def laid(self, place: Path) -> "PackedBrief":
        """Lay its content on the disk, and return it without; raises OSError."""
        place.write_bytes(self.data)
        return PackedBrief(self.digest, place=place)

    def with_content(self) -> "PackedBrief":
        """Return it with its content; as it is where this process does not reach that."""
        if self.data or self.place is None:
            return self
        try:
            data = self.place.read_bytes()
        except OSError:  # on another machine
            return self
        return PackedBrief(self.digest, data) if sha256(data) == self.digest else self

    def known(self) -> MergeBrief | None:
        """Return the brief where this process opened it last; else None."""
        return _KNOWN.get(self.digest)

    def opened(self) -> MergeBrief:
        """Open the brief, and know it from now on instead of the one before."""
        _KNOWN.clear()
        brief: MergeBrief = pickle.loads(self.data)
        _KNOWN[self.digest] = brief
        return brief


_KNOWN: Final[dict[str, MergeBrief]] = {}
"""The brief that this process opened last, by its digest."""


def forget_brief() -> None:
    """Forget the brief that this process knows."""
    _KNOWN.clear()


Work = Callable[[MergeBrief, Return], Any]
"""What a worker does with a form as it came; it finds it by its module and name."""


@dataclass(frozen=True, slots=True)
class Further:
    """What workers do with a form once they have it, and who takes in what comes of it."""

    work: Work
    take_in: Callable[[Any], None]

    def take_all_in(self, made: Iterable[Any]) -> None:
        """Take in what came of the work on each form of a file."""
        for own in made:
            self.take_in(own)


@dataclass(frozen=True, slots=True)
class FileAsked:
    """Of a file that is taken all the way: what is known beside its name and content.

    ``work``: what is to be done further with each form that can be used, None for nothing.
    """

    sha256: str
    inside: str
    mail: Mail | None
    brief: PackedBrief
    modified: date = date.min
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What a file came to, and the seconds of processor time that opening it took.

    ``opened`` is None where ``found`` says what it was recognised as, or where the process neither
    knows nor reaches the brief (``is_unknown``). ``further``: what came of the work on each form.
    """

    opened: Opened | None
    spent: float = 0.0
    found: tuple[Return, ...] | None = None
    is_unknown: bool = False
    further: tuple[Any, ...] = ()


def take(name: str, data: bytes, limits: Limits, own: Templates, asked: FileAsked) -> TakenFile:
    """Take a file all the way, or as far as this process can; *own* as of :func:`open_timed`."""
    brief = asked.brief.known()
    if brief is None and (whole := asked.brief.with_content()).data:
        brief = whole.opened()
    if brief is None:
        return TakenFile(None, is_unknown=True)
    opened, spent = open_timed(name, data, limits, own)
    if isinstance(opened, Unpacked):  # what lies in it is a job of its own
        return TakenFile(opened, spent)
    file = ReturnedFile(name, b"", asked.sha256, asked.modified)
    try:
        with brief.plan.templates.in_use():
            item = OpenedFile(file, opened, asked.inside, asked.mail)
            found = recognise(item, brief)
            further = tuple(_further(item, found, asked, brief))
            aside = Sideboard(most_open=0)  # they go packed, and are opened where they are asked
            return TakenFile(None, spent, tuple(own.laid(aside) for own in found), further=further)
    except Exception:  # a fault of the program: it is to show where the merge runs
        return TakenFile(opened, spent)


def _further(
    item: OpenedFile, found: tuple[Return, ...], asked: FileAsked, brief: MergeBrief
) -> Iterator[Any]:
    """Yield what comes of the work on each form that can be used."""
    if asked.work is not None:
        for own in as_it_came(recognised(item, found), asked.modified, brief):
            if not own.set_aside and not own.is_container:
                yield asked.work(brief, own)
