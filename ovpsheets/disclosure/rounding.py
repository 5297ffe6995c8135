"""Counts of persons that are all published rounded to a base, instead of some of them hidden.

Controlled rounding (Cox, JASA 1987): each count becomes a multiple of the base next to it, so
that parts still add up to their whole, and up or down by chance, the nearer one more often.
The chance is drawn from the figures of the whole quarter, which no reader has: the same figures
are always rounded alike, and who runs this program backwards learns nothing. What was rounded once
is rounded so again, wherever the same figure comes back; what grows never falls by rounding.

What a reader can still hold possible is audited as for hidden figures: of each count as many
whole numbers as the base. Where that fails whatever is rounded how, a figure is hidden.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Final

from ovpsheets.disclosure.audit import Audit, Hidden, Need
from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.figures import BASE, Figures, could_be
from ovpsheets.disclosure.known import Known, published_sums
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.search import Search
from ovpsheets.disclosure.secondary import revealing
from ovpsheets.disclosure.solve import Relation, StepsUsedUp, total
from ovpsheets.disclosure.terms import Key, Policy
from ovpsheets.files import sha256
from ovpsheets.plan.model import Indicator
from ovpsheets.words import Combine

_MOST_CHOICES: Final = 10
"""Of more figures that belong together each is rounded for itself."""


def is_rounded(family: Family, figures: Figures, policy: Policy) -> bool:
    """Whether the figures of *family* are rounded: counts, where the setting says so.

    Or where it said so before: an exact figure would tell what an earlier one was rounded from.
    """
    codes = {own.code for own in family.figures}
    once = any(key.indicator in codes and key.quarter <= figures.quarter for key in figures.rounded)
    return (policy.method == "round" or once) and all(own.kind.is_whole for own in family.figures)


def rounded(
    family: Family,
    search: Search,
    numbers: Mapping[Key, int] | None = None,
    *,
    within: int = 0,
) -> tuple[dict[Key, str], dict[Key, int], list[Question]]:
    """Return the cells of the quarter with why each is hidden ("": shown), and what is shown.

    Asked is about sums that are published elsewhere and tell one body another's figure. *numbers*:
    what some are rounded to already. *within*: see :class:`Known`.
    """
    rounding, figures = _Rounding(search.known(family, within), search), search.figures
    told = numbers or {}
    shown = {key: told.get(key, number) for key, number in rounding.numbers().items()}
    by_hand = frozenset(
        key for key in shown if figures.is_taken_back(key, family.activity(key.indicator))
    )
    try:
        hidden = rounding.too_narrow(shown, rounding.with_parts(by_hand, shown))
    except StepsUsedUp:
        hidden = frozenset(shown)
    why = {key: "secondary" if key in hidden else "" for key in shown}
    why |= dict.fromkeys(by_hand, "remembered")
    told = {key: number for key, number in shown.items() if not why[key]}
    return why, told, list(rounding.questions())


class _RoundedAudit(Audit):
    """Of every count that is rounded or hidden, as many numbers as the base must be possible."""

    def needs(self, hidden: Hidden) -> Iterator[Need]:
        for key in sorted(hidden | self.known.bounds.keys()):
            yield Need(((key, 1),), BASE)
        yield from self.of_cells(frozenset(self.hidden_before) - hidden)


@dataclass(frozen=True)  # no slots: what is found is kept
class _Rounding:
    """Rounds the figures of a family in the quarter."""

    known: Known
    search: Search

    def numbers(self) -> dict[Key, int]:
        """Return what is shown of each cell: the choice that adds up best, else that of chance."""
        found: dict[Key, int] = {}
        for group in self._groups():
            choices = {key: self._choices(key) for key in group}
            if len(group) > _MOST_CHOICES:
                found |= {key: own[0] for key, own in choices.items()}
            else:
                # Two choices each, so a thousand at most.
                each = ([(key, number) for number in own] for key, own in choices.items())
                best = min(map(dict, product(*each)), key=self._faults)
                found |= best
        return found

    def _groups(self) -> Iterator[tuple[Key, ...]]:
        """Yield the cells of each institution, for they add up."""
        for who in sorted({key.institution for key in self.known.now}):
            yield tuple(key for key in self.known.now if key.institution == who)

    def _choices(self, key: Key) -> tuple[int, ...]:
        """Return the numbers that a cell may be rounded to, that of chance first."""
        value, before = self.known.values[key], self._before(key)
        known = self.search.figures.rounded_before.get((*key.series, value))
        if known is not None:
            return (known,)
        # Whole numbers throughout: -(-a // b) is a / b rounded up.
        down, up = value // BASE * BASE, -(-value // BASE) * BASE
        who = "" if self._indicator[key.indicator].combine is Combine.SAME else key.institution
        # Of a number that several report all must draw alike, or two roundings of it would be told.
        drawn = sha256(f"{self._secret} {key.indicator} {who} {value}".encode())
        first = up if int(drawn, 16) % BASE < value % BASE else down
        return tuple(n for n in dict.fromkeys((first, down, up)) if n >= min(before, up))

    def _before(self, key: Key) -> int:
        """Return what was last shown of a figure that grows and has not fallen, 0 for nothing."""
        earlier = [
            own
            for series in self.known.series(self._indicator[key.indicator])
            if key in series
            for own in series[: series.index(key)]
            if own in self.known.bounds
        ]
        grown = (n for n in earlier[-1:] if self.known.values[n] <= self.known.values[key])
        grows = key.indicator in self.search.figures.cumulative
        return sum(self.search.figures.rounded[own] for own in grown if grows)  # of one at most

    @cached_property
    def _indicator(self) -> Mapping[str, Indicator]:
        return {own.code: own for own in self.known.family.figures}

    @cached_property
    def _secret(self) -> str:
        """What no reader knows: all figures of the quarter, as they were reported."""
        told = sorted((*key, value) for key, value in self.search.figures.values.items())
        return sha256(repr(told).encode())

    def _faults(self, shown: Mapping[Key, int]) -> tuple[int, int]:
        """Return how many sums the numbers break, and how many are not those of chance."""
        broken = sum(
            total(relation.terms, shown) != 0
            for relation in self._sums
            if shown.keys() >= {key for key, _ in relation.terms}
        )
        others = sum(number != self._choices(key)[0] for key, number in shown.items())
        return broken, others

    @cached_property
    def _sums(self) -> tuple[Relation, ...]:
        return tuple(one for one in self.known.relations() if one.low == one.high == 0)

    def questions(self) -> Iterator[Question]:
        """Yield what is asked about sums of two: who has the one figure knows the other."""
        sums = (
            published_sums(self.known, self.search.figures)
            if self.search.policy.contributors
            else {}
        )
        for key, relation in sums.items():
            bodies = [cell.institution for cell, _ in relation.terms if self.known.values.get(cell)]
            if len(set(bodies)) == 2 and any(bodies.count(who) == 1 for who in bodies):
                yield revealing("whitelist_reveals", self.known.family, key, relation.low)

    def with_parts(self, by_hand: Hidden, shown: Mapping[Key, int]) -> Hidden:
        """Return *by_hand* and as many more cells that no sum of what is shown gives one back.

        Else the rounded parts of a whole would tell what is not to be told. What is public stays.
        """
        every = ({key for key, _ in own.terms} for own in self._sums)
        sums, hidden = [own for own in every if own <= shown.keys()], by_hand
        open_to_all = {key for key in shown if self.search.figures.is_public(key)}
        while True:
            alone = (own - hidden - open_to_all for own in sums if len(own & hidden) == 1)
            left = next((own for own in alone if own), None)
            if left is None:
                return hidden
            hidden |= {min(left, key=lambda key: (shown[key] == 0, shown[key], key))}

    def too_narrow(self, shown: Mapping[Key, int], hidden: Hidden) -> Hidden:
        """Return *hidden* and the cells that have to be hidden, for rounding is not enough."""
        sums = published_sums(self.known, self.search.figures).values()
        relations = (*self.known.relations(), *sums)
        every = frozenset(shown)
        most = self._audit(shown, every, relations)
        while left := sorted(every - hidden):
            audit = self._audit(shown, hidden, relations)
            needs = (n for n in audit.needs(hidden) if audit.loses(n, 0, hidden, most, every))
            short = next(needs, None)
            if short is None:
                return hidden
            left.sort(key=lambda key: key not in short.cells)  # what it is about is tried first
            tries = [hidden | {key} for key in left]
            helps = (
                more
                for more in tries
                if not self._audit(shown, more, relations).loses(short, 0, more, most, every)
            )
            hidden = next(helps, next(iter(tries)))
        return hidden

    def _audit(
        self, shown: Mapping[Key, int], hidden: Hidden, relations: tuple[Relation, ...]
    ) -> Audit:
        bounds = {key: could_be(number) for key, number in shown.items() if key not in hidden}
        known = replace(self.known, bounds={**self.known.bounds, **bounds})
        return _RoundedAudit(known, self.search, relations, frozenset(hidden))
