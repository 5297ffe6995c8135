"""Words, and what single ones of them name: a currency, a scale."""

import re
from typing import Final

from ovpsheets.intake.meaning.spelling import key, latin
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.languages import LANGUAGES, reading
from ovpsheets.templates import cached, cached_up_to

QUOTES: Final = "\"'„“”«» "
CURRENCY_SIGNS: Final = "€$£"

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_PUNCTUATION: Final = frozenset(".,;:()[]!•·*=%" + QUOTES + CURRENCY_SIGNS)
_DASH: Final = re.compile(r"(?<=[\w:.)\"“”] )-(?= )|^ ?-(?= [^\W\d])|(?<=[^\W\d_] )-(?= $)")
# '000, (000), x 1000; but no zeros of a longer number: 1 500 000 ден., 02 000 0101.
_ZEROS: Final = re.compile(
    r"(?<![0-9.,'/])(?<![0-9] )'?000(?:'s)?(?![0-9.,/]| [0-9])|\b[xх*×] ?1[ .,]?000\b",
    re.IGNORECASE,
)


def words_in(text: str) -> list[str]:
    """Return the words of *text*, compound ones in their parts."""
    return _WORD.findall(_HYPHEN.sub(" ", text))


@cached_up_to(4_096)  # a remark is asked for them half a dozen times, and stands in many rows
def keys_of(text: str) -> tuple[str, ...]:
    """Return the keys of the words of *text*."""
    return tuple(map(key, words_in(text)))


def signs_in(text: str) -> set[str]:
    """Return the signs in *text* that are not mere punctuation; a dash between words is."""
    plain = _DASH.sub("", _HYPHEN.sub("", text))
    return {sign for sign in plain if not sign.isalpha() and sign not in _PUNCTUATION}


def currency_in(text: str) -> str:
    """Return the code of the first currency that *text* names; "" when it names none."""
    currencies = vocabulary().currency
    for word in (*words_in(text), *(sign for sign in text if sign in CURRENCY_SIGNS)):
        if code := currencies.get(key(word)):
            return code
    return ""


def names_zeros(text: str) -> bool:
    """Tell whether *text* says that zeros are left out: "'000", "x 1000"."""
    return _ZEROS.search(text) is not None


def with_percent_sign(text: str) -> str:
    """Return *text* with "%" for what says so by a number of its own: „46 на сто“ is 46 %.

    „46 на сто илјади“ is not.
    """
    return _by_the_hundred().sub(_percent_sign, text)


@cached
def _by_the_hundred() -> re.Pattern[str]:
    said = (words for la in LANGUAGES for words in reading(la)["beside"]["by_the_hundred"])
    spelled = dict.fromkeys(way for words in said for way in (words, latin(words)))
    phrases = "|".join(map(re.escape, spelled)) or r"(?!)"
    return re.compile(rf"(?<=\w )(?:{phrases})(?!\w)(?= ?(?P<behind>\w*))", re.IGNORECASE)


def _percent_sign(found: re.Match[str]) -> str:
    return found[0] if key(found["behind"]) in vocabulary().scale else "%"


def names_percent(text: str) -> bool:
    """Tell whether *text* speaks of per cent."""
    return "%" in with_percent_sign(text) or any(
        vocabulary().has("percent", word) for word in keys_of(text)
    )


def scale_in(text: str, *, short: bool = False) -> int:
    """Return by what a unit multiplies: 1000 for „илјади денари“ and „'000 ден.“, else 1.

    Single letters count with *short* alone: „м“ is metres in a unit.
    """
    known = vocabulary()
    if names_zeros(text):
        return 1000
    factors = (
        known.scale.get(word) or known.short_scale.get(word, 1)
        for word in keys_of(text)
        if short or len(word) > 1
    )
    return max(factors, default=1)
