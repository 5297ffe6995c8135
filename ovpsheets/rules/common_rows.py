"""The rows of the plan of which several institutions speak, and a quarter limited to them or not.

Rules that compare rows (``Rule.compares``) look at an activity with its indicators, and at those
that a check of the plan's own names beside it. Where all of these are one institution's, its own
part of the quarter is enough. The others are in common: they are judged with all who speak of them.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from ovpsheets.brief import MergeBrief
from ovpsheets.form_field import FormField
from ovpsheets.intake.quarter_so_far import QuarterSoFar, reporters_of
from ovpsheets.intake.recognise.answers import Answer, FormAnswers
from ovpsheets.intake.recognise.file_ledger import Ledger
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.laid_aside import NOTHING
from ovpsheets.once import once_for_each
from ovpsheets.plan.model import Plan
from ovpsheets.together import Together
from ovpsheets.words import ACTIVITIES, INDICATORS

_Value = TypeVar("_Value")


class CommonRow(NamedTuple):
    """A row in common: the first code of all that are bound together, and who speaks of them."""

    first: str
    speaking: frozenset[str]


@once_for_each
def common_rows(brief: MergeBrief) -> Mapping[str, CommonRow]:
    """Return the activities and indicators that are judged with several institutions, by code."""
    plan, bound = brief.plan, Together()
    speaking: dict[str, set[str]] = {}
    for activity in plan.activities:
        speaking.setdefault(activity.code, set()).update(who for who, _ in activity.parties)
    for indicator in plan.indicators:
        bound.join(indicator.activity, indicator.code)
        speaking.setdefault(indicator.code, set()).update(reporters_of(indicator, plan))
    for check in plan.checks:
        named = [name for name in check.comparison.names if plan.find_indicator(name)]
        for code in check.rows if named else ():
            bound.join(code, *named)
    groups: dict[str, set[str]] = {}
    for code, who in speaking.items():
        groups.setdefault(bound.first(code), set()).update(who)
    several = {
        first: CommonRow(first, frozenset(who)) for first, who in groups.items() if len(who) > 1
    }
    firsts = ((code, bound.first(code)) for code in speaking)
    return {code: several[first] for code, first in firsts if first in several}


@once_for_each
def speaking_together(brief: MergeBrief) -> frozenset[str]:
    """Return the institutions that speak of a row that is judged with others."""
    return frozenset().union(*(own.speaking for own in set(common_rows(brief).values())))


def without_common_rows(so_far: QuarterSoFar) -> QuarterSoFar:
    """Return the quarter without what was answered in rows that are judged with others."""
    common = common_rows(so_far.brief)
    if not common:
        return so_far
    own = _answering(so_far.settled, lambda code: code not in common)
    return replace(so_far, settled=tuple(own))


def said_of(settled: Iterable[Settled], rows: Container[str], plan: Plan) -> tuple[Settled, ...]:
    """Return the forms that count, with nothing in them but what can be compared of some *rows*.

    That is all but sentences. A form that says nothing of any of these rows is left out.
    """
    told = {table: frozenset(_sentences(plan, table)) for table in plan.columns.tables}
    return tuple(
        replace(own, returned=_thinned(own.returned, rows, told))
        for own in _answering(settled, rows.__contains__)
        if own.counts and own.returned.answers and any(_codes(own.returned.answers))
    )


def _sentences(plan: Plan, table: str) -> Iterator[str]:
    """Yield the columns of a table in which sentences stand, and no yes or no."""
    for column in plan.columns.answers(table):
        if column.content in ("text", "link"):
            yield column.key


def _codes(answers: FormAnswers) -> Iterator[str]:
    yield from answers.activities
    yield from answers.indicators


def _answering(settled: Iterable[Settled], is_asked: Callable[[str], bool]) -> Iterator[Settled]:
    """Yield the returns with their answers in the rows that are asked for."""
    for own in settled:
        answers = own.returned.answers
        if answers is None or not own.counts:
            yield own
            continue
        kept = replace(
            answers,
            activities=_of(answers.activities, is_asked),
            indicators=_of(answers.indicators, is_asked),
        )
        yield replace(own, returned=replace(own.returned, answers=kept))


def _of(rows: Mapping[str, _Value], is_asked: Callable[[str], bool]) -> dict[str, _Value]:
    return {code: own for code, own in rows.items() if is_asked(code)}


def _thinned(
    returned: Return, rows: Container[str], without: Mapping[str, Container[str]]
) -> Return:
    """Return a form with its cells in some rows alone; its answers are limited to them already.

    *without*: table → columns of which nothing is kept.
    """

    def is_kept(field: FormField) -> bool:
        return field.code in rows and field.key not in without.get(field.table, ())

    placement, answers = returned.placement, returned.answers
    if placement is not None:
        placement = replace(
            placement,
            fields={own: cell for own, cell in placement.fields.items() if is_kept(own)},
            rows={row: at for row, at in placement.rows.items() if row[1] in rows},
            ledger=(), strangers=(), beside={}, left={}, second=(), nameless=(), observed=(),
            merged={}, calibrated={},
        )  # fmt: skip
    if answers is not None:
        answers = FormAnswers(
            _without(answers.activities, without[ACTIVITIES]),
            _without(answers.indicators, without[INDICATORS]),
            (),
        )
    return replace(
        returned,
        placement=placement,
        answers=answers,
        identity=returned.identity and replace(returned.identity, claims=()),
        ledger=Ledger(),
        data=NOTHING,
        observed=(),
        unread=(),
        sources={own: file for own, file in returned.sources.items() if is_kept(own)},
        decided={own: by for own, by in returned.decided.items() if is_kept(own)},
        differences=(),
    )


def _without(rows: Mapping[str, Answer], columns: Container[str]) -> dict[str, Answer]:
    return {
        code: replace(
            own, fields={name: None if name in columns else v for name, v in own.fields.items()}
        )
        for code, own in rows.items()
    }
