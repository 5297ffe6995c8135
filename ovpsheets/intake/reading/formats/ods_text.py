"""Text of paragraphs in OpenDocument (part 3, 6.1): spaces, tabs and line breaks are elements."""

import re
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.reading.formats.odf_xml import Attributes

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_MOST_SPACES: Final = 32_767


@dataclass(slots=True)
class Paragraphs:
    """Gathers paragraphs; ``link`` is the first address that one of them leads to."""

    link: str = ""
    _lines: list[list[str]] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        if name in ("text:p", "text:h"):
            self._lines.append([])
        elif name == "text:s":
            self._add(" " * min(_count(attributes.get("text:c", "1")), _MOST_SPACES))
        elif name == "text:tab":
            self._add("\t")
        elif name == "text:line-break":
            self._add("\n")
        elif name == "text:a" and not self.link:
            self.link = attributes.get("xlink:href", "")

    def text(self, text: str) -> None:
        """Take text; blanks collapse, and there is none outside paragraphs."""
        self._add(_BLANKS.sub(" ", text))

    def said(self) -> str:
        """Return the text, a line for each paragraph."""
        return "\n".join("".join(line) for line in self._lines)

    def _add(self, text: str) -> None:
        if self._lines:
            self._lines[-1].append(text)


def _count(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1
