"""What helps a member in a table's cells: highlights, dropdowns, warnings."""

from collections.abc import Iterator, Sequence

from ovpsheets.address import cell_name
from ovpsheets.forms.checks import NOT_NEEDED, OK
from ovpsheets.forms.content import FormContent, IndicatorLine
from ovpsheets.forms.hidden import REASON_COLUMN, list_range
from ovpsheets.forms.layout import Choice, Entry, Highlight
from ovpsheets.forms.rows import (
    ACTIVITY_TABLE,
    FIRST_ROW,
    Facts,
    Line,
    Table,
    cells_of,
    index_of,
    lines_of,
)
from ovpsheets.texts import Texts
from ovpsheets.words import ANSWER_FLAGS, NUMBER_KINDS, REPORTABLE, Kind


def blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of the rows that have begun, then of those that have not."""
    begun = sum(line.begun for line in lines)
    if begun:
        yield 0, begun - 1
    if begun < len(lines):
        yield begun, len(lines) - 1


def highlights(
    table: Table, content: FormContent, texts: Texts, first: int, last: int
) -> Iterator[Highlight]:
    """Yield the colours of the rows *first* to *last*: required now, not needed, ready or not."""
    line = lines_of(content, table.key)[first]
    cells = cells_of(table, Facts.of(line, content), texts, FIRST_ROW + first)
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


def choices(table: Table, lines: Sequence[Line], texts: Texts) -> Iterator[Choice]:
    """Yield the dropdowns."""
    if not lines:
        return
    last = FIRST_ROW + len(lines) - 1
    if table is ACTIVITY_TABLE:
        statuses = tuple(texts(f"words.status.{status}") for status in REPORTABLE)
        yield Choice(FIRST_ROW, last, index_of(table, "status"), statuses)
        yield Choice(FIRST_ROW, last, index_of(table, "reason"), list_range(REASON_COLUMN))
        return
    flags = tuple(texts(f"words.flag.{flag}") for flag in ANSWER_FLAGS)
    yield Choice(FIRST_ROW, last, index_of(table, "flag"), flags)
    for offset, line in enumerate(lines):
        if isinstance(line, IndicatorLine) and line.kind is Kind.YES_NO:
            row = FIRST_ROW + offset
            words = (texts("words.yes"), texts("words.no"))
            yield Choice(row, row, index_of(table, "value"), words)


def entries(table: Table, lines: Sequence[Line], texts: Texts) -> Iterator[Entry]:
    """Yield the warnings where a number is expected."""
    for offset, line in enumerate(lines):
        if not isinstance(line, IndicatorLine) or line.kind not in NUMBER_KINDS:
            continue
        percent = line.kind is Kind.PERCENT
        row = FIRST_ROW + offset
        yield Entry(
            row,
            row,
            index_of(table, "value"),
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
