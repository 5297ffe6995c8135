import io
from typing import get_args

import pytest
from every_case import every
from made import case_report
from openpyxl import load_workbook

from ovpsheets.intake.reading.cells import RemarkKind
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.results.consolidated.sheet_context import Budget, SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, write_table
from ovpsheets.results.consolidated.sheet_values import Link, Value, evidence, place
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES
from ovpsheets.writing.book import Book


@every(
    "text",
    [
        "Летоци (во прилог)",
        "https://example.mk/a и https://example.mk/b",
        "https://example.mk/a\nhttps://example.mk/b",
        "javascript:alert(1)",
        "file:///C:/tajno.xlsx",
        "mailto:ana@example.mk",
        "\\\\server\\share\\a.xlsx",
        "https://example.mk/\u202egpj.exe",
        "xhttps://example.mk/",
        "external:..\\x.xlsx",
        "https://example.mk@evil.example/",
        "https://",
        "https://[example.mk/",
        "https://example.mk/" + "x" * 3000,
    ],
)
def test_evidence_that_is_not_one_plain_web_address_stays_text(text: str) -> None:
    assert evidence(text) == text


def test_a_web_address_is_a_link_that_shows_itself() -> None:
    assert evidence(" https://example.mk/a?b=1#c ") == Link(
        "https://example.mk/a?b=1#c", "https://example.mk/a?b=1#c"
    )


@every(
    ("text", "address"),
    [
        ("Извештај: https://example.mk/a.", "https://example.mk/a"),
        ("Извештај <https://example.mk/a>", "https://example.mk/a"),
        ("(https://example.mk/a_(b))", "https://example.mk/a_(b)"),
        ("„https://example.mk/“, стр. 3", "https://example.mk/"),
        ("https://example.mk/a, повторно https://example.mk/a", "https://example.mk/a"),
    ],
)
def test_the_one_address_among_words_makes_the_whole_text_a_link(text: str, address: str) -> None:
    assert evidence(text) == Link(text, address)


@pytest.mark.parametrize("file", ["a\x01b.xlsx", "a\udcffb.xlsx", "a\u202eb.xlsx"])
def test_a_name_that_no_link_can_hold_is_shown_without_one(file: str) -> None:
    assert place(file, "x", "F7") == "x!F7"


def test_an_address_in_capitals_is_a_link_too() -> None:
    assert evidence("HTTPS://example.mk/A") == Link("HTTPS://example.mk/A", "https://example.mk/A")


def test_no_evidence_is_nothing() -> None:
    assert evidence(None) is None


@every(
    ("file", "sheet", "target"),
    [
        ("a.xlsx", "1 Активности", "external:../returns/a.xlsx#'1 Активности'!F7"),
        ("МЗ/трет квартал.xlsx", "x", "external:../returns/МЗ/трет%20квартал.xlsx#'x'!F7"),
        ("50% #1.xlsx", "x", "external:../returns/50%25%20%231.xlsx#'x'!F7"),
        ("a.xlsx", "O'Neil", "external:../returns/a.xlsx#'O''Neil'!F7"),
    ],
)
def test_a_place_leads_from_the_results_to_the_returned_file(
    file: str, sheet: str, target: str
) -> None:
    assert place(file, sheet, "F7") == Link(f"{sheet}!F7", target)


def test_a_place_without_a_cell_leads_to_the_file() -> None:
    whole = place("МЗ/а.xlsx", None, None)
    assert whole == Link("а.xlsx", "external:../returns/МЗ/а.xlsx")
    named = place("а.xlsx", None, None, whole_file="the whole file")
    assert named == Link("the whole file", "external:../returns/а.xlsx")


def test_a_place_without_a_file_is_nothing() -> None:
    assert place(None, "x", "A1") is None


def test_a_place_too_long_for_a_link_is_text() -> None:
    assert place("а" * 2500 + ".xlsx", "x", "A1") == "x!A1"


def test_a_table_that_is_too_long_says_so_and_names_the_csv() -> None:
    book = Book(title="t")
    context = SheetContext(case_report(), Texts("en"), book, {}, Budget(rows=4))
    page = context.page("activities", [20.0])
    rows: list[list[Value]] = [[f"row {n}"] for n in range(10)]
    column = SheetColumn("institution", 20)
    extent = write_table(context, page, 3, [column], rows, rest=Rest("activities"))
    sheet = load_workbook(io.BytesIO(book.finish()))["Activities"]
    assert (extent.first, extent.last, extent.total) == (5, 8, 10)
    assert [sheet.cell(row, 1).value for row in range(6, 12)] == [
        "row 0",
        "row 1",
        "row 2",
        "row 3",
        "Only the first 4 of 10 rows fit here. All rows are in data/activities.csv.",
        None,
    ]


def written(text: str, *, cut: str = "…") -> str:
    book = Book(title="x", cut=cut)
    book.page("x").text(0, 0, text)
    value = load_workbook(io.BytesIO(book.finish()))["x"]["A1"].value
    return str(value)


def test_a_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    assert written("я" * 40_000, cut=" [cut]") == "я" * (32_767 - 6) + " [cut]"
    emoji = written("😀" * 20_000, cut=" [cut]")
    assert emoji == "😀" * 16_380 + " [cut]"  # each is two for Excel
    assert written("я" * 32_767) == "я" * 32_767


@every("text", ["a\x00b", "a\ud83db", "a\ufffeb", "a\uffffb"])
def test_what_xml_cannot_hold_is_replaced(text: str) -> None:
    assert written(text) == "a\ufffdb"


@every("text", ["_x0041_", "__x0041_x", "a\x01b\x1f", "a\rb", "<t>&amp;</t>"])
def test_escapes_typed_by_hand_and_control_characters_come_back(text: str) -> None:
    book = Book(title="x")
    book.page("x").text(0, 0, text)
    (sheet,) = read_xlsx(book.finish(), Limits()).sheets
    assert sheet.cells[1, 1].value == text


@pytest.mark.parametrize("text", ["<r><t>x</t></r>", "<r>& no XML</r>"])
def test_a_text_like_the_writers_own_rich_text_is_a_text(text: str) -> None:
    assert written(text) == f"{text} "


def test_what_lies_in_an_archive_is_reached_by_opening_that() -> None:
    inside = place("Пошта/писмо.eml/сите.zip/а.xlsx", "x", "F7")
    assert inside == Link("x!F7", "external:../returns/Пошта/писмо.eml")


@pytest.mark.parametrize("file", ["допис.docx", "БЕЛЕШКА.TXT"])
def test_a_place_in_a_document_leads_to_the_document(file: str) -> None:
    assert place(file, "Word 1", "B2") == Link("Word 1!B2", f"external:../returns/{file}")


@every("kind", ["cell", *get_args(RemarkKind), "mail"])
def test_what_stands_outside_the_form_is_called_by_words(kind: str) -> None:
    for language in LANGUAGES:
        assert Texts(language)(f"consolidated.unplaced.{kind}")[0].isupper()
