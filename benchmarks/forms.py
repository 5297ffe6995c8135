"""What making a form takes beside XlsxWriter for the same cells: ``python -m benchmarks.forms 20``.

All in one process, in turn: a form from what is due to its bytes; what stands where, alone; and
XlsxWriter alone, which is handed every cell, writes them in one format, and knows neither heights,
lists, colours nor protection. Once with formulas, in each of which it looks for functions that
Excel got later, and once with their texts in their places. Prints the median of five rounds, in
milliseconds of CPU for each form.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

import xlsxwriter

from benchmarks.make import QUARTER, the_plan
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.layout import SheetLayout
from ovpsheets.forms.workbook import form_workbook, layouts
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Plan
from ovpsheets.tables import Tables

ROUNDS: Final = 5
_OPTIONS: Final = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}


def contents(plan: Plan) -> list[FormContent]:
    """Return what the forms of *plan* ask, made anew: nothing is known of them from before."""
    before = Tables.empty()
    return [
        form_content(plan, FormId(plan.code, QUARTER, item.institution, 1), item, before)
        for item in due(plan, QUARTER, before)
    ]


def writer(sheets: tuple[SheetLayout, ...], *, formulas: bool) -> bytes:
    """Let XlsxWriter write every cell of *sheets*, and nothing else; or texts for *formulas*."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        style = book.add_format({"text_wrap": True})
        for layout in sheets:
            sheet = book.add_worksheet(layout.name)
            for cell in layout.cells:
                if cell.formula and formulas:
                    sheet.write_formula(cell.row, cell.column, cell.formula, style, cell.value)
                elif cell.formula:
                    sheet.write_string(cell.row, cell.column, cell.formula, style)
                elif cell.value is None:
                    sheet.write_blank(cell.row, cell.column, None, style)
                elif isinstance(cell.value, int | float):
                    sheet.write_number(cell.row, cell.column, cell.value, style)
                else:
                    sheet.write_string(cell.row, cell.column, str(cell.value), style)
    return out.getvalue()


def measured(institutions: int) -> Mapping[str, float]:
    """Return who → the milliseconds of CPU for a form: the median of all rounds."""
    plan = the_plan(institutions)
    known = contents(plan)
    laid_out = [layouts(content) for content in known]
    taken: dict[str, list[float]] = {}

    peers: dict[str, Callable[[], object]] = {
        "XlsxWriter alone, formulas as texts": lambda: [
            writer(o, formulas=False) for o in laid_out
        ],
        "XlsxWriter alone, the same cells": lambda: [writer(o, formulas=True) for o in laid_out],
        "what stands where, alone": lambda: list(map(layouts, contents(plan))),
        "a form, from what is due": lambda: list(map(form_workbook, contents(plan))),
    }
    for _ in range(ROUNDS):
        for name, make in peers.items():
            began = time.process_time()
            make()
            took = (time.process_time() - began) * 1000 / len(known)
            taken.setdefault(name, []).append(took)
    return {name: statistics.median(rounds) for name, rounds in taken.items()}


if __name__ == "__main__":
    found = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    first = next(iter(found.values()))
    for line, took in found.items():
        print(f"| {line} | {took:.1f} | {took / first:.2f} |")
