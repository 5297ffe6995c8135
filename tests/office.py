"""LibreOffice for tests: skip where it is absent, have workbooks filled and calculated.

One is started for all tests of a process, for starting takes longer than most of what it
is asked for.
"""

import atexit
import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from ovpsheets.examples.office import FILL, Job, Office, find_office

MISSING: Final = "LibreOffice with its Python bridge is not here (libreoffice-calc, python3-uno)"

Values = Mapping[str, Mapping[str, Any]]
"""What cells hold, by sheet and address; empty ones are left out."""


class Running:
    """A LibreOffice that does one job after another until the tests are over."""

    def __init__(self, lent: Office) -> None:
        self._process = subprocess.Popen(
            [lent.python, str(FILL), "-", "--soffice", lent.soffice],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def fill(self, jobs: Iterable[Job]) -> None:
        """Do the jobs, see :mod:`ovpsheets.examples.fill_with_libreoffice`."""
        assert self._process.stdin
        assert self._process.stdout
        for job in jobs:
            self._process.stdin.write(f"{json.dumps(job)}\n")
            self._process.stdin.flush()
            assert json.loads(self._process.stdout.readline()) == ""

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def office() -> Running:
    """Return the LibreOffice of this process; skips the test where the machine has none."""
    found = find_office()
    if found is None:
        pytest.skip(MISSING)
    return _running(found)


@cache
def _running(lent: Office) -> Running:
    running = Running(lent)
    atexit.register(running.close)
    return running


def saved_as(workbook: bytes, ending: str, source: str = "xlsx") -> bytes:
    """Return the workbook as LibreOffice saves it: as .xlsx, .ods, .xls, or prints it: as .pdf."""
    lent = office()
    with tempfile.TemporaryDirectory() as name:
        before, after = Path(name, f"form.{source}"), Path(name, f"saved.{ending}")
        before.write_bytes(workbook)
        lent.fill([{"source": str(before), "target": str(after)}])
        return after.read_bytes()


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
