"""How much of the way to its target an indicator has gone."""

from collections.abc import Mapping
from typing import Any

from ovpsheets.kinds import KINDS, ReadAs
from ovpsheets.plan.measured import measured


def share_to_target(row: Mapping[str, Any]) -> float | None:
    """Return the share of the way from baseline to target; a missing baseline counts as 0."""
    value = measured(KINDS[row["kind"]], _number(row["value"]), row["text"])
    target = _number(row["target"])
    if isinstance(value, bool):
        return float(value)
    if not isinstance(value, float) or target is None:
        return None
    baseline = _number(row["baseline"]) or 0.0
    if target == baseline:
        return 1.0 if value == target else None
    return (value - baseline) / (target - baseline)


def has_own_target(row: Mapping[str, Any]) -> bool:
    """Tell whether a row of ``indicators`` needs no target to be measured: a yes is one."""
    return KINDS[row["kind"]].read_as is ReadAs.YES_NO


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
