"""Texts of an adopted plan taken apart: the code before a text, several indicators in a cell."""

import re
from typing import Final

from ovpsheets.adopted.headings import LEVELS, named, plain
from ovpsheets.languages import written
from ovpsheets.templates import cached

_CODE: Final = re.compile(r"\s*(\d{1,2}(?:\.\d{1,3})+|\d{1,2}(?=[.)]\s))[.):]*[\s–—-]+(?=\S)")
_PUNCTUATION: Final = re.compile(r"^[\s.:)–—-]+")
_NUMBER: Final = re.compile(r"\W*(\d{1,2}(?:\.\d{1,3})*)(?!\w)[.):\s–—-]*")
_BULLET: Final = re.compile(r"\s*(?:[-–—•·▪●*]|\d{1,2}[.)])\s+(?=\S)")
_INLINE_BULLET: Final = re.compile(r"\s*[•▪●]\s*")


_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE_MARK: Final = re.compile(rf"([^\W\d_]+|[\"”“»).])([{_RAISED}]+|\*+)(?!\w)")
_UNITS: Final = frozenset(("m", "km", "cm", "mm", "dm", "м", "км", "цм", "см", "мм", "дм"))


def without_marks(text: str) -> str:
    """Return *text* without the marks of footnotes behind its words; the ² of m² is none."""
    return _NOTE_MARK.sub(lambda own: own[0] if own[1].casefold() in _UNITS else own[1], text)


def coded(text: str) -> tuple[str, str]:
    """Return the code that stands before *text*, "" for none, and the text without it.

    "Commitment 3.6: …" has one, too; the word before the number goes with it.
    """
    found = named(text)
    if found and found.part in LEVELS and found.number and not plain(text)[: found.start].strip():
        rest = text[found.end :]
        number = _NUMBER.match(rest)
        if number and rest[number.end() :].strip():
            return number[1], rest[number.end() :].strip()
    before = _CODE.match(text)
    return (before[1], text[before.end() :].strip()) if before else ("", text.strip())


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the indicators in a cell, each with its code or "".

    A new one begins in a line with a bullet or a number, or with a capital letter behind a
    line that ended; what stands behind a semicolon is one where all are of one line.
    """
    lines = [line for line in re.split(r"\n|" + _INLINE_BULLET.pattern, text) if line.strip()]
    found: list[str] = []
    for line in lines:
        bare = _bare(line)
        begins = bare != line.strip() or bare[:1].isupper() or bool(_CODE.match(line))
        if found and not begins:
            found[-1] = f"{found[-1]} {bare}"
        else:
            found.append(bare)
    if len(found) == 1 and ";" in found[0]:
        parts = [part.strip() for part in found[0].split(";") if part.strip()]
        found = parts if all(part[:1].isupper() for part in parts) else found
    return [coded(piece.strip(" ;")) for piece in found]


def _bare(line: str) -> str:
    coded_line = _CODE.match(line)
    if coded_line and "." in coded_line[1]:
        return line.strip()
    return _BULLET.sub("", line, count=1).strip() if _BULLET.match(line) else line.strip()


def is_title_of_plan(text: str) -> bool:
    """Tell whether *text* is the title of an action plan."""
    return bool(_title().search(plain(text)))


@cached
def _title() -> re.Pattern[str]:
    words = (re.escape(plain(word)).replace(r"\*", r"\w*") for word in written("adopted", "title"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?!\w)")
