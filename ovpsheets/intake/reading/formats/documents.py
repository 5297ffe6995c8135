"""What somebody typed in a document instead of the form: .docx (WordprocessingML) and .txt.

A letter, or the form's tables copied into one. Each table becomes a sheet, so that a table
of the form is found in it as anywhere else; the rest is a sheet of its own, one paragraph
in each row. ECMA-376 part 1, 17.3 (paragraphs and runs) and 17.4 (tables).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.reading.cells import (
    Area,
    Cell,
    Contents,
    Observation,
    Remark,
    RemarkKind,
    Sheet,
)
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.package import Package, PackageRelation
from ovpsheets.intake.reading.ooxml.strings import RUN_PARTS, Runs
from ovpsheets.intake.reading.ooxml.workbook_part import Workbook, program, properties
from ovpsheets.intake.reading.ooxml.xml import (
    START,
    TEXT,
    Attributes,
    Event,
    relation_id,
    up_to_damage,
)
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.reading.struck import RichText, struck_spans
from ovpsheets.letters import letters

Piece = tuple[str, bool | None]
"""A piece of a text, and whether it is struck out; None as nothing says."""

DOCUMENT: Final = "Word"
"""The sheet of what stands outside of tables; the first table is ``Word 1``."""

PLAIN: Final = "TXT"
"""The sheet of a plain text."""

_USUAL_PLACE: Final = "word/document.xml"
_NOTES: Final = ("footnotes", "endnotes")
_BESIDE: Final[Mapping[str, RemarkKind]] = {
    "header": "header", "footer": "header", "comments": "comment",
}  # fmt: skip
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Properties, among them tabulators that are no signs, and what stands there a second time.
_SKIPPED: Final = frozenset({"pPr", "sectPr", "tblPr", "Fallback", "moveFrom"})
_MOST_COLUMNS: Final = 63  # of a table, Word's own limit


@dataclass(slots=True)
class _Grid:
    """A table, or the paragraphs of the document as a table of one column."""

    name: str
    texts: dict[tuple[int, int], list[list[Piece]]] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    span: int = 1
    below: int = 0  # the paragraph of the document after which it stands
    continues: bool | None = None  # the cell above; None: nothing is merged downwards
    areas: dict[int, Area] = field(default_factory=dict)  # the last of each column
    merged: list[Area] = field(default_factory=list)

    def end_cell(self) -> None:
        """Keep how far the cell reaches that ends: 17.4.17 (to the right), 17.4.84 (down)."""
        first, last = self.column, self.column + self.span - 1
        above = self.areas.get(first)
        if self.continues and above and above[2:] == (self.row - 1, last):
            self.areas[first] = (*above[:2], self.row, last)
        else:
            self._keep(self.areas.pop(first, None))
            self.areas[first] = (self.row, first, self.row, last)
        self.column = last

    def _keep(self, area: Area | None) -> None:
        if area is not None and area[:2] != area[2:]:
            self.merged.append(area)

    def sheet(self, remarks: tuple[Remark, ...] = ()) -> Sheet:
        cells = [
            Cell(
                self.name,
                *place,
                "text",
                str.__str__(text),
                str.__str__(text),
                link=self.links.get(place, ""),
                struck=struck_spans(text, by_style=False),
            )
            for place, said in self.texts.items()
            for text in [_joined(said)]
        ]
        for area in self.areas.values():
            self._keep(area)
        merged = tuple(sorted(self.merged))
        return Sheet.of(self.name, cells, remarks=remarks, merged=merged, below=self.below)


class _Flow:
    """Takes what a part says, paragraph by paragraph, and in which cell it stands."""

    def __init__(self, limits: Limits) -> None:
        self.document = _Grid(DOCUMENT)
        self.tables: list[_Grid] = []
        self._most = limits.cells
        self._relations: Mapping[str, PackageRelation] = {}
        self._open = [self.document]
        self._typing: list[list[Piece]] = []  # a text box lies in a paragraph
        self._link = ""
        self._count = 0

    def take(self, found: Iterable[Event], relations: Mapping[str, PackageRelation]) -> None:
        """Take a part; raises RefusedError where it is more than is read."""
        self._relations = relations
        skipped, is_text, runs = 0, False, Runs()
        for what, name, attributes in found:
            if what is TEXT:
                if is_text and self._typing:
                    self._typing[-1].append((name, runs.is_struck))
            elif name in RUN_PARTS and not skipped:
                if what is START:
                    runs.start(name, attributes)
            elif skipped or name in _SKIPPED:
                skipped += 1 if what is START else -1
            elif name == "t":
                is_text = what is START
            elif what is START:
                self._start(name, attributes)
            else:
                self._end(name)

    def _start(self, name: str, attributes: Attributes) -> None:
        grid = self._open[-1]
        if name == "p":
            self._typing.append([])
        elif name in _SIGNS:
            if self._typing:
                self._typing[-1].append((_SIGNS[name], None))
        elif name == "hyperlink":
            if relation := self._relations.get(relation_id(attributes)):
                self._link = relation.target
        elif name == "tbl":
            name = f"{DOCUMENT} {len(self.tables) + 1}"
            self.tables.append(_Grid(name, below=self.document.row))
            self._open.append(self.tables[-1])
        elif grid is self.document:
            return
        elif name == "tr":
            grid.row, grid.column = grid.row + 1, 0
        elif name == "tc":
            grid.column, grid.span, grid.continues = grid.column + 1, 1, None
        elif name == "vMerge":
            grid.continues = _said(attributes) != "restart"
        elif name == "gridSpan":
            grid.span = max(_columns(attributes), 1)
        elif name == "gridBefore":
            grid.column += _columns(attributes)

    def _end(self, name: str) -> None:
        if name == "p" and self._typing:
            self._paragraph(_stripped(self._typing.pop()))
        elif name == "tbl" and len(self._open) > 1:
            self._open.pop()
        elif name == "tc":
            self._open[-1].end_cell()

    def _paragraph(self, text: list[Piece]) -> None:
        link, self._link = self._link, ""
        if not text:
            return
        self._count += 1
        if self._count > self._most:
            raise RefusedError("too_large", f"more than {self._most} paragraphs")
        grid = self._open[-1]
        if grid is self.document:
            grid.row, grid.column = grid.row + 1, 1
        place = max(grid.row, 1), max(grid.column, 1)
        grid.texts.setdefault(place, []).append(text)
        if link:
            grid.links.setdefault(place, link)


def _joined(paragraphs: Iterable[list[Piece]]) -> str:
    pieces: list[Piece] = []
    for number, paragraph in enumerate(paragraphs):
        pieces += ([("\n", None)] if number else []) + paragraph
    return RichText.of(pieces)


def _stripped(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a paragraph without blanks around it; empty where there is nothing else."""
    kept = list(pieces)
    while kept and not kept[0][0].strip():
        del kept[0]
    while kept and not kept[-1][0].strip():
        del kept[-1]
    if kept:
        kept[0] = (kept[0][0].lstrip(), kept[0][1])
        kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return kept


def _said(attributes: Attributes) -> str:
    return next((value for key, value in attributes.items() if key.endswith(":val")), "")


def _columns(attributes: Attributes) -> int:
    said = _said(attributes)
    return min(int(said), _MOST_COLUMNS) if said.isascii() and said.isdigit() else 0


def _signed(package: Package) -> tuple[Observation, ...]:
    return (Observation("signed"),) if package.is_signed else ()


def read_docx(data: bytes, limits: Limits) -> Contents:
    """Return what a document says, every cell of it text; raises RefusedError.

    What was deleted while changes were tracked is not read: nobody sees it any more. What
    was moved is read where it stands now (17.13.5).
    """
    package = Package.open(data, limits)
    key = package.main(_USUAL_PLACE)
    if not key:
        raise RefusedError("damaged", "no document part")
    known = Workbook(key, relations=package.relations(key))
    if key in package.damaged:
        raise RefusedError("damaged", f"relations of {key}")
    flow = _Flow(limits)
    flow.take(package.events(key), known.relations)
    for part in _parts(package, known, _NOTES):
        flow.take(_up_to_damage(package, known, part), package.relations(part))
    remarks = tuple(_beside(package, known, limits))
    sheets = [flow.document.sheet(remarks), *(table.sheet() for table in flow.tables)]
    if not any(sheet.cells or sheet.remarks for sheet in sheets):
        raise RefusedError("picture" if _parts(package, known, ("image",)) else "empty")
    return Contents(
        tuple(sheets),
        properties=properties(package, known),
        program=program(package, known, {}),
        observed=(*known.observed, Observation("document"), *_signed(package)),
    )


def _parts(package: Package, known: Workbook, kinds: Iterable[str]) -> list[str]:
    return [
        relation.target for relation in known.relations.values()
        if relation.kind in kinds and not relation.external and relation.target in package
    ]  # fmt: skip


def _up_to_damage(package: Package, known: Workbook, part: str) -> Iterator[Event]:
    def damaged() -> None:
        known.observed.append(Observation("notes_damaged", {"sheet": DOCUMENT}))

    return up_to_damage(package.events(part), damaged)


def _beside(package: Package, known: Workbook, limits: Limits) -> Iterator[Remark]:
    """Yield what stands in headers, footers and comments; a letterhead is often a table."""
    for kind, named in _BESIDE.items():
        for part in dict.fromkeys(_parts(package, known, (kind,))):
            flow = _Flow(limits)
            flow.take(_up_to_damage(package, known, part), {})
            for grid in (flow.document, *flow.tables):
                for said in grid.texts.values():
                    yield Remark(DOCUMENT, "", named, str.__str__(_joined(said)))


def read_text(data: bytes, limits: Limits) -> Contents:
    """Return a plain text, each of its lines a row; raises RefusedError."""
    if len(data) > limits.file_size:
        raise RefusedError("too_large", f"{len(data)} bytes")
    lines = enumerate(letters(data).splitlines(), 1)
    cells = [Cell(PLAIN, n, 1, "text", line, line) for n, line in lines if line.strip()]
    if not cells:
        raise RefusedError("empty")
    if len(cells) > limits.cells:
        raise RefusedError("too_large", f"more than {limits.cells} lines")
    return Contents((Sheet.of(PLAIN, cells),), observed=(Observation("document"),))
