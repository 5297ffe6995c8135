"""The report before this one was sent again, or all but a few letters of it."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nearly import alike
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose text on progress is the one last given."""
    for row in answered(evidence):
        said = row.text("progress")
        before = str(last_said(row.past, "progress") or "")
        if before and not says_nothing(said) and (how := alike(said, before)):
            yield row.found("progress").saying(how=(f"rules.alike.{how}", {}))


RULE = Rule("unchanged_report", Severity.CHECK, find, follows=("copied_rows",), alone=True)
