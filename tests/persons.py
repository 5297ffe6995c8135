"""A plan whose indicators count persons, and what is reported of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from ovpsheets import kinds
from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.tables import ACTIVITIES, INDICATORS, Tables, frame, joined
from ovpsheets.words import Accumulation

WHOLE, PARTS, SHARE = "1.1.1.1", ("1.1.1.1.1", "1.1.1.1.2"), "1.1.1.2"
SIBLINGS = ("1.1.1.3", "1.1.1.4")  # that may add up to the whole, though their codes do not say so
QUARTERS = tuple(Quarter(2022, number) for number in (1, 2, 3, 4))
Values = Mapping[tuple[str, str], float | None]
"""By indicator and institution."""


def indicator(code: str, **fields: Any) -> Indicator:
    usual: dict[str, Any] = {"reported_by": ("A",), "persons": True, "kind": kinds.COUNT,
                             "accumulation": Accumulation.QUARTERLY}  # fmt: skip
    text = fields.pop("text", Wording(en=code))
    return Indicator(code, "1.1.1", text, **usual | fields)


def plan_with(*indicators: Indicator) -> Plan:
    return Plan(
        code="P", title=Wording(en="P"), start=date(2022, 1, 1), end=date(2023, 12, 31),
        coordinator="A",
        institutions=tuple(Institution(c, Wording(en=c), Wording(en=c)) for c in "ABCD"),
        commitments=(Commitment("1.1", Wording(en="C")),),
        activities=(Activity("1.1.1", "1.1", Wording(en="A"), date(2022, 1, 1),
                             date(2023, 12, 31), "A"),),
        indicators=indicators,
    )  # fmt: skip


def rows(
    plan: Plan, quarter: Quarter, values: Values, before: Values | None = None, **more: Any
) -> pd.DataFrame:
    return frame(
        INDICATORS,
        [
            {
                "quarter": str(quarter), "commitment": "1.1", "activity": "1.1.1",
                "indicator": code, "institution": who, "kind": plan.indicator(code).kind.key,
                "accumulation": plan.indicator(code).accumulation.value,
                "value": value, "previous_value": (before or {}).get((code, who)),
                "baseline": plan.indicator(code).baseline, "target": plan.indicator(code).target,
                **more,
            }
            for (code, who), value in values.items()
        ],
    )  # fmt: skip


def reported(plan: Plan, course: Mapping[Quarter, Values], completed: str = "9") -> Tables:
    """Return the history of these quarters; *completed*: since which one the activity is."""
    activities = [
        {
            "quarter": str(quarter), "commitment": "1.1", "activity": "1.1.1",
            "institution": plan.activity("1.1.1").holder, "role": "holder",
            "status": "completed" if str(quarter) >= completed else "limited",
        }
        for quarter in course
    ]  # fmt: skip
    parts = [rows(plan, quarter, values) for quarter, values in course.items()]
    indicators = joined(parts, INDICATORS)
    return replace(Tables.empty(), activities=frame(ACTIVITIES, activities), indicators=indicators)
