"""Persons that several report alike, and quarters of persons that add up: nothing is given back.

``ATTACKS=500 pytest tests/test_disclosure_combined.py`` makes as many random courses.
"""

from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from attacker import Attacker, Key
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from persons import QUARTERS, WHOLE, Values, indicator, plan_with
from press import ATTACKS, Press, of, shown, why

from ovpsheets.disclosure import Line, Policy
from ovpsheets.plan.model import Plan
from ovpsheets.tables import records
from ovpsheets.words import Accumulation, Combine

ALIKE: Final[dict[str, Any]] = {"combine": Combine.SAME}
GROWING: Final[dict[str, Any]] = {**ALIKE, "accumulation": Accumulation.CUMULATIVE}
AS_OFTEN: Final = settings(
    max_examples=ATTACKS or 8, deadline=None, derandomize=not ATTACKS,
    phases=[Phase.generate] if ATTACKS else list(Phase),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


def press_of(folder: Path, who: str = "AB", **fields: Any) -> Press:
    return Press(plan_with(indicator(WHOLE, reported_by=tuple(who), **fields)), folder)


# ------------------------------------------------------------------ the same number


def test_what_several_say_alike_makes_no_total(tmp_path: Path) -> None:
    found = press_of(tmp_path, **ALIKE).publish(QUARTERS[0], of(20, 20))
    assert found.totals.empty
    assert why(found) == {}


def test_who_says_the_same_number_knows_it_and_nothing_more_is_hidden(tmp_path: Path) -> None:
    found = press_of(tmp_path, **ALIKE).publish(QUARTERS[0], of(3, 3))
    assert set(why(found).values()) == {"primary"}


@pytest.mark.parametrize(("now", "hidden"), [(44, True), (45, False)])
def test_a_number_is_held_against_what_another_said_before(
    tmp_path: Path, now: int, hidden: bool
) -> None:
    press = press_of(tmp_path, **GROWING)
    press.publish(QUARTERS[0], {(WHOLE, "A"): 40})
    found = press.publish(QUARTERS[1], {(WHOLE, "B"): now})
    assert bool(why(found)) is hidden


def test_to_show_one_of_them_is_asked_about_for_it_tells_the_other(tmp_path: Path) -> None:
    line = Line("2022-Q1", WHOLE, "A", "show", reason="познато", decided_by="МВР")
    found = press_of(tmp_path, **ALIKE).publish(QUARTERS[0], of(3, 3), line)
    assert list(found.questions["kind"]) == ["show_reveals"]


def test_rounded_they_are_rounded_alike(tmp_path: Path) -> None:
    press = press_of(tmp_path, **ALIKE)
    press.policy = Policy(method="round")
    for number, quarter in zip((13, 21, 34, 47), QUARTERS, strict=True):
        values = shown(press.publish(quarter, of(number, number)))
        assert len(set(values.values())) == 1


@st.composite
def courses(draw: st.DrawFn) -> tuple[Plan, list[Values]]:
    accumulation = draw(st.sampled_from(list(Accumulation)))
    who = "ABC"[: draw(st.integers(2, 3))]
    fields = {**ALIKE, "accumulation": accumulation, "baseline": draw(st.integers(0, 9))}
    plan = plan_with(indicator(WHOLE, reported_by=tuple(who), **fields))
    value = draw(st.integers(0, 9)) if accumulation is Accumulation.CUMULATIVE else 0
    course: list[Values] = []
    for _ in QUARTERS:
        new = draw(st.one_of(st.integers(0, 6), st.integers(0, 40)))
        value = value + new if accumulation is Accumulation.CUMULATIVE else new
        course.append({(WHOLE, body): value for body in who if draw(st.integers(0, 3))})
    return plan, course


@given(course=courses(), zeros=st.booleans())
@AS_OFTEN
def test_nobody_works_out_a_number_that_several_report(
    tmp_path: Path, course: tuple[Plan, list[Values]], zeros: bool
) -> None:
    plan, values = course
    press = Press(plan, tmp_path, Policy(protect_zeros=zeros))
    hidden: dict[Key, int] = {}
    truth: dict[Key, float] = {}
    for quarter, said in zip(QUARTERS, values, strict=True):
        found = press.publish(quarter, said)
        truth |= {(str(quarter), *key): value or 0 for key, value in said.items()}
        for row in records(found.hidden):
            key = (row["quarter"], row["indicator"], row["institution"])
            hidden[key] = row["width"]
    attacker = attack(press, plan, truth)
    for key, width in hidden.items():
        low, high = attacker.interval((key, 1))
        assert low <= truth[key] <= high
        assert high - low + 1 >= width, (key, truth[key], low, high)


def attack(press: Press, plan: Plan, truth: dict[Key, float]) -> Attacker:
    """Return somebody who knows that all say one number, and that what grows does not fall."""
    rows = {(r["quarter"], r["indicator"], r["institution"]): r for r in records(press.published)}
    told = {key: row["value"] for key, row in rows.items() if row["value"] is not None}
    attacker = Attacker(told, [key for key in rows if key not in told])
    one_of = {key[0]: key for key in sorted(rows)}
    for key in rows:
        if one_of[key[0]] != key:
            attacker.learn({key: 1, one_of[key[0]]: -1}, 0, 0)
    own = plan.indicator(WHOLE)
    for before, after in pairwise(sorted(one_of.values())):
        if own.accumulation is Accumulation.CUMULATIVE and truth[after] >= truth[before]:
            attacker.learn({after: 1, before: -1}, 0)
    return attacker


# ------------------------------------------------------------------ quarters that add up


@pytest.mark.parametrize(
    ("numbers", "shown_totals"),
    [
        ((20, 30, 40), [20, 50, 90]),
        ((20, 3, 40), [20, None, None]),
        ((3, 20, 30), [None, None, None]),
        ((20, 0, 40), [20, 20, 60]),
    ],
)
def test_a_total_of_persons_is_shown_where_every_quarter_of_it_is(
    tmp_path: Path, numbers: tuple[int, ...], shown_totals: list[float | None]
) -> None:
    press = press_of(tmp_path, "A")
    for quarter, number in zip(QUARTERS, numbers, strict=False):
        press.publish(quarter, of(number))
    assert press.totals == shown_totals


def test_a_total_of_persons_is_not_shown_where_a_quarter_of_it_was_not_published(
    tmp_path: Path,
) -> None:
    press = press_of(tmp_path, "A")
    press.quarters[QUARTERS[0]] = of(20)
    press.publish(QUARTERS[1], of(30))
    assert press.totals == [None]


def test_no_total_of_persons_is_shown_where_noughts_are_protected(tmp_path: Path) -> None:
    press = press_of(tmp_path, "A")
    press.policy = Policy(protect_zeros=True)
    press.publish(QUARTERS[0], of(20))
    assert press.totals == [None]


@pytest.mark.parametrize(("numbers", "total"), [((20, 0), 20), ((20, 3), None)])
def test_what_counts_no_persons_keeps_its_total_unless_an_official_hides_a_quarter(
    tmp_path: Path, numbers: tuple[int, int], total: float | None
) -> None:
    press = press_of(tmp_path, "A", persons=False)
    hide = Line("2022-Q1", WHOLE, "A", "hide", reason="договорено", decided_by="МВР")
    press.publish(QUARTERS[0], of(numbers[0]), *([hide] if total is None else []))
    press.publish(QUARTERS[1], of(numbers[1]))
    assert press.totals[-1] == total


def test_a_text_that_repeats_a_total_left_out_is_asked_about(tmp_path: Path) -> None:
    press = press_of(tmp_path, "A")
    press.publish(QUARTERS[0], of(20))
    found = press.publish(QUARTERS[1], of(3))
    assert 23 in {hidden.number for hidden in found.hidden_numbers}
    assert press.totals == [20, None]


def test_a_total_of_rounded_counts_is_the_sum_of_what_is_shown(tmp_path: Path) -> None:
    press = press_of(tmp_path, "A")
    press.policy = Policy(method="round")
    for quarter, number in zip(QUARTERS, (13, 21, 34, 47), strict=True):
        press.publish(quarter, of(number))
    table = press.published
    assert press.totals == list(table["value"].cumsum())
