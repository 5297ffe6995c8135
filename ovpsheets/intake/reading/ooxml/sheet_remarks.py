"""Text beside the cells: notes, threaded comments, text in shapes, charts and form controls.

ECMA-376 part 1, 18.7 (comments) and 20.5 (drawings); threaded comments are
[MS-XLSX] 2.6.205; notes and controls are drawn in VML (ECMA-376 part 4, 19).
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ovpsheets.intake.reading.cells import TICKED, UNTICKED, Remark, column_letters
from ovpsheets.intake.reading.ooxml import binary
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.strings import unescaped
from ovpsheets.intake.reading.ooxml.xml import END, START, TEXT, Attributes, Event, up_to_damage

_PLACEHOLDER_AUTHOR: Final = "tc="
DAMAGED: Final = "damaged"
DAMAGED_NOTES: Final = "damaged notes"


@dataclass(slots=True)
class _Note:
    cell: str
    author: str
    pieces: list[str] = field(default_factory=list)


def notes(package: Package, key: str, sheet: str, threaded: frozenset[str]) -> Iterator[Remark]:
    """Yield the notes of a sheet.

    Beside a threaded comment stands a note that says the same for old programs;
    its author begins with "tc=". It is left out where *threaded* has its cell.
    """
    for note in (_binary_notes if key.endswith(".bin") else _notes)(package, key):
        text = unescaped("".join(note.pieces))
        is_placeholder = note.author.startswith(_PLACEHOLDER_AUTHOR) and note.cell in threaded
        if text and not is_placeholder:
            yield Remark(sheet, note.cell, "note", text)


def _notes(package: Package, key: str) -> Iterator[_Note]:
    authors: list[str] = []
    note: _Note | None = None
    taking: list[str] | None = None
    phonetic = False
    for what, name, attributes in package.events(key):
        if what is TEXT:
            if taking is not None:
                taking.append(name)
        elif what is START and name == "comment":
            index = attributes.get("authorId", "")
            known = index.isdigit() and int(index) < len(authors)
            note = _Note(attributes.get("ref", ""), authors[int(index)] if known else "")
        elif what is END and name == "comment" and note is not None:
            yield note
            note = None
        elif name == "author":
            if taking is not None:
                authors.append("".join(taking))
            taking = [] if what is START else None
        elif name == "rPh":
            phonetic = what is START
        elif name == "t":
            taking = note.pieces if what is START and note is not None and not phonetic else None


def _binary_notes(package: Package, key: str) -> Iterator[_Note]:
    """The notes of a binary workbook ([MS-XLSB] 2.1.7.10)."""
    authors: list[str] = []
    note = _Note("", "")
    for kind, body in binary.records(package, key):
        if kind == binary.AUTHOR:
            authors.append(binary.wide(body, 0)[0])
        elif kind == binary.BEGIN_COMMENT:
            author, row, _, column = struct.unpack_from("<4I", body)
            known = authors[author] if author < len(authors) else ""
            note = _Note(f"{column_letters(column + 1)}{row + 1}", known)
        elif kind == binary.COMMENT_TEXT:
            note.pieces.append(binary.rich(body, 0))
            yield note


def comments(package: Package, key: str, sheet: str) -> Iterator[Remark]:
    """Yield the threaded comments of a sheet, each answer by itself."""
    cell, pieces, inside = "", list[str](), False
    for what, name, attributes in package.events(key):
        if what is TEXT:
            if inside:
                pieces.append(name)
        elif name == "threadedComment":
            if what is START:
                cell = attributes.get("ref", "")
                pieces.clear()
            elif text := "".join(pieces):
                yield Remark(sheet, cell, "comment", text)
        elif name == "text":
            inside = what is START


class Box(NamedTuple):
    """A check box: the cell it lies on, its tick and text, and the cell it writes into, or ""."""

    cell: str
    text: str
    link: str = ""


@dataclass(slots=True)
class Drawn:
    """What a drawing holds: its texts with the cell each stands at, and what kinds of things."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)  # cell and relationship
    objects: list[str] = field(default_factory=list)  # the cells that they begin in
    elements: set[str] = field(default_factory=set)


_ANCHORS: Final = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})


def drawing(package: Package, key: str) -> Drawn:
    """Return the texts of a drawing or a chart: one for each shape."""
    drawn = Drawn()
    lines: list[str] = []
    place = {"col": "", "row": ""}
    cell, taking, fallback = "", "", 0
    for what, name, attributes in _events(package, key, drawn):
        if name == "Fallback":
            fallback += 1 if what is START else -1  # the same shape again, for old programs
        elif fallback:
            continue
        elif what is TEXT:
            if taking == "t":
                lines[-1:] = [(lines[-1] if lines else "") + name]
            elif taking:
                place[taking] = name.strip()
        elif what is START:
            taking = name if name in ("t", "col", "row") else ""
            drawn.elements.add(name)
            if name == "blip" and "pic" in drawn.elements:
                drawn.pictures.append((cell, _embedded(attributes)))
            elif name == "p":
                lines.append("")
            elif name == "br" and lines:
                lines[-1] += "\n"
            elif name in _ANCHORS:
                cell = ""
        else:
            taking = ""
            if name == "from":
                cell = _address(place)
            elif name in ("txBody", "rich"):
                _end_text(drawn, cell, lines)
    _end_text(drawn, "", lines)
    return drawn


def _end_text(drawn: Drawn, cell: str, lines: list[str]) -> None:
    text = "\n".join(lines).strip("\n")
    lines.clear()
    if text.strip():
        drawn.texts.append((cell, text))


def _address(place: dict[str, str]) -> str:
    """The cell that a shape begins in; a drawing counts from 0."""
    if not (place["row"].isdigit() and place["col"].isdigit()):
        return ""
    return f"{column_letters(int(place['col'][:6]) + 1)}{int(place['row'][:8]) + 1}"


def _embedded(attributes: Attributes) -> str:
    """The relationship of a picture; one that lies elsewhere is linked instead."""
    ends = (":embed", ":link")
    return next((value for name, value in attributes.items() if name.endswith(ends)), "")


@dataclass(slots=True)
class _Shape:
    pieces: list[str] = field(default_factory=list)
    kind: str = ""
    row: str = ""
    column: str = ""
    anchor: str = ""  # column, its offset, row, its offset, and the same where it ends
    checked: str = ""
    link: str = ""

    @property
    def cell(self) -> str:
        """The cell that it stands at; "" where that is not said."""
        column, _, row, *_ = [*(part.strip() for part in self.anchor.split(",")), "", "", ""]
        return _address({"row": self.row or row, "col": self.column or column})


def vml_drawing(package: Package, key: str) -> Drawn:
    """Return the texts of VML shapes; those of notes are left out, for they are read as notes.

    Programs write VML that is no XML (Excel an open <br>): what stands before the
    fault is kept, and ``elements`` holds DAMAGED.
    """
    drawn = Drawn()
    _take_shapes(drawn, package, key)
    return drawn


def _events(package: Package, key: str, drawn: Drawn) -> Iterator[Event]:
    found = package.events(key)
    return up_to_damage(found, lambda: drawn.elements.add(DAMAGED))


def _take_shapes(drawn: Drawn, package: Package, key: str) -> None:
    shape: _Shape | None = None
    inside, taking = 0, ""
    for what, name, attributes in _events(package, key, drawn):
        if what is TEXT:
            if shape is not None and inside:
                shape.pieces.append(name)
            elif shape is not None and taking:
                setattr(shape, taking, name.strip())
        elif what is START:
            drawn.elements.add(name)
            taking = _CLIENT_DATA.get(name, "")
            if name in ("shape", "rect"):
                shape = _Shape()
            elif name == "ClientData" and shape is not None:
                shape.kind = attributes.get("ObjectType", "")
            elif name == "textbox":
                inside += 1
        else:
            taking = ""
            if name == "textbox":
                inside -= 1
            elif name in ("shape", "rect") and shape is not None:
                _end_shape(drawn, shape)
                shape = None


_CLIENT_DATA: Final = {
    "Row": "row", "Column": "column", "Anchor": "anchor", "Checked": "checked",
    "FmlaLink": "link",
}  # fmt: skip
_CHECK_BOXES: Final = ("Checkbox", "Radio")


def _end_shape(drawn: Drawn, shape: _Shape) -> None:
    text = "".join(shape.pieces).strip()
    if shape.kind:
        drawn.elements.add(f"ClientData {shape.kind}")
    if shape.kind in _CHECK_BOXES:
        tick = TICKED if shape.checked not in ("", "0") else UNTICKED
        drawn.boxes.append(Box(shape.cell, f"{tick} {text}".strip(), shape.link))
    elif shape.kind == "Pict":
        drawn.objects.append(shape.cell)
    elif text and shape.kind != "Note":
        drawn.texts.append((_address({"row": shape.row, "col": shape.column}), text))


def headers(texts: Iterable[str], sheet: str) -> Iterator[Remark]:
    """Yield the headers and footers, with their codes; each text once."""
    for text in dict.fromkeys(texts):
        if text:
            yield Remark(sheet, "", "header", text)


def boxes(drawn: Drawn, sheet: str) -> Iterator[Remark]:
    """Yield the texts of a drawing."""
    for cell, text in drawn.texts:
        yield Remark(sheet, cell, "textbox", text)
    for box in drawn.boxes:
        yield Remark(sheet, box.cell, "checkbox", box.text, _linked(box.link, sheet))


def _linked(link: str, sheet: str) -> str:
    """Return the cell of *sheet* that a link names: „$H$10“, „'2 Индикатори'!$H$10“; else ""."""
    named, _, cell = link.rpartition("!")
    is_own = named.strip("'").replace("''", "'") in ("", sheet)
    return cell.replace("$", "") if is_own else ""
