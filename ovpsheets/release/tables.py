"""The tables that are published: tidy, nothing internal, with the marks of official tables.

``[c]`` confidential · ``[x]`` not available · ``[z]`` not applicable · ``[r]`` revised since it
was first published (UK Government Analysis Function, Symbols in tables, 2023).
"""

from typing import Any, Final

import pandas as pd

from ovpsheets.release.public import Release
from ovpsheets.results.report import Report
from ovpsheets.tables import Schema, frame, records

ALL_COMMITMENTS: Final = "all"
"""Stands in the column ``commitment`` of the counters for the whole plan."""

PUBLIC_ACTIVITIES: Final[Schema] = {
    "quarter": "text", "commitment": "text", "activity": "text", "institution": "text",
    "role": "text", "status": "text", "previous_status": "text", "timeliness": "text",
    "progress": "text", "reason": "text", "explanation": "text", "deadline": "date",
    "new_deadline": "date", "evidence": "text", "marker": "text",
}  # fmt: skip

PUBLIC_INDICATORS: Final[Schema] = {
    "quarter": "text", "commitment": "text", "activity": "text", "indicator": "text",
    "institution": "text", "kind": "text", "unit": "text", "value": "number", "text": "text",
    "flag": "text", "previous_value": "number", "baseline": "number", "target": "number",
    "accumulation": "text", "source": "text", "note": "text", "marker": "text",
}  # fmt: skip

PUBLIC_INSTITUTIONS: Final[Schema] = {
    "quarter": "text", "institution": "text", "name": "text", "expected": "yes_no",
    "returned": "yes_no", "on_time": "yes_no", "activities": "integer", "answered": "integer",
    "indicators": "integer", "given": "integer",
}  # fmt: skip

COUNTERS: Final[Schema] = {
    "quarter": "text", "commitment": "text", "total": "integer", "completed": "integer",
    "substantial": "integer", "limited": "integer", "not_started": "integer",
    "no_report": "integer", "past_deadline": "integer",
}  # fmt: skip

TOTALS: Final[Schema] = {
    "quarter": "text", "indicator": "text", "value": "number", "source": "text",
}  # fmt: skip

PUBLIC: Final[dict[str, Schema]] = {
    "counters": COUNTERS,
    "activities": PUBLIC_ACTIVITIES,
    "indicators": PUBLIC_INDICATORS,
    "institutions": PUBLIC_INSTITUTIONS,
    "totals": TOTALS,
}
"""The tables that are published, by name; the markers are those of official tables."""


def public_tables(made: Release) -> dict[str, pd.DataFrame]:
    """Return the tables that are published: name → table, columns as :data:`PUBLIC`."""
    report = made.report
    revised = {
        (row["indicator"] or row["activity"], row["institution"])
        for row in records(report.tables.revisions)
    }
    tables: dict[str, list[dict[str, Any]]] = {
        "counters": list(_counters(report)),
        "activities": [
            {**_kept(row, PUBLIC_ACTIVITIES), "marker": _marker(row, "activity", revised)}
            for row in records(report.tables.activities)
        ],
        "indicators": [
            {**_kept(row, PUBLIC_INDICATORS), "marker": _marker(row, "indicator", revised)}
            for row in records(report.tables.indicators)
        ],
        "institutions": [
            {
                **_kept(row, PUBLIC_INSTITUTIONS),
                "quarter": str(report.quarter),
                "name": report.plan.institution(row["institution"]).full_name("mk"),
            }
            for row in records(report.tables.institutions)
        ],
        "totals": records(made.totals),
    }
    return {name: frame(schema, tables[name]) for name, schema in PUBLIC.items()}


def _kept(row: dict[str, Any], schema: Schema) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in schema}


def _marker(row: dict[str, Any], code: str, revised: set[tuple[str, str]]) -> str | None:
    """Return the marks of a row: ``r`` for revised, and why there is no value."""
    marks = [row["flag"]] if row.get("flag") else []
    if (row[code], row["institution"]) in revised:
        marks.append("r")
    return " ".join(f"[{mark}]" for mark in marks) or None


def _counters(report: Report) -> list[dict[str, Any]]:
    """The portal's counters of each commitment; the row without one is the whole plan."""
    codes: list[str | None] = [item.code for item in report.plan.commitments]
    found = []
    for code in (*codes, None):
        counters = report.counters(code)
        found.append(
            {
                "quarter": str(report.quarter),
                "commitment": code or ALL_COMMITMENTS,
                **{name: getattr(counters, name) for name in counters.__slots__},
            }
        )
    return found
