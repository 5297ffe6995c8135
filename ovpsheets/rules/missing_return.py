"""An institution that has something due returned nothing that can be used."""

from collections.abc import Iterator

from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import Severity


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every institution that is expected and did not return a form."""
    for due in evidence.collected.due:
        if due.anything and not evidence.collected.used(due.institution):
            begun = sum(item.begun for item in due.activities)
            yield Found(due.institution, values={"activities": str(begun)})


RULE = Rule(
    "missing_return",
    Severity.URGENT,
    find,
    follows=("wrong_quarter", "wrong_institution", "unrecognised_file"),
)
