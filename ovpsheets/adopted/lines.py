"""What each row of an adopted plan is: headings, a title, a labelled line, or a row of a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from ovpsheets.adopted.columns import SourceColumns, by_content, guessed, headings_of
from ovpsheets.adopted.headings import LEVELS, Named, Part, label, named, plain
from ovpsheets.adopted.source_rows import SourceRow
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.languages import written
from ovpsheets.templates import cached
from ovpsheets.words import Language

_CODE: Final = re.compile(r"^[\W_]*(\d{1,2}(?:\.\d{1,3})*)(?!\w)[.):\s–—-]*")
_BARE_CODE: Final = re.compile(r"\s*\d{1,2}(?:\.\d{1,3})*\.?\s*")
_PUNCTUATION: Final = re.compile(r"^[\s.:)–—-]+")
_LONGEST_LABEL: Final = 160
_LONGEST_TITLE: Final = 400


@dataclass(frozen=True, slots=True)
class Headings:
    """A row of headings; ``columns`` are those of the cells that begin in it."""

    cells: Mapping[int, Cell]
    columns: SourceColumns


@dataclass(frozen=True, slots=True)
class Title:
    """A line of its own. ``part``: None where no word says what it is the title of.

    ``is_above``: it stands above the first headings of its sheet, or outside of tables.
    """

    cell: Cell
    part: Part | None
    text: str
    code: str = ""
    language: Language = ""
    is_above: bool = False
    is_section: bool = False  # it names what plans have beside their rows, such as contacts
    beside: tuple[Cell, ...] = ()  # its code, in a cell of its own


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A label with what stands behind it; ``part`` is None for what plan.xlsx has no place for."""

    cell: Cell
    part: Part | None
    language: Language
    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; ``own`` are the columns in which a cell begins."""

    cells: Mapping[int, Cell]
    own: frozenset[int]
    columns: SourceColumns


@dataclass(frozen=True, slots=True)
class Aside:
    """Cells that are no part of the plan; ``why`` is a key of ``adopted.became``."""

    cells: tuple[Cell, ...]
    why: str


Line = Headings | Title | LabelledLine | TableRow | Aside


def lines(rows: Sequence[SourceRow], *, is_document: bool = False) -> Iterator[Line]:
    """Yield what each row is, in order.

    A table of a document that has no headings and is as wide as the one before goes on with its
    columns: tables are broken over pages.
    """
    columns: SourceColumns | None = None
    width = 0
    for (_, is_text), group in groupby(rows, key=lambda row: (row.sheet, row.is_text)):
        own = list(group)
        if is_text:
            yield from (_paragraph(row.own[0]) for row in own if row.own)
            continue
        goes_on = is_document and _width(own) == width
        sheet = _Sheet(own, columns if goes_on else None)
        yield from sheet.lines()
        columns, width = sheet.columns, _width(own)


def _width(rows: Sequence[SourceRow]) -> int:
    return max((column for row in rows for column in row.cells), default=0)


@dataclass(slots=True)
class _Sheet:
    """One sheet, or one table of a document; ``columns`` are those that count just now."""

    rows: list[SourceRow]
    columns: SourceColumns | None
    labels: int = 0
    above: SourceRow | None = field(default=None)  # the row of headings right above

    def lines(self) -> Iterator[Line]:
        if self.columns is None and not any(headings_of(row) for row in self.rows):
            self.columns = self._without_headings()
        for number, row in enumerate(self.rows):
            if row.own:
                yield from self._lines(number, row)

    def _without_headings(self) -> SourceColumns | None:
        if any(own.part for row in self.rows for own in _labelled(row)):
            return None
        return guessed([row for row in self.rows if len(row.own) > 1])

    def _lines(self, number: int, row: SourceRow) -> Sequence[Line]:
        if found := self._headings(number, row):
            return [found]
        self.above = None
        if _is_numbering(row):
            return [Aside(row.own, "numbering")]
        if len(row.own) == 1 and not self._is_row(row):
            return [_title(row.own[0], is_above=self.columns is None and not self.labels)]
        if coded := self._coded_title(number, row):
            return [coded]
        if labelled := self._labels(row):
            return labelled
        if _total().match(plain(row.own[0].kept)):
            return [Aside(row.own, "total")]
        if self.columns is None:
            return [Aside(row.own, "no_table")]
        return [TableRow(row.cells, row.first, self.columns)]

    def _headings(self, number: int, row: SourceRow) -> Headings | None:
        is_next = self.above is not None and self.above.number == row.number - 1
        found = headings_of(row, self.columns if is_next else None)
        if found is None:
            return None
        below = [other for other in self.rows[number + 1 :] if len(other.own) > 1]
        self.columns = by_content(found, _up_to_headings(below))
        self.above = row
        cells = {column: row.cells[column] for column in sorted(row.first)}
        return Headings(cells, self.columns)

    def _coded_title(self, number: int, row: SourceRow) -> Title | None:
        """Return the commitment that a row is the title of: a code, a text, and nothing besides.

        Its text says so („Заложба: …“), or the codes of the row below continue its own. A table
        that has a column for commitments beside one for activities needs no such rows.
        """
        columns = self.columns or {}
        parts = {column.part for column in columns.values()}
        if len(row.own) != 2 or {Part.COMMITMENT, Part.ACTIVITY} <= parts:
            return None
        code, text = row.own
        is_code = bool(_BARE_CODE.fullmatch(code.kept)) and len({*row.cells.values()}) == 2
        if not is_code or getattr(columns.get(text.column), "part", None) not in LEVELS:
            return None
        title = _title(text)
        below = next((own.own[0].kept for own in self.rows[number + 1 :] if own.own), "")
        goes_on = below.strip().startswith(f"{code.kept.strip().rstrip('.')}.")
        if title.part is not Part.COMMITMENT and not (title.part is None and goes_on):
            return None
        return replace(title, part=Part.COMMITMENT, beside=(code,))

    def _is_row(self, row: SourceRow) -> bool:
        """Tell whether the only cell of a row belongs to the row above, as a second indicator."""
        (cell,) = row.own
        columns = self.columns or {}
        if columns and any(other is not cell for other in row.cells.values()):
            return True  # beside it cells are merged from above
        if _title(cell).part or cell.column not in columns:
            return False
        covered = sum(other is cell for other in row.cells.values())
        return covered == 1 and cell.column > min(columns)

    def _labels(self, row: SourceRow) -> Sequence[LabelledLine]:
        found = _labelled(row)
        width = len(self.columns or {})
        if not found or (width and len(row.own) > 2):
            return ()
        first = found[0].part
        if first is None and (width or not self.labels):
            return ()
        if width and first in (*LEVELS, Part.START, Part.DEADLINE) and first is not Part.COMMITMENT:
            return ()
        if width:  # the table has ended: labels follow it
            self.columns = None
        self.labels += 1
        return found


def _up_to_headings(rows: Sequence[SourceRow]) -> list[SourceRow]:
    kept: list[SourceRow] = []
    for row in rows:
        if headings_of(row):
            break
        kept.append(row)
    return kept


def _labelled(row: SourceRow) -> list[LabelledLine]:
    """Return what the labels in a row say, each with the cells behind it; the first is a label."""
    first, *others = row.own or (None,)
    if first is None or not others or len(first.kept) > _LONGEST_LABEL:
        return []
    found: list[LabelledLine] = []
    for cell in row.own:
        own = label(cell.kept) if cell is not others[-1] else None
        if own or not found:
            part: Part | None = own.part if own else None
            part = None if part in (Part.ABOUT, Part.CODE) else part
            part = part or (found[-1].part if found and not found[-1].values else None)
            found.append(LabelledLine(cell, part, own.language if own else "", ()))
        else:
            found[-1] = replace(found[-1], values=(*found[-1].values, cell))
    return found


def _paragraph(cell: Cell) -> Line:
    found = _title(cell, is_above=True)
    return found if len(cell.kept) <= _LONGEST_TITLE else Aside((cell,), "text")


def _title(cell: Cell, *, is_above: bool = False) -> Title:
    """Return a line of its own as a title: what of, its code, and its text."""
    text = " ".join(cell.kept.replace("\xad", "").split())
    found = named(text)
    part = found.part if found and _is_first(found, text) else None
    rest, language = text, ""
    if found and part in LEVELS and (found.number or ":" in text[found.end : found.end + 3]):
        rest, language = _PUNCTUATION.sub("", text[found.end :]), found.language
    elif part in LEVELS:
        part = None
    coded = _CODE.match(rest)
    code = coded[1] if coded else ""
    name = rest[coded.end() :] if coded else rest
    is_section = bool(found and _is_first(found, text) and found.part not in LEVELS)
    part = part if part in LEVELS else None
    return Title(cell, part, name or text, code, language, is_above, is_section)


def _is_first(found: Named, text: str) -> bool:
    return not re.search(r"\w", text[: found.start])


def _is_numbering(row: SourceRow) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3 …, as is usual below long headings."""
    said = [cell.kept.strip(" .()") for cell in row.own]
    return len(said) >= 3 and said == [str(number) for number in range(1, len(said) + 1)]


@cached
def _total() -> re.Pattern[str]:
    words = "|".join(re.escape(plain(word)) for word in written("adopted", "total"))
    return re.compile(rf"\W*(?:{words or '(?!)'})(?!\w)")
