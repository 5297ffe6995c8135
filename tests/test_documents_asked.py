"""Which documents a merge makes: a page, and the others where they are asked for or lie already."""

from pathlib import Path

import pytest
from cli_runs import AS_OF, QUARTER, copied, two_merged
from made import case_report
from returned_forms import workers

import ovpsheets as ovp
from ovpsheets.results.products import PRODUCTS
from ovpsheets.results.write_note import write_note
from ovpsheets.results.write_results import write_results

PAGE = "summary.mk.html"
ASKED = {
    "dashboard.en.html", "dashboard.mk.html", "dashboard.sq.html",
    "minister.en.docx", "minister.mk.docx", "minister.sq.docx",
    "minister.en.html", "minister.mk.html", "minister.sq.html",
    "note.en.docx", "note.mk.docx", "note.sq.docx",
    "scorecards.en.xlsx", "scorecards.mk.xlsx", "scorecards.sq.xlsx",
    "portal.en.txt", "portal.mk.txt", "portal.sq.txt",
    "summary.en.docx", "summary.mk.docx", "summary.sq.docx",
    "summary.en.md", "summary.mk.md", "summary.sq.md",
    "summary.en.html", "summary.sq.html",
}  # fmt: skip


def documents(folder: Path) -> set[str]:
    own = tuple(product for product in PRODUCTS if product.when != "always")
    names = (path.name for path in folder.iterdir())
    return {name for name in names if any(product.owns(name) for product in own)}


def test_a_merge_makes_a_page_in_the_coordinators_language(tmp_path: Path) -> None:
    write_results(case_report(), tmp_path)
    assert documents(tmp_path) == {PAGE}
    assert (tmp_path / "consolidated.xlsx").is_file()


def test_all_documents_are_made_where_they_are_asked_for(tmp_path: Path) -> None:
    write_results(case_report(), tmp_path, documents=True)
    assert documents(tmp_path) == {PAGE, *ASKED}


@pytest.mark.parametrize("name", ["note.sq.docx", "summary.en.html"])
def test_what_lies_there_is_made_anew_and_nothing_beside_it(tmp_path: Path, name: str) -> None:
    write_results(case_report(), tmp_path, documents=True)
    whole = (tmp_path / name).read_bytes()
    for other in documents(tmp_path) - {name, PAGE}:
        (tmp_path / other).unlink()
    (tmp_path / name).write_bytes(b"old")
    write_results(case_report(), tmp_path)
    assert documents(tmp_path) == {PAGE, name}
    assert (tmp_path / name).read_bytes() == whole


def test_a_document_that_lies_there_brings_those_of_its_language(tmp_path: Path) -> None:
    write_results(case_report(), tmp_path)
    (tmp_path / "summary.sq.docx").write_bytes(b"old")
    write_results(case_report(), tmp_path)
    assert documents(tmp_path) == {PAGE, "summary.sq.docx", "summary.sq.md", "portal.sq.txt"}


def test_documents_of_one_commitment_bring_none_of_the_whole_plan(tmp_path: Path) -> None:
    (tmp_path / "note.3.6.mk.docx").write_bytes(b"of a working group")
    write_results(case_report(), tmp_path)
    assert documents(tmp_path) == {PAGE, "note.3.6.mk.docx"}


def test_parts_of_a_plan_that_has_none_any_more_go_and_nothing_that_a_person_made(
    tmp_path: Path,
) -> None:
    write_note(case_report(), tmp_path, "3.6")  # writes what a large plan has in parts
    (tmp_path / "summary.3.6.sq.docx").write_bytes(b"typed into")
    (tmp_path / "summary.3.7.mk.docx").write_bytes(b"made by a person")
    write_results(case_report(), tmp_path)
    left = {name for name in documents(tmp_path) if name.startswith(("summary", "portal"))}
    assert left == {PAGE, "summary.3.6.sq.docx", "summary.3.7.mk.docx"}
    assert (tmp_path / "summary.3.6.sq.docx").read_bytes() == b"typed into"
    assert (tmp_path / "note.3.6.mk.docx").is_file()  # at which a meeting is still to sit


def test_a_workspace_makes_them_where_a_setting_says_so(tmp_path: Path) -> None:
    root = copied(two_merged, tmp_path)
    results = root / QUARTER / "results"
    workspace = ovp.Workspace(root, executor=workers())
    workspace.merge(QUARTER, as_of=AS_OF)
    assert documents(results) == {PAGE}
    (root / "ovpsheets.toml").write_text("[ovpsheets]\ndocuments = true\n", encoding="utf-8")
    workspace.merge(QUARTER, as_of=AS_OF)
    assert documents(results) == {PAGE, *ASKED}
