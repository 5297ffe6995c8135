"""The new deadline that was promised earlier has passed, and the activity is not completed."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Severity, Status


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity with a promise that was not kept.

    A promise counts until another is given, and no longer once the plan itself allows more time.
    """
    for row in answered(evidence):
        promised = last_said(row.past, "new_deadline")
        late = row.item.activity.deadline <= evidence.quarter.end
        status = row.answers["status"]
        broken = promised is not None and promised <= evidence.quarter.end
        if broken and late and status not in (None, Status.COMPLETED):
            want = _want(row, promised)
            found = row.found("new_deadline", promised=short_date(promised))
            found = found.saying(want=(f"rules.broken_promise.want.{want}", {}))
            yield found


def _want(row: AnsweredActivity, promised: object) -> str:
    """Tell what is still to be asked: nobody is asked for what was already said."""
    new = row.day("new_deadline")
    explained = not row.hollow and new is not None and new != promised
    return "confirm" if explained else "reason"


RULE = Rule("broken_promise", Severity.IMPORTANT, find, follows=("unexplained_delay",), alone=True)
