"""Activity by quarter: where each one stands, at a glance."""

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.tables import counted, records


def write(context: SheetContext) -> None:
    """Add the sheet: one row per activity of the quarter, in plan order.

    The present quarter and lateness come first: however many quarters have gone by, they are
    on the screen. Behind them the earlier quarters, the latest first.
    """
    over_time = context.report.status_over_time()
    quarters = [str(quarter) for quarter in reversed(over_time.columns)]
    of_quarters = [SheetColumn(name, 15, "cell centre", heading=name) for name in quarters]
    columns = [
        SheetColumn("activity", 10, "cell bold"),
        SheetColumn("activity_text", 52, "cell"),
        SheetColumn("holder", 21, "cell"),
        *of_quarters[:1],
        SheetColumn("timeliness", 26, "cell"),
        SheetColumn("deadline", 12, "cell"),
        SheetColumn("new_deadline", 12, "cell"),
        SheetColumn("findings", 9, "cell integer centre"),
        *of_quarters[1:],
    ]
    past = dict(zip(over_time.index, records(over_time), strict=True))
    found = counted(context.report.tables.findings)["activity"].value_counts()
    rows: list[list[Value]] = []
    for row in records(context.report.milestones()):
        code = row["activity"]
        before = past.get(code, {})
        statuses = [context.status(before.get(quarter)) for quarter in quarters]
        rows.append(
            [
                code,
                context.activity_text(code),
                context.institution(row["institution"]),
                *statuses[:1],
                context.timeliness(row["timeliness"]),
                row["deadline"],
                row["new_deadline"],
                int(found.get(code, 0)) or None,
                *statuses[1:],
            ]
        )
    table_sheet(context, "matrix", columns, rows, rest=Rest("activities"), frozen=2, least=34)
