"""Several institutions report one indicator: all the same number, or each its share of a sum."""

from typing import Any, Final

import pytest
from every_case import every
from persons import QUARTERS, WHOLE, indicator, plan_with, reported
from plans import GOOD, good, problems, warnings
from returned_forms import content_of
from rule_scenarios import OF_BOTH, Scenario, with_indicator

from ovpsheets import kinds
from ovpsheets.forms.expected import expected
from ovpsheets.plan.model import Plan
from ovpsheets.plan.past import Past
from ovpsheets.plan.standing import Shares, Total, all_shares
from ovpsheets.tables import records
from ovpsheets.words import INDICATORS, Accumulation, Combine

CODE: Final = "3.6.2.1"  # of an activity that NK holds; 4 last quarter, target 10
VALUE: Final = f"{INDICATORS}/{CODE}/value"
STATUS: Final = "activities/3.6.2/status"
SHARES: Final = {"reported_by": ("NK", "MVR"), "combine": Combine.SUM}


def rows(*lines: str) -> str:
    head = "code | activity | text_mk | kind | reported_by | combine"
    return "\n".join((head, *lines))


# ------------------------------------------------------------------ in the plan


@every(
    ("said", "meant"),
    [("sum", Combine.SUM), ("делови од збир", Combine.SUM), ("i njëjti numër", Combine.SAME),
     ("The same number", Combine.SAME), ("", None)],
)  # fmt: skip
def test_the_plan_says_it_in_a_word_of_any_language(said: str, meant: Combine | None) -> None:
    plan = good(indicators=rows(f"3.6.1.1 | 3.6.1 | Тимови | count | OP; MVR | {said}"))
    assert plan.indicator("3.6.1.1").combine is meant


@every("kind", [key for key, kind in kinds.KINDS.items() if not kind.adds_up])
def test_what_does_not_add_up_makes_no_sum(kind: str) -> None:
    row = f"3.6.1.1 | 3.6.1 | Удел | {kind} | OP; MVR |"
    assert problems(indicators=rows(f"{row} sum")) == [("sum_adds_nothing", "indicators", "F2")]
    assert problems(indicators=rows(f"{row} same")) == []


@every(
    ("bodies", "said", "cells"),
    [("OP; MVR", "", ["F2"]), ("OP; MVR", "sum", []), ("OP", "", []), ("OP; op", "", [])],
)
def test_several_reporters_of_whom_nothing_is_said_are_warned_of(
    bodies: str, said: str, cells: list[str]
) -> None:
    table = rows(f"3.6.1.1 | 3.6.1 | Тимови | count | {bodies} | {said}")
    found = warnings(indicators=table)
    assert [cell for key, _, cell in found if key == "combine_unsaid"] == cells


def test_a_plan_without_the_column_is_warned_beside_its_reporters() -> None:
    table = GOOD["indicators"].replace("| OP\n", "| OP; MVR\n")
    assert ("combine_unsaid", "indicators", "H2") in warnings(indicators=table)


# ------------------------------------------------------------------ who has to agree


@pytest.mark.parametrize(
    ("combine", "disagree"), [(Combine.SAME, True), (Combine.SUM, False), (None, False)]
)
def test_only_those_who_report_the_same_number_disagree(
    combine: Combine | None, disagree: bool
) -> None:
    plan = with_indicator(CODE, **{**OF_BOTH, "combine": combine})
    said = Scenario({VALUE: 6}, others={"NK": {VALUE: 5}}, plan=plan)
    assert ("values_disagree" in said.rules()) is disagree


# ------------------------------------------------------------------ each its own series

FIRST, SECOND, THIRD, _ = QUARTERS


def plan_of(combine: Combine | None, bodies: str = "AB", **fields: Any) -> Plan:
    usual = {"persons": False, "accumulation": Accumulation.CUMULATIVE, "target": 100.0}
    return plan_with(indicator(WHOLE, reported_by=tuple(bodies), combine=combine, **usual | fields))


@every(
    ("combine", "bodies", "values"),
    [(Combine.SUM, "AB", []), (None, "AB", []), (Combine.SAME, "AB", [40]), (None, "B", [40])],
)
def test_a_new_reporter_carries_on_others_figure_only_where_it_is_one(
    combine: Combine | None, bodies: str, values: list[float]
) -> None:
    plan = plan_of(combine, bodies)
    past = Past.of(reported(plan, {FIRST: {(WHOLE, "A"): 40}}), SECOND, plan)
    assert [row["value"] for row in past.indicator(WHOLE, "B")] == values
    assert [row["value"] for row in past.indicator(WHOLE, "A")] == [40]


def test_a_share_is_measured_by_its_own_last_value_and_no_target() -> None:
    plan = with_indicator(CODE, **SHARES, target=8.0)
    (line,) = (own for own in content_of("MVR", plan=plan).indicators if own.code == CODE)
    assert "goal" not in expected(line)
    assert line.unit.endswith("само вашиот дел")
    (alone,) = (own for own in content_of("NK").indicators if own.code == CODE)
    assert expected(alone)["goal"] == 8
    assert "вашиот" not in alone.unit


@pytest.mark.parametrize(("value", "slips"), [(499, False), (500, True)])
def test_a_share_slipped_where_it_is_far_beyond_the_target_of_all(
    value: float, slips: bool
) -> None:
    plan = with_indicator(CODE, **SHARES, target=100.0)
    assert ("unit_slip" in Scenario({VALUE: value}, plan=plan).rules()) is slips


# ------------------------------------------------------------------ what they make together


def together(plan: Plan, values: dict[str, Any], before: dict[str, float] | None = None) -> Shares:
    course = {FIRST: {(WHOLE, who): value for who, value in (before or {}).items()}}
    course[SECOND] = {(WHOLE, who): value for who, value in values.items()}
    table = reported(plan, course).indicators
    now = [row for row in records(table) if row["quarter"] == str(SECOND)]
    return all_shares(plan.indicator(WHOLE), now, Past.of(reported(plan, course), SECOND, plan))


def test_shares_are_added_up() -> None:
    found = together(plan_of(Combine.SUM), {"A": 3, "B": 4})
    assert (found.value, found.silent, found.is_complete) == (7, (), True)


def test_a_share_of_nought_is_there_and_one_that_is_missing_is_not() -> None:
    assert together(plan_of(Combine.SUM), {"A": 3, "B": 0}).is_complete
    found = together(plan_of(Combine.SUM), {"A": 3, "B": None})
    assert (found.value, found.silent, found.is_complete) == (3, ("B",), False)
    assert together(plan_of(Combine.SUM), {"A": None, "B": None}).value is None


def test_what_was_reported_by_who_no_longer_does_stays_in_the_total() -> None:
    plan = plan_of(Combine.SUM, "BC", accumulation=Accumulation.QUARTERLY)
    found = together(plan, {"B": 4, "C": 5}, before={"A": 10})
    assert found.total == Total(10)  # the table of the test has no totals of B and C themselves


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({VALUE: 7}, []),
        ({VALUE: 6}, ["the shares of all institutions together make 9"]),
        ({VALUE: None}, ["the shares reported make 3 (1 of 2 are missing)"]),
    ],
)
def test_a_completed_activity_is_held_to_all_shares_together(
    changes: dict[str, Any], found: list[str]
) -> None:
    plan = with_indicator(CODE, **SHARES, target=10.0, baseline=0.0)
    said = Scenario(changes, others={"NK": {VALUE: 3, STATUS: "Завршено"}}, plan=plan)
    table = said.findings("en", "en")
    own = table[(table["rule"] == "completed_below_target") & (table["indicator"] == CODE)]
    assert len(own) == len(found)
    assert all(text in message for text, message in zip(found, own["message"], strict=True))
    assert set(own["institution"]) <= {"NK"}


def test_of_persons_only_the_coordinator_is_told_what_all_shares_make() -> None:
    plan = with_indicator(CODE, **SHARES, target=10.0, persons=True)
    said = Scenario({VALUE: 6}, others={"NK": {VALUE: 3, STATUS: "Завршено"}}, plan=plan)
    table = said.findings("en", "en")
    own = table[(table["rule"] == "completed_below_target") & (table["indicator"] == CODE)]
    assert list(own["institution"].isna()) == [True]
