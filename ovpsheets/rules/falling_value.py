"""A cumulative indicator, which can only grow, is lower than last time."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Accumulation, Direction, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every cumulative value that fell; what does not add up, as a percentage, may fall."""
    for row in answered_indicators(evidence):
        own = row.indicator
        grows = own.accumulation is Accumulation.CUMULATIVE and own.direction is Direction.UP
        if not grows or not own.kind.adds_up:
            continue
        before, now = last_said(row.past, "value"), row.answer.value
        if before is not None and now is not None and now < before:
            yield row.found(shown(now)).counting(now=now, before=before)


RULE = Rule("falling_value", Severity.IMPORTANT, find, follows=("value_outside_kind",))
