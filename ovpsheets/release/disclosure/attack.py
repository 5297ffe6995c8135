"""What a reader can work out about a hidden figure from everything ever published.

Intervals are narrowed until nothing changes: a sum bounds each of its parts and
the parts bound the sum; a series that counts from the start of the plan never
falls. Over one breakdown and its quarters the hidden increments form a
transportation problem, whose cells have exactly these bounds (Dandekar and Cox 2002;
Hundepool et al. 2012, chapter 4.3); no solver is needed at run time. The tests
attack with linear programs.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ovpsheets.release.disclosure.structure import Family, Series, Structure

Cell = tuple[str, str, str]
"""Quarter, indicator, institution."""

Interval = tuple[float, float]

_ROUNDS = 200
"""More than the longest chain of quarters and sums; each round narrows or it is the last."""


@dataclass(frozen=True, slots=True)
class Public:
    """What the public knows: cell → value, None where a figure is hidden."""

    values: Mapping[Cell, float | None]

    def intervals(self, structure: Structure) -> dict[Cell, Interval]:
        """Return between which values each cell can lie, known ones at both ends."""
        found: dict[Cell, Interval] = {
            cell: (0.0, math.inf) if value is None else (value, value)
            for cell, value in self.values.items()
        }
        quarters = sorted({quarter for quarter, _, _ in self.values})
        chains = [chain for s in structure.cumulative if (chain := self._chain(s, quarters))]
        sums = [
            (quarter, family)
            for quarter in quarters
            for family in structure.families
            if self._is_whole(quarter, family)
        ]
        for _ in range(_ROUNDS):
            before = dict(found)
            for chain in chains:
                _never_falls(found, chain, structure.cumulative[chain[0][1:]])
            for quarter, family in sums:
                _adds_up(found, quarter, family)
            if found == before:
                break
        return found

    def _chain(self, series: Series, quarters: Iterable[str]) -> list[Cell]:
        """Return a series over the quarters; none where what is published of it does fall."""
        cells = [(q, *series) for q in quarters if (q, *series) in self.values]
        known = [value for cell in cells if (value := self.values[cell]) is not None]
        return cells if known == sorted(known) else []

    def _is_whole(self, quarter: str, family: Family) -> bool:
        """A sum says something only in a quarter in which every part of it was reported."""
        return all((quarter, *series) in self.values for series in (family.whole, *family.parts))


def _never_falls(found: dict[Cell, Interval], chain: list[Cell], baseline: float | None) -> None:
    low = baseline if baseline is not None and baseline <= found[chain[0]][1] else 0.0
    for cell in chain:
        low = max(low, found[cell][0])
        found[cell] = (low, found[cell][1])
    high = math.inf
    for cell in reversed(chain):
        high = min(high, found[cell][1])
        found[cell] = (found[cell][0], high)


def _adds_up(found: dict[Cell, Interval], quarter: str, family: Family) -> None:
    whole = (quarter, *family.whole)
    parts = [(quarter, *part) for part in family.parts]
    low, high = (sum(found[part][end] for part in parts) for end in (0, 1))
    found[whole] = _within(found[whole], (low, high))
    for part in parts:
        others_low = low - found[part][0]
        others_high = sum(found[other][1] for other in parts if other != part)
        bounds = (found[whole][0] - others_high, found[whole][1] - others_low)
        found[part] = _within(found[part], bounds)
        low, high = (sum(found[one][end] for one in parts) for end in (0, 1))


def _within(interval: Interval, bounds: Interval) -> Interval:
    """Narrow an interval; figures that do not add up narrow nothing."""
    low, high = max(interval[0], bounds[0]), min(interval[1], bounds[1])
    return (low, high) if low <= high else interval
