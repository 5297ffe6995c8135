"""Which checks of the plan's own the rows of a form show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ovpsheets.columns.expressions import Comparison, Fails
from ovpsheets.forms.identity import FormId
from ovpsheets.plan.check_grammar import GIVEN
from ovpsheets.plan.model import Plan, PlanCheck
from ovpsheets.texts import Texts
from ovpsheets.words import INDICATORS, Language, Severity

Given = Mapping[str, float]
"""What a row is given by the plan or the last quarter: a word of the checks → a number."""


@dataclass(frozen=True, slots=True)
class FormCheck:
    """A check of the plan's own that a row of the form shows.

    ``fails`` knows what the plan and the last quarter say; ``says`` is its sentence.
    ``is_hint``: it asks to look again, and leaves the row ready.
    """

    table: str
    row: str
    code: str
    says: str
    fails: Fails
    is_hint: bool = False


def form_checks(
    plan: Plan, form_id: FormId, language: Language, rows: Mapping[str, Mapping[str, Given]]
) -> Iterator[FormCheck]:
    """Yield the checks that a form with *rows* (table → code → what it is given) can show.

    That is where all that is compared stands in the form, or is known. One that is only to be
    looked at leaves a form ready, and its sentence says so. One that the plan waives is not shown.
    """
    texts = Texts(language)
    for check in plan.checks:
        if not check.applies(form_id.quarter):
            continue
        is_hint = check.severity is Severity.CHECK
        codes = {name for name in check.comparison.names if plan.find_indicator(name)}
        for code in check.rows if rows[INDICATORS].keys() >= codes else ():
            given = rows[check.table].get(code)
            known = None if given is None else known_of(check.comparison, given)
            if known is not None and not _is_waived(plan, form_id, check, code):
                says = " ".join(check.says.in_(language).split())
                says = texts("checks.look_again", said=says) if is_hint else says
                fails = Fails(check.comparison, tuple(known.items()))
                yield FormCheck(check.table, code, check.code, says, fails, is_hint)


_BY_RULE: Final = "failed_check"


def _is_waived(plan: Plan, form_id: FormId, check: PlanCheck, code: str) -> bool:
    indicator = code if check.table == INDICATORS else ""
    activity = plan.indicator(code).activity if indicator else code
    waived = plan.waived(form_id.quarter.end, form_id.institution, activity, indicator)
    return not waived.isdisjoint(("", _BY_RULE, check.code))


def known_of(comparison: Comparison, given: Given) -> dict[str, float] | None:
    """Return what is *given* of the numbers that are compared; None where one is not there."""
    wanted = [name for name in comparison.names if name in GIVEN]
    return {name: given[name] for name in wanted} if given.keys() >= set(wanted) else None
