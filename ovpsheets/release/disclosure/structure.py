"""How the figures about persons hang together: which add up to which, and which never fall."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.words import Accumulation, Kind

Series = tuple[str, str]
"""An indicator and who reports it; the institution "" is the sum over all of them."""

COUNTED: Final = (Kind.COUNT, Kind.AMOUNT)


@dataclass(frozen=True, slots=True)
class Family:
    """A sum: the *parts* add up to the *whole*."""

    whole: Series
    parts: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The series of a plan that count persons.

    ``cumulative``: those that count from the start of the plan, with their
    baseline if that is a number. ``parts``: those that are part of a breakdown.
    """

    families: tuple[Family, ...]
    cumulative: Mapping[Series, float | None]
    parts: frozenset[Series]

    @classmethod
    def of(cls, plan: Plan, whitelisted: Iterable[str] = ()) -> "Structure":
        """Take the structure from the codes and reporters of the plan's indicators.

        An indicator whose code continues another's is part of its breakdown
        (3.6.1.1 and 3.6.1.1.1); *whitelisted* are indicators whose sum over the
        institutions is known from elsewhere.
        """
        counted = {i.code: i for i in plan.indicators if i.persons and i.kind in COUNTED}
        breakdowns = tuple(_breakdowns(counted))
        totals = [
            Family((code, ""), tuple((code, who) for who in counted[code].reported_by))
            for code in whitelisted
            if code in counted
        ]
        cumulative = {
            (code, who): _number(item.baseline)
            for code, item in counted.items()
            if item.accumulation is Accumulation.CUMULATIVE
            for who in (*item.reported_by, "")
        }
        parts = frozenset(part for family in breakdowns for part in family.parts)
        return cls((*breakdowns, *totals), cumulative, parts)

    def beside(self, series: Series) -> tuple[Family, ...]:
        """Return the sums in which *series* is a part."""
        return tuple(family for family in self.families if series in family.parts)


def _breakdowns(counted: Mapping[str, Indicator]) -> Iterable[Family]:
    for code, item in counted.items():
        parts = [part for part in counted.values() if part.code.rpartition(".")[0] == code]
        parts = [part for part in parts if part.activity == item.activity]
        for who in item.reported_by:
            own = tuple((part.code, who) for part in parts if who in part.reported_by)
            if own:
                yield Family((code, who), own)


def _number(value: float | str | None) -> float | None:
    return float(value) if isinstance(value, int | float) else None
