"""What a finding about one row weighs where the form had said that the row is ready.

A form that says so must not come back with something important about that row. What its formulas
cannot see (a person's name, how a number is formatted, letters that are struck out, a remark that
names another unit) is therefore to be checked, and asked about as such.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.columns.checks import is_ready
from ovpsheets.intake.own_check import row_steps
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity

OF_SEVERAL: Final = frozenset(
    {"conflicting_answers", "failed_check", "holders_disagree", "values_disagree"}
)
"""Rules about what two forms say, or that the plan has of its own: no form can speak of these."""


def weighed(rule: Rule, found: Found, evidence: QuarterSoFar) -> Found:
    """Return *found*, weighing no more than a check where the form said that its row is ready."""
    is_light = (found.weight or rule.severity) is Severity.CHECK
    if is_light or rule.id in OF_SEVERAL or not (found.institution and found.activity):
        return found
    table = INDICATORS if found.indicator else ACTIVITIES
    ready = _ready_rows(evidence).of(found.institution)
    row = (table, found.indicator or found.activity)
    return found.weighing(Severity.CHECK) if row in ready else found


class _ReadyRows:
    """The rows that the forms of an institution called ready, worked out when first asked for."""

    def __init__(self, brief: MergeBrief, forms: Mapping[str, tuple[Return, ...]]) -> None:
        self._brief, self._forms = brief, forms
        self._known: dict[str, frozenset[tuple[str, str]]] = {}

    def of(self, institution: str) -> frozenset[tuple[str, str]]:
        """Return table and code of each row."""
        if institution not in self._known:
            forms = self._forms.get(institution, ())
            self._known[institution] = frozenset(row for own in forms for row in self._in(own))
        return self._known[institution]

    def _in(self, form: Return) -> Iterator[tuple[str, str]]:
        content = self._brief.content_of(form.form_id) if form.form_id else None
        if content is not None:
            steps = row_steps(form, content)
            # What the coordinator decided is no longer what the form spoke of.
            decided = {(field.table, field.code) for field in form.decided}
            yield from (row for row, step in steps.items() if is_ready(step) and row not in decided)


@once_for_each
def _ready_rows(evidence: QuarterSoFar) -> _ReadyRows:
    used: dict[str, list[Return]] = {}
    for form in evidence.used_forms():
        used.setdefault(form.institution, []).append(form)
    return _ReadyRows(evidence.brief, {who: tuple(forms) for who, forms in used.items()})
