"""What is in no part of a whole, and parts that are of several breakdowns.

Women, men and children are parts of all the victims by the plan, and two ways to divide them:
together they are more than there are. A reader sees that, and adds up what does make the whole.
Where a whole and its parts count differently, what is new in it is broken down by what is new in
them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final, NamedTuple

from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.levels import Added, Levels, NewOnes
from ovpsheets.disclosure.noticed import MOST_FIGURES, MOST_PARTS, PARTS_OF_MANY
from ovpsheets.disclosure.so_far import Series, Terms
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.words import Combine

REST: Final = ".rest"
"""What the code of a whole ends in where it stands for the rest."""

_OF_NEW: Final = ".new"
"""What that ends in of what is new."""

_ALL: Final = ("",)
"""All bodies together, in the place of one."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and those of its parts that have a number, of one quarter and reporter.

    ``whole_less_parts``: the cells with their signs, which leave what is in no part and a
    ``number``: the ``rest``, a cell that nobody reports and everybody can work out.
    ``is_complete``: whether all parts have a number. ``is_of_new``: whether it is of what is new.
    """

    whole: Indicator
    rest: Key
    whole_less_parts: Terms
    is_complete: bool
    number: int = 0
    is_of_new: bool = False

    def beside_others(self, *, is_all: bool) -> "Breakdown":
        """Return it as one of several of the whole, with a rest of its own.

        *is_all*: whether its parts are somebody's idea of all; one beside others is not.
        """
        rest = self.rest._replace(indicator=f"{self.rest.indicator}.{'+'.join(sorted(self.parts))}")
        return replace(self, rest=rest, is_complete=self.is_complete and is_all)

    def left(self, values: Mapping[Key, int]) -> int | None:
        """Return how many are in no part; None where a number is not known."""
        if all(key in values for key, _ in self.whole_less_parts):
            return sum(sign * values[key] for key, sign in self.whole_less_parts) - self.number
        return None

    @property
    def parts(self) -> frozenset[str]:
        """The codes of the parts that have a number."""
        return frozenset(key.indicator for key, _ in self.whole_less_parts) - {self.whole.code}

    def has_some_in_each(self, values: Mapping[Key, int]) -> bool:
        """Tell whether somebody is in each part, or new in it, where each number is known."""
        found = dict.fromkeys(self.parts, 0)
        for key, sign in self.whole_less_parts:
            if key.indicator in found:
                found[key.indicator] -= sign * values[key]
        return all(found.values())

    @property
    def is_of_several(self) -> bool:
        """Whether it has more than one part: a part alone is nobody's idea of the whole."""
        return len(self.parts) > 1

    def leaves(self, values: Mapping[Key, int], within: int = 0) -> bool:
        """Tell whether somebody is, or may be, in no part, for who does not believe that all are.

        Where we do not know every figure of an earlier quarter, a reader is taken to
        believe that the parts that are all there add up.
        """
        left = self.left(values)
        may_be = not self.is_complete if left is None else left > 0
        return may_be and not self.misses(values, within)

    def misses(self, values: Mapping[Key, int], within: int) -> bool:
        """Tell whether all the parts add up to the whole, if only but for less than *within*."""
        is_all = self.is_complete and self.is_of_several
        left = self.left(values) if is_all else None
        return left is not None and abs(left) < within


class Division(NamedTuple):
    """The ``breakdowns`` of a whole, quarter by quarter, and what adds up over all of them."""

    breakdowns: tuple[Breakdown, ...]
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class Divided:
    """Looks for the breakdowns of a family among its ``cells``, of which we know ``values``.

    ``within``: by less than so much parts may miss their whole and are believed to add up.
    """

    family: Family
    figures: Figures
    cells: Sequence[Key]
    values: Mapping[Key, int]
    within: int = 0
    _found: dict[Added, NewOnes] = field(default_factory=dict, repr=False)

    def divisions(self) -> Iterator[Division]:
        """Yield the breakdowns of every quarter whose whole has its number, and a part.

        Parts that overlap are several breakdowns, of which each is one by itself.
        """
        for whole, parts in self.family.broken_down():
            for bodies in _compared(whole, parts, self._former(whole)):
                found = tuple(self._divided(whole, parts, bodies))
                # The rest of all is that of each together: it tells no more, and is long to search.
                is_told = bodies == _ALL and self._is_of_each(whole, parts)
                together = [o for o in found if not (is_told and o.leaves(self.values))]
                plain, new = (
                    tuple(own for own in together if own.is_of_new is is_new)
                    for is_new in (False, True)
                )
                overlapping = overlap(plain, self.values, self.within)
                is_of_other_starts = any(map(self._is_no_overlap, new))
                if overlap(new, self.values, self.within) or (
                    overlapping and not is_of_other_starts
                ):
                    yield from self._beside_others(whole, parts, bodies)
                else:
                    # Of more than the whole, and what is new is not: they began at other numbers.
                    exact = (own for own in plain if own.left(self.values) == 0)
                    added = tuple(self.added(whole, parts, who) for who in bodies)
                    yield Division((*exact, *new) if overlapping else tuple(together), added)

    def _is_no_overlap(self, own: Breakdown) -> bool:
        """Tell whether a breakdown of what is new shows that its parts are no more than the whole.

        Of overlapping parts those with a number, or with somebody new, may be that by chance.
        """
        left = own.left(self.values)
        if not own.is_complete or left is None:
            return False
        return left > 0 or (left == 0 and own.has_some_in_each(self.values))

    def _is_of_each(self, whole: Indicator, parts: Sequence[Indicator]) -> bool:
        """Tell whether each body reports its share of the whole and parts of that, nobody else."""
        inside = all(set(part.reported_by) <= set(whole.reported_by) for part in parts)
        if not inside or whole.is_one_figure:
            return False
        each = tuple(self._divided(whole, parts, whole.reported_by))
        return not overlap(each, self.values, self.within)

    def _former(self, whole: Indicator) -> tuple[str, ...]:
        """Return who reported a whole in earlier quarters, and no longer does."""
        bodies = {key.institution for key in self.cells if key.indicator == whole.code}
        return tuple(sorted(bodies.difference(whole.reported_by)))

    def _divided(
        self, whole: Indicator, parts: Sequence[Indicator], bodies: Collection[str]
    ) -> Iterator[Breakdown]:
        """Yield *whole* broken down by *parts*, once for each quarter and body; "" is all.

        By those that count from when it does as they are, by all by what is new in them.
        """
        for who in bodies:
            added = self.added(whole, parts, who)
            if not added.whole or not added.parts:
                continue
            top = self.figures.series(whole, who) if who else self.figures.together(whole)
            every = [one for own in parts for one in self._series(own, who)]
            for quarter, cells in top.cells.items():
                here = [own for own in every if quarter in own.cells]
                if (who and all(key.institution != who for key in cells)) or not here:
                    continue  # those of the body that it carries on are its own
                own = Breakdown(whole, Key(quarter, f"{whole.code}{REST}", who), (), True)
                is_since = quarter not in top.of_one_quarter
                alike = [one for one in here if (quarter not in one.of_one_quarter) is is_since]
                plain = None
                if alike:
                    terms = [(key, 1) for key in cells]
                    terms += [(key, -1) for one in alike for key in one.cells[quarter]]
                    is_all = len(alike) == len(every)
                    plain = replace(own, whole_less_parts=tuple(terms), is_complete=is_all)
                    yield plain
                is_mixed = plain is None or len(alike) < len(here)
                if plain is None or is_mixed or (is_since and plain.left(self.values)):
                    for found in self._of_new_ones(own, added, is_all=all(every)):
                        # Where all count since the start some may have begun at other numbers.
                        if is_mixed or found.left(self.values) == 0:
                            yield found

    def _of_new_ones(self, own: Breakdown, added: Added, *, is_all: bool) -> Iterator[Breakdown]:
        """Yield *own* by what is new in its quarter, in all or in those of which that is told."""
        told = self._told(added)
        quarter, rest = own.rest.quarter, f"{own.rest.indicator}{_OF_NEW}"
        parts = [one for one in added.parts if quarter in one.series.cells]
        some = [one for one in parts if told.is_seen(one, quarter)]
        if not some or not all(told.is_seen(one, quarter) for one in added.whole):
            return
        if len(some) < len(parts):
            rest = f"{rest}.told"
        left = told.left(replace(added, parts=tuple(some)), quarter)
        if left.terms:
            yield replace(
                own, rest=own.rest._replace(indicator=rest), is_of_new=True, number=-left.number,
                whole_less_parts=tuple(left.terms.items()),
                is_complete=is_all and len(some) == len(added.parts),
            )  # fmt: skip

    def added(self, whole: Indicator, parts: Sequence[Indicator], who: str) -> Added:
        """Return the figures of *whole* and *parts* of a body; "" is all."""
        every = [self.figures.lines(own, who) for own in parts]
        lines = tuple(one for some in every for one in some)
        return Added(self.figures.lines(whole, who), lines, is_all=all(every))

    def _told(self, added: Added) -> NewOnes:
        if added not in self._found:
            levels = Levels.of((added,), self.values, self.figures.first)
            self._found[added] = levels.told()
        return self._found[added]

    def _series(self, own: Indicator, who: str) -> tuple[Series, ...]:
        """Return the figures of a part: of one body, or of each that reports it; "" is all."""
        if own.combine is Combine.SAME and not who:
            return (self.figures.together(own),)
        return tuple(
            self.figures.series(own, body) for body in ((who,) if who else own.reported_by)
        )

    def _beside_others(
        self,
        whole: Indicator,
        parts: Sequence[Indicator],
        bodies: Collection[str],
    ) -> Iterator[Division]:
        """Yield those by overlapping parts: by some that are the whole, by each other one alone.

        That they are the whole is seen in some quarter; where others show that they overlap, each
        is one alone, too.
        """
        exact, sure = list[frozenset[str]](), set[str]()
        most = MOST_PARTS if len(parts) <= MOST_FIGURES else PARTS_OF_MANY
        sizes = sorted({*range(2, min(most, len(parts)) + 1), len(parts)})
        for some in (own for size in sizes for own in combinations(parts, size)):
            codes = frozenset(part.code for part in some)
            found = list(self._divided(whole, some, bodies))
            told = [o for o in found if o.parts == codes and o.left(self.values) == 0]
            if any(own <= codes for own in exact):
                # Where nobody is in one, the others are the whole without it: here all have some.
                told = [o for o in told if o.has_some_in_each(self.values)]
            if told:
                exact.append(codes)
                if not overlap(found, self.values, self.within):  # else it was so by chance
                    sure |= codes
                yield self._one_of_several(whole, some, bodies, found)
        for part in parts:
            if part.code not in sure:
                found = list(self._divided(whole, (part,), bodies))
                yield self._one_of_several(whole, (part,), bodies, found)

    def _one_of_several(
        self,
        whole: Indicator,
        some: Sequence[Indicator],
        bodies: Collection[str],
        found: Iterable[Breakdown],
    ) -> Division:
        """Return a division beside others; a part alone is nobody's idea of all."""
        is_all = len(some) > 1
        added = (self.added(whole, some, who) for who in bodies)
        return Division(
            tuple(own.beside_others(is_all=is_all) for own in found),
            tuple(replace(own, is_all=own.is_all and is_all) for own in added),
        )


def overlap(found: Iterable[Breakdown], values: Mapping[Key, int], within: int) -> bool:
    """Tell whether parts were of the same persons: of more than the whole, and by no mistake.

    *found*: the breakdown in every quarter and of every reporter; *within*: by less than so much
    parts may miss their whole and are believed to add up all the same.
    """
    every = (own.left(values) for own in found)
    return any(left is not None and left < 0 and -left >= within for left in every)


def _compared(
    whole: Indicator, parts: Iterable[Indicator], former: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """Yield the bodies whose parts are compared with their whole, each by itself; "" is all.

    Where bodies report a part that do not report the whole, or the other way round, or one number
    for all, the sums over all of them are compared; and each that reports its share of both by
    itself, too. So is each *former* one, whose figures stay what they were when another carries
    them on.
    """
    alike = all(
        set(part.reported_by) == set(whole.reported_by)
        and part.is_one_figure is whole.is_one_figure
        for part in parts
    )
    if not alike:
        yield _ALL
    if alike or not whole.is_one_figure:
        yield (*whole.reported_by, *former)
