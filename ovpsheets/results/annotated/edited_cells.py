"""Other values in some cells of a workbook; all else, formats and notes too, stays as it is."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from ovpsheets.results.annotated.annotate import opened_workbook
from ovpsheets.results.annotated.edited_package import Edited
from ovpsheets.results.annotated.xml_edits import (
    Edits,
    Element,
    children,
    elements,
    escaped,
    quoted,
)

NewValues = Mapping[str, Mapping[str, str | float | date]]
"""Sheet → cell → what is to stand there."""

_DAY_ZERO: Final = date(1899, 12, 30)  # of Excel's calendar


def with_values(data: bytes, values: NewValues) -> tuple[bytes, frozenset[tuple[str, str]]]:
    """Return the workbook *data* with *values*, and which cells got theirs (sheet, address).

    A cell with a formula keeps it, and one that is not there is not made. Raises
    NotAnnotatableError where the workbook cannot be edited without saving it anew.
    """
    package = Edited.open(data)
    package.unsign()
    done: set[tuple[str, str]] = set()
    for name, key in opened_workbook(package).items():
        if wanted := values.get(name):
            edited, cells = _edited(package.read(key), wanted)
            package.write(key, edited)
            done |= {(name, cell) for cell in cells}
    return package.finish(), frozenset(done)


def _edited(data: bytes, wanted: Mapping[str, str | float | date]) -> tuple[bytes, list[str]]:
    found, edits, done = elements(data), Edits(data), list[str]()
    for element in found:
        cell = element.attributes.get("r", "")
        if element.name != "c" or cell not in wanted:
            continue
        if any(child.name == "f" for child in children(found, element)):
            continue
        edits.replace(element.start, element.end, _cell(element, cell, wanted[cell]))
        done.append(cell)
    return edits.done(), done


def _cell(element: Element, cell: str, value: str | float | date) -> str:
    p, style = element.prefix, element.attributes.get("s", "")
    own = f"<{p}c r={quoted(cell)}" + (f" s={quoted(style)}" if style else "")
    if isinstance(value, date):
        value = float((value - _DAY_ZERO).days)
    if isinstance(value, str):
        said = f'<{p}is><{p}t xml:space="preserve">{escaped(value)}</{p}t></{p}is>'
        return f'{own} t="inlineStr">{said}</{p}c>'
    number = int(value) if value.is_integer() else value
    return f"{own}><{p}v>{number!r}</{p}v></{p}c>"
