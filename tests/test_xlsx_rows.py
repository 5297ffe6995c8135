"""Rows written whole look like those written cell by cell, and cost a fraction."""

import errno
import gc
import io
import math
import re
import weakref
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from every_case import every
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from xlsxwriter.worksheet import Worksheet as XlsxWriterSheet

from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.results.consolidated.sheet_values import AGAIN, Link, StyledText, Value, put
from ovpsheets.writing import formats
from ovpsheets.writing import sheet as sheet_part
from ovpsheets.writing.book import LAST_ROW, Book
from ovpsheets.writing.page_cells import CellRefusedError, PageCells
from ovpsheets.writing.sheet import USED, PlainFormula, WrittenSheet, refuse_unknown
from ovpsheets.writing.waiting import SHARED

ROWS: tuple[tuple[Value, ...], ...] = (
    ("3.6.1", "Одржани се обуки. " * 20, 12.0, date(2022, 9, 30)),
    (StyledText("Доцни", "bad"), "<r>не е ознака</r>", 0.25, None),
    ("3.6.1", Link("1 Активности!F7", "external:../returns/а.xlsx#'1 Активности'!F7"), -3.5, ""),
    ("=1+1", Link("овде", "https://example.mk/a?b=1&c=2#d"), None, "два\nреда"),
    ("_x0041_ & <t>", Link("лист", "internal:'Л'!A1"), 1e21, "а" * 40_000),
    # What stood in its column before; each link is one of its own.
    ("=1+1", Link("овде", "https://example.mk/a?b=1&c=2#d"), 0.0, "два\nреда"),
    (StyledText("Доцни", "bad"), "<r>не е ознака</r>", 0.25, date(2022, 9, 30)),
)


def written(*, whole: bool) -> bytes:
    book = Book(title="x", cut=" [cut]")
    page = book.page("Л")
    page.widths([12, 30, 10, 14])
    into: PageCells = page.rows(2) if whole else page
    page.text(0, 0, "над нив")
    for number, row in enumerate(ROWS, start=2):
        into.cells(number, ["cell top"] * len(row), row, put, AGAIN)
        into.end_row(number, least=20)
    page.text(2 + len(ROWS), 0, "под нив")
    return book.finish()


def sheet(data: bytes) -> Worksheet:
    found = load_workbook(io.BytesIO(data))["Л"]
    assert isinstance(found, Worksheet)
    return found


def seen(data: bytes) -> list[tuple[object, ...]]:
    return [
        (
            cell.coordinate, cell.value, cell.number_format, repr(cell.font), repr(cell.fill),
            cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location),
        )
        for row in sheet(data).iter_rows()
        for cell in row
    ]  # fmt: skip


def test_whole_rows_hold_what_cells_one_by_one_hold() -> None:
    assert seen(written(whole=True)) == seen(written(whole=False))


def test_whole_rows_are_as_high_and_still_grow() -> None:
    heights = [
        {number: row.height for number, row in sheet(data).row_dimensions.items()}
        for data in (written(whole=True), written(whole=False))
    ]
    assert heights[0] == heights[1]
    assert b"customHeight" not in part(written(whole=True), "xl/worksheets/sheet1.xml")


def test_the_same_rows_give_the_same_bytes() -> None:
    assert written(whole=True) == written(whole=True)


def test_texts_for_which_the_shared_table_has_no_room_stand_in_their_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = read_xlsx(written(whole=True), Limits())
    monkeypatch.setattr(sheet_part, "_MOST_SHARED", 3)
    data = written(whole=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        cells = package.read("xl/worksheets/sheet1.xml").decode()
        table = package.read("xl/sharedStrings.xml").decode()
    assert cells.count('t="inlineStr"') == 14
    assert f'count="{cells.count(SHARED)}" uniqueCount="4"' in table  # one of them below the rows
    assert read_xlsx(data, Limits()) == shared
    found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Л").to_python()
    assert [row[0] for row in found][2:] == [
        "3.6.1",
        "Доцни",
        "3.6.1",
        "=1+1",
        "_x0041_ & <t>",
        "=1+1",
        "Доцни",
        "под нив",
    ]


def test_a_finished_workbook_does_not_wait_for_the_garbage_collector() -> None:
    book = Book(title="x")
    book.page("Л").day(0, 0, date(2022, 9, 30))
    sheets = [weakref.ref(sheet) for sheet in book.workbook.worksheets()]
    gc.disable()
    try:
        book.finish()
        del book
        assert [sheet() for sheet in sheets] == [None]
    finally:
        gc.enable()


def test_links_into_one_file_share_its_relationship() -> None:
    book = Book(title="x")
    page = book.page("Л")
    for row in (1, 0, 2):  # in whatever order they come
        page.link(row, 0, f"external:../returns/а.xlsx#'1'!A{row + 1}", f"A{row + 1}")
    data = book.finish()
    assert part(data, "xl/worksheets/_rels/sheet1.xml.rels").count(b"<Relationship ") == 1
    links = re.findall(rb'<hyperlink ref="(\w+)"', part(data, "xl/worksheets/sheet1.xml"))
    assert links == [b"A1", b"A2", b"A3"]
    cells = (sheet(data).cell(row, 1) for row in (1, 2, 3))
    assert [cell.hyperlink.location for cell in cells if cell.hyperlink] == [
        "'1'!A1", "'1'!A2", "'1'!A3",
    ]  # fmt: skip


def test_texts_down_a_column_are_written_as_cells_one_by_one_are() -> None:
    def written(one_by_one: int) -> bytes:
        book = Book(title="x")
        page = book.page("Л")
        texts = [f"3.6.{number % 30}" for number in range(40)]
        page.text(0, 0, "врв", "plain")
        for row, text in enumerate(texts[:one_by_one]):
            page.text(row, 1, text, "plain text")
        rest = texts[one_by_one:]
        page.sheet.column_below(one_by_one, 1, rest, book.format("plain text"))
        return book.finish()

    assert written(16) == written(40)


def test_a_full_disk_is_said_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    book = Book(title="x", folder=str(tmp_path))
    book.page("Л").text(0, 0, "текст")
    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)
    with pytest.raises(OSError, match="No space left") as found:
        book.finish()
    assert (found.value.errno, found.value.filename) == (errno.ENOSPC, str(tmp_path))


def test_rows_that_wait_in_files_are_those_that_wait_in_memory(tmp_path: Path) -> None:
    def written(folder: str) -> list[tuple[object, ...]]:
        book = Book(title="x", folder=folder)
        rows = book.page("Л").rows(0)
        for number in range(12_000):  # more than wait in memory
            rows.text(number, 0, f"ред {number % 7}")
            rows.number(number, 1, number)
            rows.end_row(number, least=20)
        return list(load_workbook(io.BytesIO(book.finish()), read_only=True)["Л"].values)

    rows = written(str(tmp_path))
    assert rows == written("")
    assert len(rows) == 12_000
    assert list(tmp_path.iterdir()) == []


def test_a_row_below_the_last_is_refused() -> None:
    rows = Book(title="x").page("Л").rows(LAST_ROW)
    rows.text(LAST_ROW, 0, "нема место")
    with pytest.raises(CellRefusedError, match="no row"):
        rows.end_row(LAST_ROW, least=20)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(CellRefusedError, match="inf"):
        Book(title="x").page("Л").rows(0).number(0, 0, math.inf)


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def test_an_xlsxwriter_that_lacks_what_is_used_of_it_is_refused_in_one_sentence() -> None:
    used = {XlsxWriterSheet: ("_write_rows", "_no_longer_there")}
    with pytest.raises(ImportError, match=r"XlsxWriter 9\.9, which has no Worksheet\._no_longer"):
        refuse_unknown("9.9", used)


def test_nothing_private_of_xlsxwriter_is_used_that_is_not_listed() -> None:
    listed = {name for names in USED.values() for name in names}
    code = "".join(Path(str(m.__file__)).read_text(encoding="utf-8") for m in (sheet_part, formats))
    named = set(re.findall(r"(?<![\w\"])(_[a-z_]+)\(", code))
    theirs = {name for own in USED for name in dir(own)}
    assert named & theirs - {"__init__"} == listed


@pytest.mark.parametrize(
    ("text", "shown"),
    [("_x0041_", "_x005F_x0041_"), ("a\x0bb", "a_x000B_b"), ("a & <b>", "a &amp; &lt;b&gt;")],
)
def test_a_text_in_its_own_cell_is_escaped_as_excel_does(text: str, shown: str) -> None:
    page = Book(title="t").page("s")
    page.sheet.str_table.unique_count = 1 << 20  # the table of shared texts is full
    assert page.sheet.text_cell(text) == f't="inlineStr"><is><t>{shown}</t></is></c>'


@every(
    ("day", "number"),
    [
        (date(1900, 1, 1), 1),
        (date(1900, 2, 28), 59),
        (date(1900, 3, 1), 61),
        (date(2022, 12, 3), 44898),
    ],
)
def test_a_day_is_the_number_that_excel_gives_it(day: date, number: int) -> None:
    assert Book(title="t").page("s").sheet.serial(day) == number


def _of_usual_cells(kind: type[XlsxWriterSheet] | None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("s", kind)
        for row, style in enumerate((book.add_format({"bold": True}), None)):
            sheet.write_string(row, 0, "a & b", style)
            sheet.write_blank(row, 1, None, style)
            sheet.write_number(row, 2, 0.1, style)
            for column, (formula, result) in enumerate(_FORMULAS, 3):
                sheet.write_formula(row, column, formula, style, result)
    return _sheet_of(out.getvalue())


def _sheet_of(book: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return package.read("xl/worksheets/sheet1.xml")


_FORMULAS = (
    ('=IF(A1<2,"a & b","")', "a & b"),
    ("=SUM(A1)", 1.5),
    ("=SUM(A1)", ""),
    ("=SUM(A1)", "#N/A"),
    ("=SUM(A1)", "#1"),
    ("=ISBLANK(A1)", True),
    ("=SORT(A1:A3)", 0),
    ("=SUM(UNIQUE(A1:A3))", 0),
    ("=STDEV.S(A1:A3)", 0),
)


def test_usual_cells_are_written_as_xlsxwriter_writes_them() -> None:
    """Only quicker; and what spills, or is newer, is known among them."""
    assert _of_usual_cells(WrittenSheet) == _of_usual_cells(None)


def test_what_stands_in_the_quotes_of_a_known_formula_stays() -> None:
    book = Book(title="t")
    book.page("s").formula(0, 0, PlainFormula('="SORT("'), "SORT(")
    assert b'<f>"SORT("</f>' in _sheet_of(book.finish())
