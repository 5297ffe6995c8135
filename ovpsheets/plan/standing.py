"""Where an indicator stands: its quarters added up, and the shares of those who report it.

A quarterly indicator is promised for the whole plan, so its target is about the sum of its
quarters since the plan began. What nobody gave is missing and never nought: a sum without it
is told with what it lacks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.past import Past, Row
from ovpsheets.quarter import Quarter
from ovpsheets.words import Flag, Status

_NOTHING_TO_ADD: Final = (Flag.NOT_APPLICABLE.value, Flag.NOT_DUE.value)
"""Flags of an answer that has no number and lacks none."""


@dataclass(frozen=True, slots=True)
class Total:
    """What was given, added up; None where nothing was. ``lacks``: the quarters without a number.

    The quarters are in order of time, as ``2022-Q3``.
    """

    value: float | None = None
    lacks: tuple[str, ...] = ()

    def and_(self, quarter: Quarter, row: Mapping[str, Any]) -> "Total":
        """Return the total with that of *quarter*, a row of ``indicators``."""
        return _added(self, str(quarter), (row,))


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of all that report an indicator, added up.

    ``value``: of the quarter; ``total``: of all quarters, None where the quarters do not add up.
    ``asked``: who reports it; ``silent``: those of them whose share of the quarter is missing.
    """

    value: float | None
    total: Total | None
    asked: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def standing(self) -> float | None:
        """What the target is about: the total, else the value of the quarter."""
        return self.total.value if self.total else self.value

    @property
    def is_complete(self) -> bool:
        """Whether every share is there, and every quarter."""
        return not self.silent and not (self.total and self.total.lacks)


def total_before(
    indicator: Indicator, who: str, past: Past, until: Quarter, *, in_full: bool = False
) -> Total:
    """Return what the quarters before *until* add up to, of what *who* reports of *indicator*.

    Of an indicator that is one figure, whoever reported it; what others reported as *who* may
    be told of it, unless *in_full*. A quarter that was never merged lacks; one in which the plan
    did not ask for it does not. Raises ValueError where *past* does not know its plan.
    """
    if past.plan is None:
        raise ValueError("a past without its plan")
    by_quarter: dict[str, list[Row]] = {}
    for row in past.series(indicator.code, who, in_full=in_full):
        if not _is_carried(past, indicator, row["quarter"]):
            by_quarter.setdefault(row["quarter"], []).append(row)
    total = Total()
    for quarter in sorted({*by_quarter, *_expected(past.plan, indicator, past, until)}):
        total = _added(total, quarter, by_quarter.get(quarter, ()))
    return total


def all_shares(indicator: Indicator, now: Sequence[Row], past: Past) -> Shares:
    """Return what the shares of *now*, the quarter's rows of *indicator*, make together.

    The rows say what their own quarters add up to (``total_so_far``, ``lacks_quarters``).
    What was reported by who no longer does counts in the total.
    """
    given = [row["value"] for row in now if row["value"] is not None]
    silent = tuple(row["institution"] for row in now if is_lacking(row))
    asked = tuple(row["institution"] for row in now)
    total = _total_of_all(indicator, now, past) if indicator.has_total else None
    return Shares(sum(given) if given else None, total, asked, silent)


def is_lacking(row: Row) -> bool:
    """Tell whether the number of a row of ``indicators`` is missing in a sum."""
    return row["value"] is None and row["flag"] not in _NOTHING_TO_ADD


def _total_of_all(indicator: Indicator, now: Sequence[Row], past: Past) -> Total:
    known = {name for row in now for name in past.names(row["institution"])}
    former = [
        row
        for row in past.indicators.get((indicator.code, ""), ())
        if row["institution"] not in known and not _is_carried(past, indicator, row["quarter"])
    ]
    parts = [row["total_so_far"] for row in now] + [row["value"] for row in former]
    given = [part for part in parts if part is not None]
    lacks = {quarter for row in now for quarter in (row["lacks_quarters"] or "").split()}
    return Total(sum(given) if given else None, tuple(sorted(lacks)))


def _expected(plan: Plan, indicator: Indicator, past: Past, until: Quarter) -> Iterator[str]:
    """Yield the quarters since the beginning that nobody has merged: of them nothing is known."""
    activity = plan.find_activity(indicator.activity)
    quarter = Quarter.of(max(plan.start, activity.start) if activity else plan.start)
    while quarter < until:
        if str(quarter) not in past.quarters and not _is_carried(past, indicator, str(quarter)):
            yield str(quarter)
        quarter = quarter.next()


def _is_carried(past: Past, indicator: Indicator, quarter: str) -> bool:
    """Tell whether the activity was completed before *quarter*, so that nobody was asked."""
    reports = past.activities.get((indicator.activity, ""), ())
    before = [row for row in reports if row["quarter"] < quarter]
    return bool(before) and before[-1]["status"] == Status.COMPLETED.value


def _added(total: Total, quarter: str, rows: Sequence[Mapping[str, Any]]) -> Total:
    """Return *total* with what *rows* say of *quarter*: of one figure several say one number."""
    given = [row["value"] for row in rows if row["value"] is not None]
    # Several rows of one quarter are one figure that several bodies report: it counts once.
    if given:
        return Total((total.value or 0) + given[0], total.lacks)
    if rows and all(row["flag"] in _NOTHING_TO_ADD for row in rows):
        return total
    return Total(total.value, (*total.lacks, quarter))
