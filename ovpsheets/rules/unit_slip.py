"""A value is ten, a hundred or a thousand times what could be expected: a unit or comma slipped."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import AnsweredIndicator, answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity

_FACTORS: Final = (10, 100, 1000)
_FAR_BEYOND: Final = 3
"""How many times target and last value are passed before a slip is thought of."""

_SMALL: Final = 100
"""A count below this may well be many times its target: 20 trainings instead of 2."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every value that, divided by such a factor, would be near target or last value."""
    for row in answered_indicators(evidence):
        value = row.answer.value
        small = row.indicator.kind.is_whole and value is not None and value < _SMALL
        if value is not None and row.indicator.kind.is_number and not small:
            factor = _slip(value, _expected(row))
            if factor:
                found = row.found(shown(value), factor=str(factor))
                yield found.counting(now=value, likely=value / factor)


def _expected(row: AnsweredIndicator) -> list[float]:
    target = row.indicator.target
    known = [last_said(row.past, "value"), target if isinstance(target, int | float) else None]
    return [float(value) for value in known if value is not None and value > 0]


def _slip(value: float, expected: list[float]) -> int:
    """Return the factor by which *value* probably slipped, 0 when it did not."""
    if not expected or value <= _FAR_BEYOND * max(expected):
        return 0
    least, most = min(expected) / 2, max(expected) * 1.5
    return next((factor for factor in _FACTORS if least <= value / factor <= most), 0)


RULE = Rule("unit_slip", Severity.IMPORTANT, find)
