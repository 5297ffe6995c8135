"""Forms that other programs filled or saved again come back with every answer in place."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

import pytest
from resaved_forms import FOLDER, LONG, TYPED, accounted_twice, answered, of_class, reread

from ovpsheets.intake.recognise.returned import Return
from ovpsheets.words import LedgerClass

PROGRAMS: Final[Mapping[str, str]] = {
    "excel-writer-xlsx.xlsx": "Microsoft Excel",
    "excelize.xlsx": "Microsoft Excel",
    "exceljs.xlsx": "Microsoft Excel",
    "ezodf.ods": "ezodf",
    "gnumeric.ods": "gnumeric",
    "gnumeric.xls": "LibreOffice/7.4",  # Gnumeric keeps what the .ods said that it was made from
    "gnumeric.xlsx": "gnumeric",
    "libreoffice.ods": "LibreOffice/7.4",
    "libreoffice.xls": "",
    "libreoffice.xlsx": "LibreOffice/7.4",
    "openpyxl.xlsx": "Microsoft Excel Compatible / Openpyxl",
    "openxlsx.xlsx": "Microsoft Excel",
    "pandas.xlsx": "Microsoft Excel Compatible / Openpyxl",
    "poi.xls": "",
    "pyexcelerate.xlsx": "Microsoft Excel",
    "saveparser.xls": "",
    "sheetjs.ods": "SheetJS",
    "sheetjs.xlsb": "SheetJS",
    "sheetjs.xlsx": "SheetJS",
    "xlsx-populate.xlsx": "Microsoft Excel",
    "xlwt.xls": "",
}
"""File → what the program calls itself that it names; many libraries call themselves Excel."""

every_file = pytest.mark.parametrize("name", PROGRAMS)


@cache
def back(name: str) -> Return:
    return reread(name, (FOLDER / name).read_bytes())


def test_every_file_of_the_folder_is_tested() -> None:
    files = {
        path.name for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".ods", ".xls", ".xlsb")
    }
    assert files == set(PROGRAMS)


def test_the_folder_tells_how_every_file_was_made() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in PROGRAMS if f"`{name}`" not in told] == []


@every_file
def test_every_answer_is_in_its_place(name: str) -> None:
    assert not back(name).set_aside
    assert answered(back(name)) == TYPED


@every_file
def test_the_answers_mean_what_was_typed(name: str) -> None:
    answers = back(name).answers
    assert answers is not None
    activity, indicator = answers.activities["3.6.3"], answers.indicators["3.6.3.1"]
    assert (activity.status, activity["reason"]) == ("substantial", "funding")
    assert activity["progress"] == LONG
    assert activity["new_deadline"] == date(2022, 12, 15)
    assert indicator.value == 78.5
    assert answers.indicators["3.6.3.2"].flag == "x"
    assert answers.activities["3.6.8"].status is None


@every_file
def test_what_was_typed_is_in_the_ledger_once_and_as_a_field(name: str) -> None:
    ledger = back(name).ledger
    said = {str(entry.field): entry.what for entry in ledger}
    assert {name: said[name] for name in TYPED} == dict.fromkeys(TYPED, "field")
    assert not accounted_twice(back(name))
    assert of_class(back(name), LedgerClass.UNREADABLE) == 0


@every_file
def test_the_program_is_named_as_the_file_names_it(name: str) -> None:
    program = back(name).program
    assert PROGRAMS[name] in program
    assert bool(program) == bool(PROGRAMS[name])
