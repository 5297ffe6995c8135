"""Whose sheet is it, where it does not say so: other institutions by codes, and commitments."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from made import AS_OF, QUARTER
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    ReturnedForm,
    drop,
    good_answers,
    merged,
    one,
    returned,
    the_history,
    the_plan,
    workers,
)

from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.due import only
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS

FILE = "образец.xlsx"
TABLES = (ACTIVITIES, INDICATORS)


def put(
    book: Workbook, form: ReturnedForm, name: str, *, first: int, but: Collection[int] = ()
) -> None:
    """Copy a table of *form* into *book*, from its row *first* on, *but* some columns."""
    for table in TABLES:
        sheet = book.create_sheet(f"{name} {table}")
        for row in form.sheet(table).iter_rows(min_row=form.key_row(table) + first):
            for cell in row:
                if cell.column not in but and not str(cell.value or "=").startswith("="):
                    copied = sheet.cell(cell.row, cell.column)
                    copied.value, copied.number_format = cell.value, cell.number_format


def beside(form: ReturnedForm, other: ReturnedForm, **how: int) -> ReturnedForm:
    """Return *form* with the tables of *other* without titles, sub-headings and footers."""
    put(form.book, other, "Друг", first=0, but={2}, **how)
    return form


def of(form: ReturnedForm, folder: Path) -> Merged:
    form.save(folder, FILE)
    return merged(folder)


def used(result: Merged) -> dict[str, str]:
    return dict(zip(result.returns["file"], result.returns["institution"], strict=True))


def test_sheets_with_codes_of_another_institution_are_its_form(tmp_path: Path) -> None:
    result = of(beside(returned("MVR").fill_well(), returned("MZ").fill_well()), tmp_path)
    assert used(result) == {FILE: "MVR", f"{FILE}#MZ": "MZ"}
    assert one(result.activities, institution="MZ", activity="3.6.5")["status"] == "substantial"
    rules = set(result.findings["rule"])
    assert rules.isdisjoint({"rows_of_another", "unread_table", "missing_table", "unknown_code"})
    assert not len(result.unplaced)


def test_whose_form_was_known_by_its_codes_is_said(tmp_path: Path) -> None:
    result = of(beside(returned("MVR").fill_well(), returned("MZ").fill_well()), tmp_path)
    assert "според кодовите" in one(result.returns, institution="MZ")["observed"]


def own_list(form: ReturnedForm, rows: list[list[str]]) -> ReturnedForm:
    sheet = form.book.create_sheet("Белешки")
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return form


THREE = tuple(f"9.9.{n}" for n in range(1, 4))


@cache
def plan_of_three() -> Plan:
    """The case with a commitment of another institution that has three activities of its own."""
    plan = the_plan()
    like = next(own for own in plan.activities if own.code == "3.6.7")
    mine = [
        replace(like, code=code, commitment="9.9", holder="OP", text=Wording(f"Услуга {code}"))
        for code in THREE
    ]
    wide = replace(plan.commitments[0], code="9.9", coordinator="OP")
    return replace(
        plan, commitments=(*plan.commitments, wide), activities=(*plan.activities, *mine)
    )


def in_three(form: ReturnedForm, folder: Path) -> Merged:
    form.save(folder, FILE)
    return merged(folder, plan=plan_of_three())


def test_codes_of_another_beside_what_nobody_knows_are_one_finding(tmp_path: Path) -> None:
    rows = [["Шифра", "Ни треба"], *([code, "опрема"] for code in THREE)]
    form = returned("MVR", plan=plan_of_three()).fill_well()
    result = in_three(own_list(form, rows), tmp_path)
    found = one(result.findings, rule="rows_of_another")
    assert (found["sheet"], found["cell"]) == ("Белешки", "A2")
    assert "9.9.1, 9.9.2, 9.9.3" in found["message"]
    assert list(result.returns["institution"]) == ["MVR"]


@pytest.mark.parametrize("codes", [THREE[:1], THREE[:2], ("9.9.7", "9.9.8", "9.9.9")])
def test_a_numbering_of_the_members_own_is_no_finding(
    codes: tuple[str, ...], tmp_path: Path
) -> None:
    form = returned("MVR", plan=plan_of_three()).fill_well()
    result = in_three(own_list(form, [[code, "опрема"] for code in codes]), tmp_path)
    assert not len(result.findings[result.findings["institution"] == "MVR"])


def test_codes_of_ones_own_among_them_make_no_form_of_another(tmp_path: Path) -> None:
    rows = [[code, "опрема"] for code in (*THREE, "3.6.3")]
    form = returned("MVR", plan=plan_of_three()).fill_well()
    result = in_three(own_list(form, rows), tmp_path)
    assert list(result.returns["file"]) == [FILE]


def test_sheets_of_last_quarter_are_nobodys_form_by_their_codes(tmp_path: Path) -> None:
    form = beside(returned("MVR").fill_well(), returned("MZ").fill_well())
    for table in TABLES:
        form.book[f"Друг {table}"]["B1"] = Texts("mk").quarter(QUARTER.previous())
    assert list(of(form, tmp_path).returns["file"]) == [FILE]


def nameless(*forms: ReturnedForm) -> ReturnedForm:
    """Return a workbook with nothing but the tables of *forms*."""
    first = forms[0]
    own = list(first.book.worksheets)
    for number, form in enumerate(forms):
        put(first.book, form, f"Дел {number}", first=0, but={2})
    for sheet in own:
        first.book.remove(sheet)
    return first


def test_a_workbook_without_a_name_is_the_form_of_each_whose_codes_it_holds(
    tmp_path: Path,
) -> None:
    nobody = nameless(returned("MZ").fill_well(), returned("MP").fill_well())
    drop(tmp_path, FILE, nobody.data())
    result = merged(tmp_path)
    assert set(used(result).values()) == {"MZ", "MP"}
    assert set(result.returns["used"]) == {"used"}
    assert not len(result.unplaced)


# ------------------------------------------------------------------ two commitments


@cache
def two_commitments() -> Plan:
    """The case with a second commitment, in which the ministry holds two activities."""
    plan = the_plan()
    like = next(own for own in plan.activities if own.holder == "MVR")
    measure = next(own for own in plan.indicators if own.activity == like.code)
    more = [
        replace(like, code=f"3.7.{n}", commitment="3.7", text=Wording(f"Друга услуга {n}"))
        for n in (1, 2)
    ]
    own = replace(measure, code="3.7.1.1", activity="3.7.1", text=Wording("Број на услуги"))
    second = replace(plan.commitments[0], code="3.7")
    return replace(
        plan,
        commitments=(*plan.commitments, second),
        activities=(*plan.activities, *more),
        indicators=(*plan.indicators, own),
    )


def form_of(commitment: str) -> ReturnedForm:
    plan = only(two_commitments(), commitment)
    return returned("MVR", plan=plan, commitment=commitment).fill_well()


def both(folder: Path, *, pages: str, without: str = "") -> Merged:
    """Merge the form of one commitment with *pages* of the other's behind it."""
    first, second = form_of("3.6"), form_of("3.7")
    if without:
        first.write(f"{ACTIVITIES}/3.6.3/{without}", None)
        second.write(f"{ACTIVITIES}/3.7.1/{without}", None)
    for sheet in second.book.worksheets:
        if pages == "all" or sheet.title[:1].isdigit():
            copy = first.book.create_sheet(f"{sheet.title} (2)")
            copy.sheet_state = sheet.sheet_state
            for row in sheet.iter_rows():
                for cell in row:
                    copy[cell.coordinate].value = cell.value
                    copy[cell.coordinate].number_format = cell.number_format
    first.save(folder / "returns", FILE)
    return merge(
        two_commitments(), QUARTER, folder / "returns", history=the_history(), received={},
        as_of=AS_OF, language="mk", executor=workers(),
    )  # fmt: skip


@pytest.mark.parametrize("pages", ["all", "tables"])
def test_the_forms_of_two_commitments_in_one_workbook_are_both_read(
    pages: str, tmp_path: Path
) -> None:
    result = both(tmp_path, pages=pages)
    assert used(result) == {FILE: "MVR", f"{FILE}#3.7": "MVR"}
    own = result.activities[result.activities["institution"] == "MVR"]
    assert set(own["status"]) == {"substantial"}
    expected = good_answers(form_of("3.7").content)[f"{INDICATORS}/3.7.1.1/value"]
    assert one(result.indicators, indicator="3.7.1.1", institution="MVR")["value"] == expected
    assert set(own.loc[own["commitment"] == "3.7", "file"]) == {f"{FILE}#3.7"}
    assert not len(result.unplaced)
    assert "rows_of_another" not in set(result.findings["rule"])


def test_one_workbook_of_two_commitments_goes_back_once_and_is_read_again(tmp_path: Path) -> None:
    first = both(tmp_path, pages="all", without="status")
    asked = set(first.findings.loc[first.findings["institution"] == "MVR", "activity"].dropna())
    assert {code.rpartition(".")[0] for code in asked} == {"3.6", "3.7"}
    first.write(tmp_path / "results")
    (back,) = (tmp_path / "results" / "corrections").glob("MVR*")
    drop(tmp_path / "again", FILE, back.read_bytes())
    second = merge(
        two_commitments(), QUARTER, tmp_path / "again", history=the_history(), received={},
        as_of=AS_OF, language="mk", executor=workers(),
    )  # fmt: skip
    assert used(second) == used(first)
    assert list(second.findings["id"]) == list(first.findings["id"])
    assert not len(second.unplaced)
