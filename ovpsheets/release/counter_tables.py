"""The portal's counters as tables: of a quarter by commitment, of all of them, of the plan.

No row is the sum of others: whoever adds rows up gets the whole.
"""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from ovpsheets.results.report import Report
from ovpsheets.results.report.counters import Counters, counters_of
from ovpsheets.tables import Schema, frame
from ovpsheets.words import Role

COUNTED: Final[Schema] = dict.fromkeys(
    (
        "total",
        "completed",
        "substantial",
        "limited",
        "not_started",
        "no_report",
        "not_due",
        "past_deadline",
    ),
    "integer",
)
COUNTERS: Final[Schema] = {"quarter": "text", "commitment": "text", **COUNTED}
BY_QUARTER: Final[Schema] = {"quarter": "text", **COUNTED}


def counters(report: Report) -> pd.DataFrame:
    """Return the counters of the quarter, a row for each commitment (columns: COUNTERS)."""
    return _counters(report, [report.tables.activities])


def counters_so_far(report: Report) -> pd.DataFrame:
    """Return the counters of every published quarter, as :func:`counters`, oldest first."""
    return _counters(report, [report.history.activities, report.tables.activities])


def by_quarter(report: Report) -> pd.DataFrame:
    """Return the counters of the whole plan, a row for each quarter (columns: BY_QUARTER)."""
    own = counters_so_far(report)
    return own.groupby("quarter", sort=True, as_index=False)[list(COUNTED)].sum()


def _counters(report: Report, parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    every = pd.concat(list(parts))
    holders = every[every["role"] == Role.HOLDER.value]
    rows = [
        {"quarter": quarter, "commitment": commitment, **_figures(found)}
        for quarter, own in holders.groupby("quarter", sort=True)
        for commitment, found in _in_plan_order(report, counters_of(own))
    ]
    return frame(COUNTERS, rows)


def _in_plan_order(report: Report, found: dict[str | None, Counters]) -> list[tuple[str, Counters]]:
    """Return the counters of the commitments; those that the plan no longer has stand last."""
    codes = [item.code for item in report.plan.commitments]
    others = sorted(code for code in found if code and code not in codes)
    return [(code, found[code]) for code in (*codes, *others) if code in found]


def _figures(found: Counters) -> dict[str, int]:
    return {name: getattr(found, name) for name in COUNTED}
