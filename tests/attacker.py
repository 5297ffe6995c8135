"""Somebody who has read everything published, and can do sums: integer linear programming.

Shares no code with what is attacked. The facts are those of the public rows, the plan's
rules (parts add up, cumulative figures do not fall) and what was published elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Key = tuple[str, str, str]
HIGHEST = 3000


@dataclass
class Attacker:
    """``shown``: what the public rows say; ``hidden``: those with [c]."""

    shown: Mapping[Key, float]
    hidden: Iterable[Key]
    floor: int = 0
    facts: list[tuple[dict[Key, int], float, float]] = field(default_factory=list)

    def learn(self, terms: Mapping[Key, int], low: float, high: float = np.inf) -> None:
        """Take a sum of cells to lie between *low* and *high*."""
        self.facts.append((dict(terms), low, high))

    def interval(self, *terms: tuple[Key, int]) -> tuple[int, int]:
        """Return the least and the most that a sum of cells, each times its sign, can be."""
        return self._extreme(terms, 1), self._extreme(terms, -1)

    def _cells(self) -> list[Key]:
        return sorted({*self.shown, *self.hidden})

    def _extreme(self, terms: Sequence[tuple[Key, int]], sign: int) -> int:
        cells = self._cells()
        wanted = np.zeros(len(cells))
        for key, times in terms:
            wanted[cells.index(key)] += sign * times
        found = self._solved(wanted)
        assert found.success, found.message
        return round(float(sign * found.fun))

    def _solved(self, wanted: np.ndarray) -> Any:
        cells = self._cells()
        lows = [self.shown.get(cell, self.floor) for cell in cells]
        highs = [self.shown.get(cell, HIGHEST) for cell in cells]
        # With its presolve HiGHS has called 9 the least where 0 was possible.
        return milp(
            wanted,
            integrality=np.ones(len(cells), dtype=int),
            bounds=Bounds(lows, highs),
            constraints=self._constraints({cell: n for n, cell in enumerate(cells)}),
            options={"presolve": False},
        )

    def _constraints(self, place: Mapping[Key, int]) -> Sequence[LinearConstraint]:
        if not self.facts:
            return ()
        matrix = np.zeros((len(self.facts), len(place)))
        for row, (terms, _, _) in enumerate(self.facts):
            for cell, sign in terms.items():
                matrix[row, place[cell]] += sign
        lows, highs = [low for _, low, _ in self.facts], [high for _, _, high in self.facts]
        return (LinearConstraint(matrix, lows, highs),)
