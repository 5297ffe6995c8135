"""Fill the form in FOLDER with libraries of Python and save it again.

    python make_in_python.py FOLDER

FOLDER holds form.xlsx, form.xls, form.ods and typed.json. Wants openpyxl, pandas, PyExcelerate,
xlrd, xlwt, xlutils and ezodf.
"""

import json
import sys
from pathlib import Path
from typing import Any

import ezodf
import openpyxl
import pandas as pd
import pyexcelerate
import xlrd
from openpyxl.utils.cell import coordinate_to_tuple
from xlutils.copy import copy

Typed = list[dict[str, Any]]
"""What is typed where: sheet, cell and value."""


def main(folder: Path) -> None:
    """Make one file with each library."""
    typed = json.loads((folder / "typed.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(folder / "form.xlsx")
    for entry in typed:
        book[entry["sheet"]][entry["cell"]] = entry["value"]
    book.save(folder / "openpyxl.xlsx")
    pasted(folder, folder / "libreoffice.xlsx")
    old_excel(folder, typed)
    open_document(folder, typed)


def pasted(folder: Path, filled: Path) -> None:
    """Only the values, each at its place in a new workbook, as somebody pastes them."""
    sheets = pd.read_excel(
        filled, sheet_name=None, header=None, keep_default_na=False, na_values=[""]
    )
    with pd.ExcelWriter(folder / "pandas.xlsx", engine="openpyxl") as writer:
        for name, table in sheets.items():
            table.to_excel(writer, sheet_name=name, header=False, index=False)
    book = pyexcelerate.Workbook()
    for name, table in sheets.items():
        book.new_sheet(
            name, data=table.astype(object).where(table.notna(), None).to_numpy().tolist()
        )
    book.save(str(folder / "pyexcelerate.xlsx"))


def old_excel(folder: Path, typed: Typed) -> None:
    """What xlutils carries from xlrd to xlwt: values and formats, no formulas."""
    source = xlrd.open_workbook(folder / "form.xls", formatting_info=True)
    book = copy(source)
    for entry in typed:
        row, column = coordinate_to_tuple(entry["cell"])
        book.get_sheet(source.sheet_names().index(entry["sheet"])).write(
            row - 1, column - 1, entry["value"]
        )
    book.save(folder / "xlwt.xls")


def open_document(folder: Path, typed: Typed) -> None:
    """Ezodf changes the cells of an .ods and leaves the rest alone."""
    ezodf.config.set_table_expand_strategy("all_less_maxcount")
    book = ezodf.opendoc(folder / "form.ods")
    for entry in typed:
        book.sheets[entry["sheet"]][entry["cell"]].set_value(entry["value"])
    book.saveas(folder / "ezodf.ods")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
