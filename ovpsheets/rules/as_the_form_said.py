"""What a finding about one row weighs where the form had said that the row is ready.

A form that says so must not come back with something important about that row. What its formulas
cannot see (a person's name, how a number is formatted, letters that are struck out, a remark that
names another unit) is therefore to be checked, and asked about as such.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.columns.checks import is_ready
from ovpsheets.intake.own_check import OwnCheck
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity

_Row = tuple[str, str]
"""Table and code."""

OF_SEVERAL: Final = frozenset(
    {"conflicting_answers", "failed_check", "holders_disagree", "values_disagree"}
)
"""Rules about what two forms say, or that the plan has of its own: no form can speak of these."""


def weighed(rule: Rule, found: Found, evidence: QuarterSoFar) -> Found:
    """Return *found*, weighing no more than a check where the form said that its row is ready."""
    if rule.severity is Severity.CHECK or rule.id in OF_SEVERAL:
        return found  # the first is for speed: to tell what the form said costs a look at its row
    if not (found.institution and found.activity):
        return found
    table = INDICATORS if found.indicator else ACTIVITIES
    row = (table, found.indicator or found.activity)
    is_ready_there = _ready_rows(evidence).has(found.institution, row)
    return found.weighing(Severity.CHECK) if is_ready_there else found


class _ReadyRows:
    """The rows that the forms of institutions called ready, each worked out when asked for."""

    def __init__(self, brief: MergeBrief, forms: Mapping[str, tuple[Return, ...]]) -> None:
        self._brief, self._forms = brief, forms
        self._checks: dict[str, tuple[OwnCheck, ...]] = {}
        self._known: dict[tuple[str, _Row], bool] = {}

    def has(self, institution: str, row: _Row) -> bool:
        """Tell whether a form of *institution* called a row ready."""
        asked = (institution, row)
        if asked not in self._known:
            self._known[asked] = any(_is_ready(check, row) for check in self._of(institution))
        return self._known[asked]

    def _of(self, institution: str) -> tuple[OwnCheck, ...]:
        if institution not in self._checks:
            forms = self._forms.get(institution, ())
            self._checks[institution] = tuple(check for own in forms for check in self._in(own))
        return self._checks[institution]

    def _in(self, form: Return) -> Iterator[OwnCheck]:
        content = self._brief.content_of(form.form_id) if form.form_id else None
        if content is not None:
            yield OwnCheck(form, content)


def _is_ready(check: OwnCheck, row: _Row) -> bool:
    # What the coordinator decided is no longer what the form spoke of.
    is_decided = any(field.row == row for field in check.returned.decided)
    return row in check.rows and not is_decided and is_ready(check.step(*row))


@once_for_each
def _ready_rows(evidence: QuarterSoFar) -> _ReadyRows:
    used: dict[str, list[Return]] = {}
    for form in evidence.used_forms():
        used.setdefault(form.institution, []).append(form)
    return _ReadyRows(evidence.brief, {who: tuple(forms) for who, forms in used.items()})
