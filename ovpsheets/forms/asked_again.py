"""How what we add to a returned file is known again when that file comes back once more.

The list of what is to be completed, and the notes on its cells, are made from
findings that the next merge no longer knows. So each text carries a digest of
itself: what still agrees with its digest is ours, anything else a member wrote.
"""

import hashlib
import re
from typing import Final

from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

AUTHOR: Final = "ОВП"
"""The author of the notes."""

POINT: Final = " · "
"""Between the sheet and the cell of a line of the list."""

DIGITS: Final = 8
_SIGNATURE: Final = re.compile(rf"\[ovp:(?P<digest>[0-9a-f]{{{DIGITS}}})\]\s*$")
_SIGNED_WITHIN: Final = re.compile(rf"\[ovp:(?P<digest>[0-9a-f]{{{DIGITS}}})\]")
_GAP: Final = re.compile(r"\s+")
_MARK: Final = re.compile(rf"ovp-list:(?P<digests>(?:[0-9a-f]{{{DIGITS}}} ?)*)")


def digest(text: str) -> str:
    """Return a short digest of *text*; each program breaks lines and sets blanks its own way."""
    return hashlib.sha256("".join(text.split()).encode("utf-8")).hexdigest()[:DIGITS]


def signed(text: str) -> str:
    """Return the text of a note with its digest below."""
    return f"{text}\n[ovp:{digest(text)}]"


def is_signed(text: str) -> bool:
    """Tell whether a note is ours, unchanged; an author's name may stand before it."""
    found = _SIGNATURE.search(text)
    if found is None:
        return False
    said = text[: found.start()]
    bare = said.strip().removeprefix(f"{AUTHOR}:")
    return digest(bare) == found["digest"]


def typed_into(text: str) -> str:
    """Return what was typed into a note of ours, before it, behind it or at its end.

    All of *text* where it is no note of ours, or was changed otherwise; "" where it is unchanged.
    """
    found = _SIGNED_WITHIN.search(text)
    if found is None:
        return text
    said, behind = text[: found.start()], text[found.end() :].strip()
    words = [0, *(gap.end() for gap in _GAP.finditer(said)), len(said)]
    for at in reversed(words):  # all of it is ours, or its beginning
        if digest(said[:at].strip().removeprefix(f"{AUTHOR}:")) == found["digest"]:
            return " ".join(filter(None, (said[at:].strip(), behind)))
    for at in words:
        if digest(said[at:]) == found["digest"]:
            return " ".join(filter(None, (said[:at].strip(), behind)))
    return text


def list_mark(texts: list[str]) -> str:
    """Return what stands hidden in a row of the list: the digests of its texts."""
    return f"ovp-list:{' '.join(map(digest, texts))}"


def marked_digests(text: str) -> frozenset[str] | None:
    """Return the digests in a mark of the list, None where *text* is none."""
    found = _MARK.fullmatch(text.strip())
    return frozenset(found["digests"].split()) if found else None


@cached
def list_names() -> tuple[str, ...]:
    """Return how the sheet with the list is called, in every language."""
    return tuple(Texts(language)("corrections.sheet") for language in LANGUAGES)
