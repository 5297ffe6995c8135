"""The course of each deadline: what was promised first, what holds now, what was said last."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from ovpsheets.plan.model import Plan
from ovpsheets.results.report.report import Report
from ovpsheets.tables import records
from ovpsheets.words import Role, Status

_MONTH: Final = 30.4375
"""Days, on average."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DeadlineCourse:
    """The deadlines of an activity, and where it stands in the quarter of the report.

    ``held``: the deadlines of the plan in the order in which they held, at least the one that
    holds now; ``said``: the newest one that its holder proposes in its place, None where it
    proposes none or has completed the activity; ``said_in``: the quarter in which it did.
    """

    activity: str
    commitment: str
    holder: str
    status: str
    timeliness: str
    held: tuple[date, ...]
    said: date | None = None
    said_in: str = ""

    @property
    def first(self) -> date:
        """The deadline that was promised first."""
        return self.held[0]

    @property
    def now(self) -> date:
        """The deadline that holds."""
        return self.held[-1]

    @property
    def newest(self) -> date:
        """When it is to be done by what was said last."""
        return self.said or self.now

    @property
    def is_open(self) -> bool:
        """Whether it has not been completed."""
        return self.status != Status.COMPLETED.value

    @property
    def months(self) -> int:
        """How many months the newest deadline lies behind the first, at least 1 where it does.

        0 where it does not.
        """
        days = (self.newest - self.first).days
        return max(round(days / _MONTH), 1) if days > 0 else 0

    def lacks_new(self, day: date) -> bool:
        """Tell whether on *day* every deadline is over, and the activity is not completed."""
        return self.is_open and self.newest <= day


def deadline_courses(report: Report) -> tuple[DeadlineCourse, ...]:
    """Return the course of each activity's deadline, in plan order."""
    past = _by_activity(report.history.activities)
    return tuple(_course(report.plan, row, past) for row in report.milestone_rows())


def _by_activity(activities: pd.DataFrame) -> Mapping[str, list[Row]]:
    """Return the holders' rows of earlier quarters, oldest first."""
    held = activities[activities["role"] == Role.HOLDER.value].sort_values("quarter", kind="stable")
    found: dict[str, list[Row]] = {}
    for row in records(held[["quarter", "activity", "deadline", "new_deadline"]]):
        found.setdefault(row["activity"], []).append(row)
    return found


def _course(plan: Plan, row: Row, past: Mapping[str, list[Row]]) -> DeadlineCourse:
    code = row["activity"]
    rows = [*past.get(code, ()), row]
    held = tuple(_held(plan, code, (one["deadline"] for one in rows)))
    said = None if row["status"] == Status.COMPLETED.value else _said(rows)
    return DeadlineCourse(
        code, row["commitment"], row["institution"], row["status"], row["timeliness"], held,
        *((said["new_deadline"], said["quarter"]) if said else ()),
    )  # fmt: skip


def _held(plan: Plan, code: str, told: Iterable[date | None]) -> Iterator[date]:
    """Yield the deadlines one after another: what an amendment changed, then what quarters tell."""
    first = (
        own.before
        for own in plan.amendments
        if own.of == code and own.what == "deadline" and isinstance(own.before, date)
    )
    last = None
    for day in (next(first, None), *told):
        if day is not None and day != last:
            yield day
            last = day


def _said(rows: list[Row]) -> Row | None:
    """Return the last row that proposes another deadline than the one that holds since."""
    now = rows[-1]["deadline"]
    for row in reversed(rows):
        if row["deadline"] != now:
            return None  # what was proposed before has been decided upon
        if row["new_deadline"] is not None:
            return row if row["new_deadline"] != now else None
    return None
