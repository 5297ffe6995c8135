"""What was reported before stays known when an activity moves or an institution is renamed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from made import QUARTER, case_plan, case_report
from returned_forms import brief_of

from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.tabulate import tabulate
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Plan
from ovpsheets.plan.past import Past
from ovpsheets.tables import Tables, records

HISTORY = case_report().history


def moved(code: str, holder: str) -> Plan:
    """The case's plan, in which another institution holds an activity and gives its values."""
    plan = case_plan()
    activities = tuple(
        replace(a, holder=holder, co_holders=()) if a.code == code else a for a in plan.activities
    )
    indicators = tuple(
        replace(i, reported_by=(holder,)) if i.activity == code else i for i in plan.indicators
    )
    return replace(plan, activities=activities, indicators=indicators)


def renamed(old: str, new: str) -> Plan:
    """The case's plan, in which an institution has another code and the old one is an alias."""
    plan = case_plan()
    other = {old: new}
    institutions = tuple(
        replace(i, code=new, aliases=(old,), from_=date(2022, 7, 1)) if i.code == old else i
        for i in plan.institutions
    )
    activities = tuple(
        replace(
            a,
            holder=other.get(a.holder, a.holder),
            co_holders=tuple(other.get(code, code) for code in a.co_holders),
        )
        for a in plan.activities
    )
    indicators = tuple(
        replace(i, reported_by=tuple(other.get(code, code) for code in i.reported_by))
        for i in plan.indicators
    )
    return replace(plan, institutions=institutions, activities=activities, indicators=indicators)


def rows(plan: Plan) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    so_far = QuarterSoFar(brief_of(plan, HISTORY))
    tables = tabulate(so_far).tables
    return records(tables.activities), records(tables.indicators)


def before(table: pd.DataFrame, key: str, code: str, institution: str) -> dict[str, Any]:
    last = table[table["quarter"] == str(QUARTER.previous())]
    own = (last[key] == code) & (last["institution"] == institution)
    return records(last[own])[0]


def of(found: list[dict[str, Any]], key: str, code: str) -> dict[str, Any]:
    return next(row for row in found if row[key] == code)


def test_who_newly_holds_an_activity_is_told_what_the_holder_before_said() -> None:
    activities, indicators = rows(moved("3.6.3", "MP"))
    old = before(HISTORY.activities, "activity", "3.6.3", "MVR")
    assert of(activities, "activity", "3.6.3")["previous_status"] == old["status"]
    value = before(HISTORY.indicators, "indicator", "3.6.3.1", "MVR")
    assert of(indicators, "indicator", "3.6.3.1")["previous_value"] == value["value"]


def test_the_form_of_the_new_holder_shows_it_too() -> None:
    plan = moved("3.6.3", "MP")
    item = next(i for i in due(plan, QUARTER, HISTORY) if i.institution == "MP")
    content = form_content(plan, FormId(plan.code, QUARTER, "MP", 1), item, HISTORY)
    line = next(line for line in content.activities if line.code == "3.6.3")
    old = before(HISTORY.activities, "activity", "3.6.3", "MVR")
    assert line.previous_status == old["status"]


def test_a_new_co_holder_is_not_told_what_the_holder_said() -> None:
    plan = case_plan()
    activities = tuple(
        replace(a, co_holders=("OP",)) if a.code == "3.6.3" else a for a in plan.activities
    )
    found, _ = rows(replace(plan, activities=activities))
    own = next(r for r in found if (r["activity"], r["institution"]) == ("3.6.3", "OP"))
    assert own["previous_status"] is None


def test_a_renamed_institution_keeps_its_past() -> None:
    activities, indicators = rows(renamed("MVR", "MOI"))
    old = before(HISTORY.activities, "activity", "3.6.3", "MVR")
    found = of(activities, "activity", "3.6.3")
    assert (found["institution"], found["previous_status"]) == ("MOI", old["status"])
    value = before(HISTORY.indicators, "indicator", "3.6.3.1", "MVR")
    assert of(indicators, "indicator", "3.6.3.1")["previous_value"] == value["value"]


def test_an_alias_counts_only_for_the_time_before_the_institution_began() -> None:
    plan = renamed("MVR", "MOI")
    early = tuple(
        replace(i, from_=date(2022, 1, 1)) if i.code == "MOI" else i for i in plan.institutions
    )
    later = replace(plan, institutions=early)
    told = [
        {row["institution"] for row in Past.of(HISTORY, QUARTER, own).activity("3.6.2", "MOI")}
        for own in (plan, later)
    ]
    assert told == [{"MVR"}, {"NK"}]  # its own past; else the holder's, as for a newcomer


def test_the_rules_know_the_past_of_a_renamed_institution_in_the_order_of_time() -> None:
    past = Past.of(HISTORY, QUARTER, renamed("MVR", "MOI"))
    quarters = [row["quarter"] for row in past.activity("3.6.3", "MOI")]
    assert quarters == ["2022-Q1", "2022-Q2"]


def test_without_history_nothing_is_known() -> None:
    plan, empty = case_plan(), Tables.empty()
    so_far = QuarterSoFar(brief_of(plan, empty))
    assert not tabulate(so_far).tables.activities["previous_status"].notna().any()
