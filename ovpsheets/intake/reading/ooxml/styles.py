"""Which number format a cell has.

ECMA-376 part 1, 18.8.30 (numFmt), which lists the formats every program knows by number.
"""

import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from ovpsheets.intake.reading.cells import CHECK_BOX
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml import binary
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.xml import Attributes, LocalNames, feed, is_true, new_parser
from ovpsheets.number_format import NumberFormat, number_format

MOST_FORMATS: Final = 65_490

_KNOWN: Final[dict[str, str]] = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00",
    "5": '"$"#,##0_);("$"#,##0)', "6": '"$"#,##0_);[Red]("$"#,##0)',
    "7": '"$"#,##0.00_);("$"#,##0.00)', "8": '"$"#,##0.00_);[Red]("$"#,##0.00)',
    "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??",
    "14": "mm-dd-yy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM", "20": "h:mm", "21": "h:mm:ss", "22": "m/d/yy h:mm",
    "37": "#,##0_);(#,##0)", "38": "#,##0_);[Red](#,##0)", "39": "#,##0.00_);(#,##0.00)",
    "40": "#,##0.00_);[Red](#,##0.00)",
    "41": r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    "42": r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    "43": r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    "44": r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    "45": "mm:ss", "46": "[h]:mm:ss", "47": "mmss.0", "48": "##0.0E+0", "49": "@",
}  # fmt: skip

# What these say depends on the language of the program; that they are dates or times does not.
_EASTERN_TIMES: Final = ("32", "33", "55", "56")
_EASTERN_DATES: Final = ("27", "28", "29", "30", "31", "34", "35", "36",
                         "50", "51", "52", "53", "54", "57", "58")  # fmt: skip


class Styles(NamedTuple):
    """The number format of each cell style, by the style's number as it is written."""

    formats: Mapping[str, NumberFormat]
    is_cut: bool  # there were more styles than a workbook may have; the rest read as General
    struck: frozenset[str] = frozenset()  # the styles whose font is struck out


def _known_codes() -> dict[str, str]:
    eastern = dict.fromkeys(_EASTERN_TIMES, "h:mm") | dict.fromkeys(_EASTERN_DATES, "yyyy/m/d")
    return _KNOWN | eastern


class _Reader:
    """The handlers of the parser. Half of a styles part comes after what is wanted of it."""

    def __init__(self) -> None:
        self.codes = _known_codes()
        self.used: list[str] = []
        self.fonts: list[str] = []  # of the styles, by number
        self.struck_fonts: set[str] = set()
        self.boxes: list[str] = []  # the styles of cells that hold a check box, by number
        self._font = -1
        self._inside = self._in_fonts = False
        self._names = LocalNames()
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Attributes) -> None:
        name = self._names[name]
        if name == "xf":
            if self._inside:
                self.used.append(attributes.get("numFmtId", "0"))
                self.fonts.append(attributes.get("fontId", "0"))
        elif name == "xfComplement":  # [MS-XLSX] 2.4.1115: what Excel 365 puts into a cell
            self.boxes.append(str(len(self.used) - 1))
        elif name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "General")
        elif name == "cellXfs":
            self._inside = True
        elif name == "fonts":
            self._in_fonts = True
        elif self._in_fonts:
            if name == "font":
                self._font += 1
            elif name == "strike" and is_true(attributes.get("val", "1")):
                self.struck_fonts.add(str(self._font))

    def _end(self, name: str) -> None:
        if self._names[name] == "fonts":
            self._in_fonts = False
        elif self._names[name] == "cellXfs":
            self.parser.StartElementHandler = self.parser.EndElementHandler = None


def read_styles(package: Package, key: str) -> Styles:
    """Return the number formats of the styles part; raises RefusedError."""
    if key.endswith(".bin"):
        codes = _known_codes()
        return _styles(_binary_styles(package, key, codes), codes)
    if (part := package.small(key)) is not None:
        return _of_small((part,), package.limits, key)
    return _parsed(package.chunks(key), package.limits, key)


def _parsed(chunks: Iterable[bytes], limits: Limits, key: str) -> Styles:
    reader = _Reader()
    feed(reader.parser, chunks, limits, key)
    struck = frozenset(
        str(style) for style, font in enumerate(reader.fonts) if font in reader.struck_fonts
    )
    styles = _styles(reader.used, reader.codes)
    formats = {n: style for n in reader.boxes if (style := styles.formats.get(n))}
    boxes = {n: number_format(f"{CHECK_BOX}{style.code}") for n, style in formats.items()}
    return styles._replace(struck=struck, formats={**styles.formats, **boxes})


_of_small = lru_cache(maxsize=8)(_parsed)
"""The forms of one merge, saved by one program, have the same styles to the letter."""


def _styles(used: list[str], codes: dict[str, str]) -> Styles:
    read = {number: number_format(codes.get(number, "General")) for number in set(used)}
    kept = used[:MOST_FORMATS]
    return Styles({str(i): read[n] for i, n in enumerate(kept)}, len(kept) < len(used))


def _binary_styles(package: Package, key: str, codes: dict[str, str]) -> list[str]:
    """Take BrtFmt and the BrtXF of cells, [MS-XLSB] 2.4.697 and 2.4.876."""
    used: list[str] = []
    inside = False
    for kind, body in binary.records(package, key):
        if kind == binary.FORMAT:
            codes[str(struct.unpack_from("<H", body)[0])] = binary.wide(body, 2)[0]
        elif kind in (binary.BEGIN_CELL_XFS, binary.END_CELL_XFS):
            inside = kind == binary.BEGIN_CELL_XFS
        elif kind == binary.XF and inside:
            used.append(str(struct.unpack_from("<H", body, 2)[0]))
    return used
