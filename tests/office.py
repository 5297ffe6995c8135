"""LibreOffice for tests: skip where it is absent, have workbooks filled and calculated."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from ovpsheets.examples.office import Office, find_office

MISSING: Final = "LibreOffice with its Python bridge is not here (libreoffice-calc, python3-uno)"

Values = Mapping[str, Mapping[str, Any]]
"""What cells hold, by sheet and address; empty ones are left out."""


def office() -> Office:
    """Return this machine's LibreOffice; skips the test without one."""
    found = find_office()
    if found is None:
        pytest.skip(MISSING)
    return found


def run_in_libreoffice(script: Path, *arguments: str) -> str:
    """Run a script with the Python that speaks to LibreOffice; returns what it prints."""
    printed: str = office().run(script, *arguments)
    return printed


def calculated(
    workbooks: Mapping[str, bytes], typed: Sequence[Mapping[str, str]] = ()
) -> dict[str, Values]:
    """Have LibreOffice calculate every formula of the workbooks anew and return all values.

    *typed* is typed into each of them before: mappings of sheet, cell and text.
    """
    lent = office()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = []
        for key, data in workbooks.items():
            (folder / f"{key}.xlsx").write_bytes(data)
            jobs.append({
                "source": str(folder / f"{key}.xlsx"), "target": str(folder / f"{key} done.xlsx"),
                "typed": list(typed), "recalculate": True,
            })  # fmt: skip
        lent.fill(jobs)
        return {key: stored((folder / f"{key} done.xlsx").read_bytes()) for key in workbooks}


def stored(workbook: bytes) -> Values:
    """Return the values stored in a workbook; of formulas, their stored results."""
    return _cells(workbook, results=True)


def formulas(workbook: bytes) -> dict[str, set[str]]:
    """Return the addresses of the cells that hold formulas, by sheet."""
    return {
        sheet: {at for at, value in cells.items() if str(value).startswith("=")}
        for sheet, cells in _cells(workbook, results=False).items()
    }


def _cells(workbook: bytes, *, results: bool) -> Values:
    with tempfile.TemporaryFile() as file:
        file.write(workbook)
        book = load_workbook(file, data_only=results)
        return {
            sheet.title: {
                cell.coordinate: cell.value
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            }
            for sheet in book.worksheets
        }
