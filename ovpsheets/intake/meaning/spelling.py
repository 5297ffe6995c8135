"""How things are spelled: what stands in a cell, and what two spellings have in common."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ovpsheets.intake.reading.cells import Cell
from ovpsheets.texts import short_date
from ovpsheets.words import fold

# Zero-width characters and blanks that no program calls white space; they come
# along when text is pasted from mails, web pages and PDF files.
_INVISIBLE: Final = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\u2800\u3164"
)
_SPACES: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_AROUND: Final = _SPACES + _INVISIBLE
_SOME_INVISIBLE: Final = re.compile(f"[{_INVISIBLE}]")
_NO_INVISIBLE: Final = str.maketrans(dict.fromkeys(_INVISIBLE, ""))


class _NoMarks(dict[int, int | None]):
    """Letter → itself, and a mark that stands on the letter before it → nothing."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_NO_MARKS: Final = _NoMarks()

_WRAPPING: Final = " \"'„“”«»‘’‚‹›()[]{},;:!•·*"
_SLASH: Final = re.compile(r"\s*/\s*")

# What a cell shows when its formula fails, also where it was pasted as text.
_ERROR: Final = re.compile(
    r"#(?:REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)"
    r"|Err:[0-9]+",
    re.IGNORECASE,
)

_LATIN: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ѓ": "gj", "е": "e", "ж": "z",
        "з": "z", "ѕ": "dz", "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m",
        "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ќ": "kj",
        "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
    }
)  # fmt: skip


def typed(cell: Cell | None) -> str:
    """Return what was typed, without blanks around it; "" for a blank cell.

    A date is given in figures (12.5.2022): that is how it is quoted to people. Of one that the
    cell shows without its day or its year only what is shown is given (5.2022).
    """
    if cell is None:
        return ""
    if cell.struck:  # what is struck out was taken back
        return cell.kept.strip(_AROUND)
    if isinstance(cell.value, datetime):
        return _part_of_date(cell.value, cell.date_parts) or moment_text(cell.value)
    return (cell.raw or str(cell.value)).strip(_AROUND)


def shown(cell: Cell) -> str:
    """Return what a person sees in *cell*: 12 and not 12.0, 46% and not 0.46."""
    if cell.type == "number" and isinstance(cell.value, int | float):
        if cell.is_percentage:
            return f"{number_text(cell.value * 100)}%"
        return number_text(cell.value)
    return typed(cell)


def is_error(cell: Cell, text: str) -> bool:
    """Tell whether the cell, in which *text* was typed, shows an error instead of a content."""
    return cell.type == "error" or _ERROR.fullmatch(text) is not None


def visible(text: str) -> str:
    """Return *text* without zero-width characters, every blank a plain space."""
    if _SOME_INVISIBLE.search(text):  # hardly any text has one, which is seen more quickly
        text = text.translate(_NO_INVISIBLE)
    return " ".join(text.split())


@lru_cache(maxsize=65_536)  # a quarter has few words, and says each many times
def key(text: str) -> str:
    """Return what all spellings of a word share, for comparing.

    Beside what :func:`ovpsheets.words.fold` folds: marks on letters ("perfunduar"),
    quotes and brackets around, full stops, hyphens.
    """
    if not text.isascii():  # nothing of ASCII is a mark, and nothing invisible
        text = unicodedata.normalize("NFD", text.translate(_NO_INVISIBLE)).translate(_NO_MARKS)
    bare = text.replace(".", "").replace("-", " ").replace("_", " ")
    return fold(_SLASH.sub("/", bare) if "/" in bare else bare).strip(_WRAPPING)


def keys(words: Iterable[str]) -> frozenset[str]:
    """Return the keys of *words*, and of Cyrillic ones as typed on a Latin keyboard."""
    return frozenset(spelled for word in words for spelled in (key(word), key(latin(word))))


def latin(word: str) -> str:
    """Return a Macedonian word as people type it on a Latin keyboard (zavrseno)."""
    return word.lower().translate(_LATIN)


def number_text(value: float) -> str:
    """Return *value* as a person sees it: 12, not 12.0; at most 15 digits, as Excel keeps."""
    # The one number that is not itself is NaN; neither has digits.
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return f"{Decimal(f'{value:.15g}').normalize():f}"


def shows_part(cell: Cell) -> bool:
    """Tell whether the cell shows a date without its day, its month or its year."""
    return bool(cell.date_parts) and len(cell.date_parts) < 3


def _part_of_date(moment: datetime, parts: frozenset[str]) -> str:
    if not parts or len(parts) == 3:
        return ""
    shown = (("d", moment.day), ("m", moment.month), ("y", moment.year))
    return ".".join(str(number) for part, number in shown if part in parts)


def moment_text(moment: datetime) -> str:
    """Return the day, and the time where there is one; before 1900 the time alone."""
    clock = f"{moment.hour:02}:{moment.minute:02}"
    if moment.year < 1900:  # Excel counts days from 1899-12-30: no day was typed
        return clock
    day = short_date(moment)
    return day if (moment.hour, moment.minute) == (0, 0) else f"{day} {clock}"
