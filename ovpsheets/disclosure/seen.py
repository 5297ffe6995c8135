"""What somebody has seen of the figures, and what of it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Plan


@dataclass(frozen=True)  # no slots: what is found is kept
class Seen:
    """What somebody has seen of the figures: ``values`` by cell."""

    plan: Plan
    figures: Figures
    values: Mapping[Key, float]

    @cached_property
    def new(self) -> Mapping[Key, float | None]:
        """What is new in every cell; None where that is not known."""
        found = {}
        for key in self.values:
            if own := self.plan.find_indicator(key.indicator):
                series = self.figures.series(own, key.institution)
                found[key] = series.new(key.quarter, self.values)
        return found

    def of(self, *, grows: bool) -> Mapping[Key, float | None]:
        """Return what adds up: what is new, or the figures as they are."""
        return self.new if grows else self.values
