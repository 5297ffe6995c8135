"""From settled returns to the tables: every row the plan asks for, answered or not.

Silence is not an answer: where nothing came, the status is ``no_report`` and
an indicator's value, text and flag are missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ovpsheets import words
from ovpsheets.forms.content import latest_before
from ovpsheets.intake.answers import ActivityAnswer, IndicatorAnswer
from ovpsheets.intake.cells import column_letters
from ovpsheets.intake.reconcile import Settled
from ovpsheets.intake.returned import Return
from ovpsheets.plan.due import Due, completed_before
from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import (
    ACTIVITIES,
    FINDINGS,
    INDICATORS,
    INSTITUTIONS,
    LEDGER,
    RETURNS,
    UNPLACED,
    Tables,
    frame,
)
from ovpsheets.texts import Texts
from ovpsheets.words import LedgerClass, Role, Status, Timeliness, Used

Row = dict[str, object]

_OF_THIS_QUARTER = frozenset(
    {"quarter", "role", "previous_status", "previous_value", "deadline", "target", "baseline"}
)
"""What is never carried over from an earlier report."""


@dataclass(frozen=True, slots=True)
class Collected:
    """All that a merge has in hand before it tabulates."""

    plan: Plan
    quarter: Quarter
    history: Tables
    due: tuple[Due, ...]
    settled: tuple[Settled, ...]

    def used(self, institution: str) -> list[Return]:
        """Return the returns of *institution* that are used; several with several commitments."""
        return [
            item.returned
            for item in self.settled
            if item.used is Used.USED and item.returned.institution == institution
        ]


def tabulate(collected: Collected, texts: Texts) -> Tables:
    """Return the tables of the quarter; ``findings`` is empty, for nothing is judged here."""
    activities = frame(ACTIVITIES, _activities(collected))
    indicators = frame(INDICATORS, _indicators(collected))
    unplaced = frame(UNPLACED, _unplaced(collected.settled))
    return Tables(
        activities=activities,
        indicators=indicators,
        findings=frame(FINDINGS, []),
        returns=frame(RETURNS, _returns(collected, texts)),
        unplaced=unplaced,
        institutions=frame(INSTITUTIONS, _institutions(collected, activities, indicators)),
        ledger=frame(LEDGER, _ledger(collected.settled)),
    )


# ------------------------------------------------------------------ activities


def _activities(collected: Collected) -> Iterator[Row]:
    previous = latest_before(collected.history, collected.quarter)
    finished = completed_before(collected.history, collected.quarter)
    for activity in collected.plan.activities:
        for institution, role in activity.parties:
            row = _activity_row(collected, activity, institution, role)
            before = _find(previous.activities, "activity", activity.code, institution)
            row["previous_status"] = _get(before, "status")
            if activity.code in finished:
                yield _carried(collected, row, "activity", activity.code)
            else:
                yield row | {"timeliness": timeliness(activity, row["status"], collected.quarter)}


def _activity_row(collected: Collected, activity: Activity, institution: str, role: Role) -> Row:
    row: Row = {
        "quarter": str(collected.quarter),
        "commitment": activity.commitment,
        "activity": activity.code,
        "institution": institution,
        "role": role.value,
        "deadline": activity.deadline,
        "status": Status.NO_REPORT.value,
    }
    for returned in collected.used(institution):
        place = returned.placement and returned.placement.rows.get(
            (words.ACTIVITIES, activity.code)
        )
        if place and returned.answers:
            answer = returned.answers.activities[activity.code]
            return (
                row
                | _activity_answer(answer)
                | {
                    "file": returned.name,
                    "sheet": place[0],
                    "row": place[1],
                }
            )
    return row


def _activity_answer(answer: ActivityAnswer) -> Row:
    return {
        "status": answer.status or Status.NO_REPORT.value,
        "progress": answer.progress,
        "reason": answer.reason,
        "explanation": answer.explanation,
        "new_deadline": answer.new_deadline,
        "evidence": answer.evidence,
    }


def timeliness(activity: Activity, status: object, quarter: Quarter) -> str:
    """Return where an activity stands against its deadline at the end of *quarter*.

    Completed in the quarter in which its deadline lies counts as on time: the
    form asks for no day.
    """
    if status == Status.COMPLETED.value:
        on_time = activity.deadline >= quarter.start
        return (Timeliness.DONE_ON_TIME if on_time else Timeliness.DONE_LATE).value
    if activity.deadline > quarter.end:
        return Timeliness.NOT_DUE.value
    return (Timeliness.DUE if activity.deadline >= quarter.start else Timeliness.OVERDUE).value


def _carried(collected: Collected, row: Row, key: str, code: str) -> Row:
    """An activity completed earlier is not asked about again: its last report stands.

    Its file is named from this quarter's returns, so that it still leads to a cell.
    """
    table = collected.history.activities if key == "activity" else collected.history.indicators
    own = table[(table[key] == code) & (table["institution"] == row["institution"])]
    if own.empty:
        return row
    last = own.sort_values("quarter", kind="stable").iloc[-1]
    kept = {name: _get(dict(last), name) for name in own.columns if name not in _OF_THIS_QUARTER}
    if kept["file"] is not None and not str(kept["file"]).startswith("../"):
        kept["file"] = f"../../{last['quarter']}/returns/{kept['file']}"
    return row | kept


# ------------------------------------------------------------------ indicators


def _indicators(collected: Collected) -> Iterator[Row]:
    previous = latest_before(collected.history, collected.quarter)
    finished = completed_before(collected.history, collected.quarter)
    for indicator in collected.plan.indicators:
        activity = collected.plan.activity(indicator.activity)
        for institution in indicator.reported_by or (activity.holder,):
            row = _indicator_row(collected, indicator, activity, institution)
            before = _find(previous.indicators, "indicator", indicator.code, institution)
            row["previous_value"] = _get(before, "value")
            if activity.code in finished:
                row = _carried(collected, row, "indicator", indicator.code)
            yield row


def _indicator_row(
    collected: Collected, indicator: Indicator, activity: Activity, institution: str
) -> Row:
    row: Row = {
        "quarter": str(collected.quarter),
        "commitment": activity.commitment,
        "activity": activity.code,
        "indicator": indicator.code,
        "institution": institution,
        "kind": indicator.kind.value,
        "unit": indicator.unit or None,
        "baseline": _number(indicator.baseline),
        "target": _number(indicator.target),
        "accumulation": indicator.accumulation.value,
    }
    for returned in collected.used(institution):
        found = returned.placement
        place = found and found.rows.get((words.INDICATORS, indicator.code))
        if found and place and returned.answers:
            column = found.columns.get((words.INDICATORS, "value"), 1)
            answer = returned.answers.indicators[indicator.code]
            return (
                row
                | _indicator_answer(answer)
                | {
                    "file": returned.name,
                    "sheet": place[0],
                    "cell": f"{column_letters(column)}{place[1]}",
                }
            )
    return row


def _indicator_answer(answer: IndicatorAnswer) -> Row:
    return {
        "value": answer.value,
        "text": answer.text,
        "flag": answer.flag,
        "source": answer.source,
        "note": answer.note,
    }


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, int | float) else None


# ------------------------------------------------------------------ files and institutions


def _returns(collected: Collected, texts: Texts) -> Iterator[Row]:
    submit_by = collected.plan.dates(collected.quarter).submit_by
    for item in collected.settled:
        returned = item.returned
        form_id = returned.form_id
        yield {
            "file": returned.name,
            "sha256": returned.sha256 or None,
            "institution": returned.institution or None,
            "quarter": str(form_id.quarter) if form_id else None,
            "revision": form_id.revision if form_id else None,
            "received": returned.received,
            "on_time": returned.received <= submit_by,
            "program": returned.program or None,
            "used": item.used.value,
            "reason": ending(item, texts),
            "cells": len(returned.ledger),
            "fields": sum(entry.what is LedgerClass.FIELD for entry in returned.ledger),
            "unplaced": sum(entry.what is LedgerClass.UNPLACED for entry in returned.ledger),
        }


def ending(item: Settled, texts: Texts) -> str:
    """Say in words how a file ended."""
    if item.used is Used.SET_ASIDE:
        return texts(f"intake.refused.{item.reason}")
    return texts(f"intake.ended.{item.reason}", by=item.by.name if item.by else "")


def _unplaced(settled: Iterable[Settled]) -> Iterator[Row]:
    for item in settled:
        for entry in item.returned.ledger:
            if entry.what is LedgerClass.UNPLACED:
                yield {
                    "file": item.returned.name,
                    "institution": item.returned.institution or None,
                    "sheet": entry.sheet,
                    "cell": entry.cell,
                    "kind": entry.kind,
                    "text": entry.raw,
                }


def _ledger(settled: Iterable[Settled]) -> Iterator[Row]:
    for item in settled:
        for entry in item.returned.ledger:
            yield {
                "file": item.returned.name,
                "sheet": entry.sheet,
                "cell": entry.cell,
                "class": entry.what.value,
                "field": entry.field or None,
                "raw": entry.raw,
            }


def _institutions(
    collected: Collected, activities: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Row]:
    submit_by = collected.plan.dates(collected.quarter).submit_by
    for item in collected.due:
        used = collected.used(item.institution)
        received = max((returned.received for returned in used), default=None)
        asked = [due.activity.code for due in item.activities if due.begun]
        wanted = [due.indicator.code for due in item.indicators if due.begun]
        answers = _of(activities, item.institution, "activity", asked)
        values = _of(indicators, item.institution, "indicator", wanted)
        yield {
            "institution": item.institution,
            "expected": item.anything,
            "returned": bool(used),
            "received": received,
            "on_time": None if received is None else received <= submit_by,
            "activities": len(asked),
            "answered": int((answers["status"] != Status.NO_REPORT.value).sum()),
            "indicators": len(wanted),
            "given": int(is_given(values).sum()),
            "findings": 0,
            "unplaced": sum(len(_unplaced_of(returned)) for returned in used),
        }


def is_given(indicators: pd.DataFrame) -> "pd.Series[bool]":
    """Tell for each row of ``indicators`` whether it was answered: 0, ``x`` and ``z`` are answers.

    A text beside a missing value is an answer only where it is what the kind wants;
    else it is what was typed and could not be read.
    """
    kinds, text = indicators["kind"], indicators["text"].fillna("")
    said = (
        ((kinds == words.Kind.YES_NO.value) & text.isin(["yes", "no"]))
        | ((kinds == words.Kind.DATE.value) & text.str.fullmatch(r"\d{4}-\d{2}-\d{2}"))
        | ((kinds == words.Kind.TEXT.value) & (text != "") & ~text.map(_says_nothing))
    )
    return indicators["value"].notna() | indicators["flag"].notna() | said


def _says_nothing(text: str) -> bool:
    return text != "0" and words.is_placeholder(text)


def _unplaced_of(returned: Return) -> list[str]:
    return [entry.raw for entry in returned.ledger if entry.what is LedgerClass.UNPLACED]


def _of(table: pd.DataFrame, institution: str, key: str, codes: list[str]) -> pd.DataFrame:
    return table[(table["institution"] == institution) & table[key].isin(codes)]


def _find(
    table: pd.DataFrame, key: str, code: str, institution: str
) -> Mapping[str, object] | None:
    rows = table[(table[key] == code) & (table["institution"] == institution)]
    return None if rows.empty else dict(rows.iloc[0])


def _get(row: Mapping[str, object] | None, name: str) -> object:
    value: Any = None if row is None else row[name]
    return None if pd.isna(value) else value
