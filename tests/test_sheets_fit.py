"""No word is broken, no text cut, no row too low, in any sheet of any workbook and language.

Also in Serbian, of an imported plan, and with names, codes and numbers of real size.
"""

import io
from typing import Final

import pytest
from every_workbook import every_workbook, written_once
from measured_sheets import faults
from openpyxl import Workbook
from openpyxl.styles import Alignment

from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

pytestmark = pytest.mark.office

FOR_PROGRAMS: Final = {
    *(Texts(own)("consolidated.sheet.values.name") for own in LANGUAGES), "Vrednosti",
}  # fmt: skip
"""The sheet of values: one line a row, whatever stands in it."""


def test_everything_that_is_written_can_be_read_in_its_cell() -> None:
    made = every_workbook() | written_once()
    assert faults(made, unwrapped=FOR_PROGRAMS) == []


def test_what_does_not_fit_is_found() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    texts = {
        "A1": "Over all columns", "A2": "Unbreakable", "A3": "low low low low low",
        "B3": "fits", "C1": "cut by its neighbour", "D1": "neighbour",
    }  # fmt: skip
    for at, text in texts.items():
        sheet[at] = text
        sheet[at].alignment = Alignment(wrap_text=at in ("A2", "A3"))
    for column, width in {"A": 7, "B": 14, "C": 9, "D": 14}.items():
        sheet.column_dimensions[column].width = width
    sheet.row_dimensions[3].height = 15
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    found = faults({"book": out.getvalue()})
    assert [line.split(": ")[0].split(" · ")[-1] for line in found] == ["row 3", "A1", "C1", "A2"]
