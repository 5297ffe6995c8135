"""Action plans as they are adopted, read into plan.xlsx: three layouts and every cell."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from adopted_files import LAYOUTS, adopted, contents, examined, plan
from adopted_plans import national_docx
from cli_runs import run
from every_case import every

import ovpsheets as ovp
from ovpsheets.adopted.account import FATES, UNREAD
from ovpsheets.adopted.new_plan import account_workbook, plan_workbook
from ovpsheets.adopted.read_adopted import read_adopted
from ovpsheets.plan.read import plan_from_bytes
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


def became(file: str, sheet: str, cell: str) -> list[str]:
    (fate,) = [f for f in adopted(file).fates if (f.sheet, f.cell) == (sheet, cell)]
    return [outcome.key for outcome in fate.outcomes]


def doubts(file: str) -> list[tuple[str, str, str]]:
    return [(own.item.code, own.column, own.key) for own in adopted(file).doubts]


# ------------------------------------------------------------------ every cell


@every("file", LAYOUTS)
def test_every_cell_that_is_not_empty_is_accounted_for_exactly_once(file: str) -> None:
    cells = [
        (sheet.name, cell.address)
        for sheet in contents(file).sheets
        for cell in sheet.cells.values()
    ]
    assert Counter((fate.sheet, fate.cell) for fate in adopted(file).fates) == Counter(cells)


@pytest.mark.parametrize("file", LAYOUTS)
def test_what_each_cell_became_is_said_in_the_workbook_beside_the_plan(
    file: str, tmp_path: Path
) -> None:
    path = tmp_path / "import.xlsx"
    path.write_bytes(account_workbook(adopted(file), file, "mk"))
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=6, values_only=True))
    assert [row[:2] for row in rows] == [(f.sheet, f.cell) for f in adopted(file).fates]
    assert all(row[3] and row[4] for row in rows)


@every("file", LAYOUTS)
def test_the_imported_plan_can_be_used_and_each_doubt_is_a_warning_of_its_cell(file: str) -> None:
    _, said = examined(file)
    assert plan(file)
    warned = [problem for problem in said if problem.key == "import_doubt"]
    assert len(warned) == len(adopted(file).doubts) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_import_says_the_same_in_every_language(language: Language) -> None:
    found = read_adopted(contents("national.docx"), language)
    read, said = plan_from_bytes(plan_workbook(found, language), "plan.xlsx")
    assert read == plan("national.docx")
    assert sum(own.key == "import_doubt" for own in said) == len(found.doubts)


def test_the_same_file_comes_to_the_same_bytes() -> None:
    first, second = (read_adopted(contents("ogp.xlsx"), "en") for _ in range(2))
    assert plan_workbook(first, "en") == plan_workbook(second, "en")
    assert account_workbook(first, "a", "en") == account_workbook(second, "a", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_become_of_a_cell_has_its_words(language: Language) -> None:
    texts = Texts(language)
    assert all(texts.has(f"adopted.became.{key}") for key in FATES)
    assert all(texts.has(f"adopted.fate.{fate}") for fate in FATES.values())


# ------------------------------------------------------------------ the national plan, in Word


def test_the_plan_has_its_title_and_its_years_from_the_text_above_the_table() -> None:
    found = plan("national.docx")
    assert found.title.in_("mk") == "АКЦИСКИ ПЛАН ЗА ОТВОРЕНО И ОДГОВОРНО ВЛАДЕЕЊЕ 2024–2026"
    assert (found.start, found.end) == (date(2024, 1, 1), date(2026, 12, 31))


def test_commitments_are_filled_down_and_stand_in_the_area_named_above_their_table() -> None:
    found = plan("national.docx")
    assert [(own.code, own.title.in_("mk"), own.area) for own in found.commitments] == [
        ("1", "Поголема транспарентност на институциите", "Транспарентност и отчетност"),
        ("2", "Спречување на корупцијата", "Борба против корупцијата"),
    ]
    assert [(own.code, own.commitment) for own in found.activities] == [
        ("1.1", "1"), ("1.2", "1"), ("1.3", "1"), ("2.1", "2"), ("2.2", "2"), ("2.3", "2"),
    ]  # fmt: skip


def test_several_holders_of_a_cell_are_split_and_names_become_codes() -> None:
    found = plan("national.docx")
    assert {own.code: (own.holder, own.co_holders) for own in found.activities} == {
        "1.1": ("MIOA", ("MP", "ASK")),
        "1.2": ("MIOA", ("AZPSPI", "GO")),
        "1.3": ("SI", ()),
        "2.1": ("ASK", ("MVR", "OP")),
        "2.2": ("MP", ("MVR",)),
        "2.3": ("MP", ()),
    }
    assert found.institution("MVR").name.in_("mk") == "Министерство за внатрешни работи"
    assert found.institution("MVR").short.in_("mk") == "МВР"


def test_deadlines_are_read_as_people_say_them() -> None:
    assert {own.code: (own.start, own.deadline) for own in plan("national.docx").activities} == {
        "1.1": (date(2024, 1, 1), date(2024, 9, 30)),
        "1.2": (date(2024, 1, 1), date(2026, 12, 31)),
        "1.3": (date(2024, 1, 1), date(2026, 12, 31)),
        "2.1": (date(2024, 1, 1), date(2025, 12, 31)),
        "2.2": (date(2024, 1, 1), date(2026, 6, 30)),
        "2.3": (date(2024, 1, 1), date(2026, 12, 31)),
    }


def test_indicators_of_one_cell_are_split_each_with_its_own_measures() -> None:
    found = plan("national.docx")
    own = [(i.code, str(i.kind), i.baseline, i.target) for i in found.indicators_of("1.2")]
    assert own == [
        ("1.2.1", "count", 0, 6), ("1.2.2", "percent", 0, 80), ("1.2.3", "count", None, 120),
    ]  # fmt: skip


def test_nothing_is_guessed_in_silence() -> None:
    assert sorted(doubts("national.docx")) == [
        ("1.1", "start", "start_missing"),
        ("1.2", "holder", "holder_first"),
        ("1.2.3", "target", "measure_in_words"),
        ("1.3", "deadline", "continuous"),
        ("1.3.1", "kind", "kind_guessed"),
        ("2.1", "start", "start_missing"),
        ("2.2", "start", "start_missing"),
        ("2.3", "deadline", "time_unread"),
        ("2.3", "holder", "holder_above"),
        ("2.3", "start", "start_missing"),
        ("APOO2024", "code", "plan_code"),
        ("APOO2024", "coordinator", "plan_coordinator"),
        ("ASK", "name_mk", "body_without_name"),
        ("GO", "name_mk", "body_is_group"),
        ("MP", "name_mk", "body_by_initials"),
        ("MVR", "name_mk", "body_by_initials"),
        ("SI", "name_mk", "body_is_group"),
    ]


def test_what_cannot_be_read_is_named_and_what_stands_around_is_set_aside() -> None:
    file = "national.docx"
    assert [f.cell for f in adopted(file).fates if f.fate == UNREAD] == ["F4"]
    assert became(file, "Word", "A3") == ["text"]
    assert became(file, "Word 1", "B2") == ["numbering"]
    assert became(file, "Word 2", "C1") == ["heading_again"]
    assert became(file, "Word 1", "E6") == ["says_nothing"]


def test_what_the_plan_has_no_column_for_is_kept_beside_it() -> None:
    rows = adopted("national.docx").rows("activities")
    assert [row.get("Извор на финансирање") for row in rows][:3] == ["Буџет", "Донатори", "Буџет"]


# ------------------------------------------------------------------ the OGP template, in Excel


def test_blocks_of_labelled_lines_become_commitments_with_their_milestones() -> None:
    found = plan("ogp.xlsx")
    assert [(own.code, own.title.in_("en"), own.coordinator) for own in found.commitments] == [
        ("1", "Open contracting for local investments", "MOF"),
        ("2", "Access to justice for vulnerable groups", "MJ"),
    ]
    assert [own.code for own in found.activities] == ["1.1", "1.2", "1.3", "2.1", "2.2"]


def test_whoever_leads_a_commitment_holds_its_milestones_and_the_others_take_part() -> None:
    found = plan("ogp.xlsx")
    assert found.activity("1.1").holder == "MOF"
    assert found.activity("2.1").holder == "MJ"
    assert found.activity("2.1").co_holders == ("MOF", "OMBUDSMAN", "COT", "YLA")


def test_the_first_and_the_last_day_of_a_milestone_stand_in_columns_of_their_own() -> None:
    found = plan("ogp.xlsx")
    assert [(own.start, own.deadline) for own in found.activities] == [
        (date(2024, 1, 15), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2024, 1, 1), date(2025, 6, 30)),
        (date(2024, 1, 1), date(2026, 12, 31)),
    ]


def test_whom_to_ask_goes_to_the_body_that_leads() -> None:
    body = plan("ogp.xlsx").institution("MOF")
    assert (body.email, body.contact) == ("contact@example.mk", "N. N.; 02 123 456")


# ------------------------------------------------------------------ a flat list


def test_a_list_reads_alike_from_csv_and_from_ods() -> None:
    assert plan("flat.csv") == plan("flat.ods")


def test_two_spellings_of_one_body_are_one_and_that_is_a_doubt() -> None:
    found = plan("flat.csv")
    assert [own.code for own in found.institutions] == ["MD", "AQI"]
    assert ("MD", "name_sq", "body_spelled_twice") in doubts("flat.csv")


def test_what_a_row_leaves_blank_is_taken_from_the_one_above_and_that_is_a_doubt() -> None:
    assert plan("flat.csv").activity("2.4").holder == "MD"
    assert ("2.4", "holder", "holder_above") in doubts("flat.csv")


def test_a_month_or_a_quarter_is_taken_as_the_later_and_both_are_named() -> None:
    assert plan("flat.csv").activity("2.4").deadline == date(2026, 9, 30)
    (doubt,) = [own for own in adopted("flat.csv").doubts if own.key == "date_ambiguous"]
    assert doubt.values == {"one": "31.3.2026", "other": "30.9.2026"}


def test_a_row_of_totals_is_no_activity() -> None:
    assert became("flat.csv", "CSV", "I8") == ["total"]


# ------------------------------------------------------------------ the doubts in the plan


def changed(file: str, change: Callable[[openpyxl.Workbook], None], folder: Path) -> list[str]:
    """Return why cells are still doubtful after *change*."""
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook(adopted(file), "en"))
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    said = plan_from_bytes(path.read_bytes(), "plan.xlsx")[1]
    return [own.values["why"] for own in said if own.key == "import_doubt"]


def test_a_doubt_is_gone_once_its_cell_is_changed_or_somebody_says_that_it_is_right(
    tmp_path: Path,
) -> None:
    def look(book: openpyxl.Workbook) -> None:
        book["To check"]["G3"] = "N. N."
        book["Plan"]["B3"] = "NAP6"

    before = changed("ogp.xlsx", lambda book: None, tmp_path)
    assert len(before) == 3
    assert len(changed("ogp.xlsx", look, tmp_path)) == 1


def test_doubtful_cells_are_coloured(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(adopted("ogp.xlsx"), "en"))
    sheet = openpyxl.load_workbook(path)["Activities"]
    fills = {cell.value: cell.fill.start_color.rgb for cell in sheet["G"] if cell.value}
    assert fills[sheet["G7"].value] != fills[sheet["G3"].value]


def test_a_blank_plan_has_no_sheet_of_doubts(tmp_path: Path) -> None:
    root = ovp.Workspace.start(tmp_path / "new", "en").path
    assert "To check" not in openpyxl.load_workbook(root / "plan.xlsx").sheetnames


# ------------------------------------------------------------------ the command


def test_init_reads_a_file_and_says_what_became_of_it(tmp_path: Path) -> None:
    file = tmp_path / "План.docx"
    file.write_bytes(national_docx())
    done = run("--lang", "en", "init", tmp_path / "new", "--from", file)
    assert done.exit_code == 0, done.stderr
    for said in (
        "83 cells of the file",
        "1 cell was not read",
        "Word 2!F4",
        "17 cells of the plan",
    ):
        assert said in done.stdout
    assert {"plan.xlsx", "import.xlsx"} <= {path.name for path in (tmp_path / "new").iterdir()}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("писмо.txt", "Почитувани,\nви го доставуваме планот.".encode(), "No activities"),
        ("слика.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "слика.png:"),
        ("список.csv", "Име;Телефон\nАна;1\nЕва;2\n".encode(), "No activities"),
    ],
)
def test_a_file_without_a_plan_leaves_nothing_behind(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("--lang", "en", "init", tmp_path / "new", "--from", tmp_path / name)
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_plan_of_ours_is_not_read_as_one_that_was_adopted(tmp_path: Path) -> None:
    own = ovp.Workspace.start(tmp_path / "own", "en").path / "plan.xlsx"
    done = run("--lang", "en", "init", tmp_path / "new", "--from", own)
    assert done.exit_code == 1
    assert "is a plan.xlsx already" in done.stderr


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = run("--lang", "en", "init", tmp_path / "new", "--from", tmp_path / "нема.docx")
    assert done.exit_code == 1
    assert "нема.docx" in done.stderr
