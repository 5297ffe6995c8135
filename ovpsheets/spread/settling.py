"""Third task: a part of the quarter, settled, decided, tabulated, judged, and its tables written.

It is the line of a merge (:func:`ovpsheets.journeys.merge.merge_returns`) for a few institutions.
What comes back is small: counts, and what is worst.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import Dispute, NoticedSum, Outcome
from ovpsheets.decisions.apply import decide
from ovpsheets.extensions import Unusable
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.own_readers import unusable_readers
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.intake.some_institutions import SomeInstitutions
from ovpsheets.intake.tabulate import tabulate
from ovpsheets.journeys.dataset import files_of
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.results.corrections import corrections
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.common_rows import without_common_rows
from ovpsheets.rules.judge import findings, judge_with
from ovpsheets.rules.own_rules import GROUP, own_rules
from ovpsheets.rules.rule_book import RULES
from ovpsheets.spread.cards import QuarterPart
from ovpsheets.spread.job import DATASET, Job
from ovpsheets.spread.part_told import PartTold, told_of
from ovpsheets.spread.staged import StagedFile, unpacked
from ovpsheets.tables import Tables

_NOT_ALONE = "it may compare institutions, of which no part of a spread quarter has all"

Compared = tuple[str, Found]
"""The id of a rule that compares rows, and what it found."""

Noticed = tuple[tuple[NoticedSum, ...], tuple[Dispute, ...]]
"""Sums that hold among figures of persons, and what is to be settled of them."""


def write_part(job: Job, part: QuarterPart, compared: tuple[Compared, ...]) -> PartTold:
    """Take a part down the line and write its tables; *compared*: what is known of it by others."""
    with job.at_work() as brief:
        decided = settled_part(job, part, brief)
        decided = replace(decided, unusable=unusable_readers())
        judged = judge_with(tabulate(decided), _rules(compared, brief.plan), _of_others())
        files = dict(files_of(judged.tables, brief.plan, job.quarter, f"part-{part.number:05d}"))
        if job.corrections:
            files |= _corrections(judged, job)
        job.lay(files, DATASET)
        numbers = (number for number, _ in part.decisions)
        outcomes = tuple(zip(numbers, judged.outcomes, strict=True))
        return told_of(part.number, judged, tuple(files), outcomes)


def decision_findings(
    job: Job, brief: MergeBrief, outcomes: Iterable[tuple[int, Outcome]], noticed: Noticed
) -> PartTold:
    """Write what is to be looked at of all decisions, and what is *noticed* and to be decided.

    Told of as of a part with no number.
    """
    every = tuple(sorted(outcomes, key=lambda pair: pair[0]))
    sums, disputes = noticed
    decided = tuple(own for _, own in every)
    evidence = QuarterSoFar(brief, outcomes=decided, sums=sums, disputes=disputes)
    found = findings(evidence, [rule for rule in RULES if rule.compares == "decisions"])
    judged = replace(evidence, tables=replace(Tables.empty(), findings=found))
    files = dict(files_of(judged.tables, brief.plan, job.quarter, "part-decisions"))
    job.lay(files, DATASET)
    return told_of(-1, judged, tuple(files), every)


def settled_part(job: Job, part: QuarterPart, brief: MergeBrief) -> SomeInstitutions:
    """Return a part after the station decide: read from the staging, reconciled."""
    returns = [own for file in _files(job, part) for own in file.returns(brief)]
    so_far = SomeInstitutions(brief, reconcile(returns, brief.plan), institutions=part.institutions)
    decided = decide(so_far, [own for _, own in part.decisions])
    assert isinstance(decided, SomeInstitutions)
    return decided


def _files(job: Job, part: QuarterPart) -> Iterator[StagedFile]:
    yield from map(unpacked, job.lying(part.files))


def _rules(compared: Sequence[Compared], plan: Plan) -> Iterator[Rule]:
    """Yield the rules for a part: of what it has in common with others they were asked before.

    What the coordinator decided is looked at as a whole, by none of the parts.
    """
    for rule in RULES:
        if rule.compares == "rows":
            known = [found for own, found in compared if own == rule.id]
            yield replace(rule, find=partial(_found, rule, known, plan))
        elif not rule.compares:
            yield rule


def _found(rule: Rule, known: list[Found], plan: Plan, evidence: QuarterSoFar) -> Iterable[Found]:
    own = list(rule.find(without_common_rows(evidence)))
    if not known:
        return own
    codes = (*(row.code for row in plan.activities), *(row.code for row in plan.indicators))
    order = {code: place for place, code in enumerate(codes)}
    return sorted([*own, *known], key=lambda found: order.get(found.indicator or found.activity, 0))


def _of_others() -> Iterator[Rule | Unusable]:
    """Yield the rules of other packages that look at one institution; why not, of any other."""
    for rule in own_rules():
        if isinstance(rule, Unusable) or rule.alone:
            yield rule
        else:
            yield Unusable(rule.id, "", _NOT_ALONE, GROUP)


def _corrections(judged: QuarterSoFar, job: Job) -> dict[str, bytes]:
    report = Merged.of(judged, ()).for_members()
    folder = f"corrections/quarter={job.quarter}"
    return {f"{folder}/{own.name}": own.data for own in corrections(report)}
