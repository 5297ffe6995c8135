"""Whether two texts say the same again, or nearly: the one comparison for all rules."""

from collections import Counter
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from ovpsheets.saying.nothing import says_nothing, without_lead
from ovpsheets.saying.plain import plain

ALIKE: Final = 93.0
"""Per cent of likeness (rapidfuzz: indel distance, words in order or sorted) of the nearly same."""

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
    """Tell whether two texts are alike in all but a few letters, and name the same numbers."""
    first, second = plain(without_lead(text)), plain(without_lead(other))
    if min(len(first), len(second)) < _FEWEST_LETTERS or _numbers(first) != _numbers(second):
        return False
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)) >= ALIKE


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
