"""What is to be completed, and the sheet that lists it: our own, first in the workbook.

Texts are written in the cells themselves (inline strings), so the shared
strings of the file stay as they are. Column A is hidden and holds the digests
by which the sheet is known again (:mod:`ovpsheets.forms.asked_again`); the last
two are, too: what stood in each field, by which the sheet sees while the member
types which fields were filled in or changed, and which requests are done with that.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.columns.conditions import quoted as in_formula
from ovpsheets.forms.asked_again import POINT, list_mark
from ovpsheets.results.annotated.added_styles import AddedStyles
from ovpsheets.results.annotated.xml_edits import MAIN, escaped, quoted
from ovpsheets.writing.measure import row_height, wrapped_lines

_WIDTHS: Final = (3.0, 6.0, 84.0, 26.0, 16.0, 3.0, 3.0)
_LETTERS: Final = "ABCDEFG"
_DONE_COLUMN, _BEFORE_COLUMN, _REQUEST_COLUMN = 5, 6, 7
_HIDDEN_COLUMNS: Final = (1, _BEFORE_COLUMN, _REQUEST_COLUMN)
_IS_DONE, _IS_OPEN = "1", "0"  # of a request with all of its fields
_DONE, _CHANGED, _OPEN = "●", "◐", "○"

Place = tuple[str, str]
"""Sheet and cell."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to complete: the sentence, and where: sheets and cells, () where nowhere."""

    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Where the check of a field's row stands, and what it says while it asks for that field."""

    place: Place
    asking: tuple[str, ...]

    @property
    def formula(self) -> str:
        """Whether it asks for the field. A check whose formula is gone says nothing any more."""
        cell = _location(self.place)
        says = ",".join(f"{cell}={in_formula(text)}" for text in self.asking)
        return f"IF(IFERROR(_xlfn.ISFORMULA({cell}),FALSE),OR({says}),FALSE)"


def _nothing_more(_number: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How the sheet says which fields were completed since it was made.

    ``heading``: of the column that shows it; ``counted``: what stands before the count; ``of``:
    between the count and the total; ``rest``: how many more → what is said of them, of which the
    sheet cannot see whether they are done. ``signs``: what the signs mean. ``before``: what
    stood in each field, None for nothing; of a place that is not there nothing is said.
    ``checks``: of which fields the form's own check tells whether they are as they should be.
    ``remarks``: of which answers something beside them made them doubtful, with where that stands
    and how long it is. ``may_be_empty``: where what was typed may be taken back.
    """

    heading: str = ""
    counted: str = ""
    of: str = ""
    rest: Callable[[int], str] = _nothing_more
    signs: str = ""
    checks: Mapping[Place, Check] = field(default_factory=dict)
    before: Mapping[Place, str | float | None] = field(default_factory=dict)
    remarks: Mapping[Place, tuple[tuple[Place, int], ...]] = field(default_factory=dict)
    may_be_empty: frozenset[Place] = frozenset()

    def sees(self, request: Request) -> int:
        """Return of how many of its fields the sheet sees whether they are done."""
        return sum(place in self.before for place in request.places)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sheet says, in the member's language; ``name`` is the sheet's.

    ``decided``: what the coordinator recorded in the place of answers, below the heading
    ``decided_title``; their cells have a note, and no frame, for nothing is asked there.
    """

    name: str
    title: str
    intro: str
    headings: tuple[str, str, str]
    requests: tuple[Request, ...]
    note: str  # what stands above each note
    decided_title: str = ""
    decided: tuple[Request, ...] = ()
    progress: Progress = field(default_factory=Progress)

    def watched(self) -> tuple[Request, ...]:
        """Return the requests of which is shown whether they are done."""
        return tuple(request for request in self.requests if self.progress.sees(request))

    def notes(self) -> dict[Place, str]:
        """Return sheet and cell → what its note says."""
        found: dict[Place, list[str]] = {}
        for number, request in enumerate(self.requests, start=1):
            for place in request.places:
                found.setdefault(place, [self.note]).append(f"{number}. {request.text}")
        for request in self.decided:
            for place in request.places:
                found.setdefault(place, []).append(request.text)
        return {place: "\n".join(texts) for place, texts in found.items()}

    def framed(self) -> frozenset[Place]:
        """Return sheet and cell of all that is to be completed."""
        return frozenset(place for request in self.requests for place in request.places)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the sheet; ``formula``: whose result now ``text`` is, of all it ``can_say``."""

    column: int
    text: str | float
    style: str
    formula: str = ""
    can_say: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    height: float
    link: Place | None = None


def sheet_xml(listing: Listing, styles: AddedStyles) -> str:
    """Return the sheet as a worksheet part (ECMA-376 part 1, 18.3.1)."""
    rows = list(_rows(listing))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"'
        f"{_HIDDEN if n in _HIDDEN_COLUMNS else ''}/>"
        for n, width in enumerate(_WIDTHS, start=1)
    )
    body = "".join(_row(number, row, styles) for number, row in enumerate(rows, start=1))
    links = "".join(
        f'<hyperlink ref="D{number}" location={quoted(_location(row.link))}/>'
        for number, row in enumerate(rows, start=1)
        if row.link
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><tabColor rgb="FF8C1D0E"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{_HEAD}" topLeftCell="A{_HEAD + 1}" activePane="bottomLeft"'
        f' state="frozen"/><selection pane="bottomLeft" activeCell="C{_HEAD + 1}"'
        f' sqref="C{_HEAD + 1}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{body}</sheetData>"
        + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


_HIDDEN: Final = ' hidden="1"'
_ROW: Final = re.compile(r"\{row(?:\+(\d+))?\}")
_HEAD: Final = 4  # rows up to the headings


def _rows(listing: Listing) -> Iterator[_Row]:
    number, what, where = listing.headings
    yield _Row((_Cell(2, listing.title, "title"),), 28.0)
    signs = listing.progress.signs if listing.watched() else ""
    intro = "\n".join(filter(None, (listing.intro, signs)))
    yield _Row((_Cell(3, intro, "text"),), row_height(wrapped_lines(intro, _WIDTHS[2])))
    asked = [
        row
        for number_, request in enumerate(listing.requests, start=1)
        for row in _of_request(str(number_), request, listing.progress)
    ]
    yield _counted(listing, len(asked))
    yield _head_of_table(number, what, where, listing.progress.heading)
    yield from asked
    if listing.decided:
        yield _Row((), 8.0)
        yield _head_of_table("", listing.decided_title, where, "")
        for request in listing.decided:
            yield from _of_request("", request, Progress())


def _head_of_table(*texts: str) -> _Row:
    cells = tuple(_Cell(n, text, "heading") for n, text in enumerate(texts, start=2))
    lines = (wrapped_lines(str(own.text), _WIDTHS[own.column - 1], bold=True) for own in cells)
    return _Row(cells, row_height(max(lines), least=22.0))


def _counted(listing: Listing, rows: int) -> _Row:
    """Count the requests that are done, as the member types; they are as many as are numbered."""
    total, progress = len(listing.watched()), listing.progress
    if not total:
        return _Row((), 8.0)
    more = len(listing.requests) - total
    behind = f" {progress.of} {total}{progress.rest(more) if more else ''}"
    said = [f"{progress.counted} {n}{behind}" for n in range(total + 1)]
    letter = _LETTERS[_REQUEST_COLUMN - 1]
    marks = f'COUNTIF({letter}{_HEAD + 1}:{letter}{_HEAD + rows},"{_IS_DONE}")'
    formula = f'"{progress.counted} "&{marks}&{in_formula(behind)}'
    return _Row((_Cell(3, said[0], "count", formula, tuple(said)),), 24.0)


def _of_request(number: str, request: Request, progress: Progress) -> Iterator[_Row]:
    lines = wrapped_lines(request.text, _WIDTHS[2])
    for place in request.places[:1] or (None,):
        cells = (_Cell(2, number, "number"), _Cell(3, request.text, "row"))
        whole = _whole(request, progress)
        yield _Row((*cells, *_place(place, progress), *whole), row_height(lines), place)
    for place in request.places[1:]:
        cells = (_Cell(2, "", "row"), _Cell(3, "", "row"))
        yield _Row((*cells, *_place(place, progress)), 18.0, place)


def _whole(request: Request, progress: Progress) -> Iterator[_Cell]:
    """Yield whether all fields of a request are done, where the sheet sees it."""
    if fields := progress.sees(request):
        letter = _LETTERS[_DONE_COLUMN - 1]
        marks = f'COUNTIF({letter}{{row}}:{letter}{{row+{len(request.places) - 1}}},"{_DONE}")'
        formula = f'IF({marks}={fields},"{_IS_DONE}","{_IS_OPEN}")'
        yield _Cell(_REQUEST_COLUMN, _IS_OPEN, "mark", formula, (_IS_OPEN, _IS_DONE))


def _place(place: Place | None, progress: Progress) -> Iterator[_Cell]:
    """Yield where something is asked, whether it was filled in or changed, what stood there."""
    yield _Cell(4, _shown(place), "link" if place else "row")
    if place not in progress.before or place is None:
        yield _Cell(_DONE_COLUMN, "", "number")
        return
    now = _location(place)
    check = progress.checks.get(place)
    done = f'IF({check.formula},"{_CHANGED}","{_DONE}")' if check else f'"{_DONE}"'
    if place not in progress.may_be_empty:
        done = f'IF(LEN(TRIM({now}))=0,"{_OPEN}",{done})'
    formula = f'IF({_as_it_stood(place, progress)},"{_OPEN}",{done})'
    yield _Cell(_DONE_COLUMN, _OPEN, "number", formula, (_OPEN, _CHANGED, _DONE))
    stood = progress.before[place]
    yield _Cell(_BEFORE_COLUMN, "" if stood is None else stood, "mark")


def _as_it_stood(place: Place, progress: Progress) -> str:
    """Say as a formula that neither a cell was changed nor what makes its answer doubtful."""
    before = f"{_LETTERS[_BEFORE_COLUMN - 1]}{{row}}"
    same = f'EXACT({_location(place)}&"",{before}&"")'
    remarks = [f"LEN({_location(at)})={n}" for at, n in progress.remarks.get(place, ())]
    return f"AND({','.join((same, *remarks))})" if remarks else same


def _row(number: int, row: _Row, styles: AddedStyles) -> str:
    said = [text for cell in row.cells for text in (cell.can_say or (f"{cell.text}",)) if text]
    # A program that does not calculate leaves a formula alone, without its result.
    said += [f"={_formula(cell, number)}" for cell in row.cells if cell.formula]
    cells = [_cell(1, number, list_mark(said), styles.listed("mark"))] if said else []
    cells += [
        _calculated(cell, number, styles.listed(cell.style))
        if cell.formula
        else _cell(cell.column, number, cell.text, styles.listed(cell.style))
        for cell in row.cells
    ]
    return f'<row r="{number}" ht="{row.height:.1f}">{"".join(cells)}</row>'


def _cell(column: int, row: int, value: str | float, style: int) -> str:
    at = f"{_LETTERS[column - 1]}{row}"
    if isinstance(value, float | int):
        return f'<c r="{at}" s="{style}"><v>{value:.15g}</v></c>'
    if not value:
        return f'<c r="{at}" s="{style}"/>'
    said = f'<is><t xml:space="preserve">{escaped(value)}</t></is>'
    return f'<c r="{at}" s="{style}" t="inlineStr">{said}</c>'


def _calculated(cell: _Cell, row: int, style: int) -> str:
    """Return a cell with a formula and its result now (ECMA-376 part 1, 18.3.1.40)."""
    formula = escaped(_formula(cell, row))
    at = f"{_LETTERS[cell.column - 1]}{row}"
    return f'<c r="{at}" s="{style}" t="str"><f>{formula}</f><v>{escaped(str(cell.text))}</v></c>'


def _formula(cell: _Cell, row: int) -> str:
    return _ROW.sub(lambda found: str(row + int(found[1] or 0)), cell.formula)


def _shown(place: Place | None) -> str:
    return POINT.join(place) if place else ""


def _location(place: Place) -> str:
    sheet, cell = place
    return "'{}'!{}".format(sheet.replace("'", "''"), cell or "A1")
