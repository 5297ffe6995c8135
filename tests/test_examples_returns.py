"""The example's returned files are real: our forms, filled in and saved by LibreOffice."""

import csv
import io
import runpy
import sys
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from demos import played
from openpyxl import load_workbook

import ovpsheets as ovp
from ovpsheets.forms.hidden import is_hollow_list
from ovpsheets.forms.identity import find_form_id
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.merged_tables import read_tables

EXAMPLES: Final = Path(__file__).parent.parent / "examples"
CASE: Final = EXAMPLES / "case"
RETURNS: Final = CASE / "returns"
FILES: Final = sorted(path.relative_to(RETURNS) for path in RETURNS.rglob("*.xlsx"))

Cells = Mapping[tuple[str, str], Any]

every_return = pytest.mark.parametrize("file", FILES, ids=lambda file: file.as_posix())


@pytest.fixture(scope="module")
def workspace() -> WorkspaceFolder:
    """The example taken through its quarters: with the forms that these files answer."""
    return WorkspaceFolder(played().root)


@pytest.fixture(scope="module")
def third(workspace: WorkspaceFolder) -> Tables:
    """The tables of the third quarter."""
    return read_tables([workspace.quarter(Quarter(2022, 3)).results])


@cache
def cells(path: Path, *, results: bool = True) -> Cells:
    book = load_workbook(path, data_only=results)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def issued_form(workspace: WorkspaceFolder, file: Path) -> Path:
    """The form with the identity that a return carries on its cover."""
    carried = find_form_id(str(cells(RETURNS / file)["Почетна", "C9"]))
    place = workspace.quarter(Quarter.parse(file.parts[0]))
    return next(
        place.forms / form.file
        for form in ovp.read_register(place.forms)
        if form.form_id == str(carried)
    )


@every_return
def test_a_return_was_saved_by_libreoffice(file: Path) -> None:
    with zipfile.ZipFile(RETURNS / file) as package:
        assert b"<Application>LibreOffice/" in package.read("docProps/app.xml")


@every_return
def test_a_return_carries_every_given_cell_of_the_form_issued_in_its_quarter(
    file: Path, workspace: WorkspaceFolder
) -> None:
    form = issued_form(workspace, file)
    returned = cells(RETURNS / file)
    given = {
        place: value
        for place, value in cells(form, results=False).items()
        if not str(value).startswith("=") and not is_hollow_list(str(value))
    }

    assert {place: returned.get(place) for place in given} == given


@every_return
def test_the_cover_of_a_return_counts_as_the_check_columns_do(file: Path) -> None:
    returned = cells(RETURNS / file)
    ready = ("Во ред", "Сѐ уште не е потребно")
    for row, sheet in ((13, "1 Активности"), (14, "2 Индикатори")):
        checks = [v for (s, at), v in returned.items() if s == sheet and at[0] == "B"][2:]
        done = sum(check in ready for check in checks)
        assert f"   {done} од {len(checks)} " in str(returned["Почетна", f"C{row}"])
        assert (returned["Почетна", f"A{row}"] == 0) == (done == len(checks))


def test_every_return_has_a_day_on_which_it_came() -> None:
    rows = list(csv.DictReader(io.StringIO((CASE / "received.csv").read_text(encoding="utf-8"))))
    assert sorted(Path(row["quarter"]) / row["file"] for row in rows) == FILES


def test_only_one_return_of_the_three_quarters_came_late(workspace: WorkspaceFolder) -> None:
    returns = workspace.history().returns
    late = returns[~returns["on_time"].astype(bool)]
    assert late[["institution", "quarter"]].to_numpy().tolist() == [["MTSP", "2022-Q2"]]


def test_the_third_quarter_is_the_case_of_october_2022(third: Tables) -> None:
    holders = third.activities[third.activities["role"] == "holder"]
    assert dict(zip(holders["activity"], holders["status"], strict=True)) == {
        "3.6.1": "no_report",
        "3.6.2": "substantial",
        "3.6.3": "limited",
        "3.6.4": "not_started",
        "3.6.5": "not_started",
        "3.6.6": "no_report",
        "3.6.7": "limited",
        "3.6.8": "no_report",
    }
    found = third.findings[["rule", "institution"]].itertuples(index=False, name=None)
    assert set(found) == {
        ("missing_return", "MTSP"),
        ("unexplained_delay", "MP"),
        ("missing_reason", "MP"),
        ("missing_new_deadline", "MP"),
        ("missing_indicator", "MZ"),
        ("duplicate_return", "NK"),
    }
    unplaced = third.unplaced[["institution", "kind"]].to_numpy().tolist()
    assert unplaced == [["MVR", "cell"], ["MVR", "cell"], ["MZ", "note"]]


def test_a_percentage_typed_with_its_sign_is_read_as_typed(workspace: WorkspaceFolder) -> None:
    table = workspace.history().indicators
    row = table[(table["indicator"] == "3.6.8.2") & (table["quarter"] == "2022-Q2")].iloc[0]
    assert row["value"] == 46
    path = RETURNS / "2022-Q2" / row["file"]
    assert cells(path)[row["sheet"], row["cell"]] == 0.46


def test_the_plan_says_row_by_row_what_is_invented() -> None:
    book = load_workbook(CASE / "plan.xlsx")
    for name, rows in (("Активности", 8), ("Индикатори", 11)):
        columns = list(book[name].columns)
        (notes,) = (c for c in columns if c[1].value == "Забелешка за примерот")
        said = [str(cell.value) for cell in notes[2:] if cell.value]
        assert len(said) == rows
        assert all("измислен" in text for text in said)
    assert "За примерот" in book.sheetnames


def test_the_script_goes_through_the_quarters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = EXAMPLES / "quarter_in_python.py"
    monkeypatch.setattr(sys, "argv", [str(script), str(tmp_path)])

    runpy.run_path(str(script), run_name="__main__")

    assert "no_report" in capsys.readouterr().out
    assert (tmp_path / "2022-Q3" / "results" / "consolidated.xlsx").is_file()
