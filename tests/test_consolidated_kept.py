import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from loaded_books import load_again
from made import case_report
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ovpsheets.errors import WorkspaceError
from ovpsheets.results.consolidated import consolidated, read_kept
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

_KEY_ROW = 4
_FINDING = "F-2c77be19"


@cache
def _fresh(language: Language) -> bytes:
    return consolidated(case_report(), Texts(language))


def _edited(edit: Callable[[Worksheet], None], language: Language = "mk") -> bytes:
    """Return a fresh consolidated workbook after somebody edited its to-do list."""
    workbook = load_again(_fresh(language))
    sheet = workbook[Texts(language)("consolidated.sheet.todo.name")]
    assert isinstance(sheet, Worksheet)
    edit(sheet)
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _fill(sheet: Worksheet, state: str, remark: str) -> None:
    keys = [cell.value for cell in sheet[_KEY_ROW]]
    for row in sheet.iter_rows(min_row=_KEY_ROW + 2):
        if row[keys.index("id")].value == _FINDING:
            row[keys.index("state")].value = state
            row[keys.index("remark")].value = remark


def _fill_usual(sheet: Worksheet) -> None:
    _fill(sheet, "Побарано", "Јавено по телефон")


def _kept(data: bytes) -> tuple[str, str]:
    found = read_kept(data)[_FINDING]
    return found.state, found.remark


def test_a_fresh_workbook_keeps_every_finding_as_open() -> None:
    kept = read_kept(consolidated(case_report(), Texts("mk")))
    assert kept.keys() == set(case_report().tables.findings["id"])
    assert {entry.state for entry in kept.values()} == {"open"}
    assert {entry.remark for entry in kept.values()} == {""}


def test_state_and_remark_survive_the_next_merge() -> None:
    kept = read_kept(_edited(_fill_usual))
    again = consolidated(case_report(), Texts("mk"), kept=kept)
    assert _kept(again) == ("asked", "Јавено по телефон")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_is_kept_as_its_code_in_every_language(language: Language) -> None:
    word = Texts(language)("consolidated.state.answered")
    assert _kept(_edited(lambda sheet: _fill(sheet, word, ""), language)) == ("answered", "")


def test_the_list_may_be_in_another_language_at_the_next_merge() -> None:
    kept = read_kept(_edited(_fill_usual))
    assert _kept(consolidated(case_report(), Texts("sq"), kept=kept)) == (
        "asked",
        "Јавено по телефон",
    )


def test_a_state_that_is_not_in_the_list_is_kept_as_it_was_typed() -> None:
    kept = read_kept(_edited(lambda sheet: _fill(sheet, "кај министерот", "")))
    assert _kept(consolidated(case_report(), Texts("mk"), kept=kept)) == ("кај министерот", "")


def test_a_remark_that_looks_like_a_formula_comes_back_as_text() -> None:
    data = consolidated(case_report(), Texts("mk"), kept={_FINDING: Kept("open", "=1+1")})
    assert _kept(data) == ("open", "=1+1")


def test_a_sorted_list_is_read_by_its_ids() -> None:
    def reverse(sheet: Worksheet) -> None:
        _fill_usual(sheet)
        first = _KEY_ROW + 2
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
        for number, values in enumerate(reversed(rows), start=first):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column).value = value

    assert _kept(_edited(reverse)) == ("asked", "Јавено по телефон")


def test_a_renamed_sheet_with_rows_and_columns_inserted_is_found() -> None:
    def move(sheet: Worksheet) -> None:
        _fill_usual(sheet)
        sheet.title = "моја листа"
        sheet.insert_rows(1, 3)
        sheet.insert_cols(2)

    assert _kept(_edited(move)) == ("asked", "Јавено по телефон")


def test_a_filtered_list_keeps_its_hidden_rows() -> None:
    def hide(sheet: Worksheet) -> None:
        _fill_usual(sheet)
        for number in range(_KEY_ROW + 2, sheet.max_row + 1):
            sheet.row_dimensions[number].hidden = True

    assert _kept(_edited(hide)) == ("asked", "Јавено по телефон")


def test_without_the_row_of_keys_the_headings_are_enough() -> None:
    def delete_keys(sheet: Worksheet) -> None:
        _fill_usual(sheet)
        sheet.delete_rows(_KEY_ROW)

    assert _kept(_edited(delete_keys)) == ("asked", "Јавено по телефон")


def test_a_finding_that_disappeared_is_dropped_unless_it_has_a_remark() -> None:
    kept = {
        "F-old1": Kept("asked", "Договорено со МП", "МП", "3.6.4", "Нема причина."),
        "F-old2": Kept("asked", ""),
    }
    data = consolidated(case_report(), Texts("mk"), kept=kept)
    again = read_kept(data)
    assert "F-old2" not in again
    assert again["F-old1"].remark == "Договорено со МП"
    sheet = load_workbook(io.BytesIO(data))["Задачи"]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[1:3] == ["МП", "3.6.4"]
    assert (last[4], last[7]) == ("Решено – веќе не се јавува", "Нема причина.")


def test_a_finding_that_disappeared_and_came_back_is_open_with_its_remark() -> None:
    report = case_report()
    tables = replace(report.tables, findings=report.tables.findings.iloc[:0])
    without = replace(report, tables=tables)
    gone = consolidated(without, Texts("mk"), kept={_FINDING: Kept("settled", "средено")})
    back = consolidated(report, Texts("mk"), kept=read_kept(gone))
    assert _kept(back) == ("open", "средено")


def test_a_workbook_without_a_to_do_list_keeps_nothing() -> None:
    def remove(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.remove(sheet)

    assert read_kept(_edited(remove)) == {}


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(WorkspaceError):
        read_kept(data)
