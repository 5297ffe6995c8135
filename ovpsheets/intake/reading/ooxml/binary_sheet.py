"""The cells of one sheet of a binary workbook (.xlsb), record by record: [MS-XLSB] 2.1.7.62.

python-calamine passes over the short forms of the cell records, which some
programs write for most cells; what was typed into them would be lost in silence.
The text of formulas is not read, only what they came to.
"""

import struct
from collections.abc import Mapping
from typing import Final

from ovpsheets.intake.reading.cells import column_letters
from ovpsheets.intake.reading.ooxml.binary import records, rich, wide
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.worksheet_content import Filling, SheetContent

_ROW: Final = 0
_COLUMNS: Final = 60
_RICH_CELL: Final = 62
_MERGED: Final = 176
_HEADERS: Final = 479
_LINK: Final = 494

_DY_ZERO: Final = 0x10
_LAST_ROW: Final = 1_048_575
_LAST_COLUMN: Final = 16_383

# Record → how its value is written; of a formula the value comes first.
_CELLS: Final[Mapping[int, str]] = {
    2: "rk", 3: "error", 4: "bool", 5: "real", 6: "text", 7: "shared",
    8: "text", 9: "real", 10: "bool", 11: "error", _RICH_CELL: "rich",
}  # fmt: skip
# The same without a column: they stand right of the cell before.
_SHORT: Final[Mapping[int, str]] = {
    12: "blank", 13: "rk", 14: "error", 15: "bool", 16: "real", 17: "text", 18: "shared",
}  # fmt: skip
_BLANK: Final = 1

_ERRORS: Final[Mapping[int, str]] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


def read_binary_worksheet(package: Package, key: str, filling: Filling) -> SheetContent:
    """Return what the worksheet part *key* holds; raises RefusedError, struct.error."""
    reader = _Reader(filling)
    for kind, body in records(package, key):
        reader.take(kind, body)
    return filling.content


class _Reader:
    """Where in the sheet the records have come to."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._content = filling.content
        self._row = self._column = -1
        self._is_hidden = False

    def take(self, kind: int, body: bytes) -> None:
        """Take one record; most are those of cells."""
        if kind in _SHORT:
            self._cell(self._column + 1, _SHORT[kind], body, 0)
        elif kind in _CELLS or kind == _BLANK:
            self._cell(struct.unpack_from("<I", body)[0], _CELLS.get(kind, "blank"), body, 4)
        elif kind == _ROW:
            self._start_row(body)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<2I", body)
            if body[16] & 1 or not any(body[8:12]):
                self._content.hidden_columns.append((first + 1, last + 1))
        elif kind == _MERGED:
            self._content.merged.append(_area(body))
        elif kind == _LINK:
            relation, at = wide(body, 16)
            location, _ = wide(body, at)
            self._content.links.append({"ref": _area(body), "r:id": relation, "location": location})
        elif kind == _HEADERS:
            self._take_headers(body)

    def _start_row(self, body: bytes) -> None:
        (self._row,) = struct.unpack_from("<I", body)
        if self._row > _LAST_ROW:
            self._filling.refuse("damaged", f"a row {self._row + 1}")
        self._is_hidden = bool(body[11] & _DY_ZERO)
        self._column = -1

    def _cell(self, column: int, how: str, body: bytes, at: int) -> None:
        if column > _LAST_COLUMN or self._row < 0:
            self._filling.refuse("damaged", f"a cell in column {column + 1}")
        self._column = column
        if how == "blank":
            return
        style = int.from_bytes(body[at : at + 3], "little")
        kind, text = _value(how, body, at + 4)
        row = self._row + 1
        self._filling.add(row, column + 1, str(style), kind, text, None)
        if self._is_hidden and (row, column + 1) in self._content.cells:
            self._content.hidden_rows.add(row)

    def _take_headers(self, body: bytes) -> None:
        at = 2
        while at + 4 <= len(body):
            text, at = wide(body, at)
            self._content.headers.append(text)


def _value(how: str, body: bytes, at: int) -> tuple[str, str]:
    """The kind and the text of a cell as the XML of a sheet would have them."""
    if how == "text":
        return "inlineStr", wide(body, at)[0]
    if how == "rich":
        return "inlineStr", rich(body, at)
    if how == "shared":
        return "s", str(struct.unpack_from("<I", body, at)[0])
    if how == "real":
        return "n", repr(struct.unpack_from("<d", body, at)[0])
    if how == "rk":
        return "n", repr(_rk(struct.unpack_from("<i", body, at)[0]))
    if how == "bool":
        return "b", str(body[at] & 1)
    return "e", _ERRORS.get(body[at], "#ERROR")


def _rk(number: int) -> float:
    """A number in 30 bits: whole, or the upper half of a double; perhaps a hundredfold.

    RkNumber, [MS-XLSB] 2.5.123.
    """
    value: float
    if number & 2:
        value = float(number >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Ii", 0, number & ~3))
    return value / 100 if number & 1 else value


def _area(body: bytes) -> str:
    first, last, left, right = struct.unpack_from("<4I", body)
    if max(first, last) > _LAST_ROW or max(left, right) > _LAST_COLUMN:
        return ""
    return f"{column_letters(left + 1)}{first + 1}:{column_letters(right + 1)}{last + 1}"
