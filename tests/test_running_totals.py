"""What quarters add up to: the total by which a quarterly indicator is judged."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from every_case import every
from persons import QUARTERS, WHOLE, Values, indicator, plan_with, reported
from returned_forms import ReturnedForm, content_of, read_alone
from rule_scenarios import Scenario, value_before, with_indicator

from ovpsheets import kinds
from ovpsheets.forms.content import FormContent, IndicatorLine
from ovpsheets.forms.expected import expected
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Plan
from ovpsheets.plan.past import Past
from ovpsheets.plan.standing import Total, total_before
from ovpsheets.quarter import Quarter
from ovpsheets.words import INDICATORS, Accumulation, Combine, Direction

FIRST, SECOND, THIRD, FOURTH = QUARTERS
QUARTERLY: Final = {"accumulation": Accumulation.QUARTERLY, "persons": False, "target": 100.0}

Course = Mapping[Quarter, Mapping[str, float | None]]


def plan_of(**fields: Any) -> Plan:
    return plan_with(indicator(WHOLE, **QUARTERLY | fields))


def of(course: Course) -> dict[Quarter, Values]:
    return {q: {(WHOLE, who): v for who, v in values.items()} for q, values in course.items()}


def before(
    plan: Plan, course: Course, who: str = "A", until: Quarter = FOURTH, completed: str = "9"
) -> Total:
    past = Past.of(reported(plan, of(course), completed), until, plan)
    return total_before(plan.indicator(WHOLE), who, past, until, in_full=True)


# ------------------------------------------------------------------ what adds up


@every(
    ("fields", "adds_up"),
    [
        ({}, True),
        ({"kind": kinds.AMOUNT}, True),
        ({"kind": kinds.PERCENT}, False),
        ({"kind": kinds.YES_NO}, False),
        ({"accumulation": Accumulation.CUMULATIVE}, False),
        ({"direction": Direction.DOWN}, False),
    ],
)
def test_only_quarters_of_what_is_counted_and_should_rise_add_up(
    fields: dict[str, Any], adds_up: bool
) -> None:
    assert plan_of(**fields).indicator(WHOLE).has_total is adds_up


def test_every_quarter_before_is_added_and_not_this_one() -> None:
    course: Course = {FIRST: {"A": 3}, SECOND: {"A": 0}, THIRD: {"A": 4}, FOURTH: {"A": 99}}
    assert before(plan_of(), course) == Total(7)
    assert before(plan_of(), course, until=THIRD) == Total(3)
    assert before(plan_of(), course, until=FIRST) == Total()


def test_a_quarter_without_a_number_is_lacking_and_never_nought() -> None:
    assert before(plan_of(), {FIRST: {"A": 3}, SECOND: {"A": None}, THIRD: {"A": 4}}) == Total(
        7, ("2022-Q2",)
    )


def test_a_quarter_that_nobody_merged_is_lacking() -> None:
    assert before(plan_of(), {FIRST: {"A": 3}, THIRD: {"A": 4}}) == Total(7, ("2022-Q2",))
    assert before(plan_of(), {}) == Total(None, ("2022-Q1", "2022-Q2", "2022-Q3"))


def test_a_quarter_in_which_the_plan_did_not_ask_lacks_nothing() -> None:
    assert before(plan_of(), {FIRST: {}, SECOND: {"A": 3}, THIRD: {"A": 4}}) == Total(7)


@pytest.mark.parametrize(("flag", "lacks"), [("z", ()), ("not_due", ()), ("x", ("2022-Q1",))])
def test_what_does_not_apply_lacks_nothing(flag: str, lacks: tuple[str, ...]) -> None:
    total = Total().and_(FIRST, {"value": None, "flag": flag})
    assert total == Total(None, lacks)


def test_the_series_begins_with_its_activity() -> None:
    plan = plan_of()
    later = tuple(replace(own, start=date(2022, 5, 1)) for own in plan.activities)
    assert before(replace(plan, activities=later), {THIRD: {"A": 4}}) == Total(4, ("2022-Q2",))


def test_a_quarter_after_completion_repeats_no_value() -> None:
    course: Course = {FIRST: {"A": 3}, SECOND: {"A": 5}, THIRD: {"A": 5}}
    assert before(plan_of(), course, completed="2022-Q2") == Total(8)
    assert before(plan_of(), {FIRST: {"A": 3}}, completed="2022-Q1") == Total(3)


# ------------------------------------------------------------------ whose quarters


def test_who_takes_one_figure_over_carries_its_total_on() -> None:
    course: Course = {FIRST: {"A": 3}, SECOND: {"A": 4}, THIRD: {"B": 5}}
    assert before(plan_of(reported_by=("B",)), course, "B") == Total(12)


@pytest.mark.parametrize(("persons", "told"), [(False, Total(12)), (True, Total(5, ("2022-Q1",)))])
def test_of_persons_it_is_told_only_what_is_published(persons: bool, told: Total) -> None:
    plan = plan_of(reported_by=("B",), persons=persons)
    history = reported(plan, of({FIRST: {"A": 7}, SECOND: {"B": 5}}))
    past = Past.of(history, THIRD, plan)
    assert total_before(plan.indicator(WHOLE), "B", past, THIRD) == told
    assert total_before(plan.indicator(WHOLE), "B", past, THIRD, in_full=True) == Total(12)


@pytest.mark.parametrize(
    ("combine", "total"),
    [
        (Combine.SAME, Total(7)),
        (Combine.SUM, Total(3, ("2022-Q2",))),
        (None, Total(3, ("2022-Q2",))),
    ],
)
def test_a_share_has_its_own_total_and_the_same_number_one_for_all(
    combine: Combine | None, total: Total
) -> None:
    plan = plan_of(reported_by=("A", "B"), combine=combine)
    course: Course = {FIRST: {"A": 3, "B": 3}, SECOND: {"A": None, "B": 4}}
    assert before(plan, course, until=THIRD) == total


# ------------------------------------------------------------------ in the form


def line_of(plan: Plan, course: Course, quarter: Quarter = THIRD) -> IndicatorLine:
    return form_of(plan, course, quarter).indicators[0]


def form_of(plan: Plan, course: Course, quarter: Quarter = THIRD) -> FormContent:
    history = reported(plan, of(course))
    asked = next(item for item in due(plan, quarter, history) if item.institution == "A")
    return form_content(plan, FormId("P", quarter, "A", 1), asked, history)


def test_a_form_gives_the_total_before_and_what_is_left_to_the_target() -> None:
    line = line_of(plan_of(), {FIRST: {"A": 30}, SECOND: {"A": 25}})
    assert (line.total_before, line.lacks) == (55, ())
    assert expected(line)["goal"] == 45


def test_a_form_says_which_quarter_the_total_lacks_and_then_expects_no_rest() -> None:
    line = line_of(plan_of(), {FIRST: {"A": 30}, SECOND: {"A": None}})
    assert "2022-Q2" in line.unit
    assert "goal" not in expected(line)


def test_only_a_form_with_quarters_that_add_up_has_the_two_columns() -> None:
    keys = [own.key for own in form_of(plan_of(), {}).columns.table(INDICATORS)]
    place = keys.index("value")
    assert keys[place - 1 : place + 2] == ["total_before", "value", "total_so_far"]
    plain = form_of(plan_of(accumulation=Accumulation.CUMULATIVE), {})
    assert "total_so_far" not in [own.key for own in plain.columns.table(INDICATORS)]
    assert plain.indicators[0].total_before is None


def test_a_form_that_is_out_keeps_its_fingerprint_until_there_is_a_total() -> None:
    same = form_of(plan_of(), {}).fingerprint
    assert form_of(plan_of(), {}, FIRST).fingerprint != same  # another quarter
    assert form_of(plan_of(), {FIRST: {"A": 3}, SECOND: {"A": 4}}).fingerprint != same


QUARTER_OF_45 = with_indicator("3.6.3.1", **{**QUARTERLY, "target": 120.0})
VALUE: Final = "3.6.3.1"


@pytest.mark.parametrize("pasted", [None, 57, "57"])
def test_a_form_comes_back_with_its_totals_known_again(pasted: int | str | None) -> None:
    content = content_of("MVR", plan=QUARTER_OF_45)
    filled = ReturnedForm(content).fill({f"{INDICATORS}/{VALUE}/value": 12})
    assert filled.cell(f"{INDICATORS}/{VALUE}/total_before").value == 45
    if pasted is not None:  # values alone, as they are pasted into another workbook
        filled.write(f"{INDICATORS}/{VALUE}/total_so_far", pasted)
    read = read_alone(filled.data(), QUARTER_OF_45)
    assert read.answers is not None
    assert read.answers.indicators[VALUE].value == 12
    assert read.ledger.unplaced == ()


def test_another_number_in_the_place_of_the_total_is_somebodys_remark() -> None:
    content = content_of("MVR", plan=QUARTER_OF_45)
    filled = ReturnedForm(content).fill({f"{INDICATORS}/{VALUE}/value": 12})
    filled.write(f"{INDICATORS}/{VALUE}/total_so_far", 58)
    (left,) = read_alone(filled.data(), QUARTER_OF_45).ledger.unplaced
    assert left.raw == "58"


# ------------------------------------------------------------------ judged by the total


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (75, ""),
        (74, "make 119 (none is known of 2021-Q4"),
    ],
)
def test_a_completed_activity_is_held_to_the_total_of_its_quarters(value: float, said: str) -> None:
    changes = {f"{INDICATORS}/{VALUE}/value": value, "activities/3.6.3/status": "Завршено"}
    table = Scenario(changes, plan=QUARTER_OF_45).findings("en", "en")
    found = table[(table["rule"] == "completed_below_target") & (table["indicator"] == VALUE)]
    assert len(found) == bool(said)
    assert all(said in message for message in found["message"])


@pytest.mark.parametrize(("value", "slips"), [(360, False), (361, True)])
def test_a_quarter_slipped_where_it_is_far_beyond_the_target_of_all(
    value: float, slips: bool
) -> None:
    history = value_before(VALUE, value=45)
    said = Scenario({f"{INDICATORS}/{VALUE}/value": value}, plan=QUARTER_OF_45, history=history)
    assert ("unit_slip" in said.rules()) is slips
