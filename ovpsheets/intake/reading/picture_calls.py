"""Pictures that a cell shows by calling a function, of which each program stores another result.

WPS Office writes ``_xlfn.DISPIMG("ID_5D1C…",1)`` and stores the call itself as text; Google Sheets
writes ``IMAGE("https://…")``, also as a text inside ``__xludf.DUMMYFUNCTION``, and stores nothing;
programs that know neither store #NAME?. None of these is what a person sees there.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.intake.reading.cells import Cell, Contents, Sheet

_CALL: Final = re.compile(
    r'=?(?:IFERROR\()?(?:__xludf\.DUMMYFUNCTION\("=?)?(?:_xlfn\.)?(?:IMAGE|DISPIMG)\s*\('
    r'\s*(?:"{1,2}([^"]*))?',
    re.IGNORECASE,
)
"""The call, and the address or the number of the picture where it is a text."""

_PLAIN: Final = "IMAGE"


def pictures_by_calls(contents: Contents) -> Contents:
    """Return *contents* with the cells as pictures that show one by a function."""
    found = [dict(_pictures(sheet)) for sheet in contents.sheets]
    if not any(found):
        return contents
    sheets = (
        replace(sheet, cells={**sheet.cells, **own})
        for sheet, own in zip(contents.sheets, found, strict=True)
    )
    return replace(contents, sheets=tuple(sheets))


def _pictures(sheet: Sheet) -> Iterator[tuple[tuple[int, int], Cell]]:
    for at, cell in sheet.cells.items():
        # Programs that keep values alone keep the call as a text.
        call = cell.formula or (cell.raw if cell.raw.startswith("=") else "")
        if call and cell.type != "picture" and (seen := _CALL.match(call)):
            name = seen[1] or _PLAIN
            yield at, cell._replace(type="picture", value=name, raw=name)
