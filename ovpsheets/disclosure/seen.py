"""What somebody has seen of the figures, and what of it adds up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ovpsheets.disclosure.families import Sum
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.so_far import Amount, Series, previous
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Plan
from ovpsheets.words import Accumulation


@dataclass(frozen=True)  # no slots: what is found is kept
class Seen:
    """What somebody has seen of the figures: ``values`` by cell.

    ``together``: the indicators that are looked at as the sum of all who report them, too.
    """

    plan: Plan
    figures: Figures
    values: Mapping[Key, float]
    together: frozenset[str]

    @cached_property
    def new(self) -> Mapping[Key, float | None]:
        """What is new in every cell, and in those of all who report it; None where nobody knows."""
        return self._of_each(Series.new)

    @cached_property
    def most_new(self) -> Mapping[Key, float | None]:
        """What is new in every cell at the most, where nobody knows how much: since when it is."""
        return self._of_each(Series.most_new)

    def _of_each(
        self, told: Callable[[Series, str, Mapping[Key, float]], float | None]
    ) -> Mapping[Key, float | None]:
        found: dict[Key, float | None] = {}
        for key in self.values:
            if own := self.plan.find_indicator(key.indicator):
                series = self.figures.series(own, key.institution)
                found[key] = told(series, key.quarter, self.values)
        for code in self.together:
            of_all = self.figures.together(self.plan.indicator(code))
            for quarter in of_all.cells:
                found[Key(quarter, code, "")] = told(of_all, quarter, self.values)
        return found

    def is_too_much(self, own: Sum, time: tuple[str, str]) -> bool:
        """Tell whether more is new in a figure than in the others, or less, if at the most."""
        quarter, who = time
        keys = [Key(quarter, code, who) for code in (own.whole, *own.parts)]
        most = [self.most_new.get(key) for key in keys]
        if any(value is None for value in most):
            return False
        (new, *below) = (self.new.get(key) for key in keys)
        known = sum(value for value in below if value is not None)
        every = sum(value for value in most[1:] if value is not None)
        return known > (most[0] or 0) or (new is not None and new > every)

    @cached_property
    def of_all(self) -> Mapping[Key, float | None]:
        """The values, and those of all who report a figure together."""
        found: dict[Key, float | None] = {**self.values}
        for code in self.together:
            of_all = self.figures.together(self.plan.indicator(code))
            for quarter, cells in of_all.cells.items():
                found[Key(quarter, code, "")] = Amount(cells).value(self.values)
        return found

    def of(self, *, grows: bool) -> Mapping[Key, float | None]:
        """Return what adds up: what is new, or the figures as they are."""
        return self.new if grows else self.of_all

    def began_anew(self, own: Sum, time: tuple[str, str], counting: "Counting") -> bool:
        """Tell whether figures add up as they are: then all of them began anew.

        Unless one fell, that says something only of several that do not all count since the start.
        """
        quarter, who = time
        now, before = (
            {code: self.of_all.get(Key(one, code, who)) for code in (own.whole, *own.parts)}
            for one in (quarter, previous(quarter))
        )
        values = [value for value in now.values() if value is not None]
        told = [(now[code], last) for code, last in before.items() if counting.is_since(code)]
        fell = any(v is not None and last is not None and v < last for v, last in told)
        is_mixed = any(counting.differ(own.whole, code) for code in own.parts)
        some = sum(bool(now[code]) for code in own.parts)
        return (
            (fell or (is_mixed and some > 1))
            and len(values) == len(now)
            and sum(values) == 2 * (now[own.whole] or 0)
        )


@dataclass(frozen=True)  # no slots: what is found is kept
class Counting:
    """Tells which figures count since the start, and which the quarter."""

    plan: Plan
    figures: Figures

    def differ(self, code: str, other: str) -> bool:
        """Tell whether one of two counts since the start, or did, and one counts the quarter."""
        return len(self._kinds[code] | self._kinds[other]) > 1

    def is_since(self, code: str) -> bool:
        """Tell whether a figure counts since the start, or did."""
        return Accumulation.CUMULATIVE in self._kinds[code]

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[Accumulation]]:
        """By indicator, what its cells count: as the plan says, and as earlier ones said."""
        figures = self.figures
        found = {own.code: {own.accumulation} for own in self.plan.indicators}
        for code in figures.cumulative & found.keys():
            found[code].add(Accumulation.CUMULATIVE)
        for code in {key.indicator for key in figures.of_one_quarter} & found.keys():
            found[code].add(Accumulation.QUARTERLY)
        return {code: frozenset(every) for code, every in found.items()}
