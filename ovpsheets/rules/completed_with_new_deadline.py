"""An activity is reported as completed, and a deadline still to come is given for it."""

from collections.abc import Iterator

from ovpsheets.columns.reporting_rules import COMPLETED_LATER
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every such activity."""
    for row in answered(evidence):
        new = row.day("new_deadline")
        if new is not None and COMPLETED_LATER.holds(row.answers):
            yield row.found("new_deadline", new=short_date(new))


RULE = Rule("completed_with_new_deadline", Severity.IMPORTANT, find, alone=True)
