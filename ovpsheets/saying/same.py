"""Whether two texts say the same again: the one comparison for all rules and the form."""

from typing import Final

from ovpsheets.saying.nothing import plain_without_lead, says_nothing
from ovpsheets.saying.plain import plain
from ovpsheets.templates import cached_up_to

FEWEST_LETTERS: Final = 15
"""Below this, one other letter may well be another word."""


def same(text: str, other: str) -> bool:
    """Tell whether two texts say the same; blank says nothing, so two blanks do not.

    Case, accents, look-alike and invisible letters, punctuation, spaces and
    lead-ins do not matter, nor words that say nothing before or behind.
    """
    first, second = _squeezed(text), _squeezed(other)
    if not first or not second:
        return False
    if first == second:
        return True
    one, two = f" {plain(text)} ", f" {plain(other)} "
    return _is_within(one, two) if len(one) <= len(two) else _is_within(two, one)


@cached_up_to(16_384)
def _squeezed(text: str) -> str:
    return plain_without_lead(text).replace(" ", "")


def _is_within(inner: str, outer: str) -> bool:
    """Tell whether the one text stands in the other, with nothing said around it."""
    if len(inner) < FEWEST_LETTERS or inner not in outer:
        return False
    before, _, behind = outer.partition(inner)
    return all(not rest.strip() or says_nothing(rest) for rest in (before, behind))
