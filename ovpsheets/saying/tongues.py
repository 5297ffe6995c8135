"""In which language a text stands, as far as its letters and words tell.

An institution writes in the language of its form, but not always: letters of another script
than that language has belong to another one. Which script a language has is seen in its own name.
Where several languages have the script, the words tell that most of them do not share.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.languages import reading
from ovpsheets.saying.plain import in_latin, words_of
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

_FEWEST = 3
"""Letters; fewer are a unit or an initial."""


def language_of(text: str, written_in: Language) -> Language:
    """Return the language of a *text* from somebody who writes in *written_in*.

    "" where its letters are of another script, which no language or several have, or of one that
    several have and its words are not known to be of one of them.
    """
    own = _script(text)
    if not own:
        return written_in
    told = _told(text, own)
    return told if told in _written_in(own) else ""


def stands_in_other(text: str, written_in: Language, page: Language) -> bool:
    """Tell whether a *text* stands in another language than the page; not of one without words.

    Where letters of the page's script come from somebody whose language has another, and its words
    do not tell, nobody knows.
    """
    own = _script(text)
    if not own:
        return False
    if own != _script_of(page):
        return True
    told = _told(text, own)
    return told != page if told else written_in != page and own == _script_of(written_in)


def _told(text: str, script: str) -> Language:
    """Return the language of a *text* in a *script*, "" where nobody knows."""
    those = _written_in(script)
    return those[0] if len(those) == 1 else by_words(text)


def by_words(text: str) -> Language:
    """Return the language whose words a *text* has the most of; "" for none, or for several.

    A language of another script counts, too, for it may be typed without its own letters.
    """
    found = evidence(text).most_common(2)
    is_one = len(found) == 1 or (found and found[0][1] > found[1][1])
    return found[0][0] if is_one else ""


def evidence(text: str) -> Counter[Language]:
    """Return of how many words of *text* each language knows that they are its own."""
    return Counter(language for word in words_of(text) for language in _speaking(word.lower()))


def _speaking(word: str) -> Iterator[Language]:
    for language, (whole, stems) in _words().items():
        if word in whole or word.startswith(stems):
            yield language


@cached
def _words() -> Mapping[Language, tuple[frozenset[str], tuple[str, ...]]]:
    """Return by language the words that it is known by, and how others begin."""
    return {language: _of(language) for language in LANGUAGES}


def _of(language: Language) -> tuple[frozenset[str], tuple[str, ...]]:
    listed = reading(language).get("tongue", {}).get("words", ())
    seen = [word for said in listed for word in (_seen(said), in_latin(_seen(said)))]
    whole = frozenset(word for word in seen if not word.endswith("*"))
    return whole, tuple(word[:-1] for word in seen if word.endswith("*"))


def _seen(said: str) -> str:
    (word,) = words_of(said)
    return word.lower() + "*" * said.endswith("*")


def _script(text: str) -> str:
    """Return the script of most letters, such as CYRILLIC; "" for a text without words."""
    letters = list(filter(str.isalpha, text))
    if len(letters) < _FEWEST:
        return ""
    # Nearly every text has one script, and each of its letters many times.
    scripts = set(map(_SCRIPTS.__getitem__, set(letters)))
    if len(scripts) == 1:
        return scripts.pop()
    return Counter(map(_SCRIPTS.__getitem__, letters)).most_common(1)[0][0]


class _Scripts(dict[str, str]):
    """Letters and the first words of their names; filled as met, for all texts have the same."""

    def __missing__(self, sign: str) -> str:
        self[sign] = found = unicodedata.name(sign, "?").split()[0]
        return found


_SCRIPTS: Final = _Scripts()


@cached
def _written_in(script: str) -> tuple[Language, ...]:
    return tuple(language for language in LANGUAGES if _script_of(language) == script)


@cached
def _script_of(language: Language) -> str:
    return _script(Texts(language)("words.language"))
