"""Tables whose headings nobody knows: read where codes, given values and words settle them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import PROGRESS, ReturnedForm, merged, one, returned

from ovpsheets.journeys.merged import Merged
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS

DUE = f"{ACTIVITIES}/3.6.3"
TITLE = next(a.text for a in returned().content.activities if a.code == "3.6.3")


def of(form: ReturnedForm, folder: Path) -> Merged:
    form.save(folder, "образец.xlsx")
    return merged(folder)


def in_own_words(form: ReturnedForm, table: str) -> ReturnedForm:
    """Delete the row of keys and word the headings otherwise."""
    sheet, row = form.sheet(table), form.key_row(table)
    for number, cell in enumerate(sheet[row + 1]):
        cell.value = f"Наш збор {number}"
    sheet.delete_rows(row)
    return form


def own_sheet(form: ReturnedForm, rows: list[list[object]]) -> Worksheet:
    sheet = form.book.create_sheet("Наша табела")
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return sheet


def status(code: str) -> str:
    return Texts("mk")(f"words.status.{code}")


@pytest.mark.parametrize("table", [ACTIVITIES, INDICATORS])
def test_headings_in_the_members_own_words_are_read_by_order(table: str, tmp_path: Path) -> None:
    result = of(in_own_words(returned().fill_well(), table), tmp_path)
    rules = set(result.findings["rule"])
    assert rules.isdisjoint({"missing_status", "missing_indicator", "unread_table"})
    answer = one(result.activities, institution="MVR", activity="3.6.3")
    assert (answer["status"], answer["progress"]) == ("substantial", f"{PROGRESS} (3.6.3)")
    assert one(result.indicators, institution="MVR", indicator="3.6.3.1")["value"] == 120
    assert "редоследот" in one(result.returns)["observed"]


def test_columns_in_another_order_under_own_headings_are_one_finding(tmp_path: Path) -> None:
    form = in_own_words(returned().fill_well(), ACTIVITIES)
    sheet = form.sheet(ACTIVITIES)
    progress = form.column(ACTIVITIES, "progress")
    for row in sheet.iter_rows(min_row=form.key_row(ACTIVITIES)):
        texts = [row[progress - 1].value, row[progress + 1].value]
        row[progress + 1].value, row[progress - 1].value = texts
    sheet.move_range(f"C1:D{sheet.max_row}", cols=20)
    result = of(form, tmp_path)
    found = one(result.findings, rule="unread_table")
    assert found["sheet"] == "1 Активности"
    assert "missing_status" not in set(result.findings["rule"])


def test_a_table_of_codes_and_list_words_on_a_sheet_of_its_own_is_read(tmp_path: Path) -> None:
    form = returned().fill_well()
    for code in ("3.6.3", "3.6.2"):
        form.write(f"{ACTIVITIES}/{code}/status", None)
    own_sheet(form, [
        ["Шифра", "Докаде е"], ["3.6.3", status("limited")], ["3.6.2", status("completed")],
    ])  # fmt: skip
    result = of(form, tmp_path)
    assert one(result.activities, institution="MVR", activity="3.6.3")["status"] == "limited"
    found = one(result.findings, rule="second_place")
    assert "B2, B3" in found["message"]


def test_a_column_that_nobody_can_know_leaves_a_table_unread(tmp_path: Path) -> None:
    form = returned().fill_well()
    for code in ("3.6.3", "3.6.2"):
        form.write(f"{ACTIVITIES}/{code}/status", None)
    own_sheet(form, [
        ["Шифра", "Докаде е", "Ни треба"],
        ["3.6.3", status("limited"), "обука"],
        ["3.6.2", status("completed"), "опрема"],
    ])  # fmt: skip
    result = of(form, tmp_path)
    assert one(result.activities, institution="MVR", activity="3.6.3")["status"] == "no_report"
    found = one(result.findings, rule="unread_table")
    assert "Наша табела" in found["ask"]


def test_a_list_of_activities_beside_a_full_form_is_no_finding(tmp_path: Path) -> None:
    form = returned().fill_well()
    own_sheet(form, [["3.6.3", "Марија", 1], ["3.6.2", "Петар", 2]])
    assert "unread_table" not in set(of(form, tmp_path).findings["rule"])


def exchanged(form: ReturnedForm, table: str) -> ReturnedForm:
    """Exchange the rows and columns of a table, as "paste special" does."""
    sheet, first = form.sheet(table), form.key_row(table)
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            cell.value = None
    for number, line in enumerate(zip(*cells, strict=True)):
        for at, value in enumerate(line):
            sheet.cell(first + number, at + 1).value = value
    return form


def without_keys(form: ReturnedForm, table: str) -> ReturnedForm:
    for cell in form.sheet(table)[form.key_row(table)]:
        cell.value = None
    return form


@pytest.mark.parametrize("change", [exchanged, lambda f, t: exchanged(without_keys(f, t), t)])
@pytest.mark.parametrize("table", [ACTIVITIES, INDICATORS])
def test_a_table_with_rows_and_columns_exchanged_is_read(
    change: Callable[[ReturnedForm, str], ReturnedForm], table: str, tmp_path: Path
) -> None:
    form = returned().fill_well()
    for cell in (form.sheet(table)["A1"], form.sheet(table)["A2"]):
        assert cell.value
    result = of(change(form, table), tmp_path)
    rules = set(result.findings["rule"])
    assert rules.isdisjoint({"missing_status", "missing_indicator", "unread_table"})
    answer = one(result.activities, institution="MVR", activity="3.6.3")
    assert (answer["status"], answer["progress"]) == ("substantial", f"{PROGRESS} (3.6.3)")
    assert one(result.indicators, institution="MVR", indicator="3.6.3.1")["value"] == 120
