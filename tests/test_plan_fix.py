"""``plan --fix``: a copy in which all is corrected whose meaning is certain, and nothing else."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_runs import answer, copied, run
from every_case import every
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from plans import GOOD, plan_text, saved, tables_of, workbook

import ovpsheets as ovp
from ovpsheets.errors import WorkspaceError
from ovpsheets.plan.fixes import FIXES, fixes
from ovpsheets.plan.read import plan_from_bytes, read_plan, records_from_bytes
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.results.annotated.edited_cells import with_values
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

INDICATORS = """
    code    | activity | text_mk        | kind    | baseline | target
    3.6.1.1 | 3.6.1    | Број на тимови | count   | <0>      | <4>
    3.6.2.1 | 3.6.2    | Удел           | percent | <25>     | <80>
"""


def found(**sheets: str) -> dict[str, tuple[str, Any]]:
    """Return the changes of the good plan with *sheets* replaced: cell → why, what it becomes."""
    text = plan_text(**{"indicators": INDICATORS, **sheets})
    records = records_from_bytes(workbook(text), "plan.xlsx")
    return {f"{own.sheet}!{own.cell}": (own.key, own.after) for own in fixes(records)}


def activities(*rows: str) -> str:
    head = "code | commitment | text_mk | start | deadline | holder | co_holders"
    return "\n".join((head, *rows))


FIRST = "3.6.1 | 3.6 | Тимови | 1.7.2021 | 30.6.2022 | MTSP | OP; MVR"
SECOND = "3.6.2 | 3.6 | Податоци | 1.7.2021 | 31.12.2022 | MVR |"


def test_a_good_plan_needs_none() -> None:
    assert found() == {}


@every(
    ("named", "code"),
    [("МТСП", "MTSP"), ("Министерство за труд", "MTSP"), ("mtsp", "MTSP"), ("МТЅР", "MTSP")],
)
def test_a_name_becomes_its_code(named: str, code: str) -> None:
    rows = activities(FIRST.replace("MTSP", named), SECOND)
    assert found(activities=rows)["activities!F2"] == ("code", code)


def test_several_names_of_a_cell_become_codes_each_once() -> None:
    rows = activities(FIRST.replace("OP; MVR", "Отворена порта, МВР; MVR"), SECOND)
    assert found(activities=rows) == {"activities!G2": ("code", "OP; MVR")}


def test_a_name_that_is_only_like_one_stays_a_problem() -> None:
    rows = activities(FIRST.replace("MTSP", "MTSPP"), SECOND)
    assert found(activities=rows) == {}


def test_a_name_that_two_institutions_have_stays_a_problem() -> None:
    bodies = GOOD["institutions"].replace("Отворена порта      ", "Министерство за труд")
    rows = activities(FIRST.replace("MTSP", "Министерство за труд"), SECOND)
    assert found(institutions=bodies, activities=rows) == {}


def test_a_holder_among_the_co_holders_is_left_out_and_twins_are_one() -> None:
    rows = activities(FIRST.replace("OP; MVR", "MTSP; OP; OP"), SECOND)
    assert found(activities=rows) == {"activities!G2": ("twice", "OP")}


def test_a_code_in_the_letters_of_another_alphabet_becomes_latin() -> None:
    bodies = GOOD["institutions"].replace("MVR ", "МVR ")
    assert found(institutions=bodies)["institutions!A2"] == ("code", "MVR")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("трет квартал 2022", "30.9.2022"),
        ("до крајот на 2022", "31.12.2022"),
        ("2022-06-30", "30.6.2022"),
    ],
)
def test_a_time_in_words_becomes_the_day_that_is_meant(said: str, day: str) -> None:
    rows = activities(FIRST.replace("30.6.2022", said), SECOND)
    assert found(activities=rows) == {"activities!E2": ("day", day)}


@pytest.mark.parametrize("said", ["3/2022", "до 2022", "кога ќе може"])
def test_a_time_that_may_be_two_or_none_stays_as_it_is(said: str) -> None:
    assert found(activities=activities(FIRST.replace("30.6.2022", said), SECOND)) == {}


def test_a_number_held_as_text_becomes_a_number() -> None:
    rows = INDICATORS.replace("<25>", "25%").replace("<4>", "4")
    assert found(indicators=rows) == {
        "indicators!F2": ("number", 4.0), "indicators!E3": ("number", 25.0),
    }  # fmt: skip


def test_a_code_held_as_a_number_becomes_text_where_it_can_only_be_that() -> None:
    rows = "code | title_mk\n<3.6> | Заштита"
    assert found(commitments=rows) == {"commitments!A2": ("code_text", "3.6")}
    longer = "code | title_mk\n3.6 | Заштита\n3.9 | Правда\n<3.1> | Здравство"  # or 3.10
    assert found(commitments=longer) == {}


def test_needless_spaces_go_and_lines_stay() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(plan_text(indicators=INDICATORS))))
    book["commitments"]["B2"] = "  Заштита  на\xa0 жртви \nво 2022 "
    out = io.BytesIO()
    book.save(out)
    (fix,) = fixes(records_from_bytes(out.getvalue(), "plan.xlsx"))
    assert (fix.key, fix.after) == ("spaces", "Заштита на жртви\nво 2022")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_change_has_its_words(language: str) -> None:
    assert all(Texts(language).has(f"plan.fix.{key}") for key in FIXES)


# ------------------------------------------------------------------ the copy


def columns_of(sheet: Worksheet) -> dict[object, int]:
    return {cell.value: number for number, cell in enumerate(sheet[1], 1)}


def typed(folder: Path) -> Path:
    """Return a workspace whose plan of ours was typed into, with a note."""
    return copied(_typed, folder)


def _typed(folder: Path) -> Path:
    root = folder / "ОВП"
    root.mkdir()
    data = write_plan(tables_of(read_plan(saved(folder, plan_text()))))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Активности"]
    columns = columns_of(sheet)
    sheet.cell(3, columns["holder"]).value = "МТСП"
    sheet.cell(3, columns["holder"]).comment = Comment("види записник", "N. N.")
    sheet.cell(3, columns["deadline"]).value = "трет квартал 2022"
    book.save(root / "plan.xlsx")
    return root


def test_the_copy_has_the_changes_and_the_plan_stays_as_it_was(tmp_path: Path) -> None:
    root = typed(tmp_path)
    before = (root / "plan.xlsx").read_bytes()
    fixed = ovp.Workspace(root).fix_plan()
    assert (root / "plan.xlsx").read_bytes() == before
    assert [own.key for own in fixed.changes] == ["day", "code"]
    assert fixed.path == root / "plan-fixed.xlsx"
    plan = read_plan(root / "plan-fixed.xlsx")
    assert plan.activity("3.6.1").deadline == date(2022, 9, 30)


def test_formats_and_notes_stay_and_a_date_cell_holds_a_date(tmp_path: Path) -> None:
    root = typed(tmp_path)
    ovp.Workspace(root).fix_plan()
    old = openpyxl.load_workbook(root / "plan.xlsx")["Активности"]
    new = openpyxl.load_workbook(root / "plan-fixed.xlsx")["Активности"]
    columns = columns_of(old)
    holder, deadline = new.cell(3, columns["holder"]), new.cell(3, columns["deadline"])
    assert holder.comment is not None
    assert holder.comment.text == "види записник"
    assert holder.fill.start_color.rgb == old.cell(3, columns["holder"]).fill.start_color.rgb
    assert deadline.value == datetime(2022, 9, 30)
    assert len(new.conditional_formatting) == len(old.conditional_formatting)
    assert len(new.data_validations.dataValidation) == len(old.data_validations.dataValidation)


def test_correcting_the_corrected_copy_changes_nothing(tmp_path: Path) -> None:
    root = typed(tmp_path)
    ovp.Workspace(root).fix_plan()
    (root / "plan-fixed.xlsx").replace(root / "plan.xlsx")
    assert ovp.Workspace(root).fix_plan().path is None
    assert not (root / "plan-fixed.xlsx").exists()


def test_a_corrected_copy_that_somebody_went_on_with_is_not_replaced(tmp_path: Path) -> None:
    root = typed(tmp_path)
    ovp.Workspace(root).fix_plan()
    assert ovp.Workspace(root).fix_plan().path  # the same again is no harm
    (root / "plan-fixed.xlsx").write_bytes(b"somebody's work")
    with pytest.raises(WorkspaceError, match="already there"):
        ovp.Workspace(root).fix_plan()
    assert (root / "plan-fixed.xlsx").read_bytes() == b"somebody's work"


def test_a_cell_with_a_formula_keeps_it() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(['="МТСП"', "а"])
    out = io.BytesIO()
    book.save(out)
    data, done = with_values(out.getvalue(), {"Sheet": {"A1": "MTSP", "B1": "б", "C1": "в"}})
    assert done == {("Sheet", "B1")}
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ['="МТСП"', "б"]


# ------------------------------------------------------------------ the command


def test_the_command_lists_each_change_and_what_is_left(tmp_path: Path) -> None:
    root = typed(tmp_path)
    done = run("-C", root, "--lang", "en", "plan", "--fix")
    assert done.exit_code == 0, done.stderr
    assert "2 cells can be corrected" in done.stdout
    assert "“МТСП” → “MTSP”" in done.stdout
    assert "“трет квартал 2022” → “30.9.2022”" in done.stdout
    told = answer("-C", root, "plan", "--fix")
    assert [own["after"] for own in told["changes"]] == ["30.9.2022", "MTSP"]
    assert told["problems"] == []


def test_what_is_left_is_a_problem_and_the_command_says_so(tmp_path: Path) -> None:
    rows = activities(FIRST.replace("MTSP", "МТСП").replace("OP; MVR", "XX"), SECOND)
    saved(tmp_path, plan_text(activities=rows))
    done = run("-C", tmp_path, "--lang", "en", "plan", "--fix")
    assert done.exit_code == 1
    assert "1 problem is left for you" in done.stdout
    assert plan_from_bytes((tmp_path / "plan-fixed.xlsx").read_bytes(), "x")[0] is None
