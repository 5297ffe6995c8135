"""What a reader of everything published knows about one family of indicators.

The reader knows the figures shown, that persons are counted in whole numbers, that the
parts of a breakdown add up to the whole, that a cumulative indicator does not fall, the
baselines of the plan, and the sums published elsewhere (whitelisted).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, pairwise

from ovpsheets.disclosure.bodies import Kin
from ovpsheets.disclosure.breakdowns import Breakdown, Divided
from ovpsheets.disclosure.families import Family, Sum, is_of_several_bodies
from ovpsheets.disclosure.figures import Figures, could_be
from ovpsheets.disclosure.levels import Added, Levels, is_unseen
from ovpsheets.disclosure.primary import number
from ovpsheets.disclosure.so_far import Terms
from ovpsheets.disclosure.solve import Domain, Relation
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Indicator
from ovpsheets.words import Accumulation, Combine, Direction

Group = tuple[Key, ...]
"""Cells that make one figure together."""


@dataclass(frozen=True, slots=True)
class Known:
    """The cells of a family in all quarters.

    ``values``: what the cells hold, as far as we know it ourselves; ``earlier``: what
    was published of them before, None for a hidden one; ``now``: those of the quarter.
    ``within``: figures that miss a sum by less are believed to add up, and bind one another as
    they are: whoever works with them is off by no more than that.
    """

    family: Family
    figures: Figures
    values: Mapping[Key, int]
    earlier: Mapping[Key, int | None]
    now: tuple[Key, ...]
    kin: Mapping[str, Kin] = field(default_factory=dict)  # by indicator: who carries on whose
    bounds: Mapping[Key, Domain] = field(default_factory=dict)  # of rounded cells
    breakdowns: tuple[Breakdown, ...] = ()
    rests: tuple[Breakdown, ...] = ()  # that leave somebody, as far as we know
    within: int = 0
    added: tuple[Added, ...] = ()  # what the plan says to add up
    over_time: tuple[Relation, ...] = ()  # see :mod:`ovpsheets.disclosure.levels`

    @classmethod
    def of(cls, family: Family, figures: Figures, within: int = 0) -> "Known":
        """Take the cells of *family* from *figures*."""
        codes = {indicator.code for indicator in family.figures}
        now = {key: int(value) for key, value in figures.values.items() if key.indicator in codes}
        earlier = {
            key: None if value is None or key in figures.rounded else int(value)
            for key, value in figures.public.items()
            if key.indicator in codes and (key not in now or value == now[key])
        }
        shown = {key: value for key, value in earlier.items() if value is not None}
        before = {}
        for (code, institution), value in figures.previous.items():
            last = figures.last_public(code, institution) if code in codes else None
            if last and last.value is None:
                before[last.key] = int(value)
        held = {key: int(value) for key, value in figures.held.items() if key.indicator in codes}
        # What is surer stands later: a form may give the value before in an older version.
        values = {**before, **held, **shown, **now}
        kin = {own.code: figures.kin(own) for own in family.figures}
        bounds = {
            key: could_be(number)
            for key, number in figures.rounded.items()
            if key in earlier and key not in now
        }
        cells = tuple(sorted(now))
        known = cls(family, figures, values, earlier, cells, kin, bounds, within=within)
        divided = tuple(Divided(family, figures, known.cells, values, within).divisions())
        found = tuple(own for division in divided for own in division.breakdowns)
        rests = tuple(own for own in found if own.leaves(values, within))
        left = {own.rest: number for own in rests if (number := own.left(values)) is not None}
        added = tuple(own for division in divided for own in division.added)
        more = replace(known, values={**values, **left}, breakdowns=found, rests=rests, added=added)
        return more.by_sums(family.sums)

    def by_sums(self, sums: tuple[Sum, ...]) -> "Known":
        """Return what is known where these *sums* are noticed instead; all else stays."""
        known = replace(self, family=replace(self.family, sums=sums))
        return replace(known, over_time=known._over_time())

    def _over_time(self) -> tuple[Relation, ...]:
        """Return what holds over the quarters of what adds up in each."""
        every = [own for own in (*self.added, *self._sums()) if own.whole and own.parts]
        if not every:
            return ()
        levels = Levels.of(every, self.values, self.figures.first)
        return levels.relations(self.within) if levels.tells_more(self.within) else ()

    def _sums(self) -> Iterator[Added]:
        """Yield the figures of the sums that the data shows: of each body, or of all together."""
        of = {own.code: own for own in self.family.figures}
        for own in self.family.sums:
            bodies = {key.institution for key in self.cells if key.indicator == own.whole}
            is_of_all = is_of_several_bodies(own, of.__getitem__)
            for who in ("",) if is_of_all else sorted(bodies):
                whole, *parts = (
                    self.figures.lines(of[code], who) for code in (own.whole, *own.parts)
                )
                if all(parts):
                    every = tuple(one for some in parts for one in some)
                    yield Added(whole, every, is_noticed=True)

    @property
    def unseen(self) -> frozenset[Key]:
        """The cells that nobody reports, and everybody can reckon with."""
        rests = frozenset(own.rest for own in self.rests)
        return rests.union(key for own in self.over_time for key, _ in own.terms if is_unseen(key))

    @property
    def cells(self) -> tuple[Key, ...]:
        """Every cell that holds a number, known or hidden, in order of time."""
        return tuple(sorted({*self.earlier, *self.now}))

    def series(self, indicator: Indicator) -> tuple[tuple[Key, ...], ...]:
        """Return the cells of an indicator, a row for each institution, in order of time.

        An indicator that one institution reports keeps its series when another takes it over; one
        of which all report the same number is one series, of one cell for each quarter.
        """
        cells = [key for key in self.cells if key.indicator == indicator.code]
        if indicator.combine is Combine.SAME and self._agree(cells):
            cells = list({key.quarter: key for key in cells}.values())
        if len({key.quarter for key in cells}) == len(cells):
            return (tuple(cells),)
        return tuple(
            tuple(key for key in cells if key.institution == who)
            for who in sorted({c.institution for c in cells})
        )

    def _agree(self, cells: Sequence[Key]) -> bool:
        """Tell whether no quarter has two different numbers, as far as we know them."""
        held: dict[str, set[int]] = {}
        for key in cells:
            if key in self.values:
                held.setdefault(key.quarter, set()).add(self.values[key])
        return all(len(values) == 1 for values in held.values())

    def _alike(self) -> Iterator[Relation]:
        """Yield that those who report the same number do, wherever they did."""
        for indicator in self.family.figures:
            if indicator.combine is Combine.SAME:
                cells = [key for key in self.cells if key.indicator == indicator.code]
                for one, other in pairwise(cells):
                    if one.quarter == other.quarter:
                        yield from self._exactly(((one, 1), (other, -1)), 0)

    def handed_over(self, indicator: Indicator) -> Iterator[tuple[Group, Group]]:
        """Yield what bodies had of an indicator, and what those had next who carried it on.

        A body that is only renamed, and whose figures are a series by themselves, is left out.
        """
        for bodies in sorted({tuple(sorted(group)) for group in self._kin(indicator)}):
            quarters: dict[str, tuple[Key, ...]] = {}
            for key in self.cells:
                if key.indicator == indicator.code and key.institution in bodies:
                    quarters[key.quarter] = (*quarters.get(key.quarter, ()), key)
            for before, after in pairwise(quarters.values()):
                if {key.institution for key in before} != {key.institution for key in after}:
                    yield before, after

    def _kin(self, indicator: Indicator) -> Collection[frozenset[str]]:
        return self.kin.get(indicator.code, {}).values()

    def rests_of(self, whole: Indicator) -> tuple[tuple[Key, ...], ...]:
        """Return the rests of a whole, a row for each breakdown and reporter, in order of time.

        Those of what is new are no series.
        """
        every = (own for own in self.rests if own.whole is whole and not own.is_of_new)
        rests = sorted(own.rest for own in every)
        return tuple(
            tuple(key for key in rests if key.series == series)
            for series in sorted({rest.series for rest in rests})
        )

    def relations(self) -> tuple[Relation, ...]:
        """Return what holds between the cells, whatever of them is hidden."""
        adding_up = (*self._adding_up(), *self._noticed(), *self.over_time)
        return (*self._rising(), *adding_up, *self._alike())

    def _noticed(self) -> Iterator[Relation]:
        """Yield the sums of one quarter that the data shows, wherever they hold."""
        of = {own.code: own for own in self.family.figures}
        for own in (one for one in self.family.sums if not one.grows):
            cells = [key for key in self.cells if key.indicator == own.whole]
            times = dict.fromkeys((key.quarter, key.institution) for key in cells)
            if is_of_several_bodies(own, of.__getitem__):  # of all together
                times = dict.fromkeys((key.quarter, "") for key in cells)
            for quarter, who in times:
                whole, *parts = (
                    self.figures.series(of[code], who) if who else self.figures.together(of[code])
                    for code in (own.whole, *own.parts)
                )
                if all(quarter in one.cells for one in (whole, *parts)):
                    below = [(key, -1) for one in parts for key in one.cells[quarter]]
                    above = [(key, 1) for key in whole.cells[quarter]]
                    yield from self._exactly((*above, *below), 0)

    def _exactly(self, terms: Terms, number: int) -> Iterator[Relation]:
        found = self._sum(terms)
        if found is not None and (found == number or abs(found - number) < self.within):
            yield Relation(terms, found, found)

    def _at_least(self, terms: Terms, number: int) -> Iterator[Relation]:
        found = self._sum(terms)
        if found is not None and found >= number:
            yield Relation(terms, number, None)

    def _sum(self, terms: Terms) -> int | None:
        """Return the sum; None where we do not know all of it, for nothing is known to hold."""
        if any(key not in self.values for key, _ in terms):
            return None
        return sum(sign * self.values[key] for key, sign in terms)

    def _rising(self) -> Iterator[Relation]:
        for indicator in self.family.figures:
            if indicator.direction is not Direction.UP:
                continue
            for cells in self.series(indicator):
                since = [k for k in cells if not self.figures.is_of_one_quarter(indicator, k)]
                # A quarter alone is no more than all since the start up to a later one.
                yield from self._never_less(cells if is_cumulative(indicator) else since)
                yield from self._from_baseline(indicator, since)
            if is_cumulative(indicator):
                for cells in self.rests_of(indicator):
                    yield from self._never_less(cells)
                for before, after in self.handed_over(indicator):
                    yield from self._at_least(growth(before, after), 0)

    def _never_less(self, cells: Sequence[Key]) -> Iterator[Relation]:
        for stretch in self._stretches(cells):
            for before, after in pairwise(stretch):
                yield Relation(((after, 1), (before, -1)), 0, None)

    def _stretches(self, cells: Sequence[Key]) -> Iterator[list[Key]]:
        """Cut a series where it is known to fall, for there it tells a reader nothing."""
        stretch: list[Key] = []
        last: int | None = None
        for key in cells:
            value = self.values.get(key)
            if last is not None and value is not None and value < last:
                # Between two known values that fall nobody can say where it happened.
                told = dropwhile(lambda key: self.values.get(key) is None, reversed(stretch))
                yield list(told)[::-1]
                stretch = []
            stretch.append(key)
            last = last if value is None else value
        yield stretch

    def _from_baseline(self, indicator: Indicator, cells: Sequence[Key]) -> Iterator[Relation]:
        baseline = indicator.baseline
        if isinstance(baseline, int | float) and indicator.is_one_figure and cells:
            first = self.values.get(cells[0])
            if first is not None and first >= baseline:
                yield Relation(((cells[0], 1),), int(baseline), None)

    def _adding_up(self) -> Iterator[Relation]:
        """Yield that a whole is its parts and the rest, unless the figures differ."""
        for own in self.rests:
            yield Relation((*own.whole_less_parts, (own.rest, -1)), own.number, own.number)
        for own in self.breakdowns:
            left, least = own.left(self.values), own.number
            if left is not None and own.misses(self.values, self.within):
                yield Relation(own.whole_less_parts, left + least, left + least)
            elif not own.leaves(self.values) and (left is None or left == 0):
                is_all = own.is_complete and not self._has_the_rest_beside(own)
                yield Relation(own.whole_less_parts, least, least if is_all else None)

    def _has_the_rest_beside(self, own: Breakdown) -> bool:
        """Tell whether a sum that was noticed has further parts, which nobody may be in once."""
        return any(
            found.whole == own.whole.code
            and found.grows == own.is_of_new
            and own.parts < {*found.parts}
            for found in self.family.sums
        )


def growth(before: Group, after: Group) -> Terms:
    """Return what is new in *after*, as cells with their signs."""
    return (*((key, 1) for key in after), *((key, -1) for key in before))


def is_cumulative(indicator: Indicator) -> bool:
    """Whether the values of an indicator grow from quarter to quarter."""
    return indicator.accumulation is Accumulation.CUMULATIVE


def published_sums(known: Known, figures: Figures) -> dict[Key, Relation]:
    """Return the whitelisted sums that bind cells of *known*, by quarter or year and indicator.

    The institution "" is the sum over all; a year sums its quarters. A sum that differs
    from the cells we know counts something else and binds nothing.
    """
    found = {}
    for line in figures.memory.decided("whitelist"):
        own = next((one for one in known.family.figures if one.code == line.indicator), None)
        of_year = len(line.quarter) == 4
        if own is None or not line.source or (line.institution and not of_year):
            continue
        quarter = f"{line.quarter}-Q4" if of_year and is_cumulative(own) else line.quarter
        cells = [
            key for key in known.cells
            if key.quarter.startswith(quarter) and key.indicator == line.indicator
            and line.institution in ("", key.institution)
        ]  # fmt: skip
        if own.combine is Combine.SAME:  # all say what was published elsewhere
            cells = list({key.quarter: key for key in cells}.values())
        relation = _sum_of(
            known, cells, number(line.value), of_year=quarter == line.quarter and of_year
        )
        if relation:
            found[Key(line.quarter, line.indicator, line.institution)] = relation
    return found


def _sum_of(
    known: Known, cells: Sequence[Key], said: float | None, *, of_year: bool
) -> Relation | None:
    if not cells or said is None:
        return None
    value, ours = int(said), [known.values.get(key) for key in cells]
    rest = value - sum(held for held in ours if held is not None)
    terms = tuple((key, 1) for key in cells)
    if of_year and len({key.quarter for key in cells}) < 4:
        return Relation(terms, 0, value) if rest >= 0 else None
    if None in ours:
        return Relation(terms, value, value) if rest >= 0 else None
    held = value - rest  # where that is nearly what was published elsewhere, too
    return Relation(terms, held, held) if rest == 0 or abs(rest) < known.within else None
