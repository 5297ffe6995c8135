"""What was answered, row by row: the activities and the indicators."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from ovpsheets.columns.model import Column, Content
from ovpsheets.forms.from_due import first_deadline
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import Measured, measured, planned
from ovpsheets.results.consolidated.decided import applied, decision_text, marked
from ovpsheets.results.consolidated.revised_sheet import COLUMN, marks
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value, evidence, place
from ovpsheets.tables import plain_columns
from ovpsheets.words import ACTIVITIES, INDICATORS

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Part:
    """A column of a sheet, and what a row of the table says in it."""

    column: SheetColumn
    said: Callable[[SheetContext, _Row], Value]


def _word(column: str, words: str = "") -> Callable[[SheetContext, _Row], Value]:
    return lambda context, row: context.word(words or column, row[column])


_BEFORE: Final = {
    ACTIVITIES: (
        _Part(SheetColumn("activity", 9, "cell top bold"), lambda _, row: row["activity"]),
        _Part(
            SheetColumn("activity_text", 28),
            lambda context, row: context.activity_text(row["activity"]),
        ),
        _Part(
            SheetColumn("institution", 14),
            lambda context, row: context.institution(row["institution"]),
        ),
        _Part(SheetColumn("role", 12), _word("role")),
    ),
    INDICATORS: (
        _Part(SheetColumn("indicator", 11, "cell bold"), lambda _, row: row["indicator"]),
        _Part(
            SheetColumn("indicator_text", 40, "cell"),
            lambda context, row: context.indicator_text(row["indicator"]),
        ),
        _Part(
            SheetColumn("institution", 15, "cell"),
            lambda context, row: context.institution(row["institution"]),
        ),
        _Part(SheetColumn("kind", 9, "cell"), _word("kind")),
        _Part(SheetColumn("unit", 13, "cell"), lambda context, row: context.unit(row)),
        _Part(
            SheetColumn("baseline", 12, "cell number centre"),
            lambda context, row: promised(context, row, "baseline"),
        ),
        _Part(
            SheetColumn("previous_value", 12, "cell number centre"),
            lambda context, row: _previous(context, row),
        ),
    ),
}
"""What stands before the answers: what the plan says."""

_BEHIND: Final[Mapping[str, tuple[_Part, ...]]] = {
    "explanation": (_Part(SheetColumn("deadline", 11), lambda _, row: row["deadline"]),),
    "new_deadline": (
        _Part(
            SheetColumn("timeliness", 15),
            lambda context, row: context.timeliness(row["timeliness"]),
        ),
        _Part(SheetColumn("previous_status", 14), _word("previous_status", "status")),
    ),
    "value": (
        _Part(
            SheetColumn("target", 11, "cell number centre"),
            lambda context, row: promised(context, row, "target"),
        ),
        _Part(SheetColumn("to_target", 10, "cell percent centre"), lambda _, row: row["share"]),
    ),
    "flag": (_Part(SheetColumn("accumulation", 12, "cell"), _word("accumulation")),),
}
"""Answer → what the plan or the tool says of it, which stands behind it."""

_STYLES: Final = {ACTIVITIES: "cell top", INDICATORS: "cell"}


def write_activities(context: SheetContext) -> None:
    """Add the sheet of activities: one row per activity and institution."""
    _write(context, ACTIVITIES, context.report.each(ACTIVITIES))


def write_indicators(context: SheetContext) -> None:
    """Add the sheet of indicators: one row per indicator and institution, missing left empty."""
    report = context.report
    shares = plain_columns(report.progress().to_frame("share"))["share"]
    rows = zip(report.each(INDICATORS), shares, strict=True)
    _write(context, INDICATORS, ({**row, "share": share} for row, share in rows))


def _write(context: SheetContext, table: str, rows: Iterable[_Row]) -> None:
    parts = (*_BEFORE[table], *_answers(context, table), *_last(context, table))
    cells = ([part.said(context, row) for part in parts] for row in rows)
    table_sheet(context, table, [part.column for part in parts], cells, frozen=3)


def _answers(context: SheetContext, table: str) -> Iterator[_Part]:
    """Yield the columns that members fill, in the order of the form, and what stands beside."""
    for answer in context.columns.answers(table):
        style = _STYLES[table]
        column = SheetColumn(
            answer.key,
            answer.listed or answer.width,
            f"{style} number centre bold" if answer.content == "value" else style,
            heading=context.heading(table, answer),
        )
        yield _Part(column, partial(_answer, answer=answer))
        if answer.key == "value":
            yield from _together(context)
        yield from _BEHIND.get(answer.key, ())
        if answer.key == "explanation":
            yield from _put_off(context)


def _put_off(context: SheetContext) -> Iterator[_Part]:
    """Yield the first deadline, beside that of now, where any was put off."""
    plan, texts = context.report.plan, context.texts
    first = {own.code: first_deadline(plan, own, texts) for own in plan.activities}
    if any(first.values()):
        column = SheetColumn("first_deadline", 15)
        yield _Part(column, lambda _, row: first.get(row["activity"]) or None)


def _together(context: SheetContext) -> Iterator[_Part]:
    """Yield what quarters and shares make together, where the plan has such indicators."""
    indicators, shares = context.report.plan.indicators, context.report.shares()
    if any(own.has_total for own in indicators):
        yield _Part(
            SheetColumn("total_so_far", 12, "cell number centre bold"),
            lambda _, row: row["total_so_far"],
        )
        yield _Part(SheetColumn("lacks_quarters", 12, "cell"), lambda _, row: row["lacks_quarters"])
    if shares:
        yield _Part(
            SheetColumn("all_shares", 12, "cell number centre bold"),
            lambda _, row: found.standing if (found := shares.get(row["indicator"])) else None,
        )
        yield _Part(
            SheetColumn("lacks_shares", 16, "cell"),
            lambda context, row: (
                ", ".join(map(context.institution, found.silent)) or None
                if (found := shares.get(row["indicator"]))
                else None
            ),
        )


def _answer(context: SheetContext, row: _Row, *, answer: Column) -> Value:
    said = _SAID.get(answer.content, _plain)
    return marked(row, answer.key, said(context, row, answer))


def _plain(context: SheetContext, row: _Row, answer: Column) -> Value:
    return context.said(answer, row[answer.key])


_SAID: Final[Mapping[Content, Callable[[SheetContext, _Row, Column], Value]]] = {
    "status": lambda context, row, own: context.status(row[own.key]),
    "value": lambda context, row, _: given(context, row),
    "link": lambda _, row, own: evidence(row[own.key]),
}
"""Content → what its cells show, where that is more than the answer in words."""


def _last(context: SheetContext, table: str) -> Iterator[_Part]:
    """Yield where the answers stand, and what was decided and revised of them."""
    style, known, revised = _STYLES[table], applied(context), marks(context, table)
    code = "activity" if table == ACTIVITIES else "indicator"
    yield _Part(SheetColumn("place", 17, style), lambda _, row: _place(row))
    yield _Part(
        SheetColumn("decision", 30, style), lambda context, row: decision_text(context, row, known)
    )
    if revised:
        yield _Part(COLUMN, lambda _, row: revised.get((row[code], row["institution"])))


def _place(row: _Row) -> Value:
    cell = row["cell"] if "cell" in row else row["row"] and f"A{row['row']}"
    return place(row["file"], row["sheet"], cell)


def given(context: SheetContext, row: Mapping[str, Any]) -> Value:
    """Return what an indicator's row says: its number, else its text; a yes or no as a word."""
    return _shown(context, measured(KINDS[row["kind"]], row["value"], row["text"]))


def reached(context: SheetContext, row: Mapping[str, Any]) -> Value:
    """Return what of a row stands against its target: the total of its quarters, else its value."""
    return given(context, row) if row["total_so_far"] is None else float(row["total_so_far"])


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
