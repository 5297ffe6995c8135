"""Our reader beside openpyxl and calamine, cell by cell; every difference has its name here."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from every_case import every
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook
from returned_forms import ReturnedForm, content_of

from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.reading.cells import Cell, Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx

EXAMPLES = sorted((Path(__file__).parent.parent / "examples" / "case").rglob("*.xlsx"))
FORMS = {code: form_workbook(content_of(code)) for code in ("MVR", "MTSP")}
FORMS |= {"re-saved by openpyxl": ReturnedForm(content_of("MVR")).fill_well().data()}
FILES = FORMS | {path.name: path.read_bytes() for path in EXAMPLES}

Position = tuple[str, int, int]


def ours(data: bytes) -> Contents:
    return read_xlsx(data, Limits())


def cells_of(contents: Contents) -> Iterator[tuple[Position, Cell]]:
    for sheet in contents.sheets:
        for (row, column), cell in sheet.cells.items():
            yield (sheet.name, row, column), cell


def by_openpyxl(data: bytes, *, stored: bool) -> dict[Position, object]:
    """Return what openpyxl finds: stored results, or formulas as they stand."""
    book = load_workbook(io.BytesIO(data), data_only=stored)
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def comparable(value: object) -> object:
    """Dates and times as the moment that we make of them."""
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 30), value)
    if isinstance(value, timedelta):
        return datetime(1899, 12, 30) + value
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


@every("name", FILES)
def test_values_are_those_that_openpyxl_finds(name: str) -> None:
    found = {place: cell.value for place, cell in cells_of(ours(FILES[name]))}
    # Ours has one cell more for each formula that was saved without its result.
    found = {place: value for place, value in found.items() if value != ""}
    stored = by_openpyxl(FILES[name], stored=True)
    assert found == {place: comparable(value) for place, value in stored.items()}


@every("name", FILES)
def test_formulas_are_those_that_openpyxl_finds(name: str) -> None:
    found = {place: cell.formula for place, cell in cells_of(ours(FILES[name])) if cell.formula}
    typed = by_openpyxl(FILES[name], stored=False)
    written = {
        place: str(value.text if isinstance(value, ArrayFormula) else value).removeprefix("=")
        for place, value in typed.items()
        if isinstance(value, ArrayFormula) or str(value).startswith("=")
    }
    assert found == written


@every("name", FILES)
def test_values_are_those_that_calamine_finds(name: str) -> None:
    contents = ours(FILES[name])
    book = CalamineWorkbook.from_filelike(io.BytesIO(FILES[name]))
    stored: dict[Position, object] = {}
    for sheet in contents.sheets:
        rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    stored[sheet.name, number, column] = comparable(value)
    # Calamine shows an error as an empty text, and so does it with a formula without its result.
    found = {
        place: cell.value
        for place, cell in cells_of(contents)
        if cell.type != "error" and cell.value != ""
    }
    assert found == stored


@every("name", FILES)
def test_sheets_names_and_notes_are_those_that_openpyxl_finds(name: str) -> None:
    contents = ours(FILES[name])
    book = load_workbook(io.BytesIO(FILES[name]))
    states = {
        sheet.title: sheet.sheet_state.replace("veryH", "very_h") for sheet in book.worksheets
    }
    assert {sheet.name: sheet.visibility for sheet in contents.sheets} == states
    assert contents.names == {key: item.attr_text for key, item in book.defined_names.items()}
    notes = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    found = [remark for sheet in contents.sheets for remark in sheet.remarks]
    assert {(r.sheet, r.cell): r.text for r in found if r.kind == "note"} == notes
