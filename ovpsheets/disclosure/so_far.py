"""What figures have come to by a quarter, and what is new in it: of that their sums are made.

A figure that counts since the start grows by what is new; one that counts the quarter is new
itself. Which of the two a cell is was said by the plan that it was published with. A body that
carries on others' figures goes on from theirs; and a figure that fell began anew, as those do
that count since January.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from ovpsheets.disclosure.terms import Key
from ovpsheets.quarter import Quarter

Terms = tuple[tuple[Key, int], ...]
"""Cells, each with its sign."""

THE_START: Final = ""
"""In the place of a quarter: what was before the plan began."""


class Amount(NamedTuple):
    """A sum of ``cells`` and a ``number`` besides."""

    cells: tuple[Key, ...]
    number: float = 0

    def value(self, values: Mapping[Key, float]) -> float | None:
        """Return what it is; None where the value of a cell is not known."""
        if any(key not in values for key in self.cells):
            return None
        return self.number + sum(values[key] for key in self.cells)


@dataclass(frozen=True, slots=True)
class Series:
    """A figure of one body, and of those whose figure it carries on: its cells by quarter.

    ``of_one_quarter``: the quarters whose cells count that quarter alone; ``first``: the quarter
    in which the plan begins; ``start``: what the figure was before, None where nobody says.
    """

    cells: Mapping[str, tuple[Key, ...]]
    of_one_quarter: frozenset[str]
    first: str
    start: float | None

    def so_far(self, quarter: str) -> Amount | None:
        """Return what it had come to by a quarter; None where its cells do not say that."""
        if quarter == THE_START:
            return None if self.start is None else Amount((), self.start)
        if quarter not in self.of_one_quarter:
            return Amount(self.cells[quarter]) if quarter in self.cells else None
        if self.start is None:
            return None
        every = [*between(previous(self.first), quarter), quarter]
        if not self.of_one_quarter.issuperset(every):
            return None
        return Amount(tuple(key for one in every for key in self.cells[one]), self.start)

    def before(self, quarter: str) -> str | None:
        """Return the last quarter before of which that is known; None where none is."""
        earlier = sorted((one for one in (THE_START, *self.cells) if one < quarter), reverse=True)
        return next((one for one in earlier if self.so_far(one) is not None), None)

    def is_next(self, before: str, quarter: str) -> bool:
        """Tell whether nothing lies between two quarters; the start is before the plan's first."""
        return before == previous(quarter) or (before == THE_START and quarter == self.first)

    def new(self, quarter: str, values: Mapping[Key, float]) -> float | None:
        """Return what is new in a quarter; None where that is not known."""
        now = Amount(self.cells[quarter]).value(values)
        if now is None or quarter in self.of_one_quarter:
            return now
        before = self.before(quarter)
        if before is None or not self.is_next(before, quarter):
            return None
        value = _known(self.so_far(before)).value(values)
        return None if value is None else now if now < value else now - value


class Balance(NamedTuple):
    """What the cells of a sum are together: the ``number``, or no less where it is not exact."""

    terms: Terms
    number: int
    is_exact: bool


def balance(
    whole: Series, parts: Sequence[Series], quarter: str, values: Mapping[Key, float]
) -> Balance | None:
    """Return what holds in a quarter if what is new in *whole* is what is new in all *parts*.

    Counted from the last quarter of which all that grows says what it had come to. Of the
    quarters between, what counts the quarter is added up; where some of that is not known, what
    is left is no less than nought. None where no quarter tells anything.
    """
    every = [(own, sign) for own, sign in ((whole, 1), *((part, -1) for part in parts))]
    if any(quarter not in own.cells for own, _ in every):
        return None
    terms = [(key, sign) for own, sign in every for key in own.cells[quarter]]
    growing = [(own, sign) for own, sign in every if quarter not in own.of_one_quarter]
    if not growing:
        return Balance(tuple(terms), 0, is_exact=True)
    before = _before_all([own for own, _ in growing], quarter)
    if before is None:
        return None
    is_next, number = whole.is_next(before, quarter), 0
    for own, sign in growing:
        last = _known(own.so_far(before))
        if not _fell(own, last, quarter, values):
            terms += [(key, -sign) for key in last.cells]
            number += sign * int(last.number)
        elif not is_next:
            return None
    flows = [(own, sign) for own, sign in every if quarter in own.of_one_quarter]
    is_exact = True
    for one in () if is_next else between(before or previous(whole.first), quarter):
        told = [(own, sign) for own, sign in flows if one in own.of_one_quarter]
        is_exact &= len(told) == len(flows)
        # Of a whole less some of its parts nobody knows whether it is less than nought.
        if len(told) == len(flows) or quarter not in whole.of_one_quarter:
            terms += [(key, sign) for own, sign in told for key in own.cells[one]]
    if not is_exact and quarter in whole.of_one_quarter:  # what grew is no less than the whole
        return Balance(tuple((key, -sign) for key, sign in terms), -number, is_exact)
    return Balance(tuple(terms), number, is_exact)


def _before_all(growing: Sequence[Series], quarter: str) -> str | None:
    """Return the last quarter before of which all say what they had come to; None for none."""
    first, *others = growing
    earlier = sorted((one for one in (THE_START, *first.cells) if one < quarter), reverse=True)
    every = (one for one in earlier if first.so_far(one) is not None)
    return next((q for q in every if all(own.so_far(q) is not None for own in others)), None)


def _fell(own: Series, last: Amount, quarter: str, values: Mapping[Key, float]) -> bool:
    """Tell whether a figure is less than it was, as far as we know: it began anew."""
    now, before = Amount(own.cells[quarter]).value(values), last.value(values)
    return now is not None and before is not None and now < before


def _known(found: Amount | None) -> Amount:
    assert found is not None  # asked of a quarter that says it
    return found


@cache
def previous(quarter: str) -> str:
    """Return the quarter before, by their names."""
    return str(Quarter.parse(quarter).previous())


def between(first: str, last: str) -> Iterator[str]:
    """Yield the quarters after *first* and before *last*."""
    one = Quarter.parse(first).next()
    while str(one) < last:
        yield str(one)
        one = one.next()
