"""A coordinator at the command line: a workspace, a filled form, a command and its answer."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import openpyxl
from click.testing import CliRunner, Result
from made import case_plan
from plans import tables_of

from ovpsheets.cli import main
from ovpsheets.plan.write import write_plan

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


def workspace(folder: Path) -> Path:
    """Return a new workspace with the example's plan."""
    root = folder / "ОВП работа"
    root.mkdir()
    (root / "plan.xlsx").write_bytes(write_plan(tables_of(case_plan()), "mk"))
    return root


def with_forms(folder: Path) -> Path:
    """Return a workspace in which the forms of the quarter have been made."""
    root = workspace(folder)
    assert run("-C", root, "generate", QUARTER).exit_code == 0
    return root


def fill(root: Path, institution: str, answers: Answers, name: str = "") -> Path:
    """Fill in an institution's form and put it among the returns; return where it lies."""
    form = root / QUARTER / "forms" / f"OVP_NAP5_{QUARTER}_{institution}_R1.xlsx"
    book = openpyxl.load_workbook(form)
    for (code, column), value in answers.items():
        sheet = book["1 Активности" if code.count(".") == 2 else "2 Индикатори"]
        (keys,) = (row for row in sheet.iter_rows() if row[0].value == "code")
        letter = next(cell.column_letter for cell in keys if cell.value == column)
        number = next(cell.row for cell in sheet["A"] if cell.value == code)
        sheet[f"{letter}{number}"].value = value
    path = root / QUARTER / "returns" / (name or form.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


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
