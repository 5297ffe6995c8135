"""What is new in figures in every quarter, also where nobody published it: of that sums are made.

A figure that counts since the start says what it had come to; one that counts the quarter says
what is new. Where neither was published there was a number all the same. It is taken for a cell
that nobody ever sees, an *unseen* one. So what is new in a whole is what is new in its parts in
every quarter, whichever counts since when, and whichever was left out when; for example, of
the women since the start nobody published the second quarter (u, v: unseen)::

                         Q1      Q2      Q3
    whole, men           w1 m1   w2 m2   w3 m3      of the quarter
    women                f1      v       f3         since the start
    so                   w1 − f1 − m1 = 0,   w2 − (v − f1) − m2 = 0,   w3 − (f3 − v) − m3 = 0

Taken in are the sums, what we know of the cells, and how far a reader believes them; given out
are relations between cells, seen and unseen. All of them are true of what we know, together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ovpsheets.disclosure.so_far import THE_START, ReportedFigure, between, previous
from ovpsheets.disclosure.solve import Domain, Relation, Steps, StepsUsedUp, Table
from ovpsheets.disclosure.terms import Key
from ovpsheets.quarter import Quarter
from ovpsheets.words import Direction

_UNSEEN: Final = ".so_far"
"""What the code of a figure ends in where it stands for what nobody published of it."""


@dataclass(frozen=True, slots=True)
class Added:
    """Figures that may add up: those of a ``whole``, and those of its ``parts``.

    ``is_all``: whether a reader takes the parts for all there are; else they are no more.
    ``is_noticed``: whether nothing but the figures tells it, and nothing where they do not.
    """

    whole: tuple[ReportedFigure, ...]
    parts: tuple[ReportedFigure, ...]
    is_all: bool = True
    is_noticed: bool = False

    @property
    def signs(self) -> tuple[tuple[ReportedFigure, int], ...]:
        """The figures, each with its sign."""
        return (*((one, 1) for one in self.whole), *((one, -1) for one in self.parts))


@dataclass(frozen=True, slots=True)
class SignedSum:
    """A sum of cells, each times its sign, and a number besides."""

    terms: Mapping[Key, int] = field(default_factory=dict)
    number: int = 0

    def and_(self, other: "SignedSum", sign: int = 1) -> "SignedSum":
        """Return the sum of this and so many times the *other*."""
        terms = dict(self.terms)
        for key, times in other.terms.items():
            terms[key] = terms.get(key, 0) + sign * times
        terms = {key: times for key, times in terms.items() if times}
        return SignedSum(terms, self.number + sign * other.number)

    def value(self, values: Mapping[Key, int]) -> int | None:
        """Return what it is; None where the value of a cell is not known."""
        if any(key not in values for key in self.terms):
            return None
        return self.number + sum(times * values[key] for key, times in self.terms.items())

    def relation(self, low: int, high: int | None) -> Relation:
        """Return that it is from *low* to *high*."""
        high = None if high is None else high - self.number
        return Relation(tuple(self.terms.items()), low - self.number, high)


@dataclass(frozen=True, slots=True)
class _Anew:
    """In which ``quarters`` figures began anew: those that fell then, or all since the start.

    ``from_nought``: whether they count from nought, whatever baselines the plan gives: of those
    that were before the plan began nobody says who counts them.
    """

    quarters: tuple[str, ...] = ()
    is_of_all: bool = False
    from_nought: bool = False


@dataclass(frozen=True, slots=True)
class Levels:
    """What is known over ``quarters`` of figures that add up; of the cells we know ``values``."""

    quarters: Sequence[str]
    every: Sequence[Added]
    values: Mapping[Key, int]

    @classmethod
    def of(cls, every: Sequence[Added], values: Mapping[Key, int], first: str) -> "Levels":
        """Return them from the *first* quarter of the plan to the last that has a cell.

        "" where it is not known when the plan begins.
        """
        cells = {q for own in every for one, _ in own.signs for q in one.series.cells}
        begin, last = min(filter(None, (first, *cells))), max(cells)
        return cls((*between(previous(begin), last), last), every, values)

    def told(self) -> "NewOnes":
        """Return what they tell, by when they most likely began anew."""
        return self._likely()[0]

    def relations(self, within: int = 0) -> tuple[Relation, ...]:
        """Return what holds between the cells, seen and unseen; *within*: see :class:`Known`.

        For who takes them to have begun anew when they most likely did, and for who takes any
        other time that the figures do not speak against and that is usual, or was seen.
        """
        best, *others = self._likely()
        as_usual = (replace(own, from_nought=best.anew.from_nought) for own in self._usual)
        usual = frozenset(as_usual)
        also = (own for own in others if own.wrong == best.wrong and own.anew in usual)
        readers = (
            replace(own, reader=str(n or ""), _new={}) for n, own in enumerate((best, *also))
        )
        return tuple(dict.fromkeys(found for own in readers for found in own.relations(within)))

    def _likely(self) -> "list[NewOnes]":
        """Return what they tell by when they may have begun anew: the likeliest first."""
        every = [NewOnes(self, anew) for anew in self._tries()]
        if not every[0].wrong and not self.needs_unseen:
            return every[:1]
        return sorted(every, key=lambda own: (own.wrong, -own.right))

    @property
    def lines(self) -> tuple[ReportedFigure, ...]:
        """All figures, each once."""
        signs = (one for own in self.every for one, _ in own.signs)
        return tuple({(one.own.code, one.who): one for one in signs}.values())

    @property
    def needs_unseen(self) -> bool:
        """Whether figures count differently, or one was left out in a quarter.

        Else what they are in each quarter says it all.
        """
        every = [one.series for one in self.lines]
        kinds = {quarter in one.of_one_quarter for one in every for quarter in one.cells}
        left_out = any(quarter not in one.cells for one in every for quarter in self.quarters)
        return False in kinds and (len(kinds) > 1 or left_out)

    def tells_more(self, within: int) -> bool:
        """Tell whether what is new tells more than what the figures are in each quarter.

        Of parts that are no more than the whole it may be that more is new; *within*: see
        :class:`Known`.
        """
        told = self.told()
        return self.needs_unseen or any(told.are_more(own, within) for own in self.every)

    def _tries(self) -> Iterator[_Anew]:
        """Yield when figures may have begun anew: where they fell, or every year."""
        seen = _few_of(self._every_fall)
        times = [(seen, False), (seen, True), *((self._yearly(n), True) for n in range(1, 5))]
        has_start = any(one.series.start for one in self.lines)
        for quarters, is_of_all in dict.fromkeys(times):
            for from_nought in (False, True)[: 1 + has_start]:
                yield _Anew(quarters, is_of_all and bool(quarters), from_nought)

    @property
    def _usual(self) -> frozenset[_Anew]:
        """When figures begin anew as they usually do: in no quarter, in January, or as was seen."""
        sure = {Quarter.parse(fall[0]).number for fall in self._every_fall if len(fall) == 1}
        years = (_Anew(self._yearly(n), is_of_all=True) for n in {1, *sure} if self._yearly(n))
        return frozenset((_Anew(), *years))

    def _yearly(self, number: int) -> tuple[str, ...]:
        return tuple(q for q in self.quarters[1:] if Quarter.parse(q).number == number)

    @property
    def _every_fall(self) -> list[tuple[str, ...]]:
        return [fall for one in self.lines for fall in self.falls(one)]

    def falls(self, one: ReportedFigure) -> Iterator[tuple[str, ...]]:
        """Yield wherever a figure fell the quarters in one of which it began anew."""
        last: tuple[str, int] | None = None
        for quarter, cells in sorted(one.series.cells.items()):
            value = SignedSum(dict.fromkeys(cells, 1)).value(self.values)
            if value is None:
                continue
            if quarter in one.series.of_one_quarter:
                last = last and (last[0], last[1] + value)
                continue
            if last is not None and value < last[1]:
                yield (*between(last[0], quarter), quarter)
            last = quarter, value


def _few_of(falls: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return few quarters of which each list has one: those without a choice, then Januaries."""
    found: set[str] = set()
    for own in sorted(falls, key=len):
        if found.isdisjoint(own):
            january = [quarter for quarter in own if Quarter.parse(quarter).number == 1]
            found.add((january or own)[0])
    return tuple(sorted(found))


@dataclass(slots=True)
class NewOnes:
    """What figures tell a *reader* who takes them to have begun *anew* then."""

    of: Levels
    anew: _Anew
    reader: str = ""
    _new: dict[tuple[str, str], dict[str, SignedSum]] = field(default_factory=dict)

    def left(self, own: Added, quarter: str) -> SignedSum:
        """Return what is new in a whole in a quarter and in none of its parts."""
        amount = SignedSum()
        for one, sign in own.signs:
            amount = amount.and_(self.new(one)[quarter], sign)
        return amount

    def new(self, one: ReportedFigure) -> Mapping[str, SignedSum]:
        """Return what is new in a figure, by quarter."""
        name = one.own.code, one.who
        if name not in self._new:
            self._new[name] = dict(self._worked_out(one))
        return self._new[name]

    def is_seen(self, one: ReportedFigure, quarter: str) -> bool:
        """Tell whether the cells say what is new in a figure in a quarter."""
        return not any(map(is_unseen, self.new(one)[quarter].terms))

    @property
    def wrong(self) -> int:
        """How often what we know does not add up, or something new is less than nought."""
        values = self.of.values
        new = [amount for one in self.of.lines for amount in self.new(one).values()]
        return sum(map(bool, self._known)) + sum((one.value(values) or 0) < 0 for one in new)

    @property
    def right(self) -> int:
        """How often it adds up."""
        return sum(left == 0 for left in self._known)

    @property
    def _known(self) -> list[int | None]:
        every = (self.left(own, quarter) for own in self.of.every for quarter in self.of.quarters)
        return [left.value(self.of.values) for left in every]

    def _worked_out(self, one: ReportedFigure) -> Iterator[tuple[str, SignedSum]]:
        series, level = one.series, self._start(one)
        since = [quarter for quarter in series.cells if quarter not in series.of_one_quarter]
        last = max(since, default="")  # from there on nothing depends on what it had come to
        fell = {quarter for fall in self.of.falls(one) for quarter in fall}
        for quarter in self.of.quarters:
            if quarter in self.anew.quarters and (self.anew.is_of_all or quarter in fell):
                level = SignedSum()
            cells = series.cells.get(quarter, (self._unseen(one, quarter),))
            is_new = quarter in series.of_one_quarter or quarter > last
            told = SignedSum(dict.fromkeys(cells, 1))
            new = told if is_new else told.and_(level, -1)
            if quarter < last:
                level = level.and_(new)
            yield quarter, new

    def _unseen(self, one: ReportedFigure, quarter: str) -> Key:
        return Key(quarter, f"{one.own.code}{_UNSEEN}{self.reader}", one.who)

    def _start(self, one: ReportedFigure) -> SignedSum:
        if self.anew.from_nought:
            return SignedSum()
        if one.series.start is None:
            return SignedSum({self._unseen(one, THE_START): 1})
        return SignedSum(number=int(one.series.start))

    def relations(self, within: int = 0) -> tuple[Relation, ...]:
        """Return what holds between the cells, as far as all of it can be true together.

        What misses by less than *within* is believed, too.
        """
        rising = self._true_of_us([own for one in self.of.lines for own in self._rising(one)])
        sure, doubtful = list[Relation](), list[tuple[SignedSum, bool, bool]]()
        for own in self._apart(self.of.every, rising, within):
            left = {quarter: self.left(own, quarter) for quarter in self.of.quarters}
            values = {quarter: one.value(self.of.values) for quarter, one in left.items()}
            told = (value for value in values.values() if value is not None)
            some = [value for value in told if abs(value) >= max(within, 1)]
            for quarter, amount in left.items():
                value = values[quarter]
                if value is None:
                    # That they are all is believed as long as no quarter shows the contrary.
                    is_all = own.is_noticed or (own.is_all and not some)
                    doubtful.append((amount, is_all, not own.is_noticed))
                elif own.is_all and value not in some:
                    sure.append(amount.relation(value, value))
                elif not own.is_noticed:
                    sure.append(amount.relation(0, None))
        found = self._true_of_us([*rising, *sure])
        return tuple(dict.fromkeys(own for own in self._with(found, doubtful) if own.terms))

    def _apart(
        self, every: Iterable[Added], rising: Sequence[Relation], within: int
    ) -> Iterator[Added]:
        """Yield figures that add up or, where parts are of the same persons, each part alone."""
        for own in every:
            codes = dict.fromkeys(one.own.code for one in own.parts)
            if own.is_noticed or not self._overlap(own, rising, within):
                yield own
            elif len(codes) > 1:
                some = ([one for one in own.parts if one.own.code == code] for code in codes)
                alone = (replace(own, parts=tuple(lines), is_all=False) for lines in some)
                yield from self._apart(alone, rising, within)

    def are_more(self, own: Added, within: int) -> bool:
        """Tell whether in some quarter more is new in parts than in the whole, by no mistake."""
        values = (self.left(own, quarter).value(self.of.values) for quarter in self.of.quarters)
        return not own.is_noticed and any(n is not None and n < min(1 - within, 0) for n in values)

    def _overlap(self, own: Added, rising: Sequence[Relation], within: int) -> bool:
        """Tell whether parts are more in some quarter, whatever nobody saw of them or the whole."""
        if self.are_more(own, within):
            return True
        every = (self.left(own, quarter) for quarter in self.of.quarters)
        unseen = [amount for amount in every if amount.value(self.of.values) is None]
        least = [amount.relation(min(1 - within, 0), None) for amount in unseen]
        return bool(least) and not self._can_be_true([*rising, *least])

    def _rising(self, one: ReportedFigure) -> Iterator[Relation]:
        if one.own.direction is Direction.UP:
            for amount in self.new(one).values():
                if len(amount.terms) > 1 or amount.number:
                    yield amount.relation(0, None)

    def _with(
        self, found: list[Relation], doubtful: Sequence[tuple[SignedSum, bool, bool]]
    ) -> list[Relation]:
        """Return *found* with as much as can be true of each amount: that it is nought, or no less.

        Each with whether the one is believed, and whether the other.
        """
        best = [amount.relation(0, 0 if is_all else None) for amount, is_all, _ in doubtful]
        if self._can_be_true([*found, *best]):
            return [*found, *best]
        for amount, is_all, is_less in doubtful:
            for high in (*[0] * is_all, *[None] * is_less):
                if self._can_be_true(more := [*found, amount.relation(0, high)]):
                    found = more
                    break
        return found

    def _true_of_us(self, every: list[Relation]) -> list[Relation]:
        """Return of *every* relation as many as can be true together."""
        if self._can_be_true(every):
            return every
        found: list[Relation] = []
        for own in every:
            if self._can_be_true([*found, own]):
                found.append(own)
        return found

    def _can_be_true(self, every: Sequence[Relation]) -> bool:
        values = self.of.values
        cells = sorted({key for own in every for key, _ in own.terms})
        most = 2 * sum(values.get(key, 0) for key in cells) + _ROOM
        domains = {
            key: Domain(values[key], values[key]) if key in values else Domain(0, most)
            for key in cells
        }
        try:
            return Table.of(domains, every, values, Steps(_STEPS)) is not None
        except StepsUsedUp:
            return False


_STEPS: Final = 100_000
"""After how many it is not known whether relations can be true together, so they are not taken."""

_ROOM: Final = 1000
"""How much more than all that is known an unseen cell may be."""


def is_unseen(key: Key) -> bool:
    """Tell whether a cell is one that nobody ever sees."""
    return _UNSEEN in key.indicator
