"""Workbooks as LibreOffice and Gnumeric convert them."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from office import saved_as

_GNUMERIC: Final = {"ods": "Gnumeric_OpenCalc:odf", "xls": "Gnumeric_Excel:excel_biff8"}


@cache
def by_libreoffice(workbook: bytes, ending: str) -> bytes:
    """Have LibreOffice convert a workbook; skips the test where it is absent."""
    return saved_as(workbook, ending)


@cache
def by_gnumeric(workbook: bytes, ending: str) -> bytes:
    """Have Gnumeric convert a workbook; skips the test where it is absent."""
    program = shutil.which("ssconvert")
    if program is None:
        pytest.skip("Gnumeric is not here (gnumeric)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "form.xlsx").write_bytes(workbook)
        subprocess.run(
            [program, f"--export-type={_GNUMERIC[ending]}", str(folder / "form.xlsx"),
             str(folder / f"out.{ending}")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return (folder / f"out.{ending}").read_bytes()
