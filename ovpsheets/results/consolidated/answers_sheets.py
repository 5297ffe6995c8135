"""What was answered, row by row: the activities and the indicators."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from ovpsheets.columns.model import Column, Content
from ovpsheets.forms.from_due import first_deadline
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import Measured, measured, planned
from ovpsheets.results.consolidated.decided import applied, decision_text, marked
from ovpsheets.results.consolidated.revised_sheet import COLUMN, marks
from ovpsheets.results.consolidated.sheet_context import CODED, SheetContext
from ovpsheets.results.consolidated.sheet_table import SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value, evidence, place, said_of_each
from ovpsheets.tables import plain_columns
from ovpsheets.words import ACTIVITIES, INDICATORS

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some rows of a table: their columns, and each as one, for what looks at several columns."""

    columns: Mapping[str, Sequence[Any]]
    each: Sequence[_Row]


@dataclass(frozen=True, slots=True)
class _Part:
    """A column of a sheet, and what rows of the table say in it, one after another.

    It is asked of whole columns, for most of them say few things, each many times.
    """

    column: SheetColumn
    said: Callable[[SheetContext, _Rows], Iterable[Value]]


_Said = Callable[[SheetContext, _Rows], Iterable[Value]]


def _as_it_is(name: str) -> _Said:
    return lambda _, rows: rows.columns[name]


def _once(name: str, say: Callable[[SheetContext, Any], Value]) -> _Said:
    return lambda context, rows: said_of_each(rows.columns[name], partial(say, context))


def _of_row(say: Callable[[SheetContext, _Row], Value]) -> _Said:
    return lambda context, rows: [say(context, row) for row in rows.each]


def _word(column: str, words: str = "") -> _Said:
    return _once(column, lambda context, code: context.word(words or column, code))


_BEFORE: Final = {
    ACTIVITIES: (
        _Part(SheetColumn("activity", 9, "cell top bold"), _as_it_is("activity")),
        _Part(SheetColumn("activity_text", 28), _once("activity", SheetContext.activity_text)),
        _Part(SheetColumn("institution", 14), _once("institution", SheetContext.institution)),
        _Part(SheetColumn("role", 12), _word("role")),
    ),
    INDICATORS: (
        _Part(SheetColumn("indicator", 11, "cell bold"), _as_it_is("indicator")),
        _Part(
            SheetColumn("indicator_text", 40, "cell"),
            _once("indicator", SheetContext.indicator_text),
        ),
        _Part(
            SheetColumn("institution", 15, "cell"),
            _once("institution", SheetContext.institution),
        ),
        _Part(SheetColumn("kind", 9, "cell"), _word("kind")),
        _Part(SheetColumn("unit", 13, "cell"), _of_row(SheetContext.unit)),
        _Part(
            SheetColumn("baseline", 12, "cell number centre"),
            _of_row(lambda context, row: promised(context, row, "baseline")),
        ),
        _Part(
            SheetColumn("previous_value", 12, "cell number centre"),
            _of_row(lambda context, row: _previous(context, row)),
        ),
    ),
}
"""What stands before the answers: what the plan says."""

_BEHIND: Final[Mapping[str, tuple[_Part, ...]]] = {
    "explanation": (_Part(SheetColumn("deadline", 11), _as_it_is("deadline")),),
    "new_deadline": (
        _Part(SheetColumn("timeliness", 15), _once("timeliness", SheetContext.timeliness)),
        _Part(SheetColumn("previous_status", 14), _word("previous_status", "status")),
    ),
    "value": (
        _Part(
            SheetColumn("target", 11, "cell number centre"),
            _of_row(lambda context, row: promised(context, row, "target")),
        ),
        _Part(SheetColumn("to_target", 10, "cell percent centre"), _as_it_is("share")),
    ),
    "flag": (_Part(SheetColumn("accumulation", 12, "cell"), _word("accumulation")),),
}
"""Answer → what the plan or the tool says of it, which stands behind it."""

_STYLES: Final = {ACTIVITIES: "cell top", INDICATORS: "cell"}


def write_activities(context: SheetContext) -> None:
    """Add the sheet of activities: one row per activity and institution."""
    _write(context, ACTIVITIES, context.report.columns(ACTIVITIES))


def write_indicators(context: SheetContext) -> None:
    """Add the sheet of indicators: one row per indicator and institution, missing left empty."""
    report = context.report
    share = plain_columns(report.progress().to_frame("share"))
    _write(context, INDICATORS, {**report.columns(INDICATORS), **share})


def _write(context: SheetContext, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    parts = (*_BEFORE[table], *_answers(context, table), *_last(context, table))
    cells = _cells(context, parts, columns)
    table_sheet(context, table, [part.column for part in parts], cells, frozen=3)


_AT_ONCE: Final = 500
"""Rows: what they say is no longer held once they are written."""


def _cells(
    context: SheetContext, parts: Sequence[_Part], columns: Mapping[str, Sequence[Any]]
) -> Iterator[Sequence[Value]]:
    """Yield what each row says in each of the *parts*."""
    (count,) = {len(values) for values in columns.values()}
    for first in range(0, count, _AT_ONCE):
        some = {name: values[first : first + _AT_ONCE] for name, values in columns.items()}
        each = [dict(zip(some, row, strict=True)) for row in zip(*some.values(), strict=True)]
        rows = _Rows(some, each)
        yield from zip(*(part.said(context, rows) for part in parts), strict=True)


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
        yield _Part(column, _answer(answer))
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
        yield _Part(column, _once("activity", lambda _, code: first.get(code) or None))


def _together(context: SheetContext) -> Iterator[_Part]:
    """Yield what quarters and shares make together, where the plan has such indicators."""
    indicators, shares = context.report.plan.indicators, context.report.shares()
    if any(own.has_total for own in indicators):
        yield _Part(
            SheetColumn("total_so_far", 12, "cell number centre bold"), _as_it_is("total_so_far")
        )
        yield _Part(SheetColumn("lacks_quarters", 12, "cell"), _as_it_is("lacks_quarters"))
    if shares:
        yield _Part(
            SheetColumn("all_shares", 12, "cell number centre bold"),
            _once(
                "indicator",
                lambda _, code: found.standing if (found := shares.get(code)) else None,
            ),
        )
        yield _Part(
            SheetColumn("lacks_shares", 16, "cell"),
            _once(
                "indicator",
                lambda context, code: (
                    ", ".join(map(context.institution, found.silent)) or None
                    if (found := shares.get(code))
                    else None
                ),
            ),
        )


def _answer(answer: Column) -> _Said:
    """Return what says an answer so that it is seen where it was decided."""
    say = _SAID.get(answer.content, _plain)(answer)

    def said(context: SheetContext, rows: _Rows) -> Iterable[Value]:
        found, decisions = say(context, rows), rows.columns["decision"]
        if not any(decisions):
            return found
        return [
            marked(decision, answer.key, value)
            for decision, value in zip(decisions, found, strict=True)
        ]

    return said


def _plain(answer: Column) -> _Said:
    if answer.content in CODED:
        return _once(answer.key, lambda context, value: context.said(answer, value))
    return _as_it_is(answer.key)


_SAID: Final[Mapping[Content, Callable[[Column], _Said]]] = {
    "status": lambda own: _once(own.key, SheetContext.status),
    "value": lambda _: _of_row(given),
    "link": lambda own: _once(own.key, lambda _, text: evidence(text)),
}
"""Content → what its cells show, where that is more than the answer in words."""


def _last(context: SheetContext, table: str) -> Iterator[_Part]:
    """Yield where the answers stand, and what was decided and revised of them."""
    style, known, revised = _STYLES[table], applied(context), marks(context, table)
    code = "activity" if table == ACTIVITIES else "indicator"
    yield _Part(SheetColumn("place", 17, style), _of_row(lambda _, row: _place(row)))
    yield _Part(
        SheetColumn("decision", 30, style),
        _once("decision", lambda context, decision: decision_text(context, decision, known)),
    )
    if revised:
        yield _Part(COLUMN, _of_row(lambda _, row: revised.get((row[code], row["institution"]))))


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
