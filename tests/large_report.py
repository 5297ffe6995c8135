"""A plan of real size as merged: 60 institutions, 2,400 activities; made in memory, without files.

One institution in eleven returned nothing; what the others typed is that of the benchmarks.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from benchmarks.make import QUARTER, ROWS, the_plan
from ovpsheets.plan.model import Plan
from ovpsheets.results.report import Report
from ovpsheets.tables import ALL, Tables, frame

INSTITUTIONS: Final = 60
AS_OF: Final = date(2022, 10, 12)


@cache
def large_report() -> Report:
    """Return the third quarter of 2022; made once, who changes a table changes a copy."""
    plan = the_plan(INSTITUTIONS)
    empty = Tables.empty()
    return Report(
        plan,
        QUARTER,
        AS_OF,
        Tables(
            activities=frame(ALL["activities"], _activities(plan)),
            indicators=frame(ALL["indicators"], _indicators(plan)),
            findings=empty.findings,
            returns=empty.returns,
            unplaced=empty.unplaced,
            institutions=frame(ALL["institutions"], _institutions(plan)),
        ),
        empty,
    )


def _returned(institution: str) -> bool:
    return int(institution[1:]) % 11 != 6


def _activities(plan: Plan) -> Iterator[dict[str, object]]:
    for place, activity in enumerate(plan.activities):
        came = _returned(activity.holder) and place % 37 != 0
        late = activity.deadline < QUARTER.end
        yield {
            "quarter": str(QUARTER), "commitment": activity.commitment, "activity": activity.code,
            "institution": activity.holder, "role": "holder", "deadline": activity.deadline,
            "status": ("limited", "substantial")[place % 2] if came else "no_report",
            "timeliness": "overdue" if late else "not_due",
        } | ({
            "progress": f"Објавени се нови збирки податоци за областа {place % ROWS + 1}, "
                        f"институција {activity.holder}, и одржана е обука за вработените што "
                        "ги одржуваат.",
            "evidence": f"https://example.mk/{place}",
        } if came else {}) | ({
            "reason": "staff", "explanation": f"Нема доволно вработени: одделение {place}.",
            "new_deadline": date(2022, 12, 31),
        } if came and late else {})  # fmt: skip


def _indicators(plan: Plan) -> Iterator[dict[str, object]]:
    for place, indicator in enumerate(plan.indicators):
        activity = plan.activity(indicator.activity)
        came = _returned(activity.holder) and place % 37 != 0
        yield {
            "quarter": str(QUARTER), "commitment": activity.commitment,
            "activity": activity.code, "indicator": indicator.code,
            "institution": activity.holder, "kind": "count", "unit": indicator.unit,
            "accumulation": "cumulative", "baseline": 0, "target": 12,
            "value": 3 + place % 10 if came else None,
            "source": "Евиденција на општината" if came else None,
        }  # fmt: skip


def _institutions(plan: Plan) -> Iterator[dict[str, object]]:
    for own in plan.institutions:
        came = _returned(own.code)
        yield {
            "institution": own.code, "expected": True, "returned": came,
            "received": date(2022, 10, 7) if came else None, "on_time": True if came else None,
            "activities": ROWS, "answered": ROWS - 1 if came else 0,
            "indicators": ROWS, "given": ROWS - 1 if came else 0, "unplaced": 0, "findings": 0,
        }  # fmt: skip
