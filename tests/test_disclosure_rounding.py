"""Where counts of persons are rounded, none is known to less than the base."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attacker import Attacker, Key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from persons import PARTS, QUARTERS, SHARE, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import ATTACKS, SUM, Press, of, shown, why

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Policy
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Accumulation

BASE = 5
ROUND = Policy(method="round")
BREAKDOWN = plan_with(indicator(WHOLE), *map(indicator, PARTS))


def press_of(plan: Plan, folder: Path) -> Press:
    return Press(plan, folder, ROUND)


@pytest.mark.parametrize("number", range(12))
def test_a_count_becomes_a_multiple_of_five_next_to_it(tmp_path: Path, number: int) -> None:
    found = press_of(plan_with(indicator(WHOLE)), tmp_path).publish(QUARTERS[0], of(number))
    (value,) = shown(found).values()
    assert value is not None
    assert (value % BASE, abs(value - number) < BASE) == (0, True)
    assert found.questions.empty


def test_parts_add_up_to_their_whole(tmp_path: Path) -> None:
    for women, men in ((1, 1), (3, 20), (7, 8), (4, 4)):
        values = {(WHOLE, "A"): women + men, (PARTS[0], "A"): women, (PARTS[1], "A"): men}
        numbers = shown(press_of(BREAKDOWN, tmp_path).publish(QUARTERS[0], values))
        whole, *parts = (numbers[f"{code} A"] or 0 for code in (WHOLE, *PARTS))
        assert whole == sum(parts)


def test_the_same_figure_is_rounded_alike_in_every_quarter(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE, reported_by=tuple("ABCD"))), tmp_path)
    first = shown(press.publish(QUARTERS[0], of(3, 12, 21, 34)))
    other = shown(press.publish(QUARTERS[1], of(3, 12, 9, 34)))
    assert {who: first[who] for who in first if "C" not in who}.items() <= other.items()


def test_what_grows_does_not_fall_by_rounding(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE, accumulation=Accumulation.CUMULATIVE)), tmp_path)
    course = [shown(press.publish(q, of(n)))[f"{WHOLE} A"] or 0
              for q, n in zip(QUARTERS, (11, 12, 13, 14), strict=True)]  # fmt: skip
    assert course == sorted(course)


def test_a_total_is_that_of_the_rounded_counts(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("AB")))
    found = press_of(plan, tmp_path).publish(QUARTERS[0], of(3, 31))
    assert list(found.totals["value"]) == [sum(value or 0 for value in shown(found).values())]


def test_an_official_still_hides(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE)), tmp_path)
    line = Line("2022-Q1", WHOLE, "A", "hide", reason="договорено", decided_by="МВР")
    assert why(press.publish(QUARTERS[0], of(40), line)) == {f"{WHOLE} A": "remembered"}


def test_where_rounding_is_not_enough_a_count_is_hidden(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("AB")))
    found = press_of(plan, tmp_path).publish(QUARTERS[0], of(0, 1), replace(SUM, value="1"))
    assert why(found) == {}  # hiding tells no less than the sum does
    found = press_of(plan, tmp_path).publish(QUARTERS[0], of(1, 29), replace(SUM, value="30"))
    assert set(why(found).values()) <= {"secondary"}


@pytest.mark.parametrize(("count", "share"), [(99, None), (100, 40)])
def test_a_share_is_shown_only_of_many(tmp_path: Path, count: int, share: int | None) -> None:
    plan = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
    found = press_of(plan, tmp_path).publish(QUARTERS[0], {(WHOLE, "A"): count, (SHARE, "A"): 40})
    assert shown(found)[f"{SHARE} A"] == share


def test_what_counts_no_persons_is_not_rounded(tmp_path: Path) -> None:
    press = press_of(plan_with(indicator(WHOLE, persons=False)), tmp_path)
    assert shown(press.publish(QUARTERS[0], of(3))) == {f"{WHOLE} A": 3}


# ------------------------------------------------------------------ the attack


@dataclass(frozen=True)
class Course:
    """A plan and what is reported of it, quarter by quarter; the last may be a correction."""

    plan: Plan
    published: tuple[tuple[Quarter, Values], ...]
    methods: tuple[str, ...]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        asked = (f"{o.code} {o.accumulation} of {o.reported_by}" for o in self.plan.indicators)
        course = (f"{quarter}: {dict(values)}" for quarter, values in self.published)
        printer.text("\n".join(("", *asked, *course, str(self.methods))))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    accumulation = draw(st.sampled_from(list(Accumulation)))
    who = tuple("AB"[: draw(st.integers(1, 2))])
    parts = draw(st.sampled_from([(), PARTS[:1], PARTS, SIBLINGS]))
    usual: dict[str, Any] = {"reported_by": who, "accumulation": accumulation}
    plan = plan_with(*(indicator(code, **usual) for code in (WHOLE, *parts)))
    number, before = st.one_of(st.integers(0, 6), st.integers(0, 30)), dict[Any, int]()
    published = []
    for quarter in QUARTERS[: draw(st.integers(1, 3))]:
        grown = before if accumulation is Accumulation.CUMULATIVE else {}
        codes = parts or (WHOLE,)
        before = {(c, w): grown.get((c, w), 0) + draw(number) for c in codes for w in who}
        rest = {w: draw(number) if len(parts) == 1 else 0 for w in who}
        wholes = {(WHOLE, w): sum(before[c, w] for c in codes) + rest[w] for w in who}
        published.append((quarter, {**before, **wholes}))
    return Course(plan, tuple(published), ("round",) * len(published))


def facts(plan: Plan, truth: Mapping[Key, float]) -> Iterator[tuple[dict[Key, int], float, float]]:
    """Yield what holds of the counts, and a reader knows."""
    parts = [own.code for own in plan.indicators[1:]]
    for key in truth:
        below = {(key[0], code, key[2]): -1 for code in parts}
        if key[1] == WHOLE and parts:
            rest = truth[key] - sum(truth[part] for part in below)
            # That women, men and all add up is seen where both are there, unless the plan says it.
            is_seen = parts[0] in PARTS or all(truth[part] for part in below)
            adds_up = len(parts) > 1 and rest == 0
            if is_seen:
                yield {key: 1, **below}, 0, 0 if adds_up else float("inf")
    for own in plan.indicators:
        cells = sorted(key for key in truth if key[1] == own.code)
        for who in own.reported_by if own.accumulation is Accumulation.CUMULATIVE else ():
            for a, b in pairwise(key for key in cells if key[2] == who):
                if truth[a] <= truth[b]:
                    yield {b: 1, a: -1}, 0, float("inf")


@given(course=courses())
@settings(
    max_examples=ATTACKS or 40, deadline=None, derandomize=not ATTACKS,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_nobody_narrows_a_count_below_the_base(tmp_path: Path, course: Course) -> None:
    press, truth = press_of(course.plan, tmp_path), dict[Key, float]()
    for quarter, values in course.published:
        press.publish(quarter, values)
        truth |= {(str(quarter), *key): value or 0 for key, value in values.items()}
    newest = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    attacker = Attacker({}, list(newest))
    for key, row in newest.items():
        if row["value"] is not None:
            attacker.learn({key: 1}, row["value"] - BASE + 1, row["value"] + BASE - 1)
    for terms, low, high in facts(course.plan, truth):
        attacker.learn(terms, low, high)
    for key in newest:
        low, high = attacker.interval((key, 1))
        assert low <= truth[key] <= high, (key, truth[key], low, high)
        assert high - low + 1 >= BASE, (key, truth[key], newest[key]["value"], low, high)
