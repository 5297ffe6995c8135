"""What has no table: content outside the form, and answers to its open questions."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.form_field import FormField
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet, write_table
from ovpsheets.results.consolidated.sheet_values import Value, place
from ovpsheets.words import NOTES, LedgerClass, Used

_COLUMNS: Final = (
    SheetColumn("institution", 22, "cell top bold"),
    SheetColumn("unplaced_kind", 18),
    SheetColumn("unplaced_text", 90),
    SheetColumn("place", 20),
    SheetColumn("file", 36),
    SheetColumn("home", 32),
)

_NOTES: Final = (
    SheetColumn("institution", 22, "cell top bold"),
    SheetColumn("question", 18),
    SheetColumn("answer", 90),
    SheetColumn("place", 20),
    SheetColumn("file", 36),
)


def write(context: SheetContext) -> None:
    """Add the sheet."""
    budget = replace(context.budget, rows=context.budget.unplaced)
    rest = Rest("unplaced", budget, total=len(context.report.tables.unplaced))
    page, extent = table_sheet(context, "unplaced", _COLUMNS, _rows(context), rest=rest)
    top = max(extent.first, extent.last) + 2
    for column in range(len(_NOTES)):
        page.blank(top, column, "section")
    # Beside the column that stays in view, which would cut it.
    page.text(top, 1, context("section.notes"), "section")
    # Of these the files of data/ hold the cells only where their sheet has no room for them.
    write_table(context, page, top + 1, _NOTES, _notes(context), rest=Rest("provenance"))


def _rows(context: SheetContext) -> Iterator[list[Value]]:
    for row in context.report.each("unplaced"):
        yield [
            context.institution(row["institution"]) or None,
            _kind(context, row["kind"]),
            row["text"],
            place(row["file"], row["sheet"], row["cell"], whole_file=context("whole_file")),
            row["file"],
            _home(context, row["home"]),
        ]


def _notes(context: SheetContext) -> list[list[Value]]:
    """What the institutions wrote in the sheet of open questions; of the forms that are used."""
    tables = context.report.tables
    used = tables.returns[tables.returns["used"] == Used.USED.value]
    owner = dict(zip(used["file"], used["institution"], strict=True))
    return [
        [
            context.institution(owner[row["file"]]),
            context.texts(f"form.notes.{FormField.parse(row['field']).key}"),
            row["raw"],
            place(row["file"], row["sheet"], row["cell"]),
            row["file"],
        ]
        for row in tables.lines(LedgerClass.FIELD.value, NOTES)
        if row["file"] in owner
    ]


def _home(context: SheetContext, name: str | None) -> str | None:
    """Say a field in words: „3.6.1 · Реализирано“."""
    if name is None:
        return None
    table, code, column = FormField.parse(name)
    own = context.columns.find(table, column)
    return f"{code} · {own.heading(table, context.texts) if own else column}"


def _kind(context: SheetContext, kind: str | None) -> str | None:
    known = context.texts.has(f"consolidated.unplaced.{kind}")
    return context(f"unplaced.{kind}") if known else kind
