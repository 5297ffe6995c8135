"""Whether two texts say nearly the same: alike in all but a few letters."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from rapidfuzz import fuzz

from ovpsheets.saying.nothing import is_filler, plain_without_lead, words_without_lead
from ovpsheets.saying.same import FEWEST_LETTERS, same
from ovpsheets.words import fold

ALIKE: Final = 93.0
"""Per cent of likeness (rapidfuzz: indel distance, words in order or sorted) of the nearly same."""

_ONE_WORD: Final = 80.0
"""Per cent of likeness from which on two words are forms of one; „јуни“ and „јули“ are not."""

_SAYS_LITTLE: Final = 3
"""Letters below which a word that fills may come or go; a month is more than that."""


def nearly_same(text: str, other: str) -> bool:
    """Tell whether two texts are alike in all but a few letters.

    They name the same numbers, and where a word differs it is a form of the other's, or
    says nothing: „првите два“ and „првите пет“ are not nearly the same.
    """
    first, second = plain_without_lead(text), plain_without_lead(other)
    shorter, both = min(len(first), len(second)), len(first) + len(second)
    # No two texts are more alike than their lengths: 2 × the shorter of both.
    if shorter < FEWEST_LETTERS or 200 * shorter < ALIKE * both:
        return False
    if _numbers(text) != _numbers(other):
        return False
    if max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)) < ALIKE:
        return False
    mine, theirs = Counter(first.split()), Counter(second.split())
    return _are_forms(mine - theirs, theirs - mine) and _are_forms(theirs - mine, mine - theirs)


def _are_forms(words: Iterable[str], others: Collection[str]) -> bool:
    """Tell whether each of *words* says nothing, or is a form of one of *others*."""
    return all(
        (len(word) < _SAYS_LITTLE and is_filler(word))
        or any(fuzz.ratio(word, other) >= _ONE_WORD for other in others)
        for word in words
    )


def alike(text: str, other: str) -> str:
    """Return how two texts are alike: ``same``, ``nearly`` or ""."""
    if same(text, other):
        return "same"
    return "nearly" if nearly_same(text, other) else ""


def _numbers(text: str) -> Counter[str]:
    # As they are spelled: folded, „З“ is a 3.
    words = words_without_lead(text)
    return Counter(fold(word) for word in words if any(map(str.isdigit, word)))
