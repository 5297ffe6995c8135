"""In which language the texts of an adopted plan stand."""

from collections import Counter
from collections.abc import Iterable

from ovpsheets.saying.tongues import evidence, language_of
from ovpsheets.words import LANGUAGES, Language


def tongue(texts: Iterable[str], otherwise: Language) -> Language:
    """Return the language whose words are the most in *texts*; *otherwise* where none is."""
    found: Counter[Language] = Counter()
    for text in texts:
        found.update(evidence(text))
    return max(LANGUAGES, key=lambda own: (found[own], own == otherwise))


def tongue_of(text: str, usual: Language) -> Language:
    """Return the language of one *text* in a plan that is usually in *usual*."""
    return language_of(text, usual) or tongue([text], usual)
