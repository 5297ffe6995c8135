"""What is filled in comes back, and the same inputs give the same bytes."""

import io
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import case_plan, case_report
from openpyxl import load_workbook
from returned_forms import workers

import ovpsheets as ovp
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.workbook import form_workbook, layouts
from ovpsheets.intake.reading.cells import column_letters
from ovpsheets.plan.due import due
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.words import ANSWER_FLAGS, LANGUAGES, REASONS, REPORTABLE

PLAN, HISTORY = case_plan(), case_report().history
QUARTER = Quarter(2022, 3)
AS_OF = date(2022, 10, 12)
INSTITUTIONS = [item.institution for item in due(PLAN, QUARTER, HISTORY) if item.anything]

PROSE = st.text(
    st.characters(whitelist_categories=["L", "N", "P", "Zs"], max_codepoint=0x4FF), min_size=12
).map(lambda text: "Направено е следното: " + " ".join(text.split()))


def content_of(institution: str) -> FormContent:
    own = next(item for item in due(PLAN, QUARTER, HISTORY) if item.institution == institution)
    return form_content(PLAN, FormId(PLAN.code, QUARTER, institution), own, HISTORY)


def fill(content: FormContent, answers: Mapping[str, str | int]) -> bytes:
    """Fill a form: *answers* by field name, such as ``activities/3.6.1/status``."""
    book = load_workbook(io.BytesIO(form_workbook(content)))
    for sheet in layouts(content):
        for cell in sheet.cells:
            if (field := str(cell.field)) in answers:
                address = f"{column_letters(cell.column + 1)}{cell.row + 1}"
                book[sheet.name][address] = answers[field]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def merge(returns: Path) -> ovp.Merged:
    return ovp.merge(
        PLAN, QUARTER, returns, history=HISTORY, as_of=AS_OF, executor=workers()
    )  # fmt: skip


@st.composite
def filled(draw: st.DrawFn) -> tuple[str, dict[str, str | int], dict[str, object]]:
    """An institution, what it types, and what the tables must then say."""
    institution = draw(st.sampled_from(INSTITUTIONS))
    content = content_of(institution)
    typed: dict[str, str | int] = {}
    said: dict[str, object] = {}
    words = Texts(draw(st.sampled_from(LANGUAGES)))
    for line in content.activities:
        status = draw(st.sampled_from(REPORTABLE))
        typed[f"activities/{line.code}/status"] = words(f"words.status.{status}").upper()
        said[f"{line.code}/status"] = status.value
        for key in ("progress", "explanation"):
            text = draw(PROSE)
            typed[f"activities/{line.code}/{key}"] = said[f"{line.code}/{key}"] = text
        reason = draw(st.sampled_from(REASONS))
        typed[f"activities/{line.code}/reason"] = words(f"words.reason.{reason}")
        said[f"{line.code}/reason"] = reason
        day = draw(st.dates(date(2022, 10, 1), date(2029, 12, 31)))
        typed[f"activities/{line.code}/new_deadline"] = words.short_date(day)
        said[f"{line.code}/new_deadline"] = day
    for item in content.indicators:
        if not item.kind.is_number:
            continue
        if draw(st.booleans()):
            number = draw(st.integers(0, 100))
            typed[f"indicators/{item.code}/value"] = number
            said[f"{item.code}/value"] = float(number)
        else:
            flag = draw(st.sampled_from(ANSWER_FLAGS))
            typed[f"indicators/{item.code}/flag"] = words(f"words.flag.{flag}")
            said[f"{item.code}/flag"] = flag.value
    return institution, typed, said


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(filled())
def test_what_is_filled_in_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    case: tuple[str, dict[str, str | int], dict[str, object]],
) -> None:
    institution, typed, said = case
    folder = tmp_path_factory.mktemp("returns")
    (folder / "било што.xlsx").write_bytes(fill(content_of(institution), typed))
    merged = merge(folder)

    found: dict[str, object] = {}
    for table, code, keys in (
        (merged.activities, "activity", ("status", "progress", "reason", "explanation")),
        (merged.indicators, "indicator", ("value", "flag")),
    ):
        for row in table[table["institution"] == institution].to_dict("records"):
            found |= {f"{row[code]}/{key}": row[key] for key in keys}
    for row in merged.activities.to_dict("records"):
        if row["institution"] == institution:
            found[f"{row['activity']}/new_deadline"] = row["new_deadline"].date()
    assert {key: found[key] for key in said} == said
    assert merged.unplaced.empty
    assert (merged.ledger["class"] == "field").sum() == len(typed)
    assert "unreadable" not in set(merged.ledger["class"])


def returns_of_the_case(folder: Path) -> None:
    """Three answered forms and a stray file."""
    folder.mkdir(parents=True)
    for institution, status in (("MVR", "Ограничено"), ("MZ", "Незапочнато"), ("OP", "завршено")):
        content = content_of(institution)
        answers: dict[str, str | int] = {
            f"activities/{line.code}/status": status for line in content.activities
        }
        (folder / f"{institution}.xlsx").write_bytes(fill(content, answers))
    (folder / "белешка.txt").write_text("не е образец", encoding="utf-8")


def results_of(returns: Path, into: Path) -> dict[str, bytes]:
    merge(returns).write(into, documents=True)
    return {p.relative_to(into).as_posix(): p.read_bytes() for p in into.rglob("*") if p.is_file()}


@dataclass(frozen=True)
class Case:
    """The returns of the case, merged once: as they lay there before, and the results."""

    folder: Path
    before: Mapping[Path, tuple[bytes, int]]
    results: Mapping[str, bytes]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("case")
    returns_of_the_case(folder / "returns")
    before = lying_in(folder / "returns")
    return Case(folder, before, results_of(folder / "returns", folder / "results"))


def lying_in(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_the_same_inputs_give_the_same_bytes_over_the_old_results(
    case: Case, tmp_path: Path
) -> None:
    shutil.copytree(case.folder / "results", tmp_path / "results")
    again = results_of(case.folder / "returns", tmp_path / "results")
    assert {"consolidated.xlsx", "summary.mk.md", "summary.mk.html"} <= again.keys()
    assert again == case.results


def test_the_order_in_which_files_came_to_lie_there_does_not_matter(
    case: Case, tmp_path: Path
) -> None:
    files = sorted(case.before)
    random.Random(7).shuffle(files)
    (tmp_path / "shuffled").mkdir()
    for path in files:
        shutil.copy2(path, tmp_path / "shuffled" / path.name)
    assert results_of(tmp_path / "shuffled", tmp_path / "results") == case.results


def test_the_names_of_files_decide_nothing(case: Case, tmp_path: Path) -> None:
    (tmp_path / "renamed").mkdir()
    for number, path in enumerate(sorted((case.folder / "returns").glob("*.xlsx"), reverse=True)):
        shutil.copy2(path, tmp_path / "renamed" / f"{number}.xlsx")
    one, two = merge(case.folder / "returns"), merge(tmp_path / "renamed")
    assert one.activities.drop(columns="file").equals(two.activities.drop(columns="file"))
    assert one.indicators.drop(columns="file").equals(two.indicators.drop(columns="file"))


def test_returned_files_are_not_touched(case: Case) -> None:
    assert lying_in(case.folder / "returns") == case.before


def test_states_and_remarks_survive_the_next_merge_and_an_edited_result_is_copied_aside(
    case: Case,
    tmp_path: Path,
) -> None:
    shutil.copytree(case.folder / "results", tmp_path / "results")
    path = tmp_path / "results" / "consolidated.xlsx"
    book = load_workbook(path)
    remark, typed = "Јавено по телефон на 11.10.", None
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            keys = {cell.value: int(cell.column or 0) for cell in row}
            if {"id", "state", "remark"} <= keys.keys() and typed is None:
                number = int(row[0].row or 0) + 2
                typed = sheet.cell(number, keys["id"]).value
                sheet.cell(number, keys["remark"]).value = remark
                sheet.cell(number, keys["state"]).value = "Побарано"
    book.save(path)
    edited = path.read_bytes()

    written = merge(case.folder / "returns").write(tmp_path / "results")
    assert [copy.read_bytes() for copy in written.copies] == [edited]
    again = load_workbook(path)
    texts = [c.value for s in again.worksheets for r in s.iter_rows() for c in r]
    assert typed in texts
    assert remark in texts


def test_what_is_written_in_the_notes_reaches_the_coordinator(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    data = fill(content_of("MZ"), {"notes/risks": "Нема превозно средство."})
    (tmp_path / "returns" / "MZ.xlsx").write_bytes(data)
    results_of(tmp_path / "returns", tmp_path / "results")
    sheet = load_workbook(tmp_path / "results" / "consolidated.xlsx")["Нераспоредено"]
    assert "Нема превозно средство." in [cell.value for row in sheet.iter_rows() for cell in row]
