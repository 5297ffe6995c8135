"""The words beside numbers, from ``workbook_templates/reading``: one file for each language.

All languages are known at once, for people mix them. Words are kept as
:func:`~ovpsheets.intake.meaning.spelling.key` spells them, Macedonian ones on a Latin
keyboard too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ovpsheets.compiled import compiled
from ovpsheets.intake.meaning.spelling import key, keys, latin
from ovpsheets.languages import LANGUAGES, reading

_MOST_KNOWN: Final = 16_384  # words
_SHORTEST: Final = 3  # letters of a beginning that is known with every ending
_EXACT: Final = ("turning", "turning_latin")  # „не“ in Latin letters is Albanian „në“

_TWO_LETTERS: Final = str.maketrans({"ш": "sh", "ч": "ch", "ж": "zh", "ќ": "kj", "џ": "dj"})

Keys = frozenset[str]
_File = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Forms:
    """How words change: their endings, and ends that become others („учесници“, „учесник“)."""

    endings: Keys
    changes: Mapping[str, str]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def beginnings(self, word: str) -> tuple[str, ...]:
        """Return what *word*, a key, may share with its other forms, the longest first."""
        if (known := self._known.get(word)) is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = tuple(self._beginnings(word))
        return known

    def _beginnings(self, word: str) -> Iterator[str]:
        shortest = min(len(word), _SHORTEST)  # a shorter word is known as a whole
        for length in range(len(word), shortest - 1, -1):
            end = word[length:]
            if not end or end in self.endings:
                yield word[:length]
            if end in self.changes:
                yield word[:length] + self.changes[end]

    def of(self, words: Iterable[str]) -> Keys:
        """Return all that words, as keys, may share with their other forms."""
        return frozenset(beginning for word in words for beginning in self.beginnings(word))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of the words beside numbers.

    ``nouns``: the beginning of a counting noun → what it counts (``persons``, ``events``, …);
    ``listed``: these nouns as they are listed, which is their plural. ``tongues``: the beginning
    of such a noun → its languages; ``general``: those of nouns for anything of their kind
    (persons, documents); ``alike``: of nouns for the same thing (teams, groups) → which.
    ``apart``: hours, families and the like, which no indicator counts that does not say so.
    ``apart_forms``: what these share with their other forms. ``others``: nouns that remarks
    count beside those of ``nouns``.
    ``phrases``: several words that are known together → their group. ``exact`` and
    ``inflected``: the other groups.
    """

    forms: Forms
    numbers: Mapping[str, int]
    scale: Mapping[str, int]
    short_scale: Mapping[str, int]
    currency: Mapping[str, str]
    nouns: Mapping[str, str]
    listed: Keys
    tongues: Mapping[str, Keys]
    general: Keys
    alike: Mapping[str, str]
    apart: Keys
    apart_forms: Keys
    others: Keys
    phrases: Mapping[str, str]
    exact: Mapping[str, Keys]
    inflected: Mapping[str, Keys]
    harmless: frozenset[str]

    def counts(self, word: str) -> str:
        """Return what a counting noun, a key, counts; "" for another word."""
        known = (self.nouns.get(beginning) for beginning in self.forms.beginnings(word))
        return next((kind for kind in known if kind), "")

    def languages(self, word: str) -> Keys:
        """Return the languages in which a word, a key, is a counting noun."""
        known = (self.tongues.get(start, frozenset()) for start in self.forms.beginnings(word))
        return frozenset[str]().union(*known)

    def is_general(self, word: str) -> bool:
        """Tell whether a noun, a key, is for anything of its kind."""
        return not self.general.isdisjoint(self.forms.beginnings(word))

    def is_other(self, word: str) -> bool:
        """Tell whether remarks count a noun, a key, that stands beside no number in an answer."""
        return not self.others.isdisjoint(self.forms.beginnings(word))

    def is_apart(self, word: str) -> bool:
        """Tell whether a noun, a key, is of time, a measure or a household, in any form."""
        return not self.apart_forms.isdisjoint(self.forms.beginnings(word))

    def is_many(self, word: str) -> bool:
        """Tell whether a noun, a key, is in its plural."""
        return not self.listed.isdisjoint(self.forms.beginnings(word))

    def same_thing(self, word: str) -> str:
        """Return what a noun, a key, is for where others are for the same, else ""."""
        known = (self.alike.get(beginning) for beginning in self.forms.beginnings(word))
        return next((thing for thing in known if thing), "")

    def has(self, group: str, word: str) -> bool:
        """Tell whether *group* has *word*, a key; in any form where the group is inflected."""
        if group in self.inflected:
            return not self.inflected[group].isdisjoint(self.forms.beginnings(word))
        return word in self.exact[group]


def spelled(words: Iterable[str]) -> Keys:
    """Return the keys of *words*, of Macedonian ones also with the two ways of Latin letters."""
    kept = tuple(words)
    return keys(kept) | keys(map(two_letters, kept))


def two_letters(word: str) -> str:
    """Return a Macedonian word with the letters for which some type two („sh“, „kj“)."""
    return word.lower().translate(_TWO_LETTERS)


@compiled
def vocabulary() -> Vocabulary:
    """Return the words of all languages together."""
    files = [reading(language) for language in sorted(LANGUAGES)]
    forms = Forms(spelled(word for file in files for word in file["endings"]), _changes(files))
    nouns = [(kind, words) for file in files for kind, words in file["nouns"].items()]
    groups = _groups(files)
    apart = spelled(word for file in files for word in file["counted"]["apart"])
    others = spelled(word for file in files for word in file["counted"]["others"])
    return Vocabulary(
        forms=forms,
        numbers=_numbered(file["numbers"]["words"] for file in files),
        scale=_numbered(file["scale"] for file in files),
        short_scale=_numbered(file["short_scale"] for file in files),
        currency={
            word: code
            for file in files
            for code, words in file["currency"].items()
            for word in spelled(words)
        },
        nouns={
            beginning: kind
            # Of two nouns with one beginning the first that is listed counts: it is written last.
            for kind, words in reversed(nouns)
            for beginning in forms.of(spelled(words))
        },
        listed=others | spelled(word for _, words in nouns for word in words),
        tongues=_tongues(forms),
        general=forms.of(spelled(word for file in files for word in file["counted"]["any"])),
        alike={
            beginning: " ".join(words)
            for file in files
            for words in file["counted"]["same"]
            for beginning in forms.of(spelled(words))
        },
        apart=apart,
        apart_forms=forms.of(apart),
        others=forms.of(others),
        phrases=_phrases(groups | {"noun": [word for _, words in nouns for word in words]}),
        exact={name: _keys(name, words) for name, words in groups.items()},
        inflected={
            name: forms.of(spelled(groups[name]))
            for name in ("done", "labels", "money", "percent", "adjectives")
        },
        harmless=frozenset(word for file in files for word in file["beside"]["harmless"]),
    )


def _tongues(forms: Forms) -> dict[str, Keys]:
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        nouns = (word for words in reading(language)["nouns"].values() for word in words)
        for beginning in forms.of(spelled(nouns)):
            found.setdefault(beginning, set()).add(language)
    return {beginning: frozenset(languages) for beginning, languages in found.items()}


def _changes(files: Sequence[_File]) -> dict[str, str]:
    return {
        key(spell(end)): key(spell(other))
        for file in files
        for end, other in file["changes"].items()
        for spell in (str, latin)
    }


def _numbered(tables: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, int]:
    return {
        word: int(number)
        for table in tables
        for number, words in table.items()
        for word in spelled(words)
    }


def _groups(files: Sequence[_File]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for file in files:
        for name in ("and", "alone"):
            groups.setdefault(name, []).extend(file["numbers"][name])
        for name, words in (*file["beside"].items(), *file["known"].items()):
            groups.setdefault(name, []).extend(words)
    return groups


def _keys(name: str, words: Sequence[str]) -> Keys:
    return frozenset(map(key, words)) if name in _EXACT else spelled(words)


def _phrases(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """All words that are known together; of when something is, single ones too."""
    return {
        phrase: name
        for name, words in groups.items()
        for word in words
        if " " in word or name in ("so_far", "in_quarter")
        for phrase in spelled((word,))
    }
