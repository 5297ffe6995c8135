"""The report of the last quarter was sent again word for word."""

from collections.abc import Iterator

from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import Severity, fold, is_placeholder


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every activity whose text on progress is that of the last quarter."""
    for row in answered(evidence):
        said = row.text("progress")
        before = evidence.past.last_quarter(row.past).get("progress") or ""
        if said and not is_placeholder(said) and fold(said) == fold(str(before)):
            yield row.found("progress")


RULE = Rule("unchanged_report", Severity.CHECK, find, follows=("copied_rows",))
