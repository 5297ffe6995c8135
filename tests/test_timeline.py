"""The timeline: the first deadline, the one that holds, the newest; what slipped, and how far."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from made import case_report
from openpyxl import load_workbook

from ovpsheets.plan.model import Amendment
from ovpsheets.results.consolidated import consolidated
from ovpsheets.results.report import Report
from ovpsheets.results.report.deadlines import DeadlineCourse, deadline_courses
from ovpsheets.texts import Texts


def _told(report: Report, activity: str, **columns: Any) -> Report:
    """Return *report* whose row of *activity* says something else."""
    table = report.tables.activities.copy()
    for column, value in columns.items():
        table.loc[table["activity"] == activity, column] = value
    return replace(report, tables=replace(report.tables, activities=table))


def _course(report: Report, activity: str) -> DeadlineCourse:
    return next(own for own in deadline_courses(report) if own.activity == activity)


def test_a_deadline_nobody_touched_is_first_and_newest() -> None:
    course = _course(case_report(), "3.6.2")
    assert (course.held, course.said, course.months) == ((date(2022, 12, 31),), None, 0)


def test_what_the_holder_proposes_is_the_newest() -> None:
    report = _told(case_report(), "3.6.2", new_deadline=pd.Timestamp("2023-06-30"))
    course = _course(report, "3.6.2")
    assert (course.newest, course.said_in, course.months) == (date(2023, 6, 30), "2022-Q3", 6)


def test_a_completed_activity_has_no_newer_deadline() -> None:
    report = _told(
        case_report(), "3.6.2", new_deadline=pd.Timestamp("2023-06-30"), status="completed"
    )
    assert _course(report, "3.6.2").said is None


def test_an_amended_deadline_keeps_the_one_before() -> None:
    report = _told(case_report(), "3.6.2", deadline=pd.Timestamp("2023-03-31"))
    own = Amendment(
        "3.6.2", "deadline", date(2023, 3, 31), date(2022, 7, 1), before=date(2022, 12, 31)
    )  # fmt: skip
    amended = replace(report, plan=replace(report.plan, amendments=(own,)))
    assert _course(amended, "3.6.2").held[-2:] == (date(2022, 12, 31), date(2023, 3, 31))
    assert _course(amended, "3.6.2").first == date(2022, 12, 31)


def test_what_was_proposed_before_the_deadline_was_changed_is_settled() -> None:
    report = _told(case_report(), "3.6.2", deadline=pd.Timestamp("2023-03-31"))
    past = report.history.activities.copy()
    past.loc[past["activity"] == "3.6.2", "new_deadline"] = pd.Timestamp("2023-12-31")
    report = replace(report, history=replace(report.history, activities=past))
    assert _course(report, "3.6.2").newest == date(2023, 3, 31)


def test_who_is_silent_keeps_what_it_said_last() -> None:
    past = case_report().history.activities.copy()
    past.loc[past["activity"] == "3.6.6", "new_deadline"] = pd.Timestamp("2023-12-31")
    report = case_report()
    report = replace(report, history=replace(report.history, activities=past))
    assert _course(report, "3.6.6").said == date(2023, 12, 31)


def test_a_deadline_that_ends_with_the_quarter_is_over() -> None:
    report = _told(case_report(), "3.6.3", new_deadline=pd.NaT)
    course = _course(report, "3.6.3")
    assert course.newest == date(2022, 9, 30)
    assert course.lacks_new(date(2022, 9, 30))
    assert not course.lacks_new(date(2022, 9, 29))


def test_the_sheet_shows_the_slip_in_red_and_in_words() -> None:
    report = _told(case_report(), "3.6.1", new_deadline=pd.Timestamp("2022-12-31"))
    sheet = load_workbook(io.BytesIO(consolidated(report, Texts("en"))))["Timeline"]
    keys = [cell.value for cell in sheet[5]]
    row = next(row for row in sheet.iter_rows(min_row=7) if row[0].value == "3.6.1")
    line = {key: cell for key, cell in zip(keys, row, strict=True) if str(key).startswith("20")}
    assert [line[q].value for q in ("2022-Q2", "2022-Q3", "2022-Q4")] == ["●", "–", "►"]
    assert row[keys.index("slip")].value == "6 months later"
    red = line["2022-Q3"].fill.fgColor.rgb
    assert red == line["2022-Q4"].fill.fgColor.rgb != line["2022-Q2"].fill.fgColor.rgb


def test_a_deadline_far_behind_all_others_makes_no_line_of_a_hundred_quarters() -> None:
    report = _told(case_report(), "3.6.1", new_deadline=pd.Timestamp("2090-12-31"))
    sheet = load_workbook(io.BytesIO(consolidated(report, Texts("en"))))["Timeline"]
    quarters = [cell.value for cell in sheet[5] if str(cell.value).startswith("20")]
    assert len(quarters) == 16
    assert "2022-Q3" in quarters
