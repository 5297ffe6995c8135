"""Which row is which: the code, the text and the other given values of a row vote.

A row whose anchors name two different activities is not used: after one column
was sorted on its own nobody can say to which of them the answers belong.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ovpsheets.forms.columns import TABLES
from ovpsheets.forms.layout import Placed
from ovpsheets.intake.cells import Cell, Observation
from ovpsheets.intake.locate import FoundTable
from ovpsheets.words import fold


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two cells that cannot both be right.

    ``kind``: ``row`` (code and text, or a given value, of different rows),
    ``column`` (key and heading) or ``answer`` (one field answered twice).
    """

    kind: str
    table: str
    first: Cell
    second: Cell


@dataclass(frozen=True, slots=True)
class FoundRows:
    """The rows of a table: number → code, those that contradict themselves, and strangers."""

    codes: Mapping[int, str]
    contradictions: tuple[Contradiction, ...]
    strangers: tuple[Cell, ...]
    repaired: tuple[Observation, ...]


def find_rows(table: FoundTable, given: Mapping[str, Placed], *, current: bool) -> FoundRows:
    """Return which row of *table* is which.

    *given*: field → the value that was issued. Not *current*: the form is of an
    earlier revision, whose given values may rightly differ; its codes and
    texts still count.
    """
    own = _Anchors(table, given)
    known_codes, known_texts = own.by_code(), own.by_text()
    codes: dict[int, str] = {}
    contradictions: list[Contradiction] = []
    strangers: list[Cell] = []
    repaired: list[Observation] = []
    for row, cells in table.rows():
        code_cell, text_cell = own.cell(cells, "code"), own.cell(cells, "text")
        by_code = known_codes.get(_plain_code(code_cell.raw)) if code_cell else None
        by_text = known_texts.get(fold(text_cell.raw), frozenset()) if text_cell else frozenset()
        if by_code and by_text and by_code not in by_text and code_cell and text_cell:
            contradictions.append(Contradiction("row", table.table, code_cell, text_cell))
        elif by_code:
            codes[row] = by_code
        elif len(by_text) == 1 and text_cell:
            (codes[row],) = by_text
            repaired.append(
                Observation(
                    "row_by_text",
                    {
                        "sheet": table.sheet.name,
                        "cell": text_cell.address,
                        "found": code_cell.raw if code_cell else "",
                        "code": codes[row],
                    },
                )
            )
        elif code_cell is not None and _looks_like_code(code_cell.raw):
            strangers.append(code_cell)
    if current:
        for contradiction in own.shuffled(codes):
            contradictions.append(contradiction)
            codes.pop(contradiction.second.row, None)
    return FoundRows(codes, tuple(contradictions), tuple(strangers), tuple(repaired))


@dataclass(frozen=True, slots=True)
class _Anchors:
    table: FoundTable
    given: Mapping[str, Placed]

    def by_code(self) -> Mapping[str, str]:
        """Folded code → code."""
        codes = (field.split("/")[1] for field in self.given if self._is_own(field))
        return {_plain_code(code): code for code in codes}

    def by_text(self) -> Mapping[str, frozenset[str]]:
        """Folded text → the codes that have it."""
        found: dict[str, frozenset[str]] = {}
        for field, placed in self.given.items():
            if self._is_own(field) and field.endswith("/text") and placed.value:
                text = fold(str(placed.value))
                found[text] = found.get(text, frozenset()) | {field.split("/")[1]}
        return found

    def _is_own(self, field: str) -> bool:
        return field.startswith(f"{self.table.table}/")

    def cell(self, cells: Mapping[int, Cell], key: str) -> Cell | None:
        return cells.get(self.table.column_of(key) or 0)

    def shuffled(self, codes: Mapping[int, str]) -> Iterator[Contradiction]:
        """Yield the rows in which a given value stands that was issued for another row.

        Only where a column holds what was issued in another order: a single
        changed value is a change, not a sort.
        """
        seen: set[int] = set()
        for column in TABLES[self.table.table]:
            number = self.table.column_of(column.key)
            if column.filler != "plan" or column.key in ("code", "text") or number is None:
                continue
            stands = {row: self.table.sheet.cells.get((row, number)) for row in codes}
            issued = {
                row: self.given.get(f"{self.table.table}/{code}/{column.key}")
                for row, code in codes.items()
            }
            moved = [row for row in codes if _shown(stands[row]) != _issued(issued[row])]
            now, then = (
                Counter(_shown(stands[row]) for row in moved),
                Counter(_issued(issued[row]) for row in moved),
            )
            if len(moved) < 2 or now != then:
                continue
            for row in moved:
                cell = stands[row]
                code = self.table.sheet.cells.get((row, self.table.column_of("code") or 0))
                anchor = code or self.table.sheet.cells.get(
                    (row, self.table.column_of("text") or 0)
                )
                if row not in seen and anchor is not None:
                    seen.add(row)
                    yield Contradiction("row", self.table.table, cell or anchor, anchor)


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    return str(cell.value) if cell.type == "number" else fold(cell.raw)


def _issued(placed: Placed | None) -> str:
    value = placed.value if placed is not None else None
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return fold(value) if isinstance(value, str) else str(float(value))


def _plain_code(text: str) -> str:
    """A code as people retype it: „3,6,1.“ is 3.6.1."""
    return fold(text).replace(",", ".").replace(" ", "").strip(".")


def _looks_like_code(text: str) -> bool:
    return bool(re.match(r"\s*\d+\s*[.,]\s*\d", text))
