"""An activity is reported not started while one of its indicators moves."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.measured import measured, planned
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import AnsweredIndicator, answered, answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Accumulation, Severity, Status


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every indicator that moved although its activity has not started."""
    idle = {
        (row.institution, row.code)
        for row in answered(evidence)
        if row.answers["status"] == Status.NOT_STARTED
    }
    for row in answered_indicators(evidence):
        value = row.answer.value
        if value is None or (row.institution, row.indicator.activity) not in idle:
            continue
        if _is_now_so(row):
            yield row.found(row.answer.text or "").saying(now=("words.yes", {}))
        elif _moves(row, value):
            yield row.found(shown(value)).counting(now=value)


def _is_now_so(row: AnsweredIndicator) -> bool:
    """Tell whether a yes is given for what was not so, as far as anybody knows."""
    own, before = row.indicator, last_said(row.past, "value")
    is_so = measured(own.kind, row.answer.value) is True
    was_so = planned(own.kind, own.baseline) is True or measured(own.kind, before) is True
    return is_so and not was_so


def _moves(row: AnsweredIndicator, value: float) -> bool:
    """Tell whether a value of the quarter is above 0, or a running one differs from the last.

    The first running value is compared with the baseline; where the plan gives
    none, what was there before the plan is unknown and nothing is said.
    """
    own = row.indicator
    if not own.kind.is_number:
        return False
    if own.accumulation is Accumulation.QUARTERLY:
        return value > 0
    before = last_said(row.past, "value")
    if before is None:
        before = own.baseline if isinstance(own.baseline, int | float) else value
    return bool(value != before)


RULE = Rule("moving_not_started", Severity.CHECK, find, alone=True)
