"""A percentage is above 100, and its target is not."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every percentage above 100."""
    for row in answered_indicators(evidence):
        value, target = row.answer.value, row.indicator.target
        allowed = max(100.0, target) if isinstance(target, int | float) else 100.0
        if row.indicator.kind.is_share and value is not None and value > allowed:
            yield row.found(shown(value)).counting(now=value)


RULE = Rule("percent_above_100", Severity.IMPORTANT, find, follows=("unit_slip",), alone=True)
