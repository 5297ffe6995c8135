"""A reason has to be chosen from the list, and neither list nor words give one.

Who explained in words and did not choose is asked nothing: the words say more.
"""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules import unexplained_delay
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every unexplained activity without a reason; one that cannot be read is asked about."""
    unexplained = {
        (found.institution, found.activity) for found in unexplained_delay.find(evidence)
    }
    for row in answered(evidence):
        unread = evidence.troubled(row.institution, ACTIVITIES, row.code, "reason")
        if (row.institution, row.code) in unexplained and not row.text("reason") and not unread:
            yield row.found("reason")


RULE = Rule(
    "missing_reason",
    Severity.IMPORTANT,
    find,
    follows=("unexplained_delay",),
    asks_for_blank=True,
    alone=True,
)
