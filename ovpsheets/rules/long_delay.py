"""The same activity is past its deadline for several quarters running."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from ovpsheets.quarter import Quarter
from ovpsheets.rules.answered import Answered, answered
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import Severity, Status, Timeliness

FEWEST: Final = 3
"""Quarters running, this one included, from which on it is said."""

_LATE: Final = (Timeliness.DUE.value, Timeliness.OVERDUE.value)


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every activity that has been late in each of the last quarters."""
    for row in answered(evidence):
        late = row.item.activity.deadline <= evidence.quarter.end
        if not late or row.answers["status"] in (None, Status.COMPLETED):
            continue
        running = _running(row, evidence.past.quarters)
        if len(running) + 1 >= FEWEST:
            yield row.found("status", n=str(len(running) + 1), first=running[-1])


def _running(row: Answered, merged: tuple[str, ...]) -> list[str]:
    """Return the quarters before in which it was late without a break, newest first."""
    late = {before["quarter"] for before in row.past if before["timeliness"] in _LATE}
    return [str(Quarter.parse(q)) for q in takewhile(late.__contains__, reversed(merged))]


RULE = Rule("long_delay", Severity.IMPORTANT, find, follows=("unexplained_delay", "broken_promise"))
