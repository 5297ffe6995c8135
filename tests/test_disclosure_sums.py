"""Sums that only the data shows are noticed, protected, and asked about once."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from persons import PARTS, QUARTERS, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import Press, shown, why

from ovpsheets.disclosure import Memory, Policy
from ovpsheets.disclosure.terms import Protected
from ovpsheets.plan.model import Plan
from ovpsheets.words import Accumulation

WOMEN, MEN = SIBLINGS
BESIDE = plan_with(indicator(WHOLE), indicator(WOMEN), indicator(MEN))
GROWS: dict[str, Any] = {"accumulation": Accumulation.CUMULATIVE}


def of(whole: float, women: float, men: float) -> Values:
    return {(WHOLE, "A"): whole, (WOMEN, "A"): women, (MEN, "A"): men}


def asked(found: Protected) -> list[str]:
    questions = found.questions
    return list(questions["text"][questions["kind"] == "sum_noticed"])


def test_women_and_men_beside_all_do_not_give_each_other_back(tmp_path: Path) -> None:
    found = Press(BESIDE, tmp_path).publish(QUARTERS[0], of(23, 3, 20))
    assert why(found) == {f"{WOMEN} A": "primary", f"{MEN} A": "secondary"}
    assert asked(found) == [f"{WHOLE} = {WOMEN} + {MEN}"]


@pytest.mark.parametrize(("answer", "hidden"), [("да", {WOMEN, MEN}), ("не", {WOMEN})])
def test_an_answer_holds_for_every_quarter(tmp_path: Path, answer: str, hidden: set[str]) -> None:
    press = Press(BESIDE, tmp_path)
    press.publish(QUARTERS[0], of(23, 3, 20))
    (line,) = press.memory.decided("ask")
    answered = Memory((*press.memory.lines, replace(line, answer=answer)))
    press = Press(BESIDE, tmp_path, memory=answered)
    for quarter, values in zip(QUARTERS, (of(23, 3, 20), of(34, 4, 30)), strict=False):
        found = press.publish(quarter, values)
        assert asked(found) == []
        assert {name.split()[0] for name in why(found)} == hidden


def test_where_nothing_is_hidden_nothing_is_asked(tmp_path: Path) -> None:
    found = Press(BESIDE, tmp_path).publish(QUARTERS[0], of(33, 13, 20))
    assert (why(found), asked(found)) == ({}, [])


def test_a_sum_that_fails_in_another_quarter_was_chance(tmp_path: Path) -> None:
    press = Press(BESIDE, tmp_path)
    press.publish(QUARTERS[0], of(33, 13, 20))
    found = press.publish(QUARTERS[1], of(50, 3, 20))
    assert (why(found), asked(found)) == ({f"{WOMEN} A": "primary"}, [])


def test_a_sum_stays_one_though_it_failed_once(tmp_path: Path) -> None:
    press = Press(BESIDE, tmp_path)
    for quarter, values in zip(QUARTERS, (of(33, 13, 20), of(36, 16, 20), of(50, 13, 20)),
                               strict=False):  # fmt: skip
        press.publish(quarter, values)
    assert why(press.publish(QUARTERS[3], of(23, 3, 20)))[f"{MEN} A"] == "secondary"


def test_all_since_the_start_and_the_new_ones_do_not_give_each_other_back(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, **GROWS), indicator(WOMEN))
    press = Press(plan, tmp_path)
    press.publish(QUARTERS[0], {(WHOLE, "A"): 3, (WOMEN, "A"): 3})
    found = press.publish(QUARTERS[1], {(WHOLE, "A"): 33, (WOMEN, "A"): 30})
    assert asked(found) == [f"+{WHOLE} = {WOMEN}"]
    assert None in shown(found).values()


def test_a_whole_since_the_start_and_its_parts_of_the_quarter_are_held_together(
    tmp_path: Path,
) -> None:
    plan = plan_with(indicator(WHOLE, **GROWS), *map(indicator, PARTS))
    press = Press(plan, tmp_path)
    press.publish(QUARTERS[0], {(WHOLE, "A"): 40, (PARTS[0], "A"): 20, (PARTS[1], "A"): 20})
    values = {(WHOLE, "A"): 63, (PARTS[0], "A"): 3, (PARTS[1], "A"): 20}
    assert len(why(press.publish(QUARTERS[1], values))) > 1


def of_two_activities() -> Plan:
    plan = plan_with(indicator(WHOLE), indicator(WOMEN), indicator(MEN))
    second = replace(plan.activities[0], code="1.1.2")
    moved = tuple(
        replace(own, activity="1.1.2") if own.code == MEN else own for own in plan.indicators
    )
    return replace(plan, activities=(*plan.activities, second), indicators=moved)


def test_across_activities_a_sum_has_to_hold_twice(tmp_path: Path) -> None:
    press = Press(of_two_activities(), tmp_path)
    assert set(why(press.publish(QUARTERS[0], of(23, 3, 20)))) == {f"{WOMEN} A"}
    assert set(why(press.publish(QUARTERS[1], of(34, 4, 30)))) > {f"{WOMEN} A"}


def test_what_the_plan_says_already_is_not_asked(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE), *(indicator(code, part_of=WHOLE) for code in SIBLINGS))
    press = Press(plan, tmp_path, Policy(threshold_breakdown=5))
    assert asked(press.publish(QUARTERS[0], of(23, 3, 20))) == []
