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
    Waived,
    any_of,
    quoted,
    unless_waived,
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
_DELAY: Final = "unexplained_delay"


def _reason(*parts: Condition) -> All:
    return unless_waived("missing_reason", Not(Waived(_DELAY)), *parts, Blank("reason"))


_FIELDS: Final[Mapping[str, tuple[Condition, ...]]] = {
    ACTIVITIES: (
        unless_waived("missing_status", STATUS_MISSING),
        # Where nothing was realised, either that is described or a reason given: one field.
        Any(unless_waived("missing_narrative", PROGRESS_MISSING), _reason(_NO_PROGRESS)),
        _reason(_SURELY),
        All(
            Blank("explanation"),
            Any(
                unless_waived(_DELAY, Any(_SURELY, _BY_A_REASON)),
                unless_waived("other_without_text", ANSWERED, OTHER_REASON),
            ),
        ),
        unless_waived("missing_new_deadline", NEW_DEADLINE_NEEDED, Blank("new_deadline")),
    ),
    # the value, or why there is none
    INDICATORS: (unless_waived("missing_indicator", VALUE_MISSING),),
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
