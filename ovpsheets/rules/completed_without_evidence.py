"""An activity is reported completed and nothing shows it."""

from collections.abc import Iterator

from ovpsheets.intake.evidence import evidence_files
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nothing import is_placeholder
from ovpsheets.words import Severity, Status


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every completed activity whose evidence is empty or a placeholder.

    Not one of which the institution sent a file as evidence.
    """
    sent = {(f.institution, f.activity) for f in evidence_files(evidence.settled, evidence.plan)}
    for row in answered(evidence):
        evidence_given = row.text("evidence")
        hollow = not evidence_given or is_placeholder(evidence_given)
        is_proven = (row.institution, row.code) in sent
        if row.answers["status"] == Status.COMPLETED and hollow and not is_proven:
            yield row.found("evidence")


RULE = Rule("completed_without_evidence", Severity.CHECK, find, asks_for_blank=True)
