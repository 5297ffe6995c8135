"""What stands as progress is the activity's title again, or says nothing of what was done."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules import copied_rows
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nothing import is_placeholder, says_nothing
from ovpsheets.saying.same import same
from ovpsheets.words import Severity, Status

_UNDER_WAY = (Status.LIMITED, Status.SUBSTANTIAL, Status.COMPLETED)


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity under way or completed whose narrative says nothing."""
    copied = {found.institution for found in copied_rows.find(evidence)}
    for row in answered(evidence):
        said = row.text("progress")
        if row.answers["status"] not in _UNDER_WAY or not said:
            continue
        why = _why(said, row.titles)
        # Where one row was copied to all, that is the cause, and it is asked about once.
        if why and not (why == "no_result" and row.institution in copied):
            found = row.found("progress").saying(why=(f"rules.hollow_narrative.why.{why}", {}))
            yield found


def _why(said: str, titles: tuple[str, ...]) -> str:
    if any(same(said, title) for title in titles):
        return "title"
    if is_placeholder(said):
        return "placeholder"
    return "no_result" if any(says_nothing(said, title) for title in titles) else ""


RULE = Rule("hollow_narrative", Severity.IMPORTANT, find, alone=True)
