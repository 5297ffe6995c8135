"""How many fields of a row are to be completed: what the form's counters count."""

from collections.abc import Iterable, Mapping
from typing import Final

from ovpsheets.columns.checks import READY, Step, next_step
from ovpsheets.columns.conditions import (
    FALSE,
    All,
    Answers,
    Any,
    Blank,
    Condition,
    Not,
    RowCells,
    any_of,
    quoted,
)
from ovpsheets.columns.model import Column
from ovpsheets.columns.own_steps import wanted
from ovpsheets.columns.reporting_rules import (
    ANSWERED,
    BEGUN,
    NEW_DEADLINE_NEEDED,
    NOT_STARTED,
    NOTHING_REALISED,
    OTHER_REASON,
    OVERDUE,
    PROGRESS_MISSING,
    STATUS_MISSING,
    VALUE_MISSING,
)
from ovpsheets.words import ACTIVITIES, INDICATORS

_SURELY: Final = Any(All(NOT_STARTED, BEGUN), OVERDUE)
_NO_PROGRESS: Final = All(NOTHING_REALISED, Not(NOT_STARTED), Not(OVERDUE))
_BY_A_REASON: Final = All(NOTHING_REALISED, BEGUN, Not(Blank("reason")))
_FIELDS: Final[Mapping[str, tuple[Condition, ...]]] = {
    ACTIVITIES: (
        STATUS_MISSING,
        # Where nothing was realised, either that is described or a reason given: one field.
        Any(PROGRESS_MISSING, All(_NO_PROGRESS, Blank("reason"))),
        All(_SURELY, Blank("reason")),
        All(Blank("explanation"), Any(_SURELY, _BY_A_REASON, All(ANSWERED, OTHER_REASON))),
        All(NEW_DEADLINE_NEEDED, Blank("new_deadline")),
    ),
    INDICATORS: (VALUE_MISSING,),  # the value, or why there is none
}


def fields_of(table: str, columns: Iterable[Column]) -> tuple[Condition, ...]:
    """Return when fields of a row are still to be filled in, a condition for each."""
    own = (wanted(table, column) for column in columns if column.is_own and column.is_answer)
    return (*_FIELDS[table], *filter(None, own))


def fields_to_complete(
    steps: tuple[Step, ...], fields: Iterable[Condition], answers: Answers
) -> int:
    """Return how many fields of a row are to be filled in, or put right: then at least one."""
    if next_step(steps, answers) in READY:
        return 0
    return max(1, sum(condition.holds(answers) for condition in fields))


def fields_formula(
    fields: Iterable[Condition], cells: RowCells, check: str, ready: Iterable[str]
) -> str:
    """Return :func:`fields_to_complete` as a formula; *check*: where the row's check stands.

    *ready*: what it says of a row in which nothing is missing.
    """
    is_ready = any_of(f"{check}={quoted(words)}" for words in ready)
    missing = (said for field in fields if (said := field.formula(cells)) != FALSE)
    counts = "+".join(f"IF({said},1,0)" for said in missing)
    return f"=IF({is_ready},0,{f'MAX(1,{counts})' if counts else 1})"
