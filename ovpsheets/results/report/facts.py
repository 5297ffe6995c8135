"""What is true of a quarter, decided from the whole report before anything of it is hidden.

The public report has fewer texts than the members gave. What it says of them (who reported
progress, who gave a reason, what has no answer) is decided here, from what they gave, and
only the wording is masked: a text that is kept back is *withheld*, and never missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ovpsheets.columns.model import FormColumns
from ovpsheets.kinds import KINDS
from ovpsheets.words import ACTIVITIES, INDICATORS, Accumulation, Flag

Row = Mapping[str, Any]
Key = tuple[str, str]
"""Code and institution."""

CODES: Final = {ACTIVITIES: "activity", INDICATORS: "indicator"}
NO_COLUMNS: Final[frozenset[str]] = frozenset()
"""One for all rows, for Python makes a new one of 200 bytes each time."""

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
    whose answer of last quarter was a text. ``carried``: the activities completed earlier, and
    in which quarter; nobody was asked about them now. ``unclear``: the columns in which something
    stands that could not be read as an answer: it is no silence, and says nothing yet.
    """

    activities: Mapping[Key, ActivityFacts]
    given: Mapping[tuple[str, str, str], frozenset[str]]
    before: frozenset[Key]
    carried: Mapping[str, str]
    unclear: Mapping[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)

    def withheld(self, table: str, row: Row) -> frozenset[str]:
        """Return the columns of a row of *table* that were answered and are not shown."""
        given = self.given.get((table, row[CODES[table]], row["institution"]), NO_COLUMNS)
        hidden = table == INDICATORS and row["flag"] == Flag.CONFIDENTIAL.value
        own = (name for name in given if not (hidden and name in FIGURE))
        return frozenset(name for name in own if row[name] is None) or NO_COLUMNS


def unclear_in(facts: QuarterFacts, table: str, row: Row) -> frozenset[str]:
    """Return the columns of a row of *table* that were answered in a way nobody can read."""
    return facts.unclear.get((table, row[CODES[table]], row["institution"]), NO_COLUMNS)


def of_this_quarter(facts: QuarterFacts, columns: FormColumns, table: str, row: Row) -> Row:
    """Return a row of *table* without what was answered about an earlier quarter alone."""
    if row["activity"] not in facts.carried:
        return row
    return {**row, **dict.fromkeys(of_an_earlier_quarter(columns, table, row))}


def of_an_earlier_quarter(columns: FormColumns, table: str, row: Row) -> frozenset[str]:
    """Return the answers in a carried row that say nothing of the quarter in which it stands.

    That an activity is completed stands; what was done when it was is no progress of now. What
    has been reached since the start stands too, a number of an earlier quarter alone does not.
    """
    answers = (own for own in columns.answers(table) if own.published)
    names = frozenset(name for own in answers for name in own.stored)
    if table == ACTIVITIES:
        return names - {"status"}
    of_one_quarter = row["accumulation"] == Accumulation.QUARTERLY.value
    falls_away = KINDS[row["kind"]].is_number and of_one_quarter
    return names if falls_away else names - {*FIGURE, "flag"}
