"""The languages, from ``workbook_templates/languages.toml``: no module names one.

What people read in each is in the catalogues beside it (:mod:`ovpsheets.texts`), what they
write in ``reading``, one file for each.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

TEMPLATES: Final = "ovpsheets.workbook_templates"

Language = str
"""One of :data:`LANGUAGES`; whoever lets a text in checks it."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What others call a language."""

    locale: str  # Unicode CLDR, with the country: sq_MK
    document: str  # office documents: sq-AL
    authority: str  # the EU's authority table of languages: SQI


def _declared() -> Mapping[str, Any]:
    file = resources.files(TEMPLATES) / "languages.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


_DECLARED: Final = _declared()

TAGS: Final[Mapping[Language, Tags]] = MappingProxyType(
    {name: Tags(**tags) for name, tags in _DECLARED.items() if isinstance(tags, dict)}
)
LANGUAGES: Final[tuple[Language, ...]] = tuple(TAGS)
DEFAULT_LANGUAGE: Final[Language] = _DECLARED["default"]
"""The language of a workspace, a form or a result for which none is named."""

OF_PROGRAMS: Final[Language] = _DECLARED["programs"]
"""The language of exceptions, which only who writes programs sees, and of foreign vocabularies."""


@cache
def reading(language: Language) -> Mapping[str, Any]:
    """Return what is known of the words people write in *language*: ``reading/<language>.toml``."""
    file = resources.files(TEMPLATES) / "reading" / f"{language}.toml"
    return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))


def written(table: str, key: str) -> tuple[str, ...]:
    """Return the words under *key* of a table of ``reading``, of all languages: people mix them.

    *table* may lie in another: ``date.months``. () where no language has any.
    """
    found: list[str] = []
    for language in LANGUAGES:
        words: Any = reading(language)
        for part in (*table.split("."), key):
            words = words.get(part, {})
        found += words
    return tuple(found)


def pattern(table: str, key: str) -> str:
    """Return the words under *key* as a regular expression that matches one of them.

    "*" in a word stands for any letters, a blank for any blanks. Boundaries are the caller's.
    """
    words = (re.escape(word) for word in written(table, key))
    known = [word.replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words]
    return "|".join(known) or r"(?!)"  # no words: nothing matches
