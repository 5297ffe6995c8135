"""The numbers that a sentence gives of something: no days, years, telephones or documents."""

import re
from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.meaning.months import month_number
from ovpsheets.intake.meaning.numerals import NUMERAL, parse_numeral
from ovpsheets.intake.meaning.spelling import key, visible
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.languages import pattern
from ovpsheets.templates import cached

# „12-345/2“ and „3-та“ are how documents and the third are written.
_FOUND: Final = re.compile(
    rf"(?P<before>[^\W\d_]+)?[\s.:#№]*(?<![\w/.,-])(?P<number>{NUMERAL})(?![/-]\w)\s*(?P<behind>[^\W\d_]+)?"
)
_YEARS: Final = range(1990, 2100)
_TELEPHONE: Final = re.compile(r"0[0-9 ]+")


def numbers_said(text: str) -> frozenset[float]:
    """Return the numbers of *text*; "1.234" is taken for the whole number."""
    return frozenset(_numbers(visible(text)))


def replaces_a_number(text: str) -> bool:
    """Tell whether *text* says that one number is to stand for another one."""
    return bool(_replacing().search(text))


def stands_for_another(text: str, value: float) -> bool | None:
    """Tell whether *text* says of *value* that another number stands for it now.

    „118, а не 120“, "from 120 to 118", „118 (беше 120)“ say so of 120, and of 118 that it does not.
    None where *text* gives up no number.
    """
    said = visible(text)
    found = (_value(own["one"] or own["other"]) for own in _given_up().finditer(said))
    given_up = {number for number in found if number is not None}
    return value in given_up if given_up else None


@cached
def _given_up() -> re.Pattern[str]:
    """A number behind „не“, „наместо“ or „беше“, and the first of „од 120 на 118“."""
    before = f"{pattern('qualifying', 'contrasts')}|{pattern('qualifying', 'was')}"
    first, second = pattern("qualifying", "from"), pattern("qualifying", "to")
    return re.compile(
        rf"(?:(?<!\w)|(?=,))(?:{before})(?!\w)[\s:]*(?P<one>{NUMERAL})(?![\w/]|[.,]\d)"
        rf"|\b(?:{first})\s+(?P<other>{NUMERAL})\s+(?:{second})\s+{NUMERAL}",
        re.IGNORECASE,
    )


@cached
def _replacing() -> re.Pattern[str]:
    own = f"{pattern('qualifying', 'replaces')}|{pattern('beside', 'corrects')}"
    return re.compile(rf"\b(?:{own})(?!\w)", re.IGNORECASE)


def _numbers(text: str) -> Iterator[float]:
    known = vocabulary()
    for found in _FOUND.finditer(text):
        before, numeral, behind = found["before"] or "", found["number"], found["behind"] or ""
        if known.has("pointing", key(before)) or month_number(behind) or month_number(before):
            continue
        value = _value(numeral)
        if value is not None and not _TELEPHONE.fullmatch(numeral) and value not in _YEARS:
            yield value


def _value(numeral: str) -> float | None:
    read = parse_numeral(numeral)
    if read.ambiguous:
        return float(re.sub("[.,]", "", numeral))
    return None if read.value is None else float(read.value)
