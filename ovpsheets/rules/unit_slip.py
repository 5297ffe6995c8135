"""A value is many times what could be expected, or a tiny part of it: a unit or comma slipped."""

from collections.abc import Iterator

from ovpsheets.columns.slips import FarOff, far_off
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import Row, last_said
from ovpsheets.rules.answered import (
    AnsweredIndicator,
    answered_indicators,
    for_the_coordinator,
    shown,
)
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every value that is far from target and last value, with what it may have been."""
    for row in answered_indicators(evidence):
        value = row.answer.value
        if value is not None and row.indicator.kind.is_number:
            told, known = (_slipped(row, value, past) for past in (row.past, row.in_full))
            # What the body itself may know is told to it, and only else is the coordinator asked.
            if told:
                yield told
            elif known:  # only what another body reported, hidden from this one, makes it strange
                yield for_the_coordinator(known, evidence)


def _slipped(row: AnsweredIndicator, value: float, past: tuple[Row, ...]) -> Found | None:
    own = row.indicator
    near, whole = _expected(row, past)
    impossible = far_off(near, own.kind, _number(own.baseline), whole)
    expected = max(near, default=whole)
    if expected is None or not impossible.holds(value):
        return None
    return _said(row, value, impossible, expected)


def _said(row: AnsweredIndicator, value: float, impossible: FarOff, expected: float) -> Found:
    found = row.found(shown(value)).counting(now=value, expected=expected)
    size = "small" if value < expected else "large"
    likely = impossible.likely(value)
    if likely is not None:
        factor, meant = likely
        found = found.counting(factor=factor, likely=meant)
    how = f"rules.unit_slip.{size}{'_by' if likely else ''}"
    return found.saying(why=(f"{how}.why", {}), question=(f"{how}.question", {}))


def _expected(row: AnsweredIndicator, past: tuple[Row, ...]) -> tuple[list[float], float | None]:
    """Return the values near which one is expected, and what it is a part of, if of anything."""
    before, target = last_said(past, "value"), _number(row.indicator.target)
    if row.indicator.is_in_parts:
        return [float(before)] if before is not None else [], target
    return [float(value) for value in (before, target) if value is not None], None


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, int | float) else None


RULE = Rule("unit_slip", Severity.IMPORTANT, find, alone=True)
