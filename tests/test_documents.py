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
from colour_contrast import contrast
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from large_report import large_report
from made import case_report

from ovpsheets.release.review.comments import comments_form
from ovpsheets.results.minister import minister_docx, minister_page
from ovpsheets.results.narrative import summary_context
from ovpsheets.results.note import Note, note_content, note_context, render_note
from ovpsheets.results.report import PORTAL_ORDER
from ovpsheets.results.summary import outputs as summary_outputs
from ovpsheets.results.summary import render_docx, render_markdown
from ovpsheets.tables import ACTIVITIES, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.writing.document import Document, DocumentColumn, Piece
from ovpsheets.writing.look import look


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
def test_a_run_in_another_language_than_the_document_says_so(
    language: Language, locale: str
) -> None:
    document = opened(summary(language))
    own = document.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert own.get(qn("w:val")) == locale
    said = {each.get(qn("w:val")) for each in document.element.body.iter(qn("w:lang"))}
    assert said == ({"mk-MK"} - {locale})  # what institutions wrote


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


def test_statuses_and_counters_stand_on_their_colours_in_letters_that_can_be_read() -> None:
    tables = opened(summary("mk")).tables
    statuses = [look().colours[status] for status in (*PORTAL_ORDER, "no_report")]
    assert [fill(cell._tc) for cell in tables[0].rows[0].cells][1:6] == statuses
    (milestones,) = (table for table in tables if table.rows[0].cells[-2].text == "Статус")
    grounds = {fill(row.cells[-2]._tc) for row in milestones.rows[1:]}
    assert grounds <= set(statuses)
    for run in opened(summary("mk")).element.body.iter(qn("w:r")):
        if run.find(f".//{qn('w:shd')}") is not None:
            assert contrast(letters(run), fill(run)) >= 4.5


def fill(element: Any) -> str:
    """Return the colour on which a cell, or words in it, stand."""
    return str(element.find(f".//{qn('w:shd')}").get(qn("w:fill")))


def letters(run: Any) -> str:
    colour = run.find(f".//{qn('w:color')}")
    return look().colours["ink"] if colour is None else str(colour.get(qn("w:val")))


def test_no_words_of_a_document_are_smaller_than_eight_points() -> None:
    for data in (
        summary("sq"),
        note("mk"),
        minister_docx(minister_page(case_report(), Texts("en"))),
    ):
        document = opened(data)
        said = [p for p in document.element.body.iter(qn("w:p")) if "".join(p.itertext()).strip()]
        sizes = {
            own.style_id: own.font.size
            for own in document.styles
            if own.type == WD_STYLE_TYPE.PARAGRAPH
        }
        used = {p.pPr.style if p.pPr is not None and p.pPr.style else "Normal" for p in said}
        assert {name for name in used if (sizes[name] or Pt(9.5)) < Pt(8)} == set()
        own = [int(each.get(qn("w:val"))) for p in said for each in p.iter(qn("w:sz"))]
        assert min(own, default=16) >= 16  # half-points


def test_the_document_of_a_large_plan_is_a_front_that_names_its_parts() -> None:
    files = {name: data for name, data in summary_outputs(large_report()) if name.endswith("docx")}
    front, *parts = files
    codes = [own.code for own in large_report().plan.commitments]
    assert parts == [f"summary.{code}.mk.docx" for code in codes]
    said = words(files[front])
    assert [name for name in parts if name not in said] == []
    assert len(opened(files[front]).tables) == 5  # counters, commitments, holders, forms, dates
    shown = [
        row.cells[0].text
        for name in parts
        for table in opened(files[name]).tables
        for row in table.rows
    ]
    assert [code for code in large_codes() if code not in shown] == []


def large_codes() -> list[str]:
    return [activity.code for activity in large_report().plan.activities]


# ------------------------------------------------------------------ the note


def test_the_note_of_the_case_says_what_the_working_group_noted() -> None:
    said = words(note("mk"))
    for sentence in (
        "БЕЛЕШКА ОД РАБОТЕН СОСТАНОК",
        "Работна група 3.6 „Зголемување на пристапот",
        "Листа на присутни/отсутни",
        "Точки на дневен ред",
        "Прогрес е пријавен кај активностите на МВР, Национална комисија и Отворена порта.",
        "Членовите од МП и МЗ не пријавија прогрес во периодот.",
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


def test_a_large_group_attends_in_two_columns_and_forms_that_did_not_come_are_named() -> None:
    made = note_context(large_report(), Texts("en"))
    table = docx.Document(io.BytesIO(render_note(made))).tables[0]
    assert len(table.columns) == 4
    assert len(table.rows) == 1 + 30
    cells = [row.cells[at].text for at in (0, 2) for row in table.rows[1:]]
    lacking = " (no usable form)"
    assert [cell.removesuffix(lacking) for cell in cells] == [own.name for own in made.members]
    assert [cell.endswith(lacking) for cell in cells] == [not own.came for own in made.members]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_reads_like_a_text(language: Language) -> None:
    said = words(note(language))
    assert "{" not in said
    assert "None" not in said
    assert ".." not in said.replace("...", "")


def sentences(made: Note) -> list[str]:
    """Return what the note says by itself: of each line each sentence, with what it is about."""
    lines = [line for part in made.parts for member in part.members for line in member.lines]
    lines += [line for part in made.parts for line in part.brief]
    said = [f"{answer.before}{answer.after}" for line in lines for answer in line.said]
    told = [text for part in made.parts for text in (*part.seen, part.rest) if text]
    return [*said, *told, *made.seen, *made.agenda, *made.conclusions, made.purpose, made.asked]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [case_report, large_report], ids=["case", "large"])
def test_every_sentence_of_the_note_begins_large_and_ends(language: Language, report: Any) -> None:
    said = sentences(note_context(report(), Texts(language)))
    assert said
    assert [text for text in said if not text[0].isupper() or text[-1] not in ".?!"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_note_is_that_of_a_cell(language: Language) -> None:
    texts = Texts(language)
    cells = [texts(f"summary.answer.{key}") for key in ("progress.nothing", "reason.missing")]
    said = sentences(note_context(case_report(), texts))
    assert [text for text in said if text.rstrip(".") in cells] == []


def test_an_activity_has_one_line_and_a_co_holders_answer_is_marked() -> None:
    (part,) = note_context(case_report(), Texts("mk")).parts
    lines = {member.name: member.lines for member in part.members}
    own = [line.about for line in lines["Министерство за внатрешни работи"]]
    assert own[0] == "3.6.2 – Ограничено (одговор на учесник; носител е Национална комисија)."
    assert own[1] == "3.6.3 – Ограничено."
    assert len(own) == len({about.split()[0] for about in own})


def test_a_list_that_somebody_typed_stands_in_a_line_of_the_note() -> None:
    report = case_report()
    rows = records(report.tables.activities)
    row = next(row for row in rows if row["progress"] and row["status"] == "limited")
    row["progress"] = "- прво;\n\n– второ\n3. трето."
    tables = replace(report.tables, activities=frame(ACTIVITIES, rows))
    said = words(render_note(note_context(replace(report, tables=tables), Texts("mk"))))
    assert "Институцијата известува: „прво; второ; 3. трето“." in said


def test_the_note_of_a_large_plan_has_a_page_for_each_commitment_at_most() -> None:
    made = note_context(large_report(), Texts("mk"))
    assert len(made.parts) == 6
    for part in made.parts:
        lines = [line.length for line in part.brief] + [len(text) for text in part.seen]
        assert sum(-(-length // 90) for length in lines) <= 45
        assert (part.members, part.rest) == ((), Texts("mk")("note.rest.all", n=0, number="0"))


def test_the_note_of_one_large_commitment_counts_for_each_and_names_equal_ones_together() -> None:
    (part,) = note_context(large_report(), Texts("en"), "1.1").parts
    abouts = [line.about for line in part.brief]
    assert abouts[0] == "Општина M0001."
    assert "Општина M0005, Општина M0007 and Општина M0009, each:" in abouts
    said = [" ".join(answer.text for answer in line.said) for line in part.brief]
    assert said[0] == (
        "An answer came for 38 of 40 activities (Substantial 19, Limited 19). "
        "The deadlines of 5 activities have passed."
    )
    assert len(set(said)) == len(said)  # no two lines look alike
    assert sum("Општина" in word for about in abouts for word in about.split()) == 9


def test_where_there_is_no_room_those_of_whom_least_is_asked_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(note_content, "_OF_A_NOTE", 14.0)  # lines of a page
    report = large_report()
    merged = replace(report.plan.commitments[0], code="1.1")
    plan = replace(
        report.plan,
        commitments=(merged,),
        activities=tuple(replace(own, commitment="1.1") for own in report.plan.activities),
    )
    activities = report.tables.activities.assign(commitment="1.1")
    tables = replace(report.tables, activities=activities.convert_dtypes())
    (part,) = note_context(replace(report, plan=plan, tables=tables), Texts("en")).parts
    named = sum(line.about.count("Општина") for line in part.brief)
    assert 20 < named < 55
    assert part.rest.startswith(f"Of {55 - named} more institutions")


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
    said = row["explanation"].rstrip(".")  # a sentence of ours ends behind it
    assert said in words(render_note(whole))
    shown = words(render_note(less))
    assert said not in shown
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
