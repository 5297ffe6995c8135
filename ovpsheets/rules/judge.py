"""Judge: run the rule book over the quarter so far and put every finding into words."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import pandas as pd

from ovpsheets.extensions import Unusable
from ovpsheets.intake.one_institution import one_by_one
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.causes import roots
from ovpsheets.rules.finding_row import finding_row
from ovpsheets.rules.judged import Judging, Row
from ovpsheets.rules.known_findings import KnownFindings
from ovpsheets.rules.own_rules import found_by, own_rules
from ovpsheets.rules.policy import TRIAL, WAIVED, RulePolicy
from ovpsheets.rules.rule_book import RULES
from ovpsheets.tables import FINDINGS, counted, frame
from ovpsheets.words import LANGUAGES, SEVERITIES


def judge(
    so_far: QuarterSoFar,
    rules: Iterable[Rule] | None = None,
    known: KnownFindings | None = None,
) -> QuarterSoFar:
    """Add the findings of *rules*, used as the brief says, and count them by institution.

    Without *rules* those of the whole book: ours, and those that other packages add. Of
    these one that fails is named in ``unusable``, and all others are judged. *known*: what was
    found of institutions before, None for nothing.
    """
    if rules is not None:
        return counting_findings(so_far, findings(so_far, rules))
    return judge_with(so_far, RULES, own_rules(), known)


def judge_with(
    so_far: QuarterSoFar,
    book: Iterable[Rule],
    added: Iterable[Rule | Unusable],
    known: KnownFindings | None = None,
) -> QuarterSoFar:
    """Add the findings of *book*, and of the rules that other packages *added*, as judge does."""
    added = tuple(added)
    wrong = [rule for rule in added if isinstance(rule, Unusable)]
    in_use = RulePolicy(so_far.brief.rules).in_use(rule for rule in added if isinstance(rule, Rule))
    found: dict[str, list[Found]] = {}
    # Run here, each by itself: one of another package that fails must cost nothing but itself.
    for rule in in_use:
        own = found_by(rule, so_far, partial(_said, so_far, rule))
        if isinstance(own, Unusable):
            wrong.append(own)
        else:
            found[rule.id] = own
    # Whatever they say of themselves they were given the whole quarter, and are not asked again.
    usable = [
        replace(r, find=partial(_known, found[r.id]), alone=False) for r in in_use if r.id in found
    ]
    judged = counting_findings(so_far, findings(so_far, (*book, *usable), known))
    return replace(judged, unusable=(*so_far.unusable, *wrong))


def _known(found: list[Found], _evidence: QuarterSoFar) -> list[Found]:
    return found


def _said(evidence: QuarterSoFar, rule: Rule, found: Found) -> None:
    """Put a finding into words in every language; raises KeyError where a value is missing."""
    for language in LANGUAGES:
        finding_row(evidence, rule, found, language)


def counting_findings(so_far: QuarterSoFar, found: pd.DataFrame) -> QuarterSoFar:
    """Put the findings *found* into the tables, and count them by institution."""
    counts = counted(found)["institution"].value_counts()
    table = so_far.tables.institutions
    institutions = table.assign(findings=table["institution"].map(counts).fillna(0).astype("Int64"))
    return replace(so_far, tables=replace(so_far.tables, findings=found, institutions=institutions))


def findings(
    evidence: QuarterSoFar, rules: Iterable[Rule] = RULES, known: KnownFindings | None = None
) -> pd.DataFrame:
    """Return the table ``findings``: worst first, then by institution, subject and rule.

    ``message`` is in the brief's language, for the coordinator; ``ask`` is in the
    institution's own, ready to send. ``since`` is the first quarter of the
    unbroken run of merged quarters in which the finding was there. ``follows``
    is the id of the finding from which it follows. ``state`` is ``open``,
    ``waived`` (``waiver`` then says by whom, why and until when) or ``trial``.
    """
    judging, known = Judging.of(evidence.brief, rules), known or KnownFindings()
    found = [own for one in one_by_one(evidence) for own in known.found(one, judging)]
    known.keep()
    found += judging.quarter(evidence)
    order = {rule.id: number for number, rule in enumerate(judging.rules)}
    found.sort(key=lambda own: order[own.row["rule"]])
    rules_of = {rule.id: rule for rule in judging.rules}
    # What is only on trial is asked of nobody, so nothing may hide behind it.
    weighing = (own for own in found if own.row["state"] != TRIAL)
    waived = {own.row["id"] for own in found if own.row["state"] == WAIVED}
    causes = roots(
        [(rules_of[own.row["rule"]], own.found, own.row["id"]) for own in weighing], waived
    )
    rows = [{**own.row, "follows": causes.get(own.row["id"])} for own in found]
    _weigh_causes(rows)
    institutions = {item.code: number for number, item in enumerate(evidence.plan.institutions)}
    severities = [severity.value for severity in SEVERITIES]
    # By what the findings say alone, so that the order of the files changes no byte.
    rows.sort(
        key=lambda row: (
            severities.index(row["severity"]),
            institutions.get(str(row["institution"]), len(institutions)),
            _codes(row["indicator"] or row["activity"] or ""),
            order[row["rule"]],
            row["id"],
        )
    )
    return frame(FINDINGS, rows)


def _weigh_causes(rows: list[Row]) -> None:
    """Let a cause weigh as much as the heaviest that follows from it."""
    weights = [severity.value for severity in reversed(SEVERITIES)]
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        cause = by_id.get(row["follows"])
        # Only the cause is asked about: it has to be as urgent as what is said with it.
        if cause is not None and row["state"] == "open":
            both = (cause["severity"], row["severity"])
            cause["severity"] = max(both, key=weights.index)


def _codes(code: str) -> tuple[int, ...]:
    """Sort 3.10 behind 3.9."""
    return tuple(int(part) for part in code.split(".") if part.isdigit())
