"""The comments form shows what a member approves, line by line, and what it answered itself."""

import io
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
from made import case_report

from ovpsheets.decision import Decision, Outcome
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.release.make import make_public
from ovpsheets.release.public import Published
from ovpsheets.release.review.comments import comments_form, read_comments
from ovpsheets.results.report import Report
from ovpsheets.tables import Tables
from ovpsheets.words import LANGUAGES

DECIDED = Outcome(
    Decision("status", "3.6.3", "MVR", "Значително", "внатрешно"), before="Ограничено"
)


@cache
def public() -> Report:
    """The draft of the case as it will be published."""
    report, nothing = case_report(), Tables.empty()
    published = Published(nothing, nothing, nothing.indicators)
    return make_public(report, published, Memory(), Policy.of(report.plan)).public.report


@cache
def book(institution: str, *, decided: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(form(institution, decided=decided)))


def form(institution: str, *, decided: bool = False) -> bytes:
    report = replace(case_report(), decided=(DECIDED,)) if decided else case_report()
    return comments_form(report, public(), institution, 1)


def lines(institution: str, *, decided: bool = False) -> list[tuple[str, str, str]]:
    sheet = book(institution, decided=decided).worksheets[0]
    found = [tuple(str(c.value or "") for c in row[:3]) for row in sheet.iter_rows(min_row=7)]
    return [(code, said, drafted) for code, said, drafted in found]


def test_each_activity_has_its_status_its_texts_and_its_indicators() -> None:
    found = lines("NK")
    codes = [code for code, _, _ in found]
    assert codes[0] == "3.6.2"
    assert "3.6.2.1" in codes
    assert codes[-1] == "*"
    assert found[0][2] == "Значително"
    told = {said: drafted for code, said, drafted in found if not code}
    assert any(text.startswith("Избрани се уште три индикатори") for text in told.values())
    (value,) = (drafted for code, _, drafted in found if code == "3.6.2.1")
    assert value == "5 индикатори (претходно: 2; цел: 8)"


def test_what_is_not_published_is_said_to_be_withheld() -> None:
    withheld = "одговорено; не се објавува, за да не може да се препознае лице"
    assert withheld in [drafted for _, _, drafted in lines("MVR")]


def test_who_sent_no_form_is_told_so_and_until_when() -> None:
    sheet = book("MTSP").worksheets[0]
    said = str(sheet["A4"].value)
    assert said.startswith("Од Вас не е примен образец за овој квартал")
    assert "14 октомври 2022 година" in said
    assert book("MVR").worksheets[0]["A4"].value is None


def test_a_decision_is_marked_and_the_members_own_answer_stays_its_own() -> None:
    (status,) = (drafted for code, _, drafted in lines("MVR", decided=True) if code == "3.6.3")
    assert status.endswith("(евидентирано од координаторот; Ваш одговор: Ограничено)")
    own = book("MVR", decided=True).worksheets[1]
    answers = [tuple(cell.value for cell in row) for row in own.iter_rows(min_row=5)]
    assert ("3.6.3", "Статус", "Ограничено") in answers
    every = " ".join(
        str(c.value) for s in book("MVR", decided=True) for r in s.iter_rows() for c in r
    )
    assert "внатрешно" not in every


def test_rows_are_high_enough_to_be_read_and_low_enough_to_be_printed() -> None:
    sheet = book("MVR").worksheets[0]
    heights = [sheet.row_dimensions[row].height or 15 for row in range(7, sheet.max_row + 1)]
    assert all(15 <= height < 400 for height in heights)
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize("place", [0, 1])
def test_what_is_answered_on_a_line_is_read_with_its_code(place: int) -> None:
    edited = openpyxl.load_workbook(io.BytesIO(form("NK")))
    sheet = edited.worksheets[0]
    rows = [row for row in range(7, sheet.max_row + 1) if sheet.cell(row, 1).value]
    sheet.cell(rows[place], 4).value = "Не"
    sheet.cell(rows[place], 5).value = "Погрешно"
    out = io.BytesIO()
    edited.save(out)
    contents = read_xlsx(out.getvalue(), Limits())
    found = read_comments(contents, "NAP5", case_report().quarter)
    assert found is not None
    assert (found.institution, found.draft, found.answer) == ("NK", 1, "comments")
    assert dict(found.comments) == {("3.6.2", "3.6.2.1")[place]: "Погрешно"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_it_is_in_the_institutions_language(language: str) -> None:
    report = case_report()
    own = tuple(replace(i, language=language) for i in report.plan.institutions)
    spoken = replace(report, plan=replace(report.plan, institutions=own))
    assert comments_form(spoken, public(), "MTSP", 1)
