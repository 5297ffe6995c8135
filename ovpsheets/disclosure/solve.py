"""Which whole numbers a sum of hidden cells can be, with all that is published.

A number is possible exactly if there is a *witness*: whole numbers for the hidden cells that
agree with everything published and make up that sum. So protection is proved by what anybody
can check, and a search that gives up errs on the safe side: more is hidden than would have
been needed.

We know a witness to begin with: what the cells really hold. From there each relation that
does not hold yet, and then the sum that is asked about, is pushed as far as the others let it
(the simplex method with bounds on all variables and Bland's rule: Chvátal, *Linear
Programming*, 1983, chapters 3 and 8). That something is impossible is proved that way for
fractions of persons, too, at once; where only fractions are possible, a cell that is one is
tried at the whole number below and above it. Every number is exact, and it takes the same steps
on every machine. A library would do, but needs 35 MB more on every ministry's laptop.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple

from ovpsheets.disclosure.terms import Key

_PUSHES: Final = 400
"""After how many steps a sum that is pushed stays where it is."""
_BRANCHES: Final = 6
"""How often a fraction of a person is tried as a whole one, of one sum that is asked about."""

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


_SUM: Final = 0
"""The place of the sum that is asked about; behind it are the cells, and then the relations."""


@dataclass(slots=True)
class Table:
    """Whole numbers for cells that fulfil relations, and how they can be changed.

    ``values``, of sums and cells by their place, and the ``bounds`` each is to be within.
    ``rows``: of each that follows from others, how much it grows with each of them.
    """

    values: list[_Number]
    bounds: list[tuple[int | None, int | None]]
    rows: dict[int, dict[int, _Number]]
    cells: Mapping[Key, int]  # the places of those that can have several values
    tries: Iterator[int] = field(default_factory=lambda: iter(range(_BRANCHES)))

    @classmethod
    def of(
        cls,
        domains: Mapping[Key, Domain],
        relations: Sequence[Relation],
        hints: Mapping[Key, int],
    ) -> "Table | None":
        """Return numbers within *domains* that fulfil *relations*; None where none were found.

        *hints*: what the cells most likely are.
        """
        near = {k: min(max(hints.get(k, low), low), high) for k, (low, high) in domains.items()}
        free = {key: domain for key, domain in domains.items() if domain.low < domain.high}
        cells = {key: place for place, key in enumerate(free, start=_SUM + 1)}
        found = cls(
            [0, *(near[key] for key in free), *(total(own.terms, near) for own in relations)],
            [(None, None), *free.values(), *((own.low, own.high) for own in relations)],
            {
                place: {cells[key]: sign for key, sign in own.terms if key in cells}
                for place, own in enumerate(relations, start=_SUM + 1 + len(cells))
            },
            cells,
        )
        for place, (low, high) in enumerate(found.bounds):
            if not found._is_within(place, low, high):
                return None
            if low == high and (row := found.rows.get(place)):
                # By 1 or -1, if any: so that whole numbers stay whole.
                found._exchange(place, min(row, key=lambda by: (abs(row[by]) != 1, by)))
        return found._whole()

    def span(
        self, terms: _Terms, values: Mapping[Key, int], *, width: int, low: int | None = None
    ) -> int:
        """Return how many numbers the sum *terms* can be, from the least possible to the most.

        Counted are the *width* numbers from *low* on; without it any, and *width* at the most.
        *values*: of cells that can have no other.
        """
        asked = self._asking(terms, values)
        table = asked if low is None else asked._with(_SUM, low, low + width - 1)
        table = table and table._whole()
        if table is None:
            return 0
        here = int(table.values[_SUM])
        highest = table._farthest(here, (here if low is None else low) + width - 1)
        lowest = table._farthest(here, highest - width + 1 if low is None else low)
        return highest - lowest + 1

    def _asking(self, terms: _Terms, values: Mapping[Key, int]) -> "Table":
        """Return a copy with the sum *terms* in it."""
        found = replace(self._copy(), tries=iter(range(_BRANCHES)))
        row: dict[int, _Number] = {}
        value: _Number = 0
        for key, sign in terms:
            place = self.cells.get(key)
            value += sign * (values[key] if place is None else self.values[place])
            grows = {} if place is None else self.rows.get(place, {place: 1})
            for by, rate in grows.items():
                row[by] = row.get(by, 0) + sign * rate
        found.rows[_SUM] = {by: rate for by, rate in row.items() if rate}
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
        """Return a table of whole numbers; None where none was found."""
        waiting = [self]
        while waiting:
            table = waiting.pop()
            part = next((c for c in table.cells.values() if table.values[c].denominator != 1), None)
            if part is None:
                table.bounds = list(self.bounds)  # a fraction was cut off, nothing else
                return table
            if next(self.tries, None) is None:
                break
            value, (low, high) = table.values[part], table.bounds[part]
            both = table._with(part, ceil(value), high), table._with(part, low, floor(value))
            waiting += [one for one in both if one]
        return None

    def _copy(self) -> "Table":
        rows = {place: dict(row) for place, row in self.rows.items()}
        return Table(list(self.values), list(self.bounds), rows, self.cells, self.tries)

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
        for _ in range(_PUSHES):
            if self.values[place] == goal:
                return True
            way = 1 if self.values[place] < goal else -1
            row = self.rows.get(place, {place: 1})
            # Always the first of those that can move: by Bland's rule it never goes in circles.
            moves = (by for by, rate in row.items() if self._room(by, rate * way) != 0)
            by = min(moves, default=None)
            if by is None:
                return False
            self._move(by, way if row[by] > 0 else -way, place, goal)
        return False

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
        rates = {key: row[by] * way for key, row in self.rows.items() if by in row}
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
        row = self.rows.pop(last)
        rate = row.pop(by)
        turned = {key: _divided(-own, rate) for key, own in row.items()}
        low, high = self.bounds[last]
        if low != high or last <= len(self.cells):  # with a sum that stays as it is nothing grows
            turned[last] = _divided(1, rate)
        for other in self.rows.values():
            times = other.pop(by, 0)
            for key, own in turned.items() if times else ():
                if more := _plain(other.get(key, 0) + times * own):
                    other[key] = more
                else:
                    del other[key]
        self.rows[by] = turned


def _plain(number: _Number) -> _Number:
    """Return a whole number as one, for those are quicker."""
    return number.numerator if number.denominator == 1 else number


def _divided(number: _Number, by: _Number) -> _Number:
    # Nearly always by 1 or -1.
    return number * by if by in (1, -1) else _plain(number / Fraction(by))
