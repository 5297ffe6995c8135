"""A new deadline is later than the plan's, or than the one last promised, and nothing says why."""

from collections.abc import Iterator

from ovpsheets.columns.reporting_rules import GOING_ON
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity that goes on and whose deadline slips without an explanation."""
    for row in answered(evidence):
        if not GOING_ON.holds(row.answers):
            continue
        promised = last_said(row.past, "new_deadline") or row.item.activity.deadline
        new = row.day("new_deadline")
        unread = evidence.troubled(row.institution, ACTIVITIES, row.code, "explanation")
        if new is not None and new > promised and row.hollow and not unread:
            found = row.found("explanation", new=short_date(new), promised=short_date(promised))
            yield found


RULE = Rule(
    "slipped_deadline", Severity.IMPORTANT, find, follows=("unexplained_delay",), alone=True
)
