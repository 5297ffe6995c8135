"""A coordinator decides in consolidated.xlsx, merges again, and sees what became of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import openpyxl
import pandas as pd
import pytest
from cli_runs import AS_OF, QUARTER, answer, copied, run
from office import office
from openpyxl.worksheet.worksheet import Worksheet
from test_merge_interrupted import killed_before, one_merged, results

from ovpsheets.decision import Decision
from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.journeys.merge import merge_returns
from ovpsheets.table_csv import read_csv
from ovpsheets.tables import FINDINGS
from ovpsheets.workspace import merge
from ovpsheets.workspace.folders import WorkspaceFolder

MERGE = ("merge", QUARTER, "--as-of", AS_OF)

STATUS = {
    "institution": "Отворена порта", "code": "3.6.7", "decision_what": "Статус",
    "decision_value": "Значително", "decision_reason": "кажано по телефон на 11.10.",
    "decided_by": "А. А.",
}  # fmt: skip
DECISION = Decision("status", "3.6.7", "OP", "Значително", "кажано по телефон на 11.10.", "А. А.")


def merged(root: Path) -> Any:
    return answer("-C", root, *MERGE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which one form came back, merged once."""
    return copied(one_merged, tmp_path)


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """The same after a decision was typed and applied."""
    return copied(one_decided, tmp_path)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """The same when a decision was typed and not merged yet."""
    return copied(one_typed, tmp_path)


def one_typed(folder: Path) -> Path:
    root = copied(one_merged, folder)
    type_in(root, STATUS)
    return root


def one_decided(folder: Path) -> Path:
    root = copied(one_typed, folder)
    merged(root)
    return root


def place(root: Path) -> Path:
    return root / QUARTER


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of the sheet of decisions: key → cell."""
    keys = [str(found.value) for found in sheet[4]]
    return [dict(zip(keys, row, strict=True)) for row in sheet.iter_rows(min_row=6)]


def type_in(root: Path, values: Mapping[str, object], row: int = -1) -> None:
    """Type into a row of the sheet of decisions, the first free one by default."""
    path = place(root) / "results" / "consolidated.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = cast(Worksheet, book["Одлуки"])
    rows = table(sheet)
    free = next(r for r in rows if r["decision_id"].value is None and not r["code"].value)
    for key, value in values.items():
        (free if row < 0 else rows[row])[key].value = value
    book.save(path)


def shown(root: Path) -> list[dict[str, Any]]:
    """The rows of the sheet of decisions that say anything."""
    path = place(root) / "results" / "consolidated.xlsx"
    # Its only sheet that is read is this one: the whole book takes three times as long.
    book = openpyxl.load_workbook(path, read_only=True)
    lines = list(book["Одлуки"].iter_rows(min_row=4, values_only=True))
    book.close()
    rows = [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[2:]]
    return [row for row in rows if row["decision_state"]]


def activity(root: Path, code: str, institution: str) -> dict[str, Any]:
    data = WorkspaceFolder(root).history().activities
    (row,) = data[(data["activity"] == code) & (data["institution"] == institution)].to_dict(
        "records"
    )
    return {str(key): value for key, value in row.items()}


def test_what_is_typed_is_applied_at_the_next_merge_and_shown(typed: Path) -> None:
    root = typed
    said = merged(root)
    assert [(item["id"], item["problem"]) for item in said["decisions"]] == [(DECISION.id, "")]
    row = activity(root, "3.6.7", "OP")
    assert (row["status"], row["decision"]) == ("substantial", DECISION.id)
    assert row["file"]  # it still leads to the form
    (line,) = shown(root)
    assert line["decision_state"] == "Применета"
    assert line["decision_outcome"] == "од „Ограничено“ во „Значително“"
    assert read_decisions(place(root) / "decisions.csv") == (DECISION,)


def test_merging_again_changes_nothing(decided: Path) -> None:
    root = decided
    before = results(root)
    assert merged(root)["copies"] == []
    assert results(root) == before


def test_a_cleared_cell_withdraws_the_decision(decided: Path) -> None:
    root = decided
    type_in(root, {"decision_value": None}, row=0)
    merged(root)
    assert activity(root, "3.6.7", "OP")["status"] == "limited"
    (line,) = shown(root)
    assert line["decision_state"] == "Повлечена"
    (kept,) = read_decisions(place(root) / "decisions.csv")
    assert (kept.value, kept.withdrawn) == ("Значително", AS_OF)


def test_a_line_of_the_file_is_shown_in_the_workbook(root: Path) -> None:
    (place(root) / "decisions.csv").write_bytes(decisions_csv([DECISION]))
    merged(root)
    (line,) = shown(root)
    assert (line["decision_value"], line["decided_by"]) == ("Значително", "А. А.")


def test_a_workbook_that_was_deleted_takes_no_decision_with_it(decided: Path) -> None:
    root = decided
    (place(root) / "results" / "consolidated.xlsx").unlink()
    merged(root)
    assert activity(root, "3.6.7", "OP")["status"] == "substantial"


def test_the_next_merge_may_be_in_another_language(typed: Path) -> None:
    root = typed
    assert run("-C", root, "--lang", "sq", *MERGE).exit_code == 0
    assert run("-C", root, "--lang", "sq", *MERGE).exit_code == 0
    assert read_decisions(place(root) / "decisions.csv") == (DECISION,)


def test_an_unusable_decision_is_a_finding_that_leads_to_its_cell(root: Path) -> None:
    type_in(root, {**STATUS, "decision_value": "во тек"})
    merged(root)
    findings = read_csv(place(root) / "results" / "data" / "findings.csv", FINDINGS)
    (row,) = findings[findings["rule"] == "unusable_decision"].to_dict("records")
    assert row["severity"] == "important"
    book = openpyxl.load_workbook(place(root) / "results" / "consolidated.xlsx")
    assert book["Одлуки"][row["cell"]].value == "во тек"
    linked = (found.hyperlink for line in book["Задачи"].iter_rows() for found in line)
    assert f"'Одлуки'!{row['cell']}" in {link.location for link in linked if link}


def test_a_silent_institution_is_told_of_and_stays_silent(root: Path) -> None:
    told = {"institution": "МП", "code": "3.6.4", "decision_value": "Ограничено"}
    type_in(root, {**STATUS, **told})
    said = merged(root)
    assert "MP" in said["missing"]
    row = activity(root, "3.6.4", "MP")
    assert (row["status"], row["decision"]) == ("limited", "status:MP:3.6.4")
    assert all(pd.isna(row[name]) for name in ("file", "sheet", "row"))
    institutions = WorkspaceFolder(root).history().institutions.set_index("institution")
    assert not institutions.loc["MP", "returned"]
    assert said["findings"]["urgent"]  # that no form came is still said


def test_whose_an_unrecognised_file_is_can_be_decided(root: Path) -> None:
    book = openpyxl.Workbook()
    cast(Worksheet, book.active)["A1"] = "Извештај"
    book.save(place(root) / "returns" / "извештај.xlsx")
    merged(root)
    (line,) = shown(root)
    assert (line["decision_what"], line["code"]) == ("Чија е датотеката", "извештај.xlsx")
    type_in(root, {"decision_value": "МП"}, row=0)
    said = merged(root)
    assert "MP" not in said["missing"]
    assert next(f for f in said["files"] if f["file"] == "извештај.xlsx")["institution"] == "MP"


def test_a_remark_of_a_finding_lies_in_a_plain_file_too(root: Path) -> None:
    path = place(root) / "results" / "consolidated.xlsx"
    book = openpyxl.load_workbook(path)
    book["Задачи"]["F6"].value = "ќе јават до петок"
    book.save(path)
    merged(root)
    states = place(root) / "states.csv"
    assert "ќе јават до петок" in states.read_text(encoding="utf-8")
    states.write_text(states.read_text(encoding="utf-8").replace(",open,", ",asked,"), "utf-8")
    merged(root)
    assert openpyxl.load_workbook(path)["Задачи"]["E6"].value == "Побарано"


# ------------------------------------------------------------------ killed merges


@pytest.mark.parametrize(
    "name", ["decisions.csv", "consolidated.xlsx", "activities.csv", "states.csv", "written.csv"]
)
def test_a_killed_merge_loses_no_decision_and_doubles_none(typed: Path, name: str) -> None:
    root = typed
    killed_before(name, root, *MERGE)
    merged(root)
    assert read_decisions(place(root) / "decisions.csv") == (DECISION,)
    assert activity(root, "3.6.7", "OP")["status"] == "substantial"
    assert [line["decision_state"] for line in shown(root)] == ["Применета"]


@pytest.mark.parametrize("name", ["consolidated.xlsx", "activities.csv"])
def test_what_is_typed_after_a_killed_merge_counts(root: Path, name: str) -> None:
    """The file had got a line by hand; a workbook that does not show it yet takes it not away."""
    (place(root) / "decisions.csv").write_bytes(decisions_csv([DECISION]))
    killed_before(name, root, *MERGE)
    told = {"institution": "МП", "code": "3.6.4", "decision_value": "Ограничено"}
    type_in(root, {**STATUS, **told})
    merged(root)
    known = {item.id: item.withdrawn for item in read_decisions(place(root) / "decisions.csv")}
    assert known == {DECISION.id: "", "status:MP:3.6.4": ""}


def test_what_is_saved_while_files_are_read_is_not_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*words: Any, **options: Any) -> Any:
        if not read:
            type_in(root, STATUS)
        read.append(1)
        return merge_returns(*words, **options)

    read: list[int] = []
    monkeypatch.setattr(merge, "merge_returns", slow)
    merged(root)
    assert read == [1, 1]
    assert activity(root, "3.6.7", "OP")["status"] == "substantial"


# ------------------------------------------------------------------ another program


@pytest.mark.office
def test_decisions_typed_in_libreoffice_are_read(root: Path) -> None:
    path = place(root) / "results" / "consolidated.xlsx"
    cells = {"B": "МЗ", "C": "3.6.5", "D": "Статус", "G": "Ограничено", "J": "11.10.2022"}
    more = {"B": "Отворена порта", "C": "3.6.7.1", "D": "Вредност", "G": "12,5"}
    typed = [
        {"sheet": "Одлуки", "cell": f"{column}{row}", "text": text}
        for row, values in ((6, cells), (7, more))
        for column, text in values.items()
    ]
    office().fill([{"source": str(path), "target": str(path), "typed": typed}])
    merged(root)
    assert read_decisions(place(root) / "decisions.csv") == (
        Decision("status", "3.6.5", "MZ", "Ограничено", day="2022-10-11"),
        Decision("value", "3.6.7.1", "OP", "12,5"),
    )
    office().fill([{"source": str(path), "target": str(path)}])  # saved again, nothing typed
    before = (place(root) / "decisions.csv").read_bytes()
    merged(root)
    assert (place(root) / "decisions.csv").read_bytes() == before
