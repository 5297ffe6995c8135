"""The reporting rules: when something is missing or odd in a row, as named conditions.

Each condition stands here once. The form shows them as formulas (its check column by way of
:mod:`ovpsheets.columns.checks`, highlighting), and the rules of the merge judge the same rows
with ``holds``. Source: the working group's conclusions (a body that did not realise an activity
states the reasons) and the portal's status words.
"""

from typing import Final

from ovpsheets.columns.conditions import (
    All,
    Answers,
    Any,
    Blank,
    Changed,
    Condition,
    CopiedDown,
    Fact,
    Is,
    Not,
    NotAfter,
    Number,
    Same,
)
from ovpsheets.columns.measures import Above, Below, Fraction, Reaches, Scant
from ovpsheets.columns.said import HoldsMail, HoldsPersonalNumber, Repeats, SaidBeside, SaysNothing
from ovpsheets.columns.typed_days import DayAfter, DayNotAfter, DayUnread
from ovpsheets.words import ANSWER_FLAGS, REPORTABLE, Status

BEGUN: Final = Fact("begun")
"""The activity's start is not after the quarter's end."""

DEADLINE_REACHED: Final = NotAfter("deadline", "quarter_end")
COMPLETED: Final = Is("status", (Status.COMPLETED,))
NOT_STARTED: Final = Is("status", (Status.NOT_STARTED,))
UNDER_WAY: Final = Is("status", (Status.LIMITED, Status.SUBSTANTIAL, Status.COMPLETED))
ANSWERED: Final = Is("status", REPORTABLE)
UNCHANGED: Final = Same("status", "previous_status")

STATUS_MISSING: Final = All(BEGUN, Not(ANSWERED))

PROGRESS_MISSING: Final = All(UNDER_WAY, Blank("progress"), Any(COMPLETED, Not(UNCHANGED)))
"""Something was realised (the status moved, or the activity is completed) and is not described."""

NOTHING_REALISED: Final = All(ANSWERED, Not(COMPLETED), Blank("progress"), UNCHANGED)

OVERDUE: Final = All(ANSWERED, Not(COMPLETED), DEADLINE_REACHED)

REASON_NEEDED: Final = Any(
    All(NOT_STARTED, BEGUN),
    OVERDUE,
    All(NOTHING_REALISED, BEGUN),
)

NEW_DEADLINE_NEEDED: Final = OVERDUE

GOING_ON: Final = All(ANSWERED, Not(COMPLETED))
NEW_DEADLINE_PAST: Final = All(GOING_ON, DayNotAfter("new_deadline", "quarter_end"))
"""No time is left: what is due by the quarter's end has the old deadline again, or one past."""

NEW_DEADLINE_AFTER_PLAN: Final = All(GOING_ON, DayAfter("new_deadline", "plan_end"))

COMPLETED_LATER: Final = All(COMPLETED, DayAfter("new_deadline", "quarter_end"))
"""What is completed needs no time after the quarter's end: one of the two is a slip."""

COMPLETED_EARLY_WITH_REASON: Final = All(
    COMPLETED, NotAfter("quarter_end", "deadline"), Not(Blank("reason"))
)
"""Nothing is late yet, so a reason why it would be speaks against the status."""

STATUS_BACKWARDS: Final = Any(
    All(NOT_STARTED, Is("previous_status", (Status.LIMITED, Status.SUBSTANTIAL))),
    All(Is("status", (Status.LIMITED,)), Is("previous_status", (Status.SUBSTANTIAL,))),
)
"""Progress that was reported last quarter is taken back."""

REOPENED: Final = All(Not(COMPLETED), Is("previous_status", (Status.COMPLETED,)))
"""So is that it was completed."""

EXPLANATION_EMPTY: Final = Blank("explanation")

HOLLOW: Final[tuple[tuple[str, Condition], ...]] = (
    ("placeholder", SaysNothing("explanation")),
    ("title", Repeats("explanation", "text", "titles")),
    ("progress", Repeats("explanation", "progress")),
    ("reason", Repeats("explanation", "reason", "reason_words")),
    ("repeated", Repeats("explanation", "previous_explanation")),
)
"""The ways in which an explanation explains nothing, by name, in the order they are said."""

EXPLANATION_HOLLOW: Final = Any(*(condition for _, condition in HOLLOW))


def hollow(answers: Answers) -> str:
    """Return the way in which an explanation explains nothing, "" where it says something."""
    if EXPLANATION_EMPTY.holds(answers):
        return "empty"
    return next((name for name, condition in HOLLOW if condition.holds(answers)), "")


OTHER_REASON: Final = Is("reason", ("other",))

SAYS_NO_PROGRESS: Final = Any(SaysNothing("progress"), Repeats("progress", "text", "titles"))

SAID_BESIDE: Final = SaidBeside(("progress", "explanation"))
"""What of both is worked out in one cell beside the check."""

COPIED_DOWN: Final = CopiedDown(("status", "progress", "explanation"), filled="progress", fewest=3)
"""One row was filled in and copied to all; of fewer, equality may be chance."""

_TEXTS: Final = ("progress", "explanation", "evidence")
_REMARKS: Final = ("source", "note", "value")
PERSONAL_NUMBER: Final = HoldsPersonalNumber(_TEXTS)
PERSONAL_NUMBER_BESIDE: Final = HoldsPersonalNumber(_REMARKS)
NAMES_MAIL: Final = HoldsMail(_TEXTS)
NAMES_MAIL_BESIDE: Final = HoldsMail(_REMARKS)
"""What a formula can see of personal data, in an activity and in an indicator."""

UNTOUCHED_ACTIVITY: Final = All(
    Not(BEGUN), Blank("status"), Blank("progress"), Blank("reason"), Blank("explanation")
)
UNTOUCHED_INDICATOR: Final = All(Not(BEGUN), Blank("value"), Blank("flag"))
"""Of a row about which nothing need be said yet, and about which nothing is."""

UNIT_CHANGED: Final = Changed("unit")
AIM_CHANGED: Final = Any(Changed("baseline"), Changed("target"))
"""The plan is not changed in the form, and in another unit the value would be another one."""

VALUE_MISSING: Final = All(BEGUN, Blank("value"), Blank("flag"))
VALUE_AND_FLAG: Final = All(Not(Blank("value")), Not(Blank("flag")))
NOT_A_NUMBER: Final = All(Fact("wants_number"), Not(Blank("value")), Not(Number("value")))
NOT_A_CHOICE: Final = All(
    Fact("wants_yes_no"), Not(Blank("value")), Not(Is("value", ("yes", "no")))
)
NOT_A_DAY: Final = All(Fact("wants_day"), DayUnread("value"))
FLAG_UNKNOWN: Final = All(Not(Blank("flag")), Not(Is("flag", ANSWER_FLAGS)))

VALUE_SAYS_NOTHING: Final = All(Fact("wants_text"), SaysNothing("value"))
SHARE_OF_ONE: Final = All(Above("value", "no_share"), Below("value", "whole_share"))
"""0.46 may be 46 %, or less than one."""

DAY_FAR: Final = All(
    Fact("wants_day"), Any(DayAfter("value", "latest"), DayNotAfter("value", "too_early"))
)
OUT_OF_BOUNDS: Final = Any(Below("value", "least"), Above("value", "most"), DAY_FAR)
ABOVE_WHOLE: Final = Above("value", "most_share")
"""A percentage above 100, or above a target that is itself above."""

NOT_WHOLE: Final = All(Fact("is_whole"), Fraction("value"))
VALUE_FELL: Final = Below("value", "before")
VALUE_SLIPPED: Final = Any(Reaches("value", "too_large"), Scant("value", "too_small"))

BELOW_TARGET: Final = All(
    Fact("knows_activity"),
    Is("activity_status", (Status.COMPLETED,)),
    Any(
        Below("value", "goal"),
        Above("value", "ceiling"),
        All(Fact("wants_yes"), Is("value", ("no",))),
    ),
)
"""The activity is completed by its own row, and the indicator is not where it should be."""

VALUE_MOVED: Final = All(
    Fact("knows_activity"),
    Is("activity_status", (Status.NOT_STARTED,)),
    Any(Above("value", "still"), All(Fact("runs_on"), Below("value", "still"))),
)
"""The activity is not started by its own row, and the value is not where it was."""
