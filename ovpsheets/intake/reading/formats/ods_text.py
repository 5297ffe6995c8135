"""Text of paragraphs in OpenDocument (part 3, 6.1): spaces, tabs and line breaks are elements."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.reading.formats.odf_xml import Attributes
from ovpsheets.intake.reading.struck import RichText

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_MOST_SPACES: Final = 32_767


@dataclass(slots=True)
class Paragraphs:
    """Gathers paragraphs; ``link`` is the first address that one of them leads to."""

    link: str = ""
    struck: Callable[[str], bool | None] = lambda _: None  # a style → whether it strikes out
    _lines: list[list[tuple[str, bool | None]]] = field(default_factory=list)
    _spans: list[bool | None] = field(default_factory=list)

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
        elif name == "text:span":
            own = self.struck(attributes.get("text:style-name", ""))
            inherited = self._spans[-1] if self._spans else None
            self._spans.append(inherited if own is None else own)
        elif name == "text:a" and not self.link:
            self.link = attributes.get("xlink:href", "")

    def end(self, name: str) -> None:
        """Take its end."""
        if name == "text:span" and self._spans:
            self._spans.pop()

    def text(self, text: str) -> None:
        """Take text; blanks collapse, and there is none outside paragraphs."""
        self._add(_BLANKS.sub(" ", text))

    @property
    def was_said(self) -> bool:
        """Whether there was a paragraph, be it an empty one."""
        return bool(self._lines)

    def said(self) -> str:
        """Return the text, a line for each paragraph."""
        pieces: list[tuple[str, bool | None]] = []
        for number, line in enumerate(self._lines):
            pieces += ([("\n", None)] if number else []) + line
        return RichText.of(pieces)

    def _add(self, text: str) -> None:
        if self._lines:
            self._lines[-1].append((text, self._spans[-1] if self._spans else None))


def _count(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1
