"""A decision: one answer of one institution, as the coordinator settled it; and what is disputed.

Plain data; what is done with it is in :mod:`ovpsheets.decisions`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ovpsheets.columns.model import FormColumns
from ovpsheets.form_field import FormField
from ovpsheets.texts import Value
from ovpsheets.words import fold

WHOSE: Final = "institution"
"""It can also be decided whose form a file is: ``code`` is then the file, ``value`` the body."""

ACCEPTED: Final = "deadline"
"""A decision can also accept another deadline of an activity, from the next quarter on."""

SUM: Final = "sum"
"""And whether figures of persons that add up belong together: ``code`` is the sum in signs."""

SHEET: Final = "decisions"
"""The key of the sheet of the consolidated workbook in which decisions are typed."""

FIRST_ROW: Final = 6
"""Its first row, as people count; there stand the decisions that are to be looked at again."""

VALUE_LETTER: Final = "G"
"""Its column for what is decided."""

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to stand in one field, in place of what was returned.

    Every text is as it was typed, so that one which cannot be used is not lost.
    ``day`` and ``withdrawn`` are ISO dates where they can be read as such; a
    withdrawn decision is kept and not applied. Without ``value`` nothing is
    decided yet: only a remark stands there. ``answered``: what the institution had answered
    when it was decided, "" for nothing; ``seen``: the ISO date on which that was noted, "" where
    it was not yet. These two are noted beside a decision and are no part of it.
    """

    what: str  # the key of an answer that can be decided, or ``WHOSE``, ``ACCEPTED``, ``SUM``
    code: str  # of an activity or an indicator; a file's name; a sum in signs
    institution: str
    value: str
    reason: str = ""
    decided_by: str = ""
    day: str = ""
    withdrawn: str = ""
    answered: str = field(default="", compare=False)
    seen: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """What it is about: there is one decision for one field of one institution."""
        return f"{self.what}:{self.institution}:{self.code}"

    @property
    def decided_on(self) -> str:
        """The day as it can be compared, "" where it is none."""
        return self.day if _ISO.fullmatch(self.day) else ""

    def field_in(self, columns: FormColumns) -> FormField | None:
        """Return the field of a form with *columns*; None where nothing like it can be decided."""
        table = columns.decidable().get(self.what, "")
        return FormField(table, self.code, self.what) if table else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision; ``problem`` is "" where it was applied, else why not.

    ``unknown`` (no such field, code or institution), ``not_asked`` (the institution
    does not report on it in this quarter), ``unreadable`` (the value is not what the
    field wants; ``why`` is a key of the catalogue with its values, or ("", {})),
    ``no_file`` and ``unused_file`` (of whose form a file is), ``empty`` (there is no
    value yet), ``waiting`` (for a merge that knows of it) or ``withdrawn``. ``before``:
    what stood there as people see it; ``answer``: the same as it would be typed; ``file``,
    ``sheet`` and ``cell``: where, "" where nothing was returned.
    """

    decision: Decision
    problem: str = ""
    before: str = ""
    answer: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    why: tuple[str, Mapping[str, Value]] = field(default=("", {}), hash=False)

    @property
    def is_unusable(self) -> bool:
        """Whether somebody decided something that could not be applied."""
        return self.problem not in ("", "empty", "waiting", "withdrawn")

    @property
    def is_stale(self) -> bool:
        """Whether the answer has changed, or come, since it was decided, and says otherwise."""
        own = self.decision
        if self.problem or own.what in (WHOSE, SUM) or not own.seen:
            return False
        return fold(self.answer) not in (fold(own.answered), fold(own.value))


@dataclass(frozen=True, slots=True)
class Side:
    """What one side said, as it stands in its cell.

    ``institution``: its code, "" where that is what is to be settled. ``why``: a key of the
    catalogue with its values, for what cannot be read; ("", {}) for what can.
    """

    institution: str
    said: str
    file: str
    sheet: str = ""
    cell: str = ""
    why: tuple[str, Mapping[str, Value]] = field(default=("", {}), hash=False)


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field of one institution that somebody has to settle; its own side comes first.

    ``rules``: those that report it. ``code`` is a file's name where it is to be
    settled whose it is, a sum where that is in question; ``institution`` is then "". ``what``: as
    in :class:`Decision`.
    """

    rules: tuple[str, ...]
    what: str
    code: str
    institution: str
    sides: tuple[Side, ...]

    @property
    def id(self) -> str:
        """The id of the decision that would settle it."""
        return f"{self.what}:{self.institution}:{self.code}"


class NoticedSum(NamedTuple):
    """Figures of persons that add up, though the plan does not say so.

    ``said``: in signs, such as ``3.6.1.1 = 3.6.1.2 + 3.6.1.3``; in front of one that adds up what
    is new since the quarter before stands ``+``. ``is_answered``: whether somebody said that they
    belong together; what was answered with no is not noticed.
    """

    said: str
    is_answered: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of the whole, and those of its parts."""
        return codes_in(self.said)


def codes_in(said: str) -> tuple[str, ...]:
    """Return the codes in a sum in signs, the whole first."""
    whole, _, parts = said.lstrip("+").partition("=")
    return tuple(code.strip() for code in (whole, *parts.split("+")))


def to_look_at(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the decisions that the workbook lists first of all, in its order.

    First those whose answer has changed since, then those that could not be applied.
    """
    found = sorted(outcomes, key=lambda item: (item.decision.id, item.decision.value))
    stale = [item for item in found if item.is_stale]
    return stale + [item for item in found if item.is_unusable]
