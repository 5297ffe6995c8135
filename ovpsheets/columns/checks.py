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
    Waived,
    quoted,
    unless_waived,
)
from ovpsheets.columns.model import Column
from ovpsheets.columns.reporting_rules import (
    ABOVE_WHOLE,
    AIM_CHANGED,
    ANSWERED,
    BEGUN,
    BELOW_TARGET,
    COMPLETED,
    COMPLETED_LATER,
    COPIED_DOWN,
    DEADLINE_REACHED,
    EXPLANATION_EMPTY,
    EXPLANATION_HOLLOW,
    FLAG_UNKNOWN,
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
    REOPENED,
    SAYS_NO_PROGRESS,
    SHARE_OF_ONE,
    STATUS_BACKWARDS,
    UNCHANGED,
    UNIT_CHANGED,
    UNTOUCHED_ACTIVITY,
    UNTOUCHED_INDICATOR,
    VALUE_AND_FLAG,
    VALUE_FELL,
    VALUE_MOVED,
    VALUE_SAYS_NOTHING,
    VALUE_SLIPPED,
)
from ovpsheets.columns.typed_days import DayAfter, DayNotAfter, DayOnWrongSide, DayUnread


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
_UNEXPLAINED: Final = Any(EXPLANATION_EMPTY, EXPLANATION_HOLLOW)

_PERSONAL: Final = "personal_data"
_DELAY: Final = "unexplained_delay"
_REST_WAIVED: Final = All(Waived(_DELAY), _WITHOUT_REASON, _UNEXPLAINED)
"""The merge names what follows from an unexplained delay with it: waived, nothing is asked."""


def _behind_delay(rule: str, *parts: Condition) -> All:
    return unless_waived(rule, *parts, Not(_REST_WAIVED))


_EXPLAINED: Final = Any(
    unless_waived(_DELAY, _WITHOUT_REASON),
    _behind_delay("other_without_text", OTHER_REASON),
    _behind_delay("slipped_deadline", _OPEN, DayAfter("new_deadline", "deadline")),
)


_PAST: Final = _behind_delay(
    "stale_new_deadline", _OPEN, DayNotAfter("new_deadline", "quarter_end")
)
_LATER: Final = unless_waived("completed_with_new_deadline", COMPLETED_LATER)
_OF_BOTH: Final = Not(
    Any(Waived("stale_new_deadline"), Waived("completed_with_new_deadline"), Waived(_DELAY))
)
"""Where none is waived, both are asked with one comparison."""


def _reason(*parts: Condition) -> All:
    return unless_waived("missing_reason", Not(Waived(_DELAY)), *parts, Blank("reason"))


# In the order in which a row is filled; what cannot be put right by typing stands last. Each says
# which rule of the merge would ask: where the plan waives that, the form does not ask either.
ACTIVITY_STEPS: Final = (
    Step(
        NOT_NEEDED,
        Any(UNTOUCHED_ACTIVITY, All(Waived("missing_status"), Blank("status"))),
    ),
    Step("status", Not(ANSWERED)),
    Step(
        "progress",
        unless_waived(
            "missing_narrative",
            Not(NOT_STARTED), Blank("progress"), Any(COMPLETED, Not(UNCHANGED)),
        ),
    ),
    Step("progress_hollow", unless_waived("hollow_narrative", Not(NOT_STARTED), SAYS_NO_PROGRESS)),
    Step("progress_or_reason", _reason(_IDLE, Not(NOT_STARTED), Any(BEGUN, _LATE))),
    Step("reason", _reason(_WITHOUT_REASON)),
    Step("reason_unknown", unless_waived("unreadable_value", Unlisted("reason"))),
    Step("new_deadline", _behind_delay("missing_new_deadline", _LATE, Blank("new_deadline"))),
    Step("deadline_unread", unless_waived("unreadable_value", DayUnread("new_deadline"))),
    Step(
        "deadline_past",
        Any(
            All(_OF_BOTH, DayOnWrongSide("new_deadline", "quarter_end", COMPLETED)),
            All(Not(_OF_BOTH), Any(_PAST, _LATER)),
        ),
        instead=("completed_later", COMPLETED),
    ),
    Step(
        "hollow",
        All(_EXPLAINED, _UNEXPLAINED),
        instead=("explanation", EXPLANATION_EMPTY),
    ),
    Step("personal", unless_waived(_PERSONAL, PERSONAL_NUMBER)),
    Step("copied", unless_waived("copied_rows", COPIED_DOWN)),
    Step(
        "status_fell",
        Any(
            unless_waived("status_backwards", STATUS_BACKWARDS),
            unless_waived("reopened_activity", REOPENED),
        ),
    ),
    Step(
        AFTER_PLAN,
        unless_waived("deadline_after_plan", _OPEN, DayAfter("new_deadline", "plan_end")),
    ),
    Step(MAIL, unless_waived(_PERSONAL, NAMES_MAIL)),
)  # fmt: skip

INDICATOR_STEPS: Final = (
    Step(
        "given_changed",
        Any(
            unless_waived("changed_plan_text", UNIT_CHANGED),
            unless_waived("changed_target", AIM_CHANGED),
        ),
    ),
    Step(
        NOT_NEEDED,
        Any(
            UNTOUCHED_INDICATOR, All(Waived("missing_indicator"), Blank("value"), Blank("flag"))
        ),
    ),
    Step("value", All(Blank("value"), Blank("flag"))),
    *(
        Step(key, unless_waived("unreadable_value", condition))
        for key, condition in (
            ("value_and_flag", VALUE_AND_FLAG), ("flag_unknown", FLAG_UNKNOWN),
            ("number", NOT_A_NUMBER), ("choice", NOT_A_CHOICE), ("day", NOT_A_DAY),
            ("text", VALUE_SAYS_NOTHING),
        )
    ),
    Step("share", unless_waived("doubtful_value", SHARE_OF_ONE)),
    Step(
        "bounds",
        Any(
            unless_waived("value_outside_kind", OUT_OF_BOUNDS),
            unless_waived(
                "percent_above_100", ABOVE_WHOLE, Not(All(Waived("unit_slip"), VALUE_SLIPPED))
            ),
        ),
    ),
    Step("whole", unless_waived("value_outside_kind", NOT_WHOLE)),
    Step(
        "fell",
        unless_waived(
            "falling_value", VALUE_FELL, Not(All(Waived("value_outside_kind"), OUT_OF_BOUNDS))
        ),
    ),
    Step("slipped", unless_waived("unit_slip", VALUE_SLIPPED)),
    Step("below_target", unless_waived("completed_below_target", BELOW_TARGET)),
    Step("personal", unless_waived(_PERSONAL, PERSONAL_NUMBER_BESIDE)),
    Step(MOVED, unless_waived("moving_not_started", VALUE_MOVED)),
    Step(MAIL, unless_waived(_PERSONAL, NAMES_MAIL_BESIDE)),
)  # fmt: skip

SHOWN_RULES: Final = (
    "missing_status", "missing_narrative", "hollow_narrative", "missing_reason", _DELAY,
    "other_without_text", "slipped_deadline", "missing_new_deadline", "stale_new_deadline",
    "unreadable_value", "copied_rows", "status_backwards", "reopened_activity",
    "deadline_after_plan", "changed_plan_text", "changed_target", "missing_indicator",
    "doubtful_value", "value_outside_kind", "percent_above_100", "falling_value", "unit_slip",
    "completed_below_target", "moving_not_started", "missing_required", _PERSONAL,
    "completed_with_new_deadline",
)  # fmt: skip
"""The rules of the merge that a form foresees: where the plan waives one, it is silent too."""

_ASKED_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "status": ("status", "status_fell", "completed_later"),
    "progress": ("progress", "progress_hollow", "progress_or_reason", "copied"),
    "reason": ("reason", "reason_unknown", "progress_or_reason"),
    "explanation": ("explanation", "hollow", "copied", "status_fell"),
    "new_deadline": ("new_deadline", "deadline_unread", "deadline_past", "completed_later"),
    "value": (
        "value", "value_and_flag", "number", "choice", "day", "text", "share", "bounds", "whole",
        "fell", "slipped", "below_target",
    ),
    "flag": ("value", "value_and_flag", "flag_unknown"),
    "note": ("fell", "slipped", "below_target"),
}  # fmt: skip


def asked_of(key: str) -> tuple[str, ...]:
    """Return the keys of the steps that ask something of the column *key* of a form's table."""
    return _ASKED_OF.get(key, ())


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
