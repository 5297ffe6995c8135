"""The quarter as the public may see it: a report whose tables hold nothing internal.

Every public file is made from this report and from nothing else, so that one
decision about a figure stands in all of them.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from ovpsheets.plan.model import Plan
from ovpsheets.release.disclosure import Memory, Policy, protect, protect_texts
from ovpsheets.release.disclosure.model import QUESTIONS
from ovpsheets.results.report import Report
from ovpsheets.tables import (
    ACTIVITIES,
    INDICATORS,
    RETURNS,
    REVISIONS,
    Schema,
    Tables,
    frame,
    records,
)
from ovpsheets.words import Used

_INTERNAL: Final = ("file", "sheet", "row", "cell", "decision")
"""Columns that lead back to what a member sent."""

_OF_A_RETURN: Final = ("institution", "quarter", "received", "on_time", "used")


@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """A public report, what must be answered before it is published, and what to remember.

    ``questions``: columns as :data:`~ovpsheets.release.disclosure.model.QUESTIONS`;
    ``totals``: sums of persons known from elsewhere, with their source.
    """

    report: Report
    questions: pd.DataFrame
    hidden: pd.DataFrame
    totals: pd.DataFrame
    memory: Memory


def release(report: Report, published: Tables, memory: Memory, policy: Policy) -> Release:
    """Return what of *report* may be published.

    *published* are the public tables of every quarter published before, this
    one too if it was; they are all the history that a public report has.
    """
    plan, quarter = report.plan, report.quarter
    figures = protect(plan, quarter, report.tables.indicators, published.indicators, memory, policy)
    texts = protect_texts(plan, report.tables.activities, figures.memory)
    earlier = published.indicators["quarter"] < str(quarter)
    history = replace(
        Tables.empty(),
        indicators=published.indicators[earlier].reset_index(drop=True),
        activities=published.activities[published.activities["quarter"] < str(quarter)].reset_index(
            drop=True
        ),
    )
    activities = _without_places(ACTIVITIES, texts.activities)
    indicators = _without_places(INDICATORS, figures.indicators)
    tables = replace(
        Tables.empty(),
        activities=activities,
        indicators=indicators,
        returns=_returns(report.tables.returns),
        institutions=report.tables.institutions.assign(findings=0, unplaced=0).astype(
            {"findings": "Int64", "unplaced": "Int64"}
        ),
        revisions=_revisions(published, activities, indicators, str(quarter)),
    )
    questions = [*records(figures.questions), *records(texts.questions)]
    return Release(
        Report(_public_plan(plan), quarter, report.as_of, tables, history),
        frame(QUESTIONS, questions),
        figures.hidden,
        figures.totals,
        texts.memory,
    )


def _without_places(schema: Schema, table: pd.DataFrame) -> pd.DataFrame:
    kept = [{n: v for n, v in row.items() if n not in _INTERNAL} for row in records(table)]
    return frame(schema, kept)


def _returns(returns: pd.DataFrame) -> pd.DataFrame:
    """Keep who returned a form when; names of files are the senders' own."""
    used = returns[(returns["used"] == Used.USED.value) & returns["institution"].notna()]
    rows = [
        {**{name: row[name] for name in _OF_A_RETURN}, "file": f"{number}"}
        for number, row in enumerate(records(used), start=1)
    ]
    return frame(RETURNS, rows)


def _public_plan(plan: Plan) -> Plan:
    """Return the plan without people: contacts, addresses, who waived what."""
    institutions = tuple(replace(item, contact="", email="") for item in plan.institutions)
    return replace(plan, institutions=institutions, waivers=())


_COMPARED: Final[dict[str, tuple[str, ...]]] = {
    "activities": ("status", "progress", "reason", "explanation", "new_deadline"),
    "indicators": ("value", "flag"),
}


def _revisions(
    published: Tables, activities: pd.DataFrame, indicators: pd.DataFrame, quarter: str
) -> pd.DataFrame:
    """Return what differs from what was published of the quarter before, ``[r]``.

    Not the internal list of revisions: that one knows values nobody was shown.
    """
    rows = [
        *_differing(published.activities, activities, "activity", quarter),
        *_differing(published.indicators, indicators, "indicator", quarter),
    ]
    return frame(REVISIONS, rows)


def _differing(
    before: pd.DataFrame, now: pd.DataFrame, code: str, quarter: str
) -> list[dict[str, Any]]:
    columns = _COMPARED["activities" if code == "activity" else "indicators"]
    known = {
        (row[code], row["institution"]): row
        for row in records(before[before["quarter"] == quarter])
    }
    return [
        {
            "quarter": quarter, "commitment": row["commitment"], "activity": row["activity"],
            "indicator": row.get("indicator"), "institution": row["institution"],
            "column": column, "was": _said(was[column]), "now": _said(row[column]),
        }
        for row in records(now)
        if (was := known.get((row[code], row["institution"])))
        for column in columns
        if was[column] != row[column]
    ]  # fmt: skip


def _said(value: Any) -> str | None:
    if value is None:
        return None
    return f"{value:g}" if isinstance(value, float) else str(value)
