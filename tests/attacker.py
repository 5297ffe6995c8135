"""Somebody who has read everything published, and can do sums: integer linear programming.

Shares no code with what is attacked. The facts are those of the public rows, the plan's
rules (parts add up, cumulative figures do not fall) and what was published elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Key = tuple[str, str, str]
Fact = tuple[dict[Key, int], float, float]
HIGHEST = 3000


@dataclass
class Attacker:
    """``shown``: what the public rows say; ``hidden``: those with [c]."""

    shown: Mapping[Key, float]
    hidden: Iterable[Key]
    floor: int = 0
    facts: list[Fact] = field(default_factory=list)

    def learn(self, terms: Mapping[Key, int], low: float, high: float = np.inf) -> None:
        """Take a sum of cells to lie between *low* and *high*."""
        self.facts.append((dict(terms), low, high))

    def interval(self, *terms: tuple[Key, int]) -> tuple[int, int]:
        """Return the least and the most that a sum of cells, each times its sign, can be."""
        facts = self._bearing_on({key for key, _ in terms})
        cells = sorted({key for key, _ in terms}.union(*(found for found, _, _ in facts)))
        return self._extreme(terms, cells, facts, 1), self._extreme(terms, cells, facts, -1)

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
        found = milp(
            wanted,
            integrality=np.ones(len(cells), dtype=int),
            bounds=Bounds(
                [self.shown.get(cell, self.floor) for cell in cells],
                [self.shown.get(cell, HIGHEST) for cell in cells],
            ),
            constraints=_constraints(facts, place),
            # With its presolve HiGHS has called 9 the least where 0 was possible.
            options={"presolve": False},
        )
        assert found.success, found.message
        return round(float(sign * found.fun))


def _constraints(facts: Sequence[Fact], place: Mapping[Key, int]) -> Sequence[LinearConstraint]:
    if not facts:
        return ()
    matrix = np.zeros((len(facts), len(place)))
    for row, (terms, _, _) in enumerate(facts):
        for cell, sign in terms.items():
            matrix[row, place[cell]] += sign
    return (LinearConstraint(matrix, [low for _, low, _ in facts], [top for *_, top in facts]),)
