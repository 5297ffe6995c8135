"""How much of the way to its target an indicator has gone, beside how much of the time is over."""

from collections.abc import Mapping
from dataclasses import dataclass

from ovpsheets.results.report.progress import has_way, time_gone
from ovpsheets.results.report.report import Report


@dataclass(frozen=True, slots=True)
class Pace:
    """Shares from 0 to 1; ``way`` may be above, for a target can be passed."""

    way: float
    time: float

    @property
    def is_behind(self) -> bool:
        """Whether a smaller part of the way is gone than of the time."""
        return self.way < self.time


def paces(report: Report) -> Mapping[tuple[str, str], Pace]:
    """Return the paces by indicator and institution, of those of which both shares are known.

    Shares that several report are one indicator, of the institution "".
    """
    deadlines = {row["activity"]: row["deadline"] for row in report.milestone_rows()}
    found: dict[tuple[str, str], Pace] = {}
    for standing in report.standings():
        row = standing.row
        own = report.plan.find_indicator(row["indicator"])
        if standing.share is None or not has_way(own):
            continue
        activity = report.plan.find_activity(row["activity"])
        time = time_gone(report.quarter, activity, deadlines.get(row["activity"]))
        if time is not None:
            found[row["indicator"], row["institution"] or ""] = Pace(standing.share, time)
    return found
