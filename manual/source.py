"""A source as blocks: what the formats are made of, and what a test types."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ovpsheets.words import Language

FOLDER: Final = Path(__file__).parent
DOCUMENTS: Final = ("coordinator", "members")

_HAND: Final = re.compile(r"<!-- by hand: ([\w ]+) -->")
_PROGRAM: Final = re.compile(r"^(?:py -m )?ovpsheets\b *")

Kind = Literal[
    "heading", "paragraph", "bullets", "numbered", "note", "table", "typed", "picture", "hand"
]


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in one look."""

    text: str
    bold: bool = False
    code: bool = False


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source.

    ``rows``: the lines of what it holds, of a table its cells, the headings first. ``text``: what
    is typed, the file of a picture, or what is done by hand; ``level`` that of a heading.
    """

    kind: Kind
    rows: tuple[tuple[Line, ...], ...] = ()
    text: str = ""
    level: int = 0


def source(document: str, language: Language) -> str:
    """Return a source as it was written."""
    return (FOLDER / f"{document}.{language}.md").read_text(encoding="utf-8")


def as_html(text: str) -> str:
    """Return a source as HTML, its headings with anchors ``s1``, ``s2`` …"""
    own = _parser()
    tokens = own.parse(_HAND.sub("", text))
    number = 0
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h2":
            number += 1
            token.attrSet("id", f"s{number}")
    return str(own.renderer.render(tokens, own.options, {}))


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a source, in their order."""
    tokens = _parser().parse(text)
    place = 0
    while place < len(tokens):
        end = _end(tokens, place)
        yield from _block(tokens[place : end + 1])
        place = end + 1


def commands(text: str) -> list[str]:
    """Return the command lines of a source, without remarks."""
    found = (block.text for block in blocks(text) if block.kind == "typed")
    lines = (line.split("  #")[0].strip() for own in found for line in own.splitlines())
    return [line for line in lines if line]


def words_of(command: str) -> str | None:
    """Return what is handed to ovpsheets, None for another program."""
    return _PROGRAM.sub("", command) if _PROGRAM.match(command) else None


def plain(line: Sequence[Words]) -> str:
    """Return the text of a line."""
    return "".join(words.text for words in line)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _end(tokens: Sequence[Token], place: int) -> int:
    """Return where the block that begins at *place* ends."""
    if tokens[place].nesting != 1:
        return place
    level = tokens[place].level
    return next(
        n for n in range(place + 1, len(tokens))
        if tokens[n].nesting == -1 and tokens[n].level == level
    )  # fmt: skip


def _block(tokens: Sequence[Token]) -> Iterator[Block]:
    first = tokens[0]
    lines = tuple(_line(token) for token in tokens if token.type == "inline")
    match first.type:
        case "heading_open":
            yield Block("heading", (lines,), level=int(first.tag[1]) - 1)
        case "paragraph_open":
            yield from _paragraph(tokens[1], lines)
        case "bullet_list_open":
            yield Block("bullets", (lines,))
        case "ordered_list_open":
            yield Block("numbered", (lines,))
        case "blockquote_open":
            yield Block("note", (lines,))
        case "table_open":
            yield Block("table", tuple(_rows(tokens)))
        case "fence":
            yield Block("typed", text=first.content.rstrip("\n"))
        case "html_block":
            for key in _HAND.findall(first.content):
                yield Block("hand", text=key)


def _paragraph(inline: Token, lines: tuple[Line, ...]) -> Iterator[Block]:
    pictures = [child for child in inline.children or () if child.type == "image"]
    for child in pictures:
        about = (Words(child.content),)
        yield Block("picture", ((about,),), text=str(child.attrGet("src")))
    if not pictures:
        yield Block("paragraph", (lines,))


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[Line, ...]]:
    row: list[Line] = []
    for token in tokens:
        if token.type == "inline":
            row.append(_line(token))
        elif token.type == "tr_close":
            yield tuple(row)
            row = []


def _line(inline: Token) -> Line:
    found, bold = [], False
    for child in inline.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("softbreak", "hardbreak"):
            found.append(Words(" ", bold))
        elif child.content and child.type != "image":
            found.append(Words(child.content, bold, child.type == "code_inline"))
    return tuple(found)
