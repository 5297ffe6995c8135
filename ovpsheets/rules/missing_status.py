"""A returned form leaves the status of an activity empty."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule, covers, place_of
from ovpsheets.rules.unread_rows import unread_rows
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity that has begun and whose status was left out or removed."""
    for due, returned in evidence.reporting():
        for item in due.activities:
            code = item.activity.code
            is_asked = item.begun and covers(returned, item.activity.commitment)
            if not is_asked or (due.institution, (code, "")) in unread_rows(evidence):
                continue
            answer = returned.answers and returned.answers.activities.get(code)
            unread = evidence.troubled(due.institution, ACTIVITIES, code, "status")
            if not unread and (not answer or answer.status is None):
                place = place_of(returned, ACTIVITIES, code, "status")
                yield Found(due.institution, code, place=place)


RULE = Rule(
    "missing_status",
    Severity.URGENT,
    find,
    follows=("empty_form", "contradictory_rows"),
    asks_for_blank=True,
)
