"""What is true of a quarter, decided from the whole report before anything of it is hidden.

The public report has fewer texts than the members gave. What it says of them (who reported
progress, who gave a reason, what has no answer) is decided here, from what they gave, and
only the wording is masked: a text that is kept back is *withheld*, and never missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ovpsheets.words import ACTIVITIES, INDICATORS, Flag

Row = Mapping[str, Any]
Key = tuple[str, str]
"""Code and institution."""

CODES: Final = {ACTIVITIES: "activity", INDICATORS: "indicator"}
FIGURE: Final = ("value", "text")
"""The columns of ``indicators`` in which the figure itself stands."""


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is true of one institution's answer about one activity.

    ``carried``: the activity was completed in an earlier quarter, and nobody was asked now.
    ``unexplained``: the rule of that name holds, or its finding stands.
    """

    describes_progress: bool
    explains: bool
    reason_needed: bool
    unexplained: bool
    carried: bool


@dataclass(frozen=True, slots=True, eq=False)
class QuarterFacts:
    """What is true of the answers of a quarter, by code and institution.

    ``given``: the columns that hold something; ``before``: the indicators
    whose answer of last quarter was a text. ``carried``: the activities completed earlier.
    """

    activities: Mapping[Key, ActivityFacts]
    given: Mapping[tuple[str, str, str], frozenset[str]]
    before: frozenset[Key]
    carried: frozenset[str]

    def withheld(self, table: str, row: Row) -> frozenset[str]:
        """Return the columns of a row of *table* that were answered and are not shown."""
        given = self.given.get((table, row[CODES[table]], row["institution"]), frozenset())
        hidden = table == INDICATORS and row["flag"] == Flag.CONFIDENTIAL.value
        own = (name for name in given if not (hidden and name in FIGURE))
        return frozenset(name for name in own if row[name] is None)
