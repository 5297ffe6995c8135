"""The words of dates: month names in every form, and what officials put around them."""

from collections.abc import Mapping
from typing import Final

from ovpsheets.compiled import compiled
from ovpsheets.intake.meaning.spelling import key, keys
from ovpsheets.languages import written
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def month_number(word: str) -> int | None:
    """Return the month that *word* names in any of the languages; else None."""
    return _months().get(key(word))


def month_names() -> Mapping[str, int]:
    """Return every name of a month, as a key, with its number."""
    return _months()


def roman_month(word: str) -> int | None:
    """Return the month of a Roman numeral, as in 10.X.2022; else None."""
    numeral = key(word)
    return _ROMAN.index(numeral) + 1 if numeral in _ROMAN else None


def adds_nothing(word: str) -> bool:
    """Tell whether *word* beside a full date changes nothing: „година“, "deri më", a weekday."""
    return key(word) in _around()


@compiled
def _months() -> Mapping[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        months = Texts(language).locale.months
        for context in ("format", "stand-alone"):
            # Narrow names are single letters: "j" is three months.
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    # Beside CLDR's: spoken and neighbouring forms, and misspellings that occur.
                    for word in (str(name), *written("date.months", str(number))):
                        names |= dict.fromkeys(_endings(word), int(number))
    return names


def _endings(name: str) -> frozenset[str]:
    """The name as it is, and with endings it may have („10 tetorit“)."""
    plain = name.strip(".")
    return keys((plain, *(plain + ending for ending in written("date", "endings"))))


@cached
def _around() -> frozenset[str]:
    days = (Texts(language).locale.days["format"]["wide"].values() for language in LANGUAGES)
    named = (word for names in days for name in names for word in name.split())
    return keys(written("date", "around")) | keys(named)
