"""An activity is reported completed and nothing shows it."""

from collections.abc import Iterator

from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import Severity, Status, is_placeholder


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every completed activity whose evidence is empty or a placeholder."""
    for row in answered(evidence):
        evidence_given = row.text("evidence")
        hollow = not evidence_given or is_placeholder(evidence_given)
        if row.answers["status"] == Status.COMPLETED and hollow:
            yield row.found("evidence")


RULE = Rule("completed_without_evidence", Severity.CHECK, find)
