"""The two tables of the form as layouts: activities and indicators."""

from collections.abc import Iterator

from ovpsheets.address import cell_name, column_name
from ovpsheets.columns.model import Column
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent, IndicatorLine
from ovpsheets.forms.layout import Placed, SheetLayout, Value
from ovpsheets.forms.rows import (
    FIRST_ROW,
    HEADING_ROW,
    HINT_ROW,
    KEY_ROW,
    READY_ROW,
    FormTable,
    Line,
    RowFacts,
    check_formula,
    given_value,
    lines_of,
    ready_formula,
    rows_ready,
    table_of,
    unfilled_step,
)
from ovpsheets.forms.table_help import blocks, choices, entries, highlights
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass


def activities_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the activities table."""
    # With a single commitment the column would say the same in every row.
    hidden = (2,) if len(content.commitments) == 1 else ()
    return _layout(table_of(content.columns, ACTIVITIES), content, texts, hidden_columns=hidden)


def indicators_layout(content: FormContent, texts: Texts) -> SheetLayout:
    """Lay out the indicators table."""
    return _layout(table_of(content.columns, INDICATORS), content, texts)


def _layout(
    table: FormTable, content: FormContent, texts: Texts, hidden_columns: tuple[int, ...] = ()
) -> SheetLayout:
    lines = lines_of(content, table.key)
    last = FIRST_ROW + len(lines) - 1
    parts = list(blocks(lines))
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
    yield from banner(title, subtitle, 0, width)
    hint = texts(f"form.{table.key}.hint", day=texts.short_date(content.quarter.end))
    yield Placed(HINT_ROW, 0, LedgerClass.FORM, hint, "hint nowrap")
    yield _ready_line(table, content, texts)
    for index, column in enumerate(table.columns):
        style = "entry_heading" if column.is_answer else "heading"
        yield Placed(KEY_ROW, index, LedgerClass.FORM, column.key, "key")
        heading = column.heading(table.key, texts)
        yield Placed(HEADING_ROW, index, LedgerClass.FORM, heading, style)


def banner(title: str, subtitle: str, first: int, width: int) -> Iterator[Placed]:
    """Place the title band over *width* columns from column *first* on."""
    for row, text, style in ((0, title, "banner"), (1, subtitle, "subtitle")):
        yield Placed(row, first, LedgerClass.FORM, text, style)
        for index in range(first + 1, first + width):
            yield Placed(row, index, LedgerClass.FORM, None, style)


def _ready_line(table: FormTable, content: FormContent, texts: Texts) -> Placed:
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


def _row(table: FormTable, content: FormContent, texts: Texts, offset: int) -> Iterator[Placed]:
    line = lines_of(content, table.key)[offset]
    row = FIRST_ROW + offset
    for index, column in enumerate(table.columns):
        field = FormField(table.key, line.code, column.key)
        if column.filler == "plan":
            value = given_value(line, column.key, texts)
            style = _given_style(column, value)
            yield Placed(row, index, LedgerClass.GIVEN, value, style, field=field)
        elif column.is_answer:
            style = _entry_style(column, line)
            yield Placed(row, index, LedgerClass.FIELD, None, style, field=field)
        elif column.content == "total":
            yield _total(table, line, row, index)._replace(field=field)
        else:
            facts = RowFacts.of(line, content)
            formula = check_formula(table, facts, texts.language, row)
            result = texts(f"checks.{table.key}.{unfilled_step(table.key, facts)}")
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
