"""What is in no part of a whole, and parts that are of several breakdowns.

Women, men and children are parts of all the victims by the plan, and two ways to divide them:
together they are more than there are. A reader sees that, and adds up what does make the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from ovpsheets.disclosure.noticed import MOST_FIGURES, MOST_PARTS, PARTS_OF_MANY
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator

REST: Final = ".rest"
"""What the code of a whole ends in where it stands for the rest."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and those of its parts that have a number, of one quarter and reporter.

    ``whole_less_parts``: the cells with their signs, which leave what is in no part:
    the ``rest``, a cell that nobody reports and everybody can work out.
    """

    whole: Indicator
    rest: Key
    whole_less_parts: tuple[tuple[Key, int], ...]
    is_complete: bool

    def left(self, values: Mapping[Key, int]) -> int | None:
        """Return how many are in no part; None where a number is not known."""
        if all(key in values for key, _ in self.whole_less_parts):
            return sum(sign * values[key] for key, sign in self.whole_less_parts)
        return None

    @property
    def is_of_several(self) -> bool:
        """Whether it has more than one part: a part alone is nobody's idea of the whole."""
        return len({key.indicator for key, sign in self.whole_less_parts if sign == -1}) > 1

    def leaves(self, values: Mapping[Key, int]) -> bool:
        """Tell whether somebody is, or may be, in no part.

        Where we do not know every figure of an earlier quarter, a reader is taken to
        believe that the parts that are all there add up.
        """
        left = self.left(values)
        return not self.is_complete if left is None else left > 0


def overlap(found: Iterable[Breakdown], values: Mapping[Key, int], within: int) -> bool:
    """Tell whether parts were of the same persons: of more than the whole, and by no mistake.

    *found*: the breakdown in every quarter and of every reporter; *within*: by less than so much
    parts may miss their whole and are believed to add up all the same.
    """
    every = (own.left(values) for own in found)
    return any(left is not None and left < 0 and -left >= within for left in every)


def ways_to_divide(
    parts: Sequence[Indicator], found: Sequence[Breakdown], values: Mapping[Key, int]
) -> Iterator[tuple[Indicator, ...]]:
    """Yield parts that make the whole together, as some quarter shows it; and each other alone.

    *parts* overlap; *found*: the breakdown by all of them, in every quarter and of every reporter.
    """
    exact: list[frozenset[str]] = []
    most = MOST_PARTS if len(parts) <= MOST_FIGURES else PARTS_OF_MANY
    sizes = sorted({*range(2, min(most, len(parts)) + 1), len(parts)})
    for some in (own for size in sizes for own in combinations(parts, size)):
        codes = frozenset(part.code for part in some)
        if not any(own <= codes for own in exact) and any(
            _makes_the_whole(own, codes, values) for own in found
        ):
            exact.append(codes)
            yield some
    yield from ((part,) for part in parts if not any(part.code in codes for codes in exact))


def _makes_the_whole(own: Breakdown, codes: frozenset[str], values: Mapping[Key, int]) -> bool:
    terms = [(k, sign) for k, sign in own.whole_less_parts if sign == 1 or k.indicator in codes]
    if any(key not in values for key, _ in terms):
        return False
    return codes <= {key.indicator for key, _ in terms} and not sum(
        sign * values[key] for key, sign in terms
    )
