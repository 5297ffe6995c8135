"""What is drawn on a sheet of a .xls file: pictures, objects, check boxes, texts in shapes.

xlrd tells none of it. A shape is a record of Office's own drawing ([MS-ODRAW]), which says where it
stands, then one that says what it is (Obj, [MS-XLS] 2.4.181), then its text (TxO, 2.4.329). The
pictures themselves lie together, before the sheets (MsoDrawingGroup, 2.4.171).
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ovpsheets.intake.reading.cells import TICKED, UNTICKED, Remark, Thing, column_letters
from ovpsheets.intake.reading.formats.biff import Record, records_from, shape_text

_DRAWING: Final = 0x00EC
_OBJECT: Final = 0x005D
_TEXT: Final = 0x01B6
_ANCHOR: Final = b"\x10\xf0\x12\x00\x00\x00"  # OfficeArtClientAnchorSheet, 18 bytes
_CHART, _PICTURE, _CHECK_BOX, _RADIO, _NOTE = 0x05, 0x08, 0x0B, 0x0C, 0x19
_EMBEDDED: Final = 0x09  # of a picture: it shows an object (FtPictFmla)
_STATES: Final = (0x12, 0x0A)  # FtCblsData; what LibreOffice writes in its place


_GROUP, _CONTINUE = 0x00EB, 0x003C
_STORE: Final = 0xF001  # OfficeArtBStoreContainer, which counts its pictures
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


def only_picture(stream: bytes) -> str:
    """Return the digest of the picture of a workbook that has but one, a PNG; else "".

    A form has one, the logo; which of several a shape shows is not looked up.
    """
    data, in_group = b"", False
    for kind, body in records_from(stream, 0):
        in_group = kind == _GROUP or (in_group and kind == _CONTINUE)
        data += body if in_group else b""
    at = 8  # behind the head of the container of all drawings
    while at + 8 <= len(data):
        number, kind, length = struct.unpack_from("<HHI", data, at)
        if kind == _STORE:
            first = data.find(_PNG, at)
            end = data.find(_PNG_END, first) + len(_PNG_END) if first >= 0 else -1
            is_only = number >> 4 == 1 and end >= len(_PNG_END)
            return hashlib.sha256(data[first:end]).hexdigest() if is_only else ""
        at += 8 + length
    return ""


def drawn(sheet: str, records: list[Record], picture: str = "") -> Iterator[Remark | Thing]:
    """Yield what is drawn on *sheet*, in its order; the box of a note is said with the note.

    *picture*: the digest of the workbook's only picture, "" for none or several.
    """
    at, shape = "", _Shape("", 0, {})
    for number, (kind, body) in enumerate(records):
        if kind == _DRAWING:
            at = _cell(body) or at
        elif kind == _OBJECT:
            yield from shape.without_text(sheet, picture)
            shape, at = _Shape.of(at, body), ""
        elif kind == _TEXT and shape.kind != _NOTE:
            text = shape_text(body, records[number + 1 :])
            if shape.is_box:
                yield Remark(sheet, shape.cell, "checkbox", f"{shape.tick} {text}".strip())
            elif text:
                yield Remark(sheet, shape.cell, "textbox", text)
            shape = _Shape("", 0, {})
    yield from shape.without_text(sheet, picture)


def _cell(drawing: bytes) -> str:
    """The cell in which a shape begins, "" where the record does not say it."""
    at = drawing.rfind(_ANCHOR)
    if at < 0 or at + 14 > len(drawing):
        return ""
    _, column, _, row = struct.unpack_from("<4H", drawing, at + len(_ANCHOR))
    return f"{column_letters(column + 1)}{row + 1}"


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape: where it begins, what it is (``ot`` of FtCmo), and its parts by their kind."""

    cell: str
    kind: int
    parts: dict[int, bytes]

    @classmethod
    def of(cls, cell: str, body: bytes) -> "_Shape":
        parts: dict[int, bytes] = {}
        at = 0
        while at + 4 <= len(body):
            kind, length = struct.unpack_from("<HH", body, at)
            parts.setdefault(kind, body[at + 4 : at + 4 + length])
            at += 4 + length
        common = parts.get(0x15, b"")
        return cls(cell, struct.unpack_from("<H", common)[0] if len(common) > 1 else 0, parts)

    @property
    def is_box(self) -> bool:
        return self.kind in (_CHECK_BOX, _RADIO)

    @property
    def tick(self) -> str:
        """Its tick; a box that is neither ticked nor not counts as not."""
        said = next((self.parts[kind] for kind in _STATES if kind in self.parts), b"")
        return TICKED if said[:2] == b"\x01\x00" else UNTICKED

    def without_text(self, sheet: str, picture: str) -> Iterator[Remark | Thing]:
        if self.is_box:
            yield Remark(sheet, self.cell, "checkbox", self.tick)
        elif self.kind in (_PICTURE, _CHART):
            is_object = self.kind == _CHART or _EMBEDDED in self.parts
            what: Literal["picture", "object"] = "object" if is_object else "picture"
            yield Thing(self.cell, what, "", picture if what == "picture" else "")
