"""What is wrong with the templates at work: lacking, unusable, too long, of two scripts.

The same check runs over the package's own languages in the tests.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.forms.table_help import LONGEST_MESSAGE, LONGEST_TITLE
from ovpsheets.kinds import KINDS
from ovpsheets.languages import (
    LANGUAGE_FILE,
    LANGUAGES_FILE,
    NOTHING_FILE,
    OF_PACKAGE,
    OF_PROGRAMS,
    READING_FILE,
    Language,
    packaged_reading,
)
from ovpsheets.own_templates import FOLDER
from ovpsheets.plan.sheets import SHEETS
from ovpsheets.results.report.finding_states import STATES
from ovpsheets.rules.person_names import FORENAMES
from ovpsheets.templates import active, packaged_table
from ovpsheets.text_files import (
    Said,
    by_whole_key,
    catalogue,
    fault_of,
    is_of_texts,
    packaged_catalogue,
    values_of,
)
from ovpsheets.texts import Texts, locale_of
from ovpsheets.words import ANSWER_FLAGS, LANGUAGES, REPORTABLE, SEVERITIES
from ovpsheets.writing.look import LOGO, LOOK, faults_of_look, logo
from ovpsheets.writing.measure import text_units
from ovpsheets.writing.page_templates import PAGES, fault_of_page, page_names


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One fault: ``kind`` is a key of ``templates.fault``, ``values`` what its sentence is given.

    ``file`` as it lies in the workspace; of a text that lacks, where it belongs.
    """

    kind: str
    file: str
    key: str = ""
    language: Language = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, texts: Texts) -> str:
        """Return what is wrong and what to do, in the reader's language."""
        return texts(f"templates.fault.{self.kind}", **self.values)


LONGEST_SHEET: Final = 31
"""Characters of a sheet's name in every office program."""

LONGEST_LIST: Final = 255
"""Characters of a list that stands in a cell's own choice, with the commas between."""

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
_MARGIN: Final = 1.0  # of a heading's cell, in digits
_HEADING: Final = 0.95  # the size of a heading's letters beside that of a column's digits

_SHEETS: Final = {
    "form": r"form\.sheet\.\w+",
    "plan": rf"plan\.({'|'.join(SHEETS)}|readme)\.name",
    "consolidated": r"consolidated\.sheet\.\w+\.name",
    "corrections": r"corrections\.sheet",
    "comments": r"release\.comments\.(own\.)?sheet",
    "questions": r"release\.questions\.sheet",
    "tables": r"release\.(tables\.cover|table\.\w+\.sheet)",
    "adopted": r"adopted\.book\.name",
}
"""Workbook → the keys of its sheets' names, which must differ from one another."""

_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "words.status": tuple(f"words.status.{status}" for status in REPORTABLE),
    "words.flag": tuple(f"words.flag.{flag}" for flag in ANSWER_FLAGS),
    "words.yes": ("words.yes", "words.no"),
    "words.kind": tuple(f"words.kind.{kind}" for kind in KINDS),
    "words.severity": tuple(f"words.severity.{severity}" for severity in SEVERITIES),
    "consolidated.state": tuple(f"consolidated.state.{state}" for state in STATES),
    "consolidated.answer": ("consolidated.answer.agrees", "consolidated.answer.comments"),
}
"""What is chosen from in a cell → the keys of its words."""

_TITLES: Final = re.compile(
    r"form\.refused\.title|consolidated\.choose\.title|decisions\.help\.\w+\.title"
    r"|plan\.entry\.\w+\.title"
)
_MESSAGES: Final = re.compile(
    r"form\.refused\.(?!title)\w+|consolidated\.choose\.(message|error)"
    r"|decisions\.help\.\w+\.message|plan\.entry\.\w+|plan\.(?!entry)\w+\.\w+\.help"
)


def template_faults() -> tuple[TemplateFault, ...]:
    """Return every fault of the templates at work, file by file."""
    found = [
        *_of_files(),
        *_of_own_texts(),
        *(fault for language in LANGUAGES for fault in _of_language(language)),
        *_of_reading(),
        *_of_look(),
    ]
    return tuple(sorted(found, key=lambda own: (own.file, own.kind != "missing", own.key)))


# ------------------------------------------------------------------ files


def _of_files() -> Iterator[TemplateFault]:
    for name in active().files:
        language, _, rest = name.partition("/")
        if rest and _is_of_language(name, language):
            if language not in LANGUAGES:
                yield TemplateFault("not_in_use", _in_folder(name), values={"language": language})
        elif name not in _known_files():
            yield TemplateFault("unknown_file", _in_folder(name))


def _is_of_language(name: str, language: str) -> bool:
    own = (LANGUAGE_FILE, READING_FILE, NOTHING_FILE)
    return is_of_texts(name, language) or name in [f"{language}/{file}" for file in own]


def _known_files() -> set[str]:
    pages = (f"{PAGES}/{name}" for name in page_names())
    return {LANGUAGES_FILE, LOOK, FORENAMES, LOGO, *pages}


def _in_folder(name: str) -> str:
    return f"{FOLDER}/{name}"


# ------------------------------------------------------------------ texts that a workspace has


def _of_own_texts() -> Iterator[TemplateFault]:
    for language in LANGUAGES:
        for name in active().files:
            if is_of_texts(name, language):
                yield from _of_text_file(name, language)


def _of_text_file(name: str, language: Language) -> Iterator[TemplateFault]:
    for key, said in by_whole_key(active().table(name)):
        if kind := fault_of(key, said):
            yield TemplateFault(kind, _in_folder(name), key, language, _about(key, said))


def _about(key: str, said: object) -> Mapping[str, object]:
    """Return what sentences about a text that cannot be used are given."""
    given: set[str] = set()
    for wording in packaged_catalogue().get(key, {}).values():
        for form in _forms(wording):
            given |= values_of(form)
    allowed = ", ".join(f"{{{name}}}" for name in sorted(given)) or "–"
    return {"allowed": allowed, "text": str(said)}


# ------------------------------------------------------------------ languages


def _of_language(language: Language) -> Iterator[TemplateFault]:
    own = {key: words[language] for key, words in catalogue().items() if language in words}
    yield from _missing(language, own)
    for key, said in own.items():
        yield from _of_wording(key, said, language)
    yield from _of_sheets(language)
    yield from _of_lists(language)
    yield from _of_headings(language)


def _missing(language: Language, own: Mapping[str, Said]) -> Iterator[TemplateFault]:
    for key in packaged_catalogue():
        if key not in own:
            yield TemplateFault("missing", home_of(language), key, language)


def home_of(language: Language) -> str:
    """Return where a workspace's own wordings in *language* stand."""
    return _in_folder(f"{language}/texts.toml")


def _of_wording(key: str, said: Said, language: Language) -> Iterator[TemplateFault]:
    if not isinstance(said, str):
        wanted = {*locale_of(language).plural_form.tags, "other"}
        if lacking := sorted(wanted - said.keys()):
            yield _fault("plural", key, language, forms=", ".join(lacking))
    for form in _forms(said):
        for word in words_of_two_scripts(form):
            yield _fault("mixed", key, language, word=word)
        if len(form) > LONGEST_TITLE and _TITLES.fullmatch(key):
            yield _fault("too_long", key, language, length=len(form), most=LONGEST_TITLE)
        elif len(form) > LONGEST_MESSAGE and _MESSAGES.fullmatch(key):
            yield _fault("too_long", key, language, length=len(form), most=LONGEST_MESSAGE)


def _forms(said: Said) -> Iterable[str]:
    return (said,) if isinstance(said, str) else said.values()


def _fault(kind: str, key: str, language: Language, **values: object) -> TemplateFault:
    return TemplateFault(kind, home_of(language), key, language, values)


def words_of_two_scripts(text: str) -> list[str]:
    """Return the words of *text* in which Latin and Cyrillic letters are mixed."""
    plain = _PLACEHOLDER.sub(" ", unicodedata.normalize("NFC", text))
    if len({_script(letter) for letter in set(plain) if letter.isalpha()}) < 2:
        return []  # nearly every text: its words need not be told apart
    words = _WORD.findall(plain)
    return [word for word in words if len({_script(letter) for letter in word}) > 1]


@cache  # the letters of all languages are a few hundred
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _of_sheets(language: Language) -> Iterator[TemplateFault]:
    texts = Texts(language)
    for keys in _names_of_sheets():
        known: dict[str, str] = {}
        for key in keys:
            name = texts(key)
            if len(name) > LONGEST_SHEET:
                yield _fault("too_long", key, language, length=len(name), most=LONGEST_SHEET)
            if _NO_SHEET_NAME.search(name):
                yield _fault("no_sheet_name", key, language, text=name)
            other = known.setdefault(name.casefold(), key)
            if other != key:
                yield _fault("same_name", key, language, text=name, other=other)


@cache
def _names_of_sheets() -> tuple[tuple[str, ...], ...]:
    """Return the keys of ``_SHEETS`` that the package has, workbook by workbook."""
    return tuple(
        tuple(key for key in packaged_catalogue() if re.fullmatch(keys, key))
        for keys in _SHEETS.values()
    )


def _of_lists(language: Language) -> Iterator[TemplateFault]:
    texts = Texts(language)
    for name, keys in _LISTS.items():
        words = [texts(key) for key in keys]
        length = len(",".join(words))
        if length > LONGEST_LIST:
            yield _fault("long_list", f"{name}.*", language, length=length, most=LONGEST_LIST)
        for key, word in zip(keys, words, strict=True):
            if "," in word:
                yield _fault("comma", key, language, text=word)
            if words.count(word) > 1:
                yield _fault("same_word", key, language, text=word)


def _of_headings(language: Language) -> Iterator[TemplateFault]:
    """Yield headings that the workspace gives the form, with a word wider than its column.

    It is an estimate; the package's own were looked at, and break nowhere.
    """
    texts = Texts(language)
    own = {
        key
        for name in active().files
        if is_of_texts(name, language)
        for key, _ in by_whole_key(active().table(name))
    }
    for table in BUILT_IN.tables:
        for column in BUILT_IN.table(table):
            key = f"form.{table}.{column.key}"
            for word in texts(key).split() if key in own else ():
                if text_units(word, bold=True) * _HEADING > column.width - _MARGIN:
                    yield _fault("wide", key, language, word=word)


# ------------------------------------------------------------------ reading words, look, pages


def _of_reading() -> Iterator[TemplateFault]:
    shapes = [packaged_reading(language) for language in OF_PACKAGE]
    kinds = packaged_table(NOTHING_FILE)
    nothing = {"whole", "core", "common", "any", *kinds[OF_PROGRAMS]}
    for language in LANGUAGES:
        name = f"{language}/{READING_FILE}"
        for key in _strange(active().table(name), shapes):
            yield TemplateFault("unknown_words", _in_folder(name), key, language)
        name = f"{language}/{NOTHING_FILE}"
        for key in active().table(name).keys() - nothing:
            yield TemplateFault("unknown_words", _in_folder(name), key, language)


def _strange(table: Mapping[str, Any], shapes: list[Any], prefix: str = "") -> Iterator[str]:
    """Yield the keys of *table* that no language of the package has."""
    for key, value in table.items():
        inner = [shape[bare] for shape in shapes if (bare := key.removesuffix("+")) in shape]
        if not inner and not _is_number(key):
            yield f"{prefix}{key}"
        elif isinstance(value, Mapping):
            tables = [own for own in inner if isinstance(own, Mapping)]
            yield from _strange(value, tables, f"{prefix}{key}.")


def _is_number(key: str) -> bool:
    """Tell whether a key is what its words stand for: a number, a month, a currency."""
    return key.isdecimal() or (key.isupper() and len(key) == 3)


def _of_look() -> Iterator[TemplateFault]:
    for key, kind in faults_of_look():
        yield TemplateFault(kind, _in_folder(LOOK), key)
    if LOGO in active().files and logo() is None:
        yield TemplateFault("logo", _in_folder(LOGO))
    for name in page_names():
        if fault := fault_of_page(name):
            kind, detail = fault
            yield TemplateFault(kind, _in_folder(f"{PAGES}/{name}"), values={"detail": detail})
