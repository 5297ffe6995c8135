"""What the plan waives the form does not ask either: it is ready when the merge will not ask."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

import pytest
from every_case import every
from made import QUARTER, case_plan
from returned_forms import content_of, read_alone
from rule_scenarios import COUNT, DUE, FIRES, Scenario, with_check, with_required_column

from ovpsheets.columns.checks import ACTIVITY_STEPS, INDICATOR_STEPS, SHOWN_RULES, is_ready
from ovpsheets.columns.conditions import Waived
from ovpsheets.columns.own_steps import steps_of
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.row_counters import fields_open, rows_ready
from ovpsheets.forms.rows import table_of
from ovpsheets.forms.workbook import form_workbook, layouts
from ovpsheets.intake.own_check import row_steps
from ovpsheets.plan.model import Plan, Waiver
from ovpsheets.tables import counted, records
from ovpsheets.words import ACTIVITIES, INDICATORS


def waiving(plan: Plan, waivers: Iterable[Waiver]) -> Plan:
    return replace(plan, waivers=(*plan.waivers, *waivers))


def unready(scenario: Scenario, plan: Plan) -> dict[tuple[str, str], str]:
    """Return the rows of MVR's form that are not ready, and what their check says."""
    content = content_of("MVR", plan=plan, history=scenario.history)
    form, *_ = replace(scenario, plan=plan).returns()
    return {row: step for row, step in row_steps(form, content).items() if not is_ready(step)}


_UNSEEN: Final = {
    "empty_form": "is about the file",
    "formula_error": "of a cell with an error no formula can say more",
    "copied_rows": "what is copied says nothing in a way that only the merge tells from another",
}
"""Where the form asks all the same, and why."""


@every("rule", [rule for rule in FIRES if rule not in _UNSEEN])
def test_a_form_is_ready_where_all_that_the_merge_would_ask_is_waived(rule: str) -> None:
    scenario = FIRES[rule]()
    plan = scenario.plan or case_plan()
    before, asked = unready(scenario, plan), _asked(scenario, plan)
    now = before
    while asked:
        plan = waiving(plan, [_waiver_of(asked[0])])
        left = {row for own in asked[1:] if (row := _row_of(own)) in before}
        asked, now = _asked(scenario, plan), unready(scenario, plan)
        still = {row for own in asked if (row := _row_of(own)) in left}
        assert still <= now.keys()  # the rest is asked here and there
    assert now == {}


def _asked(scenario: Scenario, plan: Plan) -> list[dict[str, Any]]:
    found = counted(replace(scenario, plan=plan).findings())
    return [row for row in records(found) if row["institution"] == "MVR"]


def _row_of(row: Mapping[str, Any]) -> tuple[str, str]:
    own = row["indicator"]
    return (INDICATORS, own) if own else (ACTIVITIES, str(row["activity"]))


def _waiver_of(row: Mapping[str, Any]) -> Waiver:
    return Waiver(str(row["rule"]), "MVR", str(row["activity"] or ""), str(row["indicator"] or ""))


def test_only_the_row_of_the_waiver_is_silent_in_its_time() -> None:
    blank = Scenario({f"{DUE}/status": None, f"{DUE}/progress": None, f"{COUNT}/value": None})
    plan = case_plan()
    assert unready(blank, plan) == {
        (ACTIVITIES, "3.6.3"): "status",
        (INDICATORS, "3.6.3.1"): "value",
    }
    waiver = Waiver("missing_indicator", indicator="3.6.3.1", until=QUARTER.end)
    assert unready(blank, waiving(plan, [waiver])) == {(ACTIVITIES, "3.6.3"): "status"}
    over = replace(waiver, until=QUARTER.start)
    assert len(unready(blank, waiving(plan, [over]))) == 2
    others = replace(waiver, institution="NK")
    assert len(unready(blank, waiving(plan, [others]))) == 2


def test_the_unfilled_form_counts_no_field_and_paints_none_that_nobody_asks_for() -> None:
    plain = content_of("MVR")
    waived = content_of("MVR", plan=waiving(case_plan(), [Waiver("missing_status", "MVR")]))
    assert fields_open(waived, ACTIVITIES) == 0
    assert rows_ready(waived, ACTIVITIES) == len(waived.activities) > rows_ready(plain, ACTIVITIES)
    assert fields_open(waived, INDICATORS) == fields_open(plain, INDICATORS) > 0
    assert _painted(waived, "status") == 0 < _painted(plain, "status")


def _painted(content: FormContent, key: str) -> int:
    (layout,) = (own for own in layouts(content) if own.key == ACTIVITIES)
    column = table_of(content.columns, ACTIVITIES).index_of(key)
    return sum(mark.column == column and mark.style == "required" for mark in layout.highlights)


@pytest.mark.parametrize("rule", ["failed_check", "own"])
def test_a_check_of_the_plan_is_waived_by_its_name_or_by_its_rule(rule: str) -> None:
    plan = with_check("3.6.3.2 <= 3.6.3.1", "3.6.3.2")
    assert len(content_of("MVR", plan=plan).checks) == 1
    assert content_of("MVR", plan=waiving(plan, [Waiver(rule)])).checks == ()


def test_a_required_column_is_waived() -> None:
    scenario, plan = Scenario(), with_required_column()
    assert set(unready(scenario, plan).values()) == {"own.spent"}
    assert unready(scenario, waiving(plan, [Waiver("missing_required")])) == {}


def test_a_form_that_was_issued_before_the_waiver_is_known_still() -> None:
    data = form_workbook(content_of("MVR"))
    plan = waiving(case_plan(), [Waiver("unexplained_delay"), Waiver("missing_indicator")])
    found = read_alone(data, plan)
    assert found.identity is not None
    assert found.ledger.unplaced == ()
    waived = content_of("MVR", plan=plan)
    assert waived.fingerprint != content_of("MVR").fingerprint  # it asks less
    other = waiving(case_plan(), [Waiver("late_return")])
    assert content_of("MVR", plan=other).fingerprint == content_of("MVR").fingerprint


def test_the_form_knows_every_rule_that_its_checks_name_and_no_other() -> None:
    own = steps_of(with_required_column().columns, ACTIVITIES)
    named = set(_waived_in((*ACTIVITY_STEPS, *INDICATOR_STEPS, *own)))
    assert named == set(SHOWN_RULES)


def _waived_in(value: object) -> Iterator[str]:
    if isinstance(value, Waived):
        yield value.rule
    elif is_dataclass(value):
        for own in fields(value):
            yield from _waived_in(getattr(value, own.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _waived_in(item)
