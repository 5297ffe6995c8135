"""A witness: whole numbers for the hidden cells that agree with everything published.

A value is still possible for a hidden cell exactly if such a witness has it there. So
protection is proved by what anybody can check, and a search that gives up errs on the
safe side: more is hidden than would have been needed. Linear programming would give
the bounds directly, but needs scipy on every ministry's laptop, and its bounds hold
for fractions of persons; propagating bounds alone gives intervals that are too wide,
and an auditor must not believe those. Systems here are small: one indicator with its
parts, some institutions, some quarters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ovpsheets.disclosure.terms import Key

_STEPS: Final = 400
"""How many choices are tried before a search gives up."""
_ROUNDS: Final = 40
"""How often each relation and cell is looked at: bounds may creep, stopping early loses nothing."""


class Domain(NamedTuple):
    """The least and the most that a cell can hold."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Relation:
    """``low`` ≤ the sum of the cells, each times its sign, ≤ ``high``; None: no upper bound."""

    terms: tuple[tuple[Key, int], ...]
    low: int
    high: int | None

    def holds(self, values: Mapping[Key, int]) -> bool:
        """Tell whether *values* fulfil it."""
        found = total(self, values)
        return self.low <= found and (self.high is None or found <= self.high)


def total(relation: Relation, values: Mapping[Key, int]) -> int:
    """Return the sum of a relation's cells at *values*."""
    return sum(sign * values[key] for key, sign in relation.terms)


def witness(
    domains: Mapping[Key, Domain], relations: Sequence[Relation], hints: Mapping[Key, int]
) -> Mapping[Key, int] | None:
    """Return values within *domains* that satisfy *relations*; None where none were found.

    Values near *hints* are tried first.
    """
    of_cell: dict[Key, list[Relation]] = {}
    for relation in relations:
        for key, _ in relation.terms:
            of_cell.setdefault(key, []).append(relation)
    start = propagated(dict(domains), relations, of_cell)
    stack = [] if start is None else [iter((start,))]
    for _ in range(_STEPS):
        found = _next(stack)
        if found is None:
            return None
        free = [key for key, domain in found.items() if domain.low < domain.high]
        if not free:
            values = {key: domain.low for key, domain in found.items()}
            if all(relation.holds(values) for relation in relations):
                return values
            continue
        # The cell with the fewest numbers left: a wrong choice there is found out soonest.
        key = min(free, key=lambda key: (found[key].high - found[key].low, key))
        stack.append(choices(found, key, hints.get(key, 0), of_cell))
    return None


def _next(stack: list[Iterator[dict[Key, Domain]]]) -> dict[Key, Domain] | None:
    """Return the next of the last that has one, without those behind it; None for none."""
    while stack:
        for found in stack[-1]:
            return found
        stack.pop()
    return None


def choices(
    domains: Mapping[Key, Domain], key: Key, hint: int, of_cell: Mapping[Key, list[Relation]]
) -> Iterator[dict[Key, Domain]]:
    """Yield *domains* with one value for *key*: near *hint*, its ends, then next to *hint*."""
    low, high = domains[key]
    near = min(max(hint, low), high)
    for value in dict.fromkeys((near, low, high, min(near + 1, high), max(near - 1, low))):
        narrowed = {**domains, key: Domain(value, value)}
        found = propagated(narrowed, of_cell.get(key, ()), of_cell)
        if found is not None:
            yield found


def propagated(
    domains: dict[Key, Domain],
    changed: Sequence[Relation],
    of_cell: Mapping[Key, list[Relation]],
) -> dict[Key, Domain] | None:
    """Narrow *domains* by the relations, beginning with *changed*; None where nothing is left."""
    # In the order of a list, not of a set: the same input is to give the same witness.
    waiting = dict.fromkeys(changed)
    for _ in range(_ROUNDS * (len(waiting) + len(domains))):
        if not waiting:
            break
        relation = next(iter(waiting))
        del waiting[relation]
        spans = {key: _times(sign, domains[key]) for key, sign in relation.terms}
        least = sum(span.low for span in spans.values())
        most = sum(span.high for span in spans.values())
        for key, sign in relation.terms:
            own = spans[key]
            low = max(own.low, relation.low - (most - own.high))
            high = own.high
            if relation.high is not None:
                high = min(high, relation.high - (least - own.low))
            narrowed = _times(sign, Domain(low, high))
            if narrowed.low > narrowed.high:
                return None
            if narrowed != domains[key]:
                domains[key] = narrowed
                waiting.update(dict.fromkeys(of_cell.get(key, ())))
    return domains


def _times(sign: int, domain: Domain) -> Domain:
    """Return *domain* of a value times its *sign*, 1 or −1."""
    return domain if sign == 1 else Domain(-domain.high, -domain.low)
