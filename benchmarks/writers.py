"""Write the same cells in every way there is: ``python -m benchmarks.writers consolidated.xlsx``.

Every writer is a process of its own, over the cells of one consolidated workbook. What Python and
its modules take before the first cell is measured by a writer of nothing, and left out. A writer
in Rust is measured where it is installed; none of them is needed.
"""

import io
import pickle
import sys
import tempfile
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import openpyxl
from python_calamine import CalamineWorkbook

from benchmarks.run import CELLS, Measured, Peer, cells_of, measure, write_cells
from ovpsheets.writing.book import Book


def nothing(_files: list[Path], scratch: Path) -> None:
    """Take the cells, and write none."""
    cells_of(scratch)


def plain_xlsxwriter(_files: list[Path], scratch: Path) -> None:
    """Write with XlsxWriter as it is, which shares equal texts."""
    write_cells(cells_of(scratch), scratch / "out.xlsx", constant=False)


def constant_xlsxwriter(_files: list[Path], scratch: Path) -> None:
    """Write with XlsxWriter in constant memory: a text stands in its cell."""
    write_cells(cells_of(scratch), scratch / "out.xlsx", constant=True)


def _half(scratch: Path, number: int) -> None:
    sheets = cells_of(scratch)
    order = sorted(range(len(sheets)), key=lambda at: -len(sheets[at]))
    own = [sheets[at] for at in order[number::2]]
    write_cells(own, scratch / f"half{number}.xlsx", constant=True)


def two_processes(_files: list[Path], scratch: Path) -> None:
    """Write half of the sheets in each of two processes; the halves are not put together."""
    halves = [get_context("spawn").Process(target=_half, args=(scratch, n)) for n in (0, 1)]
    for half in halves:
        half.start()
    for half in halves:
        half.join()


def our_rows(_files: list[Path], scratch: Path) -> None:
    """Write with our own rows over XlsxWriter: with heights, and text that is surely text."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book(title="", folder=folder)
        for number, rows in enumerate(cells_of(scratch)):
            page = book.page(f"S{number}")
            page.widths([20.0] * max(map(len, rows), default=0))
            into = page.rows(0)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, float):
                        into.number(row, column, value)
                    else:
                        into.text(row, column, str(value))
                into.end_row(row, least=20.0)
        (scratch / "out.xlsx").write_bytes(book.finish())


def write_only_openpyxl(_files: list[Path], scratch: Path) -> None:
    """Write with openpyxl in its mode for writing alone."""
    book = openpyxl.Workbook(write_only=True)
    for rows in cells_of(scratch):
        sheet = book.create_sheet()
        for values in rows:
            sheet.append(values)
    book.save(scratch / "out.xlsx")


def by_rustpy(_files: list[Path], scratch: Path) -> None:
    """Write with rustpy-xlsxwriter: records of a table each, styles by column only."""
    module = import_module("rustpy_xlsxwriter")
    book = module.FastExcel(str(scratch / "out.xlsx"))
    for number, rows in enumerate(cells_of(scratch)):
        wide = max(map(len, rows), default=0)
        records = [dict(zip(map(str, range(wide)), values, strict=False)) for values in rows]
        book = book.sheet(f"S{number}", records or [{"0": ""}])
    book.save()


def by_wolfxl(_files: list[Path], scratch: Path) -> None:
    """Write with wolfxl, which is openpyxl over Rust."""
    book = import_module("wolfxl").Workbook()
    for number, rows in enumerate(cells_of(scratch)):
        sheet = book.create_sheet(f"S{number}")
        for values in rows:
            sheet.append(values)
    book.save(str(scratch / "out.xlsx"))


WRITERS: Final[Mapping[str, tuple[str, Peer]]] = {
    "XlsxWriter": ("", plain_xlsxwriter),
    "XlsxWriter, constant memory": ("", constant_xlsxwriter),
    "the same by two processes": ("", two_processes),
    "our rows over XlsxWriter": ("", our_rows),
    "openpyxl, write only": ("", write_only_openpyxl),
    "rustpy-xlsxwriter": ("rustpy_xlsxwriter", by_rustpy),
    "wolfxl": ("wolfxl", by_wolfxl),
}
"""Writer → the module that it needs, "" for one that is always here, and how it writes."""


def _least(writer: Peer, scratch: Path) -> Measured:
    """Return the run of three that took the least: on a busy machine the others took more."""
    return min((measure(writer, [], scratch) for _ in range(3)), key=lambda own: own.cpu)


def table(workbook: bytes) -> str:
    """Return the measurements over the cells of *workbook* as a Markdown table."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    filled = sum(value != "" for rows in sheets for values in rows for value in values)
    lines = [f"| {filled:,} cells | CPU, s | peak, MB |", "| --- | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / CELLS).write_bytes(pickle.dumps(sheets))
        before = _least(nothing, Path(folder))
        for name, (needed, writer) in WRITERS.items():
            if not needed or find_spec(needed):
                own = _least(writer, Path(folder))
                lines.append(f"| {name} | {own.cpu - before.cpu:.2f} | {own.megabytes:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(Path(sys.argv[1]).read_bytes()))
