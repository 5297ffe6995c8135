"""What is asked before a publication: in groups, the riskiest first, equal texts together."""

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from made import case_report
from test_summary_context import with_cells

from ovpsheets.cli.publish import tell_obstacles
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.release.gate import Obstacle
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.question_groups import GROUPS, in_groups
from ovpsheets.release.questions import questions_form, read_answers
from ovpsheets.results.report import Report
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

REPEATED, TOGETHER, LEAST = "Помогнато на три жени", "Дојдоа двајца судии", "Недостиг на простор"


def reported() -> Report:
    report = case_report()
    blank = tuple(
        replace(own, persons=None) if own.code == "3.6.1.1" else own
        for own in report.plan.indicators
    )
    report = replace(report, plan=replace(report.plan, indicators=blank))
    report = with_cells(report, "indicators", "3.6.4.1", {"value": 3.0, "note": REPEATED})
    report = with_cells(report, "activities", "3.6.2", {"progress": TOGETHER})
    return with_cells(report, "activities", "3.6.6", {"explanation": LEAST, "progress": TOGETHER})


@cache
def made() -> Made:
    report, nothing = reported(), Tables.empty()
    published = Published(nothing, nothing, nothing.indicators)
    return make_public(report, published, Memory(), Policy.of(report.plan))


def form(language: Language = "mk") -> bytes:
    return questions_form(reported(), made().questions, made().memory, Texts(language))


def test_groups_come_in_their_order_and_the_riskiest_text_first() -> None:
    asked = in_groups(made().questions)
    places = [GROUPS.index(item.group) for item in asked]
    assert places == sorted(places)
    texts = [item.text for item in asked]
    assert texts.index(REPEATED) < texts.index(TOGETHER) < texts.index(LEAST)


def test_the_same_text_is_one_question_for_all_its_places() -> None:
    (item,) = (item for item in in_groups(made().questions) if item.text == TOGETHER)
    assert item.codes == ("3.6.2", "3.6.6")
    assert len(item.ids) == len(item.rows) > 1
    assert len(item.institutions(reported(), Texts("mk"))) > 1


def test_a_question_says_first_that_a_hidden_figure_is_repeated_and_which_number() -> None:
    (item,) = (item for item in in_groups(made().questions) if item.text == REPEATED)
    first, *others = item.reasons(Texts("en"))
    assert first == "repeats the hidden figure of 3.6.4.1 (3)"
    assert others == ["names a number of persons"]  # and not that the activity counts some


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_shows_what_why_and_where(language: Language) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(form(language))).worksheets[0]
    (row,) = ([c.value for c in row] for row in sheet.iter_rows() if row[0].value == REPEATED)
    assert "3.6.4.1 (3)" in str(row[1])
    assert row[4:6] == [reported().institution_label("MP", language), "3.6.4.1"]
    assert reported().plan.indicator("3.6.4.1").text.in_(language) in str(row[6])


def test_an_answer_counts_for_every_place_of_the_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form()))
    for row in book.worksheets[0].iter_rows():
        if row[0].value == TOGETHER:
            row[2].value = "не"
    out = io.BytesIO()
    book.save(out)
    answers = read_answers(out.getvalue())
    (item,) = (item for item in in_groups(made().questions) if item.text == TOGETHER)
    assert {name: said.answer for name, said in answers.items()} == dict.fromkeys(item.ids, "не")
    left = made().memory.with_answers(answers)
    assert [left.answer(name) for name in item.ids] == [False] * len(item.ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_however_much_is_asked_it_is_told_on_one_screen(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Долг текст што не стои во еден ред. " * 12
    found = [Obstacle("no_draft")]
    found += [Obstacle("not_shown", f"Институција {n}", f"I{n}") for n in range(40)]
    found += [Obstacle("urgent", text) for _ in range(50)]
    found += [Obstacle("question", text, "", group) for group in GROUPS for _ in range(30)]
    tell_obstacles(found, "2022-Q3", Texts(language))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 21  # with the heading and where to answer: 24
    assert max(map(len, lines)) <= 100
    assert sum(line.startswith("  – 30 ×") for line in lines) == len(GROUPS)
