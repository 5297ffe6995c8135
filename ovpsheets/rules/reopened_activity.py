"""An activity was reported completed earlier, and now it is not."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.status_backwards import last_status
from ovpsheets.words import Severity, Status


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity that its institution had completed before."""
    for row in answered(evidence):
        now = row.answers["status"]
        if now not in (None, Status.COMPLETED) and last_status(row.past) == Status.COMPLETED:
            yield row.found("status").saying(now=(f"words.status.{now}", {}))


RULE = Rule("reopened_activity", Severity.IMPORTANT, find, alone=True)
