"""The cells of a sheet as nearly every program writes them, taken by patterns: the fast way."""

import re
from typing import Final

from ovpsheets.intake.reading.ooxml.plain_sheet import TEXT, decoded
from ovpsheets.intake.reading.ooxml.worksheet_content import Filling, Formula

_EMPTY_CELLS: Final = r'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?/>)*+'
_CELL: Final = re.compile(
    rf'{_EMPTY_CELLS}(?:<c r="([A-Z]{{1,3}})([0-9]{{1,7}})"'
    r'(?: s="([0-9]{1,5})")?(?: t="(s|n|str|b|e)")?>'
    rf"(?:(<f(?: aca=\"false\")?>){TEXT}</f>)?(?:<v>{TEXT}</v>)?</c>|(.++)|\Z)",
    re.DOTALL,
)
_ROW: Final = re.compile(
    r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]{1,30}="[^"<&\n\t]{0,100}")*+)(/?)>'
)
_ATTRIBUTE: Final = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')


def plain_cells(inside: str, filling: Filling) -> bool:
    """Take the cells of a sheet; False where one is not plain. Raises RefusedError."""
    rows = inside.split("</row>")
    hidden: dict[str, bool | None] = {}
    after = _after_empty_rows(rows[-1])
    if after < len(rows.pop()):
        return False
    for row in rows:
        found = _ROW.match(row, _after_empty_rows(row))
        if found is None:
            return False
        number, rest, _ = found.groups()
        if rest not in hidden:
            hidden[rest] = _is_hidden(rest)
        is_hidden = hidden[rest]
        before = len(filling.content.cells)
        if is_hidden is None or not _take_cells(row, found.end(), number, filling):
            return False
        if is_hidden and len(filling.content.cells) > before:
            filling.content.hidden_rows.add(int(number))
    return True


def _after_empty_rows(text: str) -> int:
    at = 0
    while (found := _ROW.match(text, at)) and found[3]:
        at = found.end()
    return at


def _is_hidden(rest: str) -> bool | None:
    """Whether the attributes of a row hide it; None where one stands there twice."""
    pairs = _ATTRIBUTE.findall(rest)
    attributes = dict(pairs)
    if len(attributes) < len(pairs) or "r" in attributes:
        return None
    return attributes.get("hidden") in ("1", "true", "on") or attributes.get("ht") == "0"


def _take_cells(row: str, at: int, number: str, filling: Filling) -> bool:
    add, columns, place = filling.add, filling.columns, int(number)
    for letters, digits, style, kind, has_formula, formula, text, odd in _CELL.findall(row, at):
        if digits != number:
            if odd or digits:
                return False
            continue  # the end, or empty cells before it
        if "&" in text:
            text = decoded(text)
        add(
            place, columns[letters], style or "0", kind or "n", text,
            _formula(number, letters, formula) if has_formula else None,
        )  # fmt: skip
    return True


_MOST_KEPT: Final = 1024  # formulas: a large form has 200

_met: Final[dict[tuple[str, str, int], tuple[str, Formula]]] = {}
"""Row, column and length of a formula → how it was written there last, and how it was read."""


def _formula(number: str, letters: str, written: str) -> Formula:
    """Read a formula; in the forms of one quarter nearly every cell has that of the form before.

    To compare it with that one is ten times as quick as to read it, and as one object it is
    known again as quickly by whoever looks it up.
    """
    place = (number, letters, len(written))
    if (known := _met.get(place)) is not None and known[0] == written:
        return known[1]
    read = Formula.of(decoded(written) if "&" in written else written)
    if len(_met) >= _MOST_KEPT:
        _met.clear()
    _met[place] = (written, read)
    return read
