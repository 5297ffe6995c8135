"""What is typed into the sheet of decisions: read however the workbook was handled, and kept."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, cast

import pytest
from loaded_books import load_again
from made import case_report
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typed_cells import cell, error, moment, number, text, uncalculated, yes_no

from ovpsheets import kinds
from ovpsheets.decision import Decision, Dispute, Outcome, Side
from ovpsheets.decisions.decision_sheet import as_text
from ovpsheets.intake.meaning import read_date, read_indicator, read_status
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.plan.model import Plan
from ovpsheets.results.consolidated import consolidated, read_typed
from ovpsheets.results.report import Report
from ovpsheets.tables import FINDINGS, frame
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

STATUS = Decision("status", "3.6.3", "MVR", "Завршено", "кажано по телефон", "А. А.", "2022-10-11")
VALUE = Decision("value", "3.6.3.1", "MVR", "33")
FREE = 8  # the first row for whatever else is decided: two decisions stand above


def plan() -> Plan:
    return case_report().plan


def report(*outcomes: Outcome, disputes: tuple[Dispute, ...] = ()) -> Report:
    return replace(case_report(), decided=outcomes, disputes=disputes)


@cache
def shown(language: Language = "mk") -> bytes:
    """A workbook in which two decisions stand."""
    return consolidated(report(Outcome(STATUS), Outcome(VALUE)), Texts(language))


def edited(
    edit: Callable[[Worksheet], None] = lambda _: None, language: Language = "mk"
) -> tuple[Decision, ...]:
    """Return what is read of that workbook after somebody worked in its sheet of decisions."""
    book = load_again(shown(language))
    edit(sheet_of(book, language))
    out = io.BytesIO()
    book.save(out)
    return read_typed(out.getvalue(), plan()).decisions or ()


def sheet_of(book: Workbook, language: Language = "mk") -> Worksheet:
    sheet = book[Texts(language)("consolidated.sheet.decisions.name")]
    assert isinstance(sheet, Worksheet)
    return sheet


def put(sheet: Worksheet, row: int, values: Mapping[str, object]) -> None:
    """Type values into columns, by their keys."""
    keys = [found.value for found in sheet[4]]
    for key, value in values.items():
        sheet.cell(row, keys.index(key) + 1).value = cast(Any, value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_gives_back_the_decisions_that_it_shows(language: Language) -> None:
    assert set(edited(language=language)) == {STATUS, VALUE}


def test_a_decision_typed_into_an_empty_row_is_read_by_its_words() -> None:
    def type_(sheet: Worksheet) -> None:
        put(sheet, FREE, {
            "institution": "МЗ", "code": "3.6.5", "decision_what": "Статус",
            "decision_value": "Ограничено", "decided_on": datetime(2022, 10, 12),
        })  # fmt: skip

    new = Decision("status", "3.6.5", "MZ", "Ограничено", day="2022-10-12")
    assert set(edited(type_)) == {STATUS, VALUE, new}


def test_a_row_begun_without_a_value_is_kept_as_it_is() -> None:
    rows = edited(lambda sheet: put(sheet, FREE, {"institution": "МЗ", "code": "3.6.5"}))
    assert Decision("", "3.6.5", "MZ", "") in rows


def test_a_cleared_value_is_read_as_none() -> None:
    rows = edited(lambda sheet: put(sheet, 7, {"decision_value": None}))
    assert set(rows) == {STATUS}  # nothing else stood in that row


def test_sorted_rows_are_read_as_they_were() -> None:
    def reverse(sheet: Worksheet) -> None:
        rows = [[found.value for found in row] for row in sheet.iter_rows(min_row=6, max_row=12)]
        for number_, values in enumerate(reversed(rows), start=6):
            for column, value in enumerate(values, start=1):
                sheet.cell(number_, column).value = cast(Any, value)

    assert set(edited(reverse)) == {STATUS, VALUE}


def test_hidden_rows_moved_columns_and_a_renamed_sheet_change_nothing() -> None:
    def handle(sheet: Worksheet) -> None:
        sheet.title = "мои одлуки"
        sheet.insert_cols(3)
        sheet.insert_rows(1, 2)
        for number_ in range(8, 20):
            sheet.row_dimensions[number_].hidden = True

    assert set(edited(handle)) == {STATUS, VALUE}


def test_without_keys_and_ids_the_headings_and_words_are_enough() -> None:
    def lose(sheet: Worksheet) -> None:
        sheet.delete_cols([found.value for found in sheet[4]].index("decision_id") + 1)
        sheet.delete_rows(4)

    assert set(edited(lose)) == {STATUS, VALUE}


def test_without_words_the_hidden_id_is_enough() -> None:
    blank = {"institution": None, "code": "?", "decision_what": None}
    rows = edited(lambda sheet: put(sheet, 6, blank))
    assert set(rows) == {STATUS, VALUE}


def test_a_copied_row_is_about_what_people_see_in_it() -> None:
    def copy(sheet: Worksheet) -> None:
        for column, found in enumerate(list(sheet[6]), start=1):
            sheet.cell(FREE, column).value = found.value
        put(sheet, FREE, {"code": "3.6.8"})

    assert set(edited(copy)) == {STATUS, VALUE, replace(STATUS, code="3.6.8")}


def test_whose_a_file_is_may_be_named_as_the_institution() -> None:
    def type_(sheet: Worksheet) -> None:
        put(sheet, FREE, {
            "institution": "МЗ", "code": "извештај.xlsx", "decision_what": "Чија е датотеката",
        })  # fmt: skip

    assert Decision("institution", "извештај.xlsx", "", "MZ") in edited(type_)


def test_a_workbook_without_the_sheet_says_nothing_about_decisions() -> None:
    book = load_again(shown())
    book.remove(sheet_of(book))
    out = io.BytesIO()
    book.save(out)
    assert read_typed(out.getvalue(), plan()).decisions is None


def test_a_withdrawn_decision_is_shown_and_not_read_as_one() -> None:
    gone = replace(VALUE, withdrawn="2022-10-12")
    data = consolidated(report(Outcome(gone, "withdrawn")), Texts("mk"))
    assert read_typed(data, plan()).decisions == ()
    said = [found.value for found in sheet_of(load_workbook(io.BytesIO(data)))[6]]
    assert "„33“ е повлечена на 12.10.2022" in said


# ------------------------------------------------------------------ what the sheet shows


def rows_of(data: bytes) -> list[dict[str, object]]:
    sheet = sheet_of(load_workbook(io.BytesIO(data)))
    keys = [str(found.value) for found in sheet[4]]
    rows = sheet.iter_rows(min_row=6, values_only=True)
    return [dict(zip(keys, row, strict=True)) for row in rows]


def test_what_cannot_be_used_stands_first_and_twenty_rows_are_free() -> None:
    bad = replace(STATUS, value="во тек")
    rows = rows_of(consolidated(report(Outcome(VALUE), Outcome(bad, "unreadable")), Texts("mk")))
    assert [row["decision_state"] for row in rows[:3]] == ["Не е применета", "Применета", None]
    assert rows[0]["decision_value"] == "во тек"
    assert len(rows) == 22


def test_what_is_to_be_settled_shows_both_sides_with_their_cells() -> None:
    finding = {
        "id": "F", "rule": "holders_disagree", "severity": "important", "quarter": "2022-Q3",
        "institution": "MVR", "activity": "3.6.2", "message": "…", "ask": "…", "state": "open",
        "since": "2022-Q3",
    }  # fmt: skip
    sides = (
        Side("MVR", "Завршено", "a.xlsx", "1 Активности", "F7"),
        Side("NK", "Ограничено", "b.xlsx", "1 Активности", "F8"),
    )
    dispute = Dispute(("holders_disagree",), "status", "3.6.2", "MVR", sides)
    found = report(disputes=(dispute,))
    found = replace(found, tables=replace(found.tables, findings=frame(FINDINGS, [finding])))
    row = rows_of(consolidated(found, Texts("mk")))[0]
    assert row["decision_state"] == "За одлука"
    assert row["decision_said"] == "МВР: Завршено\nНационална комисија: Ограничено"
    assert (row["place"], row["other_place"]) == (
        "1 Активности!F7", "NK: 1 Активности!F8",
    )  # fmt: skip
    assert row["decision_value"] is None


def test_dropdowns_offer_words_codes_and_institutions_from_a_hidden_list() -> None:
    book = load_again(shown())
    sheet = sheet_of(book)
    free = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert {"'_lists'!$A$1:$A$13", "'_lists'!$B$1:$B$19"} <= free
    assert book["_lists"].sheet_state == "hidden"
    assert [found.value for found in book["_lists"]["C"]][:2] == ["МВР", "Национална комисија"]


# ------------------------------------------------------------------ numbers and dates in cells

KINDS = (kinds.COUNT, kinds.PERCENT, kinds.AMOUNT, kinds.YES_NO, kinds.DATE)


@pytest.mark.parametrize(
    "typed",
    [
        number(33), number(12.5), number(1.234), number(0.46), number(0.46, "0%"), number(46),
        number(1_500_000), number(-3), number(0), moment(2022, 12, 31), yes_no(True),
        text("12,5"), text("1.234"), text("во тек"), error(), uncalculated(),
    ],
    ids=lambda typed: f"{typed.raw or typed.formula} {typed.number_format}",
)  # fmt: skip
def test_a_cell_is_read_as_it_would_be_in_a_form(typed: Cell) -> None:
    """A text stands in the place of the cell; what is read must be the same."""
    stands = cell(as_text(typed))
    for kind in KINDS:
        if kind is kinds.YES_NO and "," in stands.raw:
            continue  # „1,2“ as a text is a yes with a remark
        ours, theirs = read_indicator(stands, None, kind), read_indicator(typed, None, kind)
        assert (ours.value, ours.given) == (theirs.value, theirs.given), kind
    assert read_status(stands).value == read_status(typed).value
    assert read_date(stands).value == read_date(typed).value


def test_a_code_that_became_a_number_has_its_point() -> None:
    rows = edited(lambda sheet: put(sheet, FREE, {"code": 3.6, "decision_value": "x"}))
    assert "3.6" in {row.code for row in rows}
