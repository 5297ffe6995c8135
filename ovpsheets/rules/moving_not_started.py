"""An activity is reported not started while one of its indicators moves."""

from collections.abc import Iterator

from ovpsheets.rules.answered import AnsweredIndicator, answered, answered_indicators
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.rules.falling_value import last_value
from ovpsheets.words import NUMBER_KINDS, Severity, Status


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every indicator that moved although its activity has not started."""
    idle = {
        (row.institution, row.code)
        for row in answered(evidence)
        if row.answers["status"] == Status.NOT_STARTED
    }
    for row in answered_indicators(evidence):
        if (row.institution, row.indicator.activity) in idle and _moves(row):
            yield row.found(f"{row.answer.value:g}").counting(now=row.answer.value or 0.0)


def _moves(row: AnsweredIndicator) -> bool:
    """Tell whether a value differs from the last one; the first, from the baseline (or 0)."""
    value, baseline = row.answer.value, row.indicator.baseline
    if value is None or row.indicator.kind not in NUMBER_KINDS:
        return False
    before = last_value(row.past)
    if before is None:
        before = baseline if isinstance(baseline, int | float) else 0.0
    return value != before


RULE = Rule("moving_not_started", Severity.CHECK, find)
