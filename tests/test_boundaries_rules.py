"""Where a rule begins to speak: silent on this side of the boundary, not on the other."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from made import QUARTER
from rule_scenarios import (
    COMPLETED,
    COUNT,
    DUE,
    GOING_ON,
    Scenario,
    late_before,
    with_activity,
    with_indicator,
)

from ovpsheets.plan.model import Waiver
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.finding_row import finding_id
from ovpsheets.rules.policy import RulePolicy
from ovpsheets.rules.thin_explanation import is_thin
from ovpsheets.words import INDICATORS, Direction, Severity

LAST = QUARTER.end
RULE = Rule("any", Severity.CHECK, lambda _: iter(()))


# ------------------------------------------------------------------ waivers


@pytest.mark.parametrize(
    ("fields", "is_waived"),
    [
        ({"until": date(2022, 9, 29)}, False),
        ({"until": date(2022, 9, 30)}, True),
        ({"from_": date(2022, 9, 30)}, True),
        ({"from_": date(2022, 10, 1)}, False),
        ({"from_": date(2022, 9, 30), "until": date(2022, 9, 30)}, True),
        ({}, True),
    ],
)
def test_a_waiver_covers_the_quarters_last_day_if_it_is_among_its_own(
    fields: Mapping[str, Any], is_waived: bool
) -> None:
    waiver = Waiver("any", reason="кажано", decided_by="А. А.", **fields)
    found = RulePolicy({}, (waiver,)).waiver(RULE, Found("MVR", "3.6.3"), LAST)
    assert (found is waiver) == is_waived


@pytest.mark.parametrize(
    ("field", "own", "other"),
    [("institution", "MVR", "MP"), ("activity", "3.6.3", "3.6.2"),
     ("indicator", "3.6.3.1", "3.6.3.2")],
)  # fmt: skip
def test_a_waiver_covers_what_it_names_and_nothing_else(field: str, own: str, other: str) -> None:
    found = Found("MVR", "3.6.3", "3.6.3.1")
    for said, is_waived in ((own, True), (other, False), ("", True)):
        named: dict[str, Any] = {field: said}
        waiver = Waiver("any", reason="кажано", decided_by="А. А.", **named)
        assert (RulePolicy({}, (waiver,)).waiver(RULE, found, LAST) is waiver) == is_waived


def test_the_id_of_a_finding_has_its_indicator_before_its_activity_and_no_empty_parts() -> None:
    assert finding_id(RULE, Found("MVR", "3.6.3", "3.6.3.1")) == "any:MVR:3.6.3.1"
    assert finding_id(RULE, Found("MVR", "3.6.3", part="flag")) == "any:MVR:3.6.3:flag"
    assert finding_id(RULE, Found("", "3.6.3")) == "any:3.6.3"


# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("deadline", "is_due"), [(date(2022, 9, 30), True), (date(2022, 10, 1), False)]
)
def test_a_deadline_on_the_quarters_last_day_asks_for_a_new_one(
    deadline: date, is_due: bool
) -> None:
    plan = with_activity("3.6.3", deadline=deadline)
    rules = Scenario({f"{DUE}/new_deadline": None}, plan=plan).rules()
    assert ("missing_new_deadline" in rules) == is_due


@pytest.mark.parametrize(
    ("deadline", "is_late"), [(date(2022, 9, 30), True), (date(2022, 10, 1), False)]
)
def test_a_long_delay_counts_a_deadline_on_the_quarters_last_day(
    deadline: date, is_late: bool
) -> None:
    plan = with_activity("3.6.3", deadline=deadline)
    scenario = Scenario(plan=plan, history=late_before("2022-Q1", "2022-Q2"))
    assert ("long_delay" in scenario.rules()) == is_late


@pytest.mark.parametrize(
    ("new", "is_stale"), [("29.9.2022", True), ("30.9.2022", True), ("1.10.2022", False)]
)
def test_a_new_deadline_leaves_time_from_the_day_after_the_quarter_on(
    new: str, is_stale: bool
) -> None:
    assert ("stale_new_deadline" in Scenario({f"{DUE}/new_deadline": new}).rules()) == is_stale


@pytest.mark.parametrize(("new", "is_after"), [("31.12.2023", False), ("1.1.2024", True)])
def test_a_new_deadline_may_be_the_last_day_of_the_plan(new: str, is_after: bool) -> None:
    assert ("deadline_after_plan" in Scenario({f"{DUE}/new_deadline": new}).rules()) == is_after


# ------------------------------------------------------------------ numbers


@pytest.mark.parametrize(("value", "falls"), [(44, True), (45, False), (46, False)])
def test_a_value_falls_from_one_less_on(value: int, falls: bool) -> None:
    assert ("falling_value" in Scenario({f"{COUNT}/value": value}).rules()) == falls


@pytest.mark.parametrize(
    ("text", "thin"),
    [
        ("Буџетот се чека", True),  # 13 letters, 3 words
        ("Буџетот се чекаше", False),  # 15 letters
        ("Буџетот се чекаш", True),  # 14 letters
        ("Недоставуваат средства", True),  # 2 words
        ("Недоставуваат средства уште", False),  # 3 words
    ],
)
def test_an_explanation_has_fifteen_letters_and_three_words_or_is_thin(
    text: str, thin: bool
) -> None:
    assert is_thin(text) == thin


# ------------------------------------------------------------------ completed and its target

SHARED = f"{INDICATORS}/3.6.2.1"  # of an activity that NK holds and MVR takes part in
DONE = {f"{GOING_ON}/status": "Завршено"}


@pytest.mark.parametrize(
    ("mine", "theirs", "is_below"),
    [({}, DONE, True), (DONE, {}, False)],
    ids=["the holder", "a co-holder"],
)
def test_what_the_holder_calls_completed_holds_for_whoever_counts(
    mine: Mapping[str, object], theirs: Mapping[str, object], is_below: bool
) -> None:
    plan = with_indicator("3.6.2.1", reported_by=("MVR",) if theirs else ("NK",))
    low = {f"{SHARED}/value": 3}
    scenario = Scenario({**mine, **(low if theirs else {})}, plan=plan,
                        others={"NK": {**theirs, **({} if theirs else low)}})  # fmt: skip
    assert ("completed_below_target" in scenario.rules()) == is_below


@pytest.mark.parametrize(
    ("direction", "value", "is_below"),
    [
        (Direction.UP, 119, True), (Direction.UP, 120, False), (Direction.UP, 121, False),
        (Direction.DOWN, 119, False), (Direction.DOWN, 120, False), (Direction.DOWN, 121, True),
    ],
)  # fmt: skip
def test_a_completed_activity_is_below_its_target_from_one_short_of_it_on(
    direction: Direction, value: int, is_below: bool
) -> None:
    plan = with_indicator("3.6.3.1", direction=direction)
    scenario = Scenario({**COMPLETED, f"{COUNT}/value": value}, plan=plan)
    assert ("completed_below_target" in scenario.rules()) == is_below
