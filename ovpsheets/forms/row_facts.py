"""What the checks of the form's rows know beside their cells, known when the form is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from ovpsheets.address import column_name
from ovpsheets.columns.checks import (
    ACTIVITY_STEPS,
    HINT,
    HINTED,
    INDICATOR_STEPS,
    LATER,
    Step,
    next_step,
)
from ovpsheets.columns.conditions import WAIVED
from ovpsheets.columns.own_steps import with_checks
from ovpsheets.columns.typed_days import days_of_reports
from ovpsheets.forms.content import FormContent, IndicatorLine
from ovpsheets.forms.expected import FACTS, expected, facts_of
from ovpsheets.forms.hidden import previous_cell
from ovpsheets.forms.rows import FIRST_ROW, FormTable, Line, given_value, lines_of, table_of
from ovpsheets.forms.shown_checks import FormCheck
from ovpsheets.once import once_for_each
from ovpsheets.templates import cached_up_to
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS

STEPS: Final = MappingProxyType({ACTIVITIES: ACTIVITY_STEPS, INDICATORS: INDICATOR_STEPS})
"""Table → the steps of its check that every plan has."""

_COMPARED: Final = ("unit", "baseline", "target")
_LONGEST_LITERAL: Final = 255  # letters of a text in a formula


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the checks of a row know beside its cells.

    ``true``: the facts that hold of it; ``dates``: the quarter's end and the plan's, and
    between which days a plan can be reported on; ``numbers``: what the plan and last quarter
    expect; ``elsewhere``: what stands outside the row and where: the status of an indicator's
    activity, an activity's last explanation, the values that checks of the plan's own name by
    code; ``given``: what was put into the row; ``rows``: how many the table has, of which the
    check looks at all; ``checks``: those of the plan's own.
    """

    true: frozenset[str]
    dates: tuple[tuple[str, date], ...]
    numbers: tuple[tuple[str, float], ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, float | str], ...] = ()
    rows: int = 0
    checks: tuple[FormCheck, ...] = ()


@once_for_each
def facts_of_rows(content: FormContent) -> Mapping[str, tuple[RowFacts, ...]]:
    """Return the facts of every row: table → in the order of its rows."""
    found = {ACTIVITIES: _of_activities(content), INDICATORS: _of_indicators(content)}
    return {
        table: tuple(_with_checks(table, own, content) if content.checks else own)
        for table, own in found.items()
    }


def _of_activities(content: FormContent) -> Iterator[RowFacts]:
    dates, rows = _dates(content), len(content.activities)
    for number, line in enumerate(content.activities):
        begun = frozenset({"begun"} if line.begun else ()) | _waived(line)
        said = (("previous_explanation", previous_cell(number)),)
        elsewhere = said if line.previous_explanation else ()
        yield RowFacts(_held_once(begun), dates, elsewhere=elsewhere, rows=rows)


def _of_indicators(content: FormContent) -> Iterator[RowFacts]:
    dates, status, texts = _dates(content), _status_cells(content), Texts(content.language)
    for line in content.indicators:
        activity = status.get(line.activity, "")
        begun = {"begun"} if line.begun else set()
        known = {"knows_activity"} if activity else set()
        yield RowFacts(
            _held_once(frozenset(begun | facts_of(line) | known) | _waived(line)),
            dates,
            tuple(expected(line).items()),
            (("activity_status", activity),) if activity else (),
            tuple(_issued(line, texts)),
        )


@cached_up_to(256)
def _held_once(facts: frozenset[str]) -> frozenset[str]:
    """Return the one of all equal sets that is held: of few kinds a plan has thousands of rows."""
    return facts


def _waived(line: Line) -> frozenset[str]:
    return frozenset(f"{WAIVED}{rule}" for rule in line.waived)


def _issued(line: IndicatorLine, texts: Texts) -> Iterator[tuple[str, float | str]]:
    """Yield what was put into a row that a formula can compare, by column."""
    for key in _COMPARED:
        value = given_value(line, key, texts)
        if isinstance(value, int | float):
            yield key, float(value)
        elif isinstance(value, str) and value.strip() and len(value) <= _LONGEST_LITERAL:
            yield key, value


def _with_checks(table: str, facts: Iterable[RowFacts], content: FormContent) -> Iterator[RowFacts]:
    """Yield the *facts* of the rows with the checks of the plan's own that each row shows."""
    values = _value_cells(content)
    shown: dict[str, list[FormCheck]] = {}
    for check in content.checks:
        if check.table == table:
            shown.setdefault(check.row, []).append(check)
    for line, known in zip(lines_of(content, table), facts, strict=True):
        own = tuple(shown.get(line.code, ()))
        asked = {name for item in own for name in item.fails.asked}
        places = tuple((code, place) for code, place in values.items() if code in asked)
        yield replace(known, checks=own, elsewhere=(*known.elsewhere, *places))


def _dates(content: FormContent) -> tuple[tuple[str, date], ...]:
    return _dates_of(content.quarter.end, content.plan_start, content.plan_end)


@cached_up_to(64)
def _dates_of(quarter_end: date, start: date, end: date) -> tuple[tuple[str, date], ...]:
    known = {"quarter_end": quarter_end, "plan_end": end, **days_of_reports(start, end)}
    return tuple(known.items())


def _value_cells(content: FormContent) -> Mapping[str, str]:
    """Return where the values of the indicators stand: code → reference with its sheet."""
    return _column_cells(content, INDICATORS, "value")


def _status_cells(content: FormContent) -> Mapping[str, str]:
    """Return where the status of each activity stands: code → reference with its sheet."""
    return _column_cells(content, ACTIVITIES, "status")


def _column_cells(content: FormContent, table: str, key: str) -> Mapping[str, str]:
    column = column_name(table_of(content.columns, table).index_of(key))
    name = Texts(content.language)(f"form.sheet.{table}")
    rows = enumerate(lines_of(content, table), FIRST_ROW + 1)
    found: dict[str, str] = {}
    for row, line in rows:
        found.setdefault(line.code, f"'{name}'!${column}${row}")
    return found


def unfilled(true: Iterable[str]) -> dict[str, bool]:
    """Return the answers of a row nobody has filled: nothing but its facts can matter."""
    return dict.fromkeys(FACTS, False) | dict.fromkeys(true, True)


@cached_up_to(64)
def unfilled_step(table: str, true: frozenset[str]) -> str:
    """Return what the check says of a row nobody has filled, of which these facts are *true*."""
    return next_step(STEPS[table], unfilled(true))


def steps_of_row(table: FormTable, checks: Iterable[FormCheck]) -> tuple[Step, ...]:
    """Return the steps of the check in a row: the table's, and the *checks* of the plan's own."""
    shown = tuple(checks)
    if not shown:
        return table.steps
    own = tuple(
        Step(f"check.{item.code}", item.fails, text=item.says, aside=LATER)
        for item in shown
        if not item.is_hint
    )
    hints = (
        Step(f"{HINT}{item.code}", item.fails, text=item.says, aside=HINTED)
        for item in shown
        if item.is_hint
    )
    steps = with_checks(table.key, table.steps, own) if own else table.steps
    return (*steps, *hints)
