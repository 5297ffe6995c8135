"""Texts longer than a cell of a spreadsheet may hold: they are read whole, and that is said.

Excel takes 32,767 characters; LibreOffice, and programs that write files themselves, more.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from operator import attrgetter
from typing import Final

from ovpsheets.intake.reading.cells import Contents, Observation, Sheet
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError

_RAW: Final = attrgetter("raw")
_MOST_TOLD: Final = 20  # addresses of one sheet


def with_long_texts(contents: Contents, limits: Limits) -> Contents:
    """Return *contents* with an observation for each sheet that has longer texts than cells take.

    Raises RefusedError where all of them together are longer than a file may cost.
    """
    observed = list[Observation]()
    characters = 0
    for sheet in contents.sheets:
        found = list(_long(sheet, limits.cell_text))
        characters += sum(length for _, length in found)
        if characters > limits.long_texts:
            raise RefusedError("long_text", f"{sheet.name}: {characters} characters")
        if found:
            told = ", ".join(address for address, _ in islice(found, _MOST_TOLD))
            more = " …" if len(found) > _MOST_TOLD else ""
            values = {"sheet": sheet.name, "cells": told + more, "most": str(limits.cell_text)}
            observed.append(Observation("long_texts", values))
    return replace(contents, observed=(*contents.observed, *observed)) if observed else contents


def _long(sheet: Sheet, most: int) -> Iterator[tuple[str, int]]:
    """Yield where the long texts of a sheet stand, and how long they are."""
    # Nearly every sheet has none, and is asked as a whole: there are a thousand cells in a form.
    if max(map(len, map(_RAW, sheet.cells.values())), default=0) > most:
        for cell in sheet.cells.values():
            if len(cell.raw) > most:
                yield cell.address, len(cell.raw)
    for remark in sheet.remarks:
        if len(remark.text) > most:
            yield remark.cell or remark.kind, len(remark.text)
