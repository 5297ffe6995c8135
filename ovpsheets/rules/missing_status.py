"""A returned form leaves the status of an activity empty."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule, place_of
from ovpsheets.rules.said_in_words import with_status_in_words
from ovpsheets.rules.unread_rows import rows_to_answer
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity that has begun and whose status was left out or removed."""
    for row, returned in rows_to_answer(evidence, ACTIVITIES):
        answer = returned.answers and returned.answers.activities.get(row.code)
        unread = evidence.troubled(returned.institution, ACTIVITIES, row.code, "status")
        if not unread and (not answer or answer.status is None):
            place = place_of(returned, ACTIVITIES, row.code, "status")
            found = Found(returned.institution, row.code, place=place)
            yield with_status_in_words(found, evidence, returned)


RULE = Rule(
    "missing_status",
    Severity.URGENT,
    find,
    follows=("empty_form", "contradictory_rows"),
    asks_for_blank=True,
    alone=True,
)
