"""What stands as progress is the activity's title again, or a word that says nothing."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity, Status, fold, is_placeholder

_UNDER_WAY = (Status.LIMITED, Status.SUBSTANTIAL, Status.COMPLETED)


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity under way or completed whose narrative says nothing."""
    for row in answered(evidence):
        said = row.text("progress")
        if row.answers["status"] not in _UNDER_WAY or not said:
            continue
        title = row.item.activity.text
        is_title = _plain(said) in map(_plain, filter(None, (title.mk, title.sq, title.en)))
        if is_title or is_placeholder(said):
            why = "title" if is_title else "placeholder"
            yield row.found("progress").saying(why=(f"rules.hollow_narrative.why.{why}", {}))


def _plain(text: str) -> str:
    return fold(text).strip(' .,;:-–„“”"')


RULE = Rule("hollow_narrative", Severity.IMPORTANT, find)
