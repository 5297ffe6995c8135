"""Activity by quarter: where each one stands, at a glance."""

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.tables import counted, records


def write(context: SheetContext) -> None:
    """Add the sheet: one row per activity of the quarter, in plan order."""
    over_time = context.report.status_over_time()
    quarters = [str(quarter) for quarter in over_time.columns]
    columns = [
        SheetColumn("activity", 10, "cell bold"),
        SheetColumn("activity_text", 62, "cell"),
        SheetColumn("holder", 21, "cell"),
        SheetColumn("deadline", 12, "cell"),
        SheetColumn("new_deadline", 12, "cell"),
        *(SheetColumn(quarter, 15, "cell centre", heading=quarter) for quarter in quarters),
        SheetColumn("timeliness", 26, "cell"),
        SheetColumn("findings", 9, "cell integer centre"),
    ]
    past = dict(zip(over_time.index, records(over_time), strict=True))
    found = counted(context.report.tables.findings)["activity"].value_counts()
    rows: list[list[Value]] = []
    for row in records(context.report.milestones()):
        code = row["activity"]
        before = past.get(code, {})
        rows.append(
            [
                code,
                context.activity_text(code),
                context.institution(row["institution"]),
                row["deadline"],
                row["new_deadline"],
                *(context.status(before.get(quarter)) for quarter in quarters),
                context.timeliness(row["timeliness"]),
                int(found.get(code, 0)) or None,
            ]
        )
    table_sheet(context, "matrix", columns, rows, rest=Rest("activities"), frozen=2, least=34)
