"""The reason chosen is "other", and nothing says which."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity with the reason "other" and no explanation."""
    for row in answered(evidence):
        # A text that could not be read is asked about as such; that it is missing would be untrue.
        unread = evidence.troubled(row.institution, ACTIVITIES, row.code, "explanation")
        if row.answers["reason"] == "other" and row.hollow and not unread:
            yield row.found("explanation")


RULE = Rule(
    "other_without_text",
    Severity.IMPORTANT,
    find,
    follows=("unexplained_delay",),
    asks_for_blank=True,
    alone=True,
)
