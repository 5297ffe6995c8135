"""What differs from the plan that the last forms were made of, said before anything is written."""

import io
from pathlib import Path

import openpyxl
import pytest
from cli_runs import QUARTER, answer, copied, run, with_forms
from made import case_plan
from plans import GOOD, good

import ovpsheets as ovp
from ovpsheets.decision import ACCEPTED, Decision
from ovpsheets.decisions.file import decisions_csv
from ovpsheets.plan.differences import differences, seem_renumbered

ACTIVITIES = GOOD["activities"]


def found(**sheets: str) -> list[tuple[str, str, str, str, str]]:
    changes = differences(good(), good(**sheets))
    return [(own.table, own.code, own.column, own.before, own.after) for own in changes]


def test_the_same_plan_differs_in_nothing() -> None:
    assert found() == []


def test_another_deadline_holder_and_text_are_named_with_both_values() -> None:
    rows = ACTIVITIES.replace("30.6.2022  | MTSP   | OP; MVR", "31.12.2022 | OP     | MVR")
    assert found(activities=rows.replace("Мобилни тимови", "Подвижни тимови")) == [
        ("activities", "3.6.1", "text_mk", "Мобилни тимови", "Подвижни тимови"),
        ("activities", "3.6.1", "deadline", "30.6.2022", "31.12.2022"),
        ("activities", "3.6.1", "holder", "MTSP", "OP"),
        ("activities", "3.6.1", "co_holders", "OP; MVR", "MVR"),
    ]


def test_an_added_and_a_removed_activity_are_named_by_their_texts() -> None:
    rows = ACTIVITIES.replace("3.6.2 | 3.6        | Собирање податоци", "3.6.3 | 3.6 | Обука")
    indicators = GOOD["indicators"].replace("3.6.2.1 | 3.6.2 ", "3.6.3.1 | 3.6.3 ")
    changes = found(activities=rows, indicators=indicators)
    assert ("activities", "3.6.3", "added", "", "Обука") in changes
    assert ("activities", "3.6.2", "removed", "Собирање податоци", "") in changes


@pytest.mark.parametrize(
    ("code", "text", "pairs"),
    [
        ("3.6.3", "Собирање податоци", (("3.6.2", "3.6.3"), ("3.6.2.1", "3.6.3.1"))),
        ("3.6.3", "Обука", (("3.6.2.1", "3.6.3.1"),)),
        ("3.6.2", "Обука", ()),
    ],
)
def test_what_went_and_came_with_the_same_text_seems_renumbered(
    code: str, text: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    rows = ACTIVITIES.replace("3.6.2 | 3.6        | Собирање податоци", f"{code} | 3.6 | {text}")
    indicators = GOOD["indicators"].replace("3.6.2.1 | 3.6.2 ", f"{code}.1 | {code} ")
    changes = differences(good(), good(activities=rows, indicators=indicators))
    assert seem_renumbered(changes) == pairs


def test_another_target_and_the_end_of_the_plan_are_named() -> None:
    indicators = GOOD["indicators"].replace("| 25       | 80", "| 25       | 90")
    plan = GOOD["plan"].replace("31.12.2023", "31.12.2024")
    assert found(indicators=indicators, plan=plan) == [
        ("plan", "", "end", "31.12.2023", "31.12.2024"),
        ("indicators", "3.6.2.1", "target", "80", "90"),
    ]


# ------------------------------------------------------------------ in a workspace


def moved(folder: Path) -> Path:
    """Return a workspace whose forms are made and whose plan then got another deadline."""
    return copied(_moved, folder)


def _moved(folder: Path) -> Path:
    root = with_forms(folder)
    book = openpyxl.load_workbook(io.BytesIO((root / "plan.xlsx").read_bytes()))
    sheet = book["Активности"]
    columns = {cell.value: number for number, cell in enumerate(sheet[1], 1)}
    row = next(own for own in range(3, 40) if sheet.cell(own, 1).value == "3.6.2")
    sheet.cell(row, columns["deadline"]).value = "31.3.2023"
    book.save(root / "plan.xlsx")
    return root


SAID = "“31.12.2022” → “31.3.2023”"


def test_the_plan_of_the_forms_is_kept_and_does_not_differ_from_itself(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    kept = root / QUARTER / "issued" / "plan.xlsx"
    assert kept.read_bytes() == (root / "plan.xlsx").read_bytes()
    assert ovp.Workspace(root).plan_changes().differences == ()


def test_plan_and_generate_say_what_differs_and_generate_does_so_before_it_writes(
    tmp_path: Path,
) -> None:
    root = moved(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*.xlsx")}
    assert SAID in run("-C", root, "--lang", "en", "plan").stdout
    done = run("-C", root, "--lang", "en", "generate", QUARTER)
    assert SAID in done.stdout
    assert done.exit_code == 1  # the forms would change, and nobody said --overwrite
    assert {path: path.read_bytes() for path in root.rglob("*.xlsx")} == before


def test_for_a_program_the_differences_are_a_list(tmp_path: Path) -> None:
    told = answer("-C", moved(tmp_path), "plan")["differs"]
    assert [(own["code"], own["column"], own["after"]) for own in told] == [
        ("3.6.2", "deadline", "31.3.2023")
    ]


def test_an_accepted_deadline_is_listed_with_the_first_one_and_named_for_the_next_quarter(
    tmp_path: Path,
) -> None:
    root = with_forms(tmp_path)
    own = Decision(ACCEPTED, "3.6.2", "NK", "31.3.2023", "agreed", "N. N.", "2022-10-12")
    (root / QUARTER / "decisions.csv").write_bytes(decisions_csv([own]))
    listed = run("-C", root, "--lang", "en", "plan").stdout
    assert f"{SAID} from 1.10.2022 · agreed, N. N., 2022-10-12" in listed
    workspace = ovp.Workspace(root)
    assert workspace.plan_changes(QUARTER).differences == ()
    (change,) = workspace.plan_changes("2022-Q4").differences
    assert (change.before, change.after) == ("31.12.2022", "31.3.2023")
    assert case_plan().activity("3.6.2").deadline == workspace.plan.activity("3.6.2").deadline


def test_a_renumbered_row_is_neither_added_nor_removed() -> None:
    first, second, third = (line for line in GOOD["activities"].splitlines() if line.strip())
    rows = [f"{first} | old_codes", second.replace("3.6.1 ", "3.6.9 ") + " | 3.6.1", third]
    indicators = GOOD["indicators"].replace("| 3.6.1    |", "| 3.6.9    |")
    changes = differences(good(), good(activities="\n".join(rows), indicators=indicators))
    assert [(own.code, own.column, own.before, own.after) for own in changes][:1] == [
        ("3.6.9", "code", "3.6.1", "3.6.9")
    ]
    assert not {"added", "removed"} & {own.column for own in changes}


def test_another_unit_in_one_language_is_told_under_its_column() -> None:
    table = GOOD["indicators"].replace("| unit   |", "| unit | unit_sq |")
    table = table.replace("| тимови |", "| тимови | ekipe |").replace("|        |", "|  |  |")
    (change,) = differences(good(), good(indicators=table))
    assert (change.column, change.before, change.after) == ("unit_sq", "", "ekipe")
