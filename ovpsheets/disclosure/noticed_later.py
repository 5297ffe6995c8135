"""Sums that no figure shows yet and a later quarter may: what they would tell is protected today.

20 = 20 + 0 is no evidence that a figure is the sum of two others; nor is 0 = 0 + 0. But once a
later quarter shows the sum, a reader goes back, and what was hidden here is told by what was
shown. So where figures of one activity could add up, have not failed to, and one of them that
is hidden would then be told by the others, they are held together as if it were known.

Looked for is only where something is hidden, and of the parts only the fewest that suffice.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, NamedTuple

from ovpsheets.disclosure.families import Sum
from ovpsheets.disclosure.noticed import MOST_FIGURES, MOST_PARTS, Noticing, question
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.plan.parts import above
from ovpsheets.quarter import Quarter
from ovpsheets.words import Accumulation

_PAIR: Final = 2


class _Grown(NamedTuple):
    """What is to be added up at one time: ``number``, which ``whole`` has more than ``before``.

    ``is_exact``: whether it is of this quarter alone; else of some that nobody published, too.
    """

    number: float
    whole: Key
    before: tuple[Key, ...] = ()  # of one at most
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Later:
    """Looks for sums that would tell what is hidden; ``few``: so many are told to be few."""

    noticing: Noticing
    few: int
    is_strict: bool = True  # whether a sum has to tell something, as far as a rule of thumb goes

    def telling(self, secret: Collection[Key], tried: Collection[Sum]) -> tuple[Sum, ...]:
        """Return sums that tell a figure in *secret*, the hidden cells; none that was *tried*.

        One of each activity and bodies, for what is hidden for its sake may settle others. Those
        answered with no are left out, and those that the figures refute.
        """
        if not secret:
            return ()
        every = (self._of_group(group, frozenset(secret)) for group in self._groups())
        first = (next((own for own in found if own not in tried), None) for found in every)
        return tuple(own for own in first if own is not None)

    def touching(self, secret: Collection[Key], tried: Collection[Sum]) -> tuple[Sum, ...]:
        """Return the sums of the fewest parts that have a figure in *secret*, none of *tried*.

        What they tell of it is not asked; only a decision by each of them can say that.
        """
        own = replace(self, is_strict=False)
        every = (
            found for group in own._groups() for found in own._of_group(group, frozenset(secret))
        )
        return tuple(found for found in dict.fromkeys(every) if found not in tried)

    def tells(self, own: Sum, secret: Collection[Key]) -> bool:
        """Tell whether a sum tells a figure in *secret*."""
        return any(
            own in self._of_group(group, frozenset(secret))
            for group in self._groups()
            if own.codes <= {item.code for item in group}
        )

    def _groups(self) -> Iterator[Sequence[Indicator]]:
        # Across activities chance finds too many.
        return (own for own, times in self.noticing.groups() if times == 1)

    def _of_group(self, group: Sequence[Indicator], secret: frozenset[Key]) -> Iterator[Sum]:
        codes = {own.code for own in group}
        values = self.noticing.figures.values
        who = sorted({key.institution for key in values if key.indicator in codes})
        return (own for body in who for own in self._at(group, body, secret))

    def _at(self, group: Sequence[Indicator], who: str, secret: frozenset[Key]) -> Iterator[Sum]:
        quarter, values = self.noticing.figures.quarter, self.noticing.figures.values
        cells = {own.code: Key(quarter, own.code, who) for own in group}
        here = {code: key for code, key in cells.items() if key in values}
        for whole in group:
            if whole.code in here:
                # A whole of the quarter, or what a whole since the start has more than before.
                for grows in (False, True):
                    if new := self._new(whole, here[whole.code], grows=grows):
                        parts = self._parts(whole, group, here, grows=grows)
                        yield from self._of(whole, new, parts, secret, grows=grows)

    def _parts(
        self, whole: Indicator, group: Sequence[Indicator], here: Mapping[str, Key], *, grows: bool
    ) -> dict[str, Key]:
        """Return what may be a part, by the plan and of the same time."""
        wholes = self.noticing.wholes
        up = set(above(whole.code, wholes))
        kind = Accumulation.QUARTERLY if grows else whole.accumulation
        return {
            own.code: here[own.code]
            for own in group
            if own.code in here and own.accumulation is kind and own.code not in up
            and (
                grows or wholes.get(own.code) == whole.code
                or whole.code not in above(own.code, wholes)
            )
        }  # fmt: skip

    def _of(
        self,
        whole: Indicator,
        new: _Grown,
        parts: Mapping[str, Key],
        secret: frozenset[Key],
        *,
        grows: bool,
    ) -> Iterator[Sum]:
        """Yield the sums of the fewest parts that tell what is hidden."""
        found = list[set[str]]()
        wholes = self.noticing.wholes
        said = set() if grows else {code for code in parts if wholes.get(code) == whole.code}
        for chosen in self._chosen(new, parts, 1 if grows else _PAIR):
            # What the plan says of parts is known; with others they may be all there is of it.
            if said.issuperset(chosen) or not (said.isdisjoint(chosen) or said <= {*chosen}):
                continue
            if not any(own.issubset(chosen) for own in found):
                codes = tuple(code for code in parts if code in chosen)
                own = Sum(whole.code, codes, grows, is_seen=False)
                cells = [parts[code] for code in chosen]
                if self._tells(new, cells, secret) and self._is_possible(own):
                    found.append(set(chosen))
                    yield own

    def _chosen(
        self, new: _Grown, parts: Mapping[str, Key], least: int
    ) -> Iterator[tuple[str, ...]]:
        """Yield parts that could add up to what is *new*, though that is no evidence yet.

        Of a sum with two parts of somebody it would be.
        """
        values = self.noticing.figures.values
        most = MOST_PARTS if len(parts) < MOST_FIGURES else _PAIR
        if not new.is_exact:
            within = [code for code, key in parts.items() if values[key] <= new.number]
            # Of many there are, chance finds some that leave a few: of two, or of all, no more.
            sizes = {*range(least, (most if new.number < self.few else _PAIR) + 1), len(within)}
            every = (own for size in sorted(sizes - {0}) for own in combinations(within, size))
            yield from (own for own in every if sum(values[parts[c]] for c in own) <= new.number)
            return
        noughts = [code for code, key in parts.items() if values[key] == 0]
        equal = [(code,) for code, key in parts.items() if values[key] == new.number]
        firsts = equal if new.number else [()]
        for size in range(least, most + 1):
            for first in firsts:
                yield from (
                    (*first, *others) for others in combinations(noughts, size - len(first))
                )

    def _tells(self, new: _Grown, parts: Sequence[Key], secret: frozenset[Key]) -> bool:
        """Tell whether what is shown of a sum leaves few numbers for what is hidden of it."""
        hidden = [key for key in (new.whole, *new.before, *parts) if key in secret]
        if not self.is_strict:
            return bool(hidden)
        ours = self.noticing.figures.ours
        if not new.is_exact and new.number >= self.few:
            # So many came over some quarters; a few of them are left for what is hidden of one.
            left = new.number - sum(ours[key] for key in parts if key not in secret)
            return bool(hidden) and left < self.few and {*hidden} <= {*parts}
        if len(hidden) == 1 or not hidden:
            return bool(hidden)
        # A whole can be any number beside what else is hidden; what is taken from it adds up.
        is_few = not new.is_exact or sum(map(self._above_known, hidden)) < self.few
        return is_few and new.whole not in hidden

    def _above_known(self, key: Key) -> float:
        """Return by how much a figure is above the most that is known of it: before it grew."""
        figures = self.noticing.figures
        value = figures.ours[key]
        shown = figures.references(self.noticing.plan.indicator(key.indicator), key)
        return value - max((other for other in shown if other <= value), default=0.0)

    def _is_possible(self, own: Sum) -> bool:
        noticing = self.noticing
        if noticing.figures.memory.answer(question(noticing.plan, own).id) is False:
            return False
        return not noticing.is_refuted(own) and not noticing.is_nested(own)

    def _new(self, whole: Indicator, key: Key, *, grows: bool) -> _Grown | None:
        """Return what the parts would add up to, since the quarter before where it *grows*."""
        figures = self.noticing.figures
        now, ours = figures.values[key], figures.ours
        if not grows:
            return _Grown(now, key)
        if whole.accumulation is not Accumulation.CUMULATIVE:
            return None
        told = self.noticing.new(key, ours)
        before = max((k for k in figures.known_of(key) if k < key), default=None)
        if before is None:
            return None if told is None else _Grown(told, key)
        is_next = before.quarter == str(Quarter.parse(key.quarter).previous())
        return _Grown(now - ours[before], key, (before,), is_next) if now >= ours[before] else None
