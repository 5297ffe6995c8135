"""The checks of the form: what is missing next in a row, in the order a member fills it.

Each condition stands here once. The form shows them as formulas (check column,
highlighting), and the rules of the merge judge the same rows with ``holds``.
Source of the reporting rules: the working group's conclusions (a body that did
not realise an activity states the reasons) and the portal's status words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
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
    RowCells,
    Same,
    Unlisted,
    quoted,
)
from ovpsheets.columns.measures import Above, Below, Fraction, Reaches, Scant
from ovpsheets.columns.model import Column, Content, FormColumns
from ovpsheets.columns.said import Repeats, SaysNothing
from ovpsheets.columns.typed_days import DayAfter, DayNotAfter, DayUnread
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, ANSWER_FLAGS, INDICATORS, REPORTABLE, Status

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

_GOING_ON: Final = All(ANSWERED, Not(COMPLETED))
NEW_DEADLINE_PAST: Final = All(_GOING_ON, DayNotAfter("new_deadline", "quarter_end"))
"""No time is left: what is due by the quarter's end has the old deadline again, or one past."""

NEW_DEADLINE_AFTER_PLAN: Final = All(_GOING_ON, DayAfter("new_deadline", "plan_end"))

STATUS_FELL: Final = Any(
    All(NOT_STARTED, Is("previous_status", (Status.LIMITED, Status.SUBSTANTIAL))),
    All(Is("status", (Status.LIMITED,)), Is("previous_status", (Status.SUBSTANTIAL,))),
    All(Not(COMPLETED), Is("previous_status", (Status.COMPLETED,))),
)
"""Progress that was reported last quarter is taken back."""

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

OTHER_REASON: Final = Is("reason", ("other",))

SAYS_NO_PROGRESS: Final = Any(SaysNothing("progress"), Repeats("progress", "text", "titles"))

COPIED_DOWN: Final = CopiedDown(("status", "progress", "explanation"), filled="progress", fewest=3)
"""One row was filled in and copied to all; of fewer, equality may be chance."""

_UNTOUCHED_ACTIVITY: Final = All(
    Not(BEGUN), Blank("status"), Blank("progress"), Blank("reason"), Blank("explanation")
)
_UNTOUCHED_INDICATOR: Final = All(Not(BEGUN), Blank("value"), Blank("flag"))

GIVEN_CHANGED: Final = Any(Changed("unit"), Changed("baseline"), Changed("target"))
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

READY: Final = (OK, NOT_NEEDED, AFTER_PLAN, MOVED)
"""What the check says of a row in which nothing is missing; of the last two, with a remark."""

# What the steps behind "status" ask of a row that has one: the same conditions, but shorter, for
# a formula of .xls holds some 4,000 characters.
_OPEN: Final = Not(COMPLETED)
_LATE: Final = All(_OPEN, DEADLINE_REACHED)
_IDLE: Final = All(_OPEN, Blank("progress"), UNCHANGED)
_WITHOUT_REASON: Final = Any(All(NOT_STARTED, BEGUN), _LATE, All(_IDLE, BEGUN))
_EXPLAINED: Final = Any(_WITHOUT_REASON, OTHER_REASON, DayAfter("new_deadline", "deadline"))

# In the order in which a row is filled; what cannot be put right by typing stands last.
ACTIVITY_STEPS: Final = (
    Step(NOT_NEEDED, _UNTOUCHED_ACTIVITY),
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
    Step("copied", COPIED_DOWN),
    Step("status_fell", STATUS_FELL),
    Step(AFTER_PLAN, All(_OPEN, DayAfter("new_deadline", "plan_end"))),
)

INDICATOR_STEPS: Final = (
    Step("given_changed", GIVEN_CHANGED),
    Step(NOT_NEEDED, _UNTOUCHED_INDICATOR),
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
    Step(MOVED, VALUE_MOVED),
)

_STEPS: Final = {ACTIVITIES: ACTIVITY_STEPS, INDICATORS: INDICATOR_STEPS}
_UNTOUCHED: Final = {ACTIVITIES: _UNTOUCHED_ACTIVITY, INDICATORS: _UNTOUCHED_INDICATOR}
_BEHIND_OWN: Final = {ACTIVITIES: "status_fell", INDICATORS: "bounds"}
"""Table → the first step about what was filled in: before it comes what is still to be."""


def steps_of(columns: FormColumns, table: str) -> tuple[Step, ...]:
    """Return the steps of a table's check, with those about the plan's own columns."""
    # What is required stands behind "not needed", and need not say that the row is asked about;
    # what cannot be read is wrong in any row.
    steps, own = _STEPS[table], own_steps(columns.answers(table))
    unread = [step for step in own if step.aside == UNREAD]
    missing = [step for step in own if step.aside == LATER]
    return (*unread, *with_checks(table, steps, tuple(missing)))


def with_checks(table: str, steps: tuple[Step, ...], own: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of a table's check with the plan's *own* behind what is to be filled in."""
    place = next(n for n, step in enumerate(steps) if step.key == _BEHIND_OWN[table])
    return (*steps[:place], *own, *steps[place:])


_MISSING: Final = "own"
"""The key of the words that ask for a column which is blank."""

UNREAD: Final = "unread"
LATER: Final = "later"
ASIDES: Final = (UNREAD, LATER)
"""The cells beside a check in which the steps of the plan's own are calculated, in their order."""


def own_steps(columns: Iterable[Column]) -> tuple[Step, ...]:
    """Return the steps about those of *columns* that are the plan's own."""
    return tuple(
        step for column in columns if column.is_own and column.is_answer for step in _own(column)
    )


def _own(column: Column) -> Iterator[Step]:
    if (unread := _UNREAD.get(column.content)) is not None:
        words = f"own_{column.content}"
        yield Step(f"{words}.{column.key}", unread(column.key), column, words, aside=UNREAD)
    if column.required:
        yield Step(f"{_MISSING}.{column.key}", _left_blank(column), column, _MISSING, aside=LATER)


_UNREAD: Final[Mapping[Content, Callable[[str], Condition]]] = {
    "number": lambda key: All(Not(Blank(key)), Not(Number(key))),
    "date": DayUnread,
    "yes_no": lambda key: All(Not(Blank(key)), Not(Is(key, ("yes", "no")))),
    "choice": Unlisted,
}
"""Content of a plan's own column → when what is typed there is none such."""


NEEDED: Final[Mapping[str, Mapping[str, Condition]]] = {
    ACTIVITIES: {
        "always": All(),
        "completed": COMPLETED,
        "open": All(ANSWERED, Not(COMPLETED)),
        "overdue": OVERDUE,
    },
    INDICATORS: {"always": All(), "value": Not(Blank("value"))},
}
"""Table → when a plan can require a column of its own there, by name."""


def own_words(table: str, step: Step, texts: Texts) -> str:
    """Return what the check says at a step about a column of the plan's own; "" at any other."""
    if step.column is None:
        return ""
    return texts(f"checks.{step.said}", column=step.column.heading(table, texts))


def wanted(table: str, column: Column) -> Condition | None:
    """Return when a column is blank and must not be; None where it always may be.

    Of a row about which nothing is asked yet, nothing in the plan's own columns is either.
    """
    if column.required is None or not column.is_own:
        return column.required
    return All(Not(_UNTOUCHED[table]), _left_blank(column))


def _left_blank(column: Column) -> Condition:
    """Return when the plan's own column is required and blank, as it may but need not say."""
    blank, required = Blank(column.key), column.required
    said = required.parts if isinstance(required, All) else (required,)
    return All(*(part for part in said if part and part != blank), blank)


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
        if condition != "FALSE":
            said = quoted(words[step.key])
            if step.instead:
                key, other = step.instead
                said = f"IF({other.formula(cells)},{quoted(words[key])},{said})"
            formula = f"IF({condition},{said},{formula})"
    return formula
