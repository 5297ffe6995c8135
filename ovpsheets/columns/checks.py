"""The checks of the form: what is missing next in a row, in the order a member fills it.

Each condition stands here once. The form shows them as formulas (check column,
highlighting), and the rules of the merge judge the same rows with ``holds``.
Source of the reporting rules: the working group's conclusions (a body that did
not realise an activity states the reasons) and the portal's status words.
"""

from dataclasses import dataclass
from typing import Final

from ovpsheets.columns.conditions import (
    All,
    Answers,
    Any,
    Blank,
    Cells,
    Condition,
    Fact,
    Is,
    Not,
    NotAfter,
    Number,
    Repeats,
    Same,
    SaysNothing,
    quoted,
)
from ovpsheets.words import REPORTABLE, Status

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

EXPLANATION_EMPTY: Final = Blank("explanation")

HOLLOW: Final[tuple[tuple[str, Condition], ...]] = (
    ("placeholder", SaysNothing("explanation")),
    ("title", Repeats("explanation", "text", "titles")),
    ("progress", Repeats("explanation", "progress")),
    ("reason", Repeats("explanation", "reason", "reason_words")),
)
"""The ways in which an explanation explains nothing, by name, in the order they are said."""

EXPLANATION_HOLLOW: Final = Any(*(condition for _, condition in HOLLOW))

_UNTOUCHED_ACTIVITY: Final = All(
    Not(BEGUN), Blank("status"), Blank("progress"), Blank("reason"), Blank("explanation")
)
_UNTOUCHED_INDICATOR: Final = All(Not(BEGUN), Blank("value"), Blank("flag"))

VALUE_MISSING: Final = All(BEGUN, Blank("value"), Blank("flag"))
VALUE_AND_FLAG: Final = All(Not(Blank("value")), Not(Blank("flag")))
NOT_A_NUMBER: Final = All(Fact("wants_number"), Not(Blank("value")), Not(Number("value")))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may be missing; ``key`` names its words in the catalogue ``checks``."""

    key: str
    when: Condition


OK: Final = "ok"
NOT_NEEDED: Final = "not_needed"

ACTIVITY_STEPS: Final = (
    Step(NOT_NEEDED, _UNTOUCHED_ACTIVITY),
    Step("status", Not(ANSWERED)),
    Step("progress", PROGRESS_MISSING),
    Step("progress_or_reason", All(NOTHING_REALISED, UNDER_WAY, REASON_NEEDED, Blank("reason"))),
    Step("reason", All(REASON_NEEDED, Blank("reason"))),
    Step("explanation", All(REASON_NEEDED, EXPLANATION_EMPTY)),
    Step("hollow", All(REASON_NEEDED, EXPLANATION_HOLLOW)),
    Step("new_deadline", All(NEW_DEADLINE_NEEDED, Blank("new_deadline"))),
)

INDICATOR_STEPS: Final = (
    Step(NOT_NEEDED, _UNTOUCHED_INDICATOR),
    Step("value", All(Blank("value"), Blank("flag"))),
    Step("value_and_flag", VALUE_AND_FLAG),
    Step("number", NOT_A_NUMBER),
)


def next_step(steps: tuple[Step, ...], answers: Answers) -> str:
    """Return the key of the first thing missing in a row, else ``ok``."""
    return next((step.key for step in steps if step.when.holds(answers)), OK)


def steps_formula(steps: tuple[Step, ...], cells: Cells, words: dict[str, str]) -> str:
    """Return :func:`next_step` as a formula whose result is the step's words."""
    formula = quoted(words[OK])
    for step in reversed(steps):
        condition = step.when.formula(cells)
        if condition != "FALSE":
            formula = f"IF({condition},{quoted(words[step.key])},{formula})"
    return f"={formula}"
