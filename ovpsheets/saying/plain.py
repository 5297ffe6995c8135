"""A text stripped to what it says: no accents, marks, case, look-alikes or invisible letters."""

import re
import sys
import unicodedata
from functools import lru_cache
from typing import Final

from ovpsheets.words import fold

_UNSEEN: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by name, and blanks to look at (Unicode, default ignorable code points)."""

_APOSTROPHE: Final = re.compile("['’‘ʼ`´]")

_GREEK: Final = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχ", "ABEZHIKMNOPTYXaeiknoptux")
"""As they are shaped; they compare with Latin letters, as Cyrillic ones do (words.fold)."""

_USUAL: Final = re.compile("[\t\n -~\u0400-\u0482\u048a-\u052f„“”–—…]*")
"""Nothing of which is Greek, an accent or unseen; nearly every text is of these alone, and it is
quicker to see that than to ask about each of its letters."""

_WORD: Final = re.compile(r"[^\W_]+")

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_SHAPED: Final = str.maketrans("ABEKMHOPCTYXSIJaekmopctyxsij", "АВЕКМНОРСТУХЅІЈаекморстухѕіј")
_LATIN: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "g", "е": "e", "ж": "z", "з": "z",
        "ѕ": "dz", "и": "i", "і": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n",
        "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "k", "у": "u", "ф": "f",
        "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "щ": "st", "ъ": "a", "ь": "", "ю": "ju",
        "я": "ja", "ы": "i", "э": "e",
    }
)  # fmt: skip
_SPELLED: Final = (("sh", "s"), ("ch", "c"), ("zh", "z"), ("kj", "k"), ("gj", "g"), ("dj", "g"))


class _Seen(dict[int, int | None]):
    """Characters by number → themselves, None for those that nobody sees; filled as met.

    All texts of a quarter go through it, and each of its few hundred letters is asked about once.
    """

    def __missing__(self, number: int) -> int | None:
        character = chr(number)
        unseen = character in _UNSEEN or unicodedata.category(character) in ("Cf", "Mn")
        self[number] = kept = None if unseen else number
        return kept


_SEEN: Final = _Seen()


def seen(text: str) -> str:
    """Return *text* without accents and without letters that nobody sees."""
    apart = unicodedata.normalize("NFKD", text)
    if _USUAL.fullmatch(apart):
        return apart
    return unicodedata.normalize("NFKD", text.translate(_GREEK)).translate(_SEEN)


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers of *text*, as typed but for :func:`seen`."""
    # Equal words are one object: thousands of texts are kept here, which say much the same.
    return tuple(map(sys.intern, _WORD.findall(_APOSTROPHE.sub("", seen(text)))))


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Return the words of *text* folded for comparing, with a space between them."""
    return fold(" ".join(words_of(text)))


@lru_cache(maxsize=16_384)
def in_latin(word: str) -> str:
    """Return a word in plain small Latin letters, as Macedonian is typed without its own."""
    if _CYRILLIC.search(word):
        word = word.translate(_SHAPED)  # a Latin letter in a Cyrillic word is typed for its shape
    word = word.lower().translate(_LATIN)
    for typed, sound in _SPELLED:
        word = word.replace(typed, sound)
    return word
