"""The sheet of the draft in the consolidated workbook: written, filled in, read again."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from cli_runs import AS_OF, QUARTER, answer, copied, run, two_merged
from openpyxl.worksheet.worksheet import Worksheet

import ovpsheets as ovp
from ovpsheets.results.report.draft_register import Draft, Review, Shown

MERGE = ("merge", QUARTER, "--as-of", AS_OF)
REVIEW = ("review", QUARTER, "--as-of", AS_OF)
DAY = date(2022, 10, 12)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with two returns, merged, its draft numbered, and merged again."""
    return copied(_drafted, tmp_path)


def _drafted(folder: Path) -> Path:
    root = copied(two_merged, folder)
    answer("-C", root, *REVIEW)
    answer("-C", root, *MERGE)
    return root


def _shown(folder: Path) -> Path:
    """Return the same after the draft was shown to all."""
    root = copied(_drafted, folder)
    answer("-C", root, *REVIEW, "--shown", "all")
    answer("-C", root, *MERGE)
    return root


def workbook(root: Path) -> Path:
    return root / QUARTER / "results" / "consolidated.xlsx"


def rows(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """The rows of the sheet by institution: key → cell."""
    keys = [str(found.value) for found in sheet[4]]
    found = (dict(zip(keys, row, strict=True)) for row in sheet.iter_rows(min_row=6))
    return {str(row["institution"].value): row for row in found}


def type_in(root: Path, institution: str, **values: object) -> None:
    book = openpyxl.load_workbook(workbook(root))
    row = rows(cast(Worksheet, book["Нацрт"]))[institution]
    for key, value in values.items():
        row[key].value = value
    book.save(workbook(root))


def shown_there(root: Path, institution: str) -> dict[str, Any]:
    book = openpyxl.load_workbook(workbook(root))
    row = rows(cast(Worksheet, book["Нацрт"]))[institution]
    return {key: found.value for key, found in row.items()}


def registered(root: Path) -> dict[str, dict[str, str]]:
    path = root / QUARTER / "review" / "shown.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["institution"]: row for row in csv.DictReader(stream)}


def test_it_has_a_row_for_each_member_and_the_cover_names_the_draft(root: Path) -> None:
    row = shown_there(root, "МВР")
    assert (row["draft_number"], row["draft_seen"]) == (1, "Не")
    assert all(row[key] is None for key in ("shown_on", "shown_how", "draft_answer"))
    book = openpyxl.load_workbook(workbook(root))
    said = [str(cell.value) for cell in book.worksheets[0]["B"]]
    assert any(text.startswith("Нацрт 1 –") for text in said)
    assert any("жолтите ќелии од „Задачи“, „Одлуки“ и „Нацрт“" in text for text in said)
    assert len(rows(cast(Worksheet, book["Нацрт"]))) == 6


def test_what_is_typed_is_in_the_register_and_still_there_after_the_next_merge(root: Path) -> None:
    type_in(
        root, "МВР", shown_on="11.10.2022", shown_how="на состанок", draft_answer="Има забелешки",
        draft_comments="Бројот во 3.6.1 е за девет месеци.",
    )  # fmt: skip
    type_in(root, "МП", shown_on="вчера на состанокот", draft_answer="ќе одговорат")
    answer("-C", root, *MERGE)
    kept = registered(root)["MP"]  # words where a day is wanted
    assert (kept["how"], kept["answer"]) == ("вчера на состанокот", "ќе одговорат")
    assert shown_there(root, "МП")["shown_how"] == "вчера на состанокот"
    assert registered(root)["MVR"] == {
        "draft": "1", "institution": "MVR", "shown": "2022-10-11", "how": "на состанок",
        "answer": "comments", "comments": "Бројот во 3.6.1 е за девет месеци.",
    }  # fmt: skip
    row = shown_there(root, "МВР")
    assert row["shown_on"].date() == date(2022, 10, 11)
    assert (row["draft_seen"], row["draft_answer"]) == ("Да", "Има забелешки")
    before = workbook(root).read_bytes()
    assert answer("-C", root, *MERGE)["copies"] == []
    assert workbook(root).read_bytes() == before


def test_review_and_publish_know_what_was_typed_without_a_merge(root: Path) -> None:
    type_in(root, "МВР", draft_answer="Се согласува")
    found = answer("-C", root, *REVIEW)
    assert found["members"]["MVR"]["answer"] == "agrees"
    assert "MVR" not in found["not_shown"]
    done = run("-C", root, "publish", QUARTER, "--as-of", AS_OF, "--json")
    said = json.loads(done.stdout_bytes.decode("utf-8"))
    unseen = {item["institution"] for item in said["obstacles"] if item["kind"] == "not_shown"}
    assert "MVR" not in unseen
    assert unseen


def test_a_day_that_is_cleared_is_cleared(tmp_path: Path) -> None:
    root = copied(_shown, tmp_path)
    type_in(root, "МВР", shown_on=None, shown_how=None)
    answer("-C", root, *MERGE)
    assert registered(root)["MVR"]["shown"] == ""


def test_a_row_that_is_deleted_clears_nothing(tmp_path: Path) -> None:
    root = copied(_shown, tmp_path)
    book = openpyxl.load_workbook(workbook(root))
    book.remove(book["Нацрт"])
    book.save(workbook(root))
    answer("-C", root, *MERGE)
    assert registered(root)["MVR"]["shown"] == "2022-10-12"
    assert shown_there(root, "МВР")["draft_seen"] == "Да"


def test_what_is_typed_before_a_draft_has_a_number_is_about_the_first(tmp_path: Path) -> None:
    root = copied(two_merged, tmp_path)
    answer("-C", root, *MERGE)
    assert shown_there(root, "МВР")["draft_number"] is None
    answer("-C", root, *REVIEW)
    type_in(root, "МВР", shown_on=DAY)
    answer("-C", root, *MERGE)
    assert registered(root)["MVR"]["shown"] == "2022-10-12"
    assert registered(root)["MVR"]["draft"] == "1"


def test_outside_a_workspace_there_is_no_such_sheet(tmp_path: Path) -> None:
    root = copied(two_merged, tmp_path)
    plan = ovp.read_plan(root / "plan.xlsx")
    merged = ovp.merge(plan, QUARTER, root / QUARTER / "returns", as_of=DAY)
    merged.write(tmp_path / "elsewhere")
    names = openpyxl.load_workbook(tmp_path / "elsewhere" / "consolidated.xlsx").sheetnames
    assert "Нацрт" not in names


def review(*lines: Shown) -> Review:
    return Review((Draft(1, DAY, "x"),), lines)


def test_where_both_places_changed_the_workbook_counts_and_both_comments_stand() -> None:
    was = Shown(1, "MVR", DAY, "mail")
    came = Shown(1, "MVR", DAY, "mail", "comments", "од образецот")
    typed = Shown(1, "MVR", DAY, "mail", "agrees", "по телефон")
    (line,) = review(came).with_typed([was], [typed]).shown
    assert (line.answer, line.comments) == ("agrees", "по телефон\nод образецот")
    again = review(line).with_typed([was], [typed])
    assert again.shown == (line,)


def test_a_row_of_an_older_draft_stays_about_that_draft() -> None:
    two = Review((Draft(1, DAY, "x"), Draft(2, DAY, "y")), (Shown(2, "MVR"),))
    found = two.with_typed([], [Shown(1, "MVR", DAY)])
    assert {item.draft: item.day for item in found.shown} == {1: DAY, 2: None}


def test_an_untouched_workbook_does_not_undo_the_register() -> None:
    known = Shown(1, "MVR", DAY, "mail")
    assert review(known).with_typed([], [Shown(0, "MVR")]).shown == (known,)
