"""All that a merge has in hand before it tabulates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.plan.due import Due
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.words import Used


@dataclass(frozen=True, slots=True)
class Collected:
    """All that a merge has in hand before it tabulates.

    ``told``: institution → what the coordinator decided of rows that it did not return.
    """

    plan: Plan
    quarter: Quarter
    history: Tables
    due: tuple[Due, ...]
    settled: tuple[Settled, ...]
    told: Mapping[str, Return] = field(default_factory=dict)
    _used: dict[str, list[Return]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        used: dict[str, list[Return]] = {}
        for item in self.settled:
            if item.used is Used.USED and item.by is None:
                used.setdefault(item.returned.institution, []).append(item.returned)
        object.__setattr__(self, "_used", used)

    def used(self, institution: str) -> list[Return]:
        """Return the returns of *institution* that count; several with several commitments.

        A return whose answers went into a newer one is in that one.
        """
        return self._used.get(institution, [])

    def said(self, institution: str) -> list[Return]:
        """Return the returns of *institution* that count, and what was decided without one."""
        told = self.told.get(institution)
        return [*self.used(institution), *([told] if told else [])]
