import io

import pytest
from made import case_report
from openpyxl import load_workbook

from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.table import Column, write_table
from ovpsheets.results.consolidated.values import Link, Value, evidence, place
from ovpsheets.texts import Texts
from ovpsheets.xlsx.book import Book


@pytest.mark.parametrize(
    "text",
    [
        "Летоци (во прилог)",
        "https://example.mk/a и уште нешто",
        "https://example.mk/a\nhttps://example.mk/b",
        "javascript:alert(1)",
        "file:///C:/tajno.xlsx",
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


def test_an_address_in_capitals_is_a_link_too() -> None:
    assert evidence("HTTPS://example.mk/A") == Link("HTTPS://example.mk/A", "https://example.mk/A")


def test_no_evidence_is_nothing() -> None:
    assert evidence(None) is None


@pytest.mark.parametrize(
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
    context = Context(case_report(), Texts("en"), book, {})
    page = context.page("activities", [20.0])
    rows: list[list[Value]] = [[f"row {n}"] for n in range(10)]
    column = Column("institution", 20)
    extent = write_table(context, page, 3, [column], rows, csv="activities", last_row=10)
    sheet = load_workbook(io.BytesIO(book.finish()))["Activities"]
    assert (extent.first, extent.last) == (5, 8)
    assert [sheet.cell(row, 1).value for row in range(6, 12)] == [
        "row 0",
        "row 1",
        "row 2",
        "row 3",
        "Only the first 4 of 10 rows fit here. All rows are in data/activities.csv.",
        None,
    ]
