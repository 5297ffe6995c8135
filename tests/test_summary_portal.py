"""The text for the portal: field by field, and every figure of it that of the tables."""

import re
from dataclasses import replace

import pytest
from made import case_report

from ovpsheets.results.narrative import summary_context
from ovpsheets.results.summary import render_markdown, render_portal
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


def text(language: Language, *, final: bool = False) -> str:
    return render_portal(summary_context(case_report(), Texts(language), final=final))


def block(whole: str, code: str) -> str:
    """Return the part about one milestone."""
    return next(part for part in whole.split("-" * 72) if re.search(rf"– {code}\. ", part))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counters_are_those_of_the_table(language: Language) -> None:
    counters = case_report().counters()
    shares = re.findall(r": (\d+)/8$", text(language), flags=re.MULTILINE)
    own = ("completed", "substantial", "limited", "not_started", "no_report")
    assert [int(share) for share in shares] == [getattr(counters, name) for name in own]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_milestone_begins_with_its_status_code_and_title(language: Language) -> None:
    whole, report = text(language), case_report()
    for row in records(report.milestones()):
        word = Texts(language)(f"words.status.{row['status']}").upper()
        title = report.plan.activity(row["activity"]).text.in_(language)
        assert f"{word} – {row['activity']}. {title}" in whole


def test_indicators_stand_with_their_milestone_under_the_portals_word() -> None:
    part = block(text("mk"), "3.6.3")
    assert "Индикатори:" in part
    assert "- 3.6.3.1 " in part
    assert ": 78 " in part


def test_a_paragraph_is_one_line() -> None:
    for row in records(case_report().milestones()):
        if said := row["progress"]:
            assert " ".join(said.split()) in text("mk")


def test_what_is_published_is_no_draft() -> None:
    assert "НАЦРТ" in text("mk")
    assert "НАЦРТ" not in text("mk", final=True)


def test_what_stands_in_another_language_has_its_mark_and_the_mark_its_word() -> None:
    own, other = text("mk"), text("sq")
    assert "[sq]" not in own.replace("[sq] – ", "")
    assert "[mk]" in other
    (said,) = (line for line in other.splitlines() if line.startswith("[mk] – "))
    assert other.rstrip().endswith(said)


def test_english_of_somebody_who_writes_albanian_is_not_called_albanian() -> None:
    report = case_report()
    holders = tuple(replace(own, language="sq") for own in report.plan.institutions)
    said = report.tables.activities.assign(progress="Two trainings were held")
    tables = replace(report.tables, activities=said)
    told = replace(report, plan=replace(report.plan, institutions=holders), tables=tables)
    whole = render_portal(summary_context(told, Texts("mk")))
    assert "Two trainings were held [en]" in whole
    assert "held [sq]" not in whole


def test_who_takes_part_is_not_told_to_be_the_holder() -> None:
    context = summary_context(case_report(), Texts("mk"), version="1")
    shared = next(one for one in context.sections[0].milestones if one.co_holders)
    lines = render_portal(context).splitlines()
    assert f"Носител: {shared.holder}" in lines
    assert f"Учесници: {', '.join(shared.co_holders)}" in lines
    markdown = render_markdown(context).decode()
    assert f"| {shared.holder}; Учесници: {shared.co_holders[0]}" in markdown
