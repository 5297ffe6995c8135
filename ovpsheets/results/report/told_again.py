"""What of the tables the consolidated workbook tells a second time, in another shape."""

from typing import Final

from ovpsheets.results.report.report import Report
from ovpsheets.tables import Tables

MOST_ROWS: Final = 10_000
"""Rows of both tables of answers: of more nobody reads a second telling, which is a third of what
is written."""


def told_again(report: Report) -> tuple[Tables, ...]:
    """Return the tables that are told again: of every quarter, of this one alone, or none.

    The earlier quarters are in the CSV files of their own folders.
    """
    now, before = _rows(report.tables), _rows(report.history)
    if now > MOST_ROWS:
        return ()
    return (report.history, report.tables) if now + before <= MOST_ROWS else (report.tables,)


def rows_of_both(report: Report) -> int:
    """Return how many rows the two tables of answers have in this quarter."""
    return _rows(report.tables)


def _rows(tables: Tables) -> int:
    return len(tables.activities) + len(tables.indicators)
