"""How much of the way to its target an indicator has gone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ovpsheets.kinds import KINDS, ReadAs
from ovpsheets.plan.measured import measured
from ovpsheets.plan.model import Activity, Indicator
from ovpsheets.quarter import Quarter
from ovpsheets.words import Direction


def share_to_target(row: Mapping[str, Any], own: Indicator | None = None) -> float | None:
    """Return the share of the way from baseline to target; None where nobody can say.

    A missing baseline counts as 0, and nought is the least: who has moved away from the target
    has gone nothing of the way. What is given quarter by quarter has gone so much of it as its
    quarters add up to, whatever was before the plan. Where the target does not lie in the
    direction in which it should move there is no way, and 1 only says that it is reached.
    *own*: the indicator, None where the plan does not know it; then it should rise.
    """
    value = measured(KINDS[row["kind"]], _number(row["value"]), row["text"])
    if isinstance(value, bool):
        return float(value)
    has_total = own is not None and own.has_total
    stands = _number(row["total_so_far"]) if has_total else value
    target = _number(row["target"])
    if not isinstance(stands, float) or target is None:
        return None
    start = 0.0 if has_total else _number(row["baseline"]) or 0.0
    sign = -1 if own is not None and own.direction is Direction.DOWN else 1
    way = sign * (target - start)
    if way <= 0:
        return 1.0 if sign * (stands - target) >= 0 else None
    return max(sign * (stands - start) / way, 0.0)


def time_gone(quarter: Quarter, activity: Activity | None, deadline: date | None) -> float | None:
    """Return how much of the time of *activity* is over at the end of *quarter*, 1 at most.

    None where it has not begun by then, or is to last no day. *deadline*: the one that holds,
    None for that of the plan.
    """
    if activity is None:
        return None
    days, gone = (deadline or activity.deadline) - activity.start, quarter.end - activity.start
    if days.days <= 0 or gone.days < 0:
        return None
    return min(gone / days, 1.0)


def has_way(own: Indicator | None) -> bool:
    """Tell whether an indicator goes a way to its target, that can be held against the time.

    A yes goes none, and what is a level of its own in every quarter is there or is not.
    """
    if own is None or not own.kind.is_number:
        return False
    return not own.is_of_one_quarter or own.has_total


def has_own_target(row: Mapping[str, Any]) -> bool:
    """Tell whether a row of ``indicators`` needs no target to be measured: a yes is one."""
    return KINDS[row["kind"]].read_as is ReadAs.YES_NO


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
