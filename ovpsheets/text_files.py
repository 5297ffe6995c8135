"""Every text people read, from the catalogues in ``workbook_templates/texts``.

A catalogue is a TOML file in which the languages stand side by side, so
that a translator needs no tool but an editor::

    [cover.title]
    en = "Report for the {quarter}"
    mk = "Известување за {quarter}"
    sq = "Njoftim për {quarter}"

The file's name is the first part of the key: ``texts("form.cover.title", …)``.
A text that depends on a number gives one wording per CLDR plural category
(``mk = {one = "…", other = "…"}``), chosen by the value ``n``.

A language that is added, and what a workspace words otherwise, stands by the whole key, in
``<language>/texts.toml`` or files in ``<language>/texts``::

    "form.cover.title" = "Izveštaj za {quarter}"

What is lacking there is said as the package says it; in a language of which it knows nothing,
in that of programs.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from string import Formatter
from types import MappingProxyType
from typing import Any, Final

from babel import Locale

from ovpsheets.extensions import load
from ovpsheets.languages import LANGUAGES, OF_PACKAGE, Language, tags
from ovpsheets.templates import Templates, active, cached, of_templates, packaged

TEXTS_GROUP: Final = "ovpsheets.texts"

Said = str | Mapping[str, str]
"""A wording: a text, or one for each plural form."""

_OWN_NAME: Final = "words.language"
_NAME: Final = "words.language.of_"
"""The keys of what a language calls itself, and of what others call it, its code behind."""

Wordings = Mapping[Language, Said]

_HEADING: Final = re.compile(r"^\[([\w.-]+)\]", re.MULTILINE)
"""Where a section of a catalogue begins, which is a TOML file by itself."""


def catalogue() -> Mapping[str, Wordings]:
    """Return every text by its key, in all languages. Read once, never changed."""
    return catalogue_of(active())


def texts_of_file(beginning: str) -> Mapping[str, Wordings]:
    """Return the texts whose keys begin with *beginning*, which names the whole of a file first.

    Of the package no other file is read for it.
    """
    known = catalogue()
    if isinstance(known, _Packaged):
        known = known.of_file(beginning.partition(".")[0])
    return {key: said for key, said in known.items() if key.startswith(beginning)}


@of_templates
def catalogue_of(templates: Templates) -> Mapping[str, Wordings]:
    """Return every text by its key, as *templates* have it."""
    package, own = packaged_catalogue(), own_wordings()
    added = [language for language in LANGUAGES if language not in OF_PACKAGE]
    if not (own or added):
        return package
    both = {key: dict(wordings) for key, wordings in package.items()}
    for key, names in _names_of(added).items():
        both[key] = names | both.get(key, {})
    for language, said in own.items():
        for key, wording in said.items():
            both.setdefault(key, {})[language] = wording
    return MappingProxyType(both)


def _names_of(added: Iterable[Language]) -> dict[str, dict[Language, Said]]:
    """Return what languages that are added are called, in themselves and in the others."""
    locales = {la: Locale.parse(tags(la).locale) for la in dict.fromkeys((*OF_PACKAGE, *LANGUAGES))}
    names: dict[str, dict[Language, Said]] = {_OWN_NAME: {}}
    for language in added:
        spoken = {la: name_of(language, locale) for la, locale in locales.items()}
        names[f"{_NAME}{language}"] = dict(spoken)
        names[_OWN_NAME][language] = spoken[language]
    return names


def name_of(language: Language, locale: Locale) -> str:
    """Return what CLDR calls *language* in the language of *locale*, its code where nothing."""
    found: str = locale.languages.get(language, language)
    return found


class _Packaged(Mapping[str, Wordings]):
    """The texts of the package by their keys, each of which begins with the name of its file.

    Of a file a section is parsed when one of its texts is asked for: a command says few of all
    texts, and to parse them all takes as long as anything else of ``--help``.
    """

    def __init__(self, entries: Mapping[str, Traversable]) -> None:
        self._entries = entries
        self._files: dict[str, str] = {}
        self._sections: dict[str, str] = {}  # where a key begins → its section, as it is written
        self._asked: dict[str, Wordings] = {}
        self._whole: dict[str, Mapping[str, Wordings]] = {}

    def __getitem__(self, key: str) -> Wordings:
        if key not in self._asked:
            self._asked |= self._texts_near(key)
        return self._asked[key]

    def __iter__(self) -> Iterator[str]:
        return (key for name in sorted(self._entries) for key in self.of_file(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def of_file(self, name: str) -> Mapping[str, Wordings]:
        """Return the texts of one file, none where there is none of that name."""
        if name not in self._whole:
            tables = tomllib.loads(self._source(name))
            self._whole[name] = dict(_leaves(name, tables, OF_PACKAGE))
        return self._whole[name]

    def _texts_near(self, key: str) -> dict[str, Wordings]:
        """Return the texts of the section in which that of *key* must be, {} where there is none.

        TOML lets nothing of a table with a heading of its own be said under that of another.
        """
        self._source(key.partition(".")[0])
        words = key.split(".")
        for end in range(len(words), 0, -1):
            heading = ".".join(words[:end])
            if section := self._sections.get(heading):
                self._sections[heading] = ""  # for a text that it lacks it is not parsed again
                return dict(_leaves(words[0], tomllib.loads(section), OF_PACKAGE))
        return {}

    def _source(self, name: str) -> str:
        """Return a file as it is written, "" where there is none; its sections are known then."""
        if name not in self._files:
            entry = self._entries.get(name)
            source = entry.read_text(encoding="utf-8") if entry else ""
            self._files[name] = source
            first, *others = _HEADING.split(source)
            self._sections[name] = first
            for heading, section in zip(others[::2], others[1::2], strict=True):
                self._sections[f"{name}.{heading}"] = f"[{heading}]{section}"
        return self._files[name]


@cache  # of the package alone, whatever is laid over it
def packaged_catalogue() -> Mapping[str, Wordings]:
    """Return every text of the package, in the languages that stand side by side."""
    entries = {
        entry.name.removesuffix(".toml"): entry
        for entry in packaged("texts").iterdir()
        if entry.name.endswith(".toml")
    }
    return _Packaged(entries)


def own_wordings() -> dict[Language, dict[str, Said]]:
    """Return language → key → wording, of all that stands in folders of languages in use.

    A wording that asks for a value which the text is not given, or is no text at all, is not
    taken: it is told by ``ovpsheets templates check``.
    """
    found: dict[Language, dict[str, Said]] = {}
    for language in LANGUAGES:
        said = {**_folder_of_package(language), **_of_workspace(language)}
        usable = {key: own for key, own in said.items() if not fault_of(key, own)}
        if usable:
            found[language] = usable
    return found


def _of_workspace(language: Language) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for path in active().files:
        if is_of_texts(path, language):
            found |= dict(by_whole_key(active().table(path)))
    return found


def said_otherwise(language: Language, beginnings: tuple[str, ...]) -> dict[str, Said]:
    """Return key → wording of what the workspace itself says in *language*, and can be used.

    *beginnings*: of the keys that are asked about.
    """
    own = _of_workspace(language).items()
    return {
        key: said for key, said in sorted(own)
        if key.startswith(beginnings) and not fault_of(key, said)
    }  # fmt: skip


def is_of_texts(path: str, language: Language) -> bool:
    """Tell whether a file of the workspace's templates has texts in *language*."""
    folder = path.startswith(f"{language}/texts/") and path.endswith(".toml")
    return folder or path == f"{language}/texts.toml"


@cache  # of the package alone
def _folder_of_package(language: Language) -> Mapping[str, Said]:
    folder = packaged(language, "texts")
    found: dict[str, Said] = {}
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.name.endswith(".toml"):
            found |= dict(by_whole_key(tomllib.loads(entry.read_text(encoding="utf-8"))))
    return found


def by_whole_key(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield whole key → what is said, of a file of texts in one language.

    Keys may also be written in tables; what is said for a key that there is not is yielded, too.
    """
    for name, value in table.items():
        key = f"{prefix}{name}"
        if key not in packaged_catalogue() and isinstance(value, dict):
            yield from by_whole_key(value, f"{key}.")
        else:
            yield key, value


def fault_of(key: str, said: object) -> str:
    """Return what is wrong with a wording of *key*, "" where it can be used.

    ``unknown``: there is no such text; ``kind``: one that counts has a wording for each plural
    form, others have one; ``braces``: a brace without its other; ``values``: it asks for what the
    text is not given.
    """
    if not is_key(key):
        return "unknown"
    model = packaged_catalogue().get(key, {})
    counts = any(isinstance(own, Mapping) for own in model.values())
    forms = said.values() if counts and isinstance(said, dict) else (said,)
    if not all(isinstance(form, str) for form in forms) or (
        forms is not said and isinstance(said, dict) and "other" not in said
    ):
        return "kind"
    try:
        asked = set().union(*map(values_of, forms))
    except ValueError:
        return "braces"
    return "values" if asked - values_given(key) else ""


def is_key(key: str) -> bool:
    """Tell whether there is a text of this key, or a language that it names."""
    named = key.removeprefix(_NAME) if key.startswith(_NAME) else ""
    return key in packaged_catalogue() or named in LANGUAGES


def values_given(key: str) -> frozenset[str]:
    """Return the values that a text of the package is given, as its wordings ask for them."""
    found: set[str] = set()
    for said in packaged_catalogue().get(key, {}).values():
        for form in (said,) if isinstance(said, str) else said.values():
            found |= values_of(form)
    return frozenset(found)


def values_of(wording: str) -> set[str]:
    """Return the values that a wording asks for; raises ValueError for a brace left open."""
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}


def texts_of_others() -> Mapping[str, Wordings]:
    """Return the texts of rules that other packages add (entry points ``ovpsheets.texts``)."""
    return _texts_on(tuple(sys.path))


@cached  # what is installed follows from where Python looks
def _texts_on(_path: tuple[str, ...]) -> Mapping[str, Wordings]:
    found: dict[str, Wordings] = {}
    for text in load(TEXTS_GROUP).values():
        try:
            tables = tomllib.loads(text) if isinstance(text, str) else {}
        except tomllib.TOMLDecodeError:
            continue  # its rules have no words then, and are refused for it
        found.update(_leaves("rules", tables, (*OF_PACKAGE, *LANGUAGES)))
    return MappingProxyType(found)


def _leaves(
    prefix: str, table: Mapping[str, Any], languages: Iterable[Language]
) -> Iterator[tuple[str, Wordings]]:
    known = tuple(dict.fromkeys(languages))
    wordings = {language: table[language] for language in known if language in table}
    if wordings:
        yield prefix, wordings
    for key, inner in table.items():
        if key not in known and isinstance(inner, dict):
            yield from _leaves(f"{prefix}.{key}", inner, known)
