"""What a sum tells that only a later quarter shows is protected before anybody sees the sum."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from persons import PARTS, QUARTERS, SIBLINGS, WHOLE, Values, indicator, plan_with, rows
from press import Press, why

from ovpsheets.disclosure import Line, Memory, Policy, protect
from ovpsheets.disclosure.terms import Protected
from ovpsheets.plan.model import Plan
from ovpsheets.tables import INDICATORS, frame
from ovpsheets.words import Accumulation

WOMEN, MEN = SIBLINGS
BESIDE = plan_with(indicator(WHOLE), indicator(WOMEN), indicator(MEN))
SINCE = plan_with(
    indicator(WHOLE, accumulation=Accumulation.CUMULATIVE), indicator(WOMEN)
)  # all since the start, and those of the quarter
NOUGHTS = Policy(protect_zeros=True)


def of(whole: float, women: float, men: float | None = None) -> Values:
    values = zip((WHOLE, WOMEN, MEN), (whole, women, men), strict=True)
    return {(code, "A"): value for code, value in values if value is not None}


def by_hand(decision: str, code: str, quarter: str = "2022-Q1") -> Line:
    return Line(quarter, code, "A", decision, reason="договорено", decided_by="МВР")


def published(
    folder: Path, values: Values, *lines: Line, plan: Plan = BESIDE, **more: Any
) -> Protected:
    return Press(plan, folder, **more).publish(QUARTERS[0], values, *lines)


def kinds_asked(found: Protected) -> set[str]:
    return set(found.questions["kind"])


def test_a_hidden_nought_is_not_told_by_two_figures_that_are_equal(tmp_path: Path) -> None:
    found = published(tmp_path, of(20, 20, 0), policy=NOUGHTS)
    assert sorted(why(found).values()) == ["primary", "secondary"]
    assert kinds_asked(found) == {"sum_noticed"}


def test_a_figure_hidden_by_hand_is_not_told_by_its_equal(tmp_path: Path) -> None:
    found = published(tmp_path, of(20, 20, 0), by_hand("hide", WHOLE))
    assert why(found) == {f"{WHOLE} A": "remembered", f"{WOMEN} A": "secondary"}


@pytest.mark.parametrize(("plan", "values"), [(BESIDE, of(0, 0, 0)), (SINCE, of(0, 0))])
def test_a_nought_is_shown_by_decision_only_where_it_tells_no_other(
    tmp_path: Path, plan: Plan, values: Values
) -> None:
    found = published(tmp_path, values, by_hand("show", WHOLE), plan=plan, policy=NOUGHTS)
    assert "show_reveals" in kinds_asked(found)
    assert why(found).keys() == {f"{code} {who}" for code, who in values}


def since(baseline: int) -> Plan:
    whole, new = SINCE.indicators
    return plan_with(replace(whole, baseline=baseline), new)


@pytest.mark.parametrize(("number", "hidden"), [(1, [WHOLE, WOMEN]), (4, [WHOLE, WOMEN]), (5, [])])
def test_a_nought_is_hidden_where_it_says_that_a_baseline_of_a_few_still_holds(
    tmp_path: Path, number: int, hidden: list[str]
) -> None:
    found = published(tmp_path, of(number, 0), plan=since(number))
    assert sorted(why(found)) == [f"{code} A" for code in hidden]


@pytest.mark.parametrize(
    ("number", "note", "asked"),
    [(1, "нема промени", True), (1, "5 тима", False), (5, "нема промени", False)],
)
def test_no_text_says_unasked_that_there_is_a_hidden_nought(
    number: int, note: str, asked: bool
) -> None:
    plan = since(number)
    table = rows(plan, QUARTERS[0], of(number, 0), note=note)
    found = protect(plan, QUARTERS[0], table, frame(INDICATORS, []), Memory(), Policy())
    assert ("free_text" in kinds_asked(found)) is asked


def test_such_a_nought_is_shown_by_decision_once_it_was_asked_about(tmp_path: Path) -> None:
    show, both = by_hand("show", WOMEN), {f"{WHOLE} A", f"{WOMEN} A"}
    found = published(tmp_path, of(1, 0), show, plan=since(1))
    assert "show_reveals" in kinds_asked(found)
    assert why(found).keys() == both
    found = published(tmp_path, of(1, 0), show, plan=since(1), says_yes=("show_reveals",))
    assert why(found).keys() == {f"{WHOLE} A"}


def test_the_quarter_after_tells_such_a_nought_as_little(tmp_path: Path) -> None:
    press = Press(since(1), tmp_path)
    press.publish(QUARTERS[0], of(1, 0))
    assert why(press.publish(QUARTERS[1], of(37, 36)))


@pytest.mark.parametrize("values", [of(21, 20, 0), of(20, 20, 1)])
def test_what_the_figures_refute_hides_nothing(tmp_path: Path, values: Values) -> None:
    found = published(tmp_path, values, by_hand("hide", WHOLE))
    assert f"{WOMEN} A" not in why(found)
    assert kinds_asked(found) == set()


def test_what_was_refuted_before_hides_nothing_later(tmp_path: Path) -> None:
    press = Press(BESIDE, tmp_path)
    press.publish(QUARTERS[0], of(50, 20, 10))
    found = press.publish(QUARTERS[1], of(20, 20, 0), by_hand("hide", WHOLE, "2022-Q2"))
    assert why(found) == {f"{WHOLE} A": "remembered"}


def test_where_nothing_is_hidden_nothing_is_looked_for(tmp_path: Path) -> None:
    found = published(tmp_path, of(20, 20, 0))
    assert (why(found), kinds_asked(found)) == ({}, set())


def test_two_equal_figures_that_are_both_hidden_hide_no_third(tmp_path: Path) -> None:
    found = published(tmp_path, of(3, 3, 0))
    assert why(found).keys() == {f"{WHOLE} A", f"{WOMEN} A"}
    assert kinds_asked(found) == set()


def test_over_a_quarter_that_nobody_published_a_part_is_not_told_by_what_did_not_grow(
    tmp_path: Path,
) -> None:
    press = Press(SINCE, tmp_path, NOUGHTS)
    press.publish(QUARTERS[0], of(20, 20))
    found = press.publish(QUARTERS[2], of(20, 0))
    assert why(found).keys() == {f"{WHOLE} A", f"{WOMEN} A"}


@pytest.mark.parametrize(("grown", "others"), [(22, True), (23, False)])
def test_over_such_a_quarter_no_part_is_told_by_what_the_shown_one_leaves_of_the_growth(
    tmp_path: Path, grown: int, others: bool
) -> None:
    """19 of the 22 new ones are women: 3 men at most, where 0 to 4 must be possible."""
    whole = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE)
    press = Press(plan_with(whole, indicator(WOMEN), indicator(MEN)), tmp_path, NOUGHTS)
    press.publish(QUARTERS[0], of(70, 19))
    found = press.publish(QUARTERS[2], of(70 + grown, 19, 0))
    assert f"{MEN} A" in why(found)
    assert (len(why(found)) > 1) is others


@pytest.mark.parametrize(("before", "asked"), [(0, {"show_reveals"}), (1, set())])
def test_a_sum_that_was_seen_while_its_first_quarter_was_hidden_outlives_a_correction_of_that(
    tmp_path: Path, before: int, asked: set[str]
) -> None:
    """40 and 40, and nobody before: so the two of the first quarter are the same two, too."""
    press = Press(SINCE, tmp_path, NOUGHTS)
    press.publish(QUARTERS[0], of(before, 0))
    press.publish(QUARTERS[1], of(40, 40))
    found = press.publish(QUARTERS[0], of(2, 2), by_hand("show", WOMEN))
    assert kinds_asked(found) & {"show_reveals"} == asked
    assert (f"{WOMEN} A" in why(found)) is bool(asked)


def test_what_could_be_a_sum_takes_nothing_from_one_that_is_seen(tmp_path: Path) -> None:
    """18 new ones are the 18 men, and so it could be: but the other body's figures show more."""
    who, parts = ("A", "B"), PARTS
    whole = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, reported_by=who, baseline=5)
    plan = plan_with(whole, *(indicator(code, reported_by=who) for code in parts))
    press = Press(plan, tmp_path, Policy(protect_zeros=True, contributors=False), archives=True)
    press.publish(QUARTERS[0], of_two((7, 2, 0), (29, 20, 9), plan))
    found = press.publish(QUARTERS[1], of_two((25, 0, 18), (38, 4, 5), plan))
    assert {f"{WHOLE} A", f"{parts[1]} A"} & why(found).keys()


def of_two(one: Sequence[float], other: Sequence[float], plan: Plan) -> Values:
    codes = [own.code for own in plan.indicators]
    return {
        (code, who): n
        for who, own in (("A", one), ("B", other))
        for code, n in zip(codes, own, strict=True)
    }


@pytest.mark.parametrize(("before", "hidden"), [(6, True), (5, False)])
def test_what_a_figure_grew_by_is_all_that_is_open_of_it(
    tmp_path: Path, before: int, hidden: bool
) -> None:
    """10 = 0 + 10 is no sum yet; what the men can be then is more than what they were before."""
    growing = (indicator(code, accumulation=Accumulation.CUMULATIVE) for code in (WHOLE, *SIBLINGS))
    press = Press(plan_with(*growing), tmp_path, NOUGHTS)
    press.publish(QUARTERS[0], of(before, 0, before))
    found = press.publish(QUARTERS[1], of(10, 0, 10), by_hand("hide", MEN, "2022-Q2"))
    assert (f"{WHOLE} A" in why(found)) is hidden
