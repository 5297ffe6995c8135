"""What is to be completed, and the sheet that lists it: our own, first in the workbook.

Texts are written in the cells themselves (inline strings), so the shared
strings of the file stay as they are. Column A is hidden and holds the digests
by which the sheet is known again (:mod:`ovpsheets.forms.asked_again`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ovpsheets.forms.asked_again import POINT, list_mark
from ovpsheets.results.corrections.added_styles import AddedStyles
from ovpsheets.results.corrections.xml_edits import MAIN, escaped, quoted
from ovpsheets.writing.measure import row_height, wrapped_lines

_WIDTHS: Final = (3.0, 6.0, 84.0, 26.0)
_LETTERS: Final = "ABCD"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to complete: the sentence, and where: sheets and cells, () where nowhere."""

    text: str
    places: tuple[tuple[str, str], ...] = ()


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

    def notes(self) -> dict[tuple[str, str], str]:
        """Return sheet and cell → what its note says."""
        found: dict[tuple[str, str], list[str]] = {}
        for number, request in enumerate(self.requests, start=1):
            for place in request.places:
                found.setdefault(place, [self.note]).append(f"{number}. {request.text}")
        for request in self.decided:
            for place in request.places:
                found.setdefault(place, []).append(request.text)
        return {place: "\n".join(texts) for place, texts in found.items()}

    def framed(self) -> frozenset[tuple[str, str]]:
        """Return sheet and cell of all that is to be completed."""
        return frozenset(place for request in self.requests for place in request.places)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[int, str, str], ...]  # column, text, style
    height: float
    link: tuple[str, str] | None = None


def sheet_xml(listing: Listing, styles: AddedStyles) -> str:
    """Return the sheet as a worksheet part (ECMA-376 part 1, 18.3.1)."""
    rows = list(_rows(listing))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"{_HIDDEN if n == 1 else ""}/>'
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
_HEAD: Final = 4  # rows up to the headings


def _rows(listing: Listing) -> Iterator[_Row]:
    number, what, where = listing.headings
    yield _Row(((2, listing.title, "title"),), 28.0)
    lines = wrapped_lines(listing.intro, sum(_WIDTHS[2:]))
    yield _Row(((3, listing.intro, "text"),), row_height(lines))
    yield _Row((), 8.0)
    yield _Row(((2, number, "heading"), (3, what, "heading"), (4, where, "heading")), 22.0)
    for n, request in enumerate(listing.requests, start=1):
        yield from _of_request(str(n), request)
    if listing.decided:
        yield _Row((), 8.0)
        cells = ((2, "", "heading"), (3, listing.decided_title, "heading"), (4, where, "heading"))
        yield _Row(cells, 22.0)
        for request in listing.decided:
            yield from _of_request("", request)


def _of_request(number: str, request: Request) -> Iterator[_Row]:
    first, *others = request.places or (None,)
    said, lines = request.text, wrapped_lines(request.text, _WIDTHS[2])
    link = (4, _shown(first), "link" if first else "row")
    yield _Row(((2, number, "number"), (3, said, "row"), link), row_height(lines), first)
    for place in others:
        cells = ((2, "", "row"), (3, "", "row"), (4, _shown(place), "link"))
        yield _Row(cells, 18.0, place)


def _row(number: int, row: _Row, styles: AddedStyles) -> str:
    said = [text for _, text, _ in row.cells if text]
    cells = [_cell("A", number, list_mark(said), styles.listed("text"))] if said else []
    cells += [
        _cell(_LETTERS[column - 1], number, text, styles.listed(style))
        for column, text, style in row.cells
    ]
    return f'<row r="{number}" ht="{row.height:.1f}">{"".join(cells)}</row>'


def _cell(letter: str, row: int, text: str, style: int) -> str:
    if not text:
        return f'<c r="{letter}{row}" s="{style}"/>'
    said = f'<is><t xml:space="preserve">{escaped(text)}</t></is>'
    return f'<c r="{letter}{row}" s="{style}" t="inlineStr">{said}</c>'


def _shown(place: tuple[str, str] | None) -> str:
    return POINT.join(place) if place else ""


def _location(place: tuple[str, str]) -> str:
    sheet, cell = place
    return "'{}'!{}".format(sheet.replace("'", "''"), cell or "A1")
