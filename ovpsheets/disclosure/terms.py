"""What disclosure control takes and gives, and the words it is written in.

The notions are those of official statistics (Handbook on Statistical Disclosure
Control, ESSNet SDC 2010, chapter 4; Hundepool et al., Statistical Disclosure
Control, Wiley 2012, chapter 4): a cell under the *threshold* is sensitive and is
suppressed, its *primary suppression*; more cells are, the *secondary* ones, until
whoever works back from what is published is left with an interval around each
suppressed cell that is at least as wide as the *protection interval*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import pandas as pd

from ovpsheets.disclosure.memory import Memory
from ovpsheets.plan.model import Plan
from ovpsheets.tables import SUMS, Schema


class Key(NamedTuple):
    """A cell: the value that an institution reported of an indicator in a quarter, by its codes.

    The institution "" stands for the sum of all.
    """

    quarter: str
    indicator: str
    institution: str

    @property
    def series(self) -> tuple[str, str]:
        """Indicator and institution: what it has in common with its cells of other quarters."""
        return self.indicator, self.institution

    def of_quarter(self, quarter: str) -> "Key":
        """Return the cell of the same series in another quarter."""
        return self._replace(quarter=quarter)


class HiddenNumber(NamedTuple):
    """A number that a hidden figure tells, and of what: no text may repeat it unasked."""

    indicator: str
    activity: str
    commitment: str
    number: int


HIDDEN: Final[Schema] = {
    "quarter": "text", "indicator": "text", "institution": "text", "why": "text",
    "width": "integer",
}  # fmt: skip
"""``why``: primary · difference · secondary · percent · number · group · remembered; it is
never published.
``width``: how many whole numbers a reader must still hold possible."""

TOTALS: Final[Schema] = {**SUMS, "source": "text"}
"""Sums over the institutions of an indicator that may be published."""

QUESTIONS: Final[Schema] = {
    "id": "text", "kind": "text", "activity": "text", "indicator": "text",
    "institution": "text", "text": "text", "asked": "text", "part": "text", "reasons": "text",
}  # fmt: skip
"""``kind``: persons · repeats · free_text · percent · number · whitelist_source · whitelist_reveals
· show_reveals · same_figure · baseline · target · sum_noticed · group · unknown_line.
``asked``: the key in the catalogue of what is asked; ``text``: what it is asked about;
``part``: the column of a free text; ``reasons``: why it is asked, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Policy:
    """From which number of persons on a figure is published.

    1 to ``threshold`` − 1 persons are hidden; of a part of a breakdown 1 to
    ``threshold_breakdown`` − 1; with ``protect_zeros`` nought too. With ``contributors`` no
    body that reported, and knows its own figures, can work out exactly those of another.
    ``method``: "hide", or "round" where all counts of persons are published rounded.
    ``remembered``: by indicator, the threshold of an earlier release; a later one may be
    higher, never lower.
    ``undecided``: the indicators of which nobody has said whether they count persons. They are
    protected, and beside them only that is asked.
    """

    threshold: int = 5
    threshold_breakdown: int = 10
    protect_zeros: bool = False
    contributors: bool = True
    method: str = "hide"
    remembered: Mapping[str, int] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        plan: Plan,
        *,
        protect_zeros: bool = False,
        contributors: bool = True,
        method: str = "hide",
    ) -> "Policy":
        """Return the policy with the thresholds of *plan*."""
        return cls(plan.threshold, plan.threshold_breakdown, protect_zeros, contributors, method)


@dataclass(frozen=True, slots=True, eq=False)
class Protected:
    """The indicators of a quarter as they may be published.

    ``indicators``: the rows given, in their order; ``hidden``, ``totals`` and
    ``questions`` as described at their columns. While there are questions,
    nothing may be published. ``memory`` is to be saved. ``hidden_numbers``: what no text
    may repeat unasked. ``rounded``: the cells whose value is rounded. ``given_up``: the indicators
    of which all is hidden, for it would take too long to find out what suffices.
    """

    indicators: pd.DataFrame
    hidden: pd.DataFrame
    totals: pd.DataFrame
    questions: pd.DataFrame
    memory: Memory
    hidden_numbers: tuple[HiddenNumber, ...] = ()
    rounded: frozenset[Key] = frozenset()
    given_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ProtectedTexts:
    """The activities of a quarter without the texts that nobody has said yes to."""

    activities: pd.DataFrame
    questions: pd.DataFrame
    memory: Memory
