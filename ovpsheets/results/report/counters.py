"""The portal's counters: how many milestones are in which status."""

from collections import Counter as Tally
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import pandas as pd

from ovpsheets.words import Status, Timeliness

PORTAL_ORDER: Final = (
    Status.COMPLETED,
    Status.SUBSTANTIAL,
    Status.LIMITED,
    Status.NOT_STARTED,
)
"""The portal's four counters after the total, in its order."""

LATE: Final = frozenset({Timeliness.DUE.value, Timeliness.OVERDUE.value})
"""Timeliness of what was to be done by the quarter's end and is not."""

_TOTAL: Final = "total"
_PAST: Final = "past_deadline"


@dataclass(frozen=True, slots=True)
class Counters:
    """The portal's counters; ``completed`` to ``no_report``, and ``not_due``, partition ``total``.

    ``past_deadline`` counts milestones whose deadline is not after the
    quarter's end and that are not completed: a second, separate dimension.
    """

    total: int
    completed: int
    substantial: int
    limited: int
    not_started: int
    no_report: int
    past_deadline: int
    not_due: int = 0

    def of(self, status: str) -> int:
        """Return the counter that *status* feeds."""
        return {
            Status.COMPLETED: self.completed,
            Status.SUBSTANTIAL: self.substantial,
            Status.LIMITED: self.limited,
            Status.NOT_STARTED: self.not_started,
            Status.NO_REPORT: self.no_report,
            Status.NOT_DUE: self.not_due,
        }[Status(status)]


def statuses_shown(counters: Counters) -> tuple[Status, ...]:
    """Return the statuses a table of these counters shows; all that may have any."""
    waiting = (Status.NOT_DUE,) if counters.not_due else ()
    return (*PORTAL_ORDER, Status.NO_REPORT, *waiting)


NONE_COUNTED: Final = Counters(0, 0, 0, 0, 0, 0, 0)


def counters_of(milestones: pd.DataFrame) -> dict[str | None, Counters]:
    """Return the counters of each commitment, and under None those of all *milestones*.

    Columns asked: commitment, status, timeliness.
    """
    tallies: dict[str | None, Tally[str]] = defaultdict(Tally)
    columns = (milestones[name] for name in ("commitment", "status", "timeliness"))
    for commitment, status, timeliness in zip(*columns, strict=True):
        found = (_TOTAL, status, _PAST) if timeliness in LATE else (_TOTAL, status)
        tallies[commitment].update(found)
        tallies[None].update(found)
    return {
        commitment: Counters(
            total=tally[_TOTAL],
            completed=tally[Status.COMPLETED],
            substantial=tally[Status.SUBSTANTIAL],
            limited=tally[Status.LIMITED],
            not_started=tally[Status.NOT_STARTED],
            no_report=tally[Status.NO_REPORT],
            past_deadline=tally[_PAST],
            not_due=tally[Status.NOT_DUE],
        )
        for commitment, tally in tallies.items()
    }


def open_first(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows of counts in the order in which they are shown: the silent ones first, then
    those that have not started most, then as they stand in *table*, which is in plan order.
    """
    worst = [Status.NO_REPORT.value, Status.NOT_STARTED.value]
    return table.sort_values(worst, ascending=False, kind="stable")
