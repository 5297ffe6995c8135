"""What was answered, row by row: the activities and the indicators."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import Measured, measured, planned
from ovpsheets.results.consolidated.decided import applied, decision_text, marked
from ovpsheets.results.consolidated.revised_sheet import COLUMN, Marks, marks
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value, evidence, place
from ovpsheets.tables import plain_columns

_ACTIVITIES: Final = (
    SheetColumn("activity", 9, "cell top bold"),
    SheetColumn("activity_text", 28),
    SheetColumn("institution", 14),
    SheetColumn("role", 10),
    SheetColumn("status", 14),
    SheetColumn("progress", 36),
    SheetColumn("reason", 15),
    SheetColumn("explanation", 31),
    SheetColumn("deadline", 11),
    SheetColumn("new_deadline", 11),
    SheetColumn("timeliness", 15),
    SheetColumn("previous_status", 14),
    SheetColumn("evidence", 20),
    SheetColumn("place", 17),
    SheetColumn("decision", 30),
)

_INDICATORS: Final = (
    SheetColumn("indicator", 11, "cell bold"),
    SheetColumn("indicator_text", 40, "cell"),
    SheetColumn("institution", 15, "cell"),
    SheetColumn("kind", 9, "cell"),
    SheetColumn("unit", 13, "cell"),
    SheetColumn("baseline", 12, "cell number centre"),
    SheetColumn("previous_value", 12, "cell number centre"),
    SheetColumn("value", 12, "cell number centre bold"),
    SheetColumn("target", 11, "cell number centre"),
    SheetColumn("to_target", 10, "cell percent centre"),
    SheetColumn("flag", 12, "cell"),
    SheetColumn("accumulation", 12, "cell"),
    SheetColumn("source", 19, "cell"),
    SheetColumn("note", 22, "cell"),
    SheetColumn("place", 17, "cell"),
    SheetColumn("decision", 30, "cell"),
)


def write_activities(context: SheetContext) -> None:
    """Add the sheet of activities: one row per activity and institution."""
    revised = marks(context, "activities")
    columns = (*_ACTIVITIES, COLUMN) if revised else _ACTIVITIES
    table_sheet(context, "activities", columns, _activities(context, revised), frozen=3)


def _activities(context: SheetContext, revised: Marks) -> Iterator[list[Value]]:
    known = applied(context)
    for row in context.report.each("activities"):
        yield [
            row["activity"],
            context.activity_text(row["activity"]),
            context.institution(row["institution"]),
            context.word("role", row["role"]),
            marked(row, "status", context.status(row["status"])),
            marked(row, "progress", row["progress"]),
            marked(row, "reason", context.reason(row["reason"])),
            marked(row, "explanation", row["explanation"]),
            row["deadline"],
            marked(row, "new_deadline", row["new_deadline"]),
            context.timeliness(row["timeliness"]),
            context.word("status", row["previous_status"]),
            marked(row, "evidence", evidence(row["evidence"])),
            place(row["file"], row["sheet"], row["row"] and f"A{row['row']}"),
            decision_text(context, row, known),
            *([revised.get((row["activity"], row["institution"]))] if revised else ()),
        ]


def write_indicators(context: SheetContext) -> None:
    """Add the sheet of indicators: one row per indicator and institution, missing left empty."""
    revised = marks(context, "indicators")
    columns = (*_INDICATORS, COLUMN) if revised else _INDICATORS
    table_sheet(context, "indicators", columns, _indicators(context, revised), frozen=3)


def _indicators(context: SheetContext, revised: Marks) -> Iterator[list[Value]]:
    report, known = context.report, applied(context)
    shares = plain_columns(report.progress().to_frame("share"))["share"]
    for row, share in zip(report.each("indicators"), shares, strict=True):
        yield [
            row["indicator"],
            context.indicator_text(row["indicator"]),
            context.institution(row["institution"]),
            context.word("kind", row["kind"]),
            row["unit"],
            promised(context, row, "baseline"),
            _previous(context, row),
            marked(row, "value", given(context, row)),
            promised(context, row, "target"),
            share,
            marked(row, "flag", context.word("flag", row["flag"])),
            context.word("accumulation", row["accumulation"]),
            marked(row, "source", row["source"]),
            marked(row, "note", row["note"]),
            place(row["file"], row["sheet"], row["cell"]),
            decision_text(context, row, known),
            *([revised.get((row["indicator"], row["institution"]))] if revised else ()),
        ]


def given(context: SheetContext, row: Mapping[str, Any]) -> Value:
    """Return what an indicator's row says: its number, else its text; a yes or no as a word."""
    return _shown(context, measured(KINDS[row["kind"]], row["value"], row["text"]))


def promised(context: SheetContext, row: Mapping[str, Any], column: str) -> Value:
    """Return baseline or target: the table's number, else what the plan says."""
    value = row[column]
    if value is None:
        value = getattr(context.indicator(row["indicator"]), column, None)
    return _shown(context, planned(KINDS[row["kind"]], value))


def _previous(context: SheetContext, row: Mapping[str, Any]) -> Value:
    return _shown(context, measured(KINDS[row["kind"]], row["previous_value"]))


def _shown(context: SheetContext, said: Measured) -> Value:
    return context.yes_no(said) if isinstance(said, bool) else said
