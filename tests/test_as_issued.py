"""Sheets that came back as they were issued are known at once, and as cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

import pytest
from every_case import every
from returned_forms import ReturnedForm, content_of, read_contents

from ovpsheets.intake.reading.cells import Cell, Contents, Sheet
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.recognise import as_issued as as_issued_module
from ovpsheets.intake.recognise import place as place_module
from ovpsheets.intake.recognise.as_issued import sheets_as_issued
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.returned import Return

CONTENT: Final = content_of("MVR")
ACTIVITIES: Final = "1 Активности"
EVERY: Final = {ACTIVITIES, "2 Индикатори", "3 Забелешки", "_ovp", "Почетна", "Упатство"}


@cache
def filled() -> Contents:
    return read_xlsx(ReturnedForm(CONTENT).fill_well().data(), Limits())


def known(contents: Contents) -> set[str]:
    """Return the names of the sheets that are taken for as issued."""
    return set(sheets_as_issued(contents, Issued.of(CONTENT), CONTENT.columns))


def cell_by_cell(read: Callable[[], Return], patch: pytest.MonkeyPatch) -> Return:
    with patch.context() as patched:
        for module in (as_issued_module, place_module):
            patched.setattr(module, "sheets_as_issued", lambda *_: {})
        return read()


def test_all_sheets_of_a_form_that_was_filled_are_as_issued() -> None:
    assert known(filled()) == EVERY


def activities() -> Sheet:
    (own,) = [sheet for sheet in filled().sheets if sheet.name == ACTIVITIES]
    return own


def changed(address: tuple[int, int], **to: Any) -> Contents:
    """Return the filled form with something else in a cell of the activities."""
    sheets = [sheet for sheet in filled().sheets if sheet.name != ACTIVITIES]
    own = activities()
    cell = own.cells.get(address, Cell(ACTIVITIES, *address, "text", "", ""))
    cells = {**own.cells, address: cell._replace(**to)}
    return replace(filled(), sheets=(*sheets, Sheet.of(ACTIVITIES, cells.values())))


def said(text: str) -> Mapping[str, str]:
    return {"value": text, "raw": text, "type": "text"}


FIRST: Final = 7
CODE, CHECK, TEXT, _DEADLINE, _BEFORE, STATUS, PROGRESS = range(1, 8)
BEYOND: Final = 13


def formula() -> str:
    return activities().cells[FIRST, CHECK].formula or ""


def heading() -> str:
    return activities().cells[FIRST - 1, STATUS].raw


@every(
    ("address", "to", "is_as_issued"),
    [
        ((FIRST, STATUS), said("Завршено"), True),
        ((FIRST, PROGRESS), {"raw": "", "formula": "F8"}, True),
        ((FIRST, PROGRESS), {**said("прецртано"), "struck": ((0, 4),)}, True),
        ((FIRST, PROGRESS), said(f" {heading().upper()} "), False),  # it may begin another table
        ((FIRST, PROGRESS), said("progress"), False),
        ((FIRST, TEXT), said("друга активност"), False),
        ((FIRST, TEXT), {"struck": ((0, 4),)}, False),
        ((FIRST, TEXT), {"formula": "C8"}, False),
        ((FIRST, CODE), {"type": "number"}, False),
        ((FIRST, CHECK), {"formula": None}, False),
        ((FIRST, CHECK), {"formula": "1+1"}, False),
        ((FIRST, CHECK), {"formula": formula().replace("$F7", "$F8")}, True),
        ((FIRST, TEXT), {"formula": formula()}, False),
        ((FIRST, BEYOND), said("забелешка"), False),
        ((FIRST, BEYOND), {"formula": formula()}, False),
        ((FIRST - 1, STATUS), said("Фаза"), False),
        ((400, 1), said("последна"), False),
        ((400, 1), {"formula": formula()}, True),
    ],
)
def test_a_sheet_with_anything_else_on_it_is_asked_cell_by_cell(
    address: tuple[int, int],
    to: Mapping[str, Any],
    is_as_issued: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contents = changed(address, **to)
    assert (ACTIVITIES in known(contents)) is is_as_issued
    assert known(contents) >= EVERY - {ACTIVITIES}
    assert read_contents(contents) == cell_by_cell(lambda: read_contents(contents), monkeypatch)


def test_of_two_sheets_with_one_name_none_is_taken_for_as_issued(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = Sheet.of(ACTIVITIES, [Cell(ACTIVITIES, 1, 1, "text", "друго", "друго")])
    contents = replace(filled(), sheets=(other, *filled().sheets))
    assert known(contents) == EVERY - {ACTIVITIES}
    assert read_contents(contents) == cell_by_cell(lambda: read_contents(contents), monkeypatch)
