"""The XML of an OpenDocument package, guarded, with the names everybody knows.

A file may bind its namespaces to any prefix; names come out with the prefixes
of the standard (OpenDocument 1.3 part 3, 1.4): ``table:table-cell``.
"""

from typing import Final, Protocol

from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.xml import feed, new_parser
from ovpsheets.intake.reading.opened import RefusedError

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES: Final = {
    f"{_OASIS}office:1.0": "office", f"{_OASIS}table:1.0": "table", f"{_OASIS}text:1.0": "text",
    f"{_OASIS}style:1.0": "style", f"{_OASIS}datastyle:1.0": "number",
    f"{_OASIS}drawing:1.0": "draw", f"{_OASIS}meta:1.0": "meta",
    f"{_OASIS}manifest:1.0": "manifest", f"{_OASIS}svg-compatible:1.0": "svg",
    f"{_OASIS}form:1.0": "form", "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc", "http://www.w3.org/1999/xlink": "xlink",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}  # fmt: skip
_MOST_NAMES: Final = 10_000  # that are remembered; a file may use any number

Attributes = dict[str, str]


class Handler(Protocol):
    """What takes the elements and the text of one part, in order."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take a piece of text."""


def parse(package: Package, key: str, handler: Handler, limits: Limits) -> None:
    """Hand what is in the part *key* to *handler*; raises RefusedError."""
    if key not in package:
        return
    names = _Names()
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.xml_depth:
            raise RefusedError("unsafe", f"{key}: more than {limits.xml_depth} levels")
        names.declare(attributes)
        handler.start(names[name], {names[own]: value for own, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(names[name])

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    feed(parser, package.chunks(key), limits, key)


def parse_to_damage(package: Package, key: str, handler: Handler, limits: Limits) -> bool:
    """Hand what is in a part beside the content to *handler*, up to where it is damaged.

    Tells whether it was. Raises RefusedError for what is unsafe or too large.
    """
    try:
        parse(package, key, handler, limits)
    except RefusedError as error:
        if error.reason != "damaged":
            raise
        return True
    return False


class _Names(dict[str, str]):
    """Name in the file → name with the standard's prefix; filled as names are met."""

    def __init__(self) -> None:
        super().__init__()
        self._prefixes: dict[str, str] = {}

    def declare(self, attributes: Attributes) -> None:
        for name, value in attributes.items():
            if name.startswith("xmlns"):
                prefix = name[6:]
                known = _PREFIXES.get(value, prefix)
                if self._prefixes.get(prefix) != known:
                    self._prefixes[prefix] = known
                    self.clear()

    def __missing__(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        known = f"{self._prefixes.get(prefix, prefix)}:{local}"
        if len(self) < _MOST_NAMES:
            self[name] = known
        return known
