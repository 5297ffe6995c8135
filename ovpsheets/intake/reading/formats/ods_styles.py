"""The styles of an OpenDocument spreadsheet, as far as they say what a cell or a sheet is."""

from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.reading.formats.odf_xml import Attributes
from ovpsheets.intake.reading.header_words import header_words

_FORMATS: Final = {
    "number:percentage-style": "0%",
    "number:date-style": "yyyy-mm-dd",
    "number:time-style": "hh:mm:ss",
}
"""What a data style (part 3, 16.29) is, as the number format of a cell."""

_FIELDS: Final = {
    "text:page-number": "&P", "text:page-count": "&N", "text:sheet-name": "&A",
    "text:date": "&D", "text:time": "&T", "text:title": "&F", "text:file-name": "&F",
}  # fmt: skip
_HEADERS: Final = ("style:header", "style:footer")
_SECTIONS: Final = {
    "style:region-left": "&L", "style:region-center": "&C", "style:region-right": "&R",
}  # fmt: skip


@dataclass(slots=True)
class Styles:
    """Styles by name, gathered from styles.xml and content.xml. Takes their elements."""

    formats: dict[str, str] = field(default_factory=dict)  # data style → number format
    data_styles: dict[str, str] = field(default_factory=dict)  # cell style → data style
    parents: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)  # styles of sheets that are not shown
    pages: dict[str, str] = field(default_factory=dict)  # sheet style → page style
    headers: dict[str, list[str]] = field(default_factory=dict)  # page style → what it says
    _style: str = ""
    _page: str = ""
    _coded: list[str] | None = None  # a header in Excel's codes, while within one
    _in_field: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        own = attributes.get("style:name", "")
        if name in _FORMATS:
            self.formats[own] = _FORMATS[name]
        elif name == "style:style":
            self._take(own, attributes)
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self._style)
        elif name == "style:master-page":
            self._page = own
        elif name in _HEADERS and attributes.get("style:display") != "false":
            self._coded = []
        elif self._coded is not None:
            self._coded.append(_SECTIONS.get(name, _FIELDS.get(name, "")))
            self._in_field = self._in_field or (name if name in _FIELDS else "")

    def end(self, name: str) -> None:
        """Take its end."""
        if name == self._in_field:
            self._in_field = ""
        elif name == "text:p" and self._coded is not None:
            self._coded.append(" ")
        elif name in _HEADERS and self._coded is not None:
            if words := header_words("".join(self._coded)):
                self.headers.setdefault(self._page, []).append(words)
            self._coded = None

    def text(self, text: str) -> None:
        """Take text; what a program last showed for a page number is none of a person's."""
        if self._coded is not None and not self._in_field:
            self._coded.append(text.replace("&", "&&"))

    def number_format(self, style: str) -> str:
        """Return the number format of a cell style, as far as it matters; "General" else."""
        for _ in range(20):  # styles that inherit from each other in a ring
            if not style:
                break
            if data_style := self.data_styles.get(style, ""):
                return self.formats.get(data_style, "General")
            style = self.parents.get(style, "")
        return "General"

    def headers_of(self, sheet_style: str) -> list[str]:
        """Return what the header and the footer of a sheet with this style say."""
        return self.headers.get(self.pages.get(sheet_style, ""), [])

    def _take(self, own: str, attributes: Attributes) -> None:
        self._style = own
        self.data_styles[own] = attributes.get("style:data-style-name", "")
        self.parents[own] = attributes.get("style:parent-style-name", "")
        if page := attributes.get("style:master-page-name", ""):
            self.pages[own] = page
