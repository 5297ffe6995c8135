"""Merge: find → open → recognise → reconcile → decide → tabulate → judge → the quarter's report.

The line itself is :func:`merge_returns`.
"""

import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import fields
from datetime import date
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import Decision
from ovpsheets.decisions.apply import decide
from ovpsheets.decisions.owners import assumed
from ovpsheets.digest import NoDigestError, digest_of
from ovpsheets.forms.register import IssuedForm
from ovpsheets.garbage import rarely_collected
from ovpsheets.intake.find import FoundFiles
from ovpsheets.intake.given_returns import Returns, given_returns
from ovpsheets.intake.left_behind import with_left_behind
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.read_returns import ReadingOptions, read_returns
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.own_readers import unusable_readers
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled, reconcile
from ovpsheets.intake.tabulate import tabulate
from ovpsheets.journeys.boundary import (
    as_day,
    as_jobs,
    as_language,
    as_quarter,
    as_rules,
    check_merge,
)
from ovpsheets.journeys.merged import Merged
from ovpsheets.journeys.part_of_plan import limited_to
from ovpsheets.plan.in_force import in_force
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.coded_tables import plain
from ovpsheets.rules.judge import judge
from ovpsheets.stations import Progress, Stations
from ovpsheets.tables import Tables
from ovpsheets.words import DEFAULT_LANGUAGE, Language, Used

_LOG: Final = logging.getLogger(__name__)


def merge(
    plan: Plan,
    quarter: Quarter | str,
    returns: Returns,
    *,
    history: Tables | None = None,
    issued: Iterable[IssuedForm] = (),
    received: Mapping[str, date] | None = None,
    assume: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
    as_of: date | str | None = None,
    language: Language = DEFAULT_LANGUAGE,
    limits: Limits | None = None,
    jobs: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Merged:
    """Read *returns* of *quarter*, judge it, and return it, with messages in *language*.

    *plan*: all of it or a part (``ovp.only``): forms are then read and judged by the whole
    plan, and the tables hold what concerns the part.
    *returns*: a folder, a file, a list of them, or names with their bytes. In a workspace
    use :class:`ovpsheets.Workspace`, which knows all that follows by itself.
    *history*: earlier quarters (``ovp.history``). *issued*: the register of
    issued forms; it limits the merge to the commitments issued and tells old
    revisions. *received*: sha256 → day a file came; one that is not in it came when its
    mail says or it was last saved. Without a register (None) nobody knows what came on
    time. *assume*: file (as ``merged.returns`` names it) → the institution whose
    form of this quarter it is, where the file itself does not say so. *rules*:
    rule → urgent, important, check, trial or off, where it is to be used
    otherwise than the rule book says. *decisions*: what is to stand in the place
    of answers, or whose a file is; the rules judge what was decided. *as_of*: the
    day on which this is looked at, today by default.
    Returned files are only read, in *jobs* worker processes (0: one per processor)
    or by *executor*, within *limits*; a bad one never stops the others.
    *progress* is told how many files of how many are done. Raises InputError,
    InputTypeError or InputMissingError for what cannot be taken, WorkspaceError where no
    worker process can be started.
    """
    register, decided = tuple(issued), tuple(decisions)
    check_merge(plan, history, register, received, assume, decided, limits)
    brief = MergeBrief(
        plan=in_force(plan.whole or plan, as_quarter(quarter)),
        quarter=as_quarter(quarter),
        as_of=as_day(as_of),
        history=Tables.empty() if history is None else plain(history),
        issued=register,
        received=received,
        assumed=assume or {},
        decisions=decided,
        rules=as_rules(rules),
        language=as_language(language),
    )
    reading = ReadingOptions(limits or Limits(), as_jobs(jobs), executor, progress)
    return merge_returns(brief, given_returns(returns), reading, plan if plan.whole else None)


@rarely_collected()
def merge_returns(
    brief: MergeBrief, found: FoundFiles, reading: ReadingOptions, part: Plan | None = None
) -> Merged:
    """Take the files that were found down the line of stations.

    *part*: the part of the brief's plan that is asked for, None for all of it.
    Raises WorkspaceError where no worker process can be started.
    """
    told = Stations(_LOG, f"merge {brief.quarter}")
    # Whose a file is decides which form it is read as, so these decisions come before reading.
    brief = brief.as_issued().assuming(assumed(brief.decisions, brief.plan))
    returns = with_left_behind(read_returns(found, reading, brief), brief)
    settled = told.passed("read and reconciled", reconcile(returns, brief.plan))
    decided = decide(QuarterSoFar(brief, settled, unusable=unusable_readers()))
    tabulated = told.passed("decided and tabulated", tabulate(decided))
    judged = told.passed("judged", judge(tabulated))
    _tell(judged)
    if part:
        return Merged.of(limited_to(judged, part), found.skipped)
    return Merged.of(judged, found.skipped, _origin(brief, settled) if reading.kept else "")


_TOLD_OTHERWISE: Final = frozenset(
    ("plan", "history", "issued", "received", "stamped", "senders", "mails", "left")
)
"""Of a brief: what its own digest tells, or the returns, which say when and from whom they came."""


def _origin(brief: MergeBrief, settled: Iterable[Settled]) -> str:
    """Return a digest of all from which the merged quarter follows, "" where there is none."""
    files = [_as_read(item.returned) for item in settled]
    rest = {
        item.name: getattr(brief, item.name)
        for item in fields(brief)
        if item.name not in _TOLD_OTHERWISE
    }
    try:
        return digest_of(brief.origin, rest, files) if brief.origin else ""
    except NoDigestError:
        return ""


def _as_read(returned: Return) -> tuple[object, ...]:
    """Return of a file what was read, and how it came: the rest follows from its bytes."""
    return tuple(
        getattr(returned, item.name)
        for item in fields(returned)
        if item.name not in ("ledger", "placement", "answers", "data")
    )


def _tell(judged: QuarterSoFar) -> None:
    """Log how each file ended, and which extensions cannot be used."""
    for item in judged.settled:
        level = logging.INFO if item.used is Used.SET_ASIDE else logging.DEBUG
        returned = item.returned
        _LOG.log(level, "%s: %s (%s) %s", returned.name, item.used, item.reason, returned.detail)
    for own in dict.fromkeys(judged.unusable):
        _LOG.warning("%s %s of %s cannot be used: %s", own.group, own.name, own.package, own.reason)
