"""Texts that were written about persons: none is published before somebody said yes to it.

Place, nationality or age can tell who is meant, and no rule sees that. A text is
known by its content: one that was changed is asked about again, one that comes
back word for word is not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ovpsheets.columns.model import VALUE_TEXT
from ovpsheets.disclosure.families import families
from ovpsheets.disclosure.memory import Line, Memory
from ovpsheets.disclosure.terms import QUESTIONS, ProtectedTexts
from ovpsheets.files import sha256
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import measured
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import frame, records, said
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import ACTIVITIES, INDICATORS


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that an official has to say yes or no to; *asked* about *text*."""

    kind: str
    quarter: str
    activity: str
    indicator: str
    institution: str
    text: str
    part: str = ""  # the column of a free text

    @property
    def id(self) -> str:
        """What is asked, known again by what it is asked about."""
        digest = sha256(self.text.encode("utf-8", "surrogatepass"))[:16]
        code = self.indicator or self.activity
        return ":".join(filter(None, (self.kind, code, self.institution, self.part, digest)))

    @property
    def asked(self) -> str:
        """The key of the catalogue that says what is asked."""
        key = ".".join(filter(None, ("release.disclosure.ask", self.kind, self.part)))
        return key if key in catalogue() else f"release.disclosure.ask.{self.kind}.own"

    @property
    def line(self) -> Line:
        """The line of disclosure.csv in which it is answered."""
        return Line(
            self.quarter, self.indicator, self.institution, "ask", activity=self.activity,
            text=self.text, why=self.kind, question=self.id,
        )  # fmt: skip


def open_questions(questions: Iterable[Question], memory: Memory) -> pd.DataFrame:
    """Return as a table (columns: QUESTIONS) those of *questions* without an answer."""
    rows = {
        item.id: {
            "id": item.id, "kind": item.kind, "activity": item.activity or None,
            "indicator": item.indicator or None, "institution": item.institution or None,
            "text": item.text, "asked": item.asked,
        }
        for item in questions
        if memory.answer(item.id) is None
    }  # fmt: skip
    return frame(QUESTIONS, [rows[name] for name in sorted(rows)])


def ask(row: "pd.Series[str]", texts: Texts) -> str:
    """Say in words what a row of ``questions`` asks."""
    return texts(str(row["asked"]))


def activities_of_persons(plan: Plan) -> frozenset[str]:
    """Return the codes of the activities that have an indicator of persons."""
    return frozenset(indicators_of_persons(plan).values())


def indicators_of_persons(plan: Plan) -> dict[str, str]:
    """Return code → activity of the indicators of persons, their wholes and parts included."""
    return {
        member.code: member.activity
        for family in families(plan)
        if family.is_of_persons
        for member in family.members
    }


def ask_about_indicators(
    plan: Plan, quarter: Quarter, indicators: pd.DataFrame, memory: Memory
) -> tuple[pd.DataFrame, list[Question]]:
    """Return ``indicators`` without the texts of persons that nobody said yes to, and these."""
    always = _about_persons(plan, INDICATORS)
    texts = (*plan.columns.free_texts(INDICATORS), *always)
    about = activities_of_persons(plan)
    columns = {own.code: texts if own.activity in about else always for own in plan.indicators}
    return _ask(quarter, indicators, columns, memory, key="indicator")


def _about_persons(plan: Plan, table: str) -> tuple[str, ...]:
    """The columns whose every answer waits for a yes: numbers and days tell of persons, too."""
    answers = (own for own in plan.columns.answers(table) if own.persons)
    return tuple(stored for own in answers for stored in own.stored)


def protect_texts(
    plan: Plan, quarter: Quarter, activities: pd.DataFrame, memory: Memory
) -> ProtectedTexts:
    """Return ``activities`` without what was written of persons and nobody said yes to.

    Asked about are the free texts of every activity that has an indicator of persons, and
    of all activities what stands in a column about persons. *memory* is the one that
    ``protect`` returned.
    """
    about, always = activities_of_persons(plan), _about_persons(plan, ACTIVITIES)
    texts = (*plan.columns.free_texts(ACTIVITIES), *always)
    columns = {own.code: texts if own.code in about else always for own in plan.activities}
    table, questions = _ask(quarter, activities, columns, memory, key="activity")
    remembered = memory.and_(question.line for question in questions)
    return ProtectedTexts(table, open_questions(questions, memory), remembered)


def _ask(
    quarter: Quarter,
    table: pd.DataFrame,
    columns: Mapping[str, tuple[str, ...]],
    memory: Memory,
    *,
    key: str,
) -> tuple[pd.DataFrame, list[Question]]:
    shown, questions = table.copy(), []
    for place, question in _texts(quarter, table, columns, key):
        questions.append(question)
        if memory.answer(question.id) is not True:
            shown.loc[place, question.part] = None
    return shown, questions


def _texts(
    quarter: Quarter, table: pd.DataFrame, columns: Mapping[str, tuple[str, ...]], key: str
) -> Iterator[tuple[object, Question]]:
    for place, row in zip(table.index, records(table), strict=True):
        for column in dict.fromkeys(columns.get(row[key], ())):
            if row[column] is not None and not (column == VALUE_TEXT and _is_coded(row)):
                indicator = row[key] if key == "indicator" else ""
                yield place, Question(
                    "free_text", str(quarter), row["activity"], indicator,
                    row["institution"] or "", said(row[column]) or "", column,
                )  # fmt: skip


def _is_coded(row: Mapping[str, Any]) -> bool:
    """Tell whether the text of a row is a yes, a no or a day, which says nothing of a person."""
    return not isinstance(measured(KINDS[row["kind"]], None, row["text"]), str)
