"""A decision: one answer of one institution, as the coordinator settled it."""

from dataclasses import dataclass
from typing import Final

from ovpsheets.words import ACTIVITIES, INDICATORS

COLUMNS: Final = {
    **dict.fromkeys(
        ("status", "progress", "reason", "explanation", "new_deadline", "evidence"), ACTIVITIES
    ),
    **dict.fromkeys(("value", "flag", "source", "note"), INDICATORS),
}
"""What can be decided, and the table of the form in which it is answered."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to stand in one field, in place of what was returned.

    Every text is as it was typed, so that one which cannot be used is not lost.
    ``day`` and ``withdrawn`` are ISO dates; a withdrawn decision is kept and not applied.
    """

    what: str  # a key of ``COLUMNS``
    code: str  # of an activity or an indicator
    institution: str
    value: str
    reason: str = ""
    decided_by: str = ""
    day: str = ""
    withdrawn: str = ""

    @property
    def id(self) -> str:
        """What it is about: there is one decision for one field of one institution."""
        return f"{self.what}:{self.institution}:{self.code}"

    @property
    def field(self) -> str:
        """The name of the form's field; "" where nothing like it can be decided."""
        table = COLUMNS.get(self.what, "")
        return f"{table}/{self.code}/{self.what}" if table else ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision; ``problem`` is "" where it was applied, else why not.

    ``unknown`` (no such field, code or institution), ``no_return`` (nothing of
    the institution's in which it could stand), ``unreadable`` (the value is not
    what the field wants) or ``withdrawn``. ``before``: what stood there.
    """

    decision: Decision
    problem: str = ""
    before: str = ""
