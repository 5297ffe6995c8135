"""What is due of whom in a quarter: a pure reading of the plan and of what was reported before."""

from dataclasses import dataclass, replace
from operator import itemgetter

from ovpsheets.errors import InputError
from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.plan.past import Past
from ovpsheets.plan.standing import Total, total_before
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables, plain_columns
from ovpsheets.words import Role, Status


@dataclass(frozen=True, slots=True)
class DueActivity:
    """An activity an institution reports on; ``begun`` tells whether it must already."""

    activity: Activity
    role: Role  # in which the institution reports on it
    begun: bool


@dataclass(frozen=True, slots=True)
class DueIndicator:
    """An indicator an institution gives a value for; ``begun`` as its activity.

    ``before``: what the quarters before add up to, as the institution may be told; None where
    quarters do not add up.
    """

    indicator: Indicator
    begun: bool
    before: Total | None = None


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
    """Return *plan* limited to these *commitments*; ``whole`` is then the plan it is a part of.

    Raises InputError for an unknown code.
    """
    known = [commitment.code for commitment in plan.commitments]
    for code in commitments:
        if code not in known:
            raise InputError("unknown_commitment", code=code, known=", ".join(known))
    wanted = set(commitments)
    activities = tuple(a for a in plan.activities if a.commitment in wanted)
    codes = {activity.code for activity in activities}
    return replace(
        plan,
        commitments=tuple(c for c in plan.commitments if c.code in wanted),
        activities=activities,
        indicators=tuple(i for i in plan.indicators if i.activity in codes),
        whole=plan.whole or plan,
    )


def due(plan: Plan, quarter: Quarter, history: Tables) -> tuple[Due, ...]:
    """Return what is due of every institution of *plan*, in plan order.

    An activity is reported until its holder has reported it completed in an
    earlier quarter. Institutions that have nothing to report are included.
    """
    finished = completed_before(history, quarter)
    adds_up = any(indicator.has_total for indicator in plan.indicators)
    past = Past.of(history, quarter, plan) if adds_up else None
    activities: dict[str, list[DueActivity]] = {}
    indicators: dict[str, list[DueIndicator]] = {}
    for activity in plan.activities:
        if activity.code in finished:
            continue
        begun = activity.start <= quarter.end
        for code, role in activity.parties:
            activities.setdefault(code, []).append(DueActivity(activity, role, begun))
        for indicator in plan.indicators_of(activity.code):
            item = DueIndicator(indicator, begun)
            for code in dict.fromkeys(indicator.reported_by or (activity.holder,)):
                if past is not None and indicator.has_total:
                    item = replace(item, before=total_before(indicator, code, past, quarter))
                indicators.setdefault(code, []).append(item)
    return tuple(
        Due(
            institution.code,
            tuple(sorted(activities.get(institution.code, ()), key=lambda item: not item.begun)),
            tuple(sorted(indicators.get(institution.code, ()), key=lambda item: not item.begun)),
        )
        for institution in plan.institutions
    )


def completed_in(history: Tables, quarter: Quarter) -> dict[str, str]:
    """Return activity → the quarter before *quarter* since whose report it is completed."""
    since: dict[str, str] = {}
    if history.activities.empty:  # most plans' first quarter; asking pandas takes a while
        return since
    columns = plain_columns(history.activities[["quarter", "activity", "role", "status"]])
    before = [row for row in zip(*columns.values(), strict=True) if row[0] < str(quarter)]
    for reported, activity, role, status in sorted(before, key=itemgetter(0)):
        if role != Role.HOLDER.value:
            continue
        if status == Status.COMPLETED.value:
            since.setdefault(activity, reported)
        else:
            since.pop(activity, None)
    return since


def completed_before(history: Tables, quarter: Quarter) -> frozenset[str]:
    """Return the codes of activities whose holder's last report before *quarter* says completed."""
    return frozenset(completed_in(history, quarter))
