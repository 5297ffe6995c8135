"""Which form it is and which cell is which: by keys, headings and codes, never by position."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import case_plan
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    PROGRESS,
    ReturnedForm,
    content_of,
    drop,
    good_answers,
    merged,
    one,
    read_alone,
    returned,
)

from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.recognise.answers import FormAnswers
from ovpsheets.plan.model import Plan
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES, Language

TABLES = (ACTIVITIES, INDICATORS)


def answers(form: ReturnedForm) -> FormAnswers:
    """Return what is read of a form, wherever it stands."""
    read = read_alone(form.data()).answers
    assert read is not None
    return read


@pytest.fixture(scope="module")
def as_issued() -> FormAnswers:
    """The form filled in well and otherwise left as it was."""
    return answers(returned().fill_well())


def spoken(language: Language) -> Plan:
    """The plan whose institutions all report in *language*."""
    plan = case_plan()
    return replace(
        plan, institutions=tuple(replace(i, language=language) for i in plan.institutions)
    )


@pytest.mark.parametrize("name", ["Извештај.xlsx", "OVP_NAP5_2022-Q2_MP_R9.XLSX", "нов/1 (2).xlsx"])
def test_a_form_is_recognised_whatever_its_file_is_called(name: str, tmp_path: Path) -> None:
    returned().fill_well().save(tmp_path, name)
    result = merged(tmp_path)
    assert list(result.returns["institution"]) == ["MVR"]
    assert list(result.returns["used"]) == ["used"]
    assert list(result.returns["file"]) == [name]
    answer = one(result.activities, institution="MVR", activity="3.6.3")
    assert answer["progress"] == f"{PROGRESS} (3.6.3)"


def test_what_was_filled_in_well_was_read(as_issued: FormAnswers) -> None:
    answer = as_issued.activities["3.6.3"]
    assert (answer.status, answer["progress"], answer["reason"]) == (
        "substantial", f"{PROGRESS} (3.6.3)", "staff",
    )  # fmt: skip
    assert answer["new_deadline"] == date(2022, 12, 31)
    assert [as_issued.indicators[code].value for code in ("3.6.3.1", "3.6.3.2")] == [120, 6]
    assert not as_issued.troubles


def insert_row(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    sheet.insert_rows(form.key_row(table) + 3)


def insert_row_above(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    sheet.insert_rows(1, amount=3)


def insert_column(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    sheet.insert_cols(4)


def insert_first_column(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    sheet.insert_cols(1)


def swap_columns(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    keys = ("status", "explanation") if table == ACTIVITIES else ("value", "note")
    first, second = (form.column(table, key) for key in keys)
    for row in range(form.key_row(table), sheet.max_row + 1):
        one, other = sheet.cell(row, first), sheet.cell(row, second)
        one.value, other.value = other.value, one.value


def sort_rows(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    first, last = form.key_row(table) + 2, sheet.max_row
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(first, last)]
    for row, values in zip(range(first, last + 1), reversed(rows), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def delete_key_row(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    sheet.delete_rows(form.key_row(table))


def delete_headings(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    sheet.delete_rows(form.key_row(table) + 1)


def retype_headings(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    """Somebody took the headings of the Albanian form."""
    sheet.delete_rows(form.key_row(table))
    for cell in sheet[form.key_row(table)]:
        for key in ("code", "status", "progress", "reason", "explanation", "new_deadline",
                    "evidence", "value", "flag", "source", "note"):  # fmt: skip
            if Texts("mk").has(f"form.{table}.{key}") and cell.value == Texts("mk")(
                f"form.{table}.{key}"
            ):
                cell.value = Texts("sq")(f"form.{table}.{key}").upper()


def rename(sheet: Worksheet, form: ReturnedForm, table: str) -> None:
    sheet.title = f"Лист {table}"


@pytest.mark.parametrize(
    "mishap",
    [insert_row, insert_row_above, insert_column, insert_first_column, swap_columns, sort_rows,
     delete_key_row, delete_headings, retype_headings, rename],
    ids=lambda mishap: mishap.__name__,
)  # fmt: skip
def test_a_rearranged_form_is_read_by_key_and_code(
    mishap: Callable[[Worksheet, ReturnedForm, str], None], as_issued: FormAnswers
) -> None:
    form = returned().fill_well()
    for table in TABLES:
        mishap(form.sheet(table), form, table)
    assert answers(form) == as_issued


def test_each_value_leads_back_to_the_cell_it_stands_in_now(tmp_path: Path) -> None:
    form = returned().fill_well()
    row, column = form.row(INDICATORS, "3.6.3.1"), form.column(INDICATORS, "value")
    form.sheet(INDICATORS).insert_rows(1, amount=2)
    form.sheet(INDICATORS).insert_cols(1)
    form.save(tmp_path)
    found = one(merged(tmp_path).indicators, indicator="3.6.3.1")
    moved = form.sheet(INDICATORS).cell(row + 2, column + 1)
    assert (found["sheet"], found["cell"]) == (form.sheet(INDICATORS).title, moved.coordinate)


def test_the_sheets_may_stand_in_any_order(as_issued: FormAnswers) -> None:
    form = returned().fill_well()
    form.book.move_sheet(form.sheet(INDICATORS), -2)
    assert answers(form) == as_issued


def test_a_form_without_its_hidden_sheet_is_still_known(as_issued: FormAnswers) -> None:
    form = returned().fill_well()
    del form.book["_ovp"]
    assert answers(form) == as_issued


def test_a_form_without_its_cover_is_still_known(as_issued: FormAnswers) -> None:
    form = returned().fill_well()
    form.book.remove(form.sheet("cover"))
    assert answers(form) == as_issued


def test_codes_with_latin_letters_and_spaces_are_the_same_codes(
    as_issued: FormAnswers,
) -> None:
    form = returned().fill_well()
    form.cell(f"{ACTIVITIES}/3.6.3/code").value = " 3.6.3 "
    assert answers(form) == as_issued


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_read_in_every_language(language: Language) -> None:
    plan = spoken(language)
    content = content_of("MVR", plan=plan)
    read = read_alone(ReturnedForm(content).fill(good_answers(content)).data(), plan)
    assert read.answers is not None
    assert {answer.status for answer in read.answers.activities.values()} == {"substantial"}


def test_the_form_as_issued_holds_no_answers(tmp_path: Path) -> None:
    drop(tmp_path, "празен.xlsx", form_workbook(content_of("MVR")))
    result = merged(tmp_path)
    assert list(result.returns["fields"]) == [0]
    own = result.activities[result.activities["institution"] == "MVR"]
    assert set(own["status"]) == {"no_report"}
