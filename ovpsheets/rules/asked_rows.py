"""The rows of a table about which an institution is asked, whatever became of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ovpsheets.plan.due import Due
from ovpsheets.plan.model import Plan
from ovpsheets.words import ACTIVITIES

Subject = tuple[str, str]
"""Activity and indicator, "" where it is the activity."""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row: its code, what it is about, and the commitment to which that belongs."""

    code: str
    subject: Subject
    commitment: str


def asked_rows(plan: Plan, due: Due, table: str) -> Iterator[AskedRow]:
    """Yield every row of *table* that is due of an institution and has begun."""
    if table == ACTIVITIES:
        for line in due.activities:
            if line.begun:
                own = line.activity
                yield AskedRow(own.code, (own.code, ""), own.commitment)
        return
    for item in due.indicators:
        if item.begun:
            activity = plan.activity(item.indicator.activity)
            code = item.indicator.code
            yield AskedRow(code, (activity.code, code), activity.commitment)
