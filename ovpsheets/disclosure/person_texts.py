"""Texts that tell of persons: none is published before somebody said yes to it.

Place, nationality or age can tell who is meant, and no rule sees that: a person is asked.
Of an activity that counts persons every text is asked about that is not plain; of any other
one that tells of persons itself (:mod:`ovpsheets.disclosure.telling`). A text is
known by its content: one that was changed is asked about again, one that comes
back word for word is not, unless it now repeats a figure that is hidden.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ovpsheets.columns.model import VALUE_TEXT
from ovpsheets.disclosure.families import families
from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.question import (
    FREE_TEXT,
    REPEATS,
    Question,
    Reason,
    open_questions,
)
from ovpsheets.disclosure.refused import RefusedTexts
from ovpsheets.disclosure.telling import NUMBER, is_plain, numbers_in, tells
from ovpsheets.disclosure.terms import HiddenNumber, ProtectedTexts
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import measured
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.table_csv import said
from ovpsheets.tables import plain_columns, records
from ovpsheets.words import ACTIVITIES, INDICATORS

_SUBJECT: Final = ("commitment", "activity", "indicator", "institution")
_MEASURED: Final = ("kind", VALUE_TEXT)
"""What of a row is looked at beside its texts."""


def activities_of_persons(plan: Plan, undecided: Collection[str] = ()) -> frozenset[str]:
    """Return the codes of the activities that have an indicator of persons not in *undecided*."""
    found = indicators_of_persons(plan)
    return frozenset(activity for code, activity in found.items() if code not in undecided)


def indicators_of_persons(plan: Plan) -> dict[str, str]:
    """Return code → activity of the indicators of persons, their wholes and parts included."""
    return {
        member.code: member.activity
        for family in families(plan)
        if family.is_of_persons
        for member in family.members
    }


@dataclass(frozen=True, slots=True)
class TextsAsked:
    """How the texts of a quarter are looked at.

    ``undecided``: the indicators of which nobody has said whether they count persons; what
    stands beside these only is left out, and asked about where it tells of persons itself.
    ``hidden``: the numbers that no text may repeat unasked. ``tells``: what a text tells of
    persons, and ``is_plain``: whether it can tell of nobody, where somebody knows it already.
    """

    plan: Plan
    quarter: Quarter
    memory: Memory
    undecided: Collection[str] = ()
    hidden: Sequence[HiddenNumber] = ()
    tells: Callable[[str], tuple[str, ...]] = tells
    is_plain: Callable[[str], bool] = is_plain

    def without(self, name: str, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Question]]:
        """Return the table called *name* without what waits for a yes, and what is asked."""
        told, asked = self._asked(name, table)
        return _emptied(told, self._waiting(asked)), [own for _, own in asked if own.reasons]

    def left_out(self, name: str, table: pd.DataFrame) -> set[tuple[object, str]]:
        """Return the cells of the table called *name* that :meth:`without` empties: row, column."""
        _, asked = self._asked(name, table)
        refused = self._refused(name, table, RefusedTexts.of(self.memory))
        return {*refused, *self._waiting(asked)}

    def _asked(
        self, name: str, table: pd.DataFrame
    ) -> tuple[pd.DataFrame, list[tuple[object, Question]]]:
        """Return *table* without what somebody said no to, and what of the rest is asked about."""
        cells = list(self._refused(name, table, RefusedTexts.of(self.memory)))
        told = _emptied(table, cells) if cells else table
        return told, list(self._texts(name, told))

    def _waiting(self, asked: Iterable[tuple[object, Question]]) -> Iterator[tuple[object, str]]:
        return ((place, own.part) for place, own in asked if own.answer(self.memory) is not True)

    def _refused(
        self, name: str, table: pd.DataFrame, refused: RefusedTexts
    ) -> Iterator[tuple[object, str]]:
        """Yield where in *table* a text stands that somebody said no to, anywhere."""
        _, free = self._columns(name)
        for column in free if refused.folded else ():
            for place, text in zip(table.index, table[column], strict=True):
                if refused.has(text):
                    yield place, column

    def _texts(self, name: str, table: pd.DataFrame) -> Iterator[tuple[object, Question]]:
        """Yield the texts that are not published unasked, by their place in *table*.

        Without a reason nothing is asked yet.
        """
        of_persons = activities_of_persons(self.plan)
        decided = activities_of_persons(self.plan, self.undecided) if self.undecided else of_persons
        undecided = of_persons - decided
        always, free = self._columns(name)
        columns = tuple(dict.fromkeys((*free, *always)))
        beside = [own for own in (*_SUBJECT, *_MEASURED) if own in table.columns]
        # A row has twice as many columns as are looked at here.
        looked_at = table[list(dict.fromkeys((*beside, *columns)))]
        for place, row in zip(table.index, records(looked_at), strict=True):
            for column in columns:
                if row[column] is not None and (text := _text(row, column)):
                    reasons = self._reasons(row, text)
                    if column in always:
                        reasons = (*reasons, Reason("column"))
                    elif row["activity"] in decided and not self._is_plain(text, row["activity"]):
                        reasons = (*reasons, Reason("activity"))
                    if reasons or row["activity"] in undecided:
                        yield place, self._question(name, row, text, column, reasons)

    def _is_plain(self, text: str, activity: str) -> bool:
        """Tell whether *text* can tell of nobody; beside a hidden nought "no changes" tells it."""
        if not self.is_plain(text):
            return False
        is_nought = any(own.activity == activity and own.number == 0 for own in self.hidden)
        return not (is_nought and says_nothing(text))

    def _columns(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the columns of which numbers and days wait for a yes, too; and the free texts."""
        about = (own for own in self.plan.columns.answers(name) if own.persons)
        always = tuple(stored for own in about for stored in own.stored)
        return always, tuple(self.plan.columns.free_texts(name))

    def _reasons(self, row: Mapping[str, Any], text: str) -> tuple[Reason, ...]:
        """Return why *text* is asked about for what it says, the greatest risk first."""
        told, numbers = self.tells(text), numbers_in(text) if self.hidden else ()
        repeated = dict.fromkeys(
            f"{hidden.indicator}={hidden.number}"
            for hidden in self.hidden
            if hidden.number in numbers and _is_near(hidden, row, told)
        )
        repeats = (Reason("repeats", tuple(repeated)),) if repeated else ()
        return (*repeats, *map(Reason, told))

    def _question(
        self,
        name: str,
        row: Mapping[str, Any],
        text: str,
        column: str,
        reasons: tuple[Reason, ...],
    ) -> Question:
        kind = REPEATS if reasons and reasons[0].key == "repeats" else FREE_TEXT
        indicator = row["indicator"] if name == INDICATORS else ""
        return Question(
            kind, str(self.quarter), row["activity"], indicator, row["institution"] or "",
            text, column, reasons,
        )  # fmt: skip


def _emptied(table: pd.DataFrame, cells: Iterable[tuple[object, str]]) -> pd.DataFrame:
    """Return a copy of *table* in which *cells*, each by its row and column, are empty."""
    by_column = defaultdict[str, list[object]](list)
    for place, column in cells:
        by_column[column].append(place)
    shown = table.copy()
    for column, places in by_column.items():  # at once: each assignment looks at the whole column
        shown.loc[places, column] = None
    return shown


def _is_near(hidden: HiddenNumber, row: Mapping[str, Any], told: Sequence[str]) -> bool:
    """Tell whether a number in a text of *row* may be a hidden one, and not by mere chance."""
    if hidden.activity == row["activity"]:
        return True
    return NUMBER in told and hidden.commitment == row["commitment"]


def _text(row: Mapping[str, Any], column: str) -> str:
    if row[column] is None or (column == VALUE_TEXT and _is_coded(row)):
        return ""
    return said(row[column]) or ""


def _is_coded(row: Mapping[str, Any]) -> bool:
    """Tell whether the text of a row is a yes, a no or a day, which says nothing of a person."""
    return not isinstance(measured(KINDS[row["kind"]], None, row["text"]), str)


def texts_left_out(
    plan: Plan,
    quarter: Quarter,
    activities: pd.DataFrame,
    memory: Memory,
    told_by: Callable[[str], tuple[str, ...]] = tells,
    plain_by: Callable[[str], bool] = is_plain,
) -> frozenset[tuple[str, str, str]]:
    """Return which texts of ``activities`` nobody may be told: activity, institution, column.

    *told_by*, *plain_by*: as ``tells`` and ``is_plain`` of :class:`TextsAsked`.
    """
    asked = TextsAsked(plan, quarter, memory, tells=told_by, is_plain=plain_by)
    columns = frozenset(plan.columns.free_texts(ACTIVITIES))
    own = plain_columns(activities[["activity", "institution"]])
    places = dict(
        zip(activities.index, zip(own["activity"], own["institution"], strict=True), strict=True)
    )
    return frozenset(
        (*places[place], column)
        for place, column in asked.left_out(ACTIVITIES, activities)
        if column in columns
    )


def protect_texts(texts: TextsAsked, activities: pd.DataFrame) -> ProtectedTexts:
    """Return ``activities`` without what tells of persons and nobody said yes to.

    The memory of *texts* is the one that ``protect`` returned.
    """
    table, questions = texts.without(ACTIVITIES, activities)
    remembered = texts.memory.and_(question.line for question in questions)
    return ProtectedTexts(table, open_questions(questions, texts.memory), remembered)
