"""Merge a quarter that is spread over machines: recognise → part → compare → settle → notice.

The line itself is :func:`merge_parts`. Its stations are tasks of an engine; between them go paths,
cards and counts. So the memory of whoever merges hardly grows with the number of files.
"""

import logging
from collections.abc import Iterable
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.decisions.apply import decide
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.common_rows import speaking_together
from ovpsheets.spread.all_recognised import AllRecognised
from ovpsheets.spread.cards import Parting, QuarterPart
from ovpsheets.spread.comparing import compared
from ovpsheets.spread.crew import Crew
from ovpsheets.spread.job import Job
from ovpsheets.spread.kept_files import KeptFile
from ovpsheets.spread.noticing import sums_in_parts
from ovpsheets.spread.part_told import PartTold
from ovpsheets.spread.recognising import Sent
from ovpsheets.spread.settling import Compared, Noticed, decision_findings, write_part
from ovpsheets.stations import Progress, Stations

_LOG: Final = logging.getLogger(__name__)

_MANY: Final = 20
"""With more parts a root of what is compared may have to hear a thousand institutions."""


def merge_parts(
    job: Job,
    brief: MergeBrief,
    files: tuple[Sent, ...],
    crew: Crew,
    size: int,
    progress: Progress | None = None,
) -> tuple[tuple[PartTold, ...], tuple[KeptFile, ...]]:
    """Take the files down the line; return what the parts tell, whose files lie in the staging.

    And how the next merge is to know the files. *size*: how many files, or institutions, are in one
    task. *progress* is told how many files of how many are recognised. What the last part tells is
    about all decisions.
    """
    told = Stations(_LOG, f"merge {brief.quarter}")
    parting = Parting([own.code for own in brief.plan.institutions], brief.decisions)
    recognised = AllRecognised(job, crew, size, progress)
    for card in recognised.cards(files, brief):
        parting.add(card)
    parts = told.passed("recognised and parted", tuple(parting.parts(size)))
    if _is_large(parts, size):  # workers of our own begin anew for it
        crew.at_ease()
    found = told.passed("compared", _compared(parts, brief, crew))
    of = _whose(found, parts)
    settled = told.passed(
        "settled and written",
        tuple(crew.surely(write_part, ((own, of.get(own.number, ())) for own in parts))),
    )
    noticed = told.passed("sums noticed", sums_in_parts(settled, brief, crew))
    every = (*settled, _decisions(job, brief, parting, settled, noticed))
    return every, tuple(recognised.kept)


def _is_large(parts: tuple[QuarterPart, ...], size: int) -> bool:
    """Tell whether a task about the parts may take longer, or more, than one about some files."""
    largest = max((max(len(own.institutions), len(own.files)) for own in parts), default=0)
    return len(parts) > _MANY or largest > 2 * size


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
    job: Job,
    brief: MergeBrief,
    parting: Parting,
    settled: Iterable[PartTold],
    noticed: Noticed,
) -> PartTold:
    """Tell of what was decided: that which is about no part, and what is to be looked at of all."""
    apart = parting.decided_apart()
    made = decide(QuarterSoFar(brief), [own for _, own in apart])
    outcomes = [*zip((n for n, _ in apart), made.outcomes, strict=True)]
    every = sorted((pair for own in settled for pair in own.outcomes), key=lambda pair: pair[0])
    return decision_findings(job, brief, [*every, *outcomes], noticed)
