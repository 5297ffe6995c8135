"""What changed since the last quarter, and what was revised: said once, in every format."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from large_report import large_report
from made import case_report
from packing import size_as_sent

from ovpsheets.results.narrative import summary_context
from ovpsheets.results.narrative.summary_model import SummarySection
from ovpsheets.results.narrative.what_changed import changes
from ovpsheets.results.page import render_html
from ovpsheets.results.report import Report
from ovpsheets.results.summary import render_docx, render_markdown, render_portal
from ovpsheets.tables import ALL, REVISIONS, Tables, frame
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


def section(report: Report, language: Language = "mk") -> SummarySection:
    return summary_context(report, Texts(language)).sections[0]


def revised() -> Report:
    report = case_report()
    row = {
        "quarter": "2022-Q3", "commitment": "3.6", "activity": "3.6.3", "indicator": "3.6.3.1",
        "institution": "MVR", "column": "value", "was": "87", "now": "78",
        "day": date(2022, 11, 2), "reason": "погрешен број",
    }  # fmt: skip
    return replace(report, tables=replace(report.tables, revisions=frame(REVISIONS, [row])))


def test_a_status_that_rose_a_deadline_that_passed_and_a_value_that_moved_are_said() -> None:
    lines = section(case_report()).changes
    assert "3.6.2: од „Ограничено“ во „Значително“" in lines
    passed = "Во кварталот истекоа роковите на 3.6.3, 3.6.4 и 3.6.8; "
    assert f"{passed}не се пријавени од носителите како остварени" in lines
    assert "3.6.3.1 (МВР): од 45 на 78" in lines


def test_of_a_large_plan_what_changed_alike_is_told_in_one_line() -> None:
    report = large_report()
    tables = replace(
        report.tables,
        activities=report.tables.activities.assign(previous_status="not_started"),
        indicators=report.tables.indicators.assign(previous_value=1.0),
    )
    texts = Texts("mk")
    (part,) = summary_context(replace(report, tables=tables), texts, "1.1").sections
    changed = [own for own in part.milestones if own.status in ("limited", "substantial")]
    limited = [own.code for own in changed if own.status == "limited"]
    assert len(part.changes) == 3
    named = f"{', '.join(limited[:8])} и уште {len(limited) - 8}"
    assert f"{len(limited)} преминаа од „Незапочнато“ во „Ограничено“: {named}" in part.changes
    assert part.changes[-1].startswith(f"{sum(own.has_moved for own in part.measures)} индикатори")


@pytest.mark.parametrize(("codes", "last"), [(12, "и 3.6.12"), (13, "3.6.8 и уште 5")])
def test_a_sentence_names_twelve_codes_and_of_more_the_first_eight(codes: int, last: str) -> None:
    (held, *_) = case_report().rows("activities", "3.6")
    due = [{**held, "role": "holder", "activity": f"3.6.{n + 1}", "timeliness": "due",
            "previous_status": None} for n in range(codes)]  # fmt: skip
    tables = replace(case_report().tables, activities=frame(ALL["activities"], due))
    (passed,) = changes(replace(case_report(), tables=tables), "3.6", (), Texts("mk"))
    assert passed.partition(";")[0].endswith(last)


def test_of_many_milestones_it_is_counted_what_is_to_be_given_and_said_by_whom() -> None:
    report = large_report()
    activities = report.tables.activities.assign(new_deadline=pd.Series(dtype="object"))
    tables = replace(report.tables, activities=activities)
    step = summary_context(replace(report, tables=tables), Texts("en"), "1.1").next_steps[1]
    assert step.startswith("New deadline still to be given: 44 milestones of M0001, M0002, M0003,")
    assert step.endswith(" and M0010.")


def test_silence_is_no_change() -> None:
    assert not [line for line in section(case_report()).changes if line.startswith("3.6.1")]


def test_in_a_first_quarter_nothing_has_changed_but_deadlines() -> None:
    report = case_report()
    activities = report.tables.activities.assign(previous_status=None)
    indicators = report.tables.indicators.assign(previous_value=None)
    tables = replace(
        report.tables,
        activities=activities.astype({"previous_status": "string"}),
        indicators=indicators.astype({"previous_value": "Float64"}),
    )
    first = replace(report, tables=tables, history=Tables.empty())
    assert len(section(first).changes) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_revised_value_is_marked_and_listed(language: Language) -> None:
    found = section(revised(), language)
    (line,) = found.corrections
    assert line.startswith("[r] 3.6.3.1 (")
    assert ("87" in line, "78" in line) == (True, True)
    (measure,) = (item for item in found.measures if item.code == "3.6.3.1")
    assert measure.value.text == "78 [r]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_has_both_sections_when_there_is_something(language: Language) -> None:
    context = summary_context(revised(), Texts(language))
    for heading in (context.labels["changes"], context.labels["corrections"]):
        assert f">{heading}</h2>" in render_html(context).decode()
        assert heading.replace("[", "\\[").replace("]", "\\]") in render_markdown(context).decode()
        assert heading in render_portal(context)
    before = render_docx(summary_context(case_report(), Texts(language)))
    assert size_as_sent(render_docx(context)) > size_as_sent(before)


def test_nothing_revised_is_not_mentioned() -> None:
    context = summary_context(case_report(), Texts("mk"))
    assert context.labels["corrections"] not in render_html(context).decode()


def test_the_value_before_of_a_yes_or_no_is_a_word() -> None:
    (measure,) = (item for item in section(case_report()).measures if item.code == "3.6.5.1")
    assert measure.previous in ("Не", "–")
