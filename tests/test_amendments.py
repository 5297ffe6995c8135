"""Amendments of the plan: what was decided holds from its day on, and the first promise is kept."""

from datetime import date
from pathlib import Path

import pytest
from cli_runs import QUARTER, workspace
from every_case import every
from made import case_plan
from plans import good, problems, tables_of

import ovpsheets as ovp
from ovpsheets.decision import ACCEPTED, Decision
from ovpsheets.decisions.accepted import accepted, accepted_csv, read_accepted
from ovpsheets.decisions.file import decisions_csv
from ovpsheets.plan.in_force import in_force, slips, with_amendments
from ovpsheets.plan.model import Plan
from ovpsheets.plan.put import Given
from ovpsheets.plan.read import plan_from_bytes
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.quarter import Quarter
from ovpsheets.results.narrative import summary_context
from ovpsheets.texts import Texts
from ovpsheets.workspace.folders import WorkspaceFolder

SECOND, THIRD, FOURTH = (Quarter(2022, number) for number in (2, 3, 4))


def amended(*rows: str) -> str:
    return "\n".join(("of | what | value | from | decision", *rows))


def plan(*rows: str) -> Plan:
    return good(amendments=amended(*rows))


LATER = "3.6.1 | deadline | 31.3.2023 | 2022-Q4 | Minutes of 3.10.2022"
FIRST = date(2022, 6, 30)


# ------------------------------------------------------------------ the sheet


def test_a_deadline_holds_from_its_quarter_on_and_before_that_the_first_one() -> None:
    found = plan(LATER)
    assert found.activity("3.6.1").deadline == FIRST
    assert in_force(found, THIRD).activity("3.6.1").deadline == FIRST
    assert in_force(found, FOURTH).activity("3.6.1").deadline == date(2023, 3, 31)


@pytest.mark.parametrize(
    ("start", "holds"), [("30.9.2022", True), ("1.10.2022", False), ("2022-Q3", True)]
)
def test_what_holds_on_the_last_day_of_a_quarter_holds_in_it(start: str, holds: bool) -> None:
    found = in_force(plan(LATER.replace("2022-Q4", start)), THIRD)
    assert (found.activity("3.6.1").deadline != FIRST) is holds


def test_each_amendment_knows_what_held_before_it_and_how_often_a_deadline_slipped() -> None:
    again = "3.6.1 | deadline | 31.12.2023 | 2023-Q2 | Minutes of 4.4.2023"
    found = plan(again, LATER)  # in whatever order they stand
    assert [(own.before, own.value) for own in found.amendments] == [
        (FIRST, date(2023, 3, 31)), (date(2023, 3, 31), date(2023, 12, 31)),
    ]  # fmt: skip
    holding = [in_force(found, q) for q in (THIRD, FOURTH, Quarter(2023, 2))]
    assert [len(slips(own, own.activity("3.6.1"))) for own in holding] == [0, 1, 2]


def test_a_deadline_that_was_brought_forward_has_not_slipped() -> None:
    found = in_force(plan(LATER.replace("31.3.2023", "31.5.2022")), FOURTH)
    assert slips(found, found.activity("3.6.1")) == ()


def test_a_new_holder_reports_and_is_no_co_holder_of_its_own() -> None:
    found = in_force(
        plan("3.6.1 | holder | ОР | 2022-Q4 |", "3.6.2 | holder | MTSP | 2022-Q4 |"), FOURTH
    )
    assert (found.activity("3.6.1").holder, found.activity("3.6.1").co_holders) == ("OP", ("MVR",))
    assert found.indicator("3.6.2.1").reported_by == ("MTSP",)
    assert found.indicator("3.6.1.1").reported_by == ("OP",)  # as the plan says it


def test_a_target_is_read_as_its_indicator_wants_it() -> None:
    found = in_force(plan("3.6.2.1 | target | 60% | 2022-Q4 |"), FOURTH)
    assert found.indicator("3.6.2.1").target == 60


def test_doing_it_again_changes_nothing() -> None:
    once = in_force(plan(LATER), FOURTH)
    assert in_force(once, FOURTH) == once


@every(
    ("row", "problem", "cell"),
    [
        ("3.6.9 | deadline | 31.3.2023 | 2022-Q4 |", "amendment_unknown", "A2"),
        ("3.6.1 | target | 4 | 2022-Q4 |", "amendment_unknown", "A2"),
        ("3.6.1 | deadline | soon | 2022-Q4 |", "amendment_value", "C2"),
        ("3.6.1 | deadline | 3/2023 | 2022-Q4 |", "amendment_value", "C2"),
        ("3.6.1 | holder | XX | 2022-Q4 |", "amendment_value", "C2"),
        ("3.6.2.1 | target | 160 | 2022-Q4 |", "amendment_value", "C2"),
        ("3.6.1 | deadline | 31.3.2023 | |", "value_missing", "D2"),
        ("3.6.1 | name | x | 2022-Q4 |", "choice_unknown", "B2"),
    ],
)
def test_a_row_that_cannot_be_used_is_a_problem(row: str, problem: str, cell: str) -> None:
    assert problems(amendments=amended(row)) == [(problem, "amendments", cell)]


# ------------------------------------------------------------------ a decision


def decision(value: str = "31.3.2023", **more: str) -> Decision:
    return Decision(ACCEPTED, "3.6.1", "MTSP", value, "agreed", "N. N.", "2022-10-12", **more)


def test_an_accepted_deadline_holds_from_the_next_quarter_on() -> None:
    (own,) = accepted([decision()], THIRD)
    assert (own.of, own.what, own.value) == ("3.6.1", "deadline", date(2023, 3, 31))
    assert own.from_ == FOURTH.start
    assert own.decision == "agreed, N. N., 2022-10-12"


@pytest.mark.parametrize("item", [decision(withdrawn="2022-10-13"), decision(""), decision("soon")])
def test_what_was_withdrawn_or_is_no_day_accepts_nothing(item: Decision) -> None:
    assert accepted([item], THIRD) == ()


def test_accepted_deadlines_are_kept_with_a_closed_quarter(tmp_path: Path) -> None:
    own = accepted([decision()], THIRD)
    (tmp_path / "accepted.csv").write_bytes(accepted_csv(own))
    assert read_accepted(tmp_path / "accepted.csv") == own


def decided(folder: Path) -> Path:
    """Return a workspace in whose third quarter a new deadline of 3.6.1 was accepted."""
    root = workspace(folder)
    (root / QUARTER).mkdir()
    (root / QUARTER / "decisions.csv").write_bytes(decisions_csv([decision()]))
    return root


def test_a_decision_of_a_quarter_is_in_the_plan_of_the_next_and_not_in_its_own(
    tmp_path: Path,
) -> None:
    folder = WorkspaceFolder(decided(tmp_path))
    assert folder.plan_of(THIRD).activity("3.6.1").deadline == FIRST
    later = folder.plan_of(FOURTH)
    assert later.activity("3.6.1").deadline == date(2023, 3, 31)
    assert [(own.before, own.value) for own in later.amendments] == [(FIRST, date(2023, 3, 31))]
    assert folder.plan().activity("3.6.1").deadline == FIRST  # nothing is typed over


@pytest.mark.parametrize(("value", "problem"), [("31.3.2023", ""), ("soon", "unreadable")])
def test_the_merge_shows_the_decision_beside_what_the_plan_has(value: str, problem: str) -> None:
    (own,) = ovp.merge(case_plan(), THIRD, {}, decisions=[decision(value)]).decided
    assert (own.problem, own.before) == (problem, "30.6.2022")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("mk", "31.3.2023 (поместен 1 пат; првично 30.6.2022)"),
        ("en", "31.3.2023 (put off 1 time; first 30.6.2022)"),
        ("sq", "31.3.2023 (shtyrë 1 herë; fillimisht 30.6.2022)"),
    ],
)
def test_the_summary_shows_the_deadline_with_the_first_one(language: str, said: str) -> None:
    merged = ovp.merge(with_amendments(case_plan(), accepted([decision()], SECOND)), THIRD, {})
    sections = summary_context(merged, Texts(language)).sections
    assert next(own.deadline for part in sections for own in part.milestones) == said


def test_the_example_without_amendments_is_its_own_plan() -> None:
    assert in_force(case_plan(), FOURTH) is case_plan()


def test_amendments_are_written_and_read_back() -> None:
    row: dict[str, Given] = {"of": "3.6.1", "what": "deadline", "value": "31.3.2023"}
    data = write_plan(
        {**tables_of(plan(LATER)), "amendments": [{**row, "from": date(2022, 10, 1)}]}
    )
    found, said = plan_from_bytes(data, "plan.xlsx")
    assert found is not None, said
    assert [own.value for own in found.amendments] == [date(2023, 3, 31)]
