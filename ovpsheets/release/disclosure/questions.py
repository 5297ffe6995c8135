"""What only a person can answer: may this text about persons be published, may this share?

A question has an id made of what it is about and, for a text, of the text
itself: one that was changed is asked about again.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from ovpsheets.files import sha256
from ovpsheets.plan.model import Plan
from ovpsheets.release.disclosure.memory import Line, Memory
from ovpsheets.release.disclosure.model import QUESTIONS, ProtectedTexts
from ovpsheets.tables import ACTIVITIES, frame, records
from ovpsheets.words import Kind

_NOTES: Final = ("text", "source", "note")
_TEXTS: Final = ("progress", "explanation", "evidence")

Question = dict[str, Any]


def asked_of_notes(
    plan: Plan, quarter: str, indicators: pd.DataFrame, memory: Memory
) -> tuple[Mapping[tuple[str, str, str], bool], list[Question]]:
    """Return which free texts of sensitive indicators may be shown, and what is to be asked."""
    shown: dict[tuple[str, str, str], bool] = {}
    asked: list[Question] = []
    for row in records(indicators):
        own = plan.find_indicator(row["indicator"])
        for column in _NOTES if own and own.persons else ():
            if text := row[column]:
                identity = _text_id(quarter, row["indicator"], row["institution"], column, text)
                shown[row["indicator"], row["institution"], column] = (
                    memory.answer(identity) is True
                )
                if memory.answer(identity) is None:
                    asked.append(_asked(identity, row, text, row["indicator"]))
    return shown, asked


def asked_of_figures(
    plan: Plan, quarter: str, indicators: pd.DataFrame, memory: Memory
) -> Iterator[Question]:
    """Yield what is to be asked about figures: of each share of persons, what it is a share of.

    Asked once for an indicator: the number behind a percentage is not in the plan.
    """
    seen: set[str] = set()
    for row in records(indicators):
        own = plan.find_indicator(row["indicator"])
        identity = f"percent:{row['indicator']}"
        is_share = own is not None and own.persons and own.kind is Kind.PERCENT
        if is_share and row["value"] is not None and identity not in seen:
            seen.add(identity)
            if memory.answer(identity) is None:
                yield {
                    **_asked(identity, row, "", row["indicator"]),
                    "kind": "percent",
                    "institution": None,
                    "asked": "release.asked.percent",
                }
    for line in memory.decided("whitelist"):
        if not line.source and line.quarter == quarter:
            yield {
                "id": f"source:{line.id}",
                "kind": "whitelist_source",
                "activity": line.activity or None,
                "indicator": line.indicator,
                "institution": None,
                "text": line.value,
                "asked": "release.asked.whitelist_source",
            }


def protect_texts(plan: Plan, activities: pd.DataFrame, memory: Memory) -> ProtectedTexts:
    """Return *activities* without the texts about persons that nobody has said yes to.

    Asked about are the texts of activities that have an indicator of persons.
    """
    sensitive = {item.activity for item in plan.indicators if item.persons}
    rows: list[dict[str, Any]] = []
    asked: list[Question] = []
    for row in records(activities):
        kept = dict(row)
        for column in _TEXTS if row["activity"] in sensitive else ():
            if text := row[column]:
                identity = _text_id(
                    row["quarter"], row["activity"], row["institution"], column, text
                )
                if memory.answer(identity) is not True:
                    kept[column] = None
                if memory.answer(identity) is None:
                    asked.append(_asked(identity, row, text, None))
        rows.append(kept)
    quarter = str(activities["quarter"].iloc[0]) if len(activities) else ""
    lines = [_line(quarter, item) for item in asked]
    return ProtectedTexts(frame(ACTIVITIES, rows), frame(QUESTIONS, asked), memory.and_(lines))


def _line(quarter: str, item: Question) -> Line:
    return Line(
        quarter, "", item["institution"], "ask", activity=item["activity"], text=item["text"],
        why=item["kind"], question=item["id"],
    )  # fmt: skip


def _text_id(quarter: str, code: str, institution: str, column: str, text: str) -> str:
    return f"text:{quarter}:{code}:{institution}:{column}:{sha256(text.encode())[:8]}"


def _asked(identity: str, row: Mapping[str, Any], text: str, indicator: str | None) -> Question:
    return {
        "id": identity,
        "kind": "free_text",
        "activity": row["activity"],
        "indicator": indicator,
        "institution": row["institution"],
        "text": text,
        "asked": "release.asked.free_text",
    }
