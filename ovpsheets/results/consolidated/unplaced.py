"""What stood in the returned files but is not part of the form: shown, never dropped."""

from typing import Final

from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.table import Column, table_sheet
from ovpsheets.results.consolidated.values import Value, place, records

_COLUMNS: Final = (
    Column("institution", 22, "cell top bold"),
    Column("unplaced_kind", 18),
    Column("unplaced_text", 90),
    Column("place", 20),
    Column("file", 36),
)


def write(context: Context) -> None:
    """Add the sheet."""
    rows: list[list[Value]] = [
        [
            context.institution(row["institution"]) or None,
            _kind(context, row["kind"]),
            row["text"],
            place(row["file"], row["sheet"], row["cell"], whole_file=context("whole_file")),
            row["file"],
        ]
        for row in records(context.report.tables.unplaced)
    ]
    table_sheet(context, "unplaced", _COLUMNS, rows)


def _kind(context: Context, kind: str | None) -> str | None:
    known = context.texts.has(f"consolidated.unplaced.{kind}")
    return context(f"unplaced.{kind}") if known else kind
