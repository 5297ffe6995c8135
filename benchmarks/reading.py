"""What reading one plain form takes, beside two other readers: ``python -m benchmarks.reading 50``.

All in one process over the same forms, in turn: bytes to cells by ours, by calamine and by the
script of a colleague (pandas with openpyxl, the two tables alone); and the whole way of a form from
bytes to typed answers. Prints the median of five rounds, in milliseconds of CPU for each form.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.make import QUARTER, main, the_plan
from benchmarks.run import AS_OF, SHEETS
from ovpsheets.brief import MergeBrief
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import OpenedFile, ReturnedFile
from ovpsheets.intake.recognise.one_file import recognise

ROUNDS: Final = 5

Reader = Callable[[bytes], object]


def ours(data: bytes) -> object:
    """Read all cells and remarks, guarded."""
    return open_file("form.xlsx", data, Limits())


def calamine(data: bytes) -> object:
    """Read the values of all sheets."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def colleague(data: bytes) -> object:
    """Read the two tables as the script does that pastes forms together."""
    return [pd.read_excel(BytesIO(data), sheet_name=sheet, engine="openpyxl") for sheet in SHEETS]


def whole_way(brief: MergeBrief, data: bytes) -> object:
    """Read a form, place its cells and interpret its answers."""
    file = ReturnedFile("form.xlsx", data, "0" * 64, AS_OF)
    return recognise(OpenedFile(file, open_file(file.name, data, Limits())), brief)


def measured(readers: Mapping[str, Reader], forms: list[bytes]) -> dict[str, float]:
    """Return the milliseconds of CPU for a form, by reader: the median of all rounds."""
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            began = time.process_time()
            for data in forms:
                read(data)
            taken[name].append((time.process_time() - began) * 1000 / len(forms))
    return {name: statistics.median(rounds) for name, rounds in taken.items()}


def table(number: int) -> str:
    """Return the measurements over so many forms as a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder), number)
        forms = [path.read_bytes() for path in sorted(Path(folder).glob("*.xlsx"))]
    brief = MergeBrief(plan=the_plan(number), quarter=QUARTER, as_of=AS_OF)
    found = measured(
        {
            "ours: all cells and remarks": ours,
            "calamine: values": calamine,
            "pandas with openpyxl: the two tables": colleague,
            "ours, placed and interpreted": partial(whole_way, brief),
        },
        forms,
    )
    first = found["pandas with openpyxl: the two tables"]
    rows = (f"| {name} | {took:.2f} | {took / first:.2f} |" for name, took in found.items())
    return "\n".join(["| | ms | × pandas |", "| --- | ---: | ---: |", *rows])


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
