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
    steps = 0
    while stack and steps < _STEPS:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
            continue
        steps += 1
        free = [key for key, domain in found.items() if domain.low < domain.high]
        if not free:
            values = {key: domain.low for key, domain in found.items()}
            if all(_holds(relation, values) for relation in relations):
                return values
            continue
        key = min(free, key=lambda key: (found[key].high - found[key].low, key))
        stack.append(_choices(found, key, hints.get(key, 0), of_cell))
    return None


def _choices(
    domains: dict[Key, Domain], key: Key, hint: int, of_cell: Mapping[Key, list[Relation]]
) -> Iterator[dict[Key, Domain]]:
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
    left = 40 * (len(waiting) + len(domains))  # bounds may creep; stopping early loses nothing
    while waiting and left:
        left -= 1
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


def _holds(relation: Relation, values: Mapping[Key, int]) -> bool:
    found = total(relation, values)
    return relation.low <= found and (relation.high is None or found <= relation.high)
