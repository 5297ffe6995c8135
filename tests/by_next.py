"""What ``ovpsheets next`` told, and what a person types into workbooks between two steps."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from ovpsheets.texts import Texts
from ovpsheets.workspace.following import STEPS, sentence


def steps_in(said: str) -> list[str]:
    """Return the steps that were told, in order: each stands whole below its heading."""
    heading = Texts("mk")("cli.next.heading")
    _, *told = " ".join(said.split()).split(f"{heading} ")
    return [_step_told(text) for text in told]


def _step_told(text: str) -> str:
    """Return the one step whose sentence *text* begins with."""
    (found,) = (key for key, pattern in SENTENCES.items() if pattern.match(text))
    return found


def _sentence(key: str) -> re.Pattern[str]:
    said = " ".join(sentence(key, Texts("mk"), until="|").split())
    return re.compile(".+?".join(map(re.escape, said.split("|"))))


SENTENCES = {key: _sentence(key) for key in (*STEPS, "look")}
"""The sentence of each step; a day stands in some."""


def all_rows(
    path: Path, sheet: str, column: str, where: Mapping[str, str] | None = None
) -> Iterator[Any]:
    """Yield the cells of a column of a workbook that people type into, and save it.

    *where*: column → what stands there in the rows that are wanted.
    """
    book = openpyxl.load_workbook(path)
    page = book[sheet] if sheet else book.worksheets[0]
    rows = list(page.iter_rows())
    (first,) = (n for n, row in enumerate(rows) if {"id", column} <= {cell.value for cell in row})
    keys = [cell.value for cell in rows[first]]
    for row in rows[first + 2 :]:  # below the keys stand the headings
        own = dict(zip(keys, row, strict=True))
        if own["id"].value and all(own[k].value == said for k, said in (where or {}).items()):
            yield own[column]
    book.save(path)
