"""The same activity is past its deadline for several quarters running."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.quarter import Quarter
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity, Status, Timeliness

FEWEST: Final = 3
"""Quarters running, this one included, from which on it is said."""

_LATE: Final = (Timeliness.DUE.value, Timeliness.OVERDUE.value)


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity that has been late in each of the last quarters."""
    for row in answered(evidence):
        late = row.item.activity.deadline <= evidence.quarter.end
        if not late or row.answers["status"] in (None, Status.COMPLETED):
            continue
        # Both ends count: late since the quarter before is late for two quarters.
        first = _since(row, evidence)
        n = 1 + 4 * (evidence.quarter.year - first.year) + evidence.quarter.number - first.number
        if n >= FEWEST:
            name = (f"dates.quarter_object.{first.number}", {"year": str(first.year)})
            yield row.found("status").counting(n=n).saying(first=name)


def _since(row: AnsweredActivity, evidence: QuarterSoFar) -> Quarter:
    """Return the first quarter of the run in which it was late, merged or not between."""
    late = {before["quarter"] for before in row.past if before["timeliness"] in _LATE}
    running = list(takewhile(late.__contains__, reversed(evidence.brief.past.quarters)))
    return Quarter.parse(running[-1]) if running else evidence.quarter


RULE = Rule(
    "long_delay",
    Severity.IMPORTANT,
    find,
    follows=("unexplained_delay", "broken_promise"),
    alone=True,
)
