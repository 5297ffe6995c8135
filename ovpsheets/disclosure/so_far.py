"""What figures have come to by a quarter, and what is new in it: of that their sums are made.

A figure that counts since the start grows by what is new; one that counts the quarter is new
itself. Which of the two a cell is was said by the plan that it was published with. A body that
carries on others' figures goes on from theirs; and a figure that fell began anew, as those do
that count since January.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
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
        earlier = sorted((q for q in (THE_START, *self.cells) if q < quarter), reverse=True)
        return next((q for q in earlier if self.so_far(q) is not None), None)

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

    def most_new(self, quarter: str, values: Mapping[Key, float]) -> float | None:
        """Return what is new in a quarter at the most: since it is known what it had come to."""
        now = Amount(self.cells[quarter]).value(values)
        before = None if quarter in self.of_one_quarter else self.before(quarter)
        if now is None or before is None:
            return now
        value = _known(self.so_far(before)).value(values)
        return now if value is None or now < value else now - value


@dataclass(frozen=True, slots=True, eq=False)
class ReportedFigure:
    """The figure of an indicator and of ``who`` reports it, "" where all report the same one."""

    own: Indicator
    who: str
    series: Series


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
