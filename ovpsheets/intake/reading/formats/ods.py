"""Spreadsheets of OpenDocument (.ods), as LibreOffice and Gnumeric save them.

Our own reader, over guarded XML: no library gives notes, formulas and what is
hidden. Source: OpenDocument 1.3, part 2 (packages) and part 3 (schema).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ovpsheets.intake.reading.cells import Contents, Observation, RemarkKind, Sheet, Thing
from ovpsheets.intake.reading.formats.odf_xml import Attributes, parse, parse_to_damage
from ovpsheets.intake.reading.formats.ods_formula import excel_area, excel_formula
from ovpsheets.intake.reading.formats.ods_meta import Manifest, Meta
from ovpsheets.intake.reading.formats.ods_places import Controls, PagePlace
from ovpsheets.intake.reading.formats.ods_sheet import SheetSoFar
from ovpsheets.intake.reading.formats.ods_styles import OdsStyles
from ovpsheets.intake.reading.formats.ods_text import Paragraphs
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.opened import RefusedError

_MANIFEST: Final = "meta-inf/manifest.xml"
_STYLES: Final = "styles.xml"
_META: Final = "meta.xml"
_THINGS: Final[Mapping[str, Literal["picture", "object"]]] = {
    "draw:image": "picture", "draw:object": "object", "draw:object-ole": "object",
}  # fmt: skip
_DESCRIBED: Final = ("svg:title", "svg:desc")
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
_ASIDE: Final = ("table:tracked-changes", "table:dde-links")  # they hold tables that are no sheets
_MACROS: Final = ("script-lb.xml", "script-lc.xml")  # mere lists; macros lie beside them


def read_ods(data: bytes, limits: Limits) -> Contents:
    """Return everything in an OpenDocument spreadsheet; raises RefusedError."""
    package = Package.open(data, limits)
    manifest, meta, styles = Manifest(), Meta(), OdsStyles()
    damaged = {
        key: parse_to_damage(package, key, handler, limits) for key, handler in (
            (_MANIFEST, manifest), (_STYLES, styles), (_META, meta),
        )
    }  # fmt: skip
    if manifest.encrypted or "encrypted-package" in package:
        raise RefusedError("protected")
    content = _Content(styles, limits, package)
    parse(package, "content.xml", content, limits)
    if not content.sheets:
        raise RefusedError("damaged", "no sheets")
    return Contents(
        tuple(content.sheets),
        names=content.names,
        properties=meta.properties,
        program=meta.program,
        observed=(*_damage(damaged), *_observed(package, content)),
    )


@dataclass(slots=True)
class _Content:
    """Takes the elements of content.xml."""

    styles: OdsStyles
    limits: Limits
    package: Package
    sheets: list[Sheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    has_links: bool = False  # to other files
    has_dde: bool = False
    left: int = 0  # of the cells that a file may have
    _sheet: SheetSoFar | None = None
    _within: int = 0  # tables within the sheet's own
    _aside: str = ""  # the element that is passed over
    _cell: Attributes | None = None
    _text: Paragraphs = field(default_factory=Paragraphs)
    _beside: list[tuple[str, Paragraphs]] = field(default_factory=list)  # a note or a shape
    _is_described: bool = False  # within the description of a shape, which is not seen
    _page_place: PagePlace | None = None  # of the shape, where it does not hang on a cell
    _controls: Controls = field(default_factory=Controls)

    def __post_init__(self) -> None:
        self.left = self.limits.cells

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        if self._aside or name in _ASIDE:
            self._aside = self._aside or name
            self.has_dde = self.has_dde or name == "table:dde-link"
        elif name == "table:table":
            self._begin_table(attributes)
        elif name in ("table:named-range", "table:named-expression"):
            self._take_name(attributes)
        elif self._sheet is None:
            self.styles.start(name, attributes)
        elif self._beside or self._is_beside(name):
            self._start_beside(name, attributes)
        elif self._within == 0 and self._start_grid(self._sheet, name, attributes):
            pass
        elif self._cell is not None:
            self._text.start(name, attributes)
        else:
            self._controls.take(name, attributes)

    def end(self, name: str) -> None:
        """Take its end."""
        if self._aside:
            self._aside = "" if name == self._aside else self._aside
        elif self._sheet is None:
            self.styles.end(name)
        elif self._beside:
            self._end_beside(self._sheet, name)
        elif name == "table:table":
            self._end_table(self._sheet)
        elif self._within:
            return
        elif name == "text:span":
            self._text.end(name)
        elif name in _CELLS and self._cell is not None:
            self._sheet.take_cell(self._cell, self._text)
            self._cell = None
        elif name == "table:table-row":
            self._sheet.end_row()

    def text(self, text: str) -> None:
        """Take text."""
        if self._is_described:
            return
        if self._beside:
            self._beside[-1][1].text(text)
        elif self._cell is not None and not self._aside:
            self._text.text(text)

    def _begin_table(self, attributes: Attributes) -> None:
        if self._sheet is not None:
            self._within += 1
            return
        if len(self.sheets) >= self.limits.sheets:
            raise RefusedError("too_large", f"more than {self.limits.sheets} sheets")
        name, style = attributes.get("table:name", ""), attributes.get("table:style-name", "")
        self._sheet = SheetSoFar(name, style, self.styles, self._spend)

    def _end_table(self, sheet: SheetSoFar) -> None:
        if self._within:
            self._within -= 1
            return
        self.has_links = self.has_links or sheet.is_external
        if not sheet.is_external:
            self.sheets.append(sheet.sheet())
        self._sheet = None

    def _start_grid(self, sheet: SheetSoFar, name: str, attributes: Attributes) -> bool:
        """Take what makes up the grid; tells whether it was that."""
        if name in _CELLS:
            self._cell, self._text = attributes, Paragraphs(struck=self.styles.is_struck)
        elif name == "table:table-row":
            sheet.begin_row(attributes)
        elif name == "table:table-column":
            sheet.take_column(attributes)
        elif name == "table:table-source":
            sheet.is_external = True
        else:
            return False
        return True

    def _is_beside(self, name: str) -> bool:
        return name == "office:annotation" or name.startswith("draw:")

    def _start_beside(self, name: str, attributes: Attributes) -> None:
        """Within a note or a shape everything belongs to it, until its own end."""
        if not self._beside or name == self._beside[0][0]:
            known = self._beside[0][1] if self._beside else Paragraphs()
            if not self._beside:
                self._page_place = PagePlace.of(attributes)
            self._beside.append((name, known))
        self._is_described = self._is_described or name in _DESCRIBED
        self._beside[-1][1].start(name, attributes)
        if name in _THINGS and self._sheet is not None:
            href = attributes.get("xlink:href", "").removeprefix("./")
            thing = Thing("", _THINGS[name], href.rpartition("/")[2], self._digest(name, href))
            self._sheet.thing(thing, self._place(self._sheet))
        elif self._sheet is not None and (said := self._controls.box(attributes)):
            self._sheet.remark("checkbox", said, self._place(self._sheet))

    def _digest(self, name: str, href: str) -> str:
        return self.package.picture(href.lower()) if _THINGS[name] == "picture" else ""

    def _end_beside(self, sheet: SheetSoFar, name: str) -> None:
        self._is_described = self._is_described and name not in _DESCRIBED
        if name != self._beside[-1][0]:
            return
        _, said = self._beside.pop()
        if not self._beside:
            kind: RemarkKind = "note" if name == "office:annotation" else "textbox"
            sheet.remark(kind, said.said(), self._place(sheet))

    def _place(self, sheet: SheetSoFar) -> str | PagePlace | None:
        """The cell that is being read, else the place on the page that the shape names."""
        return sheet.here if self._cell is not None else self._page_place

    def _take_name(self, attributes: Attributes) -> None:
        area = attributes.get("table:cell-range-address", "")
        refers = excel_area(area) if area else excel_formula(attributes.get("table:expression", ""))
        self.names[attributes.get("table:name", "")] = refers

    def _spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise RefusedError("too_large", f"more than {self.limits.cells} cells")


def _damage(damaged: Mapping[str, bool]) -> Iterator[Observation]:
    """Yield what is said of damaged parts beside the content, part → whether it is damaged."""
    for key, is_damaged in damaged.items():
        if is_damaged:
            what = "styles_damaged" if key == _STYLES else "properties_damaged"
            yield Observation(what, {"part": key})


def _observed(package: Package, content: _Content) -> Iterator[Observation]:
    if any(
        key.startswith(("basic/", "scripts/")) and not key.endswith((*_MACROS, "/"))
        for key in package.parts
    ):
        yield Observation("macros")
    if package.is_signed:
        yield Observation("signed")
    if content.has_links:
        yield Observation("external_links")
    if content.has_dde:
        yield Observation("dde")
