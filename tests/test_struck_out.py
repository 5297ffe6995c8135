"""Text that is struck out is withdrawn: no part of an answer, and lost nowhere."""

import io
from datetime import datetime

import docx
import pytest
import xlsxwriter
from made_ods import cell as ods_cell
from made_ods import ods
from made_ods import row as ods_row
from made_ods import sheet as ods_sheet
from office_formats import by_libreoffice
from returned_forms import findings_of, good_answers, read_alone, returned
from typed_cells import struck, text

from ovpsheets import kinds
from ovpsheets.intake.meaning import read_date, read_number, read_status, read_text
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.struck import RichText, struck_spans
from ovpsheets.words import LedgerClass

AS_SAVED = ("xlsx", "ods", "xls")


def made() -> bytes:
    """A workbook with texts, a number and a date struck out, whole and in part."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("Лист")
        line = book.add_format({"font_strikeout": True})
        plain = book.add_format({"bold": True})
        sheet.write_rich_string("A1", line, "12", plain, " 15")
        sheet.write_rich_string("A2", plain, "нова ", line, "стара", plain, " реченица")
        sheet.write_number("A3", 40, line)
        sheet.write_string("A4", "сè прецртано", line)
        sheet.write_rich_string("A5", line, "прво", plain, "второ", line)
        sheet.write_string("A6", "не е прецртано")
    return data.getvalue()


def opened(name: str, data: bytes) -> Contents:
    found = open_file(name, data, Limits())
    assert isinstance(found, Contents)
    return found


def kept(contents: Contents) -> list[str]:
    return [cell.kept.strip() for cell in contents.sheets[0].cells.values()]


def check(contents: Contents) -> None:
    assert kept(contents) == ["15", "нова  реченица", "", "", "второ", "не е прецртано"]
    told = [seen.values["cells"] for seen in contents.observed if seen.key == "struck_out"]
    assert told == ["A1, A2, A3, A4, A5"]


def test_what_is_struck_out_in_a_workbook_is_told_run_by_run() -> None:
    contents = opened("a.xlsx", made())
    check(contents)
    cells = contents.sheets[0].cells
    assert cells[2, 1].marked == "нова ~~стара~~ реченица"
    assert (cells[3, 1].value, cells[3, 1].marked) == (40, "~~40~~")
    assert type(cells[1, 1].raw) is str  # nothing of how it was read goes on


@pytest.mark.office
@pytest.mark.parametrize("ending", AS_SAVED)
def test_it_is_told_after_libreoffice_saved_it(ending: str) -> None:
    check(opened(f"a.{ending}", by_libreoffice(made(), ending)))


def test_a_style_of_opendocument_strikes_out_a_cell_or_a_part_of_it() -> None:
    lines = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties '
        f'style:text-line-through-style="{line}"/></style:style>'
        for name, family, line in (
            ("ce1", "table-cell", "solid"), ("ce2", "table-cell", "none"), ("T1", "text", "solid"),
        )
    )  # fmt: skip
    of = 'office:value-type="string" table:style-name="{}"'
    cells = (
        ods_cell("старо", of.format("ce1")), ods_cell("ново", of.format("ce2")),
        ods_cell('<text:span text:style-name="T1">12</text:span> 15'),
    )  # fmt: skip
    found = opened("a.ods", ods(ods_sheet(ods_row(*cells)), styles=lines))
    assert kept(found) == ["", "ново", "15"]


def test_inline_texts_say_it_too() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"constant_memory": True}) as book:  # writes no shared strings
        line, plain = book.add_format({"font_strikeout": True}), book.add_format({"bold": True})
        book.add_worksheet().write_rich_string("A1", line, "12", plain, " 15")
    assert kept(opened("a.xlsx", data.getvalue())) == ["15"]


def test_a_run_that_says_nothing_is_struck_out_as_its_cell() -> None:
    runs = RichText.of([("старо", None), (" ново", False)])
    assert struck_spans(runs, by_style=True) == ((0, 5),)
    assert struck_spans(runs, by_style=False) == ()


def test_runs_side_by_side_are_one_span_and_blanks_are_none() -> None:
    runs = RichText.of([("ста", True), ("ро", True), (" ", None), (" ", True), ("ново", False)])
    assert struck_spans(runs, by_style=False) == ((0, 5),)


def test_a_text_without_runs_of_its_own_is_a_plain_text() -> None:
    assert type(RichText.of([("а", None), ("б", None)])) is str
    assert struck_spans("аб", by_style=True) == ((0, 2),)
    assert struck_spans("аб", by_style=False) == ()


def test_letters_in_word_are_read_alike() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    run = cell.paragraphs[0].add_run("12")
    run.font.strike = True
    cell.paragraphs[0].add_run(" 15")
    twice = cell.add_paragraph().add_run("двојно")
    twice.font.double_strike = True
    saved = io.BytesIO()
    document.save(saved)
    found = opened("a.docx", saved.getvalue())
    (only,) = [c for sheet in found.sheets for c in sheet.cells.values()]
    assert only.kept.strip() == "15"
    assert only.marked == "~~12~~ 15\n~~двојно~~"


def test_the_new_answer_counts_and_not_the_old_one() -> None:
    assert read_number(struck("14", (0, 1)), kinds.COUNT).value == 4
    assert read_number(struck("12 15", (0, 2)), kinds.COUNT).value == 15
    assert read_status(struck("ЗначителноОграничено", (0, 10))).value == "limited"
    assert read_text(struck("старо ново", (0, 5))).value == "ново"


@pytest.mark.parametrize("read", [read_text, read_status, read_date])
def test_an_answer_struck_out_as_a_whole_is_asked_about(read: object) -> None:
    assert callable(read)
    reading = read(struck("1.1.2023"))
    assert (reading.value, reading.problem, reading.text) == (None, "struck_out", "1.1.2023")


def test_what_is_not_struck_out_is_read_as_ever() -> None:
    assert read_text(text("~~ново~~")).value == "~~ново~~"
    assert text("~~ново~~").struck == ()


def test_a_struck_answer_stays_in_the_ledger_and_is_asked_about() -> None:
    form = returned()
    field = next(name for name in good_answers(form.content) if name.endswith("/value"))
    found = read_alone(form.strike(field, "12").data())
    (entry,) = [entry for entry in found.ledger if str(entry.field) == field]
    assert (entry.what, entry.raw) == (LedgerClass.UNREADABLE, "~~12~~")
    assert found.answers is not None
    assert [trouble.problem for trouble in found.answers.troubles] == ["struck_out"]
    assert [seen.key for seen in found.observed] == ["struck_out"]


def test_a_remark_or_a_flag_struck_out_beside_a_value_needs_no_other() -> None:
    form = returned()
    field = next(name for name in good_answers(form.content) if name.endswith("/value"))
    form.write(field, 12)
    for column in ("flag", "note", "source"):
        form.strike(field.replace("/value", f"/{column}"), "Нема податок")
    found = read_alone(form.data())
    assert found.answers is not None
    assert found.answers.troubles == ()
    assert [seen.key for seen in found.observed] == ["struck_out"]


def test_a_flag_struck_out_beside_no_value_is_asked_about() -> None:
    form = returned()
    field = next(name for name in good_answers(form.content) if name.endswith("/value"))
    found = read_alone(form.strike(field.replace("/value", "/flag"), "Нема податок").data())
    assert found.answers is not None
    assert [trouble.problem for trouble in found.answers.troubles] == ["struck_out"]


def test_a_value_struck_out_beside_a_flag_is_answered_by_the_flag() -> None:
    form = returned()
    field = next(name for name in good_answers(form.content) if name.endswith("/value"))
    form.strike(field, 12).write(field.replace("/value", "/flag"), "Нема податок")
    found = read_alone(form.data())
    assert found.answers is not None
    assert found.answers.troubles == ()


def test_what_stands_on_or_beside_a_struck_answer_is_named_with_it() -> None:
    form = returned()
    first, second = (n for n in good_answers(form.content) if n.endswith("/value"))
    form.strike(first, 12).note_at(first, "сега 25")
    form.strike(second, 30).type_at("indicators", f"M{form.cell(second).row}", 31)
    table = findings_of(read_alone(form.data()))
    noted, beside = table[table["rule"] == "unreadable_value"]["message"]
    assert "сега 25" in noted
    assert "таа изнесува 31" in beside


def test_evidence_struck_out_is_asked_about_once() -> None:
    field = "activities/3.6.3/evidence"
    form = returned().fill_well().write("activities/3.6.3/status", "Завршено")
    table = findings_of(read_alone(form.strike(field, "https://example.mk/a.pdf").data()))
    cell = form.cell(field).coordinate
    assert list(table.loc[table["cell"] == cell, "rule"]) == ["unreadable_value"]


def test_a_struck_day_is_quoted_as_people_write_it() -> None:
    form = returned()
    form.strike("activities/3.6.3/new_deadline", datetime(2022, 9, 9))
    found = read_alone(form.data())
    assert found.answers is not None
    assert [trouble.values["text"] for trouble in found.answers.troubles] == ["9.9.2022"]


@pytest.mark.parametrize(
    ("remark", "proposed"), [("55", True), ("Точно е 55.", True), ("/", False)]
)
def test_a_new_value_in_the_remark_beside_a_struck_one_is_proposed(
    remark: str, proposed: bool
) -> None:
    form = returned()
    field = next(name for name in good_answers(form.content) if name.endswith("/value"))
    form.strike(field, "12")
    form.write(field.replace("/value", "/note"), remark)
    table = findings_of(read_alone(form.data()))
    (message,) = table[table["rule"] == "unreadable_value"]["message"]
    assert "„~~12~~“ е прецртано" in message or "„12“ е прецртано" in message
    assert "до него" not in message  # of the cell alone is said that it holds nothing new
    assert ("таа изнесува 55" in message) is proposed
