"""The Word documents: the summary for comments and the note, as Word and LibreOffice need them."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from cli_runs import answer, with_forms
from docx.oxml.ns import qn
from made import case_report

from ovpsheets.release.review.comments import comments_form
from ovpsheets.results.narrative import summary_context
from ovpsheets.results.note import note_context, render_note
from ovpsheets.results.summary import render_docx, render_markdown
from ovpsheets.tables import ACTIVITIES, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.writing.document import Document, DocumentColumn, Piece


@cache
def summary(language: Language) -> bytes:
    return render_docx(summary_context(case_report(), Texts(language), version="1"))


@cache
def note(language: Language) -> bytes:
    return render_note(note_context(case_report(), Texts(language)))


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def words(data: bytes) -> str:
    """Return every text of a document, table cells included, in their order."""
    body = opened(data).element.body
    return "\n".join(
        "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


# ------------------------------------------------------------------ the summary


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_the_summary_says_stands_in_the_document(language: Language) -> None:
    context = summary_context(case_report(), Texts(language), version="1")
    shown = words(summary(language))
    (section,) = context.sections
    for text in (
        context.title, context.subtitle.text, context.draft_note, *context.highlights,
        *context.next_steps, *context.making,
        *(counter.value for counter in context.overview.counters),
        *(fact.value for fact in context.facts),
        *(item.title.text for item in section.milestones),
        *(said.text for item in section.milestones for said in item.progress),
        *(item.value.text for item in section.measures),
    ):  # fmt: skip
        assert text.split("\n")[0] in shown, text


def test_headings_are_headings() -> None:
    styles = [p.style.name for p in opened(summary("mk")).paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") >= 6


def test_every_table_repeats_its_headings_and_keeps_its_rows_whole() -> None:
    for table in opened(summary("mk")).tables:
        first, *others = table.rows
        assert first._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in others)


def test_columns_and_cells_have_the_same_width() -> None:
    # Word reads the one, LibreOffice the other.
    for table in opened(summary("mk")).tables:
        for row in table.rows:
            assert [cell.width for cell in row.cells] == [column.width for column in table.columns]


@pytest.mark.parametrize(
    ("language", "locale"), [("mk", "mk-MK"), ("sq", "sq-AL"), ("en", "en-GB")]
)
def test_every_run_says_its_language(language: Language, locale: str) -> None:
    document = opened(summary(language))
    runs = document.element.body.findall(f".//{qn('w:r')}")
    locales = [run.find(f".//{qn('w:lang')}").get(qn("w:val")) for run in runs]
    assert locale in locales
    # What institutions wrote stays in their language, and is marked so.
    assert set(locales) <= {locale, "mk-MK"}


@pytest.mark.parametrize("make", [summary, note], ids=["summary", "note"])
def test_a_document_names_nobody_and_no_time(make: Any) -> None:
    data = make("mk")
    core = opened(data).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {2000}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes(language: Language) -> None:
    again = render_docx(summary_context(case_report(), Texts(language), version="1"))
    assert again == summary(language)
    assert render_note(note_context(case_report(), Texts(language))) == note(language)


def test_what_is_not_seen_but_acts_is_shown_and_never_obeyed() -> None:
    document = Document("Наслов", "mk")
    document.paragraph("а\x00б\ud800в")
    document.table([DocumentColumn("К", 2.0)], [[Piece("г\x07д\u202eѓ", bold=True)]])
    said = words(document.finish())
    assert "а\ufffdб\ufffdв" in said
    assert "г[U+0007]д[U+202E]ѓ" in said


# ------------------------------------------------------------------ the note


def test_the_note_of_the_case_says_what_the_working_group_noted() -> None:
    said = words(note("mk"))
    for sentence in (
        "БЕЛЕШКА ОД РАБОТЕН СОСТАНОК",
        "Работна група 3.6 „Зголемување на пристапот",
        "Листа на присутни/отсутни",
        "Точки на дневен ред",
        "Напредок е пријавен кај активностите на МВР, Национална комисија и Отворена порта.",
        "Членовите од МП и МЗ известија дека во периодот ништо не е реализирано.",
        "Не е вратен образец од МТСП",
        "Координаторот побара поактивно вклучување на сите членови",
        "најдоцна до 10 октомври 2022 година",
        "најдоцна до 15 октомври 2022 година",
        "координаторот го споделува со секој член",
    ):
        assert sentence in said, sentence


def test_the_note_leaves_places_for_what_only_people_know() -> None:
    said = words(note("en"))
    for label in ("Date and time: ___", "Place: ___", "Remarks of those present: ___", "☐ / ☐"):
        assert label in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_reads_like_a_text(language: Language) -> None:
    said = words(note(language))
    assert "{" not in said
    assert "None" not in said
    assert ".." not in said.replace("...", "")


def test_an_institution_that_said_nothing_has_no_lines() -> None:
    members = {member.name: member for member in note_context(case_report(), Texts("en")).members}
    silent = members["Ministry of Labour and Social Policy"]
    assert silent.lines == ()
    assert silent.state == "no usable form"


def test_a_text_that_members_are_not_told_is_neither_in_the_note_nor_silence() -> None:
    row = next(r for r in records(case_report().tables.activities) if r["explanation"])
    untold = frozenset({(row["activity"], row["institution"], "explanation")})
    whole, less = (
        note_context(replace(case_report(), untold=kept), Texts("en")) for kept in (None, untold)
    )
    assert row["explanation"] in words(render_note(whole))
    shown = words(render_note(less))
    assert row["explanation"] not in shown
    assert Texts("en")("summary.answer.withheld") in shown
    assert less.seen == whole.seen  # what is true of it stays true


def test_what_by_the_plan_has_not_begun_is_said_once() -> None:
    report = case_report()
    rows = records(report.tables.activities)
    rows[0] |= {"status": "not_due", "progress": None, "reason": None, "explanation": None}
    tables = replace(report.tables, activities=frame(ACTIVITIES, rows))
    said = words(render_note(note_context(replace(report, tables=tables), Texts("en"))))
    assert said.count(Texts("en")("words.status.not_due")) == 1


# ------------------------------------------------------------------ languages


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_text_in_another_language_is_marked_so_in_every_document(language: Language) -> None:
    context = summary_context(case_report(), Texts(language), version="1")
    (section,) = context.sections
    said = next(
        own.said for item in section.milestones for own in item.progress
        if own.said and own.said.language == "mk"
    )  # fmt: skip
    assert f"{said.text} [mk]" in words(summary(language))
    flat = render_markdown(context).decode().replace("\\", "")
    assert f"{said.text} [mk]" in flat
    for whole in (words(summary(language)), flat):
        assert f"[mk] – {context.labels['other_language_mk']}" in whole
    own = summary_context(case_report(), Texts("mk"), version="1")
    assert f"{said.text} [mk]" not in render_markdown(own).decode().replace("\\", "")


# ------------------------------------------------------------------ comments


def test_a_member_is_not_said_to_have_answered_what_the_tool_set() -> None:
    report = case_report()
    rows = records(report.tables.activities)
    first = rows[0]
    first |= {"status": "not_due", "progress": None, "reason": None, "explanation": None}
    tables = replace(report.tables, activities=frame(ACTIVITIES, rows))
    told = replace(report, tables=tables)
    data = comments_form(told, told, first["institution"], 1)
    _, own = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    answers = [(row[0].value, row[2].value) for row in own.iter_rows()]
    assert answers
    assert [said for code, said in answers if code == first["activity"]] == []


# ------------------------------------------------------------------ the command


def test_the_command_writes_the_note_in_the_languages_of_the_plan(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    told = answer("-C", root, "note", "2022-Q3", "--as-of", "2022-10-12")
    names = [Path(file).name for file in told["files"]]
    assert names == [f"note.{language}.docx" for language in LANGUAGES]
    said = words((root / "2022-Q3/results/note.mk.docx").read_bytes())
    assert "БЕЛЕШКА ОД РАБОТЕН СОСТАНОК" in said


def test_for_one_working_group_its_summary_is_written_beside_its_note(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    asked = ("note", "2022-Q3", "--commitment", "3.6", "--as-of", "2022-10-12")
    names = {Path(file).name for file in answer("-C", root, *asked)["files"]}
    kinds = ("summary", "html"), ("summary", "md"), ("summary", "docx"), ("portal", "txt")
    for language in LANGUAGES:
        assert f"note.3.6.{language}.docx" in names
        assert {f"{name}.3.6.{language}.{kind}" for name, kind in kinds} <= names
    page = (root / "2022-Q3/results/summary.3.6.mk.html").read_text(encoding="utf-8")
    assert "<h1>Известување за заложба 3.6 – трет квартал 2022 година</h1>" in page


def test_a_note_that_was_filled_in_is_copied_aside_before_it_is_drafted_anew(
    tmp_path: Path,
) -> None:
    root = with_forms(tmp_path)
    command = ("-C", root, "note", "2022-Q3", "--as-of", "2022-10-12")
    first = Path(answer(*command)["files"][0])
    filled = first.read_bytes() + b"filled in"
    first.write_bytes(filled)
    (copy,) = answer(*command)["copies"]
    assert Path(copy).read_bytes() == filled
    assert first.read_bytes() != filled


def test_a_title_may_hold_anything_and_be_of_any_length() -> None:
    title = f"Заложба <3.6> & „план“ {'д' * 300}"
    made = docx.Document(io.BytesIO(Document(f"{title}\x01", "mk").finish()))
    assert made.core_properties.title == f"{title}[U+0001]"
