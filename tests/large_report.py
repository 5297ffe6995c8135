"""A plan of real size as merged: 60 institutions, 2,400 activities; made in memory, without files.

One institution in eleven returned nothing; what the others typed is that of the benchmarks.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from benchmarks.make import QUARTER, ROWS, the_plan
from ovpsheets.plan.model import Plan, Wording
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


@cache
def every_fortieth() -> Report:
    """Return of each institution its last activity alone, with long names and large numbers."""
    report = large_report()
    plan, tables = report.plan, report.tables
    activities = tuple(plan.activities[ROWS - 1 :: ROWS])
    shown = {own.code for own in activities}
    indicators = tuple(own for own in plan.indicators if own.activity in shown)
    numbers = tables.indicators.assign(value=tables.indicators["value"] * 123_456.75)
    return replace(
        report,
        plan=replace(
            plan,
            institutions=tuple(replace(own, name=_LONG_NAME) for own in plan.institutions),
            activities=tuple(replace(own, text=_LONG_TEXT) for own in activities),
            indicators=tuple(replace(own, target=9_876_543.25) for own in indicators),
        ),
        tables=replace(
            tables,
            activities=tables.activities[tables.activities["activity"].isin(shown)],
            indicators=numbers[numbers["activity"].isin(shown)],
        ),
    )


_LONG_NAME: Final = Wording(
    "Агенција за квалитет и акредитација на здравствените установи",
    "Agjencia për cilësi dhe akreditim të institucioneve shëndetësore",
    "Agency for the Quality and Accreditation of Health Care Institutions",
)
_LONG_TEXT: Final = Wording(
    "Воспоставени мобилни тимови за теренска работа на подрачјето на Охрид и околните градови",
    "Ekipe mobile të themeluara për punë në terren në Ohër dhe në qytetet përreth",
    "Mobile teams for field work set up in the area of Ohrid and in the towns around it",
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
