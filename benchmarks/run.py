"""Measure the merge beside its peers: ``python -m benchmarks.run FOLDER`` after ``.make``.

Where the forms have other than 40 rows of each table: ``FOLDER 4``.

Every peer is a process of its own over the same files; CPU is user and system
time of the process and its children, memory the peak of the largest process among them.
Prints a Markdown table.
"""

import os
import pickle
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

import ovpsheets as ovp
from benchmarks.make import QUARTER, ROWS, the_plan
from ovpsheets.forms.rows import KEY_ROW
from ovpsheets.intake.find import find_returns
from ovpsheets.intake.read_returns import ReadingOptions, open_found
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.results.consolidated import CONSOLIDATED

AS_OF: Final = date(2022, 10, 12)
SHEETS: Final = (1, 2)
"""Where the tables of activities and indicators stand in a form."""

RESULTS: Final = "results"
CELLS: Final = "cells"
"""In the scratch folder: what the merge wrote, and the cells of its workbook for the writer."""

_PLAIN: Final = {"strings_to_urls": False, "strings_to_formulas": False}
"""XlsxWriter takes texts as they are."""

Sheets = list[list[list[Any]]]
Peer = Callable[[list[Path], Path], None]
"""What is measured; it gets the forms and a scratch folder that all peers share."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a peer took: seconds of CPU, and megabytes at its peak."""

    cpu: float
    megabytes: float


def _concatenated(files: list[Path], engine: str) -> None:
    """What a colleague's script does: read both tables of every file, write them out."""
    with tempfile.TemporaryDirectory() as folder, pd.ExcelWriter(f"{folder}/all.xlsx") as book:
        for sheet in SHEETS:
            # By the row of keys: the title names the institution, and would make of each file's
            # third column one of its own, with as many columns in the end as there are files.
            tables = [
                pd.read_excel(file, engine=engine, sheet_name=sheet, header=KEY_ROW)  # type: ignore[call-overload]
                for file in files
            ]
            pd.concat(tables).to_excel(book, sheet_name=str(sheet))


def colleague(files: list[Path], _scratch: Path) -> None:
    """Run the script with openpyxl, pandas' own choice."""
    _concatenated(files, "openpyxl")


def with_calamine(files: list[Path], _scratch: Path) -> None:
    """Run the script with calamine, which is written in Rust."""
    _concatenated(files, "calamine")


def floor(files: list[Path], _scratch: Path) -> None:
    """Unzip every part and let expat pass over its XML; less no reader in Python can do."""
    for file in files:
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    expat.ParserCreate().Parse(package.read(name), True)


def reading(files: list[Path], _scratch: Path) -> None:
    """Open the files as a merge does, guarded, in worker processes."""
    for _ in open_found(find_returns(files[0].parent), ReadingOptions(Limits())):
        pass


def merge(files: list[Path], scratch: Path, rows: int = ROWS) -> None:
    """Merge and write every output."""
    plan = the_plan(len(files), rows)
    merged = ovp.merge(plan, QUARTER, files[0].parent, as_of=AS_OF)
    merged.write(scratch / RESULTS)


def take_cells(_files: list[Path], scratch: Path) -> None:
    """Lay the cells of the merged workbook ready for the writer, which is not to read them."""
    book = CalamineWorkbook.from_path(scratch / RESULTS / CONSOLIDATED)
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    (scratch / CELLS).write_bytes(pickle.dumps(sheets))


def writer(_files: list[Path], scratch: Path) -> None:
    """Let XlsxWriter write the filled cells of the consolidated workbook, and nothing else.

    No height, link, list or colour, and in the mode that is quickest and holds least.
    """
    write_cells(cells_of(scratch), scratch / "floor.xlsx", constant=True)


def cells_of(scratch: Path) -> Sheets:
    """Return the cells that were taken: of each sheet its rows."""
    sheets: Sheets = pickle.loads((scratch / CELLS).read_bytes())
    return sheets


def write_cells(sheets: Sheets, target: Path, *, constant: bool) -> None:
    """Write cells with XlsxWriter; *constant*: row by row, each text in its cell."""
    with xlsxwriter.Workbook(target, {"constant_memory": constant, **_PLAIN}) as book:
        style = book.add_format({"text_wrap": True})
        for rows in sheets:
            sheet = book.add_worksheet()
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, float):
                        sheet.write_number(row, column, value, style)
                    elif value != "":
                        sheet.write_string(row, column, str(value), style)


PEERS: Final[Mapping[str, Peer]] = {
    "pandas with openpyxl": colleague,
    "pandas with calamine": with_calamine,
    "unzip and expat alone": floor,
    "our reading alone": reading,
    "complete merge, all outputs": merge,
    "XlsxWriter alone, our workbook's cells": writer,
}


def measure(peer: Peer, files: list[Path], scratch: Path) -> Measured:
    """Run *peer* in a process of its own; raises RuntimeError where it fails.

    A new process counts as its peak what this one held when it began: here nothing is done.
    """
    process = get_context("spawn").Process(target=peer, args=(files, scratch))
    process.start()
    assert process.pid is not None
    _, status, usage = os.wait4(process.pid, 0)  # unlike join, it says what was used
    if status:
        raise RuntimeError(f"{peer.__name__} ended with {status}")
    return Measured(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def table(folder: Path, rows: int = ROWS) -> str:
    """Return what was measured over forms of so many *rows* in *folder*, as a Markdown table."""
    files = sorted(folder.glob("*.xlsx"))
    found: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, peer in PEERS.items():
            if peer is writer:
                measure(take_cells, files, Path(scratch))
            run = partial(merge, rows=rows) if peer is merge else peer
            found[name] = measure(run, files, Path(scratch))
    first = next(iter(found.values()))
    lines = [
        f"| {len(files)} forms | CPU, s | × openpyxl | peak, MB |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {name} | {item.cpu:.1f} | {item.cpu / first.cpu:.2f} | {item.megabytes:.0f} |"
            for name, item in found.items()
        ),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(Path(sys.argv[1]), *map(int, sys.argv[2:])))
