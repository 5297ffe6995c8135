"""A coordinator at the command line: a workspace, a filled form, a command and its answer."""

import atexit
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
from click.testing import CliRunner, Result
from made import case_plan
from plans import tables_of

from ovpsheets.cli import main
from ovpsheets.plan.write_plan import write_plan

QUARTER: Final = "2022-Q3"
AS_OF: Final = "2022-10-12"

Answers = Mapping[tuple[str, str], str | float]
"""(code, column key) → what is typed."""


def run(*words: object) -> Result:
    """Run a command as it is typed, without the program's name."""
    return CliRunner().invoke(main, [str(word) for word in words])


def answer(*words: object) -> Any:
    """Run a command with --json and return what it says."""
    done = run(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout_bytes.decode("utf-8"))


def copied(build: Callable[[Path], Path], folder: Path) -> Path:
    """Return a workspace of its own that is as *build* makes it, built once for all tests."""
    source = built(build)
    return shutil.copytree(source, folder / source.name)


@cache
def built(build: Callable[[Path], Path]) -> Path:
    """Return what *build* makes in a folder of its own, made once; only to be read."""
    folder = Path(tempfile.mkdtemp(prefix="ovp-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return build(folder)


def workspace(folder: Path) -> Path:
    """Return a new workspace with the example's plan."""
    root = folder / "ОВП работа"
    root.mkdir()
    (root / "plan.xlsx").write_bytes(_plan())
    return root


@cache
def _plan() -> bytes:
    return write_plan(tables_of(case_plan()), "mk")


def with_forms(folder: Path) -> Path:
    """Return a workspace in which the forms of the quarter have been made."""
    return copied(_generated, folder)


def _generated(folder: Path) -> Path:
    root = workspace(folder)
    assert run("-C", root, "generate", QUARTER).exit_code == 0
    return root


def two_returned(folder: Path) -> Path:
    """Return a workspace in which two of six institutions returned their form."""
    root = with_forms(folder)
    fill(root, "OP", OPEN_GATE)
    fill(root, "MP", JUSTICE)
    return root


def two_merged(folder: Path) -> Path:
    """Return such a workspace in which they have been merged."""
    root = copied(two_returned, folder)
    assert run("-C", root, "merge", QUARTER, "--as-of", AS_OF).exit_code == 0
    return root


SHEETS: Final[Mapping[int, str]] = {2: "1 Активности", 3: "2 Индикатори"}
"""How many points a code has → the sheet on which its row stands."""


def fill(
    root: Path,
    institution: str,
    answers: Answers,
    name: str = "",
    sheets: Mapping[int, str] = SHEETS,
) -> Path:
    """Fill in an institution's form and put it among the returns; return where it lies."""
    form = root / QUARTER / "forms" / f"OVP_NAP5_{QUARTER}_{institution}_R1.xlsx"
    path = root / QUARTER / "returns" / (name or form.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_filled(form.read_bytes(), tuple(answers.items()), tuple(sheets.items())))
    return path


def sign(form: Path) -> None:
    """Fill in the cover of a form."""
    book = openpyxl.load_workbook(form)
    for key, cell in ((row[0].value, row[2]) for row in book["Почетна"].iter_rows(max_col=3)):
        if key in ("filled_by", "function", "email", "phone"):
            cell.value = "Ана"
    book.save(form)


@cache
def _filled(
    form: bytes,
    answers: tuple[tuple[tuple[str, str], str | float], ...],
    sheets: tuple[tuple[int, str], ...],
) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(form))
    for (code, column), value in answers:
        sheet = book[dict(sheets)[code.count(".")]]
        (keys,) = (row for row in sheet.iter_rows() if row[0].value == "code")
        letter = next(cell.column_letter for cell in keys if cell.value == column)
        number = next(cell.row for cell in sheet["A"] if cell.value == code)
        sheet[f"{letter}{number}"].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


OPEN_GATE: Final[Answers] = {
    ("3.6.7", "status"): "Ограничено",
    ("3.6.7", "progress"): "Одржани се два настани во Охрид.",
    ("3.6.7.1", "value"): 8,
    ("3.6.7.1", "source"): "Записници",
}
"""What Open Gate answers; nothing of it is wrong."""

JUSTICE: Final[Answers] = {
    ("3.6.4", "status"): "Незапочнато",
    ("3.6.4", "explanation"): "нема",
}
"""What the Ministry of Justice answers: a status and no reason."""
