"""The words by which a text may tell of a person: ``[exposing]`` of ``workbook_templates/reading``.

All languages are known at once, for people mix them. Words are compared in plain small Latin
letters, so that Macedonian is known on a Latin keyboard, and Albanian without its two letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.languages import written
from ovpsheets.saying.plain import in_latin, words_of
from ovpsheets.templates import cached, cached_up_to

_ANY_ENDING: Final = "*"


@dataclass(frozen=True, slots=True)
class ExposingWords:
    """Words and phrases that mean alike, in plain Latin letters.

    ``phrases``: by their first word. ``stems``: the beginnings of words with any ending.
    """

    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> "ExposingWords":
        """Take the words under *name* of all languages."""
        words = written("exposing", name)
        stems = (word.removesuffix(_ANY_ENDING) for word in words if word.endswith(_ANY_ENDING))
        phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        for first, *others in map(spelled, words):
            phrases[first] = (*phrases.get(first, ()), (first, *others))
        # A phrase is known as it stands: only single words have stems.
        return cls(phrases, tuple(s for stem in stems for s in spelled(stem)))

    def starts(self, words: Sequence[str], place: int) -> bool:
        """Tell whether one of the group begins at *place* of *words*, in plain Latin letters."""
        first = words[place]
        if first.startswith(self.stems):
            return True
        phrases = self.phrases.get(first)
        return phrases is not None and any(
            tuple(words[place : place + len(phrase)]) == phrase for phrase in phrases
        )

    def may_start(self, first: str) -> bool:
        """Tell whether one of the group may begin with a word, in plain Latin letters."""
        return first in self.phrases or first.startswith(self.stems)


def spelled(text: str) -> tuple[str, ...]:
    """Return the words of *text* in plain small Latin letters."""
    return tuple(in_latin(word) for word in words_of(text))


@cached
def group(name: str) -> ExposingWords:
    """Return a group of words by its name."""
    return ExposingWords.of(name)


@cached_up_to(16_384)
def counting_noun(word: str) -> str:
    """Return what a word counts (``persons``, ``events`` …), "" for no counting noun.

    *word* is spelled as it was typed.
    """
    counted = vocabulary().counts(key(word))
    is_none = counted == "persons" and group("no_persons").starts(spelled(word) or ("",), 0)
    return "" if is_none else counted


def each_spelled(words: Sequence[str]) -> tuple[str, ...]:
    """Return *words* in plain small Latin letters, one for one."""
    return tuple(map(_one_spelled, words))


@cached_up_to(16_384)
def _one_spelled(word: str) -> str:
    return " ".join(spelled(word))


def names_persons(words: Sequence[str], latin: Sequence[str], place: int) -> bool:
    """Tell whether a word for a person stands at *place* of *words*: as typed, and in *latin*."""
    persons, acting, none = _persons()
    if none.starts(latin, place):
        return False
    known = persons.starts(latin, place) or acting.starts(latin, place)
    return known or counts_persons(words[place])


@cached
def _persons() -> tuple[ExposingWords, ExposingWords, ExposingWords]:
    return group("persons"), group("acting"), group("no_persons")


@cached_up_to(16_384)
def counts_persons(word: str) -> bool:
    """Tell whether a word, as it was typed, is a counting noun for persons."""
    return vocabulary().counts(key(word)) == "persons"


def speaks_of_persons(text: str) -> bool:
    """Tell whether any word of *text* is one for persons."""
    words = words_of(text)
    latin = each_spelled(words)
    return any(names_persons(words, latin, place) for place in range(len(words)))
