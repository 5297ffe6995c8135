"""What adds up among figures of persons is to be settled once, and the answer counts everywhere."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest
from made import case_plan
from plans import workbook
from test_told_of_others import FEW, VICTIMS, plan_text
from told_quarters import DAYS, IN_TIME, QUARTERS, Told

from ovpsheets.decision import SUM, Decision, NoticedSum
from ovpsheets.decisions.file import decisions_csv
from ovpsheets.decisions.sums import (
    answered,
    in_signs,
    is_relation,
    outcome_of_sum,
    read_sums,
    sums_csv,
)
from ovpsheets.disclosure import Line, Memory
from ovpsheets.disclosure.decided_sums import with_decided_sums
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.consolidated import read_typed
from ovpsheets.results.report.draft_register import Review
from ovpsheets.results.report.open_items import asked_of, open_disputes
from ovpsheets.spread.recognising import HERE
from ovpsheets.tables import records
from ovpsheets.workspace.closing import close_quarter
from ovpsheets.workspace.dataset import merge_into_dataset
from ovpsheets.workspace.merge import merge_quarter, read_quarter
from ovpsheets.workspace.release import would_be_public
from ovpsheets.workspace.told_of_persons import known_answers

THIRD, FOURTH = QUARTERS
SAID = f"{VICTIMS} = {FEW} + 1.2.1.4"
COUNTS = {VICTIMS: 40.0, FEW: 3.0, "1.2.1.4": 37.0}


@cache
def reported() -> Told:
    """Return a workspace in whose third quarter one figure of persons is the sum of two."""
    made = Told(Path(mkdtemp()), "en", is_new=False)
    (made.root / "plan.xlsx").write_bytes(workbook(plan_text()))
    made.generate(THIRD)
    counts = {code: {"value": number} for code, number in COUNTS.items()}
    made.give(THIRD, "MC", counts, IN_TIME[THIRD])
    return made


def decided(value: str, code: str = SAID, **also: str) -> Decision:
    return Decision(SUM, code, "", value, "known by name", "MA", "2022-10-13", **also)


def type_in(made: Told, quarter: str, *decisions: Decision) -> None:
    (made.root / quarter).mkdir(exist_ok=True)
    (made.root / quarter / "decisions.csv").write_bytes(decisions_csv(decisions))


def read(made: Told, quarter: str = THIRD) -> Merged:
    own = made.quarter(quarter)
    return read_quarter(made.workspace, own, DAYS[quarter], "en", reading=made.reading)


@pytest.fixture
def told() -> Any:
    """Yield the workspace, and take back what the test decided."""
    made = reported()
    yield made
    for quarter in QUARTERS:
        (made.root / quarter / "decisions.csv").unlink(missing_ok=True)


def noticed(merged: Merged) -> list[dict[str, Any]]:
    return [row for row in records(merged.findings) if row["rule"] == "sum_noticed"]


def questions(made: Told, merged: Merged) -> set[str]:
    made_public = would_be_public(made.workspace, merged, merged.review or Review())
    return set(made_public.questions["kind"])


def test_a_sum_is_a_finding_with_the_cells_of_its_figures(told: Told) -> None:
    (row,) = noticed(read(told))
    assert (row["severity"], row["institution"], row["indicator"]) == ("check", None, VICTIMS)
    assert row["found"] == SAID
    assert SAID in row["message"]
    assert f"2 Indicators!{row['cell']}" in row["message"]
    assert row["message"].count("2 Indicators!") == len(COUNTS)


def test_it_is_a_row_to_be_settled_with_the_figures_of_who_reported_them(told: Told) -> None:
    (dispute,) = (own for own in open_disputes(read(told)) if own.what == SUM)
    assert dispute.code == SAID
    assert [side.said for side in dispute.sides] == [
        f"{VICTIMS} = 40", f"{FEW} = 3", "1.2.1.4 = 37",
    ]  # fmt: skip
    assert {side.institution for side in dispute.sides} == {"MC"}


def test_it_is_noticed_and_settled_in_a_dataset_likewise(told: Told, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for typed in ((), (decided("relation"),)):
        type_in(told, THIRD, *typed)
        how = replace(told.reading, executor=HERE)
        dataset = merge_into_dataset(
            told.workspace, told.quarter(THIRD), DAYS[THIRD], "en", into=tmp_path, assume=None,
            reading=how, corrections=False,
        )  # fmt: skip
        merged = read(told)
        assert dataset.sums == merged.sums == (SAID,)
        rows = dataset.table("findings")
        assert sorted(rows["id"]) == sorted(merged.findings["id"])
        assert set(rows["message"]) == set(merged.findings["message"])


def test_no_institution_is_asked_about_it(told: Told) -> None:
    asked = [item for items in asked_of(read(told)).values() for item in items]
    assert asked
    assert "sum_noticed" not in {finding["rule"] for own in asked for finding in own.findings}


@pytest.mark.parametrize("quarter", QUARTERS)
def test_no_relation_is_said_once_and_nothing_asks_again(told: Told, quarter: str) -> None:
    before = read(told)
    assert "sum_noticed" in questions(told, before)
    type_in(told, quarter, decided("no relation"))
    after = read(told)
    assert (after.sums, noticed(after)) == ((), [])
    assert "sum_noticed" not in questions(told, after)


def test_relation_is_said_once_and_still_protects(told: Told) -> None:
    type_in(told, THIRD, decided("relation"))
    merged = read(told)
    assert merged.sums == (SAID,)
    assert noticed(merged) == []
    assert "sum_noticed" not in questions(told, merged)


def test_what_is_withdrawn_is_asked_again(told: Told) -> None:
    type_in(told, THIRD, decided("no relation", withdrawn="2022-10-14"))
    assert len(noticed(read(told))) == 1


def test_it_is_answered_in_the_workbook_that_asks(told: Told) -> None:
    own = told.quarter(THIRD)
    merge_quarter(told.workspace, own, DAYS[THIRD], "en", reading=told.reading)
    path = told.root / THIRD / "results" / "consolidated.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["Decisions"]
    row = next(row for row in sheet.iter_rows() if any(cell.value == SAID for cell in row))
    assert "Whether figures belong together" in {cell.value for cell in row}
    row[6].value = "no relation"
    out = io.BytesIO()
    book.save(out)
    typed = read_typed(out.getvalue(), told.workspace.plan())
    assert typed.decisions is not None
    assert [(own.what, own.code, own.value) for own in typed.decisions] == [
        (SUM, SAID, "no relation")
    ]


def test_a_closed_quarter_keeps_the_sums_it_was_closed_with() -> None:
    made = Told(Path(mkdtemp()), "en", is_new=False)
    (made.root / "plan.xlsx").write_bytes(workbook(plan_text()))
    made.generate(THIRD)
    rows = {code: {"value": number} for code, number in COUNTS.items()}
    made.give(THIRD, "MC", rows, IN_TIME[THIRD])
    third = made.quarter(THIRD)
    close_quarter(made.workspace, third, DAYS[THIRD], "en", anyway=True, reading=made.reading)
    before = noticed(read(made))
    type_in(made, FOURTH, decided("no relation"))
    assert noticed(read(made)) == before != []
    assert known_answers(made.workspace).answer(_question()) is False


# ------------------------------------------------------------------ in memory


def _question() -> str:
    (line,) = with_decided_sums(Memory(), {THIRD: (decided("no"),)}).lines
    return line.id


def test_words_for_it_are_those_of_any_language_and_yes_and_no() -> None:
    for word in ("relation", "Поврзани се", "lidhen", "да", "po"):
        assert is_relation(word) is True, word
    for word in ("no relation", "не се поврзани", "nuk lidhen", "не", "jo"):
        assert is_relation(word) is False, word
    assert is_relation("perhaps") is None


def test_a_sum_is_known_however_it_is_spaced() -> None:
    assert in_signs(" 1.1=1.2+ 1.3 ") == "1.1 = 1.2 + 1.3"
    assert in_signs("+1.1 =1.2") == "+1.1 = 1.2"
    assert in_signs("1.1 = 1.2 + 1.3") == "1.1 = 1.2 + 1.3"


def test_of_two_decisions_the_newer_one_answers() -> None:
    older, newer = decided("no"), replace(decided("yes"), day="2023-01-02")
    assert answered((newer, older)) == {SAID: newer}
    assert answered((older, newer)) == {SAID: newer}


def test_a_decision_counts_before_the_answer_to_a_publication() -> None:
    line = Line(THIRD, VICTIMS, "", "ask", answer="yes", why="sum_noticed", question=_question())
    memory = Memory((line,))
    assert with_decided_sums(memory, {}).answer(_question()) is True
    assert with_decided_sums(memory, {THIRD: (decided("no"),)}).answer(_question()) is False


def test_what_was_decided_is_remembered_without_the_folder_and_not_without_the_decision() -> None:
    memory = with_decided_sums(Memory(), {THIRD: (decided("no"),)})
    assert with_decided_sums(memory, {}).answer(_question()) is False
    assert with_decided_sums(memory, {THIRD: ()}).answer(_question()) is None


def test_a_decision_about_no_sum_of_the_plan_is_unusable() -> None:
    plan = case_plan()
    for code, value, problem in (
        ("3.6.3.1 = 3.6.3.2", "no", ""),
        ("3.6.3.1 = 9.9.9.9", "no", "unknown"),
        ("3.6.3.1", "no", "unknown"),
        ("3.6.3.1 = 3.6.3.2", "perhaps", "unreadable"),
    ):
        assert outcome_of_sum(decided(value, code), plan).problem == problem, (code, value)


def test_sums_are_read_back_from_their_file(tmp_path: Path) -> None:
    sums = (NoticedSum(SAID), NoticedSum("+1.1 = 1.2", is_answered=True))
    (tmp_path / "sums.csv").write_bytes(sums_csv(sums))
    assert read_sums(tmp_path / "sums.csv") == sums
    assert read_sums(tmp_path / "none.csv") == ()
