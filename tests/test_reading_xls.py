"""Workbooks of Excel 97–2003: everything that xlrd tells, and what it does not."""

import io
import random
import struct
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any, cast

import pytest
import xlsxwriter
from every_case import every
from office_formats import by_gnumeric, by_libreoffice
from openpyxl import Workbook
from openpyxl.comments import Comment
from returned_forms import content_of, read_alone, returned

from ovpsheets.intake.reading.cells import Contents, Remark, Thing
from ovpsheets.intake.reading.formats import cell_values
from ovpsheets.intake.reading.formats.biff import Record
from ovpsheets.intake.reading.formats.biff_drawing import drawn
from ovpsheets.intake.reading.formats.xls import read_xls
from ovpsheets.intake.reading.header_words import header_words
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.recognise.issued import Issued, shape
from ovpsheets.words import ACTIVITIES

Office = Callable[[bytes, str], bytes]
OFFICES = [by_libreoffice, by_gnumeric]


@cache
def varied() -> bytes:
    """A workbook with something of everything."""
    out, book = io.BytesIO(), Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист"
    for address, value in {
        "A1": "Завршено", "A2": 12.5, "A3": 7, "A4": True, "A5": datetime(2022, 12, 31),
        "A6": 0.46, "A7": "=1/0", "A8": "=A3*2", "A9": "над", "C1": "скриено",
    }.items():  # fmt: skip
        sheet[address] = cast(Any, value)
    sheet["A6"].number_format = "0%"
    sheet["A5"].number_format = "dd.mm.yyyy"
    sheet["A1"].comment = Comment("Белешка", "член")
    sheet["A1"].hyperlink = "https://example.mk/dokaz"
    sheet.merge_cells("A9:B9")
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[2].hidden = True
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "Нацрт"
    book.create_sheet("Скриен").sheet_state = "hidden"
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> Contents:
    return read_xls(data, Limits())


def refused(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        read(data)
    return caught.value.reason


@pytest.mark.office
def test_links_that_xlrd_cannot_take_apart_are_lost_and_that_is_said() -> None:
    whole = by_libreoffice(varied(), "xls")
    link = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")  # begins the content of HLink
    assert whole.count(link) == 1
    assert "links_unread" not in [one.key for one in read(whole).observed]
    contents = read(whole.replace(link, bytes(16)))
    assert contents.sheets[0].cells[1, 1].link == ""
    assert "links_unread" in [one.key for one in contents.observed]


@pytest.mark.office
@pytest.mark.parametrize("office", OFFICES)
def test_values_keep_their_type_and_raw_text(office: Office) -> None:
    cells = read(office(varied(), "xls")).sheets[0].cells
    assert {row: (cells[row, 1].type, cells[row, 1].raw) for row in range(1, 10)} == {
        1: ("text", "Завршено"), 2: ("number", "12.5"), 3: ("number", "7"), 4: ("yes_no", "TRUE"),
        5: ("date", "2022-12-31"), 6: ("number", "0.46"), 7: ("error", "#DIV/0!"),
        8: ("number", "14"), 9: ("text", "над"),
    }  # fmt: skip
    assert cells[6, 1].is_percentage
    assert cells[5, 1].value == datetime(2022, 12, 31)
    if office is by_libreoffice:  # Gnumeric writes no links into .xls
        assert cells[1, 1].link == "https://example.mk/dokaz"
    assert cells[8, 1].formula == "A3*2"


@pytest.mark.office
@pytest.mark.parametrize("office", OFFICES)
def test_notes_footers_and_what_is_hidden_are_told(office: Office) -> None:
    first, second = read(office(varied(), "xls")).sheets
    assert Remark("Лист", "A1", "note", "Белешка") in first.remarks
    assert Remark("Лист", "", "header", "Нацрт") in first.remarks
    assert (first.hidden_rows, first.hidden_columns) == (frozenset({2}), frozenset({3}))
    assert first.merged == ((9, 1, 9, 2),)
    assert (first.visibility, second.visibility) == ("visible", "hidden")


@cache
def drawn_on() -> bytes:
    """A workbook with a text box on its last sheet, behind a sheet that is a chart."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Лист").write("A1", 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Лист!$A$1:$A$2"})
    book.add_chartsheet("Графикон").set_chart(chart)
    last = book.add_worksheet("Последен")
    last.write("A1", "а")
    last.write_comment("A1", "Белешка")
    last.insert_textbox("C3", "Внимание")
    book.close()
    return out.getvalue()


@pytest.mark.office
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_text_box_is_found_on_its_own_sheet(office: Office, ending: str) -> None:
    opened = open_file(f"а.{ending}", office(drawn_on(), ending), Limits())
    assert isinstance(opened, Contents)
    found = {(one.sheet, one.kind, one.text) for s in opened.sheets for one in s.remarks}
    assert found == {("Последен", "note", "Белешка"), ("Последен", "textbox", "Внимание")}


@pytest.mark.office
@pytest.mark.parametrize("office", OFFICES)
def test_a_form_saved_as_xls_comes_back_cell_by_cell(office: Office) -> None:
    form = returned().fill_well()
    form.note_at(f"{ACTIVITIES}/{form.content.activities[0].code}/progress", "Белешка")
    was, now = read_alone(form.data()), read_alone(office(form.data(), "xls"))
    assert now.answers == was.answers
    assert str(now.form_id) == str(was.form_id)
    assert was.placement is not None
    assert now.placement is not None
    assert {n: (c.address, c.type, c.raw) for n, c in now.placement.fields.items()} == {
        n: (c.address, c.type, c.raw) for n, c in was.placement.fields.items()
    }


@pytest.mark.office
@pytest.mark.parametrize("office", OFFICES)
def test_our_own_formulas_are_known_in_xls(office: Office) -> None:
    issued = Issued.of(content_of("MVR"))
    found = read(office(returned().data(), "xls"))
    spelled = {shape(one.formula) for s in found.sheets for one in s.cells.values() if one.formula}
    assert spelled == issued.formulas.shapes


@pytest.mark.office
def test_a_damaged_file_is_read_or_refused_and_never_fails() -> None:
    sound, chance = by_libreoffice(varied(), "xls"), random.Random(7)
    for round_ in range(150):
        data = bytearray(sound)
        if round_ % 4 == 0:
            data = data[: chance.randrange(1, len(data))]
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(RefusedError):  # anything else is a fault of the reader
            read(bytes(data))


def test_a_password_is_told() -> None:
    begin = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)  # the BOF record of a workbook
    password = b"\x2f\x00\x06\x00" + bytes(6)  # FilePass ([MS-XLS] 2.4.117)
    assert refused(begin + password + b"\x0a\x00\x00\x00") == "protected"


def test_an_empty_container_holds_no_workbook() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)) == "damaged"


# ------------------------------------------------------------------ what xlrd does not tell


def text_of_shape(words: str, kind: int) -> list[tuple[int, bytes]]:
    """The records of an object with a text; 6 is a text box, 0x19 the box of a note."""
    letters = words.encode("utf-16-le")
    return [
        (0x5D, b"\x15\x00\x12\x00" + bytes([kind]) + bytes(17)),
        (0x1B6, bytes(10) + len(words).to_bytes(2, "little") + bytes(6)),
        (0x3C, b"\x01" + letters[:4]),
        (0x3C, b"\x01" + letters[4:]),
        (0x3C, bytes(16)),
    ]


def test_text_boxes_are_read_from_the_records_and_notes_are_not_read_twice() -> None:
    records = [*text_of_shape("Внимание", 6), *text_of_shape("Белешка", 0x19)]
    assert list(drawn("Лист", records)) == [Remark("Лист", "", "textbox", "Внимание")]


def drawing(
    kind: int, *parts: tuple[int, bytes], at: tuple[int, int] | None = (5, 6)
) -> list[Record]:
    """The records of a shape that begins in F7, or nowhere."""
    common = b"\x15\x00\x12\x00" + bytes([kind]) + bytes(17)
    own = b"".join(struct.pack("<HH", key, len(body)) + body for key, body in parts)
    place = struct.pack("<4H", 0, at[0], 9, at[1]) + bytes(10) if at else b""
    placed = b"\0\0\x10\xf0\x12\0\0\0" + place if at else b"\0" * 8
    return [(0xEC, placed), (0x5D, common + own + bytes(4))]


PICTURE, CHART, BOX, RADIO, ARROW = 8, 5, 0x0B, 0x0C, 0x14


@every(
    ("records", "said"),
    [
        (drawing(PICTURE), [Thing("F7", "picture", "")]),
        (drawing(PICTURE, at=None), [Thing("", "picture", "")]),
        (drawing(PICTURE, (9, b"ab")), [Thing("F7", "object", "")]),
        (drawing(CHART), [Thing("F7", "object", "")]),
        (drawing(BOX, (0x12, b"\1\0")), [Remark("Лист", "F7", "checkbox", "☑")]),
        (drawing(BOX, (0x12, b"\0\0")), [Remark("Лист", "F7", "checkbox", "☐")]),
        (drawing(BOX, (0x12, b"\2\0")), [Remark("Лист", "F7", "checkbox", "☐")]),
        (drawing(BOX, (0x0A, b"\1\0")), [Remark("Лист", "F7", "checkbox", "☑")]),
        (drawing(BOX, (0x0A, b"\1\0"), (0x12, b"\0\0")), [Remark("Лист", "F7", "checkbox", "☐")]),
        (drawing(RADIO, (0x12, b"\1\0")), [Remark("Лист", "F7", "checkbox", "☑")]),
        (drawing(ARROW), []),
    ],
)
def test_what_is_drawn_is_known_by_its_kind_and_its_cell(
    records: list[Record], said: list[Remark | Thing]
) -> None:
    assert list(drawn("Лист", records)) == said


def test_a_box_says_what_stands_behind_it_and_a_damaged_place_none() -> None:
    (_, *text) = text_of_shape("Завршено", BOX)
    box = drawing(BOX, (0x12, b"\1\0"))
    assert list(drawn("Лист", [*box, *text])) == [Remark("Лист", "F7", "checkbox", "☑ Завршено")]
    cut = [(0xEC, box[0][1][:12]), *box[1:], *text]
    assert list(drawn("Лист", cut)) == [Remark("Лист", "", "checkbox", "☑ Завршено")]


def test_a_header_is_told_by_its_words() -> None:
    assert header_words('&L&8OVP-1&C&"Arial,Bold"&A&R&P / &N') == "OVP-1"
    assert header_words("&CСтраница &P") == ""
    assert header_words("&CНацрт && белешки") == "Нацрт & белешки"


def test_a_serial_that_is_no_date_stays_a_number() -> None:
    assert cell_values.serial(44926.0) == ("date", datetime(2022, 12, 31), "2022-12-31")
    assert cell_values.serial(43464.0, since_1904=True)[1] == datetime(2022, 12, 31)
    assert cell_values.serial(1.0)[1] == datetime(1900, 1, 1)
    assert cell_values.serial(1e12) == ("number", 1e12, "1000000000000")
