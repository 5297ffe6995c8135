"""Texts: shared strings, and the escapes that spreadsheets write into XML.

ECMA-376 part 1, 18.4 (shared strings) and 22.9.2.19 (ST_Xstring).
"""

import re
from collections.abc import Iterable
from typing import Final

from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.plain_sheet import MOST, plain, plain_strings
from ovpsheets.intake.reading.ooxml.xml import Attributes, LocalNames, feed, is_true, new_parser
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.reading.struck import RichText

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Decode ``_x000D_`` and the like as Excel does; half of a surrogate pair becomes U+FFFD.

    *text* is that of one element: what stands in two runs of a text is no escape. Such as was
    typed by hand is written ``_x005F_x000D_``, an escaped low line, and comes back as typed.
    """
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


RUN_PARTS: Final = frozenset({"r", "rPr", "strike", "dstrike"})
"""The elements that tell of a run of a text whether it is struck out."""


class Runs:
    """Whether the run that is being read is struck out (18.4.4, 18.4.10; 17.3.2.37 in Word)."""

    def __init__(self) -> None:
        self.is_struck: bool | None = None  # None: as the cell says

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of one of the ``RUN_PARTS``."""
        if name == "r":
            self.is_struck = None
        elif name == "rPr":
            self.is_struck = self.is_struck or False
        else:
            said = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "val"), "1")
            self.is_struck = self.is_struck or is_true(said)


class _Reader:
    """The handlers of the parser: four calls for each string."""

    def __init__(self, most: int) -> None:
        self.found: list[str] = []
        self._most = most
        self._text: list[tuple[str, bool | None]] = []
        self._runs = Runs()
        self._phonetic = 0
        self._pieces: list[str] = []
        self._names = LocalNames()
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, attributes: Attributes) -> None:
        name = self._names[name]
        if name in RUN_PARTS:
            self._runs.start(name, attributes)
        elif name == "t":
            self._pieces.clear()
        elif name == "rPh":
            self._phonetic += 1

    def _end(self, name: str) -> None:
        name = self._names[name]
        if name == "t":
            if not self._phonetic:
                self._text.append((unescaped("".join(self._pieces)), self._runs.is_struck))
        elif name == "si":
            self.found.append(RichText.of(self._text))
            self._text.clear()
            self._runs.is_struck = None
            if len(self.found) > self._most:
                raise RefusedError("too_large", "shared strings")
        elif name == "rPh":
            self._phonetic -= 1


def shared_strings(package: Package, key: str) -> list[str]:
    """Return the texts that cells refer to by number; phonetic readings are left out.

    The counts that the part claims for itself are not looked at.
    """
    chunks: Iterable[bytes] = package.chunks(key)
    if package.parts[key].file_size <= MOST:
        chunks = list(chunks)
        part = plain(b"".join(chunks), b"sst")
        if part is not None and (found := plain_strings(part.inside)) is not None:
            feed(new_parser(), (part.before, part.after), package.limits, key)
            return [unescaped(text) for text in found]
    reader = _Reader(package.limits.cells)
    feed(reader.parser, chunks, package.limits, key)
    return reader.found
