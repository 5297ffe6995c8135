"""Somebody who has read everything published, and can do sums: integer linear programming.

Shares no code with what is attacked. The facts are those of the public rows, the plan's
rules (parts add up, cumulative figures do not fall) and what was published elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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

    def interval(self, key: Key) -> tuple[int, int]:
        """Return the least and the most that the cell can hold."""
        return self._extreme(key, 1), self._extreme(key, -1)

    def _extreme(self, key: Key, sign: int) -> int:
        cells = sorted({*self.shown, *self.hidden})
        place = {cell: number for number, cell in enumerate(cells)}
        wanted = np.zeros(len(cells))
        wanted[place[key]] = sign
        lows = [self.shown.get(cell, self.floor) for cell in cells]
        highs = [self.shown.get(cell, HIGHEST) for cell in cells]
        found = milp(
            wanted,
            integrality=np.ones(len(cells), dtype=int),
            bounds=Bounds(lows, highs),
            constraints=self._constraints(place),
        )
        assert found.success, found.message
        return round(float(sign * found.fun))

    def _constraints(self, place: Mapping[Key, int]) -> Sequence[LinearConstraint]:
        if not self.facts:
            return ()
        matrix = np.zeros((len(self.facts), len(place)))
        for row, (terms, _, _) in enumerate(self.facts):
            for cell, sign in terms.items():
                matrix[row, place[cell]] += sign
        lows, highs = [low for _, low, _ in self.facts], [high for _, _, high in self.facts]
        return (LinearConstraint(matrix, lows, highs),)
