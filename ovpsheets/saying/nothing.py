"""Texts that say nothing, known as a kind: by what all their words are, not by their spelling.

The words are in ``workbook_templates/says_nothing.toml``, by language. A text says
nothing when each of its words fills, announces or points elsewhere: „ќе се реализира
во наредниот период“, "see previous report". One other word, and it says something.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from ovpsheets.compiled import compiled
from ovpsheets.languages import NOTHING_FILE
from ovpsheets.saying.plain import in_latin, plain, seen, words_of
from ovpsheets.templates import active, cached, cached_up_to, laid_over, packaged_table
from ovpsheets.words import LANGUAGES, Language, fold, placeholders

_FIGURE: Final = re.compile(r"(?<![\d./,-])\d{1,3}(?![\d./,-]*\d)\s*(%)?")
"""A number that may count something; years, dates, codes and numbers of documents do not."""

_CELL: Final = re.compile("[A-Za-z]{1,2}[0-9]{1,3}|[КкТт][1-4]")
"""What points at a cell of the form (G7), or names a quarter (Q3, К3)."""


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words of one class, folded and in Latin letters; stems are beginnings of words."""

    folded: frozenset[str]
    latin: frozenset[str]
    stems: tuple[str, ...]
    latin_stems: tuple[str, ...]

    @classmethod
    def of(cls, said: Iterable[str]) -> "WordClass":
        """Take words, of which one that ends in "*" is a stem."""
        words, stems = set[str](), set[str]()
        for word in said:
            (stems if word.endswith("*") else words).update(words_of(word.removesuffix("*")))
        return cls(
            frozenset(map(fold, words)),
            frozenset(map(in_latin, words)),
            tuple(sorted(map(fold, stems))),
            tuple(sorted(map(in_latin, stems))),
        )

    def has(self, word: str) -> bool:
        """Tell whether a word is of this class."""
        folded, latin = fold(word), in_latin(word)
        return (
            folded in self.folded
            or latin in self.latin
            or folded.startswith(self.stems)
            or latin.startswith(self.latin_stems)
        )


@dataclass(frozen=True, slots=True)
class _Words:
    filler: WordClass
    future: WordClass
    promised: WordClass
    pointer: WordClass
    pointed: WordClass
    lead: WordClass
    basis: WordClass
    paper: WordClass
    number: WordClass
    whole: frozenset[str]


@cached_up_to(16_384)
def is_placeholder(text: str) -> bool:
    """Tell whether *text* only fills the cell: „/“, „нема.“, "n.a.", "....", "-II-", "TRUE".

    So does a text without a letter or a number, one letter again and again, and a bare
    number; a percentage above 0 says something. A blank text is none.
    """
    if not text.strip() or _says_much(text):
        return False
    squeezed = plain(text).replace(" ", "")
    if not squeezed or squeezed.isdigit():
        return "%" not in text or not squeezed.strip("0")
    return squeezed in _words().whole or (len(set(squeezed)) == 1 and squeezed.isalpha())


@cached_up_to(16_384)
def says_nothing(text: str, title: str = "") -> bool:
    """Tell whether *text*, which is not blank, fills, announces or points, and says no more.

    *title*: what the text is about; its words say nothing new in an announcement.
    """
    if is_link_alone(text):
        return True
    if _says_much(text) and any(
        _says_something(word[0], title) for word in _BETWEEN.finditer(text)
    ):
        return False
    if is_placeholder(text) or plain(text).replace(" ", "") in _common():
        return True
    words = [word for word in words_of(text) if not word.isdigit() and not _CELL.fullmatch(word)]
    if not words:
        return False
    if _rests_on_a_paper(words, text):
        return True
    kinds = set[str]().union(*map(_kinds_of, words))
    announces, points = "future" in kinds, "pointer" in kinds
    if not (announces or points) and _counts(text):
        return False
    empty = {"filler", "pointer"}
    if announces or points:
        empty.add("pointed")
    if announces:
        empty |= {"future", "promised"}
    about = _beginnings(title) if announces else ()
    return all(_kinds_of(word) & empty or _begins(word, about) for word in words)


def is_link_alone(text: str) -> bool:
    """Tell whether *text* is only a link: whoever reads it is pointed elsewhere."""
    return _LINK.fullmatch(text) is not None


_LINK: Final = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)

_LETTER: Final = "A-Za-zА-яЀ-Џѐ-џ"
"""Of a text without accents, marks and look-alikes (:func:`plain`) these letters are left."""

_BETWEEN: Final = re.compile(r"(?<= )[A-Za-zА-ИК-Яа-ик-я]+(?= )")
"""Words that :func:`words_of` finds as they stand: in letters without accents, between blanks."""

_SEVERAL: Final = 4  # more letters than that are not one of them in capitals and look-alikes


def _says_much(text: str) -> bool:
    """Tell whether *text* has more letters than any that is listed as a whole, and several.

    It is seen without taking it apart, and nearly every text that says something is so long.
    """
    found = _many().match(text)
    return found is not None and sum(map(str.isalpha, set(found[0]))) > _SEVERAL


@cached
def _many() -> re.Pattern[str]:
    most = max(map(len, _words().whole | _common()))
    return re.compile(f"(?:[^{_LETTER}]*+[{_LETTER}]){{{most + 1}}}")


def _says_something(word: str, title: str) -> bool:
    """Tell whether one word says something wherever it stands, in a text about *title*."""
    return not _kinds_of(word) and not (title and _begins(word, _beginnings(title)))


@cached_up_to(16_384)
def _kinds_of(word: str) -> frozenset[str]:
    """The classes of words that a word is of, by name."""
    known = _words()
    classes = {
        "filler": known.filler, "future": known.future, "promised": known.promised,
        "pointer": known.pointer, "pointed": known.pointed, "lead": known.lead,
        "basis": known.basis, "paper": known.paper, "number": known.number,
    }  # fmt: skip
    return frozenset(name for name, kind in classes.items() if kind.has(word))


def _rests_on_a_paper(words: list[str], text: str) -> bool:
    """Tell whether a text names a document that it goes by, and no more: „согл. допис 03-22/1“."""
    kinds = [_kinds_of(word) for word in words]
    begins = next((at for at, of in enumerate(kinds) if "basis" in of), len(words))
    between = next(
        (
            at
            for at, (word, of) in enumerate(zip(words, kinds, strict=True))
            if at > begins and not ("basis" in of or ("filler" in of and len(word) < _LEAST_SHARED))
        ),
        None,
    )
    if between is None or not kinds[between] & _PAPERS:
        return False
    before = all("filler" in of for of in kinds[:begins])
    behind = all(of & {"filler", "basis", "number", *_PAPERS} for of in kinds[begins:])
    return before and behind and all(map(_is_of_a_paper, _figures(text)))


_PAPERS: Final = frozenset({"pointed", "paper"})


def _figures(text: str) -> Iterator[str]:
    """Yield what stands before each number that may count something."""
    shown = seen(text)
    return (shown[: found.start()] for found in _FIGURE.finditer(shown))


def _is_of_a_paper(before: str) -> bool:
    """Tell whether a number behind *before* is that of a document: „допис бр. “, "letter "."""
    last = words_of(before)[-1:]
    is_number = before.rstrip().endswith(("№", "#"))
    return is_number or any(_kinds_of(word) & {"number", *_PAPERS} for word in last)


def is_filler(word: str) -> bool:
    """Tell whether one word says nothing wherever it stands."""
    return "filler" in _kinds_of(word)


@cached_up_to(16_384)
def plain_without_lead(text: str) -> str:
    """Return *text* plainly, without what only leads it in: „Исто:“, „Како претходно, “."""
    return fold(" ".join(words_without_lead(text)))


def words_without_lead(text: str) -> tuple[str, ...]:
    """Return the words of *text* as they are spelled, without those that only lead it in."""
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and len(head) < _LONGEST_LEAD and says_nothing(head):
        text = rest
    words = words_of(text)
    first = next((n for n, word in enumerate(words) if "lead" not in _kinds_of(word)), 0)
    return words[first:]


_LONGEST_LEAD: Final = 60
_LEAST_SHARED: Final = 5
"""Letters from which on two words are forms of one: „обука“, „обуките“."""


def _beginnings(title: str) -> tuple[str, ...]:
    long = (in_latin(word) for word in words_of(title) if len(word) >= _LEAST_SHARED - 1)
    return tuple(word[:_LEAST_SHARED].rstrip("aeiou") for word in long)


def _begins(word: str, about: tuple[str, ...]) -> bool:
    return bool(about) and in_latin(word).startswith(about)


def _counts(text: str) -> bool:
    """Tell whether a number in *text* may count something."""
    shown = seen(text)
    return any(found[1] or not _is_time(shown[found.end() :]) for found in _FIGURE.finditer(shown))


def _is_time(behind: str) -> bool:
    word = _word_behind().match(behind)
    return word is not None and fold(word[1]).startswith(_times())


@cached
def _word_behind() -> re.Pattern[str]:
    ordinals = (ending for language in LANGUAGES for ending in _said_in(language, "ordinals"))
    return re.compile(rf"[\s.]*(?:-?(?:{'|'.join(map(re.escape, ordinals))}))?\s*([^\W\d_]+)")


@cached
def _times() -> tuple[str, ...]:
    return tuple(fold(word) for language in LANGUAGES for word in _said_in(language, "times"))


@compiled
def _words() -> _Words:
    said = _said()
    kinds: dict[str, Any] = {
        kind: WordClass.of(word for language in LANGUAGES for word in _said_in(language, kind))
        for kind in (
            "filler",
            "future",
            "promised",
            "pointer",
            "pointed",
            "lead",
            "basis",
            "paper",
            "number",
        )
    }
    whole = (plain(text).replace(" ", "") for text in (*placeholders(), *_whole(said)))
    return _Words(**kinds, whole=frozenset(filter(None, whole)))


def _said_in(language: Language, kind: str) -> list[str]:
    # A language of which nobody has listed the words yet says something always.
    return str(_said().get(language, {}).get(kind, "")).split()


def _whole(said: dict[str, Any]) -> Iterator[str]:
    return (phrase for text in said["whole"] for phrase in _listed(text))


@cached
def common_phrases(language: Language) -> tuple[str, ...]:
    """Return the commonest texts that say nothing, which every form knows by itself."""
    said = _said()
    every = (phrase for listed in said["core"].values() for phrase in _listed(listed))
    usual = (phrase for listed in said["any"] for phrase in _listed(listed))
    own = (*usual, *_listed(said["common"].get(language, "")))
    return tuple(dict.fromkeys((*placeholders(), *_whole(said), *every, *own)))


@cached
def squeezed_words() -> tuple[str, ...]:
    """Return the words that a form's formula takes out of a text before it looks it up."""
    listed = packaged_table(NOTHING_FILE)["squeezed"]
    return tuple(word for language in LANGUAGES for word in listed.get(language, ()))


@compiled
def _common() -> frozenset[str]:
    phrases = (phrase for language in LANGUAGES for phrase in common_phrases(language))
    return frozenset(filter(None, (plain(phrase).replace(" ", "") for phrase in phrases)))


def _listed(text: str) -> Iterator[str]:
    """Yield what a list names; "[a/b] c" names "a c" and "b c"."""
    for line in text.split("\n"):
        for item in filter(None, line.split("|")):
            parts = (part.split("/") if n % 2 else [part] for n, part in enumerate(_EITHER(item)))
            yield from ("".join(chosen).strip() for chosen in product(*parts))


_EITHER: Final = re.compile(r"[\[\]]").split


@cached
def _said() -> dict[str, Any]:
    """Return the package's file with the languages in use alone, and those of their folders."""
    listed, added = packaged_table(NOTHING_FILE), {la: _added(la) for la in LANGUAGES}
    said: dict[str, Any] = {la: laid_over(listed.get(la, {}), added[la]) for la in LANGUAGES}
    return said | {
        "whole": (*_known(listed["whole"]["placeholders"]), *_all(added, "whole")),
        "core": {la: _own(listed, added, "core", la) for la in LANGUAGES},
        "common": {la: _own(listed, added, "common", la) for la in LANGUAGES},
        "any": (*_known(listed["common"]["any"]), *_all(added, "any")),
    }


def _known(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines that are in a language in use, or in none."""
    return (text for language, text in lines if language in ("any", *LANGUAGES))


def _all(added: Mapping[Language, Mapping[str, Any]], name: str) -> Iterator[str]:
    return (own[name] for own in added.values() if name in own)


def _own(
    listed: Mapping[str, Any], added: Mapping[Language, Mapping[str, Any]], name: str, la: Language
) -> str:
    return str(added[la].get(name) or listed[name].get(la, ""))


def _added(language: Language) -> dict[str, Any]:
    path = f"{language}/{NOTHING_FILE}"
    return laid_over(packaged_table(path), active().table(path))
