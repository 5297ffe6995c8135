"""Somebody who has read everything published, and can do sums: integer linear programming.

Shares no code with what is attacked. The facts are those of the public rows, the plan's
rules (parts add up, cumulative figures do not fall) and what was published elsewhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Key = tuple[str, str, str]
Fact = tuple[dict[Key, int], float, float]
HIGHEST = 3000
_AS_GOOD_AS_NOTHING = 1e-4


class _Sums(NamedTuple):
    """Sums of cells: a row of signs for each, the least and the most that it is."""

    matrix: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass
class Attacker:
    """``shown``: what the public rows say; ``hidden``: those with [c].

    ``floor``: the least that a hidden one can be, but for ``noughts``.
    """

    shown: Mapping[Key, float]
    hidden: Iterable[Key]
    floor: int = 0
    noughts: Collection[Key] = frozenset()
    facts: list[Fact] = field(default_factory=list)

    def learn(self, terms: Mapping[Key, int], low: float, high: float = np.inf) -> None:
        """Take a sum of cells to lie between *low* and *high*."""
        self.facts.append((dict(terms), low, high))

    def interval(self, *terms: tuple[Key, int]) -> tuple[int, int]:
        """Return the least and the most that a sum of cells, each times its sign, can be."""
        facts = self._bearing_on({key for key, _ in terms})
        cells = sorted({key for key, _ in terms}.union(*(found for found, _, _ in facts)))
        return self._extreme(terms, cells, facts, 1), self._extreme(terms, cells, facts, -1)

    def _least(self, cell: Key) -> int:
        return 0 if cell in self.noughts else self.floor

    def _bearing_on(self, keys: set[Key]) -> list[Fact]:
        """Return the facts that bind *keys*, or a hidden cell that stands in one that does."""
        bound, found, left = set(keys), list[Fact](), list(self.facts)
        while True:
            more = [fact for fact in left if not bound.isdisjoint(fact[0])]
            if not more:
                return found
            found += more
            left = [fact for fact in left if bound.isdisjoint(fact[0])]
            # What is shown passes nothing on.
            bound.update(key for fact in more for key in fact[0] if key not in self.shown)

    def _extreme(
        self,
        terms: Sequence[tuple[Key, int]],
        cells: Sequence[Key],
        facts: Sequence[Fact],
        sign: int,
    ) -> int:
        place = {cell: number for number, cell in enumerate(cells)}
        wanted = np.zeros(len(cells))
        for key, times in terms:
            wanted[place[key]] += sign * times
        bounds = Bounds(
            np.array([self.shown.get(cell, self._least(cell)) for cell in cells], float),
            np.array([self.shown.get(cell, HIGHEST) for cell in cells], float),
        )
        sums = _sums(facts, place)
        found = _of_fractions(wanted, bounds, sums)
        return round(sign * (_of_whole(wanted, bounds, sums) if found is None else found))


def _of_fractions(wanted: np.ndarray, bounds: Bounds, sums: _Sums) -> float | None:
    """Return the least, where what fractions of persons allow is allowed to whole ones, too.

    Twenty times as quick, and just as sure: nothing less is possible to whole ones.
    """
    same = sums.low == sums.high
    below, above = ~same & np.isfinite(sums.high), ~same & np.isfinite(sums.low)
    found = linprog(
        wanted,
        A_ub=np.vstack((sums.matrix[below], -sums.matrix[above])),
        b_ub=np.concatenate((sums.high[below], -sums.low[above])),
        A_eq=sums.matrix[same],
        b_eq=sums.low[same],
        bounds=np.column_stack((bounds.lb, bounds.ub)),
        method="highs-ds",
        options={"presolve": False},
    )
    if not found.success:
        return None
    whole = np.rint(found.x)
    added_up = sums.matrix @ whole
    is_one = (bounds.lb <= whole).all() and (whole <= bounds.ub).all()
    is_one &= (sums.low <= added_up).all() and (added_up <= sums.high).all()
    least = float(wanted @ whole)
    return least if is_one and abs(least - found.fun) < _AS_GOOD_AS_NOTHING else None


def _of_whole(wanted: np.ndarray, bounds: Bounds, sums: _Sums) -> float:
    found = milp(
        wanted,
        integrality=np.ones(len(wanted), dtype=int),
        bounds=bounds,
        constraints=[LinearConstraint(*sums)] if len(sums.low) else (),
        # With its presolve HiGHS has called 9 the least where 0 was possible.
        options={"presolve": False},
    )
    assert found.success, found.message
    return float(found.fun)


def _sums(facts: Sequence[Fact], place: Mapping[Key, int]) -> _Sums:
    matrix = np.zeros((len(facts), len(place)))
    for row, (terms, _, _) in enumerate(facts):
        for cell, sign in terms.items():
            matrix[row, place[cell]] += sign
    low, high = ([own[end] for own in facts] for end in (1, 2))
    return _Sums(matrix, np.array(low, float), np.array(high, float))
