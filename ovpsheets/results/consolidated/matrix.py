"""Activity by quarter: where each one stands, at a glance."""

from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.table import Column, table_sheet
from ovpsheets.results.consolidated.values import Value
from ovpsheets.tables import counted, records


def write(context: Context) -> None:
    """Add the sheet: one row per activity of the quarter, in plan order."""
    over_time = context.report.status_over_time()
    quarters = [str(quarter) for quarter in over_time.columns]
    columns = [
        Column("activity", 10, "cell bold"),
        Column("activity_text", 62, "cell"),
        Column("holder", 21, "cell"),
        Column("deadline", 12, "cell"),
        Column("new_deadline", 12, "cell"),
        *(Column(quarter, 15, "cell centre", heading=quarter) for quarter in quarters),
        Column("timeliness", 26, "cell"),
        Column("findings", 9, "cell integer centre"),
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
    table_sheet(context, "matrix", columns, rows, frozen=2, least=34)
