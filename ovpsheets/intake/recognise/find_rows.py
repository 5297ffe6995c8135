"""Which row is which: the code, the text and the other given values of a row vote.

A row whose anchors name two different activities is not used: after one column
was sorted on its own nobody can say to which of them the answers belong.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from ovpsheets.forms.layout import Given, Value
from ovpsheets.intake.meaning import read_number, read_status, read_yes_no
from ovpsheets.intake.reading.cells import Cell, Observation
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.kinds import Kind, ReadAs
from ovpsheets.languages import written
from ovpsheets.templates import cached
from ovpsheets.words import fold

ANY_NUMBER: Final = Kind("number", ReadAs.NUMBER)
"""That of a column or a row of which nobody knows what it counts."""

_LONGEST: Final = 60  # characters of a value; longer ones are remarks
_WITH_A_NUMBER: Final = ("unknown_words", "percent_in_number", "ambiguous_number")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_AS_ISSUED: Final[Mapping[int, str]] = MappingProxyType({})


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
    """The rows of a table: number → code, those that contradict themselves, and strangers.

    ``strangers``: cells with a code that the form does not have; ``nameless``: answers in rows
    that nothing names. ``repaired``: what was read although a code or a text of its row had been
    changed.
    """

    codes: Mapping[int, str]
    contradictions: tuple[Contradiction, ...]
    strangers: tuple[Cell, ...]
    nameless: tuple[Cell, ...]
    repaired: tuple[Observation, ...]


def find_rows(
    table: FoundTable,
    given: Given,
    old_codes: Mapping[str, str] = _NONE,
    as_issued: Mapping[int, str] = _AS_ISSUED,
    *,
    current: bool,
) -> FoundRows:
    """Return which row of *table* is which.

    *given*: code → column → the value that was issued; *old_codes*: a code that a form may still
    have which was issued before it changed → that of now; *as_issued*: the code of each row whose
    given values all stand there, for which nothing need be looked up. Not *current*: the form is
    of an earlier revision, whose given values may rightly differ; its codes and texts still count.
    """
    own = _Anchors(table, given)
    known_codes, known_texts = own.by_code(), own.by_text()
    before = {_plain_code(old): code for old, code in old_codes.items() if code in given}
    codes: dict[int, str] = {}
    contradictions: list[Contradiction] = []
    strangers: list[Cell] = []
    nameless: list[Cell] = []
    repaired: list[Observation] = []
    titled: list[tuple[int, Cell, Cell | None]] = []  # rows that their text alone names
    sure: set[int] = set()  # rows whose text is the one that was issued for their code
    if len(known_codes) < len(given):  # two of them are alike: then the texts must tell
        as_issued = _AS_ISSUED
    for row, cells in table.rows():
        code_cell, text_cell = own.cell(cells, "code"), own.cell(cells, "text")
        if row in as_issued:
            codes[row] = as_issued[row]
            sure |= {row} if text_cell else set()
            continue
        plain = _plain_code(code_cell.raw) if code_cell else ""
        # A code that is in use today is never somebody's old one.
        by_code = known_codes.get(plain) or before.get(plain)
        by_text = known_texts.get(fold(text_cell.raw), frozenset()) if text_cell else frozenset()
        if by_code and by_text and by_code not in by_text and code_cell and text_cell:
            contradictions.append(Contradiction("row", table.table, code_cell, text_cell))
        elif by_code:
            codes[row] = by_code
            if code_cell and plain not in known_codes:
                repaired.append(_repaired("row_by_old_code", table, code_cell, code_cell, by_code))
            if by_text:
                sure.add(row)
        # A title that two rows share names neither of them.
        elif len(by_text) == 1 and text_cell:
            (codes[row],) = by_text
            titled.append((row, text_cell, code_cell))
        elif code_cell is not None and _looks_like_code(code_cell.raw):
            strangers.append(code_cell)
        elif (answer := own.answer(cells)) is not None:
            nameless.append(answer)
    proven = {codes[row] for row in sure}
    for row, text_cell, code_cell in titled:
        # Two institutions may be asked about activities of one title: then their codes count.
        if codes[row] in proven and code_cell and _looks_like_code(code_cell.raw):
            del codes[row]
            strangers.append(code_cell)
        else:
            repaired.append(_repaired("row_by_text", table, text_cell, code_cell, codes[row]))
    moved = own.shuffled(codes, current=current) if len(as_issued) < len(codes) else ()
    for row, contradiction in (*own.usurped(codes, sure), *moved):
        if codes.pop(row, None):
            contradictions.append(contradiction)
    return FoundRows(
        codes, tuple(contradictions), tuple(strangers), tuple(nameless), tuple(repaired)
    )


def _repaired(
    key: str, table: FoundTable, anchor: Cell, code_cell: Cell | None, code: str
) -> Observation:
    found = code_cell.raw if code_cell else ""
    where = {"sheet": table.sheet.name, "cell": anchor.address}
    return Observation(key, {**where, "found": found, "code": code})


@dataclass(frozen=True, slots=True)
class _Anchors:
    table: FoundTable
    given: Given

    def by_code(self) -> Mapping[str, str]:
        """Folded code → code."""
        return {_plain_code(code): code for code in self.given}

    def by_text(self) -> Mapping[str, frozenset[str]]:
        """Folded text → the codes that have it."""
        found: dict[str, frozenset[str]] = {}
        for code, columns in self.given.items():
            if said := columns.get("text"):
                text = fold(str(said))
                found[text] = found.get(text, frozenset()) | {code}
        return found

    def cell(self, cells: Mapping[int, Cell], key: str) -> Cell | None:
        return cells.get(self.table.column_of(key) or 0)

    def answer(self, cells: Mapping[int, Cell]) -> Cell | None:
        """The cell that answers a row as nothing else does: a status, or a value.

        A total below the table is no answer: a formula, or a number beside its word.
        """
        status, value = self.cell(cells, "status"), self.cell(cells, "value")
        if status is not None and read_status(status).value is not None:
            return status
        if value is None or value.formula is not None or not _is_value(value):
            return None
        named = (self.cell(cells, key) for key in ("code", "text", "check", "value"))
        is_total = any(cell is not None and _is_total(cell) for cell in named)
        return None if is_total else value

    def anchor(self, row: int) -> Cell | None:
        """The cell by which people know the row: its code, else its text."""
        cells = self.table.body[row]
        return self.cell(cells, "code") or self.cell(cells, "text")

    def usurped(
        self, codes: Mapping[int, str], sure: Collection[int]
    ) -> Iterator[tuple[int, Contradiction]]:
        """Yield the rows whose code another row bears too, while their text is a foreign one.

        A second row without any text is a continuation of the first. One with a text
        of its own was more probably another row, whose code was typed over.
        """
        bearers: dict[str, list[int]] = {}
        for row, code in codes.items():
            bearers.setdefault(code, []).append(row)
        for rows in bearers.values():
            foreign = [row for row in rows if row not in sure and self._has_text(row)]
            if len(rows) == 1 or not foreign:
                continue
            right = [row for row in rows if row in sure]
            # Where none bears its own text, nobody can say whose code it is: all are set aside.
            for row in foreign if right else rows:
                other = right[0] if right else next(r for r in rows if r != row)
                yield from self._against(row, self.anchor(other))

    def _has_text(self, row: int) -> bool:
        return self.cell(self.table.body[row], "text") is not None

    def shuffled(
        self, codes: Mapping[int, str], *, current: bool
    ) -> Iterator[tuple[int, Contradiction]]:
        """Yield the rows in which a given value stands that was issued for another row.

        Only where that other row has lost it and a further row is moved likewise:
        a single changed value is a change, not a sort.
        """
        for column in self.table.declared.values() if current else ():
            number = self.table.column_of(column.key)
            if column.filler != "plan" or column.key in ("code", "text") or number is None:
                continue
            stands = {row: self.table.body[row].get(number) for row in codes}
            now = {row: _shown(cell) for row, cell in stands.items()}
            then = {row: self._issued(code, column.key) for row, code in codes.items()}
            lost = {then[row] for row in codes if now[row] != then[row]}
            moved = [row for row in codes if now[row] != then[row] and now[row] in lost]
            for row in moved if len(moved) > 1 else ():
                yield from self._against(row, stands[row])

    def _issued(self, code: str, key: str) -> str:
        return _issued(self.given.get(code, {}).get(key))

    def _against(self, row: int, cell: Cell | None) -> Iterator[tuple[int, Contradiction]]:
        anchor = self.anchor(row)
        if anchor is not None:
            yield row, Contradiction("row", self.table.table, cell or anchor, anchor)


def _is_value(cell: Cell) -> bool:
    """Tell whether a cell of the values' column is one: a number, „5 обуки“, yes or no.

    A line below the table („Скопје, 10.10.2022“) is none.
    """
    if cell.type != "text":
        return cell.type in ("number", "yes_no")
    if len(cell.raw) > _LONGEST:
        return False
    read = read_number(cell, ANY_NUMBER)
    begins = cell.raw.strip()[:1].isdigit() and read.problem in _WITH_A_NUMBER
    return read.value is not None or begins or read_yes_no(cell).value is not None


def _is_total(cell: Cell) -> bool:
    words = fold(cell.raw).strip(" :.").split()
    return cell.type == "text" and not _totals().isdisjoint(words)


@cached
def _totals() -> frozenset[str]:
    return frozenset(fold(word) for word in written("known", "total"))


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    return str(cell.value) if cell.type == "number" else fold(cell.raw)


def _issued(value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    # As a cell holds it: Excel knows no whole numbers.
    return fold(value) if isinstance(value, str) else str(float(value))


def _plain_code(text: str) -> str:
    """A code as people retype it: „3,6,1.“ is 3.6.1."""
    return fold(text).replace(",", ".").replace(" ", "").strip(".")


def _looks_like_code(text: str) -> bool:
    return bool(re.match(r"\s*\d+\s*[.,]\s*\d", text))
