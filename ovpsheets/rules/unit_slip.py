"""A value is ten, a hundred or a thousand times what could be expected: a unit or comma slipped."""

from collections.abc import Iterator

from ovpsheets.columns.slips import slip_bands
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import AnsweredIndicator, answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every value that, divided by such a factor, would be near target or last value."""
    for row in answered_indicators(evidence):
        value = row.answer.value
        if value is not None and row.indicator.kind.is_number:
            bands = slip_bands(_expected(row), is_whole=row.indicator.kind.is_whole)
            inside = (factor for factor, (least, most) in bands.items() if least <= value <= most)
            if factor := next(inside, 0):
                found = row.found(shown(value), factor=str(factor))
                yield found.counting(now=value, likely=value / factor)


def _expected(row: AnsweredIndicator) -> list[float]:
    target = row.indicator.target
    known = [last_said(row.past, "value"), target if isinstance(target, int | float) else None]
    return [float(value) for value in known if value is not None]


RULE = Rule("unit_slip", Severity.IMPORTANT, find)
