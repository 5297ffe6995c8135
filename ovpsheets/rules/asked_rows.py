"""The rows of a table about which an institution is asked, whatever became of them."""

from collections.abc import Iterator
from typing import NamedTuple

from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.due import Due
from ovpsheets.plan.model import Plan
from ovpsheets.rules.base import covers
from ovpsheets.words import ACTIVITIES

Subject = tuple[str, str]
"""Activity and indicator, "" where it is the activity."""


class AskedRow(NamedTuple):
    """One row: its code, and what it is about."""

    code: str
    subject: Subject


def asked_rows(plan: Plan, due: Due, returned: Return, table: str) -> Iterator[AskedRow]:
    """Yield every row of *table* that is due, has begun, and that the returned form asks about."""
    if table == ACTIVITIES:
        for line in due.activities:
            if line.begun and covers(returned, line.activity.commitment):
                yield AskedRow(line.activity.code, (line.activity.code, ""))
        return
    for item in due.indicators:
        activity, code = plan.activity(item.indicator.activity), item.indicator.code
        if item.begun and covers(returned, activity.commitment):
            yield AskedRow(code, (activity.code, code))


def asked_subjects(plan: Plan, due: Due, returned: Return, table: str) -> tuple[Subject, ...]:
    """Return what these rows are about."""
    return tuple(row.subject for row in asked_rows(plan, due, returned, table))
