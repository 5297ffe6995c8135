"""What a heading or a label names, by the words of ``reading``: a column, and in which language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ovpsheets.languages import reading
from ovpsheets.templates import cached
from ovpsheets.words import LANGUAGES, Language, fold


class Part(StrEnum):
    """What a column or a labelled line of an adopted plan is about."""

    CODE = "code"
    AREA = "area"
    COMMITMENT = "commitment"
    ABOUT = "about"  # what plan.xlsx has no column for
    ACTIVITY = "activity"
    HOLDER = "holder"
    CO_HOLDERS = "co_holders"
    START = "start"
    DEADLINE = "deadline"
    PERIOD = "period"
    INDICATOR = "indicator"
    BASELINE = "baseline"
    TARGET = "target"
    UNIT = "unit"
    COORDINATOR = "coordinator"
    CONTACT = "contact"
    EMAIL = "email"


LEVELS: Final = (Part.AREA, Part.COMMITMENT, Part.ACTIVITY, Part.INDICATOR)
"""What has a code of its own, or stands above what has."""

_CORE: Final = frozenset(
    {Part.COMMITMENT, Part.ACTIVITY, Part.HOLDER, Part.DEADLINE, Part.PERIOD, Part.INDICATOR}
)
_LONGEST: Final = 90  # characters of a heading
_CODED: Final = re.compile(r"\W*\d+(?:\.\d+)+\.?\s+\w")
"""What begins with a code is a row: „1.2 Активност за млади“ names a column by chance."""

_NUMBER: Final = re.compile(r"\W*(?:(?:BP|БР|NR|NO|№)\W*)?(\d{1,2}(?:\.\d+)*)(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """What was found in a text: which part, in which language, where, and what stands behind.

    ``rest`` is folded. ``number``: the number right behind it, as in "Commitment 3.6: …".
    """

    part: Part
    language: Language
    start: int
    end: int
    rest: str

    @property
    def number(self) -> str:
        """The number that follows at once, "" for none: what has one is no heading."""
        found = _NUMBER.match(self.rest)
        return found[1] if found else ""


def plain(text: str) -> str:
    """Return *text* folded, in one line, of the same words; positions are those of the result."""
    return fold(text.replace("\xad", ""))


def named(text: str) -> Named | None:
    """Return the part that *text* names first; of two that begin alike the longer one."""
    folded = plain(text)
    best: tuple[int, int, Part, Language] | None = None
    for language, phrases in _phrases().items():
        for found in phrases.finditer(folded):
            part = Part(_parts()[language, found[0]])
            candidate = (found.start(), -len(found[0]), part, language)
            best = min(best or candidate, candidate, key=lambda item: item[:2])
            break
    if best is None:
        return None
    start, length, part, language = best
    return Named(part, language, start, start - length, folded[start - length :])


def heading(text: str) -> Named | None:
    """Return what *text* names as the heading of a column, None for what cannot be one."""
    found = named(text) if len(text) <= _LONGEST else None
    if (
        found is None
        or found.number
        or _CODED.match(text)
        or (found.start and len(text) > _LONGEST // 2)
    ):
        return None
    return found


def label(text: str) -> Named | None:
    """Return what *text* names as the label before a value, None for what is none."""
    found = named(text)
    is_first = found is not None and not re.search(r"\w", plain(text)[: found.start])
    return found if found and is_first and not found.number else None


def is_core(part: Part) -> bool:
    """Tell whether a table of a plan has a heading such as this."""
    return part in _CORE


@cached
def _parts() -> Mapping[tuple[Language, str], str]:
    return {
        (language, plain(phrase)): part
        for language in LANGUAGES
        for part, phrases in reading(language).get("adopted", {}).get("headings", {}).items()
        for phrase in phrases
    }


@cached
def _phrases() -> Mapping[Language, re.Pattern[str]]:
    """Return for each language what finds its headings; the longest of those that begin alike."""
    found: dict[Language, re.Pattern[str]] = {}
    for language in LANGUAGES:
        known = sorted((p for own, p in _parts() if own == language), key=len, reverse=True)
        if known:
            joined = "|".join(map(re.escape, known))
            found[language] = re.compile(rf"(?<!\w)(?:{joined})(?!\w)")
    return found
