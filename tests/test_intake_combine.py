"""Half returns, second versions, contradictory rows: what is put together and what is not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from made import AS_OF, QUARTER
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    ReturnedForm,
    content_of,
    good_answers,
    merged,
    one,
    returned,
    the_history,
    the_plan,
    workers,
)

from ovpsheets.journeys.bare_merge import merge
from ovpsheets.words import ACTIVITIES, INDICATORS

EARLIER, LATER = date(2022, 10, 5), date(2022, 10, 6)


def half(codes: set[str]) -> dict[str, object]:
    """The answers to some activities, and to their indicators."""
    return {
        field: value
        for field, value in good_answers(content_of("MVR")).items()
        if ".".join(field.split("/")[1].split(".")[:3]) in codes
    }


def test_two_halves_are_one_return_and_each_answer_leads_to_its_own_file(tmp_path: Path) -> None:
    returned().fill(half({"3.6.2"})).save(tmp_path, "прва.xlsx", EARLIER)
    returned().fill(half({"3.6.3"})).save(tmp_path, "втора.xlsx", LATER)
    result = merged(tmp_path)
    rows = result.activities.set_index(["activity", "institution"])
    assert rows.loc[("3.6.2", "MVR"), "status"] == "substantial"
    assert rows.loc[("3.6.2", "MVR"), "file"] == "прва.xlsx"
    assert rows.loc[("3.6.3", "MVR"), "status"] == "substantial"
    assert rows.loc[("3.6.3", "MVR"), "file"] == "втора.xlsx"
    assert list(result.returns["used"]) == ["used", "used"]
    assert "втора.xlsx" in one(result.returns, file="прва.xlsx")["reason"]
    assert "conflicting_answers" not in set(result.findings["rule"])


def test_a_conflict_of_two_halves_is_found_with_both_cells_and_the_newest_is_used(
    tmp_path: Path,
) -> None:
    field = f"{INDICATORS}/3.6.3.1/value"
    first = returned().fill({**half({"3.6.2", "3.6.3"}), field: 33})
    second = returned().fill({**half({"3.6.3"}), field: 35})
    first.save(tmp_path, "прва.xlsx", EARLIER)
    second.save(tmp_path, "втора.xlsx", LATER)
    result = merged(tmp_path)
    assert one(result.indicators, indicator="3.6.3.1", institution="MVR")["value"] == 35
    finding = one(result.findings, rule="conflicting_answers")
    assert (finding["file"], finding["found"]) == ("втора.xlsx", "35")
    for said in ("33", "прва.xlsx", first.cell(field).coordinate):
        assert said in finding["message"]


def test_a_correction_that_answers_everything_is_no_conflict(tmp_path: Path) -> None:
    field = f"{INDICATORS}/3.6.3.1/value"
    returned().fill_well().write(field, 33).save(tmp_path, "прва.xlsx", EARLIER)
    returned().fill_well().write(field, 35).save(tmp_path, "втора.xlsx", LATER)
    result = merged(tmp_path)
    assert one(result.indicators, indicator="3.6.3.1", institution="MVR")["value"] == 35
    assert one(result.returns, file="прва.xlsx")["used"] == "superseded"
    assert "conflicting_answers" not in set(result.findings["rule"])
    (newest,) = (item.returned for item in result.settled if item.returned.name == "втора.xlsx")
    (changed,) = newest.differences
    assert (str(changed.field), changed.older.raw, changed.newer.raw) == (field, "33", "35")


# ------------------------------------------------------------------ columns sorted on their own


def reverse(sheet: Worksheet, form: ReturnedForm, *columns: str) -> None:
    """Turn columns of the table of activities upside down, and leave the rest."""
    rows = [form.row(ACTIVITIES, line.code) for line in form.content.activities]
    for key in columns:
        column = form.column(ACTIVITIES, key)
        values = [sheet.cell(row, column).value for row in rows]
        for row, value in zip(rows, reversed(values), strict=True):
            sheet.cell(row, column).value = value


def sort_codes(form: ReturnedForm) -> None:
    reverse(form.sheet(ACTIVITIES), form, "code")


def sort_texts(form: ReturnedForm) -> None:
    reverse(form.sheet(ACTIVITIES), form, "text")


def sort_codes_and_texts(form: ReturnedForm) -> None:
    reverse(form.sheet(ACTIVITIES), form, "code", "text")


@pytest.mark.parametrize("mishap", [sort_codes, sort_texts, sort_codes_and_texts])
def test_no_answer_goes_to_a_row_that_contradicts_itself(
    mishap: Callable[[ReturnedForm], None], tmp_path: Path
) -> None:
    form = returned().fill_well()
    before = {
        line.code: form.cell(f"{ACTIVITIES}/{line.code}/progress").value
        for line in form.content.activities
    }
    for number, code in enumerate(code for code in before if before[code]):
        form.write(f"{ACTIVITIES}/{code}/progress", f"Напредок {code} {number}")
    mishap(form)
    form.save(tmp_path)
    result = merged(tmp_path)
    answered = result.activities[result.activities["institution"] == "MVR"].dropna(
        subset=["progress"]
    )
    for row in answered.to_dict("records"):
        assert row["activity"] in row["progress"], "an answer went to a wrong activity"
    assert "contradictory_rows" in set(result.findings["rule"])
    shown = " ".join(result.unplaced["text"]) + " ".join(answered["progress"])
    for code in (code for code in before if before[code]):
        assert f"Напредок {code}" in shown


def test_a_row_whose_code_was_deleted_is_read_by_its_text_and_that_is_said(tmp_path: Path) -> None:
    form = returned().fill_well()
    form.cell(f"{ACTIVITIES}/3.6.3/code").value = None
    form.save(tmp_path)
    result = merged(tmp_path)
    assert one(result.activities, activity="3.6.3", institution="MVR")["status"] == "substantial"
    (item,) = result.settled
    assert [seen.key for seen in item.returned.observed] == ["row_by_text"]


def test_a_renamed_heading_is_read_by_the_key_above_it_and_that_is_said(tmp_path: Path) -> None:
    form = returned().fill_well()
    form.sheet(ACTIVITIES).cell(
        form.key_row(ACTIVITIES) + 1, form.column(ACTIVITIES, "status")
    ).value = "Докаде сме?"
    form.save(tmp_path)
    result = merged(tmp_path)
    assert one(result.activities, activity="3.6.3", institution="MVR")["status"] == "substantial"
    (item,) = result.settled
    (seen,) = item.returned.observed
    assert (seen.key, seen.values["heading"]) == ("column_renamed", "Докаде сме?")


def test_a_copied_sheet_with_another_answer_is_a_conflict_with_both_cells(tmp_path: Path) -> None:
    form = returned().fill_well()
    copy = form.book.copy_worksheet(form.sheet(ACTIVITIES))
    cell = form.cell(f"{ACTIVITIES}/3.6.3/progress")
    copy[cell.coordinate] = "Друга верзија."
    form.save(tmp_path)
    result = merged(tmp_path)
    row = one(result.activities, activity="3.6.3", institution="MVR")
    assert row["progress"] == cell.value
    finding = one(result.findings, rule="conflicting_answers")
    assert copy.title in finding["message"]
    assert "Друга верзија." in set(result.unplaced["text"])


# ------------------------------------------------------------------ whose form it is


def pasted_without_identity() -> ReturnedForm:
    """The tables of a filled form, without its cover, hidden sheet and footers' identity."""
    form = returned().fill_well()
    for sheet in list(form.book.worksheets):
        if sheet.title not in (form.sheet(ACTIVITIES).title, form.sheet(INDICATORS).title):
            form.book.remove(sheet)
    for sheet in form.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("OVP-"):
                    cell.value = None
    form.book.properties.title = form.book.properties.subject = None
    for name in list(form.book.custom_doc_props.names):  # type: ignore[attr-defined]
        del form.book.custom_doc_props[name]  # type: ignore[attr-defined]
    return form


def test_tables_without_an_identity_are_known_by_their_codes_and_that_is_said(
    tmp_path: Path,
) -> None:
    pasted_without_identity().save(tmp_path, "табели.xlsx")
    result = merged(tmp_path)
    row = one(result.returns, file="табели.xlsx")
    assert (row["institution"], row["used"]) == ("MVR", "used")
    assert "земен како образец на МВР" in row["observed"]
    assert one(result.activities, activity="3.6.3", institution="MVR")["status"] == "substantial"


def test_the_coordinator_settles_whose_form_it_is(tmp_path: Path) -> None:
    returned("MVR").fill_well().save(tmp_path, "а.xlsx")
    result = merge(
        the_plan(),
        QUARTER,
        tmp_path,
        history=the_history(),
        as_of=AS_OF,
        assume={"а.xlsx": "MZ"},
        executor=workers(),
    )
    row = one(result.returns, file="а.xlsx")
    assert (row["institution"], row["used"]) == ("MZ", "used")
    assert "contradictory_identity" in set(result.findings["rule"])
