"""What helps a member in a table's cells: highlights, dropdowns, warnings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from ovpsheets.address import cell_name
from ovpsheets.columns.checks import NOT_NEEDED
from ovpsheets.columns.conditions import FALSE, quoted
from ovpsheets.columns.model import Column
from ovpsheets.columns.own_steps import wanted
from ovpsheets.forms.content import FormContent, IndicatorLine
from ovpsheets.forms.hidden import REASON_COLUMN, list_range
from ovpsheets.forms.layout import Choice, Highlight, Validation
from ovpsheets.forms.row_counters import hints_of, ready_steps
from ovpsheets.forms.row_formulas import condition_formula
from ovpsheets.forms.rows import FIRST_ROW, FormTable, Line
from ovpsheets.kinds import Kind, ReadAs
from ovpsheets.texts import Texts
from ovpsheets.words import ANSWER_FLAGS, REPORTABLE


def blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of the rows, one after another, of which the same is asked.

    That is those that have begun, then those that have not; apart are those in which the plan
    waives something.
    """
    first = 0
    for _, alike in groupby(lines, lambda line: (line.begun, line.waived)):
        last = first + sum(1 for _ in alike) - 1
        yield first, last
        first = last + 1


def highlights(
    table: FormTable, content: FormContent, texts: Texts, first: int, last: int
) -> Iterator[Highlight]:
    """Yield the colours of the rows *first* to *last*: required now, not needed, ready or not."""
    top, bottom = FIRST_ROW + first, FIRST_ROW + last
    for index, column in enumerate(table.columns):
        required = wanted(table.key, column)
        for condition, style in ((required, "required"), (column.needless, "needless")):
            if condition is None:
                continue
            formula = condition_formula(content, table, texts, condition, first)
            if formula != FALSE:
                yield Highlight(top, bottom, index, f"={formula}", style)
    check = table.index_of("check")
    address = cell_name(top, check, fixed_column=True)
    for step in ready_steps(table.key):
        style = "needless muted" if step == NOT_NEEDED else "good"
        said = texts(f"checks.{table.key}.{step}")
        yield Highlight(top, bottom, check, f'={address}="{said}"', style)
    for said in hints_of(content, table.key):
        yield Highlight(top, bottom, check, f"={address}={quoted(said)}", "good")
    yield Highlight(top, bottom, check, f"=LEN({address})>0", "bad")


def choices(table: FormTable, lines: Sequence[Line], texts: Texts) -> Iterator[Choice]:
    """Yield the dropdowns."""
    if not lines:
        return
    last = FIRST_ROW + len(lines) - 1
    for number, column in enumerate(table.columns):
        source = _offered(table, column, texts)
        if column.is_answer and source:
            said = _help(table, column, texts)
            message = said.get("input_message", "")
            yield Choice(FIRST_ROW, last, number, source, said.get("input_title", ""), message)
    for offset, line in enumerate(lines):
        if isinstance(line, IndicatorLine) and (offered := _OFFERED.get(line.kind.read_as)):
            row = FIRST_ROW + offset
            yield Choice(row, row, table.index_of("value"), offered(texts))


def _offered(table: FormTable, column: Column, texts: Texts) -> tuple[str, ...] | str:
    """Return what the cells of a column offer: words, or the range that lists them; "" for none."""
    if column.content == "choice":
        return table.lists[column.key]
    return _OFFERED[column.content](texts) if column.content in _OFFERED else ""


LONGEST_TITLE: Final = 32
LONGEST_MESSAGE: Final = 255
"""Characters that Excel shows beside a cell."""


def _help(table: FormTable, column: Column, texts: Texts) -> Mapping[str, str]:
    """Return what stands beside the cells of a column of the plan's own, in XlsxWriter's words."""
    if not (message := column.help(texts)):
        return {}
    title = column.heading(table.key, texts)
    return {
        "input_title": _cut(title, LONGEST_TITLE),
        "input_message": _cut(message, LONGEST_MESSAGE),
    }


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _yes_no(texts: Texts) -> tuple[str, ...]:
    return texts("words.yes"), texts("words.no")


_OFFERED: Final[Mapping[str, Callable[[Texts], tuple[str, ...] | str]]] = {
    "status": lambda texts: tuple(texts(f"words.status.{status}") for status in REPORTABLE),
    "reason": lambda _: list_range(REASON_COLUMN),
    "flag": lambda texts: tuple(texts(f"words.flag.{flag}") for flag in ANSWER_FLAGS),
    ReadAs.YES_NO: _yes_no,
}
"""Content, or what a value is read as → what is offered: words, or the range that lists them."""


def entries(table: FormTable, lines: Sequence[Line], texts: Texts) -> Iterator[Validation]:
    """Yield the warnings where a number is expected, and what the plan says of its own columns."""
    for offset, line in enumerate(lines):
        if isinstance(line, IndicatorLine) and line.kind.is_number:
            row, bounds = FIRST_ROW + offset, line.kind.bounds
            said = _expected(line.kind, texts)
            yield Validation(row, row, table.index_of("value"), _decimal(texts, bounds, said))
    for number, column in enumerate(table.columns):
        beside = _help(table, column, texts)
        is_number = column.is_answer and column.content == "number"
        if lines and (is_number or (beside and not _offered(table, column, texts))):
            said = texts("form.refused.number")
            wanted = _decimal(texts, None, said) if is_number else {"validate": "any"}
            yield Validation(FIRST_ROW, FIRST_ROW + len(lines) - 1, number, {**wanted, **beside})


def _decimal(
    texts: Texts, bounds: tuple[float, float] | None, said: str
) -> Mapping[str, str | float]:
    least, most = bounds or _UNBOUNDED
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        # A warning, not a stop: what a member wants to say can always be typed.
        "error_type": "warning",
        "error_title": texts("form.refused.title"),
        "error_message": said,
    }


_UNBOUNDED: Final = (-1e12, 1e12)


def _expected(kind: Kind, texts: Texts) -> str:
    """Say what is expected; a kind may have a text of its own."""
    if texts.has(own := f"form.refused.{kind}"):
        return texts(own)
    if kind.bounds is None:
        return texts("form.refused.number")
    least, most = map(texts.number, kind.bounds)
    return texts("form.refused.range", least=least, most=most)
