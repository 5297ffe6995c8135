"""A value cannot be what the indicator measures: half a team, a negative count, a day far off."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ovpsheets.columns.typed_days import days_of_reports
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.measured import measured
from ovpsheets.plan.model import Plan
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import AnsweredIndicator, answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.texts import Figure, short_date
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every value that is outside its kind; a percentage above 100 is another matter."""
    for row in answered_indicators(evidence):
        if why := _why(row, evidence.plan):
            bounds = {"least": _least(row), "most": row.indicator.kind.most}
            values = {name: _figure(bound) for name, bound in bounds.items() if bound is not None}
            yield _said(row).saying(why=(f"rules.value_outside_kind.why.{why}", values))


def _figure(bound: float) -> Figure:
    return Figure(Decimal(shown(bound)))


def _said(row: AnsweredIndicator) -> Found:
    if row.answer.value is not None:
        return row.found(shown(row.answer.value)).counting(said=row.answer.value)
    day = row.answer.text or ""
    return row.found(day, said=short_date(date.fromisoformat(day)))


def _why(row: AnsweredIndicator, plan: Plan) -> str:
    """Return the end of the key that says why a value cannot be, "" where it can."""
    kind = row.indicator.kind
    said = measured(kind, row.answer.value, row.answer.text)
    if isinstance(said, date):
        days = days_of_reports(plan.start, plan.end)
        return "" if days["too_early"] < said <= days["latest"] else "far"
    if isinstance(said, bool) or not isinstance(said, float):  # what is no value is unreadable
        return ""
    least = _least(row)
    if least is not None and said < least:
        return "below" if least else "negative"
    if kind.most is not None and said > kind.most and not kind.is_share:
        return "above"
    return "fraction" if kind.is_whole and not said.is_integer() else ""


def _least(row: AnsweredIndicator) -> float | None:
    """The least value; an amount may be negative where one is expected to be."""
    own = row.indicator
    expected = (own.target, own.baseline, last_said(row.past, "value"))
    return own.kind.least_beside(float(v) for v in expected if isinstance(v, int | float))


RULE = Rule("value_outside_kind", Severity.IMPORTANT, find, alone=True)
