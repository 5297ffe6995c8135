"""Merge a quarter that is spread over machines: recognise → part → compare → settle → the dataset.

The line itself is :func:`merge_parts`. Its stations are tasks of an engine; between them go paths,
cards and counts. So the memory of whoever merges hardly grows with the number of files.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count, islice
from typing import Final, TypeVar

from ovpsheets.brief import MergeBrief
from ovpsheets.decisions.apply import decide
from ovpsheets.intake.left_behind import with_left_behind
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.worker import refusal_of
from ovpsheets.rules.common_rows import speaking_together
from ovpsheets.spread.cards import Card, Lying, Parting, QuarterPart
from ovpsheets.spread.comparing import compared
from ovpsheets.spread.crew import AHEAD, Crew, is_death
from ovpsheets.spread.job import Job
from ovpsheets.spread.part_told import PartTold
from ovpsheets.spread.recognising import (
    Sent,
    card_of,
    recognise_files,
    unread,
    with_bytes,
)
from ovpsheets.spread.settling import Compared, decision_findings, write_part
from ovpsheets.spread.staged import StagedFile, packed
from ovpsheets.stations import Progress, Stations

_LOG: Final = logging.getLogger(__name__)

T = TypeVar("T")

_FILES: Final = 20
"""So many files are recognised in one task, a second of work; fewer where parts are smaller."""

_WITH_BYTES: Final = 8
"""So many tasks with the bytes of files are on their way at a time."""

_FEW: Final = 10
"""Files of which the bytes are sent in one task."""


def merge_parts(
    job: Job,
    brief: MergeBrief,
    files: tuple[Sent, ...],
    crew: Crew,
    size: int,
    progress: Progress | None = None,
) -> tuple[PartTold, ...]:
    """Take the files down the line; return what the parts tell, whose files lie in the staging.

    *size*: how many files, or institutions, are in one task. *progress* is told how many files of
    how many are recognised. What the last part tells is about all decisions.
    """
    told = Stations(_LOG, f"merge {brief.quarter}")
    parting = Parting([own.code for own in brief.plan.institutions], brief.decisions)
    for card in _Recognising(job, crew, size, progress).cards(files, brief):
        parting.add(card)
    parts = told.passed("recognised and parted", tuple(parting.parts(size)))
    crew.at_ease()
    found = told.passed("compared", _compared(parts, brief, crew))
    of = _whose(found, parts)
    settled = told.passed(
        "settled and written",
        tuple(crew.surely(write_part, ((own, of.get(own.number, ())) for own in parts))),
    )
    return (*settled, _decisions(job, brief, parting, settled))


# ------------------------------------------------------------------ recognise


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
class _Recognising:
    """Has files recognised, and sees to those with which something is wrong."""

    job: Job
    crew: Crew
    size: int
    progress: Progress | None
    _names: Iterator[str] = field(default_factory=lambda: map("recognised/{:06d}".format, count()))
    _done: int = 0

    def cards(self, files: tuple[Sent, ...], brief: MergeBrief) -> Iterator[Card]:
        """Yield a card of every file, and of what was left behind; in no order."""
        contents: list[tuple[str, str]] = []
        for card in self._all(files):
            contents += card.contents
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
            self.job.lay(name, data)
            yield card_of(number, staged, Lying(name, 0, len(data)), brief)


def _by(size: int, items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    coming = iter(items)
    while own := tuple(islice(coming, size)):
        yield own


# ------------------------------------------------------------------ compare


def _compared(
    parts: tuple[QuarterPart, ...], brief: MergeBrief, crew: Crew
) -> tuple[Compared, ...]:
    """Return what is found by comparing rows of several institutions; most plans have few."""
    together = speaking_together(brief)
    asked = [own for own in parts if not together.isdisjoint(own.institutions)]
    return tuple(compared(asked, crew)) if asked else ()


def _whose(
    compared: Iterable[Compared], parts: Iterable[QuarterPart]
) -> dict[int, tuple[Compared, ...]]:
    """Return part → what was found of its institutions; of what members are not told, too."""
    home = {institution: own.number for own in parts for institution in own.institutions}
    found: dict[int, tuple[Compared, ...]] = {}
    for rule, own in compared:
        named = own.institutions.get("institution")
        number = home[own.institution or (named.code if named else "")]
        found[number] = (*found.get(number, ()), (rule, own))
    return found


# ------------------------------------------------------------------ decisions


def _decisions(
    job: Job, brief: MergeBrief, parting: Parting, settled: Iterable[PartTold]
) -> PartTold:
    """Tell of what was decided: that which is about no part, and what is to be looked at of all."""
    apart = parting.decided_apart()
    made = decide(QuarterSoFar(brief), [own for _, own in apart])
    outcomes = [*zip((n for n, _ in apart), made.outcomes, strict=True)]
    every = sorted((pair for own in settled for pair in own.outcomes), key=lambda pair: pair[0])
    return decision_findings(job, brief, [*every, *outcomes])
