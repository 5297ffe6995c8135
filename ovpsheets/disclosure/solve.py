"""Which whole numbers a sum of hidden cells can be, with all that is published.

In: the least and the most that each cell can hold (``Domain``), what binds them (``Relation``),
and what they really hold. Out: how many numbers a sum of some of them can be. Of two hidden
cells X and Y that are 9 together, X can be ten numbers, X + Y one, and of the four from 1 on all:

>>> x, y = Key("2022-Q1", "1.1.1.1", "A"), Key("2022-Q1", "1.1.1.1", "B")
>>> nine_together = Relation(((x, 1), (y, 1)), 9, 9)
>>> found = Table.of({x: Domain(0, 99), y: Domain(0, 99)}, [nine_together], {x: 4, y: 5}, Steps(99))
>>> [found.span(terms, {}, width=99).numbers for terms in ([(x, 1)], [(x, 1), (y, 1)])]
[10, 1]
>>> found.span([(x, 1)], {}, width=4, low=1).numbers
4

A number is possible exactly if there is a *witness*: whole numbers for the hidden cells that agree
with everything published and make up that sum. We know one to begin with, what the cells really
hold. From there the sum is pushed as far up, and as far down, as all else lets it: the simplex
method with bounds on all variables and Bland's rule (Chvátal, *Linear Programming*, 1983,
chapters 3 and 8). How far it gets is exact, for fractions of persons at least; a cell that is one
there is tried at the whole number below and above it (branch and bound). Every number is exact, so
that every machine takes the same steps and finds the same; they are counted, and who runs out of
them knows nothing (:class:`StepsUsedUp`). Why no library does this: docs/disclosure.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Final, NamedTuple, NoReturn

from ovpsheets.disclosure.terms import Key

_Number = int | Fraction
_Terms = Sequence[tuple[Key, int]]


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


def total(terms: _Terms, values: Mapping[Key, int]) -> int:
    """Return the sum of cells at *values*, each times its sign."""
    return sum(sign * values[key] for key, sign in terms)


class StepsUsedUp(Exception):  # noqa: N818 - nobody made an error
    """A search takes too long: what it would have found is not known."""


@dataclass(slots=True)
class Steps:
    """How many steps are ``left`` to a search; each looks at a number of a table, or changes it."""

    left: int

    def take(self, number: int) -> None:
        """Count as many more; raise StepsUsedUp where there are no more, then and ever after."""
        self.left -= number
        if self.left < 0:
            raise StepsUsedUp

    def give_up(self) -> NoReturn:
        """Use up what is left, for more of them would not help."""
        self.left = -1
        raise StepsUsedUp


class _Row(NamedTuple):
    """How much a value grows with others: with that at a place by its rate, divided by ``of``.

    So nearly all of the work is done in whole numbers, which are twenty times as quick.
    """

    rates: Mapping[int, int]
    of: int = 1

    def rate(self, by: int) -> _Number:
        """Return how much it grows with another."""
        return _divided(self.rates[by], self.of)

    def turned(self, by: int, last: int | None) -> "_Row":
        """Return how *by* follows from the others and from *last*, whose row this is.

        *last* is None where it stays as it is.
        """
        way = 1 if self.rates[by] > 0 else -1
        rates = {key: -way * rate for key, rate in self.rates.items() if key != by}
        if last is not None:
            rates[last] = way * self.of
        return _reduced(rates, abs(self.rates[by]))

    def with_put_in(self, by: int, turned: "_Row") -> "_Row":
        """Return it with what *by* follows from in its place."""
        times = self.rates[by]
        rates = {key: rate * turned.of for key, rate in self.rates.items() if key != by}
        for key, rate in turned.rates.items():
            if more := rates.get(key, 0) + times * rate:
                rates[key] = more
            else:
                del rates[key]
        return _reduced(rates, self.of * turned.of)


def _reduced(rates: Mapping[int, int], of: int) -> _Row:
    shared = 1 if of == 1 else gcd(of, *rates.values())
    return _Row(
        rates if shared == 1 else {key: rate // shared for key, rate in rates.items()}, of // shared
    )


_BRANCHES: Final = 100
"""How often a fraction of a person is tried as whole ones for one sum: for what can only be a half
that would go on through all numbers."""


class Span(NamedTuple):
    """How many ``numbers`` a sum can be; no more than these where it ``is_all``."""

    numbers: int
    is_all: bool = True


_SUM: Final = 0
"""The place of the sum that is asked about; behind it are the cells, and then the relations."""


@dataclass(slots=True)
class Table:
    """Whole numbers for cells that fulfil relations, and how they can be changed.

    Each sum and cell has a place: its value in ``values``, what it is to lie between in
    ``bounds``. Some follow from others: ``rows`` has by their place how each grows with which
    others. Where X + Y stays 9, Y has the row {X: -1}, for it falls as X grows.
    """

    values: list[_Number]
    bounds: list[tuple[int | None, int | None]]
    rows: dict[int, _Row]
    cells: Mapping[Key, int]  # the places of those that can have several values
    steps: Steps
    tries: Steps = field(default_factory=lambda: Steps(_BRANCHES))

    @classmethod
    def of(
        cls,
        domains: Mapping[Key, Domain],
        relations: Sequence[Relation],
        hints: Mapping[Key, int],
        steps: Steps,
    ) -> "Table | None":
        """Return numbers within *domains* that fulfil *relations*; None where there are none.

        *hints*: what the cells most likely are.
        """
        near = {k: min(max(hints.get(k, low), low), high) for k, (low, high) in domains.items()}
        free = {key: domain for key, domain in domains.items() if domain.low < domain.high}
        cells = {key: place for place, key in enumerate(free, start=_SUM + 1)}
        found = cls(
            [0, *(near[key] for key in free), *(total(own.terms, near) for own in relations)],
            [(None, None), *free.values(), *((own.low, own.high) for own in relations)],
            {
                place: _Row(_together((cells[k], sign) for k, sign in own.terms if k in cells))
                for place, own in enumerate(relations, start=_SUM + 1 + len(cells))
            },
            cells,
            steps,
        )
        for place, (low, high) in enumerate(found.bounds):
            if not found._is_within(place, low, high):
                return None
            if low == high and place in found.rows and (rates := found.rows[place].rates):
                # By 1 or -1, if any: so that whole numbers stay whole.
                found._exchange(place, min(rates, key=lambda by: (abs(rates[by]) != 1, by)))
        whole = found._whole()
        if whole is None and found.tries.left == 0:
            steps.give_up()
        return whole

    def span(
        self, terms: _Terms, values: Mapping[Key, int], *, width: int, low: int | None = None
    ) -> Span:
        """Return how many numbers the sum *terms* can be, from the least possible to the most.

        Counted are the *width* numbers from *low* on; without it any, and *width* at the most.
        *values*: of cells that can have no other.
        """
        asked = self._asking(terms, values)
        table = asked if low is None else asked._with(_SUM, low, low + width - 1)
        table = table and table._whole()
        if table is None:
            return Span(0, asked.tries.left > 0)
        here = int(table.values[_SUM])
        highest = table._farthest(here, (here if low is None else low) + width - 1)
        lowest = table._farthest(here, highest - width + 1 if low is None else low)
        return Span(highest - lowest + 1, asked.tries.left > 0)

    def _asking(self, terms: _Terms, values: Mapping[Key, int]) -> "Table":
        """Return a copy with the sum *terms* in it."""
        found = replace(self._copy(), tries=Steps(_BRANCHES))
        value = sum(
            sign * (self.values[self.cells[key]] if key in self.cells else values[key])
            for key, sign in terms
        )
        own = _Row(_together((self.cells[k], sign) for k, sign in terms if k in self.cells))
        for place in [place for place in own.rates if place in self.rows]:
            own = own.with_put_in(place, self.rows[place])
        found.rows[_SUM] = own
        found.values[_SUM] = value
        return found

    def _farthest(self, here: int, goal: int) -> int:
        """Return the possible number nearest to *goal* on the way from *here*, which is one."""
        self._push(_SUM, goal)
        way, reached = (1 if here < goal else -1), self.values[_SUM]
        for number in range(floor(reached) if way == 1 else ceil(reached), here, -way):
            table = self._with(_SUM, number, number)
            if table and table._whole():
                return number
        return here

    def _whole(self) -> "Table | None":
        """Return a table of whole numbers; None where there is none, or no more is tried."""
        waiting = [self]
        while waiting:
            table = waiting.pop()
            part = next((c for c in table.cells.values() if table.values[c].denominator != 1), None)
            if part is None:
                table.bounds = list(self.bounds)  # a fraction was cut off, nothing else
                return table
            if self.tries.left == 0:
                break
            self.tries.take(1)
            value, (low, high) = table.values[part], table.bounds[part]
            both = table._with(part, ceil(value), high), table._with(part, low, floor(value))
            waiting += [one for one in both if one]
        return None

    def _copy(self) -> "Table":
        self.steps.take(len(self.rows))
        return Table(
            list(self.values),
            list(self.bounds),
            dict(self.rows),
            self.cells,
            self.steps,
            self.tries,
        )

    def _with(self, place: int, low: int | None, high: int | None) -> "Table | None":
        """Return the table with other bounds at *place*; None where it cannot keep them."""
        found = self._copy()
        found.bounds[place] = low, high
        return found if found._is_within(place, low, high) else None

    def _is_within(self, place: int, low: int | None, high: int | None) -> bool:
        """Push what is out of its bounds into them, and tell whether it is there."""
        value = self.values[place]
        if low is not None and value < low:
            return self._push(place, low)
        return high is None or value <= high or self._push(place, high)

    def _push(self, place: int, goal: int) -> bool:
        """Push a value to *goal* as far as all that is within its bounds stays there.

        Return whether it got there.
        """
        while self.values[place] != goal:
            way = 1 if self.values[place] < goal else -1
            rates = self.rows[place].rates if place in self.rows else {place: 1}
            # Always the first of those that can move: by Bland's rule it never goes in circles.
            moves = (by for by, rate in rates.items() if self._has_room(by, rate * way))
            by = min(moves, default=None)
            if by is None:
                return False
            self._move(by, way if rates[by] > 0 else -way, place, goal)
        return True

    def _has_room(self, place: int, way: int) -> bool:
        """Tell whether a value can go up or down, as the sign of *way* says."""
        low, high = self.bounds[place]
        bound = high if way > 0 else low
        return bound is None or bound != self.values[place]

    def _room(self, place: int, rate: _Number) -> _Number | None:
        """Return how many steps a value can go that grows at *rate* with each; None: any number."""
        low, high = self.bounds[place]
        bound = high if rate > 0 else low
        if bound is None:
            return None
        left = bound - self.values[place]
        # What is out of its bounds already is brought into them in its turn.
        return None if left * rate < 0 else _divided(left, rate)

    def _move(self, by: int, way: int, place: int, goal: int) -> None:
        """Let the value *by* grow or fall until it, or what follows from it, can no more.

        Or until that at *place* is at *goal*.
        """
        self.steps.take(len(self.rows))
        rates = {key: row.rate(by) * way for key, row in self.rows.items() if by in row.rates}
        rates[by] = way
        rooms = ((self._room(key, rate), key) for key, rate in rates.items() if key != place)
        limits = [(room, key) for room, key in rooms if room is not None]
        limits.append((_divided(goal - self.values[place], rates[place]), place))
        steps, last = min(limits)
        for key, rate in rates.items():
            self.values[key] = _plain(self.values[key] + rate * steps)
        if last not in (by, place):
            self._exchange(last, by)

    def _exchange(self, last: int, by: int) -> None:
        """Let the value *by* follow from that at *last*, which has followed from it."""
        low, high = self.bounds[last]
        stays = low == high and last > len(self.cells)  # with such a sum nothing grows
        turned = self.rows.pop(last).turned(by, None if stays else last)
        for place, row in self.rows.items():
            if by in row.rates:
                self.steps.take(len(turned.rates))
                self.rows[place] = row.with_put_in(by, turned)
        self.rows[by] = turned


def _together(terms: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the places with how often each is counted in a sum."""
    found: dict[int, int] = {}
    for place, sign in terms:
        found[place] = found.get(place, 0) + sign
    return {place: times for place, times in found.items() if times}


def _plain(number: _Number) -> _Number:
    """Return a whole number as one, for those are quicker."""
    return number.numerator if number.denominator == 1 else number


def _divided(number: _Number, by: _Number) -> _Number:
    # Nearly always by 1 or -1.
    return number * by if by in (1, -1) else _plain(Fraction(number) / by)
