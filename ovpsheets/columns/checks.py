"""The checks of the form: what is missing next in a row, in the order a member fills it.

The conditions themselves are the reporting rules (:mod:`ovpsheets.columns.reporting_rules`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ovpsheets.columns.conditions import (
    FALSE,
    All,
    Answers,
    Any,
    Blank,
    Condition,
    Not,
    RowCells,
    Unlisted,
    quoted,
)
from ovpsheets.columns.model import Column
from ovpsheets.columns.reporting_rules import (
    ANSWERED,
    BEGUN,
    BELOW_TARGET,
    COMPLETED,
    COPIED_DOWN,
    DEADLINE_REACHED,
    EXPLANATION_EMPTY,
    EXPLANATION_HOLLOW,
    FLAG_UNKNOWN,
    GIVEN_CHANGED,
    NAMES_MAIL,
    NAMES_MAIL_BESIDE,
    NOT_A_CHOICE,
    NOT_A_DAY,
    NOT_A_NUMBER,
    NOT_STARTED,
    NOT_WHOLE,
    OTHER_REASON,
    OUT_OF_BOUNDS,
    PERSONAL_NUMBER,
    PERSONAL_NUMBER_BESIDE,
    SAYS_NO_PROGRESS,
    SHARE_OF_ONE,
    STATUS_FELL,
    UNCHANGED,
    UNTOUCHED_ACTIVITY,
    UNTOUCHED_INDICATOR,
    VALUE_AND_FLAG,
    VALUE_FELL,
    VALUE_MOVED,
    VALUE_SAYS_NOTHING,
    VALUE_SLIPPED,
)
from ovpsheets.columns.typed_days import DayAfter, DayNotAfter, DayUnread


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may be missing; ``key`` names its words in the catalogue ``checks``.

    ``column``: the plan's own column that is to be filled in, or filled in otherwise, whose
    heading the words name; None for every other step. ``said`` is then the key of the words.
    ``instead``: another key, said where one more condition holds: of two steps with a long
    condition in common, which is written once.
    ``text``: the words themselves, of a check that the plan has of its own. ``aside``: in which
    cell beside the check it is calculated, "" for the check itself: a formula holds some 8,000
    characters, and a plan may have many columns and checks of its own.
    """

    key: str
    when: Condition
    column: Column | None = None
    said: str = ""
    instead: tuple[str, Condition] | None = None
    text: str = ""
    aside: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that it may say."""
        return (self.key, self.instead[0]) if self.instead else (self.key,)

    def key_of(self, answers: Answers) -> str:
        """Return which of them it says of a row in which it holds."""
        return self.instead[0] if self.instead and self.instead[1].holds(answers) else self.key


OK: Final = "ok"
NOT_NEEDED: Final = "not_needed"
AFTER_PLAN: Final = "after_plan"
MOVED: Final = "moved"
MAIL: Final = "mail"

READY: Final = (OK, NOT_NEEDED, AFTER_PLAN, MOVED, MAIL)
"""What the check says of a row in which nothing is missing; of the last three, with a remark."""

HINT: Final = "hint."
"""How the key of a step begins that leaves a row ready and asks to look at it again."""


def is_ready(step: str) -> bool:
    """Tell whether nothing is missing in a row of which the check says *step*."""
    return step in READY or step.startswith(HINT)


# What the steps behind "status" ask of a row that has one: the same conditions, but shorter, for
# a formula of .xls holds some 4,000 characters.
_OPEN: Final = Not(COMPLETED)
_LATE: Final = All(_OPEN, DEADLINE_REACHED)
_IDLE: Final = All(_OPEN, Blank("progress"), UNCHANGED)
_WITHOUT_REASON: Final = Any(All(NOT_STARTED, BEGUN), _LATE, All(_IDLE, BEGUN))
_EXPLAINED: Final = Any(_WITHOUT_REASON, OTHER_REASON, DayAfter("new_deadline", "deadline"))

# In the order in which a row is filled; what cannot be put right by typing stands last.
ACTIVITY_STEPS: Final = (
    Step(NOT_NEEDED, UNTOUCHED_ACTIVITY),
    Step("status", Not(ANSWERED)),
    Step("progress", All(Not(NOT_STARTED), Blank("progress"), Any(COMPLETED, Not(UNCHANGED)))),
    Step("progress_hollow", All(Not(NOT_STARTED), SAYS_NO_PROGRESS)),
    Step("progress_or_reason", All(_IDLE, Not(NOT_STARTED), Any(BEGUN, _LATE), Blank("reason"))),
    Step("reason", All(_WITHOUT_REASON, Blank("reason"))),
    Step("reason_unknown", Unlisted("reason")),
    Step("new_deadline", All(_LATE, Blank("new_deadline"))),
    Step("deadline_unread", DayUnread("new_deadline")),
    Step("deadline_past", All(_OPEN, DayNotAfter("new_deadline", "quarter_end"))),
    Step(
        "hollow",
        All(_EXPLAINED, Any(EXPLANATION_EMPTY, EXPLANATION_HOLLOW)),
        instead=("explanation", EXPLANATION_EMPTY),
    ),
    Step("personal", PERSONAL_NUMBER),
    Step("copied", COPIED_DOWN),
    Step("status_fell", STATUS_FELL),
    Step(AFTER_PLAN, All(_OPEN, DayAfter("new_deadline", "plan_end"))),
    Step(MAIL, NAMES_MAIL),
)

INDICATOR_STEPS: Final = (
    Step("given_changed", GIVEN_CHANGED),
    Step(NOT_NEEDED, UNTOUCHED_INDICATOR),
    Step("value", All(Blank("value"), Blank("flag"))),
    Step("value_and_flag", VALUE_AND_FLAG),
    Step("flag_unknown", FLAG_UNKNOWN),
    Step("number", NOT_A_NUMBER),
    Step("choice", NOT_A_CHOICE),
    Step("day", NOT_A_DAY),
    Step("text", VALUE_SAYS_NOTHING),
    Step("share", SHARE_OF_ONE),
    Step("bounds", OUT_OF_BOUNDS),
    Step("whole", NOT_WHOLE),
    Step("fell", VALUE_FELL),
    Step("slipped", VALUE_SLIPPED),
    Step("below_target", BELOW_TARGET),
    Step("personal", PERSONAL_NUMBER_BESIDE),
    Step(MOVED, VALUE_MOVED),
    Step(MAIL, NAMES_MAIL_BESIDE),
)

UNREAD: Final = "unread"
LATER: Final = "later"
HINTED: Final = "hinted"
ASIDES: Final = (UNREAD, LATER, HINTED)
"""The cells beside a check in which the steps of the plan's own are calculated, in their order."""


def next_step(steps: tuple[Step, ...], answers: Answers) -> str:
    """Return the key of the first thing missing in a row, else ``ok``."""
    return next((step.key_of(answers) for step in steps if step.when.holds(answers)), OK)


_NOWHERE: Final[Mapping[str, str]] = {}


def steps_formula(
    steps: tuple[Step, ...],
    cells: RowCells,
    words: Mapping[str, str],
    asides: Mapping[str, str] = _NOWHERE,
) -> str:
    """Return :func:`next_step` as a formula whose result is the step's words.

    *asides*: which steps are calculated in a cell beside it, and where; see
    :func:`aside_formula`. All others stand in the formula.
    """
    formula = quoted(words[OK])
    for aside, run in reversed([(aside, [*run]) for aside, run in groupby(steps, _aside)]):
        if place := asides.get(aside):
            formula = f"IF(LEN({place})>0,{place},{formula})"
        else:
            formula = _chain(run, cells, words, formula)
    return f"={formula}"


def aside_formula(
    aside: str, steps: tuple[Step, ...], cells: RowCells, words: Mapping[str, str]
) -> str:
    """Return the formula of a cell beside the check: the words of the first of its steps, or ""."""
    own = [step for step in steps if step.aside == aside]
    return f"={_chain(own, cells, words, quoted(''))}"


def _aside(step: Step) -> str:
    return step.aside


def _chain(steps: Sequence[Step], cells: RowCells, words: Mapping[str, str], otherwise: str) -> str:
    formula = otherwise
    for step in reversed(steps):
        condition = step.when.formula(cells)
        if condition != FALSE:
            said = quoted(words[step.key])
            if step.instead:
                key, other = step.instead
                said = f"IF({other.formula(cells)},{quoted(words[key])},{said})"
            formula = f"IF({condition},{said},{formula})"
    return formula
