"""The steps of a check with those about the plan's own columns: when one is wanted, or unread."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ovpsheets.columns.checks import ACTIVITY_STEPS, INDICATOR_STEPS, LATER, UNREAD, Step
from ovpsheets.columns.conditions import (
    All,
    Blank,
    Condition,
    Is,
    Not,
    Number,
    Unlisted,
    unless_waived,
)
from ovpsheets.columns.model import Column, Content, FormColumns
from ovpsheets.columns.reporting_rules import (
    ANSWERED,
    COMPLETED,
    OVERDUE,
    UNTOUCHED_ACTIVITY,
    UNTOUCHED_INDICATOR,
)
from ovpsheets.columns.typed_days import DayUnread
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS

_STEPS: Final = {ACTIVITIES: ACTIVITY_STEPS, INDICATORS: INDICATOR_STEPS}
_UNTOUCHED: Final = {ACTIVITIES: UNTOUCHED_ACTIVITY, INDICATORS: UNTOUCHED_INDICATOR}
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


def own_steps(columns: Iterable[Column]) -> tuple[Step, ...]:
    """Return the steps about those of *columns* that are the plan's own."""
    return tuple(
        step for column in columns if column.is_own and column.is_answer for step in _own(column)
    )


def _own(column: Column) -> Iterator[Step]:
    if (unread := _UNREAD.get(column.content)) is not None:
        words = f"own_{column.content}"
        when = unless_waived("unreadable_value", unread(column.key))
        yield Step(f"{words}.{column.key}", when, column, words, aside=UNREAD)
    if column.required:
        when = unless_waived("missing_required", _left_blank(column))
        yield Step(f"{_MISSING}.{column.key}", when, column, _MISSING, aside=LATER)


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
    return unless_waived("missing_required", Not(_UNTOUCHED[table]), _left_blank(column))


def _left_blank(column: Column) -> Condition:
    """Return when the plan's own column is required and blank, as it may but need not say."""
    blank, required = Blank(column.key), column.required
    said = required.parts if isinstance(required, All) else (required,)
    return All(*(part for part in said if part and part != blank), blank)
