"""The words by which a text may tell of a person: ``[exposing]`` of ``workbook_templates/reading``.

All languages are known at once, for people mix them. Words are compared in plain small Latin
letters, so that Macedonian is known on a Latin keyboard, and Albanian without its two letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.languages import written
from ovpsheets.saying.plain import in_latin, words_of

_ANY_ENDING: Final = "*"


@dataclass(frozen=True, slots=True)
class ExposingWords:
    """Words and phrases that mean alike; of each, one behind another, whether any ending counts."""

    phrases: frozenset[tuple[str, ...]]
    stems: tuple[str, ...]
    longest: int

    @classmethod
    def of(cls, name: str) -> "ExposingWords":
        """Take the words under *name* of all languages."""
        words = written("exposing", name)
        stems = (word.removesuffix(_ANY_ENDING) for word in words if word.endswith(_ANY_ENDING))
        whole = {spelled(word) for word in words if not word.endswith(_ANY_ENDING)}
        longest = max(map(len, whole), default=0)
        # A phrase is known as it stands: only single words have stems.
        return cls(frozenset(whole), tuple(s for stem in stems for s in spelled(stem)), longest)

    def starts(self, words: Sequence[str], place: int) -> bool:
        """Tell whether one of the group begins at *place* of *words*, in plain Latin letters."""
        return words[place].startswith(self.stems) or any(
            tuple(words[place : place + length]) in self.phrases
            for length in range(1, self.longest + 1)
        )


def spelled(text: str) -> tuple[str, ...]:
    """Return the words of *text* in plain small Latin letters."""
    return tuple(in_latin(word) for word in words_of(text))


@cache
def group(name: str) -> ExposingWords:
    """Return a group of words by its name."""
    return ExposingWords.of(name)


def counting_noun(word: str) -> str:
    """Return what a word counts (``persons``, ``events`` …), "" for no counting noun.

    *word* is spelled as it was typed.
    """
    counted = vocabulary().counts(key(word))
    is_none = counted == "persons" and group("no_persons").starts(spelled(word) or ("",), 0)
    return "" if is_none else counted


def names_persons(words: Sequence[str], place: int) -> bool:
    """Tell whether a word for a person stands at *place* of *words*, which are as typed."""
    latin = [" ".join(spelled(word)) for word in words[place : place + group("persons").longest]]
    if not latin or group("no_persons").starts(latin, 0):
        return False
    known = any(group(name).starts(latin, 0) for name in ("persons", "acting"))
    return known or vocabulary().counts(key(words[place])) == "persons"


def speaks_of_persons(text: str) -> bool:
    """Tell whether any word of *text* is one for persons."""
    words = words_of(text)
    return any(names_persons(words, place) for place in range(len(words)))
