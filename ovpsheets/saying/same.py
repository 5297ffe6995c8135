"""Whether two texts say the same again, or nearly: the one comparison for all rules."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from ovpsheets.saying.nothing import is_filler, says_nothing, without_lead
from ovpsheets.saying.plain import plain

ALIKE: Final = 93.0
"""Per cent of likeness (rapidfuzz: indel distance, words in order or sorted) of the nearly same."""

_ONE_WORD: Final = 80.0
"""Per cent of likeness from which on two words are forms of one; „јуни“ and „јули“ are not."""

_SAYS_LITTLE: Final = 3
"""Letters below which a word that fills may come or go; a month is more than that."""

_FEWEST_LETTERS: Final = 15
"""Below this, one other letter may well be another word."""


def same(text: str, other: str) -> bool:
    """Tell whether two texts say the same; blank says nothing, so two blanks do not.

    Case, accents, look-alike and invisible letters, punctuation, spaces and
    lead-ins do not matter, nor words that say nothing before or behind.
    """
    first, second = _squeezed(text), _squeezed(other)
    if not first or not second:
        return False
    return first == second or _is_within(text, other) or _is_within(other, text)


def nearly_same(text: str, other: str) -> bool:
    """Tell whether two texts are alike in all but a few letters.

    They name the same numbers, and where a word differs it is a form of the other's, or
    says nothing: „првите два“ and „првите пет“ are not nearly the same.
    """
    first, second = plain(without_lead(text)), plain(without_lead(other))
    if min(len(first), len(second)) < _FEWEST_LETTERS or _numbers(first) != _numbers(second):
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


@lru_cache(maxsize=16_384)
def _squeezed(text: str) -> str:
    return plain(without_lead(text)).replace(" ", "")


def _is_within(text: str, other: str) -> bool:
    """Tell whether *text* stands in *other*, with nothing said around it."""
    inner, outer = f" {plain(text)} ", f" {plain(other)} "
    if len(inner) < _FEWEST_LETTERS or inner not in outer:
        return False
    before, _, behind = outer.partition(inner)
    return all(not rest.strip() or says_nothing(rest) for rest in (before, behind))


def _numbers(plain_text: str) -> Counter[str]:
    return Counter(word for word in plain_text.split() if any(map(str.isdigit, word)))
