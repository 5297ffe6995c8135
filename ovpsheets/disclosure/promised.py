"""Baselines and targets of a few persons: the plan's own small figures, which the tables publish.

Each is asked about once; until somebody says yes it stands in no public file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from ovpsheets.disclosure.families import families
from ovpsheets.disclosure.memory import Memory
from ovpsheets.disclosure.primary import small
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.terms import HiddenNumber, Policy
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.words import Flag

PROMISED: Final = ("baseline", "target")
_MASK: Final = f"[{Flag.CONFIDENTIAL.value}]"


@dataclass(frozen=True, slots=True)
class PromisedFigures:
    """The baselines and targets of few persons among *codes*, and what was answered about them.

    ``undecided``: of these nobody has said whether they count persons: they are left out, and
    not asked about yet.
    """

    plan: Plan
    quarter: Quarter
    memory: Memory
    policy: Policy
    codes: frozenset[str]

    def questions(self) -> tuple[Question, ...]:
        """Return one for each, answered or not."""
        few = self._few()
        return tuple(asked for own, asked in few if own.code not in self.policy.undecided)

    def hidden(self) -> tuple[HiddenNumber, ...]:
        """Return the numbers that are left out, which no text may repeat unasked."""
        return tuple(
            HiddenNumber(
                own.code, own.activity, self.plan.activity(own.activity).commitment,
                int(abs(_number(own, asked.kind))),
            )
            for own, asked in self._left_out()
        )  # fmt: skip

    def masked_plan(self, plan: Plan) -> Plan:
        """Return *plan* with a mark where a number is left out."""
        marks: dict[str, dict[str, str]] = {}
        for own, asked in self._left_out():
            marks.setdefault(own.code, {})[asked.kind] = _MASK
        indicators = (_marked(own, marks.get(own.code, {})) for own in plan.indicators)
        return replace(plan, indicators=tuple(indicators))

    def masked(self, indicators: pd.DataFrame) -> pd.DataFrame:
        """Return the table ``indicators`` without the numbers that are left out."""
        shown = indicators.copy()
        for own, asked in self._left_out():
            shown.loc[shown["indicator"] == own.code, asked.kind] = pd.NA
        return shown

    def left_out(self) -> tuple[tuple[str, str, float], ...]:
        """Return code, ``baseline`` or ``target``, and number of what is left out."""
        return tuple(
            (own.code, asked.kind, _number(own, asked.kind)) for own, asked in self._left_out()
        )

    def _left_out(self) -> Iterator[tuple[Indicator, Question]]:
        for own, asked in self._few():
            if own.code in self.policy.undecided or asked.answer(self.memory) is not True:
                yield own, asked

    def _few(self) -> Iterator[tuple[Indicator, Question]]:
        """Yield the indicators with a question about each such number, whose kind names it."""
        for family in families(self.plan):
            for own in family.figures if family.is_of_persons else ():
                limit = family.threshold(own.code, self.policy)
                for name in PROMISED if own.code in self.codes else ():
                    number = _number(own, name)
                    if small(number, limit, self.policy):
                        about = " ".join(filter(None, (f"{number:g}", own.first_unit)))
                        quarter = str(self.quarter)
                        yield own, Question(name, quarter, own.activity, own.code, "", about)


def _number(own: Indicator, name: str) -> float:
    """Return a baseline or target; many where the plan gives no number."""
    value = getattr(own, name)
    return float(value) if isinstance(value, int | float) else float("inf")


def _marked(own: Indicator, marks: dict[str, str]) -> Indicator:
    return replace(
        own,
        baseline=marks.get("baseline", own.baseline),
        target=marks.get("target", own.target),
    )
