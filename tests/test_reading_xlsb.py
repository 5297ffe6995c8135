"""Binary workbooks: the same package as .xlsx, with records in place of XML."""

import struct

import pytest
from every_case import every
from made_xlsb import record, row_record, wide, xlsb

from ovpsheets.intake.reading.cells import Contents, Remark
from ovpsheets.intake.reading.formats.xlsb import read_xlsb
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError

STYLE = bytes(4)


def read(data: bytes) -> Contents:
    return read_xlsb(data, Limits())


def read_records(*records: bytes) -> dict[str, tuple[str, str]]:
    (sheet,) = read(xlsb([], records=records)).sheets
    return {cell.address: (cell.type, cell.raw) for cell in sheet.cells.values()}


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as caught:
        read_xlsb(data, limits or Limits())
    return caught.value.reason


def test_cells_come_with_their_place_type_and_raw_text() -> None:
    (sheet,) = read(xlsb([["код", None, "статус"], [None, 12.5], [7.0, True]])).sheets
    assert sheet.name == "1 Активности"
    assert {cell.address: (cell.type, cell.raw) for cell in sheet.cells.values()} == {
        "A1": ("text", "код"), "C1": ("text", "статус"), "B2": ("number", "12.5"),
        "A3": ("number", "7"), "B3": ("yes_no", "TRUE"),
    }  # fmt: skip


def test_texts_hold_no_escapes_and_come_back_as_typed() -> None:
    (sheet,) = read(xlsb([["_x0041_", "_x005F_x0041_"]])).sheets
    assert [cell.raw for cell in sheet.cells.values()] == ["_x0041_", "_x005F_x0041_"]


def test_the_short_records_that_name_no_column_stand_right_of_the_cell_before() -> None:
    # python-calamine passes over these; SheetJS writes them for most cells.
    assert read_records(
        row_record(3),
        record(6, struct.pack("<II", 1, 0) + wide("код")),
        record(17, STYLE + wide("статус")),
        record(12, STYLE),
        record(13, STYLE + struct.pack("<I", 46 << 2 | 3)),
        record(14, STYLE + b"\x2a"),
        record(15, STYLE + b"\x01"),
        record(16, STYLE + struct.pack("<d", 0.46)),
    ) == {
        "B4": ("text", "код"), "C4": ("text", "статус"), "E4": ("number", "0.46"),
        "F4": ("error", "#N/A"), "G4": ("yes_no", "TRUE"), "H4": ("number", "0.46"),
    }  # fmt: skip


def test_of_a_formula_its_result_is_read() -> None:
    place = struct.pack("<II", 0, 0)
    formula = b"\0\0" + struct.pack("<I", 0) + struct.pack("<I", 0)
    assert read_records(
        row_record(0), record(8, place + wide("Во ред") + formula),
        row_record(1), record(9, place + struct.pack("<d", 3) + formula),
        row_record(2), record(10, place + b"\0" + formula),
        row_record(3), record(11, place + b"\x17" + formula),
    ) == {
        "A1": ("text", "Во ред"), "A2": ("number", "3"),
        "A3": ("yes_no", "FALSE"), "A4": ("error", "#REF!"),
    }  # fmt: skip


def test_small_numbers_come_in_four_ways() -> None:
    half = struct.unpack("<2I", struct.pack("<d", 1.5))[1]
    numbers = [12 << 2 | 2, (-5 << 2 | 2) & 0xFFFFFFFF, 1234 << 2 | 3, half, half | 1]
    records = [record(2, struct.pack("<III", i, 0, rk)) for i, rk in enumerate(numbers)]
    found = read_records(row_record(0), *records)
    assert [raw for _, raw in found.values()] == ["12", "-5", "12.34", "1.5", "0.015"]


def test_a_hidden_sheet_hidden_rows_and_columns_are_told() -> None:
    columns = record(60, struct.pack("<4IH", 0, 0, 2560, 0, 1))
    cell = record(6, struct.pack("<II", 0, 0) + wide("а"))
    (sheet,) = read(
        xlsb([], hidden=True, records=[columns, row_record(4, hidden=True), cell])
    ).sheets
    assert sheet.visibility == "hidden"
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({5}, {1})


def test_merged_areas_links_headers_and_notes_are_read() -> None:
    place = struct.pack("<4I", 0, 0, 0, 0)
    notes = b"".join((
        record(632, wide("Ана")),
        record(635, bytes(4) + struct.pack("<4I", 1, 1, 2, 2) + bytes(16)),
        record(637, b"\0" + wide("доцни")), record(636),
    ))  # fmt: skip
    (sheet,) = read(
        xlsb(
            [["доказ"]],
            related=[("hyperlink", "https://example.mk/d"), ("comments", "../comments1.bin")],
            records=[
                record(176, struct.pack("<4I", 4, 4, 0, 2)),
                record(494, place + wide("rId1") + wide("") + wide("") + wide("")),
                record(479, bytes(2) + wide("") + wide("&CОбразец")),
            ],
            beside={"xl/comments1.bin": notes},
        )
    ).sheets
    assert sheet.cells[1, 1].link == "https://example.mk/d"
    assert sheet.merged == ((5, 1, 5, 3),)
    assert sheet.remarks == (
        Remark(sheet.name, "C2", "note", "доцни"),
        Remark(sheet.name, "", "header", "&CОбразец"),
    )


def test_macros_and_that_formulas_are_not_read_are_said() -> None:
    keys = [one.key for one in read(xlsb([["а"]], with_macros=True)).observed]
    assert keys == ["formulas_unread", "macros"]


def test_a_far_cell_costs_nothing() -> None:
    far = record(6, struct.pack("<II", 16_383, 0) + wide("последно"))
    assert read_records(row_record(1_048_575), far) == {"XFD1048576": ("text", "последно")}


@every(
    "fault",
    [
        row_record(1_048_576),
        row_record(0) + record(6, struct.pack("<II", 16_384, 0) + wide("а")),
        row_record(0) + record(6, struct.pack("<III", 0, 0, 1000)),
        row_record(0) + record(5, bytes(9)),
        row_record(0) + record(4, bytes(8)),
        record(0, bytes(3)),
        record(479, bytes(2) + struct.pack("<I", 7)),
        b"\x06\xff\xff\xff\x7f",
    ],
)
def test_records_that_cannot_be_are_damage(fault: bytes) -> None:
    assert refused(xlsb([], records=[fault])) == "damaged"


def test_limits_hold() -> None:
    assert refused(xlsb([["а", "б", "в"]]), Limits(cells=2)) == "too_large"
    assert refused(xlsb([["а"]]), Limits(sheets=0)) == "too_large"


def test_a_workbook_whose_sheet_is_missing_says_so() -> None:
    data = xlsb([["а"]]).replace(b"sheet1.bin", b"NIB.1TEEHS")
    assert refused(data) == "damaged"
