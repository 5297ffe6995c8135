"""The report before this one was sent again word for word."""

from collections.abc import Iterator

from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.rules.past import last_said
from ovpsheets.words import Severity, fold, is_placeholder


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every activity whose text on progress is the one last given."""
    for row in answered(evidence):
        said = row.text("progress")
        before = last_said(row.past, "progress") or ""
        if said and not is_placeholder(said) and fold(said) == fold(str(before)):
            yield row.found("progress")


RULE = Rule("unchanged_report", Severity.CHECK, find, follows=("copied_rows",))
