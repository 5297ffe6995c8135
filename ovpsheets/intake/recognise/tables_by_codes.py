"""Tables whose headings nobody knows: read where codes, given values and words settle them.

A member may write the headings in words of their own, copy the table to a sheet of its own or
exchange rows and columns. The codes or titles say which line is which. A column is known by
its heading, by the given values it holds or by words of a list; where all that is known
agrees with the order in which the form was issued, the order tells the rest. A table of which
some column stays unknown is not read; that it is there is told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.forms.asked_again import list_names
from ovpsheets.forms.earlier import orders
from ovpsheets.forms.layout import Given
from ovpsheets.intake.meaning.choices import read_choice, read_flag, read_reason, read_status
from ovpsheets.intake.meaning.reading import Reading
from ovpsheets.intake.reading.cells import Cell, Contents, Observation, Sheet
from ovpsheets.intake.recognise.columns_by_words import Unsettled, guessed_columns
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.given_values import is_given
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.plan.model import Wording
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, HIDDEN, INDICATORS, LANGUAGES, fold

_FEWEST_LINES: Final = 2
"""Lines that must bear a code or a title of the form."""

_FEWEST_IN_ORDER: Final = 3
"""Columns beside the codes that must be known before the order tells the rest."""

_MOST: Final = 0.75
"""Share of the filled cells of a given column that must say what was issued."""

_Lines = Mapping[int, Mapping[int, Cell]]
"""Line → position in it → cell: rows and columns, or the other way about."""


@dataclass(frozen=True, slots=True)
class UnreadTable:
    """Lines that bear codes or titles of a form and could not be read.

    ``codes``: of which rows, () for all of the table. ``why``: ``unrecognised``, or
    ``another_quarter`` where the sheet says that it is one of another quarter; ``blank`` where
    nothing stands in the lines but what was issued.
    """

    table: str
    sheet: str
    cell: str
    codes: tuple[str, ...] = ()
    why: str = "unrecognised"


def tables_by_codes(
    contents: Contents,
    issued: Issued,
    columns: FormColumns,
    known: Sequence[FoundTable],
    reasons: Mapping[str, Wording],
) -> tuple[list[FoundTable], list[UnreadTable]]:
    """Return the tables on sheets without a *known* one: those that can be read, and the others.

    *reasons*: those of the plan's own.
    """
    read: list[FoundTable] = []
    unread: list[UnreadTable] = []
    taken = {table.sheet.name for table in known}
    names = {name: _names(issued.given.get(name, {})) for name in (INDICATORS, ACTIVITIES)}
    for sheet in contents.sheets:
        ours = sheet.name.lower().startswith(HIDDEN) or sheet.name.startswith(list_names())
        if ours or sheet.name in taken:
            continue
        used: set[tuple[int, int]] = set()
        said = {fold(cell.raw) for cell in sheet.cells.values()}
        for name in (INDICATORS, ACTIVITIES):  # indicators bear the code of their activity too
            given = issued.given.get(name, {})
            if said.isdisjoint(names[name]["code"]) and said.isdisjoint(names[name]["text"]):
                continue  # nearly every sheet: nothing in it is a line of this table
            found = _found(sheet, names[name], used)
            if found is None:
                continue
            used |= {(c.row, c.column) for line in found.lines.values() for c in line.values()}
            settling = _Settling(found, given, columns.table(name), name, reasons)
            if (settled := settling.columns()) is not None:
                read.append(_table(found, settled, columns, name))
            elif (guessed := settling.guessed()) is not None:
                columns_of = {**settling.settled(), **guessed}
                table = _table(found, columns_of, columns, name)
                read.append(replace(table, guessed=settling.headings_of(guessed)))
            else:
                first = found.anchors[min(found.anchors)]
                codes = tuple(dict.fromkeys(found.codes.values()))
                why = "unrecognised" if settling.says_more() else "blank"
                unread.append(UnreadTable(name, sheet.name, first.address, codes, why))
    return read, unread


# ------------------------------------------------------------------ which lines


@dataclass(frozen=True, slots=True)
class _Found:
    """Lines of a sheet that bear codes, or titles, in one position."""

    sheet: Sheet
    is_transposed: bool
    at: int  # the position of the codes or titles
    key: str  # "code" or "text"
    codes: Mapping[int, str]  # line → code
    anchors: Mapping[int, Cell]
    lines: _Lines
    headings: Mapping[int, Cell]  # position → what stands in the line before


def _found(
    sheet: Sheet, names: Mapping[str, Mapping[str, str]], used: set[tuple[int, int]]
) -> _Found | None:
    for is_transposed in (False, True):
        lines = _by_line(sheet, is_transposed)
        for key in ("code", "text"):
            at, codes = _most(lines, names[key], used)
            enough = min(_FEWEST_LINES, len(names["code"]))
            # Several lines of one code are not told apart by it.
            if not enough or len(codes) < enough or len(set(codes.values())) < len(codes):
                continue
            before = max((n for n in lines if n < min(codes)), default=0)
            return _Found(
                sheet, is_transposed, at, key, codes,
                {line: lines[line][at] for line in codes},
                {line: lines[line] for line in codes}, lines.get(before, {}),
            )  # fmt: skip
    return None


def _names(given: Given) -> Mapping[str, Mapping[str, str]]:
    """Return column → folded text → the one code that it names."""
    texts: dict[str, set[str]] = {}
    for code, row in given.items():
        if said := row.get("text"):
            texts.setdefault(fold(str(said)), set()).add(code)
    return {
        "code": {fold(code): code for code in given},
        "text": {text: next(iter(codes)) for text, codes in texts.items() if len(codes) == 1},
    }


def _by_line(sheet: Sheet, is_transposed: bool) -> dict[int, dict[int, Cell]]:
    lines: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        line, at = (column, row) if is_transposed else (row, column)
        lines.setdefault(line, {})[at] = cell
    return dict(sorted(lines.items()))


def _most(
    lines: _Lines, names: Mapping[str, str], used: set[tuple[int, int]]
) -> tuple[int, dict[int, str]]:
    """Return the position in which most lines bear one of *names*, with their codes."""
    found: dict[int, dict[int, str]] = {}
    for line, cells in lines.items():
        for at, cell in cells.items():
            if (cell.row, cell.column) not in used and (code := names.get(fold(cell.raw))):
                found.setdefault(at, {})[line] = code
    return max(found.items(), key=lambda item: (len(item[1]), -item[0]), default=(0, {}))


# ------------------------------------------------------------------ which columns


@dataclass(frozen=True, slots=True)
class _Settling:
    found: _Found
    given: Given
    declared: Sequence[Column]
    name: str
    reasons: Mapping[str, Wording]

    def columns(self) -> dict[int, str] | None:
        """Return position → key where every filled column is settled, else None."""
        settled, filled = self.settled(), self._filled()
        if in_order := self._in_order(settled):
            return in_order
        answers = {column.key for column in self.declared if column.is_answer}
        is_whole = all(at in settled for at in filled)
        return settled if is_whole and answers & set(settled.values()) else None

    def guessed(self) -> Mapping[int, str] | None:
        """Return position → key of the columns that only their headings' words, or order, tell.

        None where some column stays unknown, or nothing of an answer would be known for sure.
        """
        settled = self.settled()
        unsettled = [
            Unsettled(at, self._heading(at), [cell for _, cell in self._said(at)])
            for at in self._filled()
            if at not in settled
        ]
        guessed = guessed_columns(unsettled, settled, self.declared)
        answers = {column.key for column in self.declared if column.is_answer}
        if guessed is None or answers.isdisjoint({*settled.values(), *guessed.values()}):
            return None
        return guessed

    def headings_of(self, guessed: Mapping[int, str]) -> Mapping[int, str]:
        """Return position → the member's own heading, "" for none."""
        return {at: self._heading(at) for at in guessed}

    def _heading(self, at: int) -> str:
        heading = self.found.headings.get(at)
        return heading.raw.strip() if heading else ""

    def says_more(self) -> bool:
        """Tell whether the lines hold anything but codes and what was issued for them."""
        plan = {column.key for column in self.declared if column.filler == "plan"}
        settled = self.settled()
        return any(settled.get(at) not in plan for at in self._filled())

    def _filled(self) -> list[int]:
        every = {at for cells in self.found.lines.values() for at in cells}
        return [at for at in sorted(every) if self._said(at)]

    def settled(self) -> dict[int, str]:
        """Return what tells itself; of several columns that could be the same none does."""
        keys = {at: self._key(at) for at in self._filled() if at != self.found.at}
        often = Counter([*keys.values(), self.found.key])
        once = {at: key for at, key in keys.items() if key and often[key] == 1}
        return {self.found.at: self.found.key, **once}

    def _in_order(self, settled: Mapping[int, str]) -> dict[int, str]:
        """Return all columns as issued, where what is settled stands so and tells enough."""
        ways = (self._as_in(order, settled) for order in orders([own.key for own in self.declared]))
        return next(filter(None, ways), {})

    def _as_in(self, order: Sequence[str], settled: Mapping[int, str]) -> dict[int, str]:
        first = self.found.at - order.index(self.found.key)
        issued = {first + number: key for number, key in enumerate(order)}
        agrees = all(issued.get(at) == key for at, key in settled.items())
        plan = {column.key for column in self.declared if column.filler == "plan"} - {"code"}
        filled = [at for at, key in issued.items() if key in plan and self._said(at)]
        held = [at for at in filled if self._holds(at, issued[at])]
        answers = [key for key in settled.values() if key not in plan and key != "code"]
        enough = len(held) + len(answers) >= _FEWEST_IN_ORDER
        return issued if agrees and first > 0 and held == filled and enough else {}

    def _key(self, at: int) -> str:
        heading = self.found.headings.get(at)
        named = _headings(self.declared, self.name).get(fold(heading.raw)) if heading else None
        if named:
            return named
        said = self._said(at)
        if not said:
            return ""
        plan = (column.key for column in self.declared if column.filler == "plan")
        given = [key for key in plan if self._holds(at, key)]
        if given:
            return given[0] if len(given) == 1 else ""
        return self._chosen([cell for _, cell in said])

    def _said(self, at: int) -> list[tuple[str, Cell]]:
        """Return what stands in a position: code of the line, cell."""
        lines = self.found.lines.items()
        cells = ((self.found.codes[line], cells[at]) for line, cells in lines if at in cells)
        return [(code, cell) for code, cell in cells if cell.raw.strip()]

    def _holds(self, at: int, key: str) -> bool:
        """Tell whether nearly all that stands in a position was issued as *key*."""
        said = self._said(at)
        same = sum(
            is_given(cell, self.given[code].get(key), is_code=key == "code") for code, cell in said
        )
        return bool(said) and same >= _MOST * len(said)

    def _chosen(self, cells: Sequence[Cell]) -> str:
        """Return the column whose list offers what all *cells* say."""
        for column in self.declared:
            if column.is_answer and all(self._offers(column, cell) for cell in cells):
                return column.key
        return ""

    def _offers(self, column: Column, cell: Cell) -> bool:
        read: Reading[Any]
        if column.content == "status":
            read = read_status(cell)
        elif column.content == "reason":
            read = read_reason(cell, self.reasons)
        elif column.content == "flag":
            read = read_flag(cell)
        elif column.content == "choice":
            read = read_choice(cell, {c: words.values() for c, words in column.choices.items()})
        else:
            return False
        return read.value is not None and not read.problem


def _headings(declared: Sequence[Column], table: str) -> Mapping[str, str]:
    named = {
        fold(column.heading(table, Texts(language))): column.key
        for language in LANGUAGES
        for column in declared
    }
    return {**named, **{column.key: column.key for column in declared}}


def _table(
    found: _Found, settled: Mapping[int, str], columns: FormColumns, name: str
) -> FoundTable:
    how = "rows_and_columns_exchanged" if found.is_transposed else "read_by_contents"
    return FoundTable(
        table=name,
        declared=columns.by_key(name),
        sheet=found.sheet,
        columns=settled,
        numbers={key: at for at, key in settled.items()},
        body=found.lines,
        disputed={},
        repaired=tuple(_told(how, found.sheet)),
        is_transposed=found.is_transposed,
    )


def _told(how: str, sheet: Sheet) -> Iterator[Observation]:
    yield Observation(how, {"sheet": sheet.name})
