"""What is in no part of a whole, and parts that are of several breakdowns.

Women, men and children are parts of all the victims by the plan, and two ways to divide them:
together they are more than there are. A reader sees that, and adds up what does make the whole.
Where a whole and its parts count differently, what is new in it is broken down by what is new in
them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.noticed import MOST_FIGURES, MOST_PARTS, PARTS_OF_MANY
from ovpsheets.disclosure.so_far import Series, Terms, balances
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
    ``is_complete``: whether all parts have a number. ``is_of_new``: whether it is of what is new;
    ``is_exact``: whether in this quarter alone, else there is no rest: no less is left than nought.
    ``missing``: the parts since the start that have no number, so that it is in the rest.
    """

    whole: Indicator
    rest: Key
    whole_less_parts: Terms
    is_complete: bool
    number: int = 0
    is_of_new: bool = False
    is_exact: bool = True
    missing: tuple[Series, ...] = ()

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
        return self.is_exact and may_be and not self.misses(values, within)

    def misses(self, values: Mapping[Key, int], within: int) -> bool:
        """Tell whether all the parts add up to the whole, if only but for less than *within*."""
        is_all = self.is_exact and self.is_complete and self.is_of_several
        left = self.left(values) if is_all else None
        return left is not None and abs(left) < within


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

    def breakdowns(self) -> Iterator[Breakdown]:
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
                    yield from (*exact, *new) if overlapping else together

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
            top = self.figures.series(whole, who) if who else self.figures.together(whole)
            below = [one for own in parts for one in self._series(own, who)]
            for quarter, cells in top.cells.items():
                here = [own for own in below if quarter in own.cells]
                if (who and all(key.institution != who for key in cells)) or not here:
                    continue  # those of the body that it carries on are its own
                own = Breakdown(whole, Key(quarter, f"{whole.code}{REST}", who), (), True)
                is_since = quarter not in top.of_one_quarter
                alike = [one for one in here if (quarter not in one.of_one_quarter) is is_since]
                plain = None
                if alike:
                    terms = [(key, 1) for key in cells]
                    terms += [(key, -1) for one in alike for key in one.cells[quarter]]
                    is_all = len(alike) == len(below)
                    missing = [one for one in below if one not in here] if is_since else ()
                    plain = replace(
                        own, whole_less_parts=tuple(terms), is_complete=is_all,
                        missing=tuple(missing),
                    )  # fmt: skip
                    yield plain
                if (
                    plain is None
                    or len(alike) < len(here)
                    or (is_since and plain.left(self.values))
                ):
                    yield from self._of_new_ones(own, top, below, plain)

    def _of_new_ones(
        self, own: Breakdown, whole: Series, parts: Sequence[Series], plain: Breakdown | None
    ) -> Iterator[Breakdown]:
        """Yield *own* by what is new in *whole* and *parts*, of which *plain* is the breakdown.

        Where all count since the start only if new ones add up, for some began at another number.
        """
        quarter = own.rest.quarter
        here = [one for one in parts if quarter in one.cells]
        told = [one for one in here if one.is_told(quarter)]
        rest = f"{own.rest.indicator}{_OF_NEW}"
        of_new = replace(own, rest=own.rest._replace(indicator=rest), is_of_new=True)
        every = list(self._of_new_in(of_new, whole, parts, here))
        if len(told) < len(here):
            rest = f"{rest}.told"
            more = replace(of_new, rest=own.rest._replace(indicator=rest))
            every += self._of_new_in(more, whole, parts, told)
        is_mixed = len({quarter in one.of_one_quarter for one in (whole, *here)}) > 1
        for found in every:
            if is_mixed or plain is None or (found.is_exact and found.left(self.values) == 0):
                yield found

    def _of_new_in(
        self, own: Breakdown, whole: Series, parts: Sequence[Series], some: Sequence[Series]
    ) -> Iterator[Breakdown]:
        """Yield *own* with what is new in its quarter in *whole* and *some* of its *parts*."""
        every = [
            replace(
                own, whole_less_parts=found.terms, number=found.number_in(self.values),
                is_exact=found.is_exact, is_complete=len(some) == len(parts),
            )
            for found in (balances(whole, some, own.rest.quarter, self.values) if some else ())
        ]  # fmt: skip
        exact = [one for one in every if one.is_exact]
        # That what grew is no less than a whole of the quarter is known of all its parts only.
        is_flow = own.rest.quarter in whole.of_one_quarter
        others = [o for o in every if not o.is_exact and (o.is_complete or not is_flow)]
        # That all of them began anew is seen by their adding up then, or by what is else too much.
        exact.sort(key=self._doubts)
        yield from (*exact[:1], *others)

    def _doubts(self, own: Breakdown) -> tuple[bool, bool]:
        """Return how much speaks against a breakdown: more in its parts than in it, or a rest."""
        left = own.left(self.values)
        return left is not None and left < 0, left != 0

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
    ) -> Iterator[Breakdown]:
        """Yield those by overlapping parts: by some that are the whole, by each other one alone.

        That they are the whole is seen in some quarter.
        """
        exact: list[frozenset[str]] = []
        most = MOST_PARTS if len(parts) <= MOST_FIGURES else PARTS_OF_MANY
        sizes = sorted({*range(2, min(most, len(parts)) + 1), len(parts)})
        for some in (own for size in sizes for own in combinations(parts, size)):
            codes = frozenset(part.code for part in some)
            found = list(self._divided(whole, some, bodies))
            told = [
                o for o in found if o.parts == codes and o.is_exact and o.left(self.values) == 0
            ]
            if any(own <= codes for own in exact):
                # Where nobody is in one, the others are the whole without it: here all have some.
                told = [o for o in told if o.has_some_in_each(self.values)]
            if told:
                exact.append(codes)
                yield from (own.beside_others(is_all=True) for own in found)
        for part in parts:
            if not any(part.code in codes for codes in exact):
                found = list(self._divided(whole, (part,), bodies))
                yield from (own.beside_others(is_all=False) for own in found)


def overlap(found: Iterable[Breakdown], values: Mapping[Key, int], within: int) -> bool:
    """Tell whether parts were of the same persons: of more than the whole, and by no mistake.

    *found*: the breakdown in every quarter and of every reporter; *within*: by less than so much
    parts may miss their whole and are believed to add up all the same.
    """
    every = (own.left(values) for own in found if own.is_exact)
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
