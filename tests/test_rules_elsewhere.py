"""What stands elsewhere in a file: on copies, notes, sheets of its own, in rows of another form."""

from pathlib import Path

import pytest
from returned_forms import ReturnedForm, merged, one, returned, the_plan

from ovpsheets.journeys.merged import Merged
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
    assert found["cell"] == form.cell(f"{DUE}/progress").coordinate
    assert found["sheet"] == "1 Активности Copy"
    assert found["cell"] in found["message"]


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


# ------------------------------------------------------------------ rows of another form


def test_rows_of_another_institution_are_named_once(tmp_path: Path) -> None:
    form = returned().fill_well()
    for row, code in ((40, "3.6.5"), (41, "3.6.4")):
        form.type_at(ACTIVITIES, f"A{row}", code)
    result = of(form, tmp_path)
    assert "unknown_code" not in set(result.findings["rule"])
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


def test_a_row_answered_on_a_copy_alone_leads_to_the_copy(tmp_path: Path) -> None:
    form = copied(returned().fill_well())
    for column in form.content.columns.answers(ACTIVITIES):
        form.write(f"{DUE}/{column.key}", None)
    answer = one(of(form, tmp_path).activities, institution="MVR", activity="3.6.3")
    assert answer["sheet"] == "1 Активности Copy"
    assert answer["row"] == form.row(ACTIVITIES, "3.6.3")
