"""The audit: what a reader can still hold possible for what is hidden, and whether it is enough.

In: what is known of a family, what binds its cells, and which of them are hidden. Out: the first
thing that too little is possible of, if any. For example, of 3 women and 30 men::

    shown         hidden        a reader finds of the women      needed       so
    33, men 30    women         33 − 30: only 3                  1 to 4       too narrow
    33            women, men    any number up to 33              1 to 4       enough

Protected are hidden cells and, of a cumulative indicator, how much is new from one
quarter to the next, where an end of it is hidden. What is needed of each is a *need*:
that every number from ``low`` to ``high`` is possible (a cell under the threshold: 1 to
threshold − 1), or that ``width`` numbers are (a secondary one). What earlier publications
and the marks themselves give away cannot be taken back: it lowers the need.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ovpsheets.disclosure.figures import BASE
from ovpsheets.disclosure.known import Known, growth, is_cumulative
from ovpsheets.disclosure.search import Search
from ovpsheets.disclosure.solve import Domain, Relation, Span, Steps, Table
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.words import Combine

Hidden = frozenset[Key]
_Part = tuple[Hidden, tuple[Relation, ...]]
"""Hidden cells that hang together, and what binds them."""

_NOT_EXACT: Final = 2

_ROOM: Final = 2
"""How often all that is asked for lies below the number from which on a cell is not looked at."""

_WIDEST: Final = 100
"""The share of a hundred is told to the percent: of more it says nothing finer."""


@dataclass(frozen=True, slots=True)
class Need:
    """What must stay possible of a sum of cells: ``low`` to ``high``, or any ``width`` numbers.

    ``reader``: the institution that looks, and knows its own figures; "" for anybody.
    """

    terms: tuple[tuple[Key, int], ...]
    width: int
    low: int | None = None
    reader: str = ""

    @property
    def cells(self) -> frozenset[Key]:
        """The cells it is about."""
        return frozenset(key for key, _ in self.terms)


@dataclass(slots=True)
class Audit:
    """Tells what is too narrow when some of the ``hideable`` cells of the quarter are hidden.

    ``hidden_before``: the cells that were hidden when their quarter was published.
    """

    known: Known
    search: Search
    relations: tuple[Relation, ...]
    hideable: Hidden
    hidden_before: Hidden = field(init=False)
    _always: Hidden = field(init=False)  # what nobody is shown, whatever is hidden
    _unseen: Hidden = field(init=False)
    _steps: Steps = field(init=False)
    _binding: dict[Key, list[int]] = field(init=False, default_factory=dict)  # places of relations
    # What was found already: of a need what is possible, of cells a table, and what they are part
    # of, by what is hidden and from whom.
    _found: dict[tuple[Need, Hidden, int], Span] = field(default_factory=dict)
    _tables: dict[tuple[Hidden, int], Table | None] = field(default_factory=dict)
    _parts: dict[tuple[Hidden, str], dict[Key, _Part]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.relations = tuple(dict.fromkeys(self.relations))
        for place, relation in enumerate(self.relations):
            for key, _ in relation.terms:
                self._binding.setdefault(key, []).append(place)
        earlier = self.known.earlier.items()
        self.hidden_before = frozenset(key for key, value in earlier if value is None)
        self._steps = self.search.steps(self.known.family)
        self._unseen = self.known.unseen
        self._always = self.hidden_before | self._unseen | self.known.bounds.keys()

    def and_(self, more: Hidden) -> "Audit":
        """Return this, which may hide *more*; what is possible was found once for both."""
        return replace(self, hideable=self.hideable | more)

    def too_narrow(self, hidden: Hidden) -> Need | None:
        """Return the first need that is not met while *hidden* is hidden; None for none."""
        return next((need for need in self.needs(hidden) if not self.is_met(need, hidden)), None)

    def is_met(self, need: Need, hidden: Hidden) -> bool:
        """Tell whether *need* is met, or hiding everything would not meet it better."""
        return all(
            not self.loses(need, floor, hidden, self, hidden | self.hideable)
            for floor in self.floors
        )

    def loses(self, need: Need, floor: int, hidden: Hidden, other: "Audit", most: Hidden) -> bool:
        """Tell whether less is possible, and less than needed, than to *other* with *most* hidden.

        Where the plan itself (a baseline) or earlier publications leave not all the numbers
        from ``low`` on possible, others above them still keep a reader in doubt.
        """
        found = self.possible(need, hidden, floor)
        if found >= need.width:
            return False
        best = other.span(need, most, floor)
        if found < min(need.width, best.numbers):
            return True
        if not best.is_all:
            self._steps.give_up()
        anywhere = replace(need, low=None)
        return need.low is not None and self.loses(anywhere, floor, hidden, other, most)

    @property
    def floors(self) -> tuple[int, ...]:
        """The least a hidden cell can hold: 1 for who knows that nought is never hidden."""
        return (0,) if self.search.policy.protect_zeros else (1, 0)

    def possible(self, need: Need, hidden: Hidden, floor: int) -> int:
        """Return how many of the numbers needed are possible, from the lowest to the highest."""
        return self.span(need, hidden, floor).numbers

    def span(self, need: Need, hidden: Hidden, floor: int) -> Span:
        """Return likewise how many are, and whether more could be."""
        free, relations = self._around(need, hidden)
        # Whatever else is hidden does not bear on it: the same answer serves all such tries.
        name = (need, free, floor)
        # What is possible to who knows more is so to who knows less.
        enough = self._found.get((need, free, 1))
        if enough is not None and enough.numbers == need.width:
            return enough
        if name not in self._found:
            self._found[name] = self._span(need, free, relations, floor)
        return self._found[name]

    def _span(self, need: Need, free: Hidden, relations: tuple[Relation, ...], floor: int) -> Span:
        """Return how many of the numbers needed whole numbers in *free* can make."""
        if (free, floor) not in self._tables:
            domains, steps = self._domains(free, relations, floor), self._steps
            self._tables[free, floor] = Table.of(domains, relations, self.known.values, steps)
        table = self._tables[free, floor]
        if table is None:
            return Span(0)
        return table.span(need.terms, self.known.values, width=need.width, low=need.low)

    def _around(self, need: Need, hidden: Hidden) -> _Part:
        """Return the hidden cells that bear on *need*, however indirectly, and what binds them."""
        known = self._parts.setdefault((hidden, need.reader), {})
        every = dict.fromkeys(
            self._bound_to(key, need.reader, hidden, known) for key, _ in need.terms
        )
        if len(every) == 1:
            return next(iter(every))
        free = frozenset().union(*(cells for cells, _ in every))
        return free, tuple(dict.fromkeys(own for _, relations in every for own in relations))

    def _bound_to(self, first: Key, reader: str, hidden: Hidden, known: dict[Key, _Part]) -> _Part:
        """Return the cells hidden from *reader* to which *first* is bound, and by what.

        *known*: those of cells to which this was found already.
        """
        if first in known:
            return known[first]
        secret = hidden | self._always
        if reader:
            values = self.known.values
            secret = frozenset(k for k in secret if k.institution != reader or k not in values)
        free = {first} & secret
        waiting, places = sorted(free), dict[int, None]()
        while waiting:
            for place in self._binding.get(waiting.pop(), ()):
                if place not in places:
                    places[place] = None
                    more = {key for key, _ in self.relations[place].terms if key in secret} - free
                    free |= more
                    waiting += sorted(more)
        found = frozenset(free), tuple(self.relations[place] for place in places)
        known |= dict.fromkeys(free or {first}, found)
        return found

    def _domains(
        self, free: Hidden, relations: Iterable[Relation], floor: int
    ) -> dict[Key, Domain]:
        cells = free.union(key for relation in relations for key, _ in relation.terms)
        values = self.known.values
        highest = sum(values[key] for key in cells & values.keys())
        highest += _ROOM * (len(cells) * self.search.policy.threshold_breakdown + _WIDEST)
        return {
            # Nobody says of a rest that it is nobody, so a reader cannot rule it out.
            key: self.known.bounds.get(key, Domain(self._least(key, floor), highest))
            if key in free
            else Domain(values[key], values[key])
            for key in sorted(cells)
        }

    def _least(self, key: Key, floor: int) -> int:
        """Return the least that a reader cannot rule out, who sees that a cell is hidden.

        A nought that is hidden all the same can be one.
        """
        return 0 if key in self._unseen else min(floor, self.known.values.get(key, floor))

    def needs(self, hidden: Hidden) -> Iterator[Need]:
        """Yield what has to stay possible while *hidden* is hidden."""
        secret = hidden | self.hidden_before
        yield from self.of_cells(secret)
        for indicator in self.known.family.figures:
            if is_cumulative(indicator):
                threshold = self.known.family.threshold(indicator.code, self.search.policy)
                yield from self._of_growth(indicator, secret, threshold)
        for key in sorted(self.known.bounds):  # of another quarter, rounded
            yield Need(((key, 1),), BASE)
        yield from self._of_rests()
        yield from self.of_contributors(hidden, secret)

    def of_cells(self, secret: Hidden) -> Iterator[Need]:
        """Yield what has to stay possible of each cell in *secret*, by what is hidden of it."""
        for indicator in self.known.family.figures:
            threshold = self.known.family.threshold(indicator.code, self.search.policy)
            for key in sorted(key for key in secret if key.indicator == indicator.code):
                yield self._of_cell(indicator, key, threshold)

    def of_contributors(self, hidden: Hidden, secret: Hidden) -> Iterator[Need]:
        """Yield that of *secret* no body whose *hidden* figures stand in sums with it knows one."""
        for key in sorted(secret) if self.search.policy.contributors else ():
            alone = Need(((key, 1),), _NOT_EXACT)
            around, _ = self._around(alone, hidden)
            for reader in sorted({other.institution for other in around} - {key.institution, ""}):
                if not self._reports_it(reader, key):
                    yield replace(alone, reader=reader)

    def _reports_it(self, reader: str, key: Key) -> bool:
        """Tell whether *reader* knows the number in *key*, for it reports the same one."""
        own = next((own for own in self.known.family.figures if own.code == key.indicator), None)
        is_same = own is not None and own.combine is Combine.SAME
        return is_same and Key(key.quarter, key.indicator, reader) in self.known.cells

    def _of_rests(self) -> Iterator[Need]:
        """Yield what has to stay possible of those who are in no part: a part like any other."""
        few, values = self.search.policy.threshold_breakdown, self.known.values
        for own in self.known.rests:
            left = values.get(own.rest)
            if left is None:  # some of it was hidden before
                yield Need(((own.rest, 1),), few - 1)
            elif left < few:  # nobody is no rest
                yield Need(((own.rest, 1),), few - 1, 1)
        for whole in self.known.family.figures if self.known.rests else ():
            for series in self.known.rests_of(whole) if is_cumulative(whole) else ():
                for before, after in pairwise(series):
                    is_known = all(key in values for key in (before, after))
                    if is_known and 0 < values[after] - values[before] < few:
                        yield Need(((after, 1), (before, -1)), few - 1, 1)

    def _of_cell(self, indicator: Indicator, key: Key, threshold: int) -> Need:
        lowest = 0 if self.search.policy.protect_zeros else 1
        width, terms = threshold - lowest, ((key, 1),)
        memory, value = self.search.figures.memory, self.known.values.get(key)
        parts = self._few_parts(indicator, key, threshold)
        if parts:  # as many as make any few of the published share
            return Need(terms, min(round(width / min(parts)), _WIDEST))
        # Whoever asked in vain that it be shown most likely asked for a small one.
        said_small = memory.why(*key) == "primary" or memory.official(*key) == "show"
        if said_small or (value is not None and lowest <= value < threshold):
            return Need(terms, width, lowest)
        if (now := self.search.figures.values.get(key)) is not None:
            below = [
                int(other)
                for other in self.search.figures.references(indicator, key)
                if lowest <= int(now) - other < threshold
            ]
            if below:
                return Need(terms, width, max(below) + lowest)
        return Need(terms, width)

    def _few_parts(self, indicator: Indicator, key: Key, threshold: int) -> list[float]:
        """Return the published shares, and what they leave, that are few of the number in *key*."""
        parts = (
            (part, number)
            for share, number in self.search.figures.shared(indicator, key)
            for part in (share, 1 - share)
        )
        return [part for part, number in parts if 0 < round(part * number, 6) < threshold]

    def _of_growth(
        self, indicator: Indicator, secret: Hidden | set[Key], threshold: int
    ) -> Iterator[Need]:
        values, known = self.known.values, self.known
        steps = (
            ((before,), (after,))
            for series in known.series(indicator)
            for before, after in pairwise(series)
        )
        for before, after in (*steps, *known.handed_over(indicator)):
            terms = growth(before, after)
            if secret.isdisjoint((*before, *after)) and len(terms) == 2:
                continue  # then its end is hidden, or both were public before
            if all(key in values for key, _ in terms):
                is_few = 0 < sum(sign * values[key] for key, sign in terms) < threshold
            else:
                is_few = not set(after) & set(known.now)
            if is_few:
                yield Need(terms, threshold - 1, 1)
        yield from self._over_baseline(indicator, threshold)

    def _over_baseline(self, indicator: Indicator, threshold: int) -> Iterator[Need]:
        """Yield the sum over several institutions, where it is little more than the baseline."""
        cells = [key for key in self.known.now if key.indicator == indicator.code]
        baseline = indicator.baseline
        if isinstance(baseline, int | float) and not indicator.is_one_figure and cells:
            new = sum(self.known.values[key] for key in cells) - int(baseline)
            if 0 < new < threshold:
                yield Need(tuple((key, 1) for key in cells), threshold - 1, int(baseline) + 1)
