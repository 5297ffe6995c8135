"""Of whom something is to be asked, and what: the open items of each institution."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from ovpsheets.decision import SUM, WHOSE, Dispute
from ovpsheets.plan.model import Plan
from ovpsheets.results.report.report import Report
from ovpsheets.rules.items import Finding, TodoItem, items
from ovpsheets.tables import counted, records
from ovpsheets.words import default_language

_SILENT: Final = ("waived", "trial", "settled", "not_a_problem")
"""States of findings for which nothing is to be decided."""

STILL_OPEN: Final = frozenset({"open", "asked"})
"""States of a finding in which an answer is awaited."""

_NOT_FOR_THEM: Final = frozenset({"late_return"})
"""Rules that ask for nothing that could still be sent."""


_CONFIRMED_BY_REPLY: Final = frozenset({"duplicate_return"})
"""Rules that ask for a word in reply, and for nothing in the form."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a member completes: the sentence, and the findings it answers."""

    text: str
    findings: tuple[Finding, ...]


def asks_of(item: TodoItem) -> tuple[Ask, ...]:
    """Return what an item asks for one by one: each field once, with its own sentence.

    What concerns a whole form stays one thing, however much follows from it. What follows
    at the same cell is answered with its cause, and what an activity's status makes of
    several indicators is one question.
    """
    # Of a whole form one thing is asked, though each of its rows may follow from it.
    if not all(finding["activity"] for finding in item.findings):
        return (Ask(item.ask, (*item.findings, *item.consequences)),)
    following = (each for each in item.consequences if each["state"] in STILL_OPEN)
    asks: dict[object, Ask] = {}
    for finding in item.findings:
        if said := item.together.get(finding["activity"]):
            known = asks.get(finding["activity"], Ask(said, ()))
            asks[finding["activity"]] = Ask(said, (*known.findings, finding))
        else:
            asks.setdefault(_place(finding), Ask(finding["ask"], (finding,)))
    framed = {_place(finding) for ask in asks.values() for finding in ask.findings}
    for finding in following:
        if _place(finding) not in framed:
            asks.setdefault(_place(finding), Ask(finding["ask"], (finding,)))
    return tuple(asks.values())


def _place(finding: Finding) -> object:
    """Where a finding stands; its id where that is nowhere."""
    place = (finding["file"], finding["sheet"], finding["cell"])
    return place if finding["cell"] else finding["id"]


def things_asked(asked: Iterable[TodoItem]) -> int:
    """Return how many things are asked for: what mail and correction number, one by one."""
    return sum(len(asks_of(item)) for item in asked)


def needs_the_form(asked: Iterable[TodoItem]) -> bool:
    """Tell whether anything is asked that is answered in the form itself."""
    return any(item.first["rule"] not in _CONFIRMED_BY_REPLY for item in asked)


def asked_of(report: Report) -> dict[str, tuple[TodoItem, ...]]:
    """Return institution → its open items, worst first; institutions in plan order.

    Nobody is asked about an answer that the coordinator has decided.
    """
    found: dict[str, list[TodoItem]] = {}
    for item in items(_undecided(report), report.plan, default_language()):
        finding = item.first
        if finding["state"] in STILL_OPEN and finding["rule"] not in _NOT_FOR_THEM:
            found.setdefault(finding["institution"] or "", []).append(item)
    return {
        institution.code: tuple(found[institution.code])
        for institution in report.plan.institutions
        if institution.code in found
    }


def _undecided(report: Report) -> pd.DataFrame:
    """Return the findings that do not stand at a cell about which was decided.

    A merged cell answers several rows: what was decided of one leaves the others open.
    """
    decided: dict[tuple[str, str, str], set[str]] = {}
    for item in report.decided:
        if not item.problem and item.cell:
            place = (item.file, item.sheet, item.cell)
            decided.setdefault(place, set()).add(item.decision.code)
    kept = [
        not any(
            _is_about(code, row, report.plan)
            for code in decided.get((row["file"], row["sheet"], row["cell"]), ())
        )
        for row in records(report.tables.findings)
    ]
    return report.tables.findings[kept]


def _is_about(code: str, finding: Finding, plan: Plan) -> bool:
    """Tell whether a finding is about the row *code*, or about the activity of that indicator."""
    if code in (finding["indicator"], finding["activity"]):
        return True
    own = plan.find_indicator(code)
    is_of_activity = own is not None and own.activity == finding["activity"]
    return is_of_activity and not finding["indicator"]


def open_findings(report: Report) -> pd.DataFrame:
    """Return the findings that somebody still has to see to, those of trial rules apart.

    Until its deadline has passed, a form that has not come is awaited and no fault.
    """
    findings = counted(report.tables.findings)
    is_open = findings["state"].isin(STILL_OPEN)
    if report.as_of <= report.dates.submit_by:
        is_open &= findings["rule"] != "missing_return"
    return findings[is_open]


def open_disputes(report: Report) -> list[Dispute]:
    """Return what a decision could settle and an open finding asks for."""
    rows = [row for row in records(report.tables.findings) if row["state"] not in _SILENT]
    asked = {
        (row["rule"], row["institution"] or "", row["indicator"] or row["activity"] or row["file"])
        for row in rows
    }
    # Of a file it is asked whose it is, whoever is known to have sent it.
    whole = {WHOSE: {(row["rule"], row["file"]) for row in rows}}
    whole[SUM] = {(row["rule"], row["found"]) for row in rows}
    return [
        item
        for item in report.disputes
        if any(
            (rule, item.code) in whole[item.what]
            if item.what in whole
            # What is asked of a whole file is about every field of it that has that trouble.
            else not asked.isdisjoint((rule, side.institution, of) for of in (item.code, side.file))
            for rule in item.rules
            for side in item.sides
        )
    ]
