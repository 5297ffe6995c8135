"""Holder and co-holder of one activity contradict each other about how far it is.

A status that the coordinator decided contradicts nobody any more.
"""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import AnsweredActivity, answers_to
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import REPORTABLE, Role, Severity, Status

_ORDER: Final = [status.value for status in REPORTABLE]
_FAR_APART: Final = 2


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every co-holder whose status cannot be reconciled with the holder's, and the holder.

    One says completed and the other not, or they are two steps apart. Both are
    asked, each with what the other says; the holder with the first co-holder's.
    """
    # What the coordinator decided is settled, whatever the other one goes on saying.
    shared = {
        line.activity.code
        for due in evidence.due
        for line in due.activities
        if line.role is Role.CO_HOLDER
    }
    said = (row for row in answers_to(evidence, shared) if not row.is_decided("status"))
    rows = [row for row in said if row.answers["status"] is not None]
    holders = {row.code: row for row in rows if row.item.role is Role.HOLDER}
    asked: set[str] = set()
    for row in rows:
        holder = holders.get(row.code)
        if row.item.role is Role.CO_HOLDER and holder and _contradict(holder, row):
            yield _found(evidence, row, holder)
            if row.code not in asked:
                asked.add(row.code)
                yield _found(evidence, holder, row)


def _found(evidence: QuarterSoFar, row: AnsweredActivity, other: AnsweredActivity) -> Found:
    own, theirs = row.answers["status"], other.answers["status"]
    return (
        row.found("status")
        .saying(own=(f"words.status.{own}", {}), theirs=(f"words.status.{theirs}", {}))
        .saying(side=(f"rules.holders_disagree.side.{other.item.role}", {}))
        .naming(other=evidence.plan.institution(other.institution))
    )


def _contradict(holder: AnsweredActivity, other: AnsweredActivity) -> bool:
    first, second = str(holder.answers["status"]), str(other.answers["status"])
    # One step is a matter of opinion, but not whether the work is done.
    apart = abs(_ORDER.index(first) - _ORDER.index(second))
    return apart >= _FAR_APART or (apart > 0 and Status.COMPLETED in (first, second))


RULE = Rule("holders_disagree", Severity.IMPORTANT, find, compares="rows")
