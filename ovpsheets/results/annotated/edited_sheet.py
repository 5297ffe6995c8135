"""Edits of a worksheet: the formats of some cells, a hook for notes, no longer selected.

ECMA-376 part 1, 18.3.1. Rows and cells must stay in order, and so must what
stands behind the rows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from ovpsheets.address import position
from ovpsheets.intake.reading.cells import column_letters
from ovpsheets.intake.reading.ooxml.package import PackageRelation
from ovpsheets.intake.reading.ooxml.xml import relation_id
from ovpsheets.results.annotated.xml_edits import (
    RELATIONS,
    Edits,
    Element,
    NotAnnotatableError,
    children,
    elements,
    first,
    needed,
    quoted,
)

Position = tuple[int, int]
"""Row and column, both from 1."""


_BEHIND_NOTES: Final = frozenset({
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
})  # fmt: skip


_ROW_LEVEL: Final = 3
"""worksheet, sheetData, row: what is in the rows is read of those alone that change."""


@dataclass(slots=True)
class SheetEdits:
    """One worksheet part and its edits."""

    edits: Edits
    found: list[Element]

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Read a worksheet; raises NotAnnotatableError."""
        found = elements(data, deepest=_ROW_LEVEL)
        # Strict workbooks have other names for everything that is added here.
        if (
            not found
            or found[0].name != "worksheet"
            or "purl.oclc.org" in str(found[0].attributes.values())
        ):
            raise NotAnnotatableError("no transitional worksheet")
        return cls(Edits(data), found)

    def unselect(self) -> None:
        """Let another sheet be shown first: two selected ones would be typed into at once."""
        for element in self.found:
            if element.name == "sheetView" and "tabSelected" in element.attributes:
                self.edits.set(element, "tabSelected", "0")

    def format(self, places: Iterable[Position], style: Callable[[int], int]) -> None:
        """Give each cell the format that *style* makes of its own; cells are made as needed."""
        sheet_data = needed(self.found, "sheetData")
        rows = self._rows(sheet_data)
        wanted: dict[int, list[int]] = {}
        for row, column in sorted(set(places)):
            wanted.setdefault(row, []).append(column)
        new_rows: dict[int | None, list[str]] = {}
        for row, columns in wanted.items():
            if row in rows:
                self._format_row(row, rows[row], columns, style)
            else:
                behind = min((other for other in rows if other > row), default=None)
                cells = "".join(self._cell(row, column, style(self._column(column)))
                                for column in columns)  # fmt: skip
                p = sheet_data.prefix
                new_rows.setdefault(behind, []).append(f'<{p}row r="{row}">{cells}</{p}row>')
        for behind, texts in new_rows.items():
            if behind is None:
                self.edits.append(sheet_data, "".join(texts))
            else:
                self.edits.insert(rows[behind].start, "".join(texts))

    def hook(self, name: str, relation: str) -> None:
        """Add the element that refers to a drawing of notes, in its place."""
        root = self.found[0]
        said = f"<{root.prefix}{name} xmlns:r={quoted(RELATIONS)} r:id={quoted(relation)}/>"
        # The schema gives the order of what is in a sheet; Excel "repairs" one that has another.
        for element in children(self.found, root):
            if element.name in _BEHIND_NOTES:
                self.edits.insert(element.start, said)
                return
        self.edits.append(root, said)

    def hooked(self, relations: Mapping[str, PackageRelation]) -> str:
        """Return the key of the drawing in which the notes are drawn, "" without one."""
        element = first(self.found, "legacyDrawing")
        relation = relations.get(relation_id(element.attributes)) if element else None
        return relation.target if relation and not relation.external else ""

    def formats(self) -> dict[Position, int]:
        """Return the format of every cell that names one."""
        found: dict[Position, int] = {}
        sheet_data = needed(self.found, "sheetData")
        for element in elements(self.edits.data, (sheet_data.start, sheet_data.end)):
            if element.name == "c" and "s" in element.attributes:
                place = position(element.attributes.get("r", ""))
                if place:
                    found[place] = _number(element.attributes["s"])
        return found

    def _rows(self, sheet_data: Element) -> dict[int, Element]:
        rows = [element for element in children(self.found, sheet_data) if element.name == "row"]
        if any("r" not in row.attributes for row in rows):
            raise NotAnnotatableError("rows without numbers")
        return {_number(row.attributes["r"]): row for row in rows}

    def _format_row(
        self, number: int, row: Element, columns: list[int], style: Callable[[int], int]
    ) -> None:
        found = elements(self.edits.data, (row.start, row.end))
        cells: dict[int, Element] = {}
        for cell in children(found, found[0]):
            place = position(cell.attributes.get("r", ""))
            if place is None:
                raise NotAnnotatableError("cells without addresses")
            cells[place[1]] = cell
        own = _number(row.attributes.get("s", "0"))
        added: dict[int | None, list[str]] = {}
        for column in columns:
            if column in cells:
                cell = cells[column]
                self.edits.set(cell, "s", str(style(_number(cell.attributes.get("s", "0")))))
            else:
                behind = min((other for other in cells if other > column), default=None)
                # A cell that was not there looked as its row does, else as its column does.
                new = self._cell(number, column, style(own or self._column(column)))
                added.setdefault(behind, []).append(new)
        for behind, texts in added.items():
            if behind is None:
                self.edits.append(row, "".join(texts))
            else:
                self.edits.insert(cells[behind].start, "".join(texts))

    def _column(self, column: int) -> int:
        """The format of a whole column."""
        for element in self.found:
            if element.name == "col":
                low = _number(element.attributes.get("min", "0"))
                if low <= column <= _number(element.attributes.get("max", "0")):
                    return _number(element.attributes.get("style", "0"))
        return 0

    def _cell(self, row: int, column: int, style: int) -> str:
        return f'<{self.found[0].prefix}c r="{column_letters(column)}{row}" s="{style}"/>'


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) < 10):
        raise NotAnnotatableError(f"no number: {text[:20]}")
    return int(text)
