"""In which language the texts of an adopted plan stand."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ovpsheets.languages import reading
from ovpsheets.saying.tongues import language_of
from ovpsheets.templates import cached
from ovpsheets.words import LANGUAGES, Language


def tongue(texts: Iterable[str], otherwise: Language) -> Language:
    """Return the language whose small words are the most in *texts*; *otherwise* where none is."""
    found: Counter[Language] = Counter()
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", text.lower()):
            found.update(_small().get(word, ()))
    return max(LANGUAGES, key=lambda own: (found[own], own == otherwise))


def tongue_of(text: str, usual: Language) -> Language:
    """Return the language of one *text* in a plan that is usually in *usual*."""
    return language_of(text, usual) or tongue([text], usual)


@cached
def _small() -> Mapping[str, tuple[Language, ...]]:
    found: dict[str, tuple[Language, ...]] = {}
    for language in LANGUAGES:
        for word in reading(language).get("adopted", {}).get("small", ()):
            found[word] = (*found.get(word, ()), language)
    return found
