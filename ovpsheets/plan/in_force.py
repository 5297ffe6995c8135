"""What of a plan holds in a quarter: what was promised, as it was amended until then."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ovpsheets.plan.amendment_rows import with_before
from ovpsheets.plan.model import Activity, Amendment, Indicator, Plan
from ovpsheets.plan.new_codes import of_now
from ovpsheets.quarter import Quarter
from ovpsheets.words import fold


def in_force(plan: Plan, quarter: Quarter) -> Plan:
    """Return *plan* as it holds in *quarter*: with every amendment from before its end.

    The amendments stay in it, with what held before. Doing it again changes nothing.
    """
    now = {(own.of, own.what): own for own in plan.amendments if own.from_ <= quarter.end}
    if not now:
        return plan
    holders = {own.of: own.value for own in now.values() if own.what == "holder"}
    before = {activity.code: activity.holder for activity in plan.activities}
    return replace(
        plan,
        activities=tuple(_activity(own, now) for own in plan.activities),
        indicators=tuple(
            _indicator(own, now, (before.get(own.activity, ""), holders.get(own.activity)))
            for own in plan.indicators
        ),
        whole=None if plan.whole is None else in_force(plan.whole, quarter),
    )


def with_amendments(plan: Plan, more: Iterable[Amendment]) -> Plan:
    """Return *plan* with *more* amendments beside its own, each with what held before it.

    One of before an activity was renumbered is about the activity as it is called now.
    """
    codes = of_now(plan)
    named = (replace(own, of=codes.get(own.of, own.of)) for own in more)
    added = tuple(own for own in named if plan.find_activity(own.of) is not None)
    if not added:
        return plan
    first: dict[tuple[str, str], date | float | str | None] = {
        (fold(own.code), "deadline"): own.deadline for own in plan.activities
    }
    first |= {(fold(own.code), "holder"): own.holder for own in plan.activities}
    first |= {(fold(own.code), "target"): own.target for own in plan.indicators}
    return replace(plan, amendments=with_before([*plan.amendments, *added], first))


_Now = Mapping[tuple[str, str], Amendment]


def _activity(activity: Activity, now: _Now) -> Activity:
    deadline = now.get((activity.code, "deadline"))
    holder = now.get((activity.code, "holder"))
    if deadline is not None and isinstance(deadline.value, date):
        activity = replace(activity, deadline=deadline.value)
    if holder is not None and isinstance(holder.value, str):
        others = tuple(code for code in activity.co_holders if code != holder.value)
        activity = replace(activity, holder=holder.value, co_holders=others)
    return activity


def _indicator(
    indicator: Indicator, now: _Now, holders: tuple[str, date | float | str | None]
) -> Indicator:
    """Return an indicator with its target, reported by whoever holds its activity now."""
    target = now.get((indicator.code, "target"))
    if target is not None and not isinstance(target.value, date):
        indicator = replace(indicator, target=target.value)
    old, new = holders
    if isinstance(new, str) and indicator.reported_by == (old,):
        indicator = replace(indicator, reported_by=(new,))
    return indicator


def slips(plan: Plan, activity: Activity) -> tuple[Amendment, ...]:
    """Return how often the deadline that *activity* now has was put off, oldest first."""
    if not plan.amendments:  # of nearly every plan, and asked for each row of each form
        return ()
    own = [item for item in plan.amendments if item.of == activity.code and item.what == "deadline"]
    now = [number for number, item in enumerate(own) if item.value == activity.deadline]
    return tuple(item for item in own[: max(now, default=-1) + 1] if is_slip(item))


def is_slip(amendment: Amendment) -> bool:
    """Tell whether an amendment puts a deadline off."""
    before, value = amendment.before, amendment.value
    return isinstance(before, date) and isinstance(value, date) and value > before
