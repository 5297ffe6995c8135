"""Nothing typed is lost: every cell and note of a returned file is in one class of the ledger."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import QUARTER, case_plan
from openpyxl import load_workbook
from openpyxl.comments import Comment
from returned_forms import (
    ReturnedForm,
    content_of,
    drop,
    good_answers,
    merged,
    one,
    read_alone,
    returned,
)

from ovpsheets.form_field import FormField
from ovpsheets.forms.asked_again import digest
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.recognise.file_ledger import Ledger, LedgerLine
from ovpsheets.words import (
    ACTIVITIES,
    COVER,
    GUIDE,
    INDICATORS,
    LANGUAGES,
    NOTES,
    Language,
    LedgerClass,
)


def held(path: Path) -> int:
    """Count what a file holds, as openpyxl sees it: non-empty cells, comments and footers."""
    book = load_workbook(path)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    footers = sum(bool(sheet.oddFooter and sheet.oddFooter.left.text) for sheet in book)
    notes = sum(c.comment is not None for c in cells)
    return sum(c.value not in (None, "") for c in cells) + notes + footers


def unplaced(form: ReturnedForm) -> dict[tuple[str, str], str]:
    """Return what belongs nowhere in a form: sheet and cell → text."""
    ledger = read_alone(form.data()).ledger
    return {(e.sheet, e.cell): e.raw for e in ledger if e.what is LedgerClass.UNPLACED}


@pytest.mark.parametrize("institution", ["MVR", "MTSP"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_texts_values_and_formulas_are_never_unplaced(
    institution: str, language: Language, tmp_path: Path
) -> None:
    plan = case_plan()
    spoken = tuple(replace(item, language=language) for item in plan.institutions)
    plan = replace(plan, institutions=spoken)
    path = drop(tmp_path, "образец.xlsx", form_workbook(content_of(institution, plan=plan)))
    ledger = read_alone(path.read_bytes(), plan).ledger
    assert {entry.what for entry in ledger} == {"form", "given", "check"}
    assert len(ledger) == held(path)


def test_everything_a_member_may_fill_in_is_a_field() -> None:
    form = returned().fill_well()
    people = {f"{COVER}/{key}": "Ана" for key in ("filled_by", "function", "email", "phone")}
    notes = {f"{NOTES}/{key}": "Нема ризици." for key in ("risks", "help_needed", "remarks")}
    own = form.sheet(COVER)["C5"]  # a blank for two, as LibreOffice leaves of lines in .ods
    own.value = f"{own.value}".replace("3.6  ", "3.6 ")
    ledger = read_alone(form.fill(people | notes).data()).ledger
    fields = {str(entry.field) for entry in ledger if entry.what is LedgerClass.FIELD}
    assert fields == {*good_answers(form.content), *people, *notes}
    assert not any(entry.what is LedgerClass.UNPLACED for entry in ledger)


def test_what_is_typed_outside_the_form_is_shown_with_its_address() -> None:
    form = returned().fill_well()
    tables = form.sheet(ACTIVITIES)
    row = form.row(ACTIVITIES, "3.6.3")
    tables[f"P{row}"] = "види забелешка"  # beside a row
    tables.cell(40, 2).value = "Дополнително: одржан состанок."  # below the table
    form.type_at(COVER, "H2", "Примено по факс").type_at(GUIDE, "D9", 12)
    form.book.create_sheet("Мои белешки")["C3"] = "=1+1"
    name = tables.title
    assert unplaced(form) == {
        (name, f"P{row}"): "види забелешка",
        (name, "B40"): "Дополнително: одржан состанок.",
        (form.sheet(COVER).title, "H2"): "Примено по факс",
        (form.sheet(GUIDE).title, "D9"): "12",
        ("Мои белешки", "C3"): "=1+1",
    }


def test_a_note_is_unplaced_with_its_cell(tmp_path: Path) -> None:
    form = returned().fill_well().note_at(f"{ACTIVITIES}/3.6.3/status", "Проверено со колегите.")
    form.save(tmp_path)
    row = one(merged(tmp_path).unplaced, kind="note")
    assert row["text"] == "Проверено со колегите."
    assert row["cell"] == form.cell(f"{ACTIVITIES}/3.6.3/status").coordinate
    assert row["institution"] == "MVR"


def test_a_changed_text_of_the_plan_is_unplaced() -> None:
    form = returned().fill_well()
    form.write(f"{ACTIVITIES}/3.6.3/text", "Обука на судии").write(
        f"{INDICATORS}/3.6.3.1/target", 200
    )
    assert set(unplaced(form).values()) == {"Обука на судии", "200"}


def test_a_changed_deadline_is_unplaced() -> None:
    form = returned().fill_well().write(f"{ACTIVITIES}/3.6.3/deadline", "31.12.2023")
    assert list(unplaced(form).values()) == ["31.12.2023"]


def test_a_remark_typed_over_our_text_is_unplaced() -> None:
    form = returned().fill_well().type_at(GUIDE, "A1", "Прочитано, благодариме!")
    assert unplaced(form) == {(form.sheet(GUIDE).title, "A1"): "Прочитано, благодариме!"}


def test_a_row_with_an_unknown_code_is_unplaced_as_a_whole() -> None:
    form = returned().fill_well()
    sheet, row = form.sheet(ACTIVITIES), form.row(ACTIVITIES, "3.6.3")
    for column, value in enumerate(("3.6.9", "Нова активност"), 1):
        sheet.cell(30, column).value = value
    sheet.cell(30, form.column(ACTIVITIES, "status")).value = sheet.cell(
        row, form.column(ACTIVITIES, "status")
    ).value
    assert sorted(unplaced(form).values()) == ["3.6.9", "Значително", "Нова активност"]


def test_the_second_row_with_a_code_is_unplaced_and_the_first_stands() -> None:
    form = returned().fill_well()
    sheet = form.sheet(INDICATORS)
    sheet.cell(30, form.column(INDICATORS, "code")).value = "3.6.3.1"
    sheet.cell(30, form.column(INDICATORS, "value")).value = 99
    assert sorted(unplaced(form).values()) == ["99"]
    answers = read_alone(form.data()).answers
    assert answers is not None
    assert answers.indicators["3.6.3.1"].value == 120


def test_what_cannot_be_read_is_unreadable_and_kept(tmp_path: Path) -> None:
    form = returned().fill_well()
    form.write(f"{ACTIVITIES}/3.6.3/status", "во тек").write(f"{INDICATORS}/3.6.3.1/value", "1.234")
    form.save(tmp_path)
    result = merged(tmp_path)
    unreadable = result.ledger[result.ledger["class"] == "unreadable"]
    assert dict(zip(unreadable["field"], unreadable["raw"], strict=True)) == {
        f"{ACTIVITIES}/3.6.3/status": "во тек",
        f"{INDICATORS}/3.6.3.1/value": "1.234",
    }
    row = one(result.indicators, indicator="3.6.3.1")
    assert row["text"] == "1.234"
    assert row["value"] is None


def test_a_file_set_aside_shows_its_answers_as_unplaced(tmp_path: Path) -> None:
    earlier = content_of("MVR", quarter=QUARTER.previous())
    form = ReturnedForm(earlier).write(f"{ACTIVITIES}/3.6.3/progress", "Стар одговор.")
    path = form.save(tmp_path, "старо.xlsx")
    assert list(unplaced(form).values()) == ["Стар одговор."]
    assert len(read_alone(path.read_bytes()).ledger) == held(path)


def test_a_foreign_workbook_is_unplaced_cell_by_cell(tmp_path: Path) -> None:
    form = returned()
    for name in form.book.sheetnames[:-1]:
        del form.book[name]
    form.book["_ovp"].title = "Лист1"
    sheet = form.book["Лист1"]
    sheet.sheet_state = "visible"
    for row in sheet.iter_rows():
        for cell in row:
            cell.value = None
    sheet["B2"], sheet["B3"] = "Состаноци", 4
    form.book.custom_doc_props.props.clear()  # type: ignore[attr-defined]
    form.book.properties.subject = None
    path = drop(tmp_path, "листа.xlsx", form.data())
    result = read_alone(path.read_bytes())
    assert result.set_aside == "unrecognised"
    assert unplaced(form) == {("Лист1", "B2"): "Состаноци", ("Лист1", "B3"): "4"}
    assert len(result.ledger) == held(path)


addresses = st.tuples(
    st.sampled_from([COVER, ACTIVITIES, INDICATORS, NOTES, GUIDE]),
    st.integers(1, 30),
    st.integers(1, 18),
)
contents = st.one_of(
    st.integers(-5, 10**6),
    st.sampled_from(["нема", "3.6.3", "3.6.3.1", "status", "Статус", "x", "=1+1", "MVR", "12 мај"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.dictionaries(addresses, contents, max_size=6), noted=st.sets(addresses, max_size=2))
def test_the_classes_add_up_to_what_the_file_holds_whatever_was_typed_where(
    typed: dict[tuple[str, int, int], str | int], noted: set[tuple[str, int, int]], tmp_path: Path
) -> None:
    form = returned()
    for (key, row, column), value in typed.items():
        form.sheet(key).cell(row, column).value = value
    for key, row, column in noted:
        form.sheet(key).cell(row, column).comment = Comment("белешка", "член")
    path = form.save(tmp_path)
    ledger = read_alone(path.read_bytes()).ledger
    assert len(ledger) == held(path)
    places = Counter((entry.sheet, entry.cell, entry.kind) for entry in ledger)
    assert set(places.values()) == {1}


def test_a_remark_typed_over_our_check_is_shown_and_not_taken_for_the_check() -> None:
    form = returned("MVR").fill_well()
    cell = form.cell("activities/3.6.3/check")
    cell.value = "Почекајте до ноември!"
    assert unplaced(form) == {(form.sheet(ACTIVITIES).title, cell.coordinate): cell.value}


def test_a_check_pasted_as_its_words_stays_a_check() -> None:
    form = returned("MVR").fill_well()
    form.cell("activities/3.6.3/check").value = "Во ред"
    assert not unplaced(form)


def homes(form: ReturnedForm) -> dict[str, str]:
    """Text → the field to which it probably belongs."""
    return {entry.raw: str(entry.home) for entry in read_alone(form.data()).ledger if entry.home}


def test_what_belongs_nowhere_is_given_a_probable_home() -> None:
    form = returned().fill_well()
    row = form.row(ACTIVITIES, "3.6.8")
    sheet = form.sheet(ACTIVITIES)
    sheet.cell(row, 20).value = "до редот"
    sheet.cell(row + 1, form.column(ACTIVITIES, "explanation")).value = "продолжение"
    form.note_at(f"{INDICATORS}/3.6.3.1/value", "Според евиденцијата.")
    assert homes(form) == {
        "до редот": "activities/3.6.8/progress",
        "продолжение": "activities/3.6.8/explanation",
        "Според евиденцијата.": "indicators/3.6.3.1/value",
    }


def test_checks_and_lists_of_an_earlier_version_of_the_form_are_ours() -> None:
    form = returned()
    form.book["_ovp"]["D3"], form.book["_ovp"]["D40"] = "н.п.", "како претходно"
    check = form.cell(f"{ACTIVITIES}/3.6.3/check")
    check.value = '=IF(LEN(F8)=0,"Изберете статус",IF(LEN(H8)=0,"Изберете причина","Во ред"))'
    form.sheet(ACTIVITIES)["A4"] = (
        '="Готови редови: "&(COUNTIF(L7:L9,"Во ред")+COUNTIF(L7:L9,"Сѐ уште не е потребно"))'
    )
    assert unplaced(form) == {}


def test_the_list_of_another_versions_form_is_ours_and_what_was_written_into_it_is_not() -> None:
    form = returned()
    listed = "||нешто|друго|"
    form.book["_ovp"]["D3"] = f"{listed}{digest(listed)}"
    assert unplaced(form) == {}
    form.book["_ovp"]["D3"] = f"{listed}трето|{digest(listed)}"
    assert len(unplaced(form)) == 1


def test_an_explanation_of_last_quarter_is_ours_also_where_it_was_corrected_since() -> None:
    form = returned()
    said = "Се чекаше согласност."
    form.book["_ovp"]["H3"], form.book["_ovp"]["I3"] = said, digest(said)
    assert unplaced(form) == {}
    form.book["_ovp"]["H3"] = "Се чека."
    assert len(unplaced(form)) == 2


def test_a_formula_of_the_members_own_in_the_check_column_is_unplaced() -> None:
    form = returned()
    form.cell(f"{ACTIVITIES}/3.6.3/check").value = '=IF(LEN(F8)=0,"празно","Во ред")'
    assert len(unplaced(form)) == 1


def test_a_ledger_gives_back_its_lines_whatever_stands_in_the_cells() -> None:
    assert tuple(Ledger.of(())) == ()
    plainly = LedgerLine("Лист", "A1", LedgerClass.UNPLACED, None, "5\n= ;\t\x1f")
    field = FormField(ACTIVITIES, "3.6.1", "progress")
    for raw in ("", "[", "Обуки", "\0", "a\0b", "\ud800"):
        lines = (plainly, LedgerLine("S", "B2", LedgerClass.FIELD, field, raw, home=field))
        assert tuple(Ledger.of(lines)) == lines, raw
