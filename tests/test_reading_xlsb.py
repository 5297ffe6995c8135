"""Binary workbooks: cells, and what is said of everything else."""

import pytest
from made_xlsb import xlsb

from ovpsheets.intake.cells import Contents
from ovpsheets.intake.reading.formats.xlsb import read_xlsb
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError


def read(data: bytes) -> Contents:
    return read_xlsb(data, Limits())


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


def test_a_hidden_sheet_is_told() -> None:
    assert read(xlsb([["а"]], hidden=True)).sheets[0].visibility == "hidden"


def test_what_cannot_be_read_is_said() -> None:
    beside = {"xl/comments1.bin": b"", "xl/drawings/drawing1.xml": b"", "xl/vbaProject.bin": b""}
    keys = [one.key for one in read(xlsb([["а"]], beside=beside)).observed]
    assert keys == ["limited_reading", "notes_unread", "drawings_unread", "macros"]


def test_a_sheet_that_claims_to_be_endless_is_refused_before_room_is_made_for_it() -> None:
    assert refused(xlsb([["а"]], claimed=(1_048_575, 16_383))) == "too_large"


def test_limits_hold() -> None:
    assert refused(xlsb([["а", "б", "в"]]), Limits(cells=2)) == "too_large"
    assert refused(xlsb([["а"]]), Limits(sheets=0)) == "too_large"


@pytest.mark.parametrize("missing", [b"workbook.bin.rels", b"sheet1.bin"])
def test_a_workbook_with_a_missing_part_is_refused(missing: bytes) -> None:
    data = xlsb([["а"]]).replace(missing, missing.swapcase()[::-1])
    assert refused(data) == "damaged"
