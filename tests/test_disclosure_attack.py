"""Whoever works back from everything ever published cannot narrow a hidden figure too far.

The attacker is independent of the code: linear programs over all that was
published, each hidden figure minimised and maximised (scipy). Known to him are
the sums, that a series from the start of the plan never falls, and the baseline.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.release.disclosure import Line, Memory, Policy, protect
from ovpsheets.tables import INDICATORS, frame, records
from ovpsheets.words import Accumulation, Kind

optimize: Any = pytest.importorskip("scipy.optimize", reason="scipy is not installed")

EXAMPLES = int(os.environ.get("OVP_ATTACKS", "10"))
"""Of each attack; OVP_ATTACKS=500 is the long run."""

QUARTERS = [Quarter(2022, n) for n in (1, 2, 3, 4)]
WHO = ("A", "B", "C")
WHOLE, PARTS = "1.1.1.1", ("1.1.1.1.1", "1.1.1.1.2", "1.1.1.1.3")
POLICY = Policy(threshold=5, threshold_breakdown=10)

Cell = tuple[str, str, str]
Truth = Mapping[tuple[str, str], Sequence[int]]  # indicator and institution → value by quarter


def said(text: str) -> Wording:
    return Wording(text, text, text)


def the_plan(accumulation: Accumulation) -> Plan:
    """One number of persons that three bodies report, which one of them breaks down."""
    return Plan(
        code="P", title=said("План"), start=date(2022, 1, 1), end=date(2023, 12, 31),
        coordinator="A",
        institutions=tuple(Institution(code, said(code), said(code)) for code in WHO),
        commitments=(Commitment("1.1", said("Заложба")),),
        activities=(
            Activity("1.1.1", "1.1", said("А"), date(2022, 1, 1), date(2023, 1, 1), "A", WHO[1:]),
        ),
        indicators=(
            _persons(WHOLE, WHO, accumulation),
            *(_persons(code, ("A",), accumulation) for code in PARTS),
        ),
    )  # fmt: skip


def _persons(code: str, who: tuple[str, ...], accumulation: Accumulation) -> Indicator:
    return Indicator(
        code, "1.1.1", said(code), Kind.COUNT, "лица", 0.0, 100.0, accumulation, reported_by=who,
        persons=True,
    )  # fmt: skip


def rows(plan: Plan, quarter: Quarter, values: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    return frame(
        INDICATORS,
        [
            {
                "quarter": str(quarter), "commitment": "1.1", "activity": "1.1.1",
                "indicator": code, "institution": who, "kind": "count", "value": float(value),
                "accumulation": str(plan.indicator(code).accumulation),
            }
            for (code, who), value in values.items()
        ],
    )  # fmt: skip


@dataclass
class World:
    """What was published so far, as the public keeps it."""

    plan: Plan
    memory: Memory = field(default_factory=Memory)
    published: pd.DataFrame = field(default_factory=lambda: frame(INDICATORS, []))

    def publish(self, quarter: Quarter, values: Mapping[tuple[str, str], int]) -> bool:
        """Publish a quarter; False where a person would have to be asked first."""
        done = protect(
            self.plan,
            quarter,
            rows(self.plan, quarter, values),
            self.published,
            self.memory,
            POLICY,
        )
        if len(done.questions):
            return False
        kept = self.published[self.published["quarter"] != str(quarter)]
        parts = [part for part in (kept, done.indicators) if len(part)]
        self.published = pd.concat(parts, ignore_index=True)
        self.memory = done.memory
        return True

    def known(self) -> dict[Cell, float | None]:
        """Everything public: cell → value, None where it is hidden."""
        found: dict[Cell, float | None] = {
            (row["quarter"], row["indicator"], row["institution"]): row["value"]
            for row in records(self.published)
        }
        for line in self.memory.decided("whitelist"):
            found[line.quarter, line.indicator, ""] = float(line.value)
        return found


def narrowed(world: World) -> dict[Cell, tuple[float, float]]:
    """Return between which values each hidden figure can lie, by linear programs."""
    known = world.known()
    cells = list(known)
    place = {cell: number for number, cell in enumerate(cells)}
    bounds = [(0, None) if (v := known[cell]) is None else (v, v) for cell in cells]
    equal = [row for quarter in {c[0] for c in cells} for row in _sums(quarter, place)]
    below = _never_falls(world, known, place)
    shape: dict[str, Any] = {
        "A_eq": equal or None, "b_eq": [0.0] * len(equal) or None,
        "A_ub": below or None, "b_ub": [0.0] * len(below) or None, "bounds": bounds,
    }  # fmt: skip
    found: dict[Cell, tuple[float, float]] = {}
    for cell in cells:
        if known[cell] is None:
            ends = []
            for sign in (1.0, -1.0):
                aim = [0.0] * len(cells)
                aim[place[cell]] = sign
                end = optimize.linprog(aim, **shape, method="highs")
                # 3: without end; 2: what is published contradicts itself, and tells nothing.
                ends.append(sign * end.fun if end.status == 0 else sign * -1e9)
            found[cell] = (ends[0] if ends[0] > -1e9 else 0.0, ends[1])
    return found


def _sums(quarter: str, place: Mapping[Cell, int]) -> list[list[float]]:
    sums = [
        ((WHOLE, "A"), [(part, "A") for part in PARTS]),
        ((WHOLE, ""), [(WHOLE, w) for w in WHO]),
    ]
    found = []
    for whole, parts in sums:
        every = [(quarter, *series) for series in (whole, *parts)]
        if all(cell in place for cell in every):
            row = [0.0] * len(place)
            row[place[every[0]]] = 1.0
            for cell in every[1:]:
                row[place[cell]] = -1.0
            found.append(row)
    return found


def _never_falls(
    world: World, known: Mapping[Cell, float | None], place: Mapping[Cell, int]
) -> list[list[float]]:
    found = []
    for series in dict.fromkeys(cell[1:] for cell in known):
        chain = sorted(cell for cell in known if cell[1:] == series)
        values = [value for cell in chain if (value := known[cell]) is not None]
        cumulative = world.plan.indicator(series[0]).accumulation is Accumulation.CUMULATIVE
        if cumulative and values == sorted(values):
            for before, after in pairwise(chain):
                row = [0.0] * len(place)
                row[place[before]], row[place[after]] = 1.0, -1.0
                found.append(row)
    return found


def assert_protected(world: World) -> None:
    for cell, (low, high) in narrowed(world).items():
        least = POLICY.threshold_breakdown if cell[1] in PARTS else POLICY.threshold
        width = high - low + 1
        assert width >= least - 1 - 1e-6, f"{cell} lies between {low} and {high}"
    for series in {cell[1:] for cell in world.known() if cell[2]}:
        least = POLICY.threshold_breakdown if series[0] in PARTS else POLICY.threshold
        chain = sorted(cell for cell in world.known() if cell[1:] == series)
        seen = [value for cell in chain if (value := world.known()[cell]) is not None]
        cumulative = world.plan.indicator(series[0]).accumulation is Accumulation.CUMULATIVE
        steps = [after - before for before, after in pairwise(seen)] if cumulative else []
        assert not [number for number in (*seen, *steps) if 0 < abs(number) < least]


increments = st.lists(st.integers(0, 14), min_size=4, max_size=4)


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """What happened: persons added each quarter, by part and by institution."""
    added = {(code, "A"): draw(increments) for code in PARTS}
    added |= {(WHOLE, who): draw(increments) for who in WHO[1:]}
    truth = {series: _running(steps) for series, steps in added.items()}
    truth[WHOLE, "A"] = [sum(truth[code, "A"][n] for code in PARTS) for n in range(4)]
    return truth


def _running(steps: Sequence[int]) -> list[int]:
    return [sum(steps[: n + 1]) for n in range(len(steps))]


def at(truth: Truth, number: int) -> dict[tuple[str, str], int]:
    return {series: values[number] for series, values in truth.items()}


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(truth=truths(), skipped=st.sets(st.integers(0, 3), max_size=2))
def test_cumulative_figures_published_quarter_by_quarter_stay_protected(
    truth: Truth, skipped: set[int]
) -> None:
    world = World(the_plan(Accumulation.CUMULATIVE))
    for number, quarter in enumerate(QUARTERS):
        if number not in skipped:
            assert world.publish(quarter, at(truth, number))
            assert_protected(world)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(truth=truths())
def test_quarterly_figures_stay_protected(truth: Truth) -> None:
    world = World(the_plan(Accumulation.QUARTERLY))
    for number, quarter in enumerate(QUARTERS):
        assert world.publish(quarter, at(truth, number))
        assert_protected(world)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(truth=truths(), revised=st.integers(0, 2), more=st.integers(1, 9))
def test_a_revised_quarter_published_again_stays_protected(
    truth: Truth, revised: int, more: int
) -> None:
    world = World(the_plan(Accumulation.CUMULATIVE))
    for number, quarter in enumerate(QUARTERS[:3]):
        assert world.publish(quarter, at(truth, number))
    again = at(truth, revised) | {(WHOLE, "B"): truth[WHOLE, "B"][revised] + more}
    world.publish(QUARTERS[revised], again)
    assert_protected(world)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(truth=truths())
def test_a_sum_known_from_elsewhere_gives_nothing_away_or_is_asked_about(truth: Truth) -> None:
    whole = sum(truth[WHOLE, who][1] for who in WHO)
    line = Line("2022-Q2", WHOLE, "", "whitelist", value=str(whole), source="Годишен извештај")
    world = World(the_plan(Accumulation.CUMULATIVE), Memory((line,)))
    for number, quarter in enumerate(QUARTERS):
        if not world.publish(quarter, at(truth, number)):
            return
        assert_protected(world)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(truth=truths())
def test_what_was_hidden_is_never_published_later(truth: Truth) -> None:
    world = World(the_plan(Accumulation.CUMULATIVE))
    hidden: set[Cell] = set()
    for number, quarter in enumerate(QUARTERS):
        assert world.publish(quarter, at(truth, number))
        hidden |= {cell for cell, value in world.known().items() if value is None}
        assert world.publish(QUARTERS[0], at(truth, 0))
        assert hidden <= {cell for cell, value in world.known().items() if value is None}


def test_figures_that_are_large_and_grow_much_are_all_published() -> None:
    world = World(the_plan(Accumulation.CUMULATIVE))
    for number, quarter in enumerate(QUARTERS, start=1):
        values = {(code, "A"): 20 * number for code in PARTS}
        values |= {(WHOLE, "A"): 60 * number, (WHOLE, "B"): 9 * number, (WHOLE, "C"): 12 * number}
        assert world.publish(quarter, values)
    assert None not in world.known().values()


def test_the_same_figures_are_decided_in_the_same_way() -> None:
    values = {(code, "A"): n for n, code in enumerate(PARTS, start=3)}
    values |= {(WHOLE, "A"): 12, (WHOLE, "B"): 2, (WHOLE, "C"): 40}
    first, second = (World(the_plan(Accumulation.CUMULATIVE)) for _ in range(2))
    assert first.publish(QUARTERS[0], values)
    assert second.publish(QUARTERS[0], dict(reversed(values.items())))
    assert first.known() == second.known()
