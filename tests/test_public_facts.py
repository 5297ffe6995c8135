"""What the public is told is true of what the members sent, and what is hidden is no silence."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import openpyxl
import pytest
from every_case import every
from made import case_report
from test_summary_context import with_cells

from ovpsheets import kinds
from ovpsheets.disclosure import Memory, Policy, RecordedAnswer
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import activity_answers
from ovpsheets.tables import ALL, Tables, frame, records
from ovpsheets.text_files import catalogue
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

PROGRESS = "Обучени се седум адвокати од Тетово."
WHY = "Изборот на адвокатите траеше подолго поради жалба."
GRADE = "Жртвите ги оценуваат услугите како добри."

FORMATS = ("notification.{}.md", "notification.{}.html", "notification.{}.docx",
           "portal.{}.txt", "tables.{}.xlsx")  # fmt: skip


def told(**cells: object) -> Report:
    """Return the case in which the Ministry of Justice answered all about persons in words."""
    report = case_report()
    indicators = tuple(
        replace(one, kind=kinds.TEXT, baseline=None, target=None)
        if one.code == "3.6.4.1" else one
        for one in report.plan.indicators
    )  # fmt: skip
    report = replace(report, plan=replace(report.plan, indicators=indicators))
    answered = {"status": "not_started", "progress": PROGRESS, "reason": None,
                "explanation": WHY, "new_deadline": date(2023, 3, 31), **cells}  # fmt: skip
    report = with_cells(report, "activities", "3.6.4", answered)
    report = with_cells(
        report, "indicators", "3.6.4.1",
        {"kind": "text", "value": None, "flag": None, "text": GRADE, "note": WHY},
    )  # fmt: skip
    return replace(report, tables=replace(report.tables, findings=frame(
        ALL["findings"], [f for f in records(report.tables.findings) if f["activity"] != "3.6.4"]
    )))  # fmt: skip


def made_of(report: Report, earlier: Tables | None = None) -> Made:
    before = earlier or Tables.empty()
    published = Published(before, Tables.empty(), before.indicators)
    return make_public(report, published, Memory(), Policy.of(report.plan))


@cache
def files() -> dict[str, bytes]:
    return public_files(made_of(told()).public)


def words(data: bytes, name: str) -> str:
    """Return all texts of a public file, tags and escapes aside."""
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        return "\n".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
            if cell.value is not None
        )  # fmt: skip
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            xml = package.read("word/document.xml").decode("utf-8")
        return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))
    return re.sub(r"<[^>]+>", "", data.decode("utf-8")).replace("\\", "")


@every("form", FORMATS)
@every("language", LANGUAGES)
def test_a_text_that_waits_for_a_yes_is_said_to_be_not_published(
    language: Language, form: str
) -> None:
    name = form.format(language)
    assert Texts(language)("summary.answer.withheld") in words(files()[name], name)


def about(language: Language, form: str) -> str:
    """Return what a file says of the activity, and its sentences about all of them."""
    name = form.format(language)
    lines = words(files()[name], name).splitlines()
    return "\n".join(line for line in lines if "3.6.4" in line)


@every("form", FORMATS)
@every("language", LANGUAGES)
def test_nobody_whose_text_waits_is_said_to_owe_one(language: Language, form: str) -> None:
    texts, said = Texts(language), about(language, form)
    for key in ("say.reason.missing_only", "say.reason.missing_all"):
        assert texts(f"summary.{key}", codes="") not in said
    beginning = texts("summary.next.reasons", places="\n").partition("\n")[0]
    owed = [line for line in said.splitlines() if beginning in line]
    assert not any("3.6.4" in line for line in owed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_milestone_whose_texts_wait_has_no_answer_that_reads_as_silence(
    language: Language,
) -> None:
    texts = Texts(language)
    block = files()[f"portal.{language}.txt"].decode("utf-8").split("-" * 72)
    (own,) = (part for part in block if re.search(r"– 3\.6\.4\. ", part))
    silence = ("answer.silent", "answer.progress.missing", "answer.progress.nothing",
               "answer.reason.missing")  # fmt: skip
    assert own.count(texts("summary.answer.withheld")) == 3
    for key in silence:
        assert f": {texts(f'summary.{key}')}" not in own
    assert not any(text in own for text in (PROGRESS, WHY, GRADE))


def test_the_open_data_name_the_columns_that_are_not_published() -> None:
    tables = made_of(told()).public.tables
    (activity,) = (r for r in records(tables["activities"]) if r["activity"] == "3.6.4")
    (value,) = (r for r in records(tables["indicators"]) if r["indicator"] == "3.6.4.1")
    assert activity["withheld"] == "explanation progress"
    assert value["withheld"] == "note text"
    assert {r["withheld"] for r in records(tables["activities"]) if r["activity"] == "3.6.1"} == {
        None
    }


def test_who_described_progress_in_a_text_that_waits_reported_some() -> None:
    report = told(status="limited", previous_status="limited")
    page = public_files(made_of(report).public)["notification.en.md"].decode("utf-8")
    (said,) = (line for line in page.splitlines() if "reported progress" in line)
    assert "MoJ" in said.partition("reported progress")[0]


def test_a_reason_is_given_exactly_when_no_unexplained_delay_stands() -> None:
    report = case_report()
    standing = {
        (row["activity"], row["institution"])
        for row in records(report.tables.findings)
        if row["rule"] == "unexplained_delay" and row["state"] == "open"
    }
    answers = activity_answers(made_of(report).public.report, None)
    lacking = {(a.activity.code, a.institution) for a in answers if not a.reason_given}
    assert standing <= lacking
    settled = [
        {**row, "state": "not_a_problem"} if row["rule"] == "unexplained_delay" else row
        for row in records(report.tables.findings)
    ]
    calm = replace(report, tables=replace(report.tables, findings=frame(ALL["findings"], settled)))
    answers = activity_answers(made_of(calm).public.report, None)
    assert standing.isdisjoint((a.activity.code, a.institution) for a in answers
                               if not a.reason_given)  # fmt: skip


def test_last_quarters_text_that_was_not_published_is_no_silence_either() -> None:
    report = told()
    row = next(r for r in records(report.tables.indicators) if r["indicator"] == "3.6.4.1")
    before = {**row, "quarter": str(report.quarter.previous())}
    whole = replace(report.history, indicators=frame(ALL["indicators"], [before]))
    seen = replace(whole, indicators=frame(ALL["indicators"], [{**before, "text": None}]))
    made = made_of(replace(report, history=whole), seen)
    page = public_files(made.public)["portal.en.txt"].decode("utf-8")
    assert "Previous quarter: not published" in page


# ------------------------------------------------------------------ completed before; when it came


def completed_before() -> Report:
    """Return the case in which 3.6.5 was completed in the second quarter."""
    report = case_report()
    rows = [
        {**row, "status": "completed"} if row["activity"] == "3.6.5" else row
        for row in records(report.history.activities)
    ]
    history = replace(report.history, activities=frame(ALL["activities"], rows))
    cells = {"status": "completed", "progress": "Завршено е сѐ.", "timeliness": "done_on_time"}
    return replace(with_cells(report, "activities", "3.6.5", cells), history=history)


@every("form", FORMATS[:4])
def test_an_old_text_of_a_completed_activity_is_no_progress_of_this_quarter(form: str) -> None:
    name = form.format("mk")
    said = words(public_files(made_of(completed_before()).public)[name], name)
    assert "Завршено е сѐ." not in said
    assert Texts("mk")("summary.answer.progress.earlier") in said


def test_open_data_repeat_no_text_of_a_completed_activity_and_say_since_when_it_is() -> None:
    report = completed_before()
    tables = made_of(report).public.tables
    (own,) = (r for r in records(tables["activities"]) if r["activity"] == "3.6.5")
    assert (own["status"], own["completed_in"]) == ("completed", "2022-Q1")
    answers = ("progress", "reason", "explanation", "new_deadline", "withheld")
    assert [own[name] for name in answers] == [None] * 5
    assert {r["completed_in"] for r in records(tables["activities"]) if r is not own} >= {None}
    files = public_files(made_of(report).public)
    for name in (*(form.format("en") for form in FORMATS), "data/activities.csv"):
        assert "Завршено е сѐ." not in words(files[name], name)


@pytest.mark.parametrize(
    ("accumulation", "value"), [("quarterly", None), ("cumulative", 12.0)]
)  # fmt: skip
def test_a_number_of_one_quarter_is_none_of_the_next_where_nobody_was_asked(
    accumulation: str, value: float | None
) -> None:
    report = completed_before()
    cells = {"accumulation": accumulation, "kind": "count", "value": 12.0, "flag": None}
    made = made_of(with_cells(report, "indicators", "3.6.5.1", cells))
    (own,) = (r for r in records(made.public.tables["indicators"]) if r["indicator"] == "3.6.5.1")
    assert (own["value"], own["completed_in"]) == (value, "2022-Q1")
    block = public_files(made.public)["portal.en.txt"].decode("utf-8").split("-" * 72)
    (part,) = (text for text in block if "– 3.6.5. " in text)
    assert Texts("en")("summary.answer.silent") not in part


def test_what_was_not_published_before_is_said_to_have_been_given() -> None:
    report = told()
    asked = made_of(report)
    told_then = asked.public.tables
    last = replace(
        Tables.empty(),
        activities=told_then["activities"],
        indicators=told_then["indicators"],
        revisions=told_then["revisions"],
    )
    answers = {line.question: RecordedAnswer("yes") for line in asked.memory.lines}
    published = Published(Tables.empty(), last, last.indicators)
    made = make_public(report, published, asked.memory.with_answers(answers),
                       Policy.of(report.plan))  # fmt: skip
    (row,) = (
        r for r in records(made.public.revisions)
        if (r["activity"], r["column"]) == ("3.6.4", "progress")
    )  # fmt: skip
    assert (row["was"], row["withheld"], row["now"]) == (None, "was", PROGRESS)
    files = public_files(made.public)
    for name in (form.format("en") for form in FORMATS[:4]):
        assert "was not published, is now" in words(files[name], name)


def test_nobody_is_publicly_late_by_a_files_time_stamp() -> None:
    report = case_report()
    empty = Tables.empty()
    published = Published(empty, empty, empty.indicators)
    made = make_public(report, published, Memory(), Policy.of(report.plan),
                       undated=frozenset({"MP"}))  # fmt: skip
    (own,) = (r for r in records(made.public.tables["institutions"]) if r["institution"] == "MP")
    assert (own["returned"], own["received"], own["on_time"]) == (True, None, None)
    files = public_files(made.public)
    assert "late" not in files["notification.en.md"].decode("utf-8").split("## ")[1]
    known = public_files(made_of(report).public)["notification.en.md"].decode("utf-8")
    assert "returned the form late" in known


_NOTHING = {"en": "nothing (was|has)|supplied nothing", "mk": "ништо не", "sq": "asgjë"}
_OF_WHAT_IS_EMPTY = ("status", "flag")


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_what_has_no_status_nobody_says_that_nothing_was_reported(language: Language) -> None:
    # A co-holder may have reported on it, or the holder in words that nobody can read.
    own = [f"consolidated.column.any.{key}.meaning" for key in _OF_WHAT_IS_EMPTY]
    told = {
        key: str(said[language])
        for key, said in catalogue().items()
        if key.startswith(("summary.", "dashboard.", "consolidated.legend.")) or key in own
    }
    assert set(own) < set(told)
    assert [key for key, said in told.items() if re.search(_NOTHING[language], said, re.I)] == []
