"""Dates as people in North Macedonia type them: always day first, never guessed."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Final

from babel import Locale

from ovpsheets.intake.cells import Cell
from ovpsheets.intake.interpret.reading import Reading, settled, typed, unread
from ovpsheets.words import fold

_LOCALES: Final = ("mk", "sq", "en", "en_GB")  # British English writes "Sept"

_FIGURES: Final = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]00:00(?::00)?)?")
_WORDS: Final = re.compile(
    r"(\d{1,2})(?:\.|-?\s?(?:ти|ви|ри|ми|th|st|nd|rd|të))?\s*([^\W\d]+)\.?,?"
    r"\s*(?:(?:i|të)\s+vitit\s+)?(\d{4})"
)
_WORDS_MONTH_FIRST: Final = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:th|st|nd|rd)?,?\s+(\d{4})")
# What officials put behind a date: „година“, „год.“, „г.“; a weekday or a time is not expected.
_TAIL: Final = re.compile(r"[\s,]*(?:година|годинa|год\.?|г\.?|viti|vit)?\s*\.?$", re.IGNORECASE)
# „до 31.12.2022“ names the day itself: a deadline.
_HEAD: Final = re.compile(r"^(?:(?:најдоцна\s+)?до|deri(?:\s+më)?|by|until)\s+", re.IGNORECASE)
_DAY_AND_MONTH: Final = re.compile(r"\d{1,2}\.?\s*([^\W\d]+)\.?")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_415  # 2000-01-01 and 2100-12-31 as Excel counts


def read_date(cell: Cell | None) -> Reading[date]:
    """Return the day a cell names.

    A month without a day, and a bare number, are reported and not guessed.
    """
    if cell is None:
        return Reading()
    if done := settled(cell):
        return done
    text = typed(cell)
    if isinstance(cell.value, datetime):
        return _plausible(cell.value.date(), text)
    if cell.type == "number":
        serial = _FIRST_SERIAL <= float(cell.raw) <= _LAST_SERIAL
        return unread("date_as_number" if serial else "not_a_date", text)
    return _from_text(text)


def _from_text(text: str) -> Reading[date]:
    plain = _HEAD.sub("", _TAIL.sub("", text)).strip()
    try:
        day = _parsed(plain)
    except ValueError:  # 31.2.2022
        return unread("no_such_day", text)
    if day is not None:
        return _plausible(day, text)
    return unread("date_incomplete" if _is_part(plain) else "not_a_date", text)


def is_day(text: str) -> bool:
    """Tell whether *text* names a day, be it without its year („12 мај“)."""
    plain = _TAIL.sub("", text).strip()
    try:
        named = _parsed(plain) is not None
    except ValueError:
        return True
    found = _DAY_AND_MONTH.fullmatch(plain)
    return named or (found is not None and _month(found[1]) is not None)


def _is_part(text: str) -> bool:
    """A year with at most a month or a quarter („октомври 2022“, „12/2022“, "Q4 2022")."""
    return bool(_YEAR.search(text)) and len(re.findall(r"\d+", text)) <= 2


def _parsed(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(text):
        short = len(found[3]) == 2
        # "99" is no year that a deadline of today can lie in.
        year = int(found[3]) + (0 if not short else 2000 if int(found[3]) < 50 else 1900)
        return date(year, int(found[2]), int(found[1]))
    if (found := _WORDS.fullmatch(text)) and (month := _month(found[2])):
        return date(int(found[3]), month, int(found[1]))
    if (found := _WORDS_MONTH_FIRST.fullmatch(text)) and (month := _month(found[1])):
        return date(int(found[3]), month, int(found[2]))
    return None


def _plausible(day: date, text: str) -> Reading[date]:
    # 1900 and 2122 are slips of the hand or of a format, not deadlines.
    if not 2000 <= day.year <= 2100:
        return unread("date_far", text)
    return Reading(day, text)


def _month(word: str) -> int | None:
    return _months().get(fold(word).rstrip("."))


@cache
def _months() -> Mapping[str, int]:
    """Month names of the three languages, full and short, folded → number."""
    names: dict[str, int] = {}
    for locale in _LOCALES:
        months = Locale.parse(locale).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names[fold(str(name)).rstrip(".")] = int(number)
    return names
