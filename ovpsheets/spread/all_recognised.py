"""All returned files of a spread merge, recognised; and what is done where one cannot be.

A file is read where a worker reaches it, else its bytes are sent. Where a task comes to nothing its
files are taken by themselves, and what ends its worker again is set aside.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count, islice
from typing import Final, TypeVar

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.left_behind import with_left_behind
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.worker import refusal_of
from ovpsheets.spread.addresses import AddressError
from ovpsheets.spread.cards import Card
from ovpsheets.spread.crew import AHEAD, Crew, is_death
from ovpsheets.spread.job import RECOGNISED, Job
from ovpsheets.spread.kept_files import KeptFile
from ovpsheets.spread.recognising import Sent, card_of, recognise_files, unread, with_bytes
from ovpsheets.spread.staged import StagedFile, packed
from ovpsheets.spread.storage import Lying
from ovpsheets.stations import Progress

_LOG: Final = logging.getLogger(__name__)

T = TypeVar("T")

_FILES: Final = 20
"""So many files are recognised in one task, a second of work; fewer where parts are smaller."""

_WITH_BYTES: Final = 8
"""So many tasks with the bytes of files are on their way at a time."""

_FEW: Final = 10
"""Files of which the bytes are sent in one task."""


@dataclass(slots=True)
class _Doubtful:
    """Files that no worker reaches; those of tasks that came to nothing, or whose workers died."""

    unreached: list[Sent] = field(default_factory=list)
    faulty: list[Sent] = field(default_factory=list)
    dying: list[Sent] = field(default_factory=list)

    def taken(self, own: list[Sent]) -> list[Sent]:
        """Return the files of one list, which is then empty."""
        found, own[:] = list(own), []
        return found


@dataclass(slots=True)
class AllRecognised:
    """Has files recognised, and sees to those with which something is wrong.

    ``kept``: how the next merge is to know them.
    """

    job: Job
    crew: Crew
    size: int
    progress: Progress | None
    _names: Iterator[str] = field(
        default_factory=lambda: map(f"{RECOGNISED}/{{:06d}}".format, count())
    )
    _done: int = 0
    kept: list[KeptFile] = field(default_factory=list)

    def cards(self, files: tuple[Sent, ...], brief: MergeBrief) -> Iterator[Card]:
        """Yield a card of every file, and of what was left behind; in no order."""
        contents: list[tuple[str, str]] = []
        for card in self._all(files):
            contents += card.contents
            if card.kept:
                self.kept.append(card.kept)
            self._done += 1
            if self.progress:
                self.progress(self._done, len(files))
            yield card
        yield from self._left(contents, len(files), brief)

    def _all(self, files: tuple[Sent, ...]) -> Iterator[Card]:
        lying = (own for own in files if own.data is None)
        given = (own for own in files if own.data is not None)
        doubtful = _Doubtful()
        yield from self._taken(lying, min(self.size, _FILES), doubtful, AHEAD)
        # No machine has the bytes of more than a few at a time.
        sent = (self._with_bytes(own) for own in chain(doubtful.taken(doubtful.unreached), given))
        yield from self._taken(sent, _FEW, doubtful, _WITH_BYTES)
        # Each by itself: then a fault is that one's own. Of one whose worker died that is certain
        # only where no other is at work beside it.
        for suspects, ahead in ((doubtful.faulty, AHEAD), (doubtful.dying, 1)):
            alone = ((next(self._names), (own,)) for own in doubtful.taken(suspects))
            for done in self.crew.each(recognise_files, alone, ahead):
                (own,) = done.arguments[1]
                if done.result and done.result.cards:
                    yield from done.result.cards
                elif done.fault and is_death(done.fault) and ahead > 1:
                    doubtful.dying.append(own)
                else:
                    yield from self._aside(own, done.fault)

    def _taken(
        self, files: Iterable[Sent], size: int, doubtful: "_Doubtful", ahead: int
    ) -> Iterator[Card]:
        """Yield the cards of what could be recognised; the others are *doubtful*."""
        tasks = ((next(self._names), own) for own in _by(size, files))
        for done in self.crew.each(recognise_files, tasks, ahead):
            if done.result is not None:
                doubtful.unreached += done.result.unreached
                yield from done.result.cards
            elif done.fault and is_death(done.fault):
                doubtful.dying += done.arguments[1]
            else:
                doubtful.faulty += done.arguments[1]

    def _with_bytes(self, own: Sent) -> Sent:
        if own.data is not None or own.why[0]:
            return own
        try:
            return with_bytes(own, self.job.limits)
        except OSError as fault:
            if isinstance(fault, AddressError) and not fault.is_of_file:
                raise  # of nobody it may be said that nothing came
            return unread(own, fault)

    def _aside(self, own: Sent, fault: BaseException | None) -> tuple[Card, ...]:
        """Set a file aside that ended its worker, or could not be taken to its end."""
        error = refusal_of(fault or OSError())
        detail = error.detail if not (fault and is_death(fault)) else "the worker ended"
        _LOG.warning("%s: %s (%s)", own.name, error.reason, error.detail)
        known = replace(self._with_bytes(own), why=(error.reason, detail))
        return recognise_files(self.job, next(self._names), (known,)).cards

    def _left(
        self, contents: list[tuple[str, str]], place: int, brief: MergeBrief
    ) -> Iterator[Card]:
        came = [Return(name, digest, date.max) for name, digest in contents]
        left = list(with_left_behind(came, brief))[len(came) :]
        for number, own in enumerate(left, start=place):
            name, staged = next(self._names), StagedFile(left=own)
            data = packed(staged)
            self.job.lay({name: data})
            yield card_of(number, staged, Lying(name, 0, len(data)), brief)


def _by(size: int, items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    coming = iter(items)
    while own := tuple(islice(coming, size)):
        yield own
