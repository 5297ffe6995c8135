"""The two tables of the form as layouts: activities and indicators."""

from collections.abc import Iterator, Sequence
from typing import Final

from ovpsheets.address import cell_name, column_name
from ovpsheets.columns.model import Column
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent, IndicatorLine
from ovpsheets.forms.layout import IssuedCells, Placed, SheetLayout, Value
from ovpsheets.forms.row_counters import (
    fields_open,
    fields_open_formula,
    ready_formula,
    rows_ready,
)
from ovpsheets.forms.row_facts import facts_of_rows, unfilled_step
from ovpsheets.forms.row_formulas import formulas_of_rows
from ovpsheets.forms.rows import (
    BAND_ROW,
    FIRST_ROW,
    HEADING_ROW,
    HINT_ROW,
    KEY_ROW,
    READY_ROW,
    FormTable,
    Line,
    given_value,
    lines_of,
    table_of,
)
from ovpsheets.forms.table_help import blocks, choices, entries, highlights
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass
from ovpsheets.writing.measure import BETWEEN, SCREEN, unbroken_width


def activities_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the activities table."""
    return _layout(table_of(content.columns, ACTIVITIES), content, texts, implied="commitment")


def indicators_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the indicators table."""
    return _layout(table_of(content.columns, INDICATORS), content, texts, implied="activity")


def issued_cells(content: FormContent, texts: Texts, name: str) -> IssuedCells:
    """Return what is ours on the sheet of a table."""
    table, lines = table_of(content.columns, name), lines_of(content, name)
    given = [column.key for column in table.columns if column.filler == "plan"]
    checks = [row.check for row in formulas_of_rows(content, table, texts)]
    totals = [
        _total(table, line, row, index).formula
        for index, column in enumerate(table.columns)
        if column.content == "total"
        for row, line in enumerate(lines, FIRST_ROW)
    ]
    return IssuedCells(
        texts(f"form.sheet.{name}"),
        tuple(_head(table, content, texts)),
        name,
        {line.code: {key: given_value(line, key, texts) for key in given} for line in lines},
        tuple(filter(None, (*checks, *totals))),
        len(lines) * sum(column.is_answer for column in table.columns),
        FIRST_ROW,
        tuple(column.key for column in table.columns),
        frozenset(column.key for column in table.columns if column.is_answer),
        frozenset(given),
    )


_NARROWEST: Final = 0.7  # of its declared width may remain of a column of texts

_LEAST_HEIGHT: Final = {ACTIVITIES: 54.0, INDICATORS: 36.0}
"""Points: room for the lines of a usual answer, so that typing it moves nothing."""

_FROZEN: Final = 2  # the columns that stay in sight: code and check


def _widths(
    table: FormTable, hidden: tuple[int, ...], cells: Sequence[Placed]
) -> tuple[float, ...]:
    """Return the columns' widths: those of texts give way where a plan has columns of its own.

    But not so far that a word of their *cells* would break that fits the declared width.
    """
    shown = [own for number, own in enumerate(table.columns) if number not in hidden]
    over = sum(own.width + BETWEEN for own in shown) - SCREEN
    yielding = sum(own.width for own in shown if own.content in ("text", "link"))
    part = max(_NARROWEST, 1 - over / yielding) if over > 0 else 1.0
    least = _word_widths(cells) if over > 0 else {}
    return tuple(
        round(max(own.width * part, min(own.width, least.get(number, 0.0))), 1)
        if own.content in ("text", "link")
        else own.width
        for number, own in enumerate(table.columns)
    )


def _word_widths(cells: Sequence[Placed]) -> dict[int, float]:
    """Return the width of each column in which no word of its heading, or below it, breaks."""
    found: dict[int, float] = {}
    for cell in cells:
        if cell.row >= HEADING_ROW and isinstance(cell.value, str):
            needed = unbroken_width(cell.value)
            found[cell.column] = max(found.get(cell.column, 0.0), needed)
    return found


def _implied(table: FormTable, key: str, lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the column *key* where each row's code begins with what it says, else nothing."""
    is_said = all(line.code.startswith(f"{getattr(line, key)}.") for line in lines)
    is_one = key == "commitment" and len({getattr(line, key) for line in lines}) == 1
    return (table.index_of(key),) if is_said or is_one else ()


def _layout(table: FormTable, content: FormContent, texts: Texts, *, implied: str) -> SheetLayout:
    lines = lines_of(content, table.key)
    last = FIRST_ROW + len(lines) - 1
    parts = list(blocks(lines))
    width = len(table.columns)
    hidden_columns = _implied(table, implied, lines)
    cells = (*_head(table, content, texts), *_rows(table, content, texts))
    return SheetLayout(
        key=table.key,
        name=texts(f"form.sheet.{table.key}"),
        widths=_widths(table, hidden_columns, cells),
        cells=cells,
        hidden_rows=(KEY_ROW,),
        hidden_columns=hidden_columns,
        fitted=(
            (HINT_ROW, READY_ROW, 18.0),
            (HEADING_ROW, HEADING_ROW, 30.0),
            (FIRST_ROW, last, _LEAST_HEIGHT[table.key]),
        ),
        heights={BAND_ROW: 6.0},
        kept=(FIRST_ROW, last),
        freeze=(FIRST_ROW, _FROZEN),
        repeat=(HEADING_ROW, HEADING_ROW),
        choices=tuple(choices(table, lines, texts)),
        entries=tuple(entries(table, lines, texts)),
        highlights=tuple(
            highlight
            for first, final in parts
            for highlight in highlights(table, content, texts, first, final)
        ),
        names={
            f"ovp_{table.key}": f"='{texts(f'form.sheet.{table.key}')}'!"
            f"$A${KEY_ROW + 1}:${column_name(width - 1)}${max(last, HEADING_ROW) + 1}"
        },
        input_first=(FIRST_ROW, next(n for n, own in enumerate(table.columns) if own.is_answer)),
    )


def _head(table: FormTable, content: FormContent, texts: Texts) -> Iterator[Placed]:
    width = len(table.columns)
    title = texts(f"form.sheet.{table.key}")
    subtitle = texts(
        "form.table.subtitle",
        institution=content.institution,
        quarter=texts.quarter(content.quarter),
    )
    # What is longer than the frozen columns stands beside them, or scrolling would cut it.
    yield from banner(title, subtitle, 0, width, beside=_FROZEN)
    hint = texts(f"form.{table.key}.hint", day=texts.short_date(content.quarter.end))
    yield Placed(HINT_ROW, _FROZEN, LedgerClass.FORM, hint, "hint nowrap")
    yield from _counters(table, content, texts)
    for index, column in enumerate(table.columns):
        style = "entry_heading" if column.is_answer else "heading"
        yield Placed(KEY_ROW, index, LedgerClass.FORM, column.key, "key")
        heading = column.heading(table.key, texts)
        yield Placed(HEADING_ROW, index, LedgerClass.FORM, heading, style)


def banner(
    title: str, subtitle: str, first: int, width: int, *, beside: int = 0
) -> Iterator[Placed]:
    """Place the title band over *width* columns from column *first* on.

    *beside*: how many columns to the right of the title, in its row, the subtitle begins; 0 for
    below it.
    """
    places = {(0, first): (title, "banner")}
    places[(0, first + beside) if beside else (1, first)] = (subtitle, "subtitle")
    for row, style in ((0, "banner"), (1, "subtitle")):
        for index in range(first, first + width):
            text, own = places.get((row, index), (None, style))
            yield Placed(row, index, LedgerClass.FORM, text, own)


def _counters(table: FormTable, content: FormContent, texts: Texts) -> Iterator[Placed]:
    """Place how many rows are ready, and beside it how many fields are to be completed."""
    total = len(lines_of(content, table.key))
    if not total:
        none = texts("form.table.none")
        yield Placed(READY_ROW, _FROZEN, LedgerClass.FORM, none, "hint bold nowrap")
        return
    words, of = texts("form.table.ready"), texts("form.cover.of")
    yield Placed(
        READY_ROW,
        0,
        LedgerClass.CHECK,
        f"{words} {rows_ready(content, table.key)} {of} {total}",
        "plain bold nowrap",
        formula=f'="{words} "&({ready_formula(content, table.key, texts)})&" {of} {total}"',
    )
    to_complete = texts("form.cover.to_complete")
    yield Placed(
        READY_ROW,
        _FROZEN,
        LedgerClass.CHECK,
        f"{to_complete} {fields_open(content, table.key)}",
        "plain bold nowrap",
        formula=f'="{to_complete} "&{fields_open_formula(content, table.key)}',
    )


def _rows(table: FormTable, content: FormContent, texts: Texts) -> Iterator[Placed]:
    steps = (unfilled_step(table.key, facts.true) for facts in facts_of_rows(content)[table.key])
    formulas = (row.check for row in formulas_of_rows(content, table, texts))
    checks = zip(formulas, steps, strict=True)
    rows = zip(lines_of(content, table.key), checks, strict=True)
    name, given, entry = table.key, LedgerClass.GIVEN, LedgerClass.FIELD
    columns = [
        (index, column, column.key, column.filler == "plan", column.is_answer)
        for index, column in enumerate(table.columns)
    ]
    for row, (line, (formula, step)) in enumerate(rows, FIRST_ROW):
        code = line.code
        for index, column, key, is_given, is_answer in columns:
            field = FormField(name, code, key)
            if is_given:
                value = given_value(line, key, texts)
                style = _given_style(column, value)
                yield Placed(row, index, given, value, style, "", "", field)
            elif is_answer:
                style = _entry_style(column, line)
                yield Placed(row, index, entry, None, style, "", "", field)
            elif column.content == "total":
                yield _total(table, line, row, index)._replace(field=field)
            else:
                result = texts(f"checks.{table.key}.{step}")
                yield Placed(row, index, LedgerClass.CHECK, result, "cell", formula, field=field)


def _total(table: FormTable, line: Line, row: int, index: int) -> Placed:
    """Place what adds the quarter's value to those before; blank where nothing adds up."""
    if not isinstance(line, IndicatorLine) or not line.has_total:
        return Placed(row, index, LedgerClass.GIVEN)
    value = cell_name(row, table.index_of("value"), fixed_column=True)
    formula = f'=IF(ISNUMBER({value}),{value}+{line.total_before or 0:.15g},"")'
    # A number format has no "digits behind the point if there are any": 18 would be "18.0".
    is_whole = line.kind.is_whole and float(line.total_before or 0).is_integer()
    style = "cell integer nowrap" if is_whole else "cell number nowrap"
    return Placed(row, index, LedgerClass.CHECK, "", style, formula)


def _given_style(column: Column, value: Value) -> str:
    if column.content == "date":
        return "cell day"
    if column.content == "value":
        # LibreOffice forgets the indent of a number that may wrap, and prints it on the line.
        return "cell" if isinstance(value, str) else "cell number nowrap"
    return "cell bold text" if column.key == "code" else "cell"


def _entry_style(column: Column, line: Line) -> str:
    if column.content == "value" and isinstance(line, IndicatorLine) and line.kind.is_number:
        return "field general bold nowrap"
    if column.content == "number":
        return "field general nowrap"
    # Text format: "- одржани 3 обуки" stays text, and no program turns 3.12.2022 into
    # the date it takes it for; dates are read day first by the intake.
    return "field text bold" if column.content in ("status", "value") else "field text"
