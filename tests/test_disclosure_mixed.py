"""Figures that count since the start beside figures of the quarter: nobody does their sums.

The attacker knows of every figure how many are new in each quarter: published figures are sums
of those, and what is new in a whole is what is new in its parts. That holds whichever of them
counts since when, over quarters that nobody published, and whoever carries on whose figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from attacker import Attacker, Key
from every_case import every
from persons import QUARTERS, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import Press

from ovpsheets.disclosure import Policy
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation

Q1, Q2, Q3, Q4 = QUARTERS
WOMEN, MEN = SIBLINGS
CODES: Final = (WHOLE, WOMEN, MEN)
SINCE, OF_QUARTER = Accumulation.CUMULATIVE, Accumulation.QUARTERLY


@dataclass(frozen=True)
class Course:
    """What was published of a whole and its parts, one quarter after another, by which plan.

    ``heirs``: who carries on the figures of whom; ``is_all``: whether nobody is in no part.
    """

    published: Sequence[tuple[Quarter, Plan, Values]]
    heirs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_all: bool = True
    new_year: Quarter | None = None  # in which all begins anew

    @property
    def quarters(self) -> list[Quarter]:
        """All from the first of the plan to the last published."""
        found, last = [Q1], max(quarter for quarter, _, _ in self.published)
        while found[-1] < last:
            found.append(found[-1].next())
        return found

    def line(self, who: str) -> str:
        """Return whose figure a body's is: of those that were merged into one, the heir's."""
        return next((heir for heir, former in self.heirs.items() if who in former), who)


def attack(press: Press, course: Course) -> Attacker:
    """Return somebody who knows all that was published, and that what is new adds up."""
    every = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    rows = {key: r for key, r in every.items() if r["value"] is not None or r["flag"] == "c"}
    shown = {key: row["value"] for key, row in rows.items() if row["value"] is not None}
    plan, last = course.published[-1][1], {}
    for own in plan.indicators:
        last[own.code] = own
    flows = {
        (str(quarter), f"new {own.code}", course.line(who))
        for quarter in course.quarters
        for own in plan.indicators
        for who in own.reported_by
    }
    attacker = Attacker(shown, [*(key for key in rows if key not in shown), *flows])
    for terms, number in levels(course, rows, {code: own.baseline for code, own in last.items()}):
        attacker.learn(terms, number, number)
    for quarter in course.quarters:
        terms = {
            key: 1 if key[1] == f"new {WHOLE}" else -1 for key in flows if key[0] == str(quarter)
        }
        attacker.learn(terms, 0, 0 if course.is_all else np.inf)
    return attacker


def levels(
    course: Course, rows: Mapping[Key, Mapping[str, Any]], baselines: Mapping[str, Any]
) -> Iterator[tuple[dict[Key, int], float]]:
    """Yield of what new ones each published figure is the sum, and what is in it besides."""
    together: dict[tuple[str, str, str], list[Key]] = {}
    for quarter, code, who in rows:
        together.setdefault((quarter, code, course.line(who)), []).append((quarter, code, who))
    for (quarter, code, line), cells in together.items():
        since = Q1
        if course.new_year is not None and quarter >= str(course.new_year):
            since = course.new_year
        is_since = rows[cells[0]]["accumulation"] == SINCE.value
        counted = [q for q in course.quarters if str(since) <= str(q) <= quarter]
        new = [(str(q), f"new {code}", line) for q in counted if is_since or str(q) == quarter]
        begun = is_since and since == Q1
        yield (
            {**dict.fromkeys(cells, 1), **dict.fromkeys(new, -1)},
            float(baselines[code] or 0) * begun,
        )


def published(folder: Path, course: Course, **policy: Any) -> tuple[Press, dict[Key, int]]:
    """Publish a course; return the press, and the hidden cells with how many must be possible."""
    press = Press(course.published[0][1], folder, Policy(**policy))
    hidden: dict[Key, int] = {}
    for quarter, plan, values in course.published:
        press.plan = plan
        found = press.publish(quarter, values)
        for row in records(found.hidden):
            hidden[row["quarter"], row["indicator"], row["institution"]] = row["width"]
    return press, hidden


def counting(*since: str, **fields: Any) -> Plan:
    """The plan, in which the figures with these codes count since the start."""
    return plan_with(
        *(
            indicator(code, accumulation=SINCE if code in since else OF_QUARTER, **fields)
            for code in CODES
        )
    )


def of(*numbers: float | None, who: str = "A") -> Values:
    return {(c, who): n for c, n in zip(CODES, numbers, strict=True) if n is not None}


ALL, PARTS = (WHOLE, WOMEN, MEN), (WOMEN, MEN)

# ------------------------------------------------------------------ by hand

RENAMED: Final = {"D": ("A",)}


def renamed(plan: Plan) -> Plan:
    bodies = (replace(b, aliases=("A",)) if b.code == "D" else b for b in plan.institutions)
    indicators = (replace(own, reported_by=("D",)) for own in plan.indicators)
    return replace(plan, institutions=tuple(bodies), indicators=tuple(indicators))


@every(
    ("course", "small"),
    [
        # A whole of the quarter with parts since the start.
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(33, 23, 60))]),
         WOMEN),
        # The whole was left out in a quarter; the parts were not.
        (Course([(Q1, counting(WHOLE), of(50, 20, 30)), (Q2, counting(WHOLE), of(None, 3, 33)),
                 (Q3, counting(WHOLE), of(126, 20, 20))]), WOMEN),
        # Nobody published a quarter in between.
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(50, 40, 60)),
                 (Q4, counting(*PARTS), of(40, 43, 97))]), WOMEN),
        # Counted by the quarter until the plan was amended.
        (Course([(Q1, counting(), of(50, 20, 30)), (Q2, counting(), of(70, 30, 40)),
                 (Q3, counting(WHOLE), of(153, 3, 30))]), WOMEN),
        (Course([(Q1, counting(), of(50, 20, 30)), (Q2, counting(), of(70, 30, 40)),
                 (Q3, counting(*PARTS), of(33, 53, 100))]), WOMEN),
        # And since the start until it was.
        (Course([(Q1, counting(WHOLE), of(50, 20, 30)), (Q2, counting(WHOLE), of(120, 30, 40)),
                 (Q3, counting(), of(33, 3, 30))]), WOMEN),
        # Another body carries the figures on.
        (Course([(Q1, counting(WHOLE), of(50, 20, 30)), (Q2, counting(WHOLE), of(120, 30, 40)),
                 (Q3, renamed(counting(WHOLE)), of(153, 3, 30, who="D"))], RENAMED), WOMEN),
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(50, 40, 60)),
                 (Q3, renamed(counting(*PARTS)), of(33, 43, 90, who="D"))], RENAMED), WOMEN),
        # What counts since January begins anew.
        (Course([(Q1, counting(*PARTS), of(50, 20, 30)), (Q2, counting(*PARTS), of(50, 40, 60)),
                 (Q3, counting(*PARTS), of(33, 3, 30))], new_year=Q3), WOMEN),
    ],
)  # fmt: skip
def test_a_few_women_are_told_by_nothing_that_is_new(
    tmp_path: Path, course: Course, small: str
) -> None:
    press, hidden = published(tmp_path, course, threshold_breakdown=5)
    assert any(code == small for _, code, _ in hidden)
    attacker = attack(press, course)
    for key, width in hidden.items():
        low, high = attacker.interval((key, 1))
        assert high - low + 1 >= width, (key, low, high)
