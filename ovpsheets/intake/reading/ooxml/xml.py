"""A guarded XML parser: no DOCTYPE, so no entities; bounded depth and tokens.

Expat 2.5.0 reads one huge token in quadratic time, so the length of what it has
not finished is checked between chunks. Names come without their prefixes: Strict
and transitional files, and every prefix, then read alike.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar
from xml.parsers import expat

from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError

T = TypeVar("T")

_BUFFER: Final = 64 * 1024
_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "utf-16be", "utf-16le", "us-ascii"})


class LocalNames(dict[str, str]):
    """Qualified name → name without its prefix; filled as names are met."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < 10_000:  # a file may use any number of names
            self[name] = local
        return local


def refuse_doctype(*_: object) -> None:
    """Honest OOXML never has a DOCTYPE; UTF-16 hides it from a search in the bytes."""
    raise RefusedError("unsafe", "a DOCTYPE")


def refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    """Packages are in UTF-8 or UTF-16 (ECMA-376 part 2, 8.3); Expat stumbles over unknown ones."""
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise RefusedError("damaged", f"encoding {encoding[:40]!r}")


def new_parser() -> expat.XMLParserType:
    """Return a parser that refuses a DOCTYPE and hands out text in few pieces."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _BUFFER
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.XmlDeclHandler = refuse_encoding
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], limits: Limits, part: str) -> None:
    """Parse *chunks* to their end; raises RefusedError where they are no guarded XML."""
    for _ in feeding(parser, chunks, limits, part):
        pass


def feeding(
    parser: expat.XMLParserType, chunks: Iterable[bytes], limits: Limits, part: str
) -> Iterator[None]:
    """Parse *chunks*, pausing after each; raises RefusedError."""
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - max(parser.CurrentByteIndex, 0) > limits.token_size:
                raise RefusedError("unsafe", f"{part}: a token of more than {limits.token_size}")
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise RefusedError("damaged", f"{part}: {error}") from error
    finally:
        release(parser)


def release(parser: expat.XMLParserType) -> None:
    """Let go of what a parser was to call, once it has read all.

    That knows the parser, and so what was read would stay until Python looks for garbage.
    """
    parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


Attributes = dict[str, str]
Event = tuple[str, str, Attributes]
"""START, a name and its attributes; END and a name; TEXT and the text."""

START: Final = "start"
END: Final = "end"
TEXT: Final = "text"
_NONE: Final[Attributes] = {}


def events(chunks: Iterable[bytes], limits: Limits, part: str) -> Iterator[Event]:
    """Yield what is in a small part, in order; raises RefusedError."""
    found: list[Event] = []
    names = LocalNames()
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.xml_depth:
            raise RefusedError("unsafe", f"{part}: more than {limits.xml_depth} levels")
        found.append((START, names[name], attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append((END, names[name], _NONE))

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: found.append((TEXT, text, _NONE))
    try:
        for _ in feeding(parser, chunks, limits, part):
            yield from found
            found.clear()
    except RefusedError:
        yield from found  # what stands before the fault
        raise


def up_to_damage(found: Iterator[T], damaged: Callable[[], None]) -> Iterator[T]:
    """Yield what a part beside the cells holds up to where it is damaged, and say so then."""
    try:
        yield from found
    except RefusedError as error:
        if error.reason != "damaged":
            raise
        damaged()


def relation_id(attributes: Mapping[str, str]) -> str:
    """Return the id of a relationship (``r:id`` under any prefix), "" where there is none."""
    for name, value in attributes.items():
        if name.endswith(":id"):
            return value
    return ""


def is_true(value: str | None) -> bool:
    """Tell whether an attribute is on (xsd:boolean)."""
    return value in ("1", "true", "on")
