"""The form as a workbook: the layouts, written."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from ovpsheets.forms.content import FormContent
from ovpsheets.forms.cover import cover_layout
from ovpsheets.forms.hidden import fields_column, hidden_layout
from ovpsheets.forms.layout import Choice, IssuedCells, Placed, SheetLayout, Value
from ovpsheets.forms.pages import guide_layout, notes_layout
from ovpsheets.forms.row_formulas import fields_formulas, formulas_of_rows
from ovpsheets.forms.rows import FIRST_ROW, table_of
from ovpsheets.forms.table import activities_layout, indicators_layout, issued_cells
from ovpsheets.garbage import rarely_collected
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass
from ovpsheets.writing.book import Book, Page, footer_codes

PROPERTY = "ovp_form_id"
"""The document property that carries the form's identity."""

Answers = Mapping[str, Value]
"""Field → what stands in it."""

_UNANSWERED: Final[Answers] = MappingProxyType({})

# A member may make a row higher and a column wider to read what is in it. Rows may not be sorted
# or deleted: an answer has to stay beside its code.
_MEMBER_MAY = {
    "format_rows": True,
    "format_columns": True,
    "format_cells": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def layouts(content: FormContent) -> tuple[SheetLayout, ...]:
    """Return the form's sheets, in order, as layouts."""
    texts = Texts(content.language)
    return (
        cover_layout(content, texts),
        activities_layout(content, texts),
        indicators_layout(content, texts),
        notes_layout(content, texts),
        guide_layout(content, texts),
        _hidden(content, texts),
    )


def issued_sheets(content: FormContent) -> tuple[IssuedCells, ...]:
    """Return what of each sheet of :func:`layouts` is ours, and nothing else of it."""
    texts = Texts(content.language)
    others = (
        cover_layout(content, texts), notes_layout(content, texts), guide_layout(content, texts),
        _hidden(content, texts),
    )  # fmt: skip
    cover, *behind = (IssuedCells(sheet.name, sheet.cells) for sheet in others)
    return (
        cover,
        *(issued_cells(content, texts, name) for name in (ACTIVITIES, INDICATORS)),
        *behind,
    )


def _hidden(content: FormContent, texts: Texts) -> SheetLayout:
    return _with_asides(hidden_layout(content, texts), content, texts)


def _with_asides(hidden: SheetLayout, content: FormContent, texts: Texts) -> SheetLayout:
    """Return the *hidden* sheet with what is calculated there beside the checks of the rows.

    A plan may have many columns and checks of its own, and a formula has an end: what is said
    of them stands in cells of the same row of that sheet, which the row's check shows.
    """
    cells = (cell for name in content.columns.tables for cell in _asides(name, content, texts))
    return replace(hidden, cells=(*hidden.cells, *cells))


def _asides(name: str, content: FormContent, texts: Texts) -> Iterator[Placed]:
    table = table_of(content.columns, name)
    for row, own in enumerate(formulas_of_rows(content, table, texts), FIRST_ROW):
        for column, formula, result in own.asides:
            yield Placed(row, column, LedgerClass.CHECK, result, "plain nowrap", formula)
    at = fields_column(content.columns, name)
    for row, (formula, count) in enumerate(fields_formulas(content, table, texts), FIRST_ROW):
        yield Placed(row, at, LedgerClass.CHECK, count, "plain nowrap", formula)


@rarely_collected()
def form_workbook(content: FormContent, answers: Answers = _UNANSWERED) -> bytes:
    """Return the form as an .xlsx file; the same content gives the same bytes.

    *answers*: a field's name, such as ``activities/3.6.1/progress`` → what stands in it.
    """
    texts = Texts(content.language)
    identity = str(content.form_id)
    title = texts("form.cover.title", quarter=texts.quarter_object(content.quarter))
    book = Book(title=title, subject=identity, custom={PROPERTY: identity})
    for layout in layouts(content):
        _write(book, _answered(layout, answers), identity, texts)
    return book.finish()


def footer_of(content: FormContent) -> str:
    """Return the footer of every sheet of the form, with its codes, as it is stored."""
    return footer_codes(str(content.form_id))


def _answered(layout: SheetLayout, answers: Answers) -> SheetLayout:
    if not answers:
        return layout
    cells = (
        # What the checks come to is the program's to say that opens it: it is not the blank form's.
        cell._replace(value=None)
        if cell.formula
        else cell._replace(value=answers[name])
        if (name := str(cell.field)) in answers
        else cell
        for cell in layout.cells
    )
    answered = replace(layout, cells=tuple(cells))
    return replace(answered, input_first=_first_empty(answered))


def _first_empty(layout: SheetLayout) -> tuple[int, int]:
    """Return where the first of the fields is empty that every row has to have filled in."""
    column = layout.input_first[1]
    empty = (
        (cell.row, column)
        for cell in layout.cells
        if cell.what is LedgerClass.FIELD and cell.column == column and cell.value is None
    )
    return min(empty, default=layout.input_first)


def _write(book: Book, layout: SheetLayout, identity: str, texts: Texts) -> None:
    page = book.page(layout.name)
    page.widths(layout.widths)
    for cell in layout.cells:
        _place(page, cell)
    if layout.cells and layout.cells[0].style == "banner":
        page.banner_heights()
    for first, last, least in layout.fitted:
        page.fit_rows(first, last, least=least)
    for row, points in layout.heights.items():
        page.sheet.set_row(row, points)
    if layout.kept:
        page.keep_rows(*layout.kept, len(layout.widths))
    for row in layout.hidden_rows:
        page.sheet.set_row(row, None, None, {"hidden": True})
    for column in layout.hidden_columns:
        page.sheet.set_column(column, column, layout.widths[column], None, {"hidden": True})
    for name, reference in layout.names.items():
        book.define_name(name, reference)
    if layout.logo:
        page.logo(layout.logo.row, layout.logo.column, layout.logo.data)
    _help_member(page, layout, texts)
    _set_up(page, layout, identity)


def _place(page: Page, cell: Placed) -> None:
    value = cell.value
    if cell.formula:
        # LibreOffice and Excel's protected view show this result and calculate nothing where
        # there is one.
        assert value is None or isinstance(value, str | float | int)
        page.formula(cell.row, cell.column, cell.formula, value, cell.style)
    elif cell.link:
        page.link(cell.row, cell.column, cell.link, str(value), cell.style)
    elif value is None:
        page.blank(cell.row, cell.column, cell.style)
    elif isinstance(value, str):
        page.text(cell.row, cell.column, value, cell.style)
    elif isinstance(value, date):
        page.day(cell.row, cell.column, value, cell.style)
    else:
        page.number(cell.row, cell.column, value, cell.style)


def _help_member(page: Page, layout: SheetLayout, texts: Texts) -> None:
    """Dropdowns, warnings and highlights."""
    for choice in layout.choices:
        options = _dropdown(choice, texts)
        page.sheet.data_validation(
            choice.first_row, choice.column, choice.last_row, choice.column, options
        )
    for entry in layout.entries:
        page.sheet.data_validation(
            entry.first_row, entry.column, entry.last_row, entry.column, dict(entry.options)
        )
    for mark in layout.highlights:
        page.sheet.conditional_format(
            mark.first_row,
            mark.column,
            mark.last_row,
            mark.column,
            {
                "type": "formula",
                "criteria": mark.formula,
                "format": page.book.difference(mark.style),
                # Excel would mix the looks of all marks that hold; the first one is meant.
                "stop_if_true": True,
            },
        )


def _dropdown(choice: Choice, texts: Texts) -> dict[str, object]:
    source = choice.source if isinstance(choice.source, str) else list(choice.source)
    return {
        "validate": "list",
        "source": source,
        **(
            {"input_title": choice.title, "input_message": choice.message} if choice.message else {}
        ),
        "error_title": texts("form.refused.title"),
        "error_message": texts("form.refused.choice"),
    }


def _set_up(page: Page, layout: SheetLayout, identity: str) -> None:
    sheet = page.sheet
    shown = len(layout.widths) - len(layout.hidden_columns)
    fits = page.columns_on_paper(landscape=layout.landscape) >= shown
    # A plan's own columns may make a table too wide to be read on one page.
    stub = layout.freeze[1] if layout.freeze and not fits else None
    page.paper(landscape=layout.landscape, footer=identity, repeat=layout.repeat, stub=stub)
    if layout.very_hidden:
        sheet.very_hidden()
    if layout.freeze:
        sheet.freeze_panes(*layout.freeze)
    sheet.set_selection(*layout.input_first, *layout.input_first)
    # Without a password: it keeps fingers off the plan's texts, not people out.
    sheet.protect("", _MEMBER_MAY)
