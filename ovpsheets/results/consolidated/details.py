"""What was answered, row by row: the activities and the indicators."""

from typing import Any, Final

from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.table import Column, table_sheet
from ovpsheets.results.consolidated.values import Mark, Value, evidence, place, records
from ovpsheets.words import NUMBER_KINDS

_ACTIVITIES: Final = (
    Column("activity", 9, "cell top bold"),
    Column("activity_text", 34),
    Column("institution", 15),
    Column("role", 10),
    Column("status", 14),
    Column("progress", 42),
    Column("reason", 18),
    Column("explanation", 36),
    Column("deadline", 11),
    Column("new_deadline", 11),
    Column("timeliness", 17),
    Column("previous_status", 14),
    Column("evidence", 26),
    Column("place", 27),
)

_INDICATORS: Final = (
    Column("indicator", 10, "cell top bold"),
    Column("indicator_text", 42),
    Column("institution", 15),
    Column("kind", 9),
    Column("unit", 11),
    Column("baseline", 10),
    Column("previous_value", 11),
    Column("value", 13, "cell top bold"),
    Column("target", 9),
    Column("to_target", 11, "cell top percent"),
    Column("flag", 13),
    Column("accumulation", 12),
    Column("source", 22),
    Column("note", 26),
    Column("place", 27),
)


def write_activities(context: Context) -> None:
    """Add the sheet of activities: one row per activity and institution."""
    rows: list[list[Value]] = [
        [
            row["activity"],
            context.activity_text(row["activity"]),
            context.institution(row["institution"]),
            context.word("role", row["role"]),
            context.status(row["status"]),
            row["progress"],
            context.reason(row["reason"]),
            row["explanation"],
            row["deadline"],
            row["new_deadline"],
            context.timeliness(row["timeliness"]),
            context.word("status", row["previous_status"]),
            evidence(row["evidence"]),
            place(row["file"], row["sheet"], row["row"] and f"A{row['row']}"),
        ]
        for row in records(context.report.tables.activities)
    ]
    table_sheet(context, "activities", _ACTIVITIES, rows, frozen=3)


def write_indicators(context: Context) -> None:
    """Add the sheet of indicators: one row per indicator and institution, missing left empty."""
    report = context.report
    rows: list[list[Value]] = []
    for row, share in zip(
        records(report.tables.indicators), records(report.progress().to_frame("share")), strict=True
    ):
        rows.append(
            [
                row["indicator"],
                context.indicator_text(row["indicator"]),
                context.institution(row["institution"]),
                context.word("kind", row["kind"]),
                row["unit"],
                _promised(context, row, "baseline"),
                row["previous_value"],
                measured(context, row),
                _promised(context, row, "target"),
                share["share"],
                context.word("flag", row["flag"]),
                context.word("accumulation", row["accumulation"]),
                row["source"],
                row["note"],
                place(row["file"], row["sheet"], row["cell"]),
            ]
        )
    table_sheet(context, "indicators", _INDICATORS, rows, frozen=3)


def measured(context: Context, row: dict[str, Any]) -> Value:
    """Return what an indicator's row says: its number, else its text."""
    value = row["value"]
    if value is None:
        text = context.answer(row["text"])
        return Mark(text, "right") if text else None
    if row["kind"] not in NUMBER_KINDS and row["kind"] == "yes_no":
        return Mark(context.yes_no(value > 0) or "", "right")
    return float(value)


def _promised(context: Context, row: dict[str, Any], column: str) -> Value:
    """Return baseline or target: the table's number, else the plan's text."""
    if row[column] is not None:
        return float(row[column])
    known = context.indicator(row["indicator"])
    text = getattr(known, column, None)
    return Mark(text, "right") if isinstance(text, str) and text else None
