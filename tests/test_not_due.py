"""What by the plan has not begun is no silence: a state of its own, from the tables to the page."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import QUARTER, case_plan, case_report
from test_summary_context import with_cells

import ovpsheets as ovp
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.release.make import make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.results.report import Report
from ovpsheets.results.report.quarter_figures import figures
from ovpsheets.tables import Tables, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

LATER = date(2022, 10, 1)


def waiting() -> Report:
    """Return the case in which 3.6.6 begins a day after the quarter's end."""
    report = with_cells(case_report(), "activities", "3.6.6", {"status": "not_due"})
    report = with_cells(report, "indicators", "3.6.6.1", {"flag": "not_due", "value": None})
    activities = tuple(
        replace(one, start=LATER) if one.code == "3.6.6" else one for one in report.plan.activities
    )
    return replace(report, plan=replace(report.plan, activities=activities))


def public(report: Report) -> dict[str, bytes]:
    empty = Tables.empty()
    published = Published(empty, empty, empty.indicators)
    return public_files(make_public(report, published, Memory(), Policy.of(report.plan)).public)


@pytest.mark.parametrize(
    ("start", "status", "flag"),
    [(LATER, "not_due", "not_due"), (date(2022, 9, 30), "no_report", None)],
)
def test_the_tables_tell_what_has_not_begun_from_what_nobody_answered(
    tmp_path: Path, start: date, status: str, flag: str | None
) -> None:
    plan = case_plan()
    activities = tuple(
        replace(one, start=start) if one.code == "3.6.6" else one for one in plan.activities
    )
    merged = ovp.merge(replace(plan, activities=activities), str(QUARTER), tmp_path)
    (own,) = (r for r in records(merged.activities) if r["activity"] == "3.6.6")
    (value,) = (r for r in records(merged.indicators) if r["indicator"] == "3.6.6.1")
    assert (own["status"], value["flag"]) == (status, flag)


def test_the_counters_still_partition_the_total() -> None:
    counters = waiting().counters()
    parts = (counters.completed, counters.substantial, counters.limited, counters.not_started,
             counters.no_report, counters.not_due)  # fmt: skip
    assert sum(parts) == counters.total
    assert counters.not_due == 1


def test_no_value_is_missing_of_what_has_not_begun() -> None:
    now, before = (figures(r, None, "en") for r in (waiting(), case_report()))
    assert now.not_due == ("3.6.6",)
    assert now.unanswered == before.unanswered - 1
    assert now.no_report == before.no_report - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_says_so_in_words(language: Language) -> None:
    files, word = public(waiting()), Texts(language)("words.status.not_due")
    for name in (f"notification.{language}.md", f"notification.{language}.html"):
        assert word in files[name].decode("utf-8")
    block = files[f"portal.{language}.txt"].decode("utf-8").split("-" * 72)
    (own,) = (part for part in block if "3.6.6. " in part)
    assert word.upper() in own
    assert Texts(language)("summary.answer.silent") not in own


def test_the_open_data_have_it_in_the_code_lists() -> None:
    files = public(waiting())
    assert b",not_due," in files["data/activities.csv"]
    row = next(r for r in files["data/indicators.csv"].splitlines() if b"3.6.6.1" in r)
    assert b",not_due," in row
    assert b"not_due" in files["data/counters.csv"].splitlines()[0]
    assert b'"not_due"' in files["data/datapackage.json"]


def test_who_was_asked_for_indicators_only_is_not_said_to_report_no_progress() -> None:
    report = case_report()
    own = tuple(
        replace(one, holder="MZ") if one.holder == "MP" else one for one in report.plan.activities
    )
    rows = report.tables.activities
    rows = rows[rows["institution"] != "MP"].reset_index(drop=True)
    report = replace(report, plan=replace(report.plan, activities=own),
                     tables=replace(report.tables, activities=rows))  # fmt: skip
    assert "MoJ" not in figures(report, None, "en").idle
    assert "MoJ" in figures(case_report(), None, "en").idle
