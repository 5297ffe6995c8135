"""Where every figure comes from, as far as files tell: file, sheet, cell, what stood there."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ovpsheets.laid_aside import Content
from ovpsheets.plain_csv import rows_content
from ovpsheets.results.report.report import Report
from ovpsheets.tables import Schema
from ovpsheets.words import LedgerClass

MOST_ROWS: Final = 5_000
"""Of more the sheet has none: nobody reads them there, it would take a tenth of the workbook to
write them, and the CSV file has them all."""

MOST_CHARACTERS: Final = 10_000_000
"""Of what stood in the cells; each may come a second time, as what became of it."""

PROVENANCE: Final[Schema] = dict.fromkeys(
    ("institution", "field", "file", "sheet", "cell", "raw"), "text"
)
"""The columns of :func:`provenance_csv`."""


_OF_LINE: Final = tuple(PROVENANCE)[1:]


def provenance_csv(report: Report) -> Content | None:
    """Return where every figure comes from as CSV, None where the sheet holds it all."""
    if fits(report):
        return None
    senders = {row["file"]: row["institution"] for row in report.each("returns")}
    return rows_content(
        list(PROVENANCE),
        (
            (senders.get(row["file"]) or "", *(row[name] or "" for name in _OF_LINE))
            for row in fields_read(report)
        ),
        guard=False,
    )


def fits(report: Report) -> bool:
    """Tell whether the sheet has the lines of :func:`fields_read`; it has all of them or none."""
    if count(report) > MOST_ROWS:
        return False
    return sum(len(row["raw"] or "") for row in fields_read(report)) <= MOST_CHARACTERS


def count(report: Report) -> int:
    """Return how many lines :func:`fields_read` yields."""
    return int(report.tables.returns["fields"].sum())


def fields_read(report: Report) -> Iterable[Mapping[str, Any]]:
    """Yield the lines of the ledger that were read into a field."""
    return report.tables.lines(LedgerClass.FIELD.value)
