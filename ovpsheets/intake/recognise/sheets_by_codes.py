"""Sheets that do not say whose they are, and hold codes that only another institution is asked.

Beside the form of one institution such a sheet is another one's form, where its table can be
read; where it cannot, its codes are told. Without any form beside them, sheets that hold the
codes of several institutions are a form of each.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.reading.cells import Cell, Contents, Sheet
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.identify import institution_of_codes, named_quarters
from ovpsheets.plan.due import Due
from ovpsheets.words import HIDDEN, fold

_CODE: Final = re.compile(r"\s*\d+(?:[.,]\d+)+\.?\s*")

_NAMED: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)+(?![\w]|[.,]\d)")  # a code in a sentence

NAMES_ROWS: Final = "names_rows"
"""The observation that a text without a table names rows of one institution."""

SAID: Final = "text"
"""What that observation has besides of a text that is evidence: its lines that name rows."""

_FEWEST: Final = 2
"""Codes from which on a sheet without our headings may be a form; institutions for several."""

_FEWEST_TOLD: Final = 3
"""Codes of others from which on they are told where nothing of the sheet can be read."""

_SHARE_TOLD: Final = 0.5
"""Of the codes that the other institution is asked about: fewer may be any numbering."""

CanRead = Callable[[Sheet, str], bool]
"""Tells whether a sheet holds a table of the form of an institution, known by its codes."""


@dataclass(frozen=True, slots=True)
class CodedSheets:
    """``owners``: sheet → the institution whose form it is; ``strangers``: codes of others."""

    owners: Mapping[str, str] = field(default_factory=dict)
    strangers: tuple[Cell, ...] = ()


def sheets_by_codes(
    contents: Contents,
    tables: Sequence[FoundTable],
    named: Mapping[str, str | None],
    brief: MergeBrief,
    can_read: CanRead,
) -> CodedSheets:
    """Return whose the sheets are that do not say it.

    *named*: sheet → the institution that it names, None where it names none.
    """
    known = {name for name in named.values() if name}
    silent = [
        (sheet, own, cells) for sheet in contents.sheets if named[sheet.name] is None
        for own in [[table for table in tables if table.sheet is sheet]]
        if (own or known) and len(cells := _codes(sheet, own)) >= (1 if own else _FEWEST)
    ]  # fmt: skip
    if not silent:
        return CodedSheets()
    asked = codes_asked(brief)
    taken = {fold(code) for name in known for code in asked.get(name, ())}
    held = [
        _Held(sheet, bool(own), cells, institution_of_codes(said, asked))
        for sheet, own, cells in silent for said in [{fold(cell.raw) for cell in cells}]
        if not said & taken and not _is_of_another_quarter(contents, sheet, brief)
    ]  # fmt: skip
    read = {h.whose for h in held if h.whose and (h.has_table or can_read(h.sheet, h.whose))}
    if not known and len(read) < _FEWEST:
        return CodedSheets()
    owners = {h.sheet.name: h.whose for h in held if h.whose in read}
    rest = [h for h in held if h.whose not in read and not h.has_table]
    told = (cell for h in rest if _is_told(h.codes, asked.values()) for cell in h.cells)
    return CodedSheets(owners, tuple(told))


def institution_of_nameless(
    contents: Contents, brief: MergeBrief, can_read: CanRead, *, is_evidence: bool
) -> str:
    """Return the one institution whose codes the sheets of a file without any name of ours hold.

    Its headings may be in the member's own words. "" where no sheet has a table that can be read
    and the codes are too few to be no numbering of its own; also of what cannot be read and is
    evidence more often (*is_evidence*): a document, and what lies in a mail or an archive.
    """
    asked = codes_asked(brief)
    coded = {sheet.name: _codes(sheet, ()) for sheet in contents.sheets}
    coded = {name: cells for name, cells in coded.items() if len(cells) >= _FEWEST}
    said = {fold(cell.raw) for cells in coded.values() for cell in cells}
    whose = institution_of_codes(said, asked)
    if not whose:
        return ""
    sheets = (sheet for sheet in contents.sheets if sheet.name in coded)
    if any(can_read(sheet, whose) for sheet in sheets):
        return whose
    return whose if not is_evidence and _is_told(said, [asked[whose]]) else ""


def institution_named_in(texts: Iterable[str], brief: MergeBrief) -> str:
    """Return the one institution that is asked about all rows that *texts* name, else ""."""
    said = {found[0].replace(",", ".") for text in texts for found in _NAMED.finditer(text)}
    asked = codes_asked(brief)
    known = said.intersection(frozenset[str]().union(*asked.values()))
    whose = [name for name, codes in asked.items() if known and known <= codes]
    return whose[0] if len(whose) == 1 else ""


def names_a_row(text: str) -> bool:
    """Tell whether something like a code stands in *text*."""
    return _NAMED.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Held:
    """The codes that a sheet holds; ``whose``: of the one institution that has them all, or ""."""

    sheet: Sheet
    has_table: bool
    cells: Sequence[Cell]
    whose: str

    @property
    def codes(self) -> set[str]:
        """The codes, folded."""
        return {fold(cell.raw) for cell in self.cells}


def codes_asked(brief: MergeBrief) -> Mapping[str, frozenset[str]]:
    """Return institution → the codes that its form of this quarter asks about."""
    return {item.institution: _codes_of(item) for item in brief.due if item.anything}


def _codes_of(item: Due) -> frozenset[str]:
    activities = {line.activity.code for line in item.activities}
    return frozenset(activities | {line.indicator.code for line in item.indicators})


def _codes(sheet: Sheet, tables: Sequence[FoundTable]) -> list[Cell]:
    """The cells of a sheet that look like codes: of its tables, else of one column or row."""
    if tables:
        coded = (cell for table in tables for cell in table.cells_of("code"))
        return [cell for cell in coded if _CODE.fullmatch(cell.raw)]
    if sheet.name.lower().startswith(HIDDEN):
        return []
    cells = [cell for cell in sheet.cells.values() if _CODE.fullmatch(cell.raw)]
    lines = Counter(line for cell in cells for line in _lines(cell))
    most = max(lines, key=lambda line: lines[line], default=("", 0))
    return [cell for cell in cells if most in _lines(cell)]


def _lines(cell: Cell) -> tuple[tuple[str, int], ...]:
    return ("column", cell.column), ("row", cell.row)


def _is_of_another_quarter(contents: Contents, sheet: Sheet, brief: MergeBrief) -> bool:
    quarters = named_quarters(replace(contents, sheets=(sheet,)), brief.quarter)
    return bool(quarters) and brief.quarter not in quarters


def _is_told(said: set[str], asked: Collection[Collection[str]]) -> bool:
    """Tell whether the codes are enough of one institution's to be no numbering of their own."""
    return any(
        len(both) >= _FEWEST_TOLD and len(both) >= _SHARE_TOLD * len(_of_one_depth(codes, both))
        for codes in asked
        if (both := said & {fold(code) for code in codes})
    )


def _of_one_depth(codes: Collection[str], found: Collection[str]) -> list[str]:
    """The codes of the table to which *found* belong: those of indicators are longer."""
    depths = {code.count(".") for code in found}
    return [code for code in codes if code.count(".") in depths]
