"""The action plan as frozen values: what was promised, by whom, until when.

Everything here is plain data with look-ups; reading it from plan.xlsx is
:mod:`ovpsheets.plan.read`, finding faults in it :mod:`ovpsheets.plan.examine`. What a plan is
made of can be imported from here as well, for who needs a plan mostly needs its rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, TypeVar

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import FormColumns
from ovpsheets.plan.arrangements import Amendment, Dates, PlanCheck, Waiver
from ovpsheets.plan.frames import PlanFrames, plan_frames
from ovpsheets.plan.plan_rows import Activity, Commitment, Indicator, Institution
from ovpsheets.plan.wording import Wording
from ovpsheets.quarter import Quarter
from ovpsheets.templates import Templates, active
from ovpsheets.words import Language, default_language

__all__ = [
    "RETURN_TO",
    "Activity",
    "Amendment",
    "Commitment",
    "Dates",
    "Indicator",
    "Institution",
    "Plan",
    "PlanCheck",
    "Waiver",
    "Wording",
]

RETURN_TO: Final = ("commitment", "plan")
"""Whose coordinator forms go back to: that of what they ask about, where it is one; the plan's."""


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """An action plan: its settings and its tables, in the order of plan.xlsx.

    ``submit_days`` and ``publish_days``: how many days after a quarter its data is due and is
    published, unless ``calendar`` has the quarter. ``threshold``: from how many persons on a
    figure is published; ``threshold_breakdown``: likewise of a part of a breakdown.
    ``languages``: those of the public documents, the first stands where one is needed.
    ``reasons``: key → what it is called. ``checks``: what must hold between numbers.
    ``return_to``: whose coordinator completed forms go to, one of :data:`RETURN_TO`;
    ``holidays``: on which nobody works; ``confirmation``: whether forms ask who approves them.
    These are settings of the workspace and no part of the plan.

    ``templates``: the languages in which it can speak, its texts and its look; those of its
    workspace.

    ``amendments``: what was decided since, in the order in which it holds. The tables say what
    was promised first; what holds in a quarter :func:`ovpsheets.plan.in_force.in_force` says.
    """

    code: str
    title: Wording
    start: date
    end: date
    coordinator: str
    institutions: tuple[Institution, ...]
    commitments: tuple[Commitment, ...]
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]
    submit_days: int = 10
    publish_days: int = 15
    languages: tuple[Language, ...] = field(default_factory=lambda: (default_language(),))
    threshold: int = 5
    threshold_breakdown: int = 10
    calendar: Mapping[Quarter, Dates] = field(default_factory=dict)
    reasons: Mapping[str, Wording] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    amendments: tuple[Amendment, ...] = field(default=(), compare=False)
    columns: FormColumns = field(default=BUILT_IN, repr=False)  # of the form's tables
    checks: tuple[PlanCheck, ...] = ()
    return_to: str = field(default="commitment", repr=False, compare=False)
    holidays: frozenset[date] = field(default=frozenset(), repr=False, compare=False)
    confirmation: bool = field(default=False, repr=False, compare=False)
    templates: Templates = field(default_factory=active, repr=False, compare=False)
    whole: "Plan | None" = field(default=None, repr=False, compare=False)  # of which it is a part
    _index: "_Index" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", _Index.of(self))

    def __repr__(self) -> str:
        return (  # short: a notebook keeps what it shows, and contacts are none of its business
            f"<Plan {self.code}, {self.start} to {self.end}, "
            f"institutions: {len(self.institutions)}, commitments: {len(self.commitments)}, "
            f"activities: {len(self.activities)}, indicators: {len(self.indicators)}>"
        )

    def waived(
        self, day: date, institution: str, activity: str = "", indicator: str = ""
    ) -> frozenset[str]:
        """Return the rules that are waived on *day* for a row of *institution*, or for it all.

        *activity* and *indicator*: of which the row is, "" for none. Checks of the plan's own are
        named among them; "" stands for every rule.
        """
        return frozenset(
            waiver.rule
            for waiver in self.waivers
            if waiver.covers(day, institution, activity, indicator)
        )

    def institution(self, code: str) -> Institution:
        """Return the institution with *code*; raises KeyError."""
        return self._index.institutions[code]

    def find_institution(self, code: str | None) -> Institution | None:
        """Return the institution with *code*, None for one the plan does not know."""
        return self._index.institutions.get(code or "")

    def find_activity(self, code: str | None) -> Activity | None:
        """Return the activity with *code*, None for one the plan does not know."""
        return self._index.activities.get(code or "")

    def find_indicator(self, code: str | None) -> Indicator | None:
        """Return the indicator with *code*, None for one the plan does not know."""
        return self._index.indicators.get(code or "")

    def commitment(self, code: str) -> Commitment:
        """Return the commitment with *code*; raises KeyError."""
        return self._index.commitments[code]

    def activity(self, code: str) -> Activity:
        """Return the activity with *code*; raises KeyError."""
        return self._index.activities[code]

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with *code*; raises KeyError."""
        return self._index.indicators[code]

    def indicators_of(self, activity: str) -> Iterator[Indicator]:
        """Yield the indicators of an *activity*, by its code; none of an unknown one."""
        return iter(self._index.of_activity.get(activity, ()))

    def receiver(self, commitments: Iterable[str]) -> Institution:
        """Return who takes in completed forms about *commitments*; raises KeyError.

        The commitment's coordinator where all have the same and the setting does not say
        otherwise, else the plan's.
        """
        own = {self.commitment(code).coordinator or self.coordinator for code in commitments}
        is_one = self.return_to == "commitment" and len(own) == 1
        return self.institution(own.pop() if is_one else self.coordinator)

    def to_frames(self) -> PlanFrames:
        """Return institutions, commitments, activities and indicators as DataFrames."""
        return plan_frames(
            {
                "institutions": self.institutions,
                "commitments": self.commitments,
                "activities": self.activities,
                "indicators": self.indicators,
            }
        )

    def dates(self, quarter: Quarter) -> Dates:
        """Return when data of *quarter* is due and when the coordinator publishes.

        The plan's calendar wins (weekends, holidays); otherwise the days after
        the quarter's end that the plan sets, 10 and 15 by default.
        """
        own = self.calendar.get(quarter) or Dates(
            quarter.end + timedelta(days=self.submit_days),
            quarter.end + timedelta(days=self.publish_days),
        )
        return replace(own, holidays=self.holidays)


@dataclass(frozen=True, slots=True)
class _Index:
    """The plan's tables by code; of a code that stands twice the first row."""

    institutions: Mapping[str, Institution]
    commitments: Mapping[str, Commitment]
    activities: Mapping[str, Activity]
    indicators: Mapping[str, Indicator]
    of_activity: Mapping[str, tuple[Indicator, ...]]

    @classmethod
    def of(cls, plan: Plan) -> "_Index":
        of_activity: dict[str, list[Indicator]] = {}
        for indicator in plan.indicators:
            of_activity.setdefault(indicator.activity, []).append(indicator)
        return cls(
            _by_code(plan.institutions),
            _by_code(plan.commitments),
            _by_code(plan.activities),
            _by_code(plan.indicators),
            # Of most there is one; a list has room for more.
            {code: tuple(own) for code, own in of_activity.items()},
        )


_Coded = TypeVar("_Coded", Institution, Commitment, Activity, Indicator)


def _by_code(items: tuple[_Coded, ...]) -> dict[str, _Coded]:
    return {item.code: item for item in reversed(items)}
