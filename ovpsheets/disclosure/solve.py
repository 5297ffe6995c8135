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
from typing import Final

from ovpsheets.disclosure.terms import Key

_STEPS: Final = 400
"""How many choices are tried before a search gives up."""

Domain = tuple[int, int]


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
        free = [key for key, (low, high) in found.items() if low < high]
        if not free:
            values = {key: low for key, (low, _) in found.items()}
            if all(_holds(relation, values) for relation in relations):
                return values
            continue
        key = min(free, key=lambda key: (found[key][1] - found[key][0], key))
        stack.append(_choices(found, key, hints.get(key, 0), of_cell))
    return None


def _choices(
    domains: dict[Key, Domain], key: Key, hint: int, of_cell: Mapping[Key, list[Relation]]
) -> Iterator[dict[Key, Domain]]:
    low, high = domains[key]
    near = min(max(hint, low), high)
    for value in dict.fromkeys((near, low, high, min(near + 1, high), max(near - 1, low))):
        narrowed = {**domains, key: (value, value)}
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
        lows = {k: s * domains[k][0 if s > 0 else 1] for k, s in relation.terms}
        highs = {k: s * domains[k][1 if s > 0 else 0] for k, s in relation.terms}
        least, most = sum(lows.values()), sum(highs.values())
        for key, sign in relation.terms:
            low, high = relation.low - (most - highs[key]), None
            if relation.high is not None:
                high = relation.high - (least - lows[key])
            narrowed = _narrowed(domains[key], sign, low, high)
            if narrowed[0] > narrowed[1]:
                return None
            if narrowed != domains[key]:
                domains[key] = narrowed
                waiting.update(dict.fromkeys(of_cell.get(key, ())))
    return domains


def _narrowed(domain: Domain, sign: int, low: int, high: int | None) -> Domain:
    """Return *domain* where its value, times *sign*, lies from *low* to *high*."""
    if sign > 0:
        return max(domain[0], low), domain[1] if high is None else min(domain[1], high)
    return domain[0] if high is None else max(domain[0], -high), min(domain[1], -low)


def _holds(relation: Relation, values: Mapping[Key, int]) -> bool:
    found = total(relation, values)
    return relation.low <= found and (relation.high is None or found <= relation.high)
