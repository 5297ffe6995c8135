"""A body that was renamed, merged or followed by another: its figures are one series."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from persons import PARTS, QUARTERS, WHOLE, Values, indicator, plan_with
from press import Press, why

from ovpsheets.disclosure import Policy
from ovpsheets.disclosure.bodies import kin_of
from ovpsheets.disclosure.terms import Key
from ovpsheets.plan.model import Plan
from ovpsheets.words import Accumulation


def plan_of(*institutions: str, aliases: tuple[str, ...] = ()) -> Plan:
    grows = indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, reported_by=institutions)
    plan = plan_with(grows)
    named = tuple(
        replace(own, aliases=aliases) if own.code == "D" else own for own in plan.institutions
    )
    return replace(plan, institutions=named)


def then(folder: Path, before: Values, plan: Plan, after: Values) -> set[str]:
    """Return which figures are hidden after the plan has become *plan*."""
    press = Press(plan_of("A", "B", "C"), folder)
    assert why(press.publish(QUARTERS[0], before)) == {}
    press.plan = plan
    return {name.split()[1] for name in why(press.publish(QUARTERS[1], after))}


def of(**numbers: float) -> Values:
    return {(WHOLE, who): number for who, number in numbers.items()}


BEFORE = of(A=20, B=30, C=40)


@pytest.mark.parametrize("aliases", [("A",), ()])  # without an alias it merely takes its place
@pytest.mark.parametrize(("number", "hidden"), [(22, {"D"}), (25, set()), (51, set())])
def test_a_renamed_body_grows_from_what_it_was(
    tmp_path: Path, aliases: tuple[str, ...], number: int, hidden: set[str]
) -> None:
    plan = plan_of("B", "C", "D", aliases=aliases)
    assert then(tmp_path, BEFORE, plan, of(B=30, C=40, D=number)) == hidden


@pytest.mark.parametrize("aliases", [("A", "B"), ()])
@pytest.mark.parametrize(("number", "hidden"), [(52, {"D"}), (55, set()), (33, {"D"})])
def test_a_merged_body_grows_from_the_sum_of_what_was_merged(
    tmp_path: Path, aliases: tuple[str, ...], number: int, hidden: set[str]
) -> None:
    plan = plan_of("C", "D", aliases=aliases)
    assert then(tmp_path, BEFORE, plan, of(C=40, D=number)) == hidden


def test_a_body_that_takes_another_in_grows_from_both(tmp_path: Path) -> None:
    press = Press(plan_of("C", "D"), tmp_path)
    press.publish(QUARTERS[0], of(C=40, D=20))
    press.plan = plan_of("D", aliases=("C",))
    assert set(why(press.publish(QUARTERS[1], of(D=62)))) == {f"{WHOLE} D"}


@pytest.mark.parametrize(("number", "hidden"), [(27, {"A"}), (25, set()), (20, set())])
def test_what_is_corrected_is_held_against_what_followed_though_its_plan_does_not_know_it(
    tmp_path: Path, number: int, hidden: set[str]
) -> None:
    press, before = Press(plan_of("A", "B"), tmp_path), plan_of("A", "B")
    press.publish(QUARTERS[0], of(A=20, B=30))
    press.plan = plan_of("B", "D", aliases=("A",))
    press.publish(QUARTERS[1], of(B=30, D=30))
    press.plan = before
    found = why(press.publish(QUARTERS[0], of(A=number, B=30)))
    assert {name.split()[1] for name in found} == hidden


def test_who_reports_beside_the_others_follows_nobody(tmp_path: Path) -> None:
    plan = plan_of("A", "B", "C", "D")
    assert then(tmp_path, BEFORE, plan, of(A=20, B=30, C=40, D=22)) == set()


def test_the_growth_over_what_was_hidden_is_not_told_either(tmp_path: Path) -> None:
    press = Press(plan_of("A", "B"), tmp_path)
    press.publish(QUARTERS[0], of(A=3, B=30))
    press.plan = plan_of("D", aliases=("A", "B"))
    assert set(why(press.publish(QUARTERS[1], of(D=34)))) == {f"{WHOLE} D"}


def test_kin_are_those_of_the_indicator_only() -> None:
    own = indicator(WHOLE, reported_by=("D",))
    cells = [Key("2022-Q1", WHOLE, "A"), Key("2022-Q1", "9", "B"), Key("2022-Q2", WHOLE, "D")]
    found = kin_of(own, cells, "2022-Q2", {"D": ("A", "B", "МТСП")})
    assert found == {"A": {"A", "D"}, "D": {"A", "D"}}


@pytest.mark.parametrize(("men", "hidden"), [(35, True), (36, False)])
def test_what_a_body_broke_down_is_not_told_by_who_carries_its_figures_on(
    tmp_path: Path, men: int, hidden: bool
) -> None:
    """Of 36 persons 6 women were hidden; 35 men later would say that there was one at least."""
    growing: dict[str, Any] = {"accumulation": Accumulation.CUMULATIVE}
    plan = plan_with(*(indicator(code, **growing) for code in (WHOLE, *PARTS)))
    press = Press(plan, tmp_path, Policy(protect_zeros=True))
    press.publish(QUARTERS[0], {(WHOLE, "A"): 36, (PARTS[0], "A"): 6, (PARTS[1], "A"): 30})
    own = (replace(one, reported_by=("D",)) for one in plan.indicators)
    press.plan = replace(plan, indicators=tuple(own))
    after = {(WHOLE, "D"): men + 35, (PARTS[0], "D"): 35, (PARTS[1], "D"): men}
    found = press.publish(QUARTERS[2], after)
    assert (f"{PARTS[1]} D" in why(found)) is hidden
