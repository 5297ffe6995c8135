"""Forms: who gets one, what is never overwritten, when a revision rises."""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import case_plan, case_report
from openpyxl import load_workbook
from returned_forms import content_of

import ovpsheets as ovp
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.forms.identity import FormId, find_form_id
from ovpsheets.forms.workbook import layouts
from ovpsheets.journeys.generate import generate as generate_forms
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

PLAN, HISTORY = case_plan(), case_report().history


def with_text(plan: Plan, code: str, text: str) -> Plan:
    changed = tuple(
        replace(a, text=Wording(mk=text)) if a.code == code else a for a in plan.activities
    )
    return replace(plan, activities=changed)


def generate(plan: Plan, into: Path, *, overwrite: bool = False) -> ovp.types.Generated:
    return ovp.generate(plan, "2022-Q3", into, history=HISTORY, overwrite=overwrite)


def test_every_institution_with_something_due_gets_one_form(tmp_path: Path) -> None:
    done = generate(PLAN, tmp_path)
    assert [form.institution for form, _ in done.forms] == ["MVR", "NK", "OP", "MP", "MZ", "MTSP"]
    assert {form.file for form, _ in done.forms} <= {path.name for path in tmp_path.iterdir()}


def test_of_many_forms_others_make_some_and_they_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def somebody(*, pays: bool) -> Callable[[], ThreadPoolExecutor] | None:
        asked.append(pays)
        return ThreadPoolExecutor if pays else None

    monkeypatch.setattr(sys.modules[generate_forms.__module__], "others", somebody)
    made = []
    for many in (6, 7):  # of which there are six
        monkeypatch.setattr(sys.modules[generate_forms.__module__], "MANY", many)
        made.append(generate(PLAN, tmp_path / f"{many}").forms)
    assert asked == [True, False]
    assert made[0] == made[1]


def test_who_has_nothing_due_is_said(tmp_path: Path) -> None:
    later = tuple(
        replace(a, start=date(2023, 1, 1)) if a.holder == "MZ" else a for a in PLAN.activities
    )
    done = generate(replace(PLAN, activities=later), tmp_path)
    assert done.nothing_due == ("MZ",)


def test_a_second_run_with_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = generate(PLAN, tmp_path)
    assert again.written == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    # Another quarter in the same folder is no other version of this one.
    assert {action for _, action in ovp.generate(PLAN, "2022-Q4", tmp_path).forms} == {"new"}
    assert before.keys() < set(tmp_path.iterdir())


def test_a_changed_plan_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ovp.errors.FormsChangedError) as error:
        generate(with_text(PLAN, "3.6.5", "Поинаку"), tmp_path)
    assert "MZ" in error.value.message("mk")
    assert "--overwrite" in error.value.tip("mk")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_overwriting_raises_the_revision_of_what_changed_and_keeps_the_old_form(
    tmp_path: Path,
) -> None:
    first = generate(PLAN, tmp_path)
    done = generate(with_text(PLAN, "3.6.5", "Поинаку"), tmp_path, overwrite=True)
    revised = [form for form, action in done.forms if action == "revised"]
    assert [(form.institution, form.revision) for form in revised] == [("MZ", 2)]
    assert (tmp_path / "earlier" / "OVP_NAP5_2022-Q3_MZ_R1.xlsx").exists()
    register = ovp.read_register(tmp_path)
    assert len(register) == len(first.forms) + 1


def test_a_form_that_somebody_edited_is_not_replaced_unasked(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    path = tmp_path / "OVP_NAP5_2022-Q3_MZ_R1.xlsx"
    path.write_bytes(path.read_bytes() + b"edited")
    with pytest.raises(ovp.errors.FormsChangedError):
        generate(PLAN, tmp_path)


def test_a_lost_form_is_made_again_with_the_same_revision(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    path = tmp_path / "OVP_NAP5_2022-Q3_MZ_R1.xlsx"
    data = path.read_bytes()
    path.unlink()
    generate(PLAN, tmp_path)
    assert path.read_bytes() == data


def test_a_form_can_be_limited_to_one_commitment(tmp_path: Path) -> None:
    done = ovp.generate(PLAN, "3/2022", tmp_path, history=HISTORY, commitment="3.6")
    form = done.forms[0][0]
    assert form.form_id.startswith("OVP-NAP5-3.6-2022Q3-MVR-R1-")
    assert form.file == "OVP_NAP5-3.6_2022-Q3_MVR_R1.xlsx"
    identity = find_form_id(form.form_id)
    assert identity is not None
    assert identity.commitment == "3.6"


def test_a_merge_covers_the_commitments_for_which_forms_were_issued(tmp_path: Path) -> None:
    other = replace(PLAN.activities[0], code="3.7.1", commitment="3.7")
    wide = replace(
        PLAN,
        commitments=(*PLAN.commitments, replace(PLAN.commitments[0], code="3.7")),
        activities=(*PLAN.activities, other),
    )
    ovp.generate(wide, "2022-Q3", tmp_path / "forms", history=HISTORY, commitment="3.6")
    (tmp_path / "returns").mkdir()
    form = "OVP_NAP5-3.6_2022-Q3_MZ_R1.xlsx"
    (tmp_path / "returns" / form).write_bytes((tmp_path / "forms" / form).read_bytes())
    merged = ovp.merge(
        wide,
        "2022-Q3",
        tmp_path / "returns",
        history=HISTORY,
        issued=ovp.read_register(tmp_path / "forms"),
        as_of=date(2022, 10, 12),
    )
    assert set(merged.activities["commitment"]) == {"3.6"}
    assert list(merged.returns["used"]) == ["used"]
    assert "missing_status:MZ:3.6.5" in set(merged.findings["id"])


def test_an_activity_completed_earlier_is_not_asked_about_again(tmp_path: Path) -> None:
    table = HISTORY.activities.copy()
    table.loc[table["activity"] == "3.6.5", "status"] = "completed"
    done = ovp.generate(PLAN, "2022-Q3", tmp_path, history=replace(HISTORY, activities=table))
    assert done.nothing_due == ("MZ",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_speaks_the_institutions_language(tmp_path: Path, language: Language) -> None:
    own = tuple(replace(i, language=language) for i in PLAN.institutions)
    generate(replace(PLAN, institutions=own), tmp_path)
    texts = Texts(language)
    book = load_workbook(tmp_path / "OVP_NAP5_2022-Q3_MTSP_R1.xlsx")
    names = ["cover", "activities", "indicators", "notes", "guide"]
    assert book.sheetnames == [*(texts(f"form.sheet.{name}") for name in names), "_ovp"]


def test_above_the_headings_stands_a_hidden_row_with_the_column_keys(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    book = load_workbook(tmp_path / "OVP_NAP5_2022-Q3_MTSP_R1.xlsx")
    for name, columns in (
        ("1 Активности", BUILT_IN.table("activities")),
        ("2 Индикатори", BUILT_IN.table("indicators")),
    ):
        sheet = book[name]
        row = next(r for r in sheet.iter_rows() if r[0].value == "code")
        keys = [cell.value for cell in row if cell.value]
        assert keys == [column.key for column in columns]
        assert sheet.row_dimensions[int(row[0].row or 0)].hidden


def test_the_form_carries_its_identity_in_several_places(tmp_path: Path) -> None:
    done = generate(PLAN, tmp_path)
    identity = next(form.form_id for form, _ in done.forms if form.institution == "MTSP")
    data = (tmp_path / "OVP_NAP5_2022-Q3_MTSP_R1.xlsx").read_bytes()
    book = load_workbook(io.BytesIO(data))
    cells = [c.value for s in book.worksheets for row in s.iter_rows() for c in row]
    assert cells.count(identity) == 2  # the cover and the hidden sheet
    assert "ovp_form_id" in book.defined_names
    for sheet in book.worksheets:
        footer = sheet.oddFooter
        assert footer is not None
        assert footer.left is not None
        assert identity in str(footer.left.text)


def test_rows_have_a_height_but_keep_growing(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    with zipfile.ZipFile(tmp_path / "OVP_NAP5_2022-Q3_MTSP_R1.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode("utf-8")
    row = re.search(r'<row r="7"[^>]*>', sheet)
    assert row is not None
    assert 'ht="' in row[0]
    assert "customHeight" not in row[0]


def test_nothing_is_locked_with_a_password(tmp_path: Path) -> None:
    generate(PLAN, tmp_path)
    for sheet in load_workbook(tmp_path / "OVP_NAP5_2022-Q3_MTSP_R1.xlsx").worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None


@pytest.mark.parametrize(
    "text",
    [
        "OVP-NAP5-2022Q3-MTSP-R1-UZF",
        "Ознака: ovp-nap5-2022q3-mtsp-r1-uzf",
        "OVР-NАР5-2022Q3-МТЅР-R1-UZF",
    ],
)
def test_an_identity_is_found_whatever_its_letters(text: str) -> None:
    assert find_form_id(text) == FormId("NAP5", Quarter(2022, 3), "MTSP")


@pytest.mark.parametrize("text", ["OVP-NAP5-2022Q3-MTSP-R2-UZF", "OVP-NAP5-2022Q3-MP-R1-UZF", ""])
def test_an_identity_whose_check_does_not_fit_is_not_one(text: str) -> None:
    assert find_form_id(text) is None


@pytest.mark.parametrize(("language", "said"), [("mk", "Да"), ("sq", "Po"), ("en", "Yes")])
def test_a_target_of_yes_is_in_the_forms_language(language: Language, said: str) -> None:
    bodies = tuple(replace(body, language=language) for body in PLAN.institutions)
    layout = layouts(content_of("MZ", plan=replace(PLAN, institutions=bodies)))
    cells = (cell for sheet in layout for cell in sheet.cells)
    shown = {
        cell.field.key: cell.value for cell in cells if cell.field and cell.field.code == "3.6.5.1"
    }
    assert (shown["baseline"], shown["target"]) == (Texts(language)("words.no"), said)
