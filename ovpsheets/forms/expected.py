"""What the check of an indicator's row expects of its value, known when the form is made."""

from typing import Final

from ovpsheets.columns.slips import far_off
from ovpsheets.forms.content import IndicatorLine
from ovpsheets.kinds import ReadAs
from ovpsheets.plan.measured import planned
from ovpsheets.words import Accumulation, Direction

FACTS: Final = (
    "begun", "wants_number", "wants_yes_no", "wants_day", "wants_text", "is_whole", "wants_yes",
    "runs_on", "knows_activity",
)  # fmt: skip
"""All facts that the checks ask for."""


def facts_of(line: IndicatorLine) -> set[str]:
    """Return which facts hold of an indicator, apart from those about its activity."""
    kind, target = line.kind, planned(line.kind, line.target)
    wants_yes = kind.read_as is ReadAs.YES_NO and line.target is not None and target is not False
    facts = {
        "wants_number": kind.is_number,
        "wants_yes_no": kind.read_as is ReadAs.YES_NO,
        "wants_day": kind.read_as is ReadAs.DAY,
        "wants_text": kind.read_as is ReadAs.TEXT,
        "is_whole": kind.is_whole,
        "wants_yes": wants_yes,
        "runs_on": line.accumulation is Accumulation.CUMULATIVE,
    }
    return {name for name, holds in facts.items() if holds}


def expected(line: IndicatorLine) -> dict[str, float]:
    """Return what a number is compared with: bounds, the last value, the target; by name.

    ``least`` and ``most``, of a percentage ``most_share``; ``no_share`` and ``whole_share``,
    between which a percentage may be a share of one; ``before``, of what cannot fall; ``goal`` to
    reach and ``ceiling`` not to pass, of a completed activity; ``still``, where nothing has
    moved; ``too_large`` and ``too_small``, from where on the unit or the comma slipped.
    """
    if not line.kind.is_number:
        return {}
    target, before = _number(line.target), _number(line.previous_value)
    upwards = line.direction is Direction.UP
    cumulative = line.accumulation is Accumulation.CUMULATIVE
    grows = cumulative and upwards and line.kind.adds_up
    most = line.kind.most
    if line.kind.is_share and most is not None and target is not None:
        most = max(most, target)  # a target above 100 % is meant so
    still = (_number(line.baseline) if before is None else before) if cumulative else 0.0
    baseline = _number(line.baseline)
    expected_at_all = [value for value in (before, target, baseline) if value is not None]
    beside = (before,) if line.is_in_parts else (before, target)
    near = [value for value in beside if value is not None]
    impossible = far_off(near, line.kind, baseline, target if line.is_in_parts else None)
    known: dict[str, float | None] = {
        "least": line.kind.least_beside(expected_at_all),
        "most": None if line.kind.is_share else most,
        "most_share": most if line.kind.is_share else None,
        "no_share": 0.0 if line.kind.is_share else None,
        "whole_share": 1.0 if line.kind.is_share else None,
        "before": before if grows else None,
        "goal": _goal(line, target) if upwards else None,
        "ceiling": None if upwards or line.is_shared else target,
        "still": still,
        "too_large": impossible.large,
        "too_small": impossible.small,
    }
    return {name: float(value) for name, value in known.items() if value is not None}


def _goal(line: IndicatorLine, target: float | None) -> float | None:
    """Return the value at which the target is reached: what the quarters before leave of it.

    None where nobody can say: of one share of several, and where a quarter before is missing.
    """
    if target is None or line.is_shared or line.lacks:
        return None
    return target - (line.total_before or 0) if line.has_total else target


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, int | float) else None
