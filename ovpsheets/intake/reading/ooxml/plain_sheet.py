"""XML as nearly every program writes it, taken apart by patterns: the fast way.

Expat calls Python several times for each cell, which costs more than all the rest
of reading a form. The patterns here describe cells, rows and shared strings
exactly as programs write them, tag by tag, without a gap. Where anything at all
stands between that they do not describe (another attribute, a comment, a phonetic
reading, damage) they give None, and the guarded parser reads the part from its
beginning. So they decide nothing but speed: a test reads every file both ways.
"""

import re
from typing import Final, NamedTuple

MOST: Final = 8 * 1024 * 1024
"""Bytes of a part that is held in one piece; larger ones are streamed."""

# Possessive (+), so that no text, however made, is gone over twice. One excluded
# character is several times faster to look for than two; ampersands are seen to before.
TEXT: Final = r"([^<]*+)"
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ODD_AMPERSAND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_STRING: Final = re.compile(rf'<si><t(?: xml:space="preserve")?>{TEXT}</t></si>|(.++)', re.DOTALL)

# What no XML may hold, and the carriage return, which a parser changes.
_CONTROLS: Final = bytes([*range(9), *range(11, 32)])
_NO_CHARACTERS: Final = ("\ufffe", "\uffff")


class Plain(NamedTuple):
    """A part without the content of one element, and that content."""

    before: bytes  # with the start tag
    inside: str
    after: bytes


def plain(part: bytes, name: bytes) -> Plain | None:
    """Take the content of the element *name* out of a part; None where it is not so simple.

    The start tag must be outside of comments, CDATA sections and instructions, so
    none may come before it. What the patterns find inside has no room for any.
    """
    start = part.find(b">", part.find(b"<" + name)) + 1
    end = part.rfind(b"</" + name + b">")
    if len(part) > MOST or not 0 < start <= end:
        return None
    before, content, after = part[:start], part[start:end], part[end:]
    if b"<!" in before or before.count(b"<?") > before.startswith(b"<?xml "):
        return None
    if len(content.translate(None, _CONTROLS)) < len(content):
        return None
    try:
        inside = content.decode()
    except UnicodeDecodeError:
        return None
    if inside.count("<") != inside.count(">") or _ODD_AMPERSAND.search(inside):
        return None  # ">" outside of tags: "]]>" would be no XML
    if any(character in inside for character in _NO_CHARACTERS):
        return None
    return Plain(before, inside, after)


def plain_strings(inside: str) -> list[str] | None:
    """Return the shared strings, still escaped as in ``_x000D_``; None where one is not plain."""
    found = _STRING.findall(inside)
    if found and found[-1][1]:
        return None
    return [decoded(text) if "&" in text else text for text, _ in found]


def decoded(text: str) -> str:
    """Return a text without the entities that XML knows; there are no other ampersands in it."""
    first, *rest = text.split("&")
    pieces = (piece.partition(";") for piece in rest)
    return first + "".join([_ENTITIES[name] + behind for name, _, behind in pieces])
