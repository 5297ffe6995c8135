"""Judge: run the rule book over the quarter so far and put every finding into words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeGuard

import pandas as pd

from ovpsheets.extensions import Unusable
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import last_value
from ovpsheets.plan.model import Waiver
from ovpsheets.rules.as_the_form_said import weighed
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.beside_blank import with_what_stands_beside, with_what_the_list_says
from ovpsheets.rules.causes import roots
from ovpsheets.rules.finding_row import Since, finding_id, finding_row
from ovpsheets.rules.own_rules import found_by, own_rules
from ovpsheets.rules.policy import TRIAL, RulePolicy
from ovpsheets.rules.rule_book import RULES
from ovpsheets.tables import FINDINGS, counted, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, SEVERITIES


def judge(
    so_far: QuarterSoFar,
    rules: Iterable[Rule] | None = None,
    *,
    kept: KeptFolder | None = None,
    origin: str = "",
) -> QuarterSoFar:
    """Add the findings of *rules*, used as the brief says, and count them by institution.

    Without *rules* those of the whole book: ours, and those that other packages add. Of
    these one that fails is named in ``unusable``, and all others are judged. *kept*: where the
    findings of the last time are; *origin*: a digest of all from which they follow, "" for none.
    """
    if rules is not None:
        return counting_findings(so_far, findings(so_far, rules))
    added = own_rules()
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
    usable = [replace(r, find=partial(_known, found[r.id])) for r in in_use if r.id in found]
    book = (*RULES, *usable)
    if kept is None or not origin:
        table = findings(so_far, book)
    else:
        made = last_value(kept, lambda: records(findings(so_far, book)), _are_findings, origin)
        table = frame(FINDINGS, made)
    judged = counting_findings(so_far, table)
    return replace(judged, unusable=(*so_far.unusable, *wrong))


def _are_findings(rows: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and row.keys() == FINDINGS.keys() for row in rows
    )


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


def findings(evidence: QuarterSoFar, rules: Iterable[Rule] = RULES) -> pd.DataFrame:
    """Return the table ``findings``: worst first, then by institution, subject and rule.

    ``message`` is in the brief's language, for the coordinator; ``ask`` is in the
    institution's own, ready to send. ``since`` is the first quarter of the
    unbroken run of merged quarters in which the finding was there. ``follows``
    is the id of the finding from which it follows. ``state`` is ``open``,
    ``waived`` (``waiver`` then says by whom, why and until when) or ``trial``.
    """
    language = evidence.brief.language
    policy = RulePolicy(evidence.brief.rules, evidence.plan.waivers)
    in_use = policy.in_use(rules)
    judged = [
        (rule, found, finding_id(rule, found))
        for rule in in_use
        for found in _found_by(rule, evidence)
    ]
    # What is only on trial is asked of nobody, so nothing may hide behind it.
    treated = [_treated(r, found, policy, evidence, Texts(language)) for r, found, _ in judged]
    waived = {i for (*_, i), own in zip(judged, treated, strict=True) if own["state"] == "waived"}
    causes = roots([item for item in judged if not policy.on_trial(item[0])], waived)
    since = Since(evidence.history, evidence.quarter)
    rows = [
        finding_row(evidence, rule, found, language)
        | own
        | {"follows": causes.get(identity), "since": since.of(identity)}
        for (rule, found, identity), own in zip(judged, treated, strict=True)
    ]
    _weigh_causes(rows)
    order = {rule.id: number for number, rule in enumerate(in_use)}
    institutions = {item.code: number for number, item in enumerate(evidence.plan.institutions)}
    severities = [severity.value for severity in SEVERITIES]
    # By what the findings say alone, so that the order of the files changes no byte.
    rows.sort(
        key=lambda row: (
            severities.index(str(row["severity"])),
            institutions.get(str(row["institution"]), len(institutions)),
            _codes(str(row["indicator"] or row["activity"] or "")),
            order[str(row["rule"])],
            str(row["id"]),
        )
    )
    return frame(FINDINGS, rows)


def _found_by(rule: Rule, evidence: QuarterSoFar) -> Iterator[Found]:
    for found in rule.find(evidence):
        told = with_what_stands_beside(found, evidence) if rule.asks_for_blank else found
        told = with_what_the_list_says(told, evidence)
        # Of another package's rule nobody knows whether a form could have seen what it sees.
        yield weighed(rule, told, evidence) if rule in RULES else told


def _weigh_causes(rows: list[dict[str, object]]) -> None:
    """Let a cause weigh as much as the heaviest that follows from it."""
    weights = [severity.value for severity in reversed(SEVERITIES)]
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        cause = by_id.get(row["follows"])
        # Only the cause is asked about: it has to be as urgent as what is said with it.
        if cause is not None and row["state"] == "open":
            both = (str(cause["severity"]), str(row["severity"]))
            cause["severity"] = max(both, key=weights.index)


def _treated(
    rule: Rule, found: Found, policy: RulePolicy, evidence: QuarterSoFar, texts: Texts
) -> dict[str, object]:
    """Severity and state as the coordinator's settings and the plan's waivers have them."""
    severity = policy.severity(rule, found).value
    if policy.on_trial(rule):
        return {"severity": severity, "state": TRIAL}
    if waiver := policy.waiver(rule, found, evidence.quarter.end):
        return {"severity": severity, "state": "waived", "waiver": _decision(waiver, texts)}
    return {"severity": severity, "state": "open"}


def _decision(waiver: Waiver, texts: Texts) -> str:
    """Say who decided a waiver, why, and until when."""
    until = (
        texts("rules.waiver.until", day=texts.long_date(waiver.until))
        if waiver.until
        else texts("rules.waiver.open_ended")
    )
    return texts("rules.waiver", who=waiver.decided_by, reason=waiver.reason, until=until)


def _codes(code: str) -> tuple[int, ...]:
    """Sort 3.10 behind 3.9."""
    return tuple(int(part) for part in code.split(".") if part.isdigit())
