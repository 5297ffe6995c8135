"""A value cannot be what the indicator measures: half a team, a negative count, a day far off."""

from collections.abc import Iterator
from datetime import date

from ovpsheets.plan.model import Plan
from ovpsheets.rules.answered import AnsweredIndicator, answered_indicators, shown
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Kind, Severity

_FAR = 10
"""Years before or after the plan."""


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every value that is outside its kind; a percentage above 100 is another matter."""
    for row in answered_indicators(evidence):
        if why := _why(row, evidence.plan):
            yield _said(row).saying(why=(f"rules.value_outside_kind.why.{why}", {}))


def _said(row: AnsweredIndicator) -> Found:
    if row.answer.value is not None:
        return row.found(shown(row.answer.value)).counting(said=row.answer.value)
    day = row.answer.text or ""
    return row.found(day, said=short_date(date.fromisoformat(day)))


def _why(row: AnsweredIndicator, plan: Plan) -> str:
    value, kind = row.answer.value, row.indicator.kind
    if kind is Kind.DATE and row.answer.text:
        return "far" if _is_far(row.answer.text, plan) else ""
    if value is None:
        return ""
    if kind in (Kind.COUNT, Kind.PERCENT) and value < 0:
        return "negative"
    return "fraction" if kind is Kind.COUNT and not value.is_integer() else ""


def _is_far(text: str, plan: Plan) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:  # no date: what was typed there is reported as unreadable
        return False
    return not plan.start.year - _FAR <= day.year <= plan.end.year + _FAR


RULE = Rule("value_outside_kind", Severity.IMPORTANT, find)
