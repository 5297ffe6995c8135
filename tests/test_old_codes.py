"""A renumbered activity or indicator keeps its past, and a form with its old code is read."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from every_case import every
from made import case_plan, case_report
from persons import QUARTERS, WHOLE, indicator, plan_with
from plans import GOOD, good, problems, with_warnings
from press import Press, of, why
from returned_forms import ReturnedForm, brief_of, content_of, findings_of, good_answers, read_alone

from ovpsheets.decision import Decision
from ovpsheets.decisions.file import decisions_csv
from ovpsheets.disclosure import Line, Memory
from ovpsheets.disclosure.remembered import REMEMBERED
from ovpsheets.disclosure.renumbered import renumbered as of_before
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.tabulate import tabulate
from ovpsheets.plan.in_force import with_amendments
from ovpsheets.plan.model import Amendment, Plan
from ovpsheets.plan.new_codes import renumbered_rows, under_new_codes
from ovpsheets.release.public import Published
from ovpsheets.results.report.finding_states import Kept, states_csv
from ovpsheets.tables import frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import Accumulation
from ovpsheets.workspace.coordinator_input import typed_in
from ovpsheets.workspace.folders import WorkspaceFolder

HISTORY: Final = case_report().history


def renumbered() -> Plan:
    """The case's plan, in which 3.6.3 and its first indicator have other numbers."""
    plan = case_plan()
    activities = tuple(
        replace(own, code="3.6.30", old_codes=("3.6.3",)) if own.code == "3.6.3" else own
        for own in plan.activities
    )
    indicators = tuple(
        replace(own, activity="3.6.30", code="3.6.30.1", old_codes=("3.6.3.1",))
        if own.code == "3.6.3.1"
        else replace(own, activity="3.6.30")
        if own.activity == "3.6.3"
        else own
        for own in plan.indicators
    )
    return replace(plan, activities=activities, indicators=indicators)


# ------------------------------------------------------------------ in the plan


def old(activities: str = "", indicators: str = "") -> dict[str, str]:
    first, *rest = (line for line in GOOD["activities"].splitlines() if line.strip())
    rows = [f"{first} | old_codes", f"{rest[0]} | {activities}", *rest[1:]]
    return {"activities": "\n".join(rows)}


def test_the_plan_reads_the_codes_of_before() -> None:
    plan = good(**old("3.6.7; 3.6.8"))
    assert plan.activity("3.6.1").old_codes == ("3.6.7", "3.6.8")


@every(
    ("codes", "found"),
    [("3.6.2", ["old_code_in_use"]), ("3.6.1", ["old_code_in_use"]), ("3.6.9; 3.6.9", []),
     ("3.6.7", [])],
)  # fmt: skip
def test_a_code_that_is_in_use_is_nobodys_past(codes: str, found: list[str]) -> None:
    assert [key for key, _, _ in problems(**old(codes))] == found


def test_a_code_is_the_past_of_one_row_only() -> None:
    first, second, third = (line for line in GOOD["activities"].splitlines() if line.strip())
    rows = [f"{first} | old_codes", f"{second} | 3.6.9", f"{third} | 3.6.9"]
    assert [key for key, _, _ in problems(activities="\n".join(rows))] == ["old_code_twice"]


# ------------------------------------------------------------------ the past


def test_what_was_reported_goes_on_under_the_new_code() -> None:
    tables = tabulate(QuarterSoFar(brief_of(renumbered(), HISTORY))).tables
    (activity,) = (row for row in records(tables.activities) if row["activity"] == "3.6.30")
    (value,) = (row for row in records(tables.indicators) if row["indicator"] == "3.6.30.1")
    last = HISTORY.activities[HISTORY.activities["activity"] == "3.6.3"]
    assert activity["previous_status"] == last["status"].iloc[-1]
    assert value["previous_value"] == 45


def test_findings_are_known_again_by_the_new_code() -> None:
    tables = under_new_codes(renumbered(), HISTORY)
    codes = {row["activity"] for row in records(tables.findings)}
    assert "3.6.3" not in codes
    assert not any(":3.6.3:" in f"{row['id']}:" for row in records(tables.findings))
    assert len(tables.findings) == len(HISTORY.findings)


def test_without_an_old_code_nothing_is_made_anew() -> None:
    assert under_new_codes(case_plan(), HISTORY) is HISTORY


def test_tables_are_the_same_under_the_new_codes_twice() -> None:
    once = under_new_codes(renumbered(), HISTORY)
    assert records(under_new_codes(renumbered(), once).indicators) == records(once.indicators)


# ------------------------------------------------------------------ forms that are out


def test_a_form_with_old_codes_is_read_for_the_new_ones_with_one_finding() -> None:
    content = content_of("MVR")
    filled = ReturnedForm(content).fill(good_answers(content)).data()
    returned = read_alone(filled, renumbered())
    assert returned.answers is not None
    assert returned.answers.activities["3.6.30"].status
    assert returned.answers.indicators["3.6.30.1"].value is not None
    table = findings_of(returned, plan=renumbered())
    own = table[(table["institution"] == "MVR") & (table["rule"] != "late_return")]
    assert list(own["rule"]) == ["renumbered_rows"]
    assert "3.6.3 → 3.6.30" in own["message"].iloc[0]


def test_a_form_with_the_codes_of_now_says_nothing() -> None:
    content = content_of("MVR", plan=renumbered())
    read = read_alone(ReturnedForm(content).fill(good_answers(content)).data(), renumbered())
    assert "renumbered_rows" not in set(findings_of(read, plan=renumbered())["rule"])


# ------------------------------------------------------------------ what was published


def test_what_an_official_decided_goes_on_under_the_new_code() -> None:
    plan = plan_with(indicator(WHOLE, old_codes=("9.9.9",)))
    line = Line("2022-Q1", "9.9.9", "A", "hide", reason="договорено", decided_by="МВР")
    found = of_before(plan, QUARTERS[0], Memory((line,)), frame(REMEMBERED, []), (WHOLE,))
    (own,) = found.memory(Memory((line,))).lines
    assert own.indicator == WHOLE


@pytest.mark.parametrize(("now", "hidden"), [(44, True), (45, False)])
def test_growth_is_held_against_what_was_published_under_the_old_code(
    tmp_path: Path, now: int, hidden: bool
) -> None:
    grows = {"accumulation": Accumulation.CUMULATIVE}
    press = Press(plan_with(indicator("1.1.1.8", **grows)), tmp_path)
    press.publish(QUARTERS[0], of(40, code="1.1.1.8"))
    press.plan = plan_with(indicator(WHOLE, old_codes=("1.1.1.8",), **grows))
    press.published = renumbered_rows(press.plan, press.published)
    assert bool(why(press.publish(QUARTERS[1], of(now)))) is hidden


def test_what_was_published_is_compared_under_the_new_code() -> None:
    report = case_report()
    tables = replace(report.tables, findings=report.tables.findings.iloc[:0])
    published = Published(report.history, tables, report.tables.indicators.iloc[:0])
    moved = published.under_codes_of(renumbered())
    assert "3.6.3" not in set(moved.earlier.activities["activity"])
    assert "3.6.30.1" in set(moved.last.indicators["indicator"])


# ------------------------------------------------------------------ whatever else names a code

INDICATORS_OF: Final = """
    code    | activity | text_mk | kind  | unit | old_codes
    3.6.1.1 | 3.6.1    | Сите    | count |      | 3.6.7.1; 4.5
    3.6.1.2 | 3.6.7    | Делот   | count |      |
"""


def now(**sheets: str) -> tuple[Plan, list[tuple[str, str]]]:
    """Return a plan in which 3.6.7 and 3.6.7.1 are codes of before, and the warned cells."""
    plan, found = with_warnings(**old("3.6.7"), indicators=INDICATORS_OF, **sheets)
    assert plan is not None, found
    return plan, [(own.sheet, own.cell) for own in found if own.key == "code_of_before"]


def test_a_row_may_go_on_naming_its_parent_by_the_code_of_before() -> None:
    plan, warned = now()
    assert plan.indicator("3.6.1.2").activity == "3.6.1"
    assert warned == [("indicators", "B3")]


@pytest.mark.parametrize(
    ("row", "activity", "indicator", "cell"),
    [("3.6.7 |", "3.6.1", "", "B2"), ("| 3.6.7.1", "", "3.6.1.1", "C2"),
     ("3.6.1 |", "3.6.1", "", "")],
)  # fmt: skip
def test_a_waiver_may(row: str, activity: str, indicator: str, cell: str) -> None:
    plan, warned = now(waivers=f"rule | activity | indicator\nmissing_status | {row}")
    (waiver,) = plan.waivers
    assert (waiver.activity, waiver.indicator) == (activity, indicator)
    assert warned[1:] == ([("waivers", cell)] if cell else [])


@pytest.mark.parametrize(("of", "what", "value"), [("3.6.7", "deadline", "31.3.2023"),
                                                  ("3.6.7.1", "target", "9")])  # fmt: skip
def test_an_amendment_may(of: str, what: str, value: str) -> None:
    rows = f"of | what | value | from\n{of} | {what} | {value} | 2022-Q4"
    plan, warned = now(amendments=rows)
    assert [own.of for own in plan.amendments] == [of.replace("3.6.7", "3.6.1")]
    assert warned[1:] == [("amendments", "A2")]


@every(
    ("typed", "read"),
    [
        ("3.6.1.2 <= 3.6.7.1", "3.6.1.2 <= 3.6.1.1"),
        ("3.6.1.2 <= [ 3.6.7.1 ] + 1", "3.6.1.2 <= [ 3.6.1.1 ] + 1"),
        ("3.6.1.2 <= [4.5]", "3.6.1.2 <= [3.6.1.1]"),
        ("3.6.1.2 <= 4.5", "3.6.1.2 <= 4.5"),  # a number
        ("3.6.1.2 <= 4,5", "3.6.1.2 <= 4,5"),
    ],
)
def test_a_check_may(typed: str, read: str) -> None:
    plan, warned = now(checks=f"code | expression | text_mk\nown | {typed} | Не важи.")
    assert plan.checks[0].typed == read
    assert warned[1:] == ([] if typed == read else [("checks", "B2")])


def test_a_check_may_name_the_rows_it_is_for_so() -> None:
    row = "code | expression | for | text_mk\nown | value <= 5 | 3.6.7.1; 3.6.1.2 | Не важи."
    assert now(checks=row)[0].checks[0].rows == ("3.6.1.1", "3.6.1.2")


def test_an_accepted_deadline_is_that_of_the_renumbered_activity() -> None:
    day = date(2023, 3, 31)
    more = [Amendment("3.6.3", "deadline", day, date(2022, 10, 1), "договорено")]
    (own,) = with_amendments(renumbered(), more).amendments
    assert (own.of, own.value) == ("3.6.30", day)


def test_decisions_and_states_go_on_under_the_new_code_and_that_is_said_once(
    tmp_path: Path,
) -> None:
    place = WorkspaceFolder(tmp_path).quarter(QUARTERS[2])
    place.path.mkdir()
    decided = Decision("status", "3.6.3", "MVR", "Завршено", "по телефон", "МВР", "2022-10-11")
    place.decisions.write_bytes(decisions_csv([decided]))
    place.states.write_bytes(states_csv({"missing_status:MVR:3.6.3": Kept("settled", "ок")}))
    day, texts = date(2022, 10, 12), Texts("mk")
    typed = typed_in(place, renumbered(), day, texts)
    (own,) = typed.decisions
    assert (own.id, own.value) == ("status:MVR:3.6.30", "Завршено")
    assert own.reason == "по телефон · одлучено под поранешниот код 3.6.3"
    assert list(typed.states) == ["missing_status:MVR:3.6.30"]
    place.decisions.write_bytes(decisions_csv(typed.decisions))
    assert typed_in(place, renumbered(), day, texts).decisions == typed.decisions
