"""An activity is reported completed although an indicator has not reached its target."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.measured import measured, planned
from ovpsheets.rules.answered import AnsweredIndicator, answered, answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Direction, Role, Severity, Status


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every indicator that stands below the target of a completed activity."""
    completed = set(_completed(evidence))
    for row in answered_indicators(evidence):
        own = row.indicator.activity
        if completed & {(row.institution, own), ("", own)} and is_below(row):
            value, target = row.answer.value, row.indicator.target
            found = row.found(row.answer.text or shown(value or 0))
            if isinstance(value, float | int) and isinstance(target, float | int):
                yield found.counting(now=value, target=target).saying(
                    why=("rules.completed_below_target.why.number", {})
                )
            else:
                yield found.saying(why=("rules.completed_below_target.why.no", {}))


def _completed(evidence: QuarterSoFar) -> Iterator[tuple[str, str]]:
    """Yield who says so and of what; what the holder says holds for whoever counts ("")."""
    for row in answered(evidence):
        if row.answers["status"] == Status.COMPLETED:
            yield row.institution, row.code
            if row.item.role is Role.HOLDER:
                yield "", row.code


def is_below(row: AnsweredIndicator) -> bool:
    """Tell whether a value has not reached its target; one without a target has."""
    own = row.indicator
    said, target = measured(own.kind, row.answer.value, row.answer.text), own.target
    if isinstance(said, bool):
        return not said and target is not None and planned(own.kind, target) is not False
    if not isinstance(said, float) or not isinstance(target, int | float):
        return False
    return said < target if own.direction is Direction.UP else said > target


RULE = Rule("completed_below_target", Severity.IMPORTANT, find)
