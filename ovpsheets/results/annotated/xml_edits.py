"""Edits of an XML part by position, so that every byte outside them stays as it was.

What is inserted is ASCII only (other letters as character references), so it
fits any encoding that a part may declare.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from ovpsheets.intake.reading.ooxml.xml import new_parser, release
from ovpsheets.intake.reading.opened import RefusedError

RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TAG_END: Final = re.compile(rb"""[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>""")


class NotAnnotatableError(Exception):
    """The file's structure is not one that can be annotated without re-saving it."""


@dataclass(slots=True)
class Element:
    """One element and where it stands: ``start`` ≤ ``inner`` ≤ ``close`` ≤ ``end``.

    ``inner`` is behind the start tag, ``close`` before the end tag; of an empty
    element all but ``start`` are its end. ``name`` is without, ``tag`` with its prefix.
    """

    name: str
    tag: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    parent: "Element | None"
    close: int = -1
    end: int = -1

    @property
    def is_empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.inner == self.end

    @property
    def prefix(self) -> str:
        """The prefix of its namespace with the colon, or ""."""
        return self.tag[: len(self.tag) - len(self.name)]


def elements(
    data: bytes, within: tuple[int, int] | None = None, *, deepest: int = sys.maxsize
) -> list[Element]:
    """Return the elements of a part, in order; raises NotAnnotatableError.

    *within*: of the element between two positions only, itself the first. *deepest*: the
    level down to which they are kept, 1 for the outermost alone.
    """
    # expat tells positions in UTF-8, which in UTF-16 are those of no byte in the part.
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotAnnotatableError("a part in UTF-16")
    first, last = within or (0, len(data))
    found: list[Element] = []
    stack: list[Element] = []
    parser = new_parser()
    level = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal level
        level += 1
        if level > deepest:
            return
        at = first + parser.CurrentByteIndex
        parent = stack[-1] if stack else None
        stack.append(Element(_bare(tag), tag, attributes, at, _tag_end(data, at), parent))
        found.append(stack[-1])

    def end(_: str) -> None:
        nonlocal level
        level -= 1
        if level >= deepest:
            return
        element = stack.pop()
        # expat reports both ends of an empty element at its beginning: the tag itself tells.
        if data[element.inner - 2 : element.inner] == b"/>":
            element.close = element.end = element.inner
        else:
            element.close = first + parser.CurrentByteIndex
            element.end = data.index(b">", element.close) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data[first:last], True)
    except (expat.ExpatError, RefusedError) as error:
        raise NotAnnotatableError(str(error)) from error
    finally:
        release(parser)
    return found


def _tag_end(data: bytes, at: int) -> int:
    ends = _TAG_END.match(data, at)
    return ends.end() if ends else at


def _bare(tag: str) -> str:
    return tag.rpartition(":")[2]


@dataclass(slots=True)
class Edits:
    """Edits of one part, applied together; none may overlap another."""

    data: bytes
    _edits: list[tuple[int, int, bytes]] = field(default_factory=list)

    def insert(self, at: int, text: str) -> None:
        """Insert XML; what is inserted at one place stays in order."""
        self._edits.append((at, at, as_bytes(text)))

    def replace(self, start: int, end: int, text: str) -> None:
        """Put XML in the place of what stands between two positions."""
        self._edits.append((start, end, as_bytes(text)))

    def set(self, element: Element, name: str, value: str) -> None:
        """Set an attribute of an element."""
        tag = self.data[element.start : element.inner]
        said = f"{name}={quoteattr(value)}"
        if found := _attribute(name).search(tag):
            start, end = found.span("whole")
            self.replace(element.start + start, element.start + end, said)
        else:
            at = element.start + 1 + len(element.tag.encode("utf-8"))
            self.insert(at, f" {said}")

    def append(self, element: Element, text: str) -> None:
        """Insert XML as the last child of an element, which may be written as one tag."""
        if element.is_empty:
            self.replace(element.end - 2, element.end, f">{text}</{element.tag}>")
        else:
            self.insert(element.close, text)

    def done(self) -> bytes:
        """Return the edited part."""
        pieces, at = [], 0
        # By their places alone: sorting is stable, so insertions at one place keep their order.
        for start, end, text in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [self.data[at:start], text]
            at = end
        return b"".join((*pieces, self.data[at:]))


def with_attributes(tag: bytes, values: Mapping[str, str]) -> str:
    """Return a start tag (or an empty element) with attributes set."""
    text = tag.decode("utf-8")
    for name, value in values.items():
        said = f" {name}={quoteattr(value)}"
        found = re.search(rf"\s{name}\s*=\s*(\"[^\"]*\"|'[^']*')", text)
        if found:
            text = text[: found.start()] + said + text[found.end() :]
        else:
            name_end = re.match(r"<[^\s/>]+", text)
            at = name_end.end() if name_end else 1
            text = text[:at] + said + text[at:]
    return text


def _attribute(name: str) -> re.Pattern[bytes]:
    quoted = rb"(?:\"[^\"]*\"|'[^']*')"
    return re.compile(rb"\s(?P<whole>" + name.encode() + rb"\s*=\s*" + quoted + rb")")


def as_bytes(text: str) -> bytes:
    """Return XML as ASCII, other letters as character references."""
    return text.encode("ascii", "xmlcharrefreplace")


def escaped(text: str) -> str:
    """Return *text* as XML content of a cell or note (ECMA-376 part 1, 22.9.2.19)."""
    return escape(_ESCAPE.sub("_x005F_", _NOT_XML.sub("", text)))


def quoted(text: str) -> str:
    """Return *text* as an attribute's value with its quotes."""
    return quoteattr(_NOT_XML.sub("", text))


def children(found: Iterable[Element], parent: Element) -> list[Element]:
    """Return the direct children of an element."""
    return [element for element in found if element.parent is parent]


def first(found: Iterable[Element], name: str) -> Element | None:
    """Return the first element of that name."""
    return next((element for element in found if element.name == name), None)


def needed(found: Iterable[Element], name: str) -> Element:
    """Return the first element of that name; raises NotAnnotatableError."""
    element = first(found, name)
    if element is None:
        raise NotAnnotatableError(f"no {name}")
    return element
