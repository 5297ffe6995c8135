"""Whose sheet is it: several forms in one workbook, each of its own institution and quarter."""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from made import AS_OF, QUARTER
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    ReturnedForm,
    brief_of,
    drop,
    merged,
    one,
    returned,
    the_history,
    the_plan,
)

from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Contents, Sheet, Thing
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import OpenedFile, ReturnedFile
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.consolidated.sheet_values import place
from ovpsheets.words import ACTIVITIES, COVER, HIDDEN, INDICATORS

BEFORE = QUARTER.previous()
TABLES_NAMED = ("1 Активности", "2 Индикатори")
KEYS_AT = 5
PAGES = (COVER, ACTIVITIES, INDICATORS, "notes", "guide")
FILE = "образец.xlsx"


def with_sheets(form: ReturnedForm, other: ReturnedForm, keys: Iterable[str] = PAGES) -> bytes:
    """Return the workbook of *form* with sheets of another form behind, as they are copied."""
    book = load_workbook(io.BytesIO(form.data()))
    for key in keys:
        source = other.sheet(key)
        copy = book.create_sheet(f"{source.title} (2)")
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copied = copy[cell.coordinate]
                    copied.value, copied.number_format = cell.value, cell.number_format
    return saved(book)


def saved(book: object) -> bytes:
    out = io.BytesIO()
    book.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def merge_one(folder: Path, data: bytes, **rest: object) -> Merged:
    drop(folder, FILE, data)
    return merged(folder) if not rest else merge(
        the_plan(), QUARTER, folder, history=the_history(), received={}, as_of=AS_OF, jobs=1,
        **rest,  # type: ignore[arg-type]
    )  # fmt: skip


def half_filled() -> ReturnedForm:
    """This quarter's form with one activity left out."""
    form = returned().fill_well()
    for key in ("status", "progress", "evidence", "reason", "explanation"):
        form.write(f"{ACTIVITIES}/3.6.3/{key}", None)
    return form


def last_quarters() -> ReturnedForm:
    return (
        returned(quarter=BEFORE)
        .fill_well()
        .write(f"{ACTIVITIES}/3.6.3/progress", "Одговор од минатиот квартал")
    )


@cache
def with_last_quarters() -> bytes:
    return with_sheets(half_filled(), last_quarters())


@pytest.fixture(scope="module")
def kept_behind(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    folder = tmp_path_factory.mktemp("kept")
    return merge_one(folder, with_last_quarters())


def test_last_quarters_sheets_behind_never_fill_this_quarters_blanks(kept_behind: Merged) -> None:
    answer = one(kept_behind.activities, institution="MVR", activity="3.6.3")
    assert (answer["status"], answer["progress"]) == ("no_report", None)


def test_what_last_quarters_sheets_leave_blank_is_asked_for(kept_behind: Merged) -> None:
    missing = kept_behind.findings[kept_behind.findings["rule"] == "missing_status"]
    assert list(missing["activity"]) == ["3.6.3"]


def test_sheets_kept_behind_have_a_row_and_are_told(kept_behind: Merged) -> None:
    rows = kept_behind.returns
    assert list(rows["file"]) == [FILE, f"{FILE}#{BEFORE}"]
    assert list(rows["used"]) == ["used", "set_aside"]
    assert f"{FILE}#{BEFORE}" in rows["observed"].iloc[0]


def test_nobody_is_asked_about_sheets_kept_behind(kept_behind: Merged) -> None:
    rules = {"wrong_quarter", "contradictory_identity", "conflicting_answers", "unrecognised_file"}
    assert rules.isdisjoint(kept_behind.findings["rule"])


def lines(result: Merged) -> Counter[tuple[str, str]]:
    return Counter(
        (line.sheet, line.cell)
        for item in result.settled
        for line in item.returned.ledger
        if line.kind == "cell"
    )


def cells_of(data: bytes) -> Counter[tuple[str, str]]:
    contents = open_file(FILE, data, Limits())
    assert isinstance(contents, Contents)
    return Counter((s.name, c.address) for s in contents.sheets for c in s.cells.values())


@pytest.mark.parametrize(
    "other",
    [returned(quarter=BEFORE), returned("MZ"), returned()],
    ids=["last quarter", "another institution", "a copy"],
)
def test_each_cell_is_in_one_class_of_one_ledger(other: ReturnedForm, tmp_path: Path) -> None:
    data = with_sheets(returned().fill_well(), other.fill_well())
    assert lines(merge_one(tmp_path, data)) == cells_of(data)


def test_this_quarters_sheets_in_last_quarters_workbook_are_used(tmp_path: Path) -> None:
    result = merge_one(tmp_path, with_sheets(last_quarters(), returned().fill_well()))
    assert list(result.returns["file"]) == [FILE, f"{FILE}#{BEFORE}"]
    assert list(result.returns["quarter"]) == [str(QUARTER), str(BEFORE)]
    answer = one(result.activities, institution="MVR", activity="3.6.3")
    assert (answer["status"], answer["sheet"]) == ("substantial", "1 Активности (2)")


def test_this_quarters_tables_without_a_cover_are_found_by_their_titles(tmp_path: Path) -> None:
    data = with_sheets(last_quarters(), returned().fill_well(), (ACTIVITIES, INDICATORS))
    result = merge_one(tmp_path, data)
    first = result.returns.iloc[0]
    assert (first["quarter"], first["used"]) == (str(QUARTER), "used")
    assert "ознака" in first["observed"]


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    folder = tmp_path_factory.mktemp("two")
    return merge_one(folder, with_sheets(returned().fill_well(), returned("MZ").fill_well()))


def test_a_workbook_with_the_forms_of_two_institutions_is_used_for_both(of_two: Merged) -> None:
    assert list(of_two.returns["file"]) == [FILE, f"{FILE}#MZ"]
    assert list(of_two.returns["institution"]) == ["MVR", "MZ"]
    assert set(of_two.returns["used"]) == {"used"}
    of_mz = of_two.activities[of_two.activities["institution"] == "MZ"]
    assert "substantial" in set(of_mz["status"])


def test_a_cover_with_a_mistyped_number_is_of_the_institution_that_it_names() -> None:
    other = returned("MZ").fill_well()
    cells = (cell for row in other.sheet(COVER).iter_rows() for cell in row)
    number = next(cell for cell in cells if str(cell.value).startswith("OVP-"))
    number.value = f"{str(number.value)[:-3]}AAA"
    of_mvr, of_mz = read(with_sheets(returned().fill_well(), other))
    assert [own.institution for own in (of_mvr, of_mz)] == ["MVR", "MZ"]
    assert [own.identity and own.identity.contradictions for own in (of_mvr, of_mz)] == [(), ()]


def with_number(form: ReturnedForm, number: FormId) -> ReturnedForm:
    """Return *form* with another form's number on its cover."""
    cells = (cell for row in form.sheet(COVER).iter_rows() for cell in row)
    next(cell for cell in cells if str(cell.value).startswith("OVP-")).value = str(number)
    return form


@pytest.mark.parametrize("whose", ["MVR", "MTSP"])
def test_anothers_number_on_a_second_cover_is_a_slip_and_told_once(
    whose: str, tmp_path: Path
) -> None:
    other = with_number(returned("MZ").fill_well(), returned(whose).content.form_id)
    result = merge_one(tmp_path, with_sheets(returned().fill_well(), other))
    assert list(result.returns["institution"]) == ["MVR", "MZ"]
    found = one(result.findings, rule="contradictory_identity")
    assert (found["institution"], found["severity"]) == ("MZ", "check")
    assert "поправете ја ознаката" in found["ask"]
    assert "wrong_institution" not in set(result.findings["rule"])


@pytest.mark.parametrize("rows", ["MVR", "MZ"])
def test_a_number_is_a_slip_only_where_titles_and_codes_are_of_the_name(rows: str) -> None:
    form = returned(rows).fill_well()
    if rows == "MVR":  # the form of another, with one's own name typed over it
        for key in (COVER, ACTIVITIES, INDICATORS):
            for row in form.sheet(key).iter_rows(max_row=5):
                for cell in row:
                    name = "Министерство за внатрешни работи"
                    cell.value = str(cell.value or "").replace(name, "Министерство за здравство")
    (own,) = read(with_number(form, returned("MVR").content.form_id).data())
    assert own.identity is not None
    assert {claim.source for claim in own.identity.contradictions} == (
        {"title"} if rows == "MVR" else {"number"}
    )
    assert own.institution == rows


def test_neither_of_two_institutions_is_asked_about_the_others_sheets(of_two: Merged) -> None:
    rules = {"unknown_code", "wrong_institution", "contradictory_identity", "missing_return"}
    own = of_two.findings[of_two.findings["institution"].isin(["MVR", "MZ"])]
    assert rules.isdisjoint(own["rule"])


def test_no_institution_gets_back_the_workbook_with_anothers_answers(of_two: Merged) -> None:
    assert not any(item.returned.data for item in of_two.settled)


def test_a_cell_of_a_form_behind_another_is_linked_in_the_file_itself() -> None:
    link = place(f"{FILE}#MZ", "1 Активности (2)", "F7")
    assert getattr(link, "target", "").endswith(".xlsx#'1 Активности (2)'!F7")


def under_a_cover_of(form: ReturnedForm, tables: ReturnedForm) -> bytes:
    """Return the cover of one form with the tables of another."""
    book = form.book
    for key in (ACTIVITIES, INDICATORS):
        sheet, source = form.sheet(key), tables.sheet(key)
        for row in source.iter_rows():
            for cell in row:
                sheet[cell.coordinate].value = cell.value
    return saved(book)


@cache
def under_this_quarters_cover() -> bytes:
    return under_a_cover_of(returned(), last_quarters())


def test_tables_of_another_quarter_under_this_ones_cover_are_not_used(tmp_path: Path) -> None:
    result = merge_one(tmp_path, under_this_quarters_cover())
    row = one(result.returns)
    assert (row["institution"], row["used"]) == ("MVR", "set_aside")
    found = one(result.findings, rule="unrecognised_file")
    assert "насловите" in found["message"]
    assert FILE in {dispute.code for dispute in result.disputes}


def test_the_coordinator_can_settle_that_such_tables_are_this_quarters(tmp_path: Path) -> None:
    result = merge_one(tmp_path, under_this_quarters_cover(), assume={FILE: "MVR"})
    assert list(result.returns["used"]) == ["used"]
    answer = one(result.activities, institution="MVR", activity="3.6.3")
    assert answer["progress"] == "Одговор од минатиот квартал"


def test_assuming_takes_the_sheets_of_this_quarter(tmp_path: Path) -> None:
    data = with_sheets(last_quarters(), half_filled())
    result = merge_one(tmp_path, data, assume={FILE: "MVR"})
    answer = one(result.activities, institution="MVR", activity="3.6.3")
    assert (answer["status"], answer["progress"]) == ("no_report", None)
    assert list(result.returns["used"]) == ["used", "set_aside"]


def read(data: bytes, untitled: str | tuple[str, ...] = ()) -> tuple[Return, ...]:
    """Recognise the forms of one workbook.

    Of sheets whose names end in *untitled* all above their rows is gone.
    """
    contents = open_file(FILE, data, Limits())
    assert isinstance(contents, Contents)
    if untitled:
        sheets = (
            own if not own.name.endswith(untitled) else _untitled(own)
            for own in contents.sheets if own.name.removesuffix(" (2)") in TABLES_NAMED
            or not own.name.endswith(" (2)")
        )  # fmt: skip
        contents = replace(contents, sheets=tuple(sheets))
    file = ReturnedFile(FILE, b"", "0" * 64, AS_OF)
    return tuple(recognise(OpenedFile(file, contents), brief_of(the_plan(), the_history())))


def _untitled(sheet: Sheet) -> Sheet:
    kept = {at: cell for at, cell in sheet.cells.items() if at[0] >= KEYS_AT}
    return replace(sheet, cells=kept, remarks=())


@pytest.mark.parametrize(("name", "answers"), [("нацрт", False), ("1 Активности (2)", True)])
def test_a_picture_on_a_sheet_that_does_not_count_proves_nothing(name: str, answers: bool) -> None:
    form = half_filled()
    place = form.cell(f"{ACTIVITIES}/3.6.3/evidence").coordinate
    copy = form.book.copy_worksheet(form.sheet(ACTIVITIES))
    copy.title = name
    contents = open_file(FILE, form.data(), Limits())
    assert isinstance(contents, Contents)
    proof = (Thing(place, "picture", "слика.png"),)
    sheets = tuple(
        replace(own, things=proof) if own.name == name else own for own in contents.sheets
    )
    file = OpenedFile(ReturnedFile(FILE, b"", "0" * 64, AS_OF), replace(contents, sheets=sheets))
    (own,) = recognise(file, brief_of(the_plan(), the_history()))
    assert own.placement is not None
    assert (FormField(ACTIVITIES, "3.6.3", "evidence") in own.placement.fields) is answers


def has_status(own: Return, code: str) -> bool:
    assert own.placement is not None
    return FormField(ACTIVITIES, code, "status") in own.placement.fields


def test_last_quarters_sheets_are_known_without_titles_by_what_they_give_as_previous() -> None:
    this, behind = read(with_last_quarters(), " (2)")
    assert (this.set_aside, behind.set_aside) == ("", "kept_behind")
    assert str(behind.form_id and behind.form_id.quarter) == str(BEFORE)
    assert not has_status(this, "3.6.3")


def test_last_quarters_tables_without_titles_are_not_used_under_this_quarters_cover() -> None:
    (own,) = read(under_this_quarters_cover(), TABLES_NAMED)
    assert own.set_aside == "two_quarters"


def test_notes_of_the_members_own_stay_with_the_form_that_is_used(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(with_last_quarters()))
    sheet = book.create_sheet("Наши белешки")
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "ова е за вас"
    result = merge_one(tmp_path, saved(book))
    own = one(result.unplaced, text="ова е за вас")
    assert own["file"] == FILE


def test_an_old_hidden_sheet_makes_no_form_of_its_own(tmp_path: Path) -> None:
    form = returned().fill_well()
    form.type_at(HIDDEN, "B4", str(returned(quarter=BEFORE).content.form_id))
    result = merge_one(tmp_path, form.data())
    assert list(result.returns["used"]) == ["used"]
    assert "contradictory_identity" in set(result.findings["rule"])


def test_a_table_that_is_there_only_of_last_quarter_is_one_finding(tmp_path: Path) -> None:
    form = returned().fill_well()
    form.book.remove(form.sheet(ACTIVITIES))
    result = merge_one(tmp_path, with_sheets(form, last_quarters(), (COVER, ACTIVITIES)))
    found = one(result.findings, rule="unread_table")
    assert found["sheet"] == "1 Активности (2)"
    assert "missing_status" not in set(result.findings["rule"])
