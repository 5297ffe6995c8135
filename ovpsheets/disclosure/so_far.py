"""What figures have come to by a quarter, and what is new in it: of that their sums are made.

A figure that counts since the start grows by what is new; one that counts the quarter is new
itself. Which of the two a cell is was said by the plan that it was published with. A body that
carries on others' figures goes on from theirs; and a figure that fell began anew, as those do
that count since January.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A figure of one body, and of those whose figure it carries on: its cells by quarter.

    ``of_one_quarter``: the quarters whose cells count that quarter alone; ``first``: the quarter
    in which the plan begins; ``start``: what the figure was before, None where nobody says;
    ``of``: the figures of several bodies that it is made of.
    """

    cells: Mapping[str, tuple[Key, ...]]
    of_one_quarter: frozenset[str]
    first: str
    start: float | None
    of: "tuple[Series, ...]" = ()

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
        return _before_all((self,), quarter)

    def last(self, quarter: str) -> str | None:
        """Return the last quarter before that has a cell; None for none."""
        return max((one for one in self.cells if one < quarter), default=None)

    def next(self, quarter: str) -> str | None:
        """Return the next quarter that has a cell; None for none."""
        return min((one for one in self.cells if one > quarter), default=None)

    def since(self, before: str, quarter: str) -> Terms | None:
        """Return what is new after a quarter, up to another; None where its cells do not say that.

        Of *before* it is known what it had come to, if it ever counted since the start.
        """
        terms: list[tuple[Key, int]] = []
        for one in reversed((*between(before or previous(self.first), quarter), quarter)):
            if one not in self.cells:
                return None
            terms += [(key, 1) for key in self.cells[one]]
            if one not in self.of_one_quarter:
                last = self.so_far(before)
                if last is None or last.number:
                    return None
                return (*terms, *((key, -1) for key in last.cells))
        return tuple(terms)

    def is_told(self, quarter: str) -> bool:
        """Tell whether its cells say what is new in a quarter alone."""
        if quarter not in self.cells:
            return False
        before = self.before(quarter)
        is_next = before is not None and self.is_next(before, quarter)
        return is_next or quarter in self.of_one_quarter

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

    def number_in(self, values: Mapping[Key, float]) -> int:
        """Return the number, nought where the figures add up to that: who counts from nought.

        Of those that were before the plan began nobody says who counts them.
        """
        cells = tuple(key for key, _ in self.terms)
        is_known = self.is_exact and Amount(cells).value(values) is not None
        is_nought = is_known and not sum(sign * values[key] for key, sign in self.terms)
        return 0 if is_nought else self.number


def balances(
    whole: Series, parts: Sequence[Series], quarter: str, values: Mapping[Key, float]
) -> Iterator[Balance]:
    """Yield what holds in a quarter if what is new in *whole* is what is new in all *parts*.

    Counted from the last quarter of which all that grows says what it had come to; and from
    nought, where any of it began anew, or may have done so with the year. Nothing where no quarter
    tells anything.
    """
    every = _Every(whole, parts, quarter, values)
    if any(quarter not in own.cells for own, _ in every.figures):
        return
    growing = [own for own, _ in every.figures if quarter not in own.of_one_quarter]
    if not growing:
        yield every.balance()
        return
    before = _before_all(growing, quarter)
    if before is None:
        return
    fell = {own for own in growing if every.fell(own, before)}
    is_next = whole.is_next(before, quarter)
    if not fell or is_next:
        yield every.balance(before, fell)
    passed = (*between(before or previous(whole.first), quarter), quarter)
    may_be_anew = fell or any(every.fell(one, before) for own in growing for one in own.of)
    may_be_anew = may_be_anew or any(Quarter.parse(one).number == 1 for one in passed)
    if before != THE_START and may_be_anew:
        yield every.balance()
        if not is_next:
            yield every.balance(before, growing)


@dataclass(frozen=True, slots=True)
class _Every:
    """The figures of a sum in a quarter."""

    whole: Series
    parts: Sequence[Series]
    quarter: str
    values: Mapping[Key, float]

    @property
    def figures(self) -> tuple[tuple[Series, int], ...]:
        """The whole and its parts, each with its sign."""
        return ((self.whole, 1), *((part, -1) for part in self.parts))

    def fell(self, own: Series, before: str) -> bool:
        """Tell whether a figure is less than it was, as far as we know: it began anew."""
        last = own.so_far(before)
        if last is None or self.quarter not in own.cells:
            return False
        now, then = Amount(own.cells[self.quarter]).value(self.values), last.value(self.values)
        return now is not None and then is not None and now < then

    def balance(self, before: str | None = None, anew: Collection[Series] = ()) -> Balance:
        """Return what the figures are together since a quarter, those *anew* as they are.

        Of the quarters between, what counts the quarter is added up; where some of that is not
        known, or nobody knows since when it is anew, what is left is no less than nought.
        """
        terms = [(key, sign) for own, sign in self.figures for key in own.cells[self.quarter]]
        number, is_exact = 0, True
        flows = [(own, sign) for own, sign in self.figures if self.quarter in own.of_one_quarter]
        for own, sign in self.figures:
            if before is not None and (own, sign) not in flows and own not in anew:
                last = _known(own.so_far(before))
                terms += [(key, -sign) for key in last.cells]
                number += sign * int(last.number)
        if before is not None and not self.whole.is_next(before, self.quarter):
            between_them, is_exact = self._between(before, flows)
            is_exact = is_exact and not anew
            terms += () if anew else between_them
        if not is_exact and self.quarter in self.whole.of_one_quarter:
            # What grew is no less than the whole.
            return Balance(tuple((key, -sign) for key, sign in terms), -number, is_exact)
        return Balance(tuple(terms), number, is_exact)

    def _between(self, before: str, flows: Sequence[tuple[Series, int]]) -> tuple[Terms, bool]:
        """Return what is new in *flows* in the quarters after one and before this; whether in all.

        Of a whole less some of its parts nobody knows whether it is less than nought.
        """
        every = [(own.since(before, previous(self.quarter)), sign) for own, sign in flows]
        told = [(terms, sign) for terms, sign in every if terms is not None]
        if len(told) == len(flows):
            return tuple((k, one * sign) for terms, sign in told for k, one in terms), True
        found: list[tuple[Key, int]] = []
        for one in between(before or previous(self.whole.first), self.quarter):
            here = [(own, sign) for own, sign in flows if one in own.of_one_quarter]
            if len(here) == len(flows) or self.quarter not in self.whole.of_one_quarter:
                found += [(key, sign) for own, sign in here for key in own.cells[one]]
        return tuple(found), False


def _before_all(every: Sequence[Series], quarter: str) -> str | None:
    """Return the last quarter before of which all say what they had come to; None for none."""
    earlier = sorted((q for q in (THE_START, *every[0].cells) if q < quarter), reverse=True)
    return next((q for q in earlier if all(own.so_far(q) is not None for own in every)), None)


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
