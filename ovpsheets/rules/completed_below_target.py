"""An activity is reported completed although an indicator has not reached its target.

What is given quarter by quarter is judged by what its quarters add up to, and where each of
several institutions reports its share, by all shares together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.measured import measured, planned
from ovpsheets.plan.model import Indicator
from ovpsheets.plan.standing import Shares, Total, all_shares, total_before
from ovpsheets.plan.told import may_count_persons
from ovpsheets.rules.answered import (
    AnsweredActivity,
    AnsweredIndicator,
    answers_to,
    for_the_coordinator,
    shown,
    values_of,
)
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Direction, Role, Severity, Status

_Said = Mapping[tuple[str, str], AnsweredIndicator]
"""Indicator and institution → its answer."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every indicator that stands below the target of a completed activity."""
    completed = set(_completed(evidence))
    activities = {code for _, code in completed}
    indicators = (own for code in activities for own in evidence.plan.indicators_of(code))
    # Of these alone: that is quick where nothing is completed, whatever else was answered.
    rows = tuple(values_of(evidence, {own.code for own in indicators}))
    for row in rows:
        own = row.indicator
        # A share is judged with all shares, further down; of the activity it is enough that the
        # institution itself or the holder calls it completed.
        if own.is_shared or not completed & {(row.institution, own.activity), ("", own.activity)}:
            continue
        if own.has_total and row.answer.value is not None:
            total = _total(evidence, row, in_full=True)
            is_told = _total(evidence, row, in_full=False) == total
            for found in _below(own, _Reached(total.value, total), row.found(_quoted(row))):
                yield found if is_told else for_the_coordinator(found, evidence)
        elif not own.has_total and is_below(row):
            yield from _below(own, _Reached(row.answer.value), row.found(_quoted(row)))
    said = {(row.indicator.code, row.institution): row for row in rows}
    for activity in answers_to(evidence, activities):
        if activity.item.role is Role.HOLDER and activity.answers["status"] == Status.COMPLETED:
            yield from _shared(evidence, activity, said)


@dataclass(frozen=True, slots=True)
class _Reached:
    """A number beside a target; with the quarters or shares that it is the sum of."""

    value: float | None
    total: Total | None = None
    shares: Shares | None = None

    @property
    def key(self) -> str:
        """What the sentence about it is called."""
        if self.shares is not None:
            return "shares_open" if self.shares.silent else "shares"
        if self.total is not None:
            return "total_open" if self.total.lacks else "total"
        return "number"


def _below(own: Indicator, reached: _Reached, found: Found) -> Iterator[Found]:
    """Yield *found* with why, where what is reached is a number below the target, or a no."""
    value, target = reached.value, own.target
    if not isinstance(value, int | float) or not isinstance(target, int | float):
        if own.has_total or own.is_shared:
            return
        yield found.saying(why=("rules.completed_below_target.why.no", {}))
    elif _is_short(own, value, target):
        lacks = reached.total.lacks if reached.total else ()
        missing, asked = (
            (len(reached.shares.silent), len(reached.shares.asked)) if reached.shares else (0, 0)
        )
        why = (f"rules.completed_below_target.why.{reached.key}", {"quarters": ", ".join(lacks)})
        found = found.counting(now=value, target=target, missing=missing, asked=asked)
        yield found.saying(why=why)


def _shared(evidence: QuarterSoFar, activity: AnsweredActivity, said: _Said) -> Iterator[Found]:
    """Yield the indicators of a completed activity whose shares together are below the target."""
    for own in evidence.plan.indicators_of(activity.code):
        if not own.is_shared:
            continue
        rows = [_share(evidence, own, who, said.get((own.code, who))) for who in own.reported_by]
        shares = all_shares(own, rows, evidence.brief.past)
        place = activity.found("status").place
        found = Found(activity.institution, activity.code, own.code, place)
        for below in _below(own, _Reached(shares.standing, shares.total, shares), found):
            # Less its own share the sum of two is the other's.
            is_secret = own.code in may_count_persons(evidence.plan)
            yield for_the_coordinator(below, evidence) if is_secret else below


def _share(
    evidence: QuarterSoFar, own: Indicator, who: str, row: AnsweredIndicator | None
) -> dict[str, Any]:
    """Return what an institution reported, as a row of ``indicators`` has it."""
    value, flag = (row.answer.value, row.answer.flag) if row else (None, None)
    before = total_before(own, who, evidence.brief.past, evidence.quarter, in_full=True)
    total = before.and_(evidence.quarter, {"value": value, "flag": flag})
    so_far = {"total_so_far": total.value, "lacks_quarters": " ".join(total.lacks)}
    return {"institution": who, "value": value, "flag": flag, **so_far}


def _total(evidence: QuarterSoFar, row: AnsweredIndicator, *, in_full: bool) -> Total:
    """Return what the quarters add up to; unless *in_full*, as the institution may be told."""
    own, past = row.indicator, evidence.brief.past
    before = total_before(own, row.institution, past, evidence.quarter, in_full=in_full)
    return before.and_(evidence.quarter, {"value": row.answer.value, "flag": row.answer.flag})


def _completed(evidence: QuarterSoFar) -> Iterator[tuple[str, str]]:
    """Yield who says so and of what; what the holder says holds for whoever counts ("")."""
    for due, returned in evidence.reporting():
        answers = returned.answers.activities if returned.answers else {}
        for line in due.activities:
            code = line.activity.code
            if code in answers and answers[code].status == Status.COMPLETED:
                yield due.institution, code
                if line.role is Role.HOLDER:
                    yield "", code


def _quoted(row: AnsweredIndicator) -> str:
    return row.answer.text or shown(row.answer.value or 0)


def is_below(row: AnsweredIndicator) -> bool:
    """Tell whether a value has not reached its target; one without a target has."""
    own = row.indicator
    said, target = measured(own.kind, row.answer.value, row.answer.text), own.target
    if isinstance(said, bool):
        return not said and target is not None and planned(own.kind, target) is not False
    if not isinstance(said, float) or not isinstance(target, int | float):
        return False
    return _is_short(own, said, target)


def _is_short(own: Indicator, value: float, target: float) -> bool:
    return value < target if own.direction is Direction.UP else value > target


RULE = Rule("completed_below_target", Severity.IMPORTANT, find, compares="rows")
