"""The audit: what a reader can still hold possible for what is hidden, and whether it is enough.

Protected are hidden cells and, of a cumulative indicator, how much is new from one
quarter to the next, where an end of it is hidden. What is needed of each is a *need*:
that every number from ``low`` to ``high`` is possible (a cell under the threshold: 1 to
threshold − 1), or that ``width`` numbers are (a secondary one). What earlier publications
and the marks themselves give away cannot be taken back: it lowers the need.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ovpsheets.plan.model import Indicator
from ovpsheets.release.disclosure.figures import Figures
from ovpsheets.release.disclosure.known import Known, is_cumulative
from ovpsheets.release.disclosure.model import Key, Policy
from ovpsheets.release.disclosure.solve import Domain, Relation, witness

Hidden = frozenset[Key]


@dataclass(frozen=True, slots=True)
class Need:
    """What must stay possible of a sum of cells: ``low`` to ``high``, or any ``width`` numbers."""

    terms: tuple[tuple[Key, int], ...]
    width: int
    low: int | None = None

    @property
    def cells(self) -> frozenset[Key]:
        """The cells it is about."""
        return frozenset(key for key, _ in self.terms)


@dataclass(slots=True)
class Audit:
    """Tells what is too narrow when some of the ``hideable`` cells of the quarter are hidden."""

    known: Known
    figures: Figures
    policy: Policy
    relations: tuple[Relation, ...]
    hideable: Hidden
    _found: dict[tuple[Need, Hidden, int], int] = field(default_factory=dict)

    def too_narrow(self, hidden: Hidden) -> Need | None:
        """Return the first need that is not met while *hidden* is hidden; None for none."""
        return next((need for need in self.needs(hidden) if not self.is_met(need, hidden)), None)

    def is_met(self, need: Need, hidden: Hidden) -> bool:
        """Tell whether *need* is met, or hiding everything would not meet it better."""
        return all(
            (found := self.possible(need, hidden, floor)) >= need.width
            or found >= self.possible(need, hidden | self.hideable, floor)
            for floor in self.floors
        )

    @property
    def floors(self) -> tuple[int, ...]:
        """The least a hidden cell can hold: 1 for who knows that nought is never hidden."""
        return (0,) if self.policy.protect_zeros else (0, 1)

    def possible(self, need: Need, hidden: Hidden, floor: int) -> int:
        """Return how many of the numbers needed are possible, from the lowest to the highest."""
        name = (need, hidden, floor)
        if name not in self._found:
            domains = self._domains(hidden, floor)
            self._found[name] = (
                self._any(need, domains) if need.low is None else self._from(need, domains)
            )
        return self._found[name]

    def _domains(self, hidden: Hidden, floor: int) -> dict[Key, Domain]:
        known = [value for value in self.known.values.values() if value is not None]
        highest = sum(known) + 2 * len(self.known.cells) * self.policy.threshold_breakdown + 100
        domains = {}
        for key in self.known.cells:
            value = self.known.earlier.get(key)
            if value is None and key in self.known.now and key not in hidden:
                value = self.known.values[key]
            domains[key] = (floor, highest) if value is None or key in hidden else (value, value)
        return domains

    def _from(self, need: Need, domains: dict[Key, Domain]) -> int:
        low = need.low or 0
        numbers = range(low, low + need.width)
        lowest = next((n for n in numbers if self._is_possible(need, n, domains)), None)
        if lowest is None:
            return 0
        highest = next(n for n in reversed(numbers) if self._is_possible(need, n, domains))
        return highest - lowest + 1

    def _any(self, need: Need, domains: dict[Key, Domain]) -> int:
        found = witness(domains, self.relations, self.known.values)
        if found is None:
            return 0
        here = sum(sign * found[key] for key, sign in need.terms)
        up = self._reach(need, here, 1, need.width - 1, domains)
        return 1 + up + self._reach(need, here, -1, need.width - 1 - up, domains)

    def _reach(
        self, need: Need, here: int, step: int, most: int, domains: dict[Key, Domain]
    ) -> int:
        tries = (n for n in range(most, 0, -1) if self._is_possible(need, here + step * n, domains))
        return next(tries, 0)

    def _is_possible(self, need: Need, number: int, domains: dict[Key, Domain]) -> bool:
        held = Relation(need.terms, number, number)
        return witness(domains, (held, *self.relations), self.known.values) is not None

    def needs(self, hidden: Hidden) -> Iterator[Need]:
        """Yield what has to stay possible while *hidden* is hidden."""
        secret = hidden | {key for key, value in self.known.earlier.items() if value is None}
        for indicator in self.known.family.figures:
            threshold = self.known.family.threshold(indicator.code, self.policy)
            for key in sorted(key for key in secret if key[1] == indicator.code):
                yield self._of_cell(indicator, key, threshold)
            if is_cumulative(indicator):
                yield from self._of_growth(indicator, secret, threshold)

    def _of_cell(self, indicator: Indicator, key: Key, threshold: int) -> Need:
        lowest = 0 if self.policy.protect_zeros else 1
        width, terms = threshold - lowest, ((key, 1),)
        why, value = self.figures.memory.why(*key), self.known.values.get(key)
        if (key in self.known.now and value is not None and lowest <= value < threshold) or (
            why == "primary"
        ):
            return Need(terms, width, lowest)
        if key in self.known.now and value is not None:
            below = [
                int(other)
                for other in self.figures.references(indicator, key)
                if lowest <= value - other < threshold
            ]
            if below:
                return Need(terms, width, max(below) + lowest)
        return Need(terms, width)

    def _of_growth(
        self, indicator: Indicator, secret: Hidden | set[Key], threshold: int
    ) -> Iterator[Need]:
        values = self.known.values
        for series in self.known.series(indicator):
            for before, after in pairwise(series):
                terms = ((after, 1), (before, -1))
                if not secret & {before, after}:
                    continue
                if after in self.known.now:
                    new = values[after] - values[before] if before in values else 0
                    if 0 < new < threshold:
                        yield Need(terms, threshold - 1, 1)
                else:
                    yield Need(terms, threshold - 1, 1)
        yield from self._over_baseline(indicator, threshold)

    def _over_baseline(self, indicator: Indicator, threshold: int) -> Iterator[Need]:
        """Yield the sum over several institutions, where it is little more than the baseline."""
        cells = [key for key in self.known.now if key[1] == indicator.code]
        baseline = indicator.baseline
        if isinstance(baseline, int | float) and len(indicator.reported_by) > 1 and cells:
            new = sum(self.known.values[key] for key in cells) - int(baseline)
            if 0 < new < threshold:
                yield Need(tuple((key, 1) for key in cells), threshold - 1, int(baseline) + 1)
