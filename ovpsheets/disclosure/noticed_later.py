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

_PAIR: Final = 2


class _New(NamedTuple):
    """What is to be added up at one time: a ``number``, which ``cells`` tell, that of now first.

    ``is_exact``: whether it is of this quarter alone; else of some that nobody published, too.
    """

    number: float
    cells: tuple[Key, ...]
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
        now = self.noticing.figures.quarter
        every = (self._of_group(group, frozenset(secret), now) for group in self._groups())
        first = (next((own for own in found if own not in tried), None) for found in every)
        return tuple(own for own in first if own is not None)

    def touching(self, secret: Collection[Key], tried: Collection[Sum]) -> tuple[Sum, ...]:
        """Return the sums of the fewest parts that have a figure in *secret*, none of *tried*.

        What they tell of it is not asked; only a decision by each of them can say that. Also those
        of another quarter with something hidden: what is shown now may tell it, though of a figure
        in the sum there is no number now.
        """
        own, cells = replace(self, is_strict=False), frozenset(secret)
        every = (
            found
            for group in own._groups()
            for quarter in own._quarters(group, cells)
            for found in own._of_group(group, cells, quarter)
        )
        return tuple(found for found in dict.fromkeys(every) if found not in tried)

    def tells(self, own: Sum, secret: Collection[Key]) -> bool:
        """Tell whether a sum tells a figure in *secret*."""
        return any(
            own in self._of_group(group, frozenset(secret), self.noticing.figures.quarter)
            for group in self._groups()
            if own.codes <= {item.code for item in group}
        )

    def _groups(self) -> Iterator[Sequence[Indicator]]:
        # Across activities chance finds too many.
        return (own for own, times in self.noticing.groups() if times == 1)

    def _quarters(self, group: Sequence[Indicator], secret: frozenset[Key]) -> tuple[str, ...]:
        """Return the quarter, and each other with a *secret* that this one may tell of.

        Only of what counts since the start one quarter tells anything of another.
        """
        now, codes = self.noticing.figures.quarter, {own.code for own in group}
        if not any(map(self.noticing.counting.is_since, codes)):
            return (now,)
        others = sorted({key.quarter for key in secret if key.indicator in codes})
        return tuple(dict.fromkeys((now, *others)))

    def _of_group(
        self, group: Sequence[Indicator], secret: frozenset[Key], quarter: str
    ) -> Iterator[Sum]:
        figures = self.noticing.figures
        values = figures.values if quarter == figures.quarter else figures.ours
        every = (key for own in group for key in figures.cells(own.code))
        known = {key for key in every if key.quarter == quarter and key in values}
        for who in sorted({key.institution for key in known}):
            cells = {own.code: Key(quarter, own.code, who) for own in group}
            here = {code: key for code, key in cells.items() if key in known}
            yield from self._at(group, here, secret)

    def _at(
        self, group: Sequence[Indicator], here: Mapping[str, Key], secret: frozenset[Key]
    ) -> Iterator[Sum]:
        # The figures of the quarter, or what is new in them.
        for grows in (False, True):
            new = {code: own for code, k in here.items() if (own := self._new(k, grows=grows))}
            for whole in group:
                if whole.code in new:
                    parts = self._parts(whole, group, new, grows=grows)
                    yield from self._of(whole, new[whole.code], parts, secret, grows=grows)

    def _parts(
        self, whole: Indicator, group: Sequence[Indicator], new: Mapping[str, _New], *, grows: bool
    ) -> dict[str, _New]:
        """Return what may be a part, by the plan and of the same time."""
        wholes = self.noticing.wholes
        up = set(above(whole.code, wholes))
        every = [own for own in group if own.code in new and own.code not in up]
        if grows:
            is_one = any(self.noticing.counting.differ(whole.code, own.code) for own in every)
            return {own.code: new[own.code] for own in every if is_one}
        return {
            own.code: new[own.code]
            for own in every
            if own.accumulation is whole.accumulation
            and (
                wholes.get(own.code) == whole.code or whole.code not in above(own.code, wholes)
            )
        }  # fmt: skip

    def _of(
        self,
        whole: Indicator,
        new: _New,
        parts: Mapping[str, _New],
        secret: frozenset[Key],
        *,
        grows: bool,
    ) -> Iterator[Sum]:
        """Yield the sums of the fewest parts that tell what is hidden."""
        found = list[set[str]]()
        wholes = self.noticing.wholes
        said = set() if grows else {code for code in parts if wholes.get(code) == whole.code}
        is_since = grows and self.noticing.counting.is_since(whole.code)
        for chosen in self._chosen(new, parts, 1 if is_since else _PAIR):
            # What the plan says of parts is known; with others they may be all there is of it.
            if said.issuperset(chosen) or not (said.isdisjoint(chosen) or said <= {*chosen}):
                continue
            if grows and not any(
                self.noticing.counting.differ(whole.code, code) for code in chosen
            ):
                continue
            if not any(own.issubset(chosen) for own in found):
                codes = tuple(code for code in parts if code in chosen)
                own = Sum(whole.code, codes, grows, is_seen=False)
                every = [parts[code] for code in chosen]
                if self._tells(new, every, secret) and self._is_possible(own):
                    found.append(set(chosen))
                    yield own

    def _chosen(
        self, new: _New, parts: Mapping[str, _New], least: int
    ) -> Iterator[tuple[str, ...]]:
        """Yield parts that could add up to what is *new*, though that is no evidence yet.

        Of a sum with two parts of somebody it would be.
        """
        most = MOST_PARTS if len(parts) < MOST_FIGURES else _PAIR
        if not all(own.is_exact for own in (new, *parts.values())):
            yield from self._chosen_over_quarters(new, parts, least, most)
            return
        noughts = [code for code, own in parts.items() if own.number == 0]
        equal = [(code,) for code, own in parts.items() if own.number == new.number]
        firsts = equal if new.number else [()]
        for size in range(least, most + 1):
            for first in firsts:
                yield from (
                    (*first, *others) for others in combinations(noughts, size - len(first))
                )

    def _chosen_over_quarters(
        self, new: _New, parts: Mapping[str, _New], least: int, most: int
    ) -> Iterator[tuple[str, ...]]:
        """Yield parts that are no more than what is *new* since some quarter that was published.

        Or no less, where that is of one quarter, and they are new since then.
        """
        if new.is_exact:
            sizes = {*range(least, most + 1), len(parts)}
            every = (own for size in sorted(sizes - {0}) for own in combinations(parts, size))
            yield from (own for own in every if sum(parts[c].number for c in own) >= new.number)
            return
        within = [code for code, own in parts.items() if own.number <= new.number]
        # Of many there are, chance finds some that leave a few: of two, or of all, no more.
        sizes = {*range(least, (most if new.number < self.few else _PAIR) + 1), len(within)}
        every = (own for size in sorted(sizes - {0}) for own in combinations(within, size))
        yield from (own for own in every if sum(parts[c].number for c in own) <= new.number)

    def _tells(self, new: _New, parts: Sequence[_New], secret: frozenset[Key]) -> bool:
        """Tell whether what is shown of a sum leaves few numbers for what is hidden of it."""
        hidden = [key for own in (new, *parts) for key in own.cells if key in secret]
        if not self.is_strict or not hidden:
            return bool(hidden)
        is_exact = all(own.is_exact for own in (new, *parts))
        if not is_exact and new.is_exact:
            return False
        if not is_exact and new.number >= self.few:
            # So many came over some quarters; a few of them are left for what is hidden of one.
            shown = (own.number for own in parts if secret.isdisjoint(own.cells))
            of_parts = {key for own in parts for key in own.cells}
            return new.number - sum(shown) < self.few and {*hidden} <= of_parts
        if len(hidden) == 1:
            return True
        # A whole can be any number beside what else is hidden; what is taken from it adds up.
        is_few = not is_exact or sum(map(self._above_known, hidden)) < self.few
        return is_few and new.cells[0] not in hidden

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

    def _new(self, key: Key, *, grows: bool) -> _New | None:
        """Return what of a figure would be added up, where it *grows* what is new in it."""
        figures = self.noticing.figures
        now, ours = figures.ours[key], figures.ours
        series = figures.series(self.noticing.plan.indicator(key.indicator), key.institution)
        if not grows or key.quarter in series.of_one_quarter:
            return _New(now, (key,))
        before = series.before(key.quarter)
        last = None if before is None else series.so_far(before)
        value = None if last is None else last.value(ours)
        if before is None or last is None or value is None:
            return None
        is_next = series.is_next(before, key.quarter)
        if now < value:  # it began anew
            return _New(now, (key,)) if is_next else None
        return _New(now - value, (key, *last.cells), is_next)
