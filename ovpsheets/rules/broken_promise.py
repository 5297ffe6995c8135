"""The new deadline that was promised last time has passed, and the activity is not completed."""

from collections.abc import Iterator

from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.rules.past import last
from ovpsheets.texts import short_date
from ovpsheets.words import Severity, Status


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every activity with a promise that was not kept."""
    for row in answered(evidence):
        promised = last(row.past).get("new_deadline")
        status = row.answers["status"]
        if promised and promised <= evidence.quarter.end and status not in (None, Status.COMPLETED):
            yield row.found("new_deadline", promised=short_date(promised))


RULE = Rule("broken_promise", Severity.IMPORTANT, find, follows=("unexplained_delay",))
