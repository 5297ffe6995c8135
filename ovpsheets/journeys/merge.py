"""Merge: find → open → recognise → reconcile → decide → tabulate → notice → judge → the report.

The line itself is :func:`merge_returns`.
"""

import logging
from collections.abc import Callable
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import NoticedSum
from ovpsheets.decisions.apply import decide
from ovpsheets.decisions.owners import assumed
from ovpsheets.digest import digest_of
from ovpsheets.garbage import rarely_collected
from ovpsheets.intake.find import FoundFiles
from ovpsheets.intake.known_batches import KnownBatches
from ovpsheets.intake.left_behind import with_left_behind
from ovpsheets.intake.origin import origin_of
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.read_returns import ReadingOptions, read_returns
from ovpsheets.intake.reading.own_readers import unusable_readers
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.intake.tabulate import tabulate
from ovpsheets.journeys.looked_at import looking_at
from ovpsheets.journeys.merged import Merged
from ovpsheets.journeys.notice import with_sums
from ovpsheets.journeys.part_of_plan import limited_to
from ovpsheets.plan.model import Plan
from ovpsheets.rules.judge import judge
from ovpsheets.rules.known_findings import KnownFindings
from ovpsheets.stations import Stations
from ovpsheets.words import Used

_LOG: Final = logging.getLogger(__name__)

SumsOf = Callable[[QuarterSoFar, str], tuple[NoticedSum, ...]]
"""What adds up among figures of persons: of the quarter as tabulated, and its digest or ""."""


def _no_sums(_so_far: QuarterSoFar, _origin: str) -> tuple[NoticedSum, ...]:
    """Notice nothing: without a workspace nobody knows what was answered and published."""
    return ()


@rarely_collected()
def merge_returns(
    brief: MergeBrief,
    found: FoundFiles,
    reading: ReadingOptions,
    part: Plan | None = None,
    sums_of: SumsOf = _no_sums,
) -> Merged:
    """Take the files that were found down the line of stations.

    *part*: the part of the brief's plan that is asked for, None for all of it. *sums_of*: tells
    what adds up.
    Raises WorkspaceError where no worker process can be started.
    """
    told = Stations(_LOG, f"merge {brief.quarter}")
    # Whose a file is decides which form it is read as, so these decisions come before reading.
    brief = brief.as_issued().assuming(assumed(brief.decisions, brief.plan))
    known, rows = KnownFindings.of(reading.kept, brief, reading.limits), KnownBatches()
    read = read_returns(found, reading, brief, looking_at(known, rows))
    returns = with_left_behind(read, brief)
    settled = told.passed("read and reconciled", reconcile(returns, brief.plan))
    decided = decide(QuarterSoFar(brief, settled, unusable=unusable_readers()))
    tabulated = told.passed("decided and tabulated", tabulate(decided, rows))
    # All else follows from what was known and what came back: under a digest of these, or of what
    # is of one institution, what was worked out in the last merge is taken as it was.
    origin = origin_of(brief, settled, reading.limits) if reading.kept else ""
    noticed = told.passed("sums noticed", with_sums(tabulated, sums_of(tabulated, origin)))
    # What is noticed depends on what was answered and published, too: the first digest lacks that.
    origin = digest_of(origin, noticed.sums) if origin and noticed.sums else origin
    judged = told.passed("judged", judge(noticed, known=known))
    _tell(judged)
    # Judged as a whole all the same: whether holders agree is told by rows of both.
    if part:
        return Merged.of(limited_to(judged, part), found.skipped)
    return Merged.of(judged, found.skipped, origin)


def _tell(judged: QuarterSoFar) -> None:
    """Log how each file ended, and which extensions cannot be used."""
    for item in judged.settled:
        # Of three hundred files that were used nobody wants a line; of one that was not, everybody.
        level = logging.INFO if item.used is Used.SET_ASIDE else logging.DEBUG
        returned = item.returned
        _LOG.log(level, "%s: %s (%s) %s", returned.name, item.used, item.reason, returned.detail)
    for own in dict.fromkeys(judged.unusable):
        _LOG.warning("%s %s of %s cannot be used: %s", own.group, own.name, own.package, own.reason)
