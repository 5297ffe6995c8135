"""A text that may be published seems to hold personal data.

A person is meant to look: an address of an office is no secret, a name may be
that of a minister. What was found is named by its kind, not repeated.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ovpsheets.rules.answered import answered, answered_indicators
from ovpsheets.rules.base import Evidence, Found, Place, Rule, place_of
from ovpsheets.words import INDICATORS, Severity

_WEIGHTS: Final = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)

_NUMBER: Final = re.compile(r"(?<!\d)\d{13}(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\d.,])(?:\+\s?389|00389|0)[\s/-]?\(?\d{1,2}\)?(?:[\s/-]?\d{3}){2}(?!\d)"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TITLED: Final = re.compile(
    r"\b(?:г-дин|г-ѓа|господин|госпоѓа|д-р|м-р|проф\.|z\.|znj\.|zoti|zonja|dr\.|mr\.|mrs\.|ms\.)"
    r"\s+[A-ZА-ШЃЅЈЉЊЌЏÇË][\w’'-]+", re.I,
)  # fmt: skip
_SURNAMED: Final = re.compile(
    r"\b[А-ШЃЅЈЉЊЌЏ][а-шѓѕјљњќџ]+ (?:[А-ШЃЅЈЉЊЌЏ]\. ?)?"
    r"[А-ШЃЅЈЉЊЌЏ][а-шѓѕјљњќџ]*(?:вски|вска|ески|еска|ов|ова|ев|ева|иќ|иу)\b"
)


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every free text that seems to hold personal data."""
    for row in answered(evidence):
        for column in ("progress", "explanation", "evidence"):
            if kind := suspected(row.text(column)):
                place = row.found(column).place
                yield _found(row.institution, row.code, "", place, column, kind)
    for item in answered_indicators(evidence):
        own = item.indicator
        for column in ("source", "note"):
            if kind := suspected(getattr(item.answer, column) or ""):
                place = place_of(item.returned, INDICATORS, own.code, column)
                yield _found(item.institution, own.activity, own.code, place, column, kind)


def suspected(text: str) -> str:
    """Return the kind of personal data that *text* seems to hold, "" for none.

    A number of 13 digits is taken for an ЕМБГ when its day or its check digit
    is right (Law on the unique number of the citizen: DDMMYYYRRBBBK).
    """
    if any(_is_citizen_number(number) for number in _NUMBER.findall(text)):
        return "number"
    if _PHONE.search(text):
        return "phone"
    if _MAIL.search(text):
        return "mail"
    return "name" if _TITLED.search(text) or _SURNAMED.search(text) else ""


def _is_citizen_number(number: str) -> bool:
    digits = [int(digit) for digit in number]
    rest = 11 - sum(w * d for w, d in zip(_WEIGHTS, digits, strict=False)) % 11
    return digits[12] == (0 if rest > 9 else rest) or _begins_with_a_day(number)


def _begins_with_a_day(number: str) -> bool:
    year = int(number[4:7])
    try:
        date(year + (1000 if year > 800 else 2000), int(number[2:4]), int(number[:2]))
    except ValueError:  # no such day: some other number
        return False
    return True


def _found(
    institution: str, activity: str, indicator: str, place: Place, column: str, kind: str
) -> Found:
    table = "indicators" if indicator else "activities"
    return Found(
        institution,
        activity,
        indicator,
        place,
        part=column,
        keys={
            "kind": (f"rules.personal_data.kind.{kind}", {}),
            "column": (f"form.{table}.{column}", {}),
        },
    )


RULE = Rule("personal_data", Severity.IMPORTANT, find)
