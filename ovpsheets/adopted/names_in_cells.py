"""The bodies that a cell names: several in one cell, with their abbreviations, and who helps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.adopted.headings import Part, label, plain
from ovpsheets.adopted.split_texts import without_marks
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.languages import pattern, written
from ovpsheets.templates import cached

_LINE: Final = re.compile(r"[\n;•·▪●]|\s[-–—]\s|(?<![^\n])\s*[-–—*]\s+")
_IN_LINE: Final = re.compile(r",(?![^()]*\))|/(?![^()]*\))")
_SHORT_BEHIND: Final = re.compile(r"(?P<name>.+?)\s*\((?P<short>[^()]{2,14})\)\s*(?P<rest>.*)")
_NAME_BEHIND: Final = re.compile(r"(?P<short>[^()\s]{2,14})\s*\((?P<name>[^()]{8,})\)\s*")
_ABBREVIATION: Final = re.compile(r"[^\W\d_][\w.&-]{1,13}")
_EXPLAINED: Final = re.compile(r"\s+[-–—]\s+|\s*[:\t]\s*")
_NUMBERED: Final = re.compile(r"^\s*(?:\d{1,2}[.)]\s+|[-–—•*]\s*)+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as one cell names it: its full name or "", its abbreviation or ""."""

    name: str
    short: str
    is_beside: bool = False  # named as one that takes part, not as the one that holds it

    @property
    def text(self) -> str:
        """The name, else the abbreviation."""
        return self.name or self.short


def mentions(cell: Cell) -> list[Mention]:
    """Return the bodies that *cell* names, in order; none from a cell without letters."""
    return [_mention(part, beside) for part, beside in _parts(without_marks(cell.kept))]


def parts_of(text: str) -> list[str]:
    """Return the names in *text*, as they stand there."""
    return [part for part, _ in _parts(without_marks(text))]


def is_abbreviation(text: str) -> bool:
    """Tell whether *text* is an abbreviation: one word, mostly of capital letters."""
    letters = [sign for sign in text if sign.isalpha()]
    if not letters or not _ABBREVIATION.fullmatch(text):
        return False
    return 2 * sum(sign.isupper() for sign in letters) > len(letters) or len(letters) <= 3


def is_body(text: str) -> bool:
    """Tell whether *text* begins as the names of bodies do, or is an abbreviation."""
    return is_abbreviation(text) or bool(_bodies().match(plain(text)))


def explained(texts: Sequence[str]) -> Mention | None:
    """Return the body whose abbreviation a line of a list explains, None for any other line.

    *texts*: the cells of the line, or one text such as „МВР – Министерство за внатрешни работи“.
    """
    parts = texts if len(texts) > 1 else _EXPLAINED.split(texts[0], maxsplit=1)
    if len(parts) != 2:
        return None
    short, name = (" ".join(part.split()) for part in parts)
    is_list = is_abbreviation(short) and not is_abbreviation(name) and is_body(name)
    return Mention(name.rstrip(" .;,"), short) if is_list else None


def explained_together(text: str) -> list[Mention]:
    """Return what a paragraph explains: „Кратенки: МВР – …; МФ – …“; [] where a part does not."""
    label, colon, behind = text.partition(":")
    is_label = bool(colon) and plain(label).strip() in _labels_of_lists()
    parts = [part for part in re.split(r"[;\n]", behind if is_label else text) if part.strip()]
    found = [explained([part]) for part in parts]
    known = [mention for mention in found if mention is not None]
    return known if len(known) == len(parts) and (is_label or len(parts) > 1) else []


def is_group(text: str) -> bool:
    """Tell whether *text* speaks of many, and not of one body that could report."""
    return bool(_groups().match(plain(text)))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each name in *text*, and whether it stands among those who take part."""
    beside = False
    for line in _LINE.split(text):
        named, line = _without_label(line)
        beside = named if named is not None else beside
        pieces = _with().split(line)
        for number, piece in enumerate(pieces):
            for name in _split(piece):
                yield name, beside or number > 0
        beside = beside or len(pieces) > 1


def _without_label(line: str) -> tuple[bool | None, str]:
    """Return whether a label says that those behind it take part, and the line without it."""
    before, colon, behind = line.partition(":")
    found = label(before) if colon else None
    if found is None or found.part not in (Part.HOLDER, Part.CO_HOLDERS, Part.COORDINATOR):
        return None, line
    return found.part is Part.CO_HOLDERS, behind


def _split(text: str) -> Iterator[str]:
    """Yield the names in one line; a comma inside of a name is none between two."""
    names: list[str] = []
    for piece in _IN_LINE.split(text):
        for part in _at_and(piece):
            name = " ".join(_NUMBERED.sub("", part).strip(" .,;:").split())
            if not re.search(r"[^\W\d_]", name):
                continue
            if names and not (is_body(name) or name[0].isupper()):
                names[-1] = f"{names[-1]}, {name}"
            else:
                names.append(name)
    yield from names


def _at_and(text: str) -> Iterator[str]:
    """Yield what "and" stands between, where a body begins on both sides of it."""
    start = 0
    for found in _and().finditer(text):
        left, right = text[start : found.start()].strip(), text[found.end() :].strip()
        if _are_two(left, right):
            yield left
            start = found.end()
    yield text[start:]


def _are_two(left: str, right: str) -> bool:
    if not right[:1].isupper() or not is_body(left):
        return False
    return is_abbreviation(left) or is_abbreviation(right.split(" ", 1)[0]) or is_body(right)


def _mention(text: str, beside: bool) -> Mention:
    if found := _SHORT_BEHIND.fullmatch(text):
        if is_abbreviation(found["short"]) and not found["rest"]:
            return Mention(found["name"], found["short"], beside)
    elif (found := _NAME_BEHIND.fullmatch(text)) and is_abbreviation(found["short"]):
        return Mention(found["name"], found["short"], beside)
    return Mention("", text, beside) if is_abbreviation(text) else Mention(text, "", beside)


@cached
def _labels_of_lists() -> frozenset[str]:
    return frozenset(map(plain, written("adopted", "abbreviations")))


@cached
def _with() -> re.Pattern[str]:
    words = pattern("adopted", "with")
    return re.compile(rf"[,\s]*(?<!\w)(?:{words})(?!\w)[\s:]*", re.IGNORECASE)


@cached
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{pattern('adopted', 'and')})\s", re.IGNORECASE)


@cached
def _bodies() -> re.Pattern[str]:
    return _folded("bodies")


@cached
def _groups() -> re.Pattern[str]:
    return _folded("groups")


def _folded(key: str) -> re.Pattern[str]:
    """Return what matches a folded text that begins with one of the words under *key*."""
    words = (re.escape(plain(word)).replace(r"\*", r"\w*") for word in written("adopted", key))
    return re.compile(rf"(?:{'|'.join(words) or '(?!)'})(?!\w)")
