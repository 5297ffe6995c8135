"""What the coordinator decides stands in the place of what was returned."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from cli_runs import OPEN_GATE, answer, fill, run, with_forms
from made import AS_OF, QUARTER
from openpyxl import load_workbook
from returned_forms import merged, one, returned, the_history, the_plan, workers

from ovpsheets.decision import Decision
from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.errors import WorkspaceError
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.consolidated import consolidated
from ovpsheets.results.report.open_items import asked_of, things_asked
from ovpsheets.texts import Texts

STATUS = Decision("status", "3.6.3", "MVR", "Завршено", "кажано по телефон", "А. А.", "2022-10-11")


def decided(folder: Path, *decisions: Decision) -> Merged:
    returned("MVR").fill_well().save(folder)
    return merge(
        the_plan(),
        QUARTER,
        folder,
        history=the_history(),
        as_of=AS_OF,
        decisions=decisions,
        executor=workers(),
    )


def test_a_decided_status_stands_in_the_table_and_says_what_it_replaced(tmp_path: Path) -> None:
    found = decided(tmp_path, STATUS)
    row = one(found.activities, activity="3.6.3", institution="MVR")
    assert row["status"] == "completed"
    assert row["file"]  # it still leads to the form
    (outcome,) = found.decided
    assert (outcome.problem, outcome.before) == ("", "Значително")


def test_the_rules_judge_what_was_decided(tmp_path: Path) -> None:
    before = set(decided(tmp_path).findings["id"])
    after = set(decided(tmp_path, replace(STATUS, value="Незапочнато")).findings["id"])
    assert {name.partition(":")[0] for name in after - before} & {
        "status_backwards",
        "moving_not_started",
    }


def test_a_decided_number_is_read_as_the_cell_would_be(tmp_path: Path) -> None:
    found = decided(tmp_path, Decision("value", "3.6.3.1", "MVR", "12"))
    assert one(found.indicators, indicator="3.6.3.1", institution="MVR")["value"] == 12


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        (replace(STATUS, code="9.9.9"), "unknown"),
        (replace(STATUS, what="мислење"), "unknown"),
        (replace(STATUS, value="во тек"), "unreadable"),
        (Decision("value", "3.6.3.1", "MVR", "околу 30"), "unreadable"),
        (Decision("status", "3.6.5", "MP", "Завршено"), "not_asked"),
        (Decision("institution", "нема.xlsx", "", "МВР"), "no_file"),
        (Decision("institution", "нема.xlsx", "", "Министерство за магија"), "unknown"),
        (replace(STATUS, withdrawn="2022-10-12"), "withdrawn"),
        (replace(STATUS, value=""), "empty"),
    ],
)
def test_a_decision_that_cannot_be_applied_changes_nothing_and_is_reported(
    tmp_path: Path, decision: Decision, problem: str
) -> None:
    found = decided(tmp_path, decision)
    assert [outcome.problem for outcome in found.decided] == [problem]
    assert found.activities.equals(merged(tmp_path).activities)


def test_the_file_of_decisions_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    odd = replace(STATUS, code="3.6.2", value="=1+1", reason="со „наводници“, запирка\nи нов ред")
    path.write_bytes(decisions_csv([STATUS, odd]))
    assert set(read_decisions(path)) == {STATUS, odd}


def test_the_order_of_decisions_does_not_change_the_file() -> None:
    other = replace(STATUS, code="3.6.2")
    assert decisions_csv([STATUS, other]) == decisions_csv([other, STATUS])


def test_without_a_file_there_are_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "decisions.csv") == ()


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("а,б\n1,2\n", encoding="utf-8")
    with pytest.raises(WorkspaceError) as refused:
        read_decisions(path)
    assert "decisions.csv" in refused.value.message("mk")


def test_the_merge_of_a_workspace_reads_its_file_and_says_what_was_not_applied(
    tmp_path: Path,
) -> None:
    root = with_forms(tmp_path)
    fill(root, "OP", OPEN_GATE)
    good = Decision("status", "3.6.7", "OP", "Значително")
    bad = replace(STATUS, value="во тек", institution="OP", code="3.6.7", what="reason")
    (root / "2022-Q3" / "decisions.csv").write_bytes(decisions_csv([good, bad]))
    said = answer("-C", root, "merge", "2022-Q3", "--as-of", "2022-10-12")
    problems = {item["id"]: item["problem"] for item in said["decisions"]}
    assert problems == {good.id: "", bad.id: "unreadable"}
    spoken = run("-C", root, "merge", "2022-Q3", "--as-of", "2022-10-12").stdout
    assert "Не е применета одлуката „во тек“" in spoken


def test_nobody_is_asked_about_a_cell_that_was_decided(tmp_path: Path) -> None:
    found = decided(tmp_path, replace(STATUS, value="Незапочнато"))
    (outcome,) = found.decided
    at = found.findings["cell"] == outcome.cell
    assert "status_backwards" in set(found.findings["rule"][at])  # the coordinator sees it
    asked = asked_of(found)["MVR"]
    assert outcome.cell not in {row["cell"] for item in asked for row in item.findings}


def test_one_value_in_cells_of_two_rows_is_asked_about_once_and_decided_for_each(
    tmp_path: Path,
) -> None:
    form = returned("MVR").fill_well().write("indicators/3.6.3.1/value", 12)
    cell, last = (form.cell(f"indicators/3.6.3.{n}/value") for n in (1, 2))
    form.sheet("indicators").merge_cells(f"{cell.coordinate}:{last.coordinate}")
    form.save(tmp_path)

    def doubted(*decisions: Decision) -> tuple[list[tuple[str, bool]], int]:
        found = merge(
            the_plan(), QUARTER, tmp_path, history=the_history(), as_of=AS_OF,
            decisions=decisions, jobs=1,
        )  # fmt: skip
        own = found.findings[found.findings["rule"] == "doubtful_value"]
        lines = asked_of(found).get("MVR", ())
        asked = things_asked(item for item in lines if item.first["rule"] == "doubtful_value")
        return [*zip(own["indicator"], own["follows"].notna(), strict=True)], asked

    first, second = (Decision("value", f"3.6.3.{n}", "MVR", "12") for n in (1, 2))
    assert doubted() == ([("3.6.3.1", False), ("3.6.3.2", True)], 1)
    assert doubted(first) == ([("3.6.3.2", False)], 1)
    assert doubted(second) == ([("3.6.3.1", False)], 1)


def test_a_decision_about_what_nobody_returned_leads_to_no_cell(tmp_path: Path) -> None:
    found = decided(tmp_path, Decision("value", "3.6.5.1", "MZ", "Да"))
    row = one(found.indicators, indicator="3.6.5.1", institution="MZ")
    assert (row["value"], row["decision"]) == (1, "value:MZ:3.6.5.1")
    assert [row[name] for name in ("file", "sheet", "cell")] == [None, None, None]
    assert "MZ" in found.without_return()
    assert "missing_return" in set(found.findings["rule"][found.findings["institution"] == "MZ"])


def test_the_workbook_says_beside_the_cell_what_was_decided(tmp_path: Path) -> None:
    data = consolidated(decided(tmp_path, STATUS), Texts("mk"))
    sheet = load_workbook(io.BytesIO(data))["Потекло"]
    (said,) = {row[8].value for row in sheet.iter_rows(min_row=6)} - {None}
    assert said == (
        "одлучено: од „Значително“ во „Завршено“ · одлучил: А. А. · 11.10.2022 · кажано по телефон"
    )


def test_what_is_typed_where_no_merge_reads_it_waits_and_is_kept(tmp_path: Path) -> None:
    found = decided(tmp_path / "returns", STATUS)
    path = tmp_path / "results" / "consolidated.xlsx"
    found.write(path.parent)
    book = load_workbook(path)
    sheet = book["Одлуки"]
    for column, text in zip("BCDG", ("МЗ", "3.6.5", "Статус", "Ограничено"), strict=True):
        sheet[f"{column}8"].value = text
    book.save(path)
    for _ in range(2):
        found.write(path.parent)
        rows = load_workbook(path)["Одлуки"].iter_rows(min_row=6, max_row=8, values_only=True)
        assert [(row[0], row[6]) for row in rows] == [
            ("Чека", "Ограничено"), ("Применета", "Завршено"), (None, None),
        ]  # fmt: skip
