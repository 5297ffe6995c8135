"""The words of dates: month names in every form, and what officials put around them."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from ovpsheets.intake.meaning.spelling import key, keys
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

# Beside Babel's: spoken and neighbouring forms, and the misspellings that occur.
_ALSO: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("јануар", "јан", "janari", "jan"), 2: ("фебруари", "фебруар", "февр", "febr"),
    3: ("марта", "мар", "marsi"), 4: ("април", "априли", "apr", "prilli"),
    5: ("мај", "маја", "maji"), 6: ("јун", "јуна", "qershori"), 7: ("јул", "јула", "korriku"),
    8: ("август", "авг", "gushti", "gusht"), 9: ("септ", "септембар", "septembri", "sep"),
    10: ("октобар", "октомвриј", "октомвири", "oktobri"),
    11: ("новембар", "нојември", "ноем", "ноемвриј", "nentori", "nov"),
    12: ("децембар", "декемвриј", "декмври", "dhjetori"),
}  # fmt: skip

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

# Words that add nothing to a date with a day.
_AROUND: Final = (
    "година", "годината", "год", "г", "ти", "ви", "ри", "ми", "та", "на", "до", "најдоцна",
    "заклучно", "со", "датум", "рок", "ден", "ч", "часот", "часа",
    "më", "te", "datë", "data", "date", "dt", "vit", "viti", "vitit", "deri", "e", "afati", "i",
    "ora", "the", "of", "on", "by", "until", "till", "th", "st", "nd", "rd", "deadline", "due",
    "latest", "am", "pm", "h", "utc",
)  # fmt: skip


def month_number(word: str) -> int | None:
    """Return the month that *word* names in Macedonian, Albanian or English; else None."""
    return _months().get(key(word))


def roman_month(word: str) -> int | None:
    """Return the month of a Roman numeral, as in 10.X.2022; else None."""
    numeral = key(word)
    return _ROMAN.index(numeral) + 1 if numeral in _ROMAN else None


def adds_nothing(word: str) -> bool:
    """Tell whether *word* beside a full date changes nothing: „година“, "deri më", a weekday."""
    return key(word) in _around()


@cache
def _months() -> Mapping[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        months = Texts(language).locale.months
        for context in ("format", "stand-alone"):
            # Narrow names are single letters: "j" is three months.
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names |= dict.fromkeys(_endings(str(name)), int(number))
    for number, words in _ALSO.items():
        names |= dict.fromkeys((spelled for word in words for spelled in _endings(word)), number)
    return names


def _endings(name: str) -> frozenset[str]:
    """The name as it is, and with the endings of Albanian („10 tetorit“)."""
    plain = name.strip(".")
    return keys((plain, *(plain + ending for ending in ("i", "it", "u", "ut", "t"))))


@cache
def _around() -> frozenset[str]:
    days = (Texts(language).locale.days["format"]["wide"].values() for language in LANGUAGES)
    return keys(_AROUND) | keys(word for names in days for name in names for word in name.split())
