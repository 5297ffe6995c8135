"""The languages, from ``languages.toml`` and a folder for each that is added: no module names one.

What people read in each is in the catalogues beside it (:mod:`ovpsheets.texts`), what they
write in ``reading``, one file for each. A workspace may have languages of its own, leave out
some of the package's, and say which is the usual one: whatever is asked here is asked of the
templates at work (:mod:`ovpsheets.templates`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, overload

from ovpsheets.compiled import compiled
from ovpsheets.templates import (
    PACKAGE,
    Templates,
    active,
    cached,
    laid_over,
    of_templates,
    packaged_table,
)

Language = str
"""One of :data:`LANGUAGES`; whoever lets a text in checks it."""

LANGUAGES_FILE: Final = "languages.toml"
"""Which languages are in use, and the usual one: of the package, and of a workspace."""

LANGUAGE_FILE: Final = "language.toml"
"""In the folder of a language: what others call it."""

READING_FILE: Final = "reading.toml"
"""In the folder of a language: what people write in it."""

NOTHING_FILE: Final = "says_nothing.toml"
"""What people write that says nothing: of the package, for its languages; in the folder of a
language that is added, for that one."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What others call a language.

    ``months``: its months as they stand within a date, () where CLDR has them so.
    """

    locale: str  # Unicode CLDR, with the country: sq_MK
    document: str  # office documents: sq-AL
    authority: str  # the EU's authority table of languages: SQI
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Declared:
    in_use: tuple[Language, ...]
    default: Language
    tags: Mapping[Language, Tags]


_PACKAGE: Final = MappingProxyType(packaged_table(LANGUAGES_FILE))

OF_PROGRAMS: Final[Language] = _PACKAGE["programs"]
"""The language of exceptions, which only who writes programs sees, and of foreign vocabularies.

What a language has no words for is said in it, too.
"""

OF_PACKAGE: Final[tuple[Language, ...]] = tuple(
    name for name, tags in _PACKAGE.items() if isinstance(tags, dict)
)
"""The languages in use where a workspace says nothing else."""


@of_templates
def _declared(templates: Templates) -> _Declared:
    own = templates.table(LANGUAGES_FILE)
    added = {
        path.partition("/")[0] for path in templates.files if path.endswith(f"/{LANGUAGE_FILE}")
    }
    usual = (*OF_PACKAGE, *sorted(added - set(OF_PACKAGE)))
    in_use = tuple(dict.fromkeys(own.get("languages", usual)))
    known = {name: _tags(name) for name in dict.fromkeys((*in_use, *OF_PACKAGE))}
    first = _PACKAGE["default"] if _PACKAGE["default"] in in_use else in_use[0]
    return _Declared(in_use, own.get("default", first), MappingProxyType(known))


def _tags(language: Language) -> Tags:
    said = laid_over(declared_tags(language), active().table(f"{language}/{LANGUAGE_FILE}"))
    return Tags(**{**said, "months": tuple(said.get("months", ()))})


def declared_tags(language: Language) -> Mapping[str, Any]:
    """Return what the package says of a language, in use or not; {} where it knows it not."""
    found: Mapping[str, Any] = _PACKAGE.get(language) or packaged_table(language, LANGUAGE_FILE)
    return found


class _InUse(Sequence[Language]):
    """The languages of the templates at work, in their order; asked anew each time."""

    @overload
    def __getitem__(self, place: int) -> Language: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Language, ...]: ...
    def __getitem__(self, place: int | slice) -> Language | tuple[Language, ...]:
        return _declared(active()).in_use[place]

    def __len__(self) -> int:
        return len(_declared(active()).in_use)

    def __iter__(self) -> Iterator[Language]:
        return iter(_declared(active()).in_use)

    def __contains__(self, language: object) -> bool:
        return language in _declared(active()).in_use

    def __repr__(self) -> str:
        return repr(_declared(active()).in_use)


LANGUAGES: Final[Sequence[Language]] = _InUse()
"""The languages in use, in the order in which they are offered. Nothing may be made of them
when a module is imported: which they are depends on the workspace."""


def default_language() -> Language:
    """Return the language of a workspace, a form or a result for which none is named."""
    return _declared(active()).default


def tags(language: Language) -> Tags:
    """Return what others call *language*; raises KeyError for one that is not known."""
    return tags_in(active(), language)


def tags_in(templates: Templates, language: Language) -> Tags:
    """Return what *templates* call *language*; raises KeyError for one that is not known."""
    return _declared(templates).tags[language]


@cached
def reading(language: Language) -> Mapping[str, Any]:
    """Return what is known of the words people write in *language*.

    That is the package's ``reading/<language>.toml`` or ``<language>/reading.toml``, and over it
    what the workspace has. A table that a language does not have is empty.
    """
    own = active().table(f"{language}/{READING_FILE}")
    if language in OF_PACKAGE and not own:
        with PACKAGE.in_use():
            return MappingProxyType(_of_package()[language])
    return MappingProxyType(laid_over(_shape(), laid_over(packaged_reading(language), own)))


@compiled
def _of_package() -> dict[Language, dict[str, Any]]:
    """Return the words of reading of the package's languages, each with every table."""
    return {language: laid_over(_shape(), packaged_reading(language)) for language in OF_PACKAGE}


@cache  # of the package alone
def _shape() -> dict[str, Any]:
    """Return every table and list that a language of the package has, empty."""
    shape: dict[str, Any] = {}
    for language in OF_PACKAGE:
        shape = laid_over(shape, _emptied(packaged_reading(language)))
    return shape


def packaged_reading(language: Language) -> dict[str, Any]:
    """Return the package's words of reading in *language*, {} where it has none."""
    found = packaged_table("reading", f"{language}.toml") or packaged_table(language, READING_FILE)
    return dict(found)


def _emptied(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of *table* with lists that are empty, and without whatever is in them."""
    return {
        key: _emptied(value) if isinstance(value, dict) else []
        for key, value in table.items()
        if isinstance(value, dict | list)
    }


@of_templates
def for_reading(templates: Templates) -> Templates:
    """Return of *templates* what a worker process needs that reads a file: the words of reading."""
    needed = (LANGUAGES_FILE, f"/{LANGUAGE_FILE}", f"/{READING_FILE}")
    return Templates.of(
        {name: own for name, own in templates.files.items() if name.endswith(needed)}
    )


def with_reading_of(templates: Templates, others: Templates) -> Templates:
    """Return *templates* with the words of reading of *others* in the place of their own."""
    if templates is others:
        return templates
    own = {name: said for name, said in templates.files.items() if not _is_of_reading(name)}
    read = {name: said for name, said in others.files.items() if _is_of_reading(name)}
    return Templates.of(own | read)


def _is_of_reading(name: str) -> bool:
    return name.endswith((f"/{READING_FILE}", f"/{NOTHING_FILE}"))


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
