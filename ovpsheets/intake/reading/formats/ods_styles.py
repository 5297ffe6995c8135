"""The styles of an OpenDocument spreadsheet, as far as they say what a cell or a sheet is."""

import re
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.reading.formats.odf_xml import Attributes
from ovpsheets.intake.reading.formats.ods_places import points
from ovpsheets.intake.reading.header_words import header_words

_FORMATS: Final = {
    "number:number-style": "General", "number:currency-style": "0", "number:percentage-style": "0%",
    "number:date-style": "yyyy-mm-dd", "number:time-style": "hh:mm:ss",
}  # fmt: skip
"""Data style (part 3, 16.29) → the number format of a cell, where the style does not say more."""

_PARTS: Final = {
    "number:scientific-number": "0.0E+00", "number:fraction": "# ?/?",
    "number:day": "d", "number:day-of-week": "ddd", "number:month": "m", "number:year": "yyyy",
    "number:era": "", "number:quarter": "", "number:week-of-year": "",
    "number:hours": "h", "number:minutes": "mm", "number:seconds": "ss", "number:am-pm": "AM/PM",
}  # fmt: skip
_OF_TIME: Final = ("number:hours", "number:minutes", "number:seconds")
_MOST_DECIMALS: Final = 30
_HELD: Final = re.compile(r"value\(\)\s*((?:[<>=]|<=|>=|!=)\s*-?[0-9.]+)")
_WORDS: Final = ("number:text", "number:currency-symbol")

_LINES: Final = ("style:text-line-through-style", "style:text-line-through-type")
_FIELDS: Final = {
    "text:page-number": "&P", "text:page-count": "&N", "text:sheet-name": "&A",
    "text:date": "&D", "text:time": "&T", "text:title": "&F", "text:file-name": "&F",
}  # fmt: skip
_HEADERS: Final = ("style:header", "style:footer")
_SECTIONS: Final = {
    "style:region-left": "&L", "style:region-center": "&C", "style:region-right": "&R",
}  # fmt: skip


@dataclass(slots=True)
class OdsStyles:
    """Styles by name, gathered from styles.xml and content.xml. Takes their elements."""

    formats: dict[str, str] = field(default_factory=dict)  # data style → number format
    data_styles: dict[str, str] = field(default_factory=dict)  # cell style → data style
    parents: dict[str, str] = field(default_factory=dict)
    struck: dict[str, bool] = field(default_factory=dict)  # style → whether its text is struck out
    hidden: set[str] = field(default_factory=set)  # styles of sheets that are not shown
    widths: dict[str, float] = field(default_factory=dict)  # column style → points
    heights: dict[str, float] = field(default_factory=dict)  # row style → points
    pages: dict[str, str] = field(default_factory=dict)  # sheet style → page style
    headers: dict[str, list[str]] = field(default_factory=dict)  # page style → what it says
    _style: str = ""
    _page: str = ""
    _coded: list[str] | None = None  # a header in Excel's codes, while within one
    _in_field: str = ""
    _data_style: str = ""  # while within one
    _data_kind: str = ""
    _sections: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _is_elapsed: bool = False  # its first part counts on beyond a day, or an hour: [h]:mm
    _words: list[str] | None = None  # what a data style puts beside the number, while within it

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        own = attributes.get("style:name", "")
        if name in _FORMATS:
            self._data_style, self._data_kind = own, name
            self._is_elapsed = attributes.get("number:truncate-on-overflow") == "false"
            self.formats[own] = ""
        elif self._data_style:
            self._take_part(name, attributes)
        elif name == "style:style":
            self._take(own, attributes)
        elif name == "style:text-properties":
            lines = [attributes[line] for line in _LINES if line in attributes]
            if lines:
                self.struck[self._style] = lines != ["none"] * len(lines)
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self._style)
        elif name == "style:table-column-properties":
            self.widths[self._style] = points(attributes.get("style:column-width", ""))
        elif name == "style:table-row-properties":
            self.heights[self._style] = points(attributes.get("style:row-height", ""))
        elif name == "style:master-page":
            self._page = own
        elif name in _HEADERS and attributes.get("style:display") != "false":
            self._coded = []
        elif self._coded is not None:
            self._coded.append(_SECTIONS.get(name, _FIELDS.get(name, "")))
            self._in_field = self._in_field or (name if name in _FIELDS else "")

    def end(self, name: str) -> None:
        """Take its end."""
        if self._data_style:
            self._end_part(name)
        elif name == self._in_field:
            self._in_field = ""
        elif name == "text:p" and self._coded is not None:
            self._coded.append(" ")
        elif name in _HEADERS and self._coded is not None:
            if words := header_words("".join(self._coded)):
                self.headers.setdefault(self._page, []).append(words)
            self._coded = None

    def text(self, text: str) -> None:
        """Take text; what a program last showed for a page number is none of a person's."""
        if self._words is not None:
            self._words.append(text)
        elif self._coded is not None and not self._in_field:
            self._coded.append(text.replace("&", "&&"))

    def is_struck(self, style: str) -> bool | None:
        """Tell whether a style strikes text out; None where it says nothing of it."""
        for _ in range(20):
            if style in self.struck or not style:
                break
            style = self.parents.get(style, "")
        return self.struck.get(style)

    def number_format(self, style: str) -> str:
        """Return the number format of a cell style, as far as it matters; "General" else."""
        for _ in range(20):  # styles that inherit from each other in a ring
            if not style:
                break
            if data_style := self.data_styles.get(style, ""):
                return self._with_sections(data_style)
            style = self.parents.get(style, "")
        return "General"

    def _with_sections(self, data_style: str) -> str:
        """The format with those that stand in its place under a condition (style:map)."""
        parts = [
            f"[{condition}]{self.formats.get(other, 'General')}"
            for condition, other in self._sections.get(data_style, ())
        ]
        return ";".join([*parts, self.formats.get(data_style, "General")])

    def headers_of(self, sheet_style: str) -> list[str]:
        """Return what the header and the footer of a sheet with this style say."""
        return self.headers.get(self.pages.get(sheet_style, ""), [])

    def _take_part(self, name: str, attributes: Attributes) -> None:
        self.formats[self._data_style] += self._part(name, attributes)
        if name == "style:map" and (held := _HELD.fullmatch(attributes.get("style:condition", ""))):
            other = attributes.get("style:apply-style-name", "")
            self._sections.setdefault(self._data_style, []).append((held[1], other))
        elif name in _WORDS:
            self._words = []

    def _part(self, name: str, attributes: Attributes) -> str:
        if name == "number:number":
            return _number(attributes)
        if self._is_elapsed and name in _OF_TIME:
            self._is_elapsed = False
            return f"[{_PARTS[name]}]"
        return _PARTS.get(name, "")

    def _end_part(self, name: str) -> None:
        if name in _FORMATS:
            self.formats[self._data_style] = self.formats[self._data_style] or _FORMATS[name]
            self._data_style = ""
        elif name in _WORDS:
            words, self._words = "".join(self._words or ()).replace('"', ""), None
            if name == "number:currency-symbol":
                code = f"[${words}]"
            elif self._data_kind == "number:percentage-style" and words.strip() == "%":
                code = "%"
            else:
                code = f'"{words}"'
            self.formats[self._data_style] += code

    def _take(self, own: str, attributes: Attributes) -> None:
        self._style = own
        self.data_styles[own] = attributes.get("style:data-style-name", "")
        self.parents[own] = attributes.get("style:parent-style-name", "")
        if page := attributes.get("style:master-page-name", ""):
            self.pages[own] = page


def _number(attributes: Attributes) -> str:
    """Return the code of a number (part 3, 16.29.3): its decimals, and by what it is divided."""
    places = attributes.get("number:decimal-places", "")
    behind = {"1000": ",", "1000000": ",,", "1000000000": ",,,"}.get(
        attributes.get("number:display-factor", "").removesuffix(".0"), ""
    )
    if not places.isdecimal() or int(places) > _MOST_DECIMALS:
        return f"0{behind}" if behind else "General"  # as many as there are
    return f"0.{'0' * int(places)}".removesuffix(".") + behind
