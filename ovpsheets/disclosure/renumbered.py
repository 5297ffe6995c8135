"""Indicators known again under another code: by their wording, or by an answer.

What was published and hidden of an indicator protects it also where a later plan numbers it
anew; else its growth since the last quarter could be worked out from the two codes.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

import pandas as pd

from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.remembered import wording_of
from ovpsheets.plan.model import Plan
from ovpsheets.plan.new_codes import new_codes
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records

_SAME: Final = 0.85  # of letters in order or words in any: a word more or less
_ALIKE: Final = 0.5  # from here on somebody is asked


@dataclass(frozen=True, slots=True)
class Renumbered:
    """``codes``: of an earlier plan → of this one. ``questions``: where that is not certain.

    What nobody has answered yet is taken for the same, for that hides more.
    """

    codes: Mapping[str, str]
    questions: tuple[Question, ...]

    def published(self, plan: Plan, published: pd.DataFrame) -> pd.DataFrame:
        """Return the figures of earlier releases under the codes of *plan*."""
        if not self.codes:
            return published
        found = published.copy()
        codes = found["indicator"].map(lambda code: self.codes.get(code, code))
        moved = found["indicator"].isin(list(self.codes))
        activities = codes[moved].map(lambda code: plan.indicator(code).activity)
        found["indicator"] = codes.astype(found["indicator"].dtype)
        found.loc[moved, "activity"] = activities.astype(found["activity"].dtype)
        return found

    def memory(self, memory: Memory) -> Memory:
        """Return *memory* with what officials decided about earlier codes under those of now."""
        if not self.codes:
            return memory
        return Memory(
            tuple(
                replace(line, indicator=self.codes.get(line.indicator, line.indicator))
                if not line.is_ours
                else line
                for line in memory.lines
            )
        )


def renumbered(
    plan: Plan, quarter: Quarter, memory: Memory, published: pd.DataFrame, codes: Collection[str]
) -> Renumbered:
    """Return which earlier indicators (*published*, columns: REMEMBERED) have other codes now.

    Only *codes*, those that are reported, are asked about.
    """
    said = new_codes(plan)["indicator"]
    wordings, of_persons = _earlier(published)
    now = {own.code: wording_of(own) for own in plan.indicators}
    alone = {text: code for code, text in now.items() if list(now.values()).count(text) == 1}
    moved = {
        code: alone[text]
        for code, text in wordings.items()
        if text and now.get(code) != text and text in alone and alone[text] != code
    }
    gone = {c: wordings[c] for c in of_persons if c not in now and c not in moved and wordings[c]}
    known = {*wordings, *moved.values()}
    new = {code: now[code] for code in codes if code not in known and now.get(code)}
    questions = []
    # The likeliest pairs first: a code that has found its other one is out of question.
    for likeness, before, after in sorted(_pairs(gone, new), reverse=True):
        if before in moved or after in moved.values():
            continue
        asked = _question(plan, quarter, (before, gone[before]), (after, new[after]))
        if likeness < _SAME:
            questions.append(asked)
        if likeness >= _SAME or asked.answer(memory) is not False:
            moved[before] = after
    # What the plan says of old codes is certain: only what officials wrote still has these.
    return Renumbered({**moved, **said}, tuple(questions))


def _earlier(published: pd.DataFrame) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the last wording of every earlier code, "" for none, and the codes of persons."""
    wordings: dict[str, str] = {}
    of_persons: dict[str, None] = {}
    if "wording" not in published.columns:
        return {}, ()
    about = ["indicator", "wording", "persons"]
    for row in records(published[about].drop_duplicates(keep="last")):
        wordings[row["indicator"]] = row["wording"] or wordings.get(row["indicator"], "")
        if row["persons"]:
            of_persons[row["indicator"]] = None
    return wordings, tuple(of_persons)


def _pairs(gone: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[float, str, str]]:
    for before, text in gone.items():
        for after, other in new.items():
            likeness = _likeness(text, other)
            if likeness >= _ALIKE:
                yield likeness, before, after


def _likeness(text: str, other: str) -> float:
    """Return how much two wordings have in common, 0 to 1: letters in order, or words in any."""
    words, others = set(text.split()), set(other.split())
    shared = 2 * len(words & others) / (len(words) + len(others))
    return max(shared, SequenceMatcher(None, text, other).ratio())


def _question(
    plan: Plan, quarter: Quarter, before: tuple[str, str], after: tuple[str, str]
) -> Question:
    about = f"{before[0]} „{before[1]}“ → {after[0]} „{after[1]}“"
    activity = plan.indicator(after[0]).activity
    return Question("same_figure", str(quarter), activity, after[0], "", about)
