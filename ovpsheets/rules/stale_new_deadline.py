"""What is given as the new deadline is past by the quarter's end, or not after the old one."""

from collections.abc import Iterator
from datetime import date

from ovpsheets.columns.reporting_rules import GOING_ON, NEW_DEADLINE_PAST
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity that is not completed and whose new deadline gives it no more time.

    Where the deadline in force is still to come, that is only to be checked: the plan holds.
    """
    for row in answered(evidence):
        new, old = row.day("new_deadline"), row.item.activity.deadline
        if new is None:
            continue
        if NEW_DEADLINE_PAST.holds(row.answers):
            yield _said(row, new, "old" if new == old else "past", evidence.quarter.end)
        elif new <= old and GOING_ON.holds(row.answers):
            early = _said(row, new, "old" if new == old else "earlier", old)
            yield early.weighing(Severity.CHECK)


def _said(row: AnsweredActivity, new: date, why: str, end: date) -> Found:
    found = row.found("new_deadline", new=short_date(new), end=short_date(end))
    old = {"old": short_date(row.item.activity.deadline)}
    return found.saying(why=(f"rules.stale_new_deadline.why.{why}", old))


RULE = Rule(
    "stale_new_deadline",
    Severity.IMPORTANT,
    find,
    follows=("unexplained_delay", "broken_promise"),
    alone=True,
)
