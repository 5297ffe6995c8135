"""Tables whose headings nobody knows: read where codes, given values and words settle them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from every_case import every
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    PROGRESS,
    ReturnedForm,
    content_of,
    contents_of,
    findings_of,
    merged,
    one,
    read_contents,
    returned,
    typed_cell,
)

from ovpsheets.intake.reading.cells import Sheet
from ovpsheets.intake.recognise.returned import Return
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
    assert "B2 (3.6.3), B3 (3.6.2)" in found["message"]


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


def on_its_own(
    headings: list[str | None],
    *columns: Sequence[object],
    codes: Sequence[str] = ("3.6.3", "3.6.2"),
    turned: bool = False,
) -> Return:
    """Read a blank form with a table of its own headings on a sheet behind it.

    *turned*: its rows and columns are exchanged.
    """
    rows: list[Sequence[object]] = [headings, *zip(codes, *columns, strict=True)]
    rows = [*zip(*rows, strict=True)] if turned else rows
    cells = [
        typed_cell(value)._replace(sheet="Наша табела", row=row, column=column)
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if isinstance(value, str | int)
    ]
    blank = contents_of(content_of("MVR"), {})
    return read_contents(replace(blank, sheets=(*blank.sheets, Sheet.of("Наша табела", cells))))


STATUSES: Final[list[object]] = [status("limited"), status("completed")]
DONE: Final[list[object]] = ["Одржани се две обуки.", "Прирачникот е отпечатен."]
WHY: Final[list[object]] = ["Тендерот е поништен.", None]


def answers_of(read: Return, code: str = "3.6.3") -> tuple[object, ...]:
    assert read.answers is not None
    own = read.answers.activities[code]
    return own["status"], own["progress"], own["explanation"]


@every(
    ("done", "why"),
    [
        ("Што е направено", "Зошто доцни"), ("Опис на реализираното", "Причини за доцнење"),
        ("What we did", "Why late"), ("Çfarë është bërë", "Pse vonohet"), (None, None),
    ],
)  # fmt: skip
def test_two_columns_of_text_are_known_by_words_of_their_headings_or_by_order(
    done: str | None, why: str | None
) -> None:
    read = on_its_own(["Шифра", done and "Докаде е", done, why], STATUSES, DONE, WHY)
    assert answers_of(read) == ("limited", DONE[0], WHY[0])
    assert answers_of(read, "3.6.2") == ("completed", DONE[1], None)


def test_a_column_that_was_guessed_is_to_be_confirmed_once() -> None:
    headings: list[str | None] = ["Шифра", "Докаде е", "Што е направено"]
    read = on_its_own(headings, STATUSES, DONE)
    table = findings_of(read, language="en")
    (said,) = table[table["rule"] == "doubtful_value"]["message"]
    assert "C2): the whole column, whose heading is “Што е направено”, was taken" in said
    table = findings_of(on_its_own(headings, STATUSES, DONE, turned=True), language="en")
    (said,) = table[table["rule"] == "doubtful_value"]["message"]
    assert "B3): the whole row, whose heading is “Што е направено”, was taken" in said


def test_a_column_between_two_known_ones_is_what_stands_between_them_in_the_form() -> None:
    read = on_its_own(
        ["Код", "Статус", "Сработено", "Тип", "Детали", "До кога", "Доказ"],
        STATUSES, DONE, [Texts("mk")("words.reason.funding")] * 2, WHY,
        ["31.12.2022", None], ["https://example.mk/1", "https://example.mk/2"],
    )  # fmt: skip
    assert answers_of(read) == ("limited", DONE[0], WHY[0])


@pytest.mark.parametrize("heading", ["Што е направено и зошто", "Ни треба", "План"])
def test_a_heading_that_fits_two_columns_or_none_leaves_the_table_unread(heading: str) -> None:
    read = on_its_own(["Шифра", "Докаде е", heading], STATUSES, DONE)
    assert answers_of(read) == (None, None, None)
    assert [unread.sheet for unread in read.unread] == ["Наша табела"]


def test_a_column_of_remarks_is_no_answer_and_is_named_beside_the_blank() -> None:
    read = on_its_own(["Шифра", "Докаде е", "Забелешка"], STATUSES, DONE)
    assert answers_of(read) == ("limited", None, None)
    table = findings_of(read)
    (said,) = table[table["rule"] == "missing_narrative"]["message"]
    assert "Прирачникот е отпечатен." in said


def test_answers_taken_from_a_sheet_are_not_said_to_stand_elsewhere() -> None:
    headings: list[str | None] = ["Шифра", "Докаде е", "Што е направено"]
    table = findings_of(on_its_own(headings, STATUSES, DONE))
    assert "empty_form" not in set(table["rule"])


@every(
    ("heading", "read"), [("Вредност во Q3", 12), (None, 12), ("План за Q4", None), ("ние", None)]
)
def test_a_column_of_values_is_known_by_a_word_of_its_heading(
    heading: str | None, read: int | None
) -> None:
    found = on_its_own(["Шифра", heading], [12, 3], codes=("3.6.3.1", "3.6.3.2"))
    assert found.answers is not None
    assert found.answers.indicators["3.6.3.1"].value == read


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
    for cell in (form.sheet(table)["A1"], form.sheet(table)["C1"]):
        assert cell.value
    result = of(change(form, table), tmp_path)
    rules = set(result.findings["rule"])
    assert rules.isdisjoint({"missing_status", "missing_indicator", "unread_table"})
    answer = one(result.activities, institution="MVR", activity="3.6.3")
    assert (answer["status"], answer["progress"]) == ("substantial", f"{PROGRESS} (3.6.3)")
    assert one(result.indicators, institution="MVR", indicator="3.6.3.1")["value"] == 120
