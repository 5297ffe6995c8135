"""The quarter as some institutions have it: a part that is worked out by itself, on any machine.

It is whole in itself where every file that has to do with one of them is in it; what it cannot
tell is what others say of the rows that they have in common.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.quarter_so_far import QuarterSoFar, reporters_of
from ovpsheets.once import once_for_each
from ovpsheets.plan.due import Due
from ovpsheets.plan.model import Activity, Indicator, Plan
from ovpsheets.words import Role


@dataclass(frozen=True, eq=False)
class SomeInstitutions(QuarterSoFar):
    """The quarter so far, limited to some *institutions*, by their codes, and to their files."""

    institutions: tuple[str, ...] = ()

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(self.institutions)

    @property
    def due(self) -> tuple[Due, ...]:
        """What is due of them, in plan order."""
        every = self.brief.due_in(self.quarter, "")
        order = _orders(self.brief).institutions
        known = (code for code in self.institutions if code in every)
        return tuple(every[code] for code in sorted(known, key=order.__getitem__))

    def holders(self) -> Iterator[tuple[Activity, str, Role]]:
        """Yield every activity with each of them that holds it, in plan order."""
        for place in self._places(_orders(self.brief).held):
            activity = self.plan.activities[place]
            for institution, role in activity.parties:
                if institution in self._own:
                    yield activity, institution, role

    def reporters(self) -> Iterator[tuple[Indicator, str]]:
        """Yield every indicator with each of them that reports it, in plan order."""
        for place in self._places(_orders(self.brief).reported):
            indicator = self.plan.indicators[place]
            for institution in reporters_of(indicator, self.plan):
                if institution in self._own:
                    yield indicator, institution

    def _places(self, of: Mapping[str, "array[int]"]) -> list[int]:
        return sorted({place for code in self._own for place in of.get(code, ())})


@dataclass(frozen=True, slots=True)
class _Orders:
    """Where in the plan something stands: institutions; the rows of each institution."""

    institutions: Mapping[str, int]
    held: Mapping[str, "array[int]"]
    reported: Mapping[str, "array[int]"]


@once_for_each
def _orders(brief: MergeBrief) -> _Orders:
    plan: Plan = brief.plan
    held: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, activity in enumerate(plan.activities):
        for code, _ in activity.parties:
            held[code].append(place)
    reported: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, indicator in enumerate(plan.indicators):
        for code in reporters_of(indicator, plan):
            reported[code].append(place)
    return _Orders({own.code: n for n, own in enumerate(plan.institutions)}, held, reported)
