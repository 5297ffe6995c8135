"""What all decisions about one publication share: what is known of its figures, and the steps left.

A decision asks again and again what is known of the same figures, each time with other sums that
were noticed in them: what does not depend on these is found once. And where so much hangs together
that a search would not end, it is given up, and all is hidden that can be. So every family of
figures has a number of steps for all decisions about it; no clock, so it is the same everywhere.
"""

from dataclasses import dataclass, field
from typing import Final

from ovpsheets.disclosure.families import Family, Sum
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.known import Known
from ovpsheets.disclosure.solve import Steps
from ovpsheets.disclosure.terms import Policy

MOST_STEPS: Final = 3_000_000
"""Of one family, in one publication: two to seven seconds."""


@dataclass(frozen=True, slots=True)
class Search:
    """The search for what to hide of *figures* by *policy*; one for each publication."""

    figures: Figures
    policy: Policy
    _known: dict[tuple[frozenset[str], int, tuple[Sum, ...]], Known] = field(default_factory=dict)
    _steps: dict[str, Steps] = field(default_factory=dict)

    def known(self, family: Family, within: int = 0) -> Known:
        """Return what is known of *family*; *within*: see :class:`Known`."""
        name = family.codes, within, family.sums
        if name not in self._known:
            first = next((own for of, own in self._known.items() if of[:2] == name[:2]), None)
            self._known[name] = (
                Known.of(family, self.figures, within)
                if first is None
                else first.by_sums(family.sums)
            )
        return self._known[name]

    def is_given_up(self, family: Family) -> bool:
        """Tell whether the steps of *family* are used up, so that all of it is hidden."""
        return self.steps(family).left < 0

    def steps(self, family: Family) -> Steps:
        """Return the steps that are left to *family*: with what joins it, it has no more."""
        return self._steps.setdefault(family.members[0].code, Steps(MOST_STEPS))
