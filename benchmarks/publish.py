"""What a publication costs where much was published before.

``python -m benchmarks.publish 12 40 6``: 12 commitments, of each an activity of each of 40
institutions, and six quarters published one after another; timed is the last, from the merged
tables to all public files. A third of the commitments count persons, with a breakdown.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

import pandas as pd

from ovpsheets import kinds
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.results.report import Report
from ovpsheets.tables import ACTIVITIES, INDICATORS, INSTITUTIONS, Tables, frame
from ovpsheets.words import Accumulation


def made_plan(commitments: int, institutions: int) -> Plan:
    """Return the plan; of every third commitment the indicators count persons, in two parts."""
    bodies = [f"B{number:02}" for number in range(1, institutions + 1)]
    activities, indicators = [], []
    for group in range(1, commitments + 1):
        for place, who in enumerate(bodies, start=1):
            code = f"{group}.1.{place}"
            text = Wording(mk=f"Активност {code}")
            begins, ends = date(2022, 1, 1), date(2024, 12, 31)
            activities.append(Activity(code, f"{group}.1", text, begins, ends, who))
            parts = ("", ".1", ".2") if group % 3 == 0 else ("",)
            indicators += [
                _indicator(f"{code}.1{part}", code, who, len(parts) > 1) for part in parts
            ]
    return Plan(
        code="B", title=Wording(mk="План"), start=date(2022, 1, 1), end=date(2024, 12, 31),
        coordinator=bodies[0],
        institutions=tuple(Institution(c, Wording(mk=f"Тело {c}"), Wording(mk=c)) for c in bodies),
        commitments=tuple(
            Commitment(f"{n}.1", Wording(mk=f"Заложба {n}")) for n in range(1, commitments + 1)
        ),
        activities=tuple(activities),
        indicators=tuple(indicators),
    )  # fmt: skip


def _indicator(code: str, activity: str, who: str, persons: bool) -> Indicator:
    accumulation = Accumulation.CUMULATIVE if persons else Accumulation.QUARTERLY
    text = Wording(mk=f"Показател {code}")
    return Indicator(
        code, activity, text, reported_by=(who,), persons=persons, kind=kinds.COUNT,
        accumulation=accumulation, unit="лица" if persons else "обуки",
    )  # fmt: skip


@dataclass
class Course:
    """Reports quarters one after another."""

    plan: Plan
    random: Random
    held: dict[str, int]

    def tables(self, quarter: Quarter) -> Tables:
        """Return what is reported of *quarter*."""
        told = [
            {
                "quarter": str(quarter), "commitment": own.commitment, "activity": own.code,
                "institution": own.holder, "role": "holder", "status": "limited",
                "timeliness": "not_due", "deadline": own.deadline,
                "progress": f"Одржани се {self.random.randint(2, 9)} обуки во {quarter}.",
            }
            for own in self.plan.activities
        ]  # fmt: skip
        bodies = [
            {"institution": own.code, "expected": True, "returned": True}
            for own in self.plan.institutions
        ]
        return replace(
            Tables.empty(),
            activities=frame(ACTIVITIES, told),
            indicators=frame(INDICATORS, list(self._figures(quarter))),
            institutions=frame(INSTITUTIONS, bodies),
        )

    def _figures(self, quarter: Quarter) -> Iterator[dict[str, Any]]:
        before = dict(self.held)
        for own in self.plan.indicators:
            new = self.random.randint(0, 30)
            parts = [c for c in (f"{own.code}.1", f"{own.code}.2") if self.plan.find_indicator(c)]
            if own.accumulation is Accumulation.CUMULATIVE and not parts:
                self.held[own.code] = self.held.get(own.code, 0) + new
        for own in self.plan.indicators:
            parts = [c for c in (f"{own.code}.1", f"{own.code}.2") if self.plan.find_indicator(c)]
            if parts:
                self.held[own.code] = sum(self.held[code] for code in parts)
            elif own.accumulation is Accumulation.QUARTERLY:
                self.held[own.code] = self.random.randint(0, 30)
            yield {
                "quarter": str(quarter),
                "commitment": self.plan.activity(own.activity).commitment,
                "activity": own.activity, "indicator": own.code,
                "institution": own.reported_by[0], "kind": own.kind.key, "unit": own.unit,
                "accumulation": own.accumulation.value, "value": float(self.held[own.code]),
                "previous_value": before.get(own.code),
            }  # fmt: skip


def joined(several: list[Tables]) -> Tables:
    """Return the answers of several quarters, one below the other."""
    if not several:
        return Tables.empty()
    names = ("activities", "indicators", "institutions")
    whole = {n: pd.concat([getattr(own, n) for own in several], ignore_index=True) for n in names}
    return replace(Tables.empty(), **whole)


def main(commitments: int, institutions: int, quarters: int) -> float:
    """Publish every quarter and return the seconds of processor time that the last one took."""
    course = Course(made_plan(commitments, institutions), Random(7), {})
    quarter, memory, done, spent = Quarter(2022, 1), Memory(), list[Made](), 0.0
    last = Quarter(2022 + (quarters - 1) // 4, (quarters - 1) % 4 + 1)
    while quarter <= last:
        history = joined([made.public.report.tables for made in done])
        released = [made.released.assign(release=n) for n, made in enumerate(done, start=1)]
        every = pd.concat(released, ignore_index=True) if released else history.indicators
        report = Report(course.plan, quarter, quarter.end, course.tables(quarter), history)
        begun = time.process_time()
        published = Published(history, Tables.empty(), every)
        made = make_public(report, published, memory, Policy.of(course.plan))
        if quarter == last:
            public_files(made.public)
        spent = time.process_time() - begun
        memory, quarter = made.memory, quarter.next()
        done.append(made)
    return spent


if __name__ == "__main__":
    print(f"{main(*map(int, sys.argv[1:4])):.1f} s of processor time for the last quarter")
