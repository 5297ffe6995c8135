"""Where every figure comes from, as far as files tell: file, sheet, cell, what stood there."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ovpsheets.plain_csv import rows_csv
from ovpsheets.results.report.report import Report
from ovpsheets.tables import Schema
from ovpsheets.words import LedgerClass

MOST_ROWS: Final = 100_000
"""More would make a workbook that takes minutes to open; the CSV file has them all."""

MOST_CHARACTERS: Final = 10_000_000
"""Of what stood in the cells; each may come a second time, as what became of it."""

PROVENANCE: Final[Schema] = dict.fromkeys(
    ("institution", "field", "file", "sheet", "cell", "raw"), "text"
)
"""The columns of :func:`provenance_csv`."""


_OF_LINE: Final = tuple(PROVENANCE)[1:]


def provenance_csv(report: Report) -> bytes | None:
    """Return where every figure comes from as CSV, None where the sheet holds it all."""
    if fitting(report) is None:
        return None
    senders = {row["file"]: row["institution"] for row in report.each("returns")}
    return rows_csv(
        list(PROVENANCE),
        (
            (senders.get(row["file"]) or "", *(row[name] or "" for name in _OF_LINE))
            for row in fields_read(report)
        ),
        guard=False,
    )


def fitting(report: Report) -> int | None:
    """Return how many of the lines of :func:`fields_read` the sheet has room for, None: for all."""
    left = MOST_CHARACTERS
    for number, row in enumerate(fields_read(report)):
        left -= len(row["raw"] or "")
        if number >= MOST_ROWS or left < 0:
            return number
    return None


def count(report: Report) -> int:
    """Return how many lines :func:`fields_read` yields."""
    return int(report.tables.returns["fields"].sum())


def fields_read(report: Report) -> Iterable[Mapping[str, Any]]:
    """Yield the lines of the ledger that were read into a field."""
    return report.tables.lines(LedgerClass.FIELD.value)
