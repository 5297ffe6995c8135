"""The report before this one was sent again word for word."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity, fold, is_placeholder


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose text on progress is the one last given."""
    for row in answered(evidence):
        said = row.text("progress")
        before = last_said(row.past, "progress") or ""
        if said and not is_placeholder(said) and fold(said) == fold(str(before)):
            yield row.found("progress")


RULE = Rule("unchanged_report", Severity.CHECK, find, follows=("copied_rows",))
