"""What was reported under an old code, under the code of now: so a renumbered row keeps its past.

The column ``old_codes`` of the plan says what an activity or indicator was called before. The
tables of earlier quarters are read under the codes of the plan at hand; on disk they stay as
they were written.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from ovpsheets.plan.model import Plan
from ovpsheets.tables import Tables


def new_codes(plan: Plan) -> dict[str, dict[str, str]]:
    """Return ``activity`` and ``indicator`` → old code → the code of now."""
    return {
        name: {old: own.code for own in rows for old in own.old_codes}
        for name, rows in (("activity", plan.activities), ("indicator", plan.indicators))
    }


def of_now(plan: Plan) -> Mapping[str, str]:
    """Return old code → the code of now, of activities and indicators alike."""
    known = new_codes(plan)
    return {**known["activity"], **known["indicator"]}


def id_of_now(codes: Mapping[str, str], identity: str) -> str:
    """Return the id of a finding or a decision with the codes of now; *codes*: old → new."""
    return ":".join(codes.get(part, part) for part in identity.split(":")) if codes else identity


def under_new_codes(plan: Plan, tables: Tables) -> Tables:
    """Return *tables* of earlier quarters with the codes of *plan*; the same where none is old."""
    known = new_codes(plan)
    if not any(known.values()):
        return tables
    return replace(
        tables,
        activities=renumbered_rows(plan, tables.activities, known),
        indicators=renumbered_rows(plan, tables.indicators, known),
        findings=_with_ids(renumbered_rows(plan, tables.findings, known), known),
        revisions=renumbered_rows(plan, tables.revisions, known),
    )


def renumbered_rows(
    plan: Plan, table: pd.DataFrame, known: Mapping[str, Mapping[str, str]] | None = None
) -> pd.DataFrame:
    """Return a table with the columns ``activity`` and ``indicator`` under the codes of now.

    Rows of a renumbered indicator belong to its activity, and all to their commitment of now.
    """
    known = known or new_codes(plan)
    columns: dict[str, list[Any]] = {
        name: table[name].tolist()
        for name in ("commitment", "activity", "indicator")
        if name in table.columns
    }
    indicators = columns.get("indicator", [None] * len(table))
    for place, (activity, indicator) in enumerate(
        zip(columns["activity"], indicators, strict=True)
    ):
        moved = known["indicator"].get(indicator)
        now = plan.indicator(moved).activity if moved else known["activity"].get(activity)
        if moved:
            columns["indicator"][place] = moved
        if now:
            columns["activity"][place] = now
            if "commitment" in columns:
                columns["commitment"][place] = plan.activity(now).commitment
    return table.assign(
        **{
            name: pd.Series(values, index=table.index, dtype=table[name].dtype)
            for name, values in columns.items()
        }
    )


def _with_ids(findings: pd.DataFrame, known: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Return findings whose ids name the codes of now, so that they are known again."""
    codes = {**known["activity"], **known["indicator"]}

    def now(identity: Any) -> Any:
        return id_of_now(codes, identity) if isinstance(identity, str) else identity

    dtype = findings["id"].dtype
    return findings.assign(
        **{
            name: pd.Series(map(now, findings[name].tolist()), index=findings.index, dtype=dtype)
            for name in ("id", "follows")
        }
    )
