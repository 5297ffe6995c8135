"""The deadline has passed, the activity is not completed, and no new deadline is given."""

from collections.abc import Iterator

from ovpsheets.columns.conditions import Blank
from ovpsheets.columns.reporting_rules import NEW_DEADLINE_NEEDED
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule, place_of
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every such activity; a date that could not be read is asked about elsewhere."""
    for row in answered(evidence):
        code = row.item.activity.code
        unread = evidence.troubled(row.institution, ACTIVITIES, code, "new_deadline")
        needed = NEW_DEADLINE_NEEDED.holds(row.answers) and Blank("new_deadline").holds(row.answers)
        if needed and not unread:
            place = place_of(row.returned, ACTIVITIES, code, "new_deadline")
            yield Found(row.institution, code, place=place)


RULE = Rule(
    "missing_new_deadline",
    Severity.CHECK,
    find,
    follows=("unexplained_delay",),
    asks_for_blank=True,
    alone=True,
)
