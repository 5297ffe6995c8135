"""What is given as the new deadline is past by the quarter's end, or is the old one again."""

from collections.abc import Iterator

from ovpsheets.columns.reporting_rules import NEW_DEADLINE_PAST
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity that is not completed and whose new deadline leaves no time for it."""
    for row in answered(evidence):
        new = row.day("new_deadline")
        if new is not None and NEW_DEADLINE_PAST.holds(row.answers):
            why, end = f"rules.stale_new_deadline.why.{_why(row)}", short_date(evidence.quarter.end)
            yield row.found("new_deadline", new=short_date(new), end=end).saying(why=(why, {}))


def _why(row: AnsweredActivity) -> str:
    return "old" if row.day("new_deadline") == row.item.activity.deadline else "past"


RULE = Rule(
    "stale_new_deadline",
    Severity.IMPORTANT,
    find,
    follows=("unexplained_delay", "broken_promise"),
)
