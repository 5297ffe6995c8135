"""The quarters on one page: what is drawn and said there is what the tables hold, and no more."""

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest
from large_report import large_report
from made import case_report
from output_guards import guard, guard_unseen
from persons import QUARTERS, WHOLE, Values, indicator, plan_with
from test_disclosure_files import all_files, of, release
from test_not_due import waiting

from ovpsheets.disclosure import Memory
from ovpsheets.release.make import Made
from ovpsheets.results.dashboard import dashboard_pages
from ovpsheets.results.dashboard.dashboard_charts import chart, trend
from ovpsheets.results.dashboard.dashboard_content import NOTHING, dashboard
from ovpsheets.results.narrative import PartNames, parts
from ovpsheets.results.report import Report
from ovpsheets.results.report.punctuality import Punctuality, punctuality
from ovpsheets.tables import TEXT
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Accumulation, Language
from ovpsheets.writing.page_templates import render_page


def page(report: Report, language: Language = "en") -> str:
    ((_, data),) = dashboard_pages(report, Texts(language))
    return data.decode("utf-8")


def said(markup: str) -> str:
    """Return what a page says to who reads it, and to who has it read out."""
    body = markup.partition("<body")[2]
    alt = " ".join(re.findall(r'aria-label="([^"]*)"', body))
    return unescape(f"{re.sub(r'<[^>]+>', ' ', body)} {alt}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_nothing_and_asks_nothing_of_the_network(language: Language) -> None:
    data = page(case_report(), language).encode()
    guard("dashboard.html", data)
    guard_unseen("dashboard.html", data)
    assert f'<html lang="{language}"'.encode() in data


def test_the_counters_are_those_of_the_report() -> None:
    report = case_report()
    board, counted = dashboard(report, Texts("en")), report.counters_over_time()
    rows = {row.head: row.cells for row in board.counter_rows}
    assert rows["Completed"] == tuple(map(str, counted["completed"]))
    assert rows["N.A."] == tuple(map(str, counted["no_report"]))
    charts = {one.key: tuple(bar.text for bar in one.bars) for one in board.counters}
    assert charts["past_deadline"] == tuple(map(str, counted["past_deadline"]))


def test_fewer_answers_are_never_told_without_how_many_are_missing() -> None:
    points = dashboard(case_report(), Texts("en")).points
    assert any(point.startswith("The status of 3 of 8 activities is not known") for point in points)
    answered = case_report().tables.activities.assign(status="limited")
    report = replace(case_report(), tables=replace(case_report().tables, activities=answered))
    assert not any("not known" in own for own in dashboard(report, Texts("en")).points)


def test_what_has_not_begun_has_a_chart_of_its_own() -> None:
    assert "not_due" in {one.key for one in dashboard(waiting(), Texts("en")).counters}
    assert "not_due" not in {one.key for one in dashboard(case_report(), Texts("en")).counters}


def test_nought_has_a_line_to_stand_on_and_nothing_has_none() -> None:
    bars = chart("x", "X", [("2022-Q1", 0.0, "0"), ("2022-Q2", None, "–")], 8).bars
    assert [bar.height > 0 for bar in bars] == [True, False]
    small = trend([0.0, None, 4.0])
    assert small is not None
    assert small.path.count("M") == 2
    assert trend([4.0, None]) is None
    assert trend([-1.0, 2.0]) is None


def test_every_value_of_an_indicator_stands_in_its_quarter_or_a_mark_that_says_why_not() -> None:
    (section,) = dashboard(case_report(), Texts("en")).sections
    rows = {row.head: row for row in section.rows}
    assert rows["3.6.3.1"].cells == ("0", "45", "78")
    assert rows["3.6.4.1"].cells == ("0", "0", "[x]")
    assert rows["3.6.1.1"].cells == ("0", "0", NOTHING)
    assert rows["3.6.5.1"].cells[0] == "No"
    assert rows["3.6.5.1"].trend is None


def test_a_share_of_forms_in_time_is_told_only_where_every_day_is_known() -> None:
    assert Punctuality("2022-Q3", 6, 5, 4, 1).share == pytest.approx(4 / 6)
    assert Punctuality("2022-Q3", 6, 5, 4, 0).share is None
    assert Punctuality("2022-Q3", 0, 0, 0, 0).share is None


def test_forms_are_counted_in_every_quarter_of_which_they_are_known() -> None:
    report = case_report()
    now = punctuality(report)[-1]
    assert (now.expected, now.returned) == (report.returned()[1], report.returned()[0])
    before = report.tables.institutions.assign(quarter=pd.array(["2022-Q2"] * 6, dtype=TEXT))
    known = replace(report, history=replace(report.history, institutions=before))
    assert [one.quarter for one in punctuality(known)] == ["2022-Q2", "2022-Q3"]


# ------------------------------------------------------------------ what is published


def published(*quarters: Values) -> list[Made]:
    plan, memory = plan_with(indicator(WHOLE, accumulation=Accumulation.QUARTERLY)), Memory()
    made: list[Made] = []
    for number, values in enumerate(quarters):
        made.append(release(plan, number, values, made, memory))
        memory = made[-1].memory
    return made


def test_of_what_is_hidden_the_page_says_the_mark_and_draws_nothing() -> None:
    *_, last = published(of(61), of(2), of(73))
    for language in LANGUAGES:
        markup = all_files(last)[f"dashboard.{language}.html"].decode("utf-8")
        (section,) = dashboard(last.public.report, Texts(language), final=True).sections
        (row,) = section.rows
        assert row.cells == ("61", "[c]", "73")
        assert row.trend is not None
        assert row.trend.path.count("M") == 2
        cells = re.findall(r"<td[^>]*>([^<]*)</td>", markup)
        assert "2" not in cells


def test_no_number_stands_on_the_public_page_that_is_not_in_the_public_tables() -> None:
    made = published(of(61), of(2), of(73))
    told = [own.public.report.tables.indicators["value"] for own in made]
    known = {Texts("en").number(value) for value in pd.concat(told).dropna()}
    (section,) = dashboard(made[-1].public.report, Texts("en"), final=True).sections
    shown = {cell for row in section.rows for cell in row.cells if re.fullmatch(r"[\d.,]+", cell)}
    assert shown == known == {"61", "73"}


def test_the_public_page_is_no_draft_and_holds_no_word_of_a_member() -> None:
    plan = plan_with(indicator(WHOLE))
    made = release(plan, 0, of(61), [], Memory(), note="Забелешка на членот")
    markup = all_files(made)["dashboard.mk.html"].decode("utf-8")
    assert "Забелешка на членот" not in markup
    assert 'class="page draft"' not in markup
    assert 'class="page draft"' in page(case_report(), "mk")


def test_the_public_page_is_the_same_each_time() -> None:
    first, second = (published(of(61), of(70))[-1] for _ in range(2))
    assert all_files(first)["dashboard.mk.html"] == all_files(second)["dashboard.mk.html"]
    assert str(QUARTERS[1]) in said(all_files(first)["dashboard.mk.html"].decode("utf-8"))


def test_of_a_large_plan_each_commitment_has_a_page_of_its_own() -> None:
    report = large_report()
    names = PartNames("{name}.{commitment}.mk.{kind}", parts(report), whole="dashboard.mk.html")
    (_, front), *own = dashboard_pages(report, Texts("mk"), names)
    assert [code for code, _ in own] == [one.code for one in report.plan.commitments]
    assert front.count("– 400 индикатори".encode()) == 6
    for code, data in own:
        assert front.count(f'href="dashboard.{code}.mk.html"'.encode()) == 1
        told = re.findall(r"<b>([\d.]+)</b>", markup := data.decode())
        assert told == [
            one.code for one in report.plan.indicators if one.code.startswith(f"{code}.")
        ]
        assert 'href="dashboard.mk.html">Сите заложби' in markup
        assert f"<h1>Заложба {code}, квартал по квартал" in markup
        assert not {"<details", 'id="counters"'} & set(
            re.findall(r'<details|id="counters"', markup)
        )
        assert len(data) < 150_000
    assert len(front) < 40_000
    assert b"<b>" not in front


def test_many_indicators_on_one_page_are_opened_by_commitment() -> None:
    board = dashboard(large_report(), Texts("mk"))
    few = replace(board, sections=tuple(replace(o, rows=o.rows[:11]) for o in board.sections))
    assert render_page("dashboard.html.j2", board=few).count(b"<details>") == 6
    fewer = replace(few, sections=tuple(replace(o, rows=o.rows[:10]) for o in board.sections))
    assert b"<details" not in render_page("dashboard.html.j2", board=fewer)


@pytest.mark.parametrize(
    ("language", "claims"), [("mk", "незавршен"), ("sq", "papërfund"), ("en", "not completed")]
)
def test_of_what_nobody_answered_it_is_not_said_that_it_is_not_completed(
    language: Language, claims: str
) -> None:
    assert claims not in page(case_report(), language)
    for key in ("message.past_deadline", "message.overdue"):
        for count in (1, 3):
            said = Texts(language)(f"consolidated.{key}", n=count, before="2")
            assert claims not in said
    for key in ("legend.bad", "legend.warn", "above.open"):
        assert claims not in Texts(language)(f"consolidated.{key}", n=2, total=3)
    assert claims not in Texts(language)("summary.counter.past_deadline")
