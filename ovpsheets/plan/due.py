"""What is due of whom in a quarter: a pure reading of the plan and of what was reported before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.words import Role, Status


@dataclass(frozen=True, slots=True)
class DueActivity:
    """An activity an institution reports on; ``begun`` tells whether it must already."""

    activity: Activity
    role: Role
    begun: bool


@dataclass(frozen=True, slots=True)
class DueIndicator:
    """An indicator an institution gives a value for; ``begun`` as its activity."""

    indicator: Indicator
    begun: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What one institution reports in a quarter, what has begun first, in plan order."""

    institution: str
    activities: tuple[DueActivity, ...]
    indicators: tuple[DueIndicator, ...]

    @property
    def anything(self) -> bool:
        """Whether a form is needed: something it reports on has begun."""
        begun = [item.begun for item in self.activities]
        return any(begun + [item.begun for item in self.indicators])


def only(plan: Plan, *commitments: str) -> Plan:
    """Return *plan* limited to some commitments; raises KeyError for an unknown code."""
    wanted = {plan.commitment(code).code for code in commitments}
    activities = tuple(a for a in plan.activities if a.commitment in wanted)
    codes = {activity.code for activity in activities}
    return replace(
        plan,
        commitments=tuple(c for c in plan.commitments if c.code in wanted),
        activities=activities,
        indicators=tuple(i for i in plan.indicators if i.activity in codes),
    )


def due(plan: Plan, quarter: Quarter, history: Tables) -> tuple[Due, ...]:
    """Return what is due of every institution of *plan*, in plan order.

    An activity is reported until its holder has reported it completed in an
    earlier quarter. Institutions that have nothing to report are included.
    """
    finished = completed_before(history, quarter)
    open_ = [activity for activity in plan.activities if activity.code not in finished]
    return tuple(
        _due_of(plan, quarter, institution.code, open_) for institution in plan.institutions
    )


def completed_before(history: Tables, quarter: Quarter) -> frozenset[str]:
    """Return the codes of activities whose holder's last report before *quarter* says completed."""
    table = history.activities
    table = table[(table["role"] == Role.HOLDER.value) & (table["quarter"] < str(quarter))]
    last = table.sort_values("quarter", kind="stable").drop_duplicates("activity", keep="last")
    return frozenset(last.loc[last["status"] == Status.COMPLETED.value, "activity"])


def _due_of(plan: Plan, quarter: Quarter, institution: str, open_: list[Activity]) -> Due:
    activities = [
        DueActivity(activity, role, activity.start <= quarter.end)
        for activity in open_
        for code, role in activity.parties
        if code == institution
    ]
    indicators = [
        DueIndicator(indicator, activity.start <= quarter.end)
        for activity in open_
        for indicator in _reported_by(plan, activity, institution)
    ]
    return Due(
        institution,
        tuple(sorted(activities, key=lambda item: not item.begun)),
        tuple(sorted(indicators, key=lambda item: not item.begun)),
    )


def _reported_by(plan: Plan, activity: Activity, institution: str) -> Iterator[Indicator]:
    for indicator in plan.indicators_of(activity.code):
        if institution in (indicator.reported_by or (activity.holder,)):
            yield indicator
