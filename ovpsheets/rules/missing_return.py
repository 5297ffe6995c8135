"""An institution that has something due returned nothing that can be used."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every institution that is expected and did not return a form."""
    for due in evidence.due:
        if due.anything and not evidence.used_by(due.institution):
            begun = sum(item.begun for item in due.activities)
            yield Found(due.institution, values={"activities": str(begun)})


RULE = Rule(
    "missing_return",
    Severity.URGENT,
    find,
    follows=("wrong_quarter", "wrong_institution", "unrecognised_file"),
)
