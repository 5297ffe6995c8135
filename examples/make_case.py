"""Make ``examples/case`` anew: plan, forms, and returns filled in and saved by LibreOffice.

For developers, when the forms have changed; needs LibreOffice with its Python
bridge (apt: libreoffice-calc python3-uno)::

    python -m ovpsheets.examples.make_case

The quarters are made in order, each merged before the next: so the forms of the
second and third show what was reported before, as the real ones do.
"""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from ovpsheets.journeys.generate import Generated
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.workspace.demo import SEEN_ON, put_returns
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.generate import generate_quarter
from ovpsheets.workspace.merge import merge_quarter

from .answers import RETURNS, Return, Row, every_return
from .office import Job, find_office
from .plan_tables import EXTRA_COLUMNS, EXTRA_SHEETS, tables

CASE: Final = Path(__file__).parent / "case"

_SHEETS: Final = {
    "cover": "Почетна",
    "activities": "1 Активности",
    "indicators": "2 Индикатори",
    "notes": "3 Забелешки",
}


def main() -> None:
    """Make the example."""
    office = find_office()
    if office is None:
        raise SystemExit("LibreOffice with its Python bridge is needed.")
    shutil.rmtree(CASE, ignore_errors=True)
    CASE.mkdir()
    (CASE / "plan.xlsx").write_bytes(plan_workbook())
    (CASE / "received.csv").write_text(received(), encoding="utf-8", newline="")
    with tempfile.TemporaryDirectory() as folder:
        workspace = WorkspaceFolder(Path(folder))
        workspace.plan_path.write_bytes(plan_workbook())
        for quarter, as_of in SEEN_ON.items():
            generated = generate_quarter(workspace, quarter)
            returns = CASE / "returns" / str(quarter)
            office.fill([job(generated, item, returns) for item in RETURNS[str(quarter)]])
            put_returns(CASE, quarter, workspace.quarter(quarter))
            merge_quarter(workspace, quarter, as_of, "mk")


def plan_workbook() -> bytes:
    """Return ``plan.xlsx``."""
    return write_plan(tables(), "mk", extra_columns=EXTRA_COLUMNS, extra_sheets=EXTRA_SHEETS)


def job(generated: Generated, item: Return, returns: Path) -> Job:
    """Return the job that fills one institution's form as *item* tells."""
    file = next(f.file for f, _ in generated.forms if f.institution == item.institution)
    form = generated.folder / file
    book = load_workbook(form)
    return {
        "source": str(form),
        "target": str(returns / item.file),
        "typed": list(typed(book, item)),
        "notes": [
            {"sheet": _SHEETS[table], "cell": address(book, table, code, column), "text": text}
            for (table, code, column), text in item.on_cells.items()
        ],
        "sheets": [{"name": n, "lines": list(lines)} for n, lines in item.added.items()],
    }


def typed(book: Workbook, item: Return) -> Iterator[dict[str, str]]:
    """Yield what is typed where, sheet by sheet, row by row, left to right."""
    for table, rows in (("activities", item.activities), ("indicators", item.indicators)):
        for code, row in rows.items():
            for column, text in row.items():
                yield _entry(table, address(book, table, code, column), text)
    lists: dict[str, Row] = {"notes": item.notes, "cover": item.cover}
    for sheet, answers in lists.items():
        for key, text in answers.items():
            yield _entry(sheet, _list_address(book, sheet, key), text)


def _entry(table: str, cell: str, text: str) -> dict[str, str]:
    return {"sheet": _SHEETS[table], "cell": cell, "text": text}


def address(book: Workbook, table: str, code: str, column: str) -> str:
    """Return the cell of a table, found by the key row and the codes."""
    sheet = book[_SHEETS[table]]
    (keys,) = (row for row in sheet.iter_rows() if row[0].value == "code")
    letter = next(cell.column_letter for cell in keys if cell.value == column)
    row = next(cell.row for cell in sheet["A"] if cell.value == code)
    return f"{letter}{row}"


def _list_address(book: Workbook, sheet: str, key: str) -> str:
    """Return the field of a sheet that has its keys in the hidden first column."""
    row = next(cell.row for cell in book[_SHEETS[sheet]]["A"] if cell.value == key)
    return f"C{row}"


def received() -> str:
    """Return ``received.csv``: when each file came."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["quarter", "file", "received"])
    for quarter, item in every_return():
        writer.writerow([quarter, item.file, item.received.isoformat()])
    return out.getvalue()


if __name__ == "__main__":
    main()
