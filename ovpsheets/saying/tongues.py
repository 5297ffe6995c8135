"""In which language a text stands, as far as its letters tell.

An institution writes in the language of its form, but not always: letters of another script
than that language has belong to another one. Which script a language has is seen in its own name.
"""

import unicodedata
from collections import Counter

from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


def language_of(text: str, written_in: Language) -> Language:
    """Return the language of a *text* from somebody who writes in *written_in*.

    "" where its letters are of another script, which no language or several have.
    """
    own = _script(text)
    if not own or own == _script_of(written_in):
        return written_in
    others = [language for language in LANGUAGES if _script_of(language) == own]
    return others[0] if len(others) == 1 else ""


def stands_in_other(text: str, written_in: Language, page: Language) -> bool:
    """Tell whether a *text* stands in another language than the page; not of one without words.

    Where letters of the page's script come from somebody whose language has another, nobody knows.
    """
    own = _script(text)
    if not own:
        return False
    if own != _script_of(page):
        return True
    return written_in != page and own == _script_of(written_in)


def _script(text: str) -> str:
    """Return the script of most letters, such as CYRILLIC; "" for a text without words."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < _FEWEST:
        return ""
    names = Counter(unicodedata.name(sign, "?").split()[0] for sign in letters)
    return names.most_common(1)[0][0]


_FEWEST = 3
"""Letters; fewer are a unit or an initial."""


@cached
def _script_of(language: Language) -> str:
    return _script(Texts(language)("words.language"))
