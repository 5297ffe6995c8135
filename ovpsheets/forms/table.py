"""The two tables of the form as layouts: activities and indicators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.forms.checks import (
    ACTIVITY_STEPS,
    INDICATOR_STEPS,
    NOT_NEEDED,
    OK,
    Step,
    next_step,
    steps_formula,
)
from ovpsheets.forms.columns import ACTIVITY_COLUMNS, INDICATOR_COLUMNS, Column
from ovpsheets.forms.conditions import Cells
from ovpsheets.forms.content import ActivityLine, FormContent, IndicatorLine
from ovpsheets.forms.hidden import PLACEHOLDER_RANGE, REASON_COLUMN, list_range
from ovpsheets.forms.layout import Choice, Entry, Highlight, Placed, SheetLayout, Value
from ovpsheets.texts import Texts
from ovpsheets.words import (
    ACTIVITIES,
    ANSWER_FLAGS,
    INDICATORS,
    NUMBER_KINDS,
    REPORTABLE,
    Kind,
    LedgerClass,
)
from ovpsheets.xlsx.address import cell_name, column_name

BANNER_ROWS: Final = 2
HINT_ROW: Final = 2
READY_ROW: Final = 3
KEY_ROW: Final = 4
HEADING_ROW: Final = 5
FIRST_ROW: Final = 6

Line = ActivityLine | IndicatorLine


@dataclass(frozen=True, slots=True)
class _Table:
    """What the two tables do not share."""

    key: str
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]


_ACTIVITIES: Final = _Table(ACTIVITIES, ACTIVITY_COLUMNS, ACTIVITY_STEPS)
_INDICATORS: Final = _Table(INDICATORS, INDICATOR_COLUMNS, INDICATOR_STEPS)


def activities_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the activities table."""
    # With a single commitment the column would say the same in every row.
    hidden = (2,) if len(content.commitments) == 1 else ()
    return _layout(_ACTIVITIES, content, texts, hidden_columns=hidden)


def indicators_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the indicators table."""
    return _layout(_INDICATORS, content, texts)


def lines_of(content: FormContent, table: str) -> Sequence[Line]:
    """Return the rows of a table, in the order of the sheet."""
    return content.activities if table == ACTIVITIES else content.indicators


def rows_ready(content: FormContent, table: str) -> int:
    """Return how many rows of the unfilled form are ready, nothing being needed in them."""
    steps = (_ACTIVITIES if table == ACTIVITIES else _INDICATORS).steps
    return sum(
        next_step(steps, answers(line, content)) in (OK, NOT_NEEDED)
        for line in lines_of(content, table)
    )


def ready_formula(content: FormContent, table: str, texts: Texts) -> str:
    """Return the formula (without "=") that counts the rows of a table that are ready."""
    columns = _ACTIVITIES.columns if table == ACTIVITIES else _INDICATORS.columns
    letter = column_name(len(columns) - 1)
    last = FIRST_ROW + len(lines_of(content, table))
    name = texts(f"form.sheet.{table}")
    cells = f"'{name}'!${letter}${FIRST_ROW + 1}:${letter}${last}"
    return "+".join(
        f'COUNTIF({cells},"{texts(f"checks.{table}.{step}")}")' for step in (OK, NOT_NEEDED)
    )


def answers(line: Line, content: FormContent) -> dict[str, object]:
    """Return an unfilled row as the checks see it."""
    facts: dict[str, object] = {"begun": line.begun, "quarter_end": content.quarter.end}
    if isinstance(line, ActivityLine):
        return facts | {
            "text": line.text,
            "deadline": line.deadline,
            "previous_status": line.previous_status,
        }
    return facts | {"text": line.text, "wants_number": line.kind in NUMBER_KINDS}


def _layout(
    table: _Table, content: FormContent, texts: Texts, hidden_columns: tuple[int, ...] = ()
) -> SheetLayout:
    lines = lines_of(content, table.key)
    last = FIRST_ROW + len(lines) - 1
    blocks = list(_blocks(lines))
    width = len(table.columns)
    return SheetLayout(
        key=table.key,
        name=texts(f"form.sheet.{table.key}"),
        widths=tuple(column.width for column in table.columns),
        cells=tuple(
            cell
            for part in (
                _head(table, content, texts),
                *(_row(table, content, texts, offset) for offset in range(len(lines))),
            )
            for cell in part
        ),
        hidden_rows=(KEY_ROW,),
        hidden_columns=hidden_columns,
        fitted=(
            (HINT_ROW, READY_ROW, 21.0),
            (HEADING_ROW, HEADING_ROW, 30.0),
            (FIRST_ROW, last, 36.0),
        ),
        freeze=(FIRST_ROW, 2),
        repeat=(HEADING_ROW, HEADING_ROW),
        choices=tuple(_choices(table, lines, texts)),
        entries=tuple(_entries(table, lines, texts)),
        highlights=tuple(
            highlight
            for first, final in blocks
            for highlight in _highlights(table, content, texts, first, final)
        ),
        names={
            f"ovp_{table.key}": f"='{texts(f'form.sheet.{table.key}')}'!"
            f"$A${KEY_ROW + 1}:${column_name(width - 1)}${max(last, HEADING_ROW) + 1}"
        },
        input_first=(FIRST_ROW, _index(table, "status" if table is _ACTIVITIES else "value")),
    )


def _head(table: _Table, content: FormContent, texts: Texts) -> Iterator[Placed]:
    width = len(table.columns)
    title = texts(f"form.sheet.{table.key}")
    subtitle = texts(
        "form.table.subtitle",
        institution=content.institution,
        quarter=texts.quarter(content.quarter),
    )
    yield from banner(title, subtitle, 0, width)
    hint = texts(f"form.{table.key}.hint", day=texts.short_date(content.quarter.end))
    yield Placed(HINT_ROW, 0, LedgerClass.FORM, hint, "hint nowrap")
    yield _ready_line(table, content, texts)
    for index, column in enumerate(table.columns):
        style = "entry_heading" if column.filler == "member" else "heading"
        yield Placed(KEY_ROW, index, LedgerClass.FORM, column.key, "key")
        heading = texts(f"form.{table.key}.{column.key}")
        yield Placed(HEADING_ROW, index, LedgerClass.FORM, heading, style)


def banner(title: str, subtitle: str, first: int, width: int) -> Iterator[Placed]:
    """Place the title band over *width* columns from column *first* on."""
    for row, text, style in ((0, title, "banner"), (1, subtitle, "subtitle")):
        yield Placed(row, first, LedgerClass.FORM, text, style)
        for index in range(first + 1, first + width):
            yield Placed(row, index, LedgerClass.FORM, None, style)


def _ready_line(table: _Table, content: FormContent, texts: Texts) -> Placed:
    total = len(lines_of(content, table.key))
    if not total:
        return Placed(READY_ROW, 0, LedgerClass.FORM, texts("form.table.none"), "hint bold nowrap")
    words, of = texts("form.table.rows_ready"), texts("form.cover.of")
    return Placed(
        READY_ROW,
        0,
        LedgerClass.CHECK,
        f"{words} {rows_ready(content, table.key)} {of} {total}",
        "plain bold nowrap",
        formula=f'="{words} "&({ready_formula(content, table.key, texts)})&" {of} {total}"',
    )


def _row(table: _Table, content: FormContent, texts: Texts, offset: int) -> Iterator[Placed]:
    line = lines_of(content, table.key)[offset]
    row = FIRST_ROW + offset
    for index, column in enumerate(table.columns):
        field = f"{table.key}/{line.code}/{column.key}"
        if column.filler == "plan":
            value = _given(line, column.key, texts)
            style = _given_style(column, value)
            yield Placed(row, index, LedgerClass.GIVEN, value, style, field=field)
        elif column.filler == "member":
            style = _entry_style(column, line)
            yield Placed(row, index, LedgerClass.FIELD, None, style, field=field)
        else:
            words = {step.key: texts(f"checks.{table.key}.{step.key}") for step in table.steps}
            words[OK] = texts(f"checks.{table.key}.{OK}")
            formula = steps_formula(table.steps, _cells(table, content, texts, line, row), words)
            result = words[next_step(table.steps, answers(line, content))]
            yield Placed(row, index, LedgerClass.CHECK, result, "cell", formula, field=field)


def _given(line: Line, key: str, texts: Texts) -> Value:
    value: Value = getattr(line, key)
    if key == "previous_status":
        return texts(f"words.status.{value}") if value else None
    return value


def _given_style(column: Column, value: Value) -> str:
    if column.content == "date":
        return "cell day"
    if column.content == "value":
        # LibreOffice forgets the indent of a number that may wrap, and prints it on the line.
        return "cell" if isinstance(value, str) else "cell number nowrap"
    return "cell bold text" if column.key == "code" else "cell"


def _entry_style(column: Column, line: Line) -> str:
    if column.content == "value" and isinstance(line, IndicatorLine) and line.kind in NUMBER_KINDS:
        return "field general bold nowrap"
    # Text format: "- одржани 3 обуки" stays text, and no program turns 3.12.2022 into
    # the date it takes it for; dates are read day first by the intake.
    return "field text bold" if column.content in ("status", "value") else "field text"


def _cells(table: _Table, content: FormContent, texts: Texts, line: Line, row: int) -> Cells:
    facts = {"begun": line.begun}
    if isinstance(line, IndicatorLine):
        facts["wants_number"] = line.kind in NUMBER_KINDS
    return Cells(
        address=lambda key: cell_name(row, _index(table, key), fixed_column=True),
        label=lambda _, code: texts(f"words.status.{code}"),
        facts=facts,
        dates={"quarter_end": content.quarter.end},
        placeholders=PLACEHOLDER_RANGE,
    )


def _index(table: _Table, key: str) -> int:
    return next(i for i, column in enumerate(table.columns) if column.key == key)


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of the rows that have begun, then of those that have not."""
    begun = sum(line.begun for line in lines)
    if begun:
        yield 0, begun - 1
    if begun < len(lines):
        yield begun, len(lines) - 1


def _highlights(
    table: _Table, content: FormContent, texts: Texts, first: int, last: int
) -> Iterator[Highlight]:
    line = lines_of(content, table.key)[first]
    cells = _cells(table, content, texts, line, FIRST_ROW + first)
    top, bottom = FIRST_ROW + first, FIRST_ROW + last
    for index, column in enumerate(table.columns):
        for condition, style in ((column.required, "required"), (column.needless, "needless")):
            formula = condition.formula(cells) if condition else "FALSE"
            if formula != "FALSE":
                yield Highlight(top, bottom, index, f"={formula}", style)
    check = len(table.columns) - 1
    address = cell_name(top, check, fixed_column=True)
    for step, style in ((OK, "good"), (NOT_NEEDED, "needless muted")):
        words = texts(f"checks.{table.key}.{step}")
        yield Highlight(top, bottom, check, f'={address}="{words}"', style)
    yield Highlight(top, bottom, check, f"=LEN({address})>0", "bad")


def _choices(table: _Table, lines: Sequence[Line], texts: Texts) -> Iterator[Choice]:
    if not lines:
        return
    last = FIRST_ROW + len(lines) - 1
    if table is _ACTIVITIES:
        statuses = tuple(texts(f"words.status.{status}") for status in REPORTABLE)
        yield Choice(FIRST_ROW, last, _index(table, "status"), statuses)
        yield Choice(FIRST_ROW, last, _index(table, "reason"), list_range(REASON_COLUMN))
        return
    flags = tuple(texts(f"words.flag.{flag}") for flag in ANSWER_FLAGS)
    yield Choice(FIRST_ROW, last, _index(table, "flag"), flags)
    for offset, line in enumerate(lines):
        if isinstance(line, IndicatorLine) and line.kind is Kind.YES_NO:
            row = FIRST_ROW + offset
            words = (texts("words.yes"), texts("words.no"))
            yield Choice(row, row, _index(table, "value"), words)


def _entries(table: _Table, lines: Sequence[Line], texts: Texts) -> Iterator[Entry]:
    for offset, line in enumerate(lines):
        if not isinstance(line, IndicatorLine) or line.kind not in NUMBER_KINDS:
            continue
        percent = line.kind is Kind.PERCENT
        row = FIRST_ROW + offset
        yield Entry(
            row,
            row,
            _index(table, "value"),
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0 if percent else -1e12,
                "maximum": 100 if percent else 1e12,
                # A warning, not a stop: what a member wants to say can always be typed.
                "error_type": "warning",
                "error_title": texts("form.refused.title"),
                "error_message": texts(f"form.refused.{'percent' if percent else 'number'}"),
            },
        )
