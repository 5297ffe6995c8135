"""Activity by quarter: where each one stands, at a glance, under its commitment."""

from collections.abc import Mapping, Sequence
from typing import Any

from ovpsheets.results.consolidated.grouped import by_commitment, is_long
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Styled, StyledText, Value
from ovpsheets.results.consolidated.table_body import RowAbove
from ovpsheets.results.report.counters import LATE
from ovpsheets.tables import counted, plain_columns, rows_of
from ovpsheets.words import Status

_STATUS, _TIMELINESS, _FINDINGS = 3, 4, 7
"""Where a commitment says how many of its activities are completed, late, asked about."""

_Row = Mapping[str, Any]


def write(context: SheetContext) -> None:
    """Add the sheet: one row per activity of the quarter, in plan order.

    The present quarter and lateness come first: however many quarters have gone by, they are
    on the screen. Behind them the earlier quarters, the latest first.
    """
    over_time = context.report.status_over_time()
    quarters = [str(quarter) for quarter in reversed(over_time.columns)]
    columns = _columns(quarters)
    past = dict(zip(over_time.index, rows_of(plain_columns(over_time)), strict=True))
    found = counted(context.report.tables.findings)["activity"].value_counts().to_dict()
    rows = by_commitment(
        context,
        context.report.milestone_rows(),
        of=lambda row: row["commitment"],
        row=lambda row: _row(context, row, past.get(row["activity"], {}), quarters, found),
        above=lambda code, own: _above(context, code, own, found, _earlier(past, own, quarters)),
    )
    table_sheet(
        context, "matrix", columns, rows, rest=Rest("activities"), frozen=2, least=34,
        shut=is_long(context), message=context("above.shut") if is_long(context) else "",
    )  # fmt: skip


def _columns(quarters: Sequence[str]) -> list[SheetColumn]:
    of_quarters = [SheetColumn(name, 13, "cell centre", heading=name) for name in quarters]
    return [
        SheetColumn("activity", 10, "cell bold"),
        SheetColumn("activity_text", 40, "cell"),
        SheetColumn("holder", 17, "cell"),
        *of_quarters[:1],
        SheetColumn("timeliness", 22, "cell"),
        SheetColumn("deadline", 11, "cell"),
        SheetColumn("new_deadline", 11, "cell"),
        SheetColumn("findings", 9, "cell integer centre"),
        *of_quarters[1:],
    ]


def _row(
    context: SheetContext, row: _Row, before: _Row, quarters: Sequence[str], found: Any
) -> list[Value]:
    statuses = [context.status(before.get(quarter)) for quarter in quarters]
    return [
        row["activity"],
        context.activity_text(row["activity"]),
        context.institution(row["institution"]),
        *statuses[:1],
        context.timeliness(row["timeliness"]),
        row["deadline"],
        row["new_deadline"],
        int(found.get(row["activity"], 0)) or None,
        *statuses[1:],
    ]


def _earlier(
    past: Mapping[str, _Row], rows: Sequence[_Row], quarters: Sequence[str]
) -> list[tuple[int, int]]:
    """Return for each earlier quarter how many activities had been completed, and of how many."""
    found = []
    for quarter in quarters[1:]:
        known = [s for row in rows if (s := past.get(row["activity"], {}).get(quarter))]
        found.append((known.count(Status.COMPLETED.value), len(known)))
    return found


def _above(
    context: SheetContext,
    code: str,
    rows: Sequence[_Row],
    found: Any,
    earlier: Sequence[tuple[int, int]],
) -> RowAbove:
    """Return the row of a commitment: how many activities are completed, and how many late."""
    completed = sum(row["status"] == Status.COMPLETED.value for row in rows)
    late = sum(row["timeliness"] in LATE for row in rows)
    asked = sum(int(found.get(row["activity"], 0)) for row in rows)
    cells: list[Value] = [None] * (_FINDINGS + 1)
    cells[:2] = code, context.commitment_title(code)
    cells[_STATUS] = _completed(context, completed, len(rows))
    cells[_TIMELINESS] = StyledText(context("above.past", n=late), "bad") if late else None
    cells[_FINDINGS] = Styled(asked or None, "integer centre")
    return RowAbove([*cells, *(_completed(context, *own) for own in earlier)])


def _completed(context: SheetContext, count: int, total: int) -> Value:
    said = context("above.completed", n=count, total=total)
    return StyledText(said, "centre") if total else None
