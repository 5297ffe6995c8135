"""What stands elsewhere in a file: on copies, notes, sheets of its own, in rows of another form."""

import io
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from every_case import every
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from returned_forms import ReturnedForm, drop, merged, one, returned, the_plan

from ovpsheets.intake.recognise.second_sheets import is_named_as_unused
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Wording
from ovpsheets.rules.items import items
from ovpsheets.words import ACTIVITIES, INDICATORS, NOTES

DUE = f"{ACTIVITIES}/3.6.3"


def of(form: ReturnedForm, folder: Path) -> Merged:
    form.save(folder, "образец.xlsx")
    return merged(folder)


def copied(form: ReturnedForm, *, hidden: bool = False) -> ReturnedForm:
    """Return *form* with a copy of its activities, as Excel makes one."""
    copy = form.book.copy_worksheet(form.sheet(ACTIVITIES))
    if hidden:
        copy.sheet_state = "hidden"
    return form


# ------------------------------------------------------------------ a second copy


@pytest.mark.parametrize("hidden", [False, True])
def test_a_gap_filled_from_a_copy_names_the_cell(hidden: bool, tmp_path: Path) -> None:
    form = copied(returned().fill_well(), hidden=hidden).write(f"{DUE}/progress", None)
    result = of(form, tmp_path)
    found = one(result.findings, rule="second_place")
    # What people are led to is the gap, which they can reach, and both are named.
    gap = form.cell(f"{DUE}/progress").coordinate
    assert (found["sheet"], found["cell"]) == ("1 Активности", gap)
    for said in (found["message"], found["ask"]):
        assert f"{gap} (3.6.3)" in said
        assert "„1 Активности Copy“" in said


def untitled_copy(
    form: ReturnedForm, name: str = "", *, above: int = 0, of_now: bool = False
) -> ReturnedForm:
    """Return *form* with a copy of its activities that nothing says to be of this quarter.

    *above*: how many rows below its title are gone, too: the keys, the headings. *of_now*: what
    it gives as said before tells its quarter.
    """
    copied(form)
    copy = form.book["1 Активности Copy"]
    for row in copy.iter_rows(max_row=form.key_row(ACTIVITIES) - 1 + above):
        for cell in row:
            cell.value = None
    for cell in copy[get_column_letter(form.column(ACTIVITIES, "previous_status"))]:
        cell.value = cell.value if of_now else None
    copy.oddFooter = HeaderFooterItem()
    copy.title = name or copy.title
    return form


@pytest.mark.parametrize("named", ["", "1 Активности_НЕ КОРИСТИ"])
def test_a_copy_that_may_be_old_fills_no_gap_and_is_told(named: str, tmp_path: Path) -> None:
    make = untitled_copy if not named else copied
    form = make(returned().fill_well())
    if named:
        form.book["1 Активности Copy"].title = named
    form.write(f"{DUE}/progress", None)
    result = of(form, tmp_path)
    row = one(result.activities, institution="MVR", activity="3.6.3")
    assert (row["status"], row["progress"]) == ("substantial", None)
    found = one(result.findings, rule="second_place")
    assert found["cell"] == form.cell(f"{DUE}/progress").coordinate
    assert ("кој квартал" in found["message"]) is (not named)
    assert "внесете го" in found["ask"]
    blank = one(result.findings, rule="missing_narrative")
    assert blank["message"].endswith(".")
    assert " пишува: " not in blank["message"]  # that is told once, of the sheet


@every(
    ("name", "is_unused"),
    [
        ("стара верзија", True), ("1 Активности - стари", True), ("НАЦРТ", True), ("draft 1", True),
        ("2 Indicators_OLD", True), ("do not use", True), ("mos përdor", True), ("Shembull", True),
        ("1 Aktivitetet e vjetër", True), ("ne koristi", True), ("1 Активности", False),
        ("Старо Нагоричане", False), ("Старо Нагоричане – старо", True), ("Нагоричане старо", True),
        ("1 Активности (2)", False), ("Household", False), ("копија", False), ("Sheet1", False),
    ],
)  # fmt: skip
def test_a_sheet_says_by_its_name_that_it_does_not_count(name: str, is_unused: bool) -> None:
    first, *others = the_plan().institutions
    place = replace(first, name=Wording(mk="Општина Старо Нагоричане"))
    plan = replace(the_plan(), institutions=(place, *others))
    assert is_named_as_unused(name, plan) is is_unused


@pytest.mark.parametrize(("above", "of_now"), [(2, False), (0, True)])
def test_only_a_copy_that_is_known_to_be_of_this_quarter_fills_a_gap(
    above: int, of_now: bool, tmp_path: Path
) -> None:
    form = untitled_copy(returned().fill_well(), above=above, of_now=of_now)
    form.write(f"{DUE}/progress", None)
    result = of(form, tmp_path)
    progress = one(result.activities, institution="MVR", activity="3.6.3")["progress"]
    assert (progress is not None) is of_now
    found = one(result.findings, rule="second_place")
    assert ("употребен е" in found["message"]) is of_now


@pytest.mark.parametrize(
    ("named", "asked"),
    [("", True), ("стара верзија", False)],
    ids=["a copy that says nothing", "a copy that does not count"],
)
def test_another_answer_on_a_copy_is_asked_about_where_the_copy_may_count(
    named: str, asked: bool, tmp_path: Path
) -> None:
    form = untitled_copy(returned().fill_well(), named)
    form.write(f"{DUE}/progress", "Одржани се три обуки за 60 службеници.")
    table = of(form, tmp_path).findings
    told = table.loc[table["rule"] == "conflicting_answers", "ask"]
    there = f"(лист „1 Активности Copy“, поле {form.cell(f'{DUE}/progress').coordinate})"
    assert [there in ask for ask in told] == [True] * asked
    assert "second_place" not in set(table["rule"])


def test_the_sheet_that_counts_is_read_before_an_old_one_in_front_of_it(tmp_path: Path) -> None:
    form = copied(returned().fill_well())
    form.write(f"{DUE}/progress", "Минат квартал: одржани се две обуки.")
    form.sheet(ACTIVITIES).title = "1 Активности - стара"
    result = of(form, tmp_path)
    row = one(result.activities, institution="MVR", activity="3.6.3")
    assert row["sheet"] == "1 Активности Copy"
    assert {"unused_sheet", "conflicting_answers"}.isdisjoint(result.findings["rule"])


def test_answers_only_on_a_sheet_that_does_not_count_are_used_and_asked_about(
    tmp_path: Path,
) -> None:
    form = returned().fill_well()
    form.sheet(ACTIVITIES).title = "стари активности"
    result = of(form, tmp_path)
    assert one(result.activities, institution="MVR", activity="3.6.3")["status"] == "substantial"
    found = one(result.findings, rule="unused_sheet")
    assert (found["sheet"], found["severity"]) == ("стари активности", "important")


def test_a_copy_that_adds_nothing_is_no_finding(tmp_path: Path) -> None:
    result = of(copied(returned().fill_well()), tmp_path)
    assert "second_place" not in set(result.findings["rule"])


def test_a_row_that_stands_on_another_sheet_alone_is_no_second_place(tmp_path: Path) -> None:
    form = copied(returned().fill_well())
    row = form.row(ACTIVITIES, "3.6.3")
    for cell in form.sheet(ACTIVITIES)[row]:
        cell.value = None
    result = of(form, tmp_path)
    assert "second_place" not in set(result.findings["rule"])
    assert one(result.activities, institution="MVR", activity="3.6.3")["status"] == "substantial"


def test_a_gap_filled_from_a_second_row_of_the_same_table_names_the_cell(tmp_path: Path) -> None:
    form = returned().fill_well().write(f"{DUE}/progress", None)
    below, column = 40, form.cell(f"{DUE}/progress").column_letter
    form.type_at(ACTIVITIES, f"A{below}", "3.6.3")
    form.type_at(ACTIVITIES, f"{column}{below}", "Одржани се две обуки за 45 службеници.")
    result = of(form, tmp_path)
    found = one(result.findings, rule="second_place")
    gap = form.cell(f"{DUE}/progress").coordinate
    assert (found["sheet"], found["cell"]) == ("1 Активности", gap)
    assert f"{column}{below} (3.6.3)" in found["message"]
    row = one(result.activities, institution="MVR", activity="3.6.3")
    assert row["progress"] == "Одржани се две обуки за 45 службеници."


@pytest.mark.parametrize(("again", "conflicts"), [("as before", False), ("Друго.", True)])
def test_a_second_row_fills_no_answer_that_stands(
    again: str, conflicts: bool, tmp_path: Path
) -> None:
    form = returned().fill_well()
    cell = form.cell(f"{DUE}/progress")
    form.type_at(ACTIVITIES, "A40", "3.6.3")
    text = str(cell.value) if again == "as before" else again
    form.type_at(ACTIVITIES, f"{cell.column_letter}40", text)
    found = set(of(form, tmp_path).findings["rule"])
    assert "second_place" not in found
    assert ("conflicting_answers" in found) is conflicts


# ------------------------------------------------------------------ rows of another form


def test_rows_of_another_institution_are_named_once(tmp_path: Path) -> None:
    form = returned().fill_well()
    for row, code in ((40, "3.6.5"), (41, "3.6.4")):
        form.type_at(ACTIVITIES, f"A{row}", code)
    form.type_at(ACTIVITIES, "C40", form.cell(f"{DUE}/text").value)  # both are asked alike
    result = of(form, tmp_path)
    assert not {"unknown_code", "contradictory_rows"} & set(result.findings["rule"])
    found = result.findings[result.findings["rule"] == "rows_of_another"]
    assert len(found) == len(set(found["message"]))
    assert "3.6.5" in " ".join(found["message"])


def test_a_code_that_is_nowhere_in_the_plan_is_unknown(tmp_path: Path) -> None:
    result = of(returned().fill_well().type_at(ACTIVITIES, "A40", "3.6.99"), tmp_path)
    rules = set(result.findings["rule"])
    assert "unknown_code" in rules
    assert "rows_of_another" not in rules


# ------------------------------------------------------------------ beside an empty cell


def test_an_answer_in_a_note_on_the_empty_cell_is_quoted(tmp_path: Path) -> None:
    form = returned().fill_well().write(f"{DUE}/status", None)
    result = of(form.note_at(f"{DUE}/status", "Ограничено"), tmp_path)
    found = one(result.findings, rule="missing_status", activity="3.6.3")
    assert "Во белешката на полето F" in found["message"]
    assert "„Ограничено“" in found["ask"]


def test_a_note_on_an_answer_is_not_quoted(tmp_path: Path) -> None:
    form = returned().fill_well().write(f"{DUE}/status", None)
    result = of(form.note_at(f"{DUE}/progress", "види и прилог"), tmp_path)
    found = one(result.findings, rule="missing_status", activity="3.6.3")
    assert "прилог" not in found["message"]


@pytest.mark.parametrize(
    ("said", "behind"),
    [("12 обуки", "Ако тоа е вредноста, таа изнесува 12."), ("12 во план", "12 во план“.")],
)
def test_a_number_in_a_note_on_an_empty_value_is_proposed_where_it_is_clear(
    said: str, behind: str, tmp_path: Path
) -> None:
    value = f"{INDICATORS}/3.6.3.2/value"
    form = returned().fill_well().write(value, None).note_at(value, said)
    found = one(of(form, tmp_path).findings, rule="missing_indicator")
    assert found["message"].endswith(behind)


def test_of_many_empty_cells_that_with_a_note_is_said_by_itself(tmp_path: Path) -> None:
    form = returned()
    for line in form.content.activities:
        form.write(f"{ACTIVITIES}/{line.code}/progress", "Одржана е обука за 20 службеници.")
    form.note_at(f"{DUE}/status", "Ограничено")
    found = of(form, tmp_path).findings
    own = items(found[found["rule"] == "missing_status"], the_plan(), "mk")
    assert sum("„Ограничено“" in item.ask for item in own) == 1


# ------------------------------------------------------------------ empty


def test_a_blank_form_is_called_empty(tmp_path: Path) -> None:
    found = one(of(returned(), tmp_path).findings, rule="empty_form")
    assert "е вратен празен" in found["message"]


@pytest.mark.parametrize(("key", "address"), [("guide", "F30"), (NOTES, "C5"), (INDICATORS, "P9")])
def test_a_form_with_something_elsewhere_is_not_called_empty(
    key: str, address: str, tmp_path: Path
) -> None:
    result = of(returned().type_at(key, address, "Две обуки, 25 учесници"), tmp_path)
    found = one(result.findings, rule="empty_form")
    assert "празен" not in found["message"] + found["ask"]
    assert "1 запис" in found["message"]


@pytest.mark.parametrize(("key", "said"), [(NOTES, False), (INDICATORS, True)])
def test_of_answers_on_another_sheet_it_is_not_said_that_none_is_given(
    key: str, said: bool, tmp_path: Path
) -> None:
    """What stands on a sheet with a table of its own is no answer of all the others."""
    found = of(returned().type_at(key, "P9", "3.6.3: две обуки"), tmp_path).findings
    own = {"missing_status", "missing_indicator"} & set(found["rule"])
    assert bool(own) is said


@pytest.mark.parametrize("table", [ACTIVITIES, INDICATORS])
def test_a_table_that_was_not_sent_is_one_finding(table: str, tmp_path: Path) -> None:
    form = returned().fill_well()
    form.book.remove(form.sheet(table))
    result = of(form, tmp_path)
    found = one(result.findings, rule="missing_table")
    assert f"недостасува табелата „{form.layout(table).name}“" in found["message"]
    assert found["severity"] == "urgent"
    rules = set(result.findings["rule"])
    assert rules.isdisjoint({"missing_status", "missing_indicator", "empty_form", "unread_table"})


def test_a_table_that_is_there_and_blank_was_sent(tmp_path: Path) -> None:
    form = returned().fill_well()
    for column in form.content.columns.answers(ACTIVITIES):
        for line in form.content.activities:
            form.write(f"{ACTIVITIES}/{line.code}/{column.key}", None)
    first = form.key_row(ACTIVITIES)
    for cell in form.sheet(ACTIVITIES)[first + 1]:
        cell.value = f"Наш збор {cell.column}"
    form.sheet(ACTIVITIES).delete_rows(first)
    rules = set(of(form, tmp_path).findings["rule"])
    assert "missing_table" not in rules
    assert "missing_status" in rules


def test_the_two_tables_in_two_files_are_both_there(tmp_path: Path) -> None:
    for name, table in (("а.xlsx", ACTIVITIES), ("и.xlsx", INDICATORS)):
        form = returned().fill_well()
        form.book.remove(form.sheet(table))
        form.save(tmp_path, name)
    assert "missing_table" not in set(merged(tmp_path).findings["rule"])


def test_a_form_without_either_table_is_not_said_to_hold_one(tmp_path: Path) -> None:
    form = returned()
    for table in (ACTIVITIES, INDICATORS):
        form.book.remove(form.sheet(table))
    found = of(form, tmp_path).findings
    assert "missing_table" not in set(found["rule"])
    assert "е вратен без табелите" in one(found, rule="empty_form")["message"]


def test_a_row_answered_on_a_copy_alone_leads_to_the_copy(tmp_path: Path) -> None:
    form = copied(returned().fill_well())
    for column in form.content.columns.answers(ACTIVITIES):
        form.write(f"{DUE}/{column.key}", None)
    answer = one(of(form, tmp_path).activities, institution="MVR", activity="3.6.3")
    assert answer["sheet"] == "1 Активности Copy"
    assert answer["row"] == form.row(ACTIVITIES, "3.6.3")


# ------------------------------------------------------------------ where people can type


def test_what_is_missing_under_cells_merged_across_columns_is_asked_for_in_the_first(
    tmp_path: Path,
) -> None:
    form = returned().fill_well()
    status, progress = (form.cell(f"{DUE}/{key}").coordinate for key in ("status", "progress"))
    form.sheet(ACTIVITIES).merge_cells(f"{status}:{progress}")
    found = one(of(form, tmp_path).findings, rule="missing_narrative", activity="3.6.3")
    assert found["cell"] == status


def test_a_hidden_copy_in_front_does_not_count_before_a_visible_one(tmp_path: Path) -> None:
    form = copied(returned().fill_well(), hidden=True).write(f"{DUE}/progress", "Одржани обуки: 2.")
    form.book.move_sheet("1 Активности Copy", -6)
    form.sheet(ACTIVITIES).title = "Наши активности"
    row = one(of(form, tmp_path).activities, institution="MVR", activity="3.6.3")
    assert row["progress"] == "Одржани обуки: 2."


# ------------------------------------------------------------------ in a letter beside the form


def mailed(*letter: str, others: str = "") -> bytes:
    """Return a mail that brings a well filled form and a letter; and the form of *others*."""
    message, document, out = EmailMessage(), docx.Document(), io.BytesIO()
    message["From"], message["Date"] = "mvr@example.mk", "Mon, 10 Oct 2022 09:00:00 +0200"
    message.set_content("Во прилог.")
    for line in letter:
        document.add_paragraph(line)
    document.save(out)
    forms = [returned(), *([returned(others)] if others else [])]
    files = [(f"{number}.xlsx", form.fill_well().data()) for number, form in enumerate(forms)]
    for name, data in (*files, ("допис.docx", out.getvalue())):
        message.add_attachment(data, maintype="application", subtype="x", filename=name)
    return message.as_bytes()


@pytest.mark.parametrize(("others", "asked"), [("", True), ("MZ", False)], ids=["of one", "of two"])
def test_a_letter_in_the_mail_is_evidence_and_another_number_in_it_is_asked_about(
    others: str, asked: bool, tmp_path: Path
) -> None:
    lines = (
        "Почитувани,", "За индикаторот 3.6.3.1 вредноста е 118 лица.",
        "За индикаторот 3.6.3.2 вредноста е 6 обуки.", "Состанокот беше во 10.30, со 118 лица.",
    )  # fmt: skip
    drop(tmp_path, "порака.eml", mailed(*lines, others=others))
    result = merged(tmp_path)
    assert one(result.indicators, institution="MVR", indicator="3.6.3.1")["value"] == 120
    found = result.findings[result.findings["rule"] == "doubtful_value"]
    assert list(found["indicator"]) == (["3.6.3.1"] if asked else [])
    assert all("допис.docx" in said and "118" in said for said in found["message"])
