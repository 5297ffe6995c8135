"""A new deadline lies after the end of the plan: a slip of the year, or the next plan's matter."""

from collections.abc import Iterator

from ovpsheets.columns.reporting_rules import NEW_DEADLINE_AFTER_PLAN
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity with such a deadline."""
    for row in answered(evidence):
        new = row.day("new_deadline")
        if new is not None and NEW_DEADLINE_AFTER_PLAN.holds(row.answers):
            end = short_date(evidence.plan.end)
            yield row.found("new_deadline", new=short_date(new), end=end)


RULE = Rule("deadline_after_plan", Severity.CHECK, find, alone=True)
