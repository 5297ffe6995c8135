"""An activity is reported completed although an indicator has not reached its target."""

from collections.abc import Iterator

from ovpsheets.rules.answered import AnsweredIndicator, answered, answered_indicators, shown
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import NUMBER_KINDS, Direction, Kind, Role, Severity, Status, fold

_NO = ("no", "НЕ", "JO")


def find(evidence: Evidence) -> Iterator[Found]:
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


def _completed(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield who says so and of what; what the holder says holds for whoever counts ("")."""
    for row in answered(evidence):
        if row.answers["status"] == Status.COMPLETED:
            yield row.institution, row.code
            if row.item.role is Role.HOLDER:
                yield "", row.code


def is_below(row: AnsweredIndicator) -> bool:
    """Tell whether a value has not reached its target; one without a target has."""
    own, value = row.indicator, row.answer.value
    if own.kind is Kind.YES_NO:
        wants_yes = own.target is not None and fold(str(own.target)) not in map(fold, _NO)
        return wants_yes and row.answer.text == "no"
    if own.kind not in NUMBER_KINDS or value is None or not isinstance(own.target, int | float):
        return False
    return value < own.target if own.direction is Direction.UP else value > own.target


RULE = Rule("completed_below_target", Severity.IMPORTANT, find)
