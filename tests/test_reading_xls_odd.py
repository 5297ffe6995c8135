"""Old workbooks (.xls) that other programs open: what is odd in them costs itself only.

Each is made of a form that a program saved (``tests/resaved``), by changing bytes; the
texts of its cells are held to those that python-calamine reads.
"""

import io
import struct
from collections.abc import Callable
from functools import cache

import pytest
import xlrd
from every_case import every
from made_mails import compound_file
from python_calamine import CalamineWorkbook
from resaved_forms import FOLDER

from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.formats.ole import workbook_stream
from ovpsheets.intake.reading.kind import kind_of
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import Refused

PROGRAMS = ["gnumeric", "libreoffice", "poi", "xlwt"]
"""Calamine reads the texts of the others wrongly."""

NAME, NOTE, HEADER, FORMULA = 0x0018, 0x001C, 0x0014, 0x0006

Texts = dict[tuple[str, int, int], str]


@cache
def saved(program: str) -> bytes:
    return (FOLDER / f"{program}.xls").read_bytes()


@cache
def records(program: str) -> bytes:
    stream = workbook_stream(saved(program))
    assert stream is not None
    return stream


def in_container(stream: bytes, name: str = "Workbook") -> bytes:
    return compound_file({name: stream})


def by_calamine(data: bytes) -> Texts:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        (name, row, column): value
        for name in book.sheet_names
        for row, values in enumerate(
            book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1
        )
        for column, value in enumerate(values, 1)
        if isinstance(value, str) and value
    }


def opened(data: bytes) -> Contents:
    found = open_file("образец.xls", data, Limits())
    assert isinstance(found, Contents), found
    return found


def by_us(data: bytes) -> Texts:
    return {
        (sheet.name, *at): cell.raw
        for sheet in opened(data).sheets
        for at, cell in sheet.cells.items()
        if cell.type == "text"
    }


def observed(data: bytes) -> set[str]:
    return {seen.key for seen in opened(data).observed}


def changed(stream: bytes, kind: int, change: Callable[[bytes], bytes]) -> bytes:
    """Return the stream with the content of every record of a kind changed, its length kept."""
    out, at = bytearray(), 0
    while at + 4 <= len(stream):
        own, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        made = change(body) if own == kind else body
        assert len(made) == len(body)
        out += stream[at : at + 4] + made
        at += 4 + length
    return bytes(out)


@every("program", PROGRAMS)
def test_the_texts_are_those_that_calamine_reads(program: str) -> None:
    assert by_us(saved(program)).items() >= by_calamine(saved(program)).items()


@every("name", ["Workbook", "WORKBOOK", "workbook", "WorkBook"])
def test_the_name_of_the_stream_may_be_in_any_case(name: str) -> None:
    data = in_container(records("xlwt"), name)
    assert kind_of("a.xls", data).format == "xls"
    assert by_us(data) == by_us(saved("xlwt"))


def test_the_stream_may_lie_in_a_storage() -> None:
    data = compound_file({"MBD00": {"Workbook": records("xlwt")}})
    assert by_us(data) == by_us(saved("xlwt"))


def test_a_container_without_a_workbook_is_none() -> None:
    found = open_file("a.xls", compound_file({"WORKBOOKS": b"x" * 5_000}), Limits())
    assert found == Refused("not_a_workbook")


@every("program", ["gnumeric", "libreoffice", "poi"])
@every("token", [0x26, 0x27, 0x2C, 0x2D, 0x46, 0x6D])
def test_a_formula_that_xlrd_cannot_spell_is_a_formula_all_the_same(
    program: str, token: int
) -> None:
    # 0x26 and its like are joined references and such kept in memory ([MS-XLS] 2.5.198).
    def first_token(body: bytes) -> bytes:
        return body[:22] + bytes([token]) + body[23:] if len(body) > 23 else body

    data = in_container(changed(records(program), FORMULA, first_token))
    assert by_us(data) == by_us(saved(program))
    before = [cell for sheet in opened(saved(program)).sheets for cell in sheet.cells.values()]
    after = [cell for sheet in opened(data).sheets for cell in sheet.cells.values()]
    assert [cell.formula is None for cell in after] == [cell.formula is None for cell in before]


@every("kind", [NAME, NOTE, HEADER])
@every("fill", [0x00, 0x7F, 0xFF])
@every("program", PROGRAMS)
def test_damage_beside_the_cells_costs_no_cell(program: str, kind: int, fill: int) -> None:
    data = in_container(changed(records(program), kind, lambda body: bytes([fill]) * len(body)))
    assert by_us(data) == by_us(saved(program))


def test_damaged_names_are_said_to_be_unread() -> None:
    def binary(body: bytes) -> bytes:  # a name that is a sum of nothing: xlrd asserts two operands
        return body[:15] + bytes([0x03]) * (len(body) - 15)

    stream = changed(records("libreoffice"), NAME, binary)
    assert "beside_unread" in observed(in_container(stream))
    assert "beside_unread" not in observed(saved("libreoffice"))


def test_a_cell_with_a_style_that_the_file_does_not_have_keeps_its_text() -> None:
    def strange(body: bytes) -> bytes:  # LabelSst: row, column, style, text
        return body[:4] + struct.pack("<H", 4_000) + body[6:]

    data = in_container(changed(records("poi"), 0x00FD, strange))
    assert by_us(data) == by_us(saved("poi"))


@pytest.mark.parametrize("half", [b"\x3d\xd8", b"\x00\xdc"])
def test_half_a_character_costs_itself_only(half: bytes) -> None:
    wide = "Завршено".encode("utf-16-le")
    assert wide in records("poi")
    odd = records("poi").replace(wide, wide[:2] + half + wide[4:])
    expected = {at: text.replace("Завршено", "З\ufffdвршено") for at, text in
                by_us(saved("poi")).items()}  # fmt: skip
    assert by_us(in_container(odd)) == expected


def test_damage_within_the_cells_is_damage() -> None:
    data = in_container(changed(records("poi"), 0x00FD, lambda body: b"\xff" * len(body)))
    found = open_file("a.xls", data, Limits())
    assert isinstance(found, Refused)
    assert found.reason == "damaged"


def test_a_sector_that_is_used_twice_does_not_hide_the_workbook() -> None:
    # The stream of small streams, of which there are none, begins within the workbook's.
    data = bytearray(in_container(records("xlwt")))
    (directory,) = struct.unpack_from("<I", data, 48)
    struct.pack_into("<II", data, 512 + 512 * directory + 116, 1, 64)
    with pytest.raises(xlrd.compdoc.CompDocError):
        xlrd.open_workbook(file_contents=bytes(data), logfile=io.StringIO())
    assert by_us(bytes(data)) == by_us(saved("xlwt"))


def test_a_file_that_calamine_reads_without_one_of_its_texts_is_damaged_all_the_same() -> None:
    """What a broken record said is lost there in silence; here the file is asked for again."""
    places: list[int] = []

    def one_out_of_reach(body: bytes) -> bytes:  # LabelSst: row, column, style, text
        places.append(len(places))
        return body[:6] + b"\xff\xff\x00\x00" if len(places) == 5 else body

    data = in_container(changed(records("poi"), 0x00FD, one_out_of_reach))
    assert len(by_calamine(data)) == len(by_calamine(saved("poi"))) - 1
    found = open_file("a.xls", data, Limits())
    assert isinstance(found, Refused)
    assert found.reason == "damaged"
