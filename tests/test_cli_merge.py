"""merge, check, status: what came back."""

import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_runs import (
    AS_OF,
    JUSTICE,
    OPEN_GATE,
    QUARTER,
    answer,
    built,
    copied,
    fill,
    run,
    with_forms,
)
from returned_forms import merged as merged_folder
from returned_forms import workers

import ovpsheets as ovp
from ovpsheets.cli.merge import reached
from ovpsheets.spread.crew import Crew

HELD = {
    "MVR": ("3.6.2", "3.6.3", "3.6.8"), "NK": ("3.6.2",), "OP": ("3.6.7",), "MP": ("3.6.4",),
    "MZ": ("3.6.5",), "MTSP": ("3.6.1", "3.6.6", "3.6.8"),
}  # fmt: skip
"""Whose activity is whose."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which two of six institutions returned their form."""
    return copied(two_returned, tmp_path)


def two_returned(folder: Path) -> Path:
    root = with_forms(folder)
    fill(root, "OP", OPEN_GATE, "Отворена порта/конечно.xlsx")
    fill(root, "MP", JUSTICE)
    return root


@dataclass(frozen=True)
class Told:
    """A workspace that was merged twice, and what was said: in words, and to a program."""

    root: Path
    words: str
    values: dict[str, Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Two forms, a picture that is named as one, and the lock file of an open one."""
    root = copied(two_returned, tmp_path_factory.mktemp("told"))
    (root / QUARTER / "returns" / "слика.xlsx").write_bytes(b"GIF89a")
    (root / QUARTER / "returns" / "~$конечно.xlsx").write_bytes(b"x")
    done = run(*merge(root))
    assert done.exit_code == 0
    return Told(root, done.stdout, answer(*merge(root)))


def two_merged(folder: Path) -> Path:
    root = copied(two_returned, folder)
    assert run(*merge(root)).exit_code == 0
    return root


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """The same workspace after its merge."""
    return copied(two_merged, tmp_path)


def merge(root: Path, *more: str) -> list[object]:
    return ["-C", root, "merge", QUARTER, "--as-of", AS_OF, *more]


def test_merge_says_how_every_file_ended_and_where_the_results_are(told: Told) -> None:
    assert "Оставена настрана: тоа е слика" in told.words
    assert "2 од 6" in told.words
    assert "consolidated.xlsx" in told.words
    assert (told.root / QUARTER / "results" / "consolidated.xlsx").is_file()
    assert (told.root / QUARTER / "results" / "summary.mk.html").is_file()


def test_merge_in_json_has_stable_keys(told: Told) -> None:
    found = told.values
    assert set(found) == {
        "quarter", "as_of", "expected", "returned", "missing", "counters", "findings",
        "unplaced", "files", "skipped", "results", "copies", "used", "answers", "changes",
        "decisions", "unusable", "unusable_products", "sums",
    }  # fmt: skip
    assert (found["returned"], found["expected"]) == (2, 6)
    assert found["missing"] == ["MVR", "NK", "MZ", "MTSP"]
    assert found["findings"]["urgent"] == 4
    assert found["counters"]["total"] == 8


def test_lock_files_are_named_and_not_read(told: Told) -> None:
    assert "~$конечно.xlsx" in told.words
    assert told.values["skipped"] == ["~$конечно.xlsx"]
    assert len(told.values["files"]) == 3


def test_no_line_is_longer_than_a_window(root: Path) -> None:
    fill(root, "NK", {}, "/".join(["многу долго име на папка"] * 4) + "/образец.xlsx")
    shown = run(*merge(root)).stdout.split("Запишани се")[0]  # then come paths
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize("severity", ["urgent", "important", "check"])
def test_whatever_is_as_severe_or_worse_is_reached(tmp_path: Path, severity: str) -> None:
    assert reached(merged_folder(tmp_path), severity)


def test_fail_on_ends_with_3_when_there_is_such_a_finding(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    for institution, activities in HELD.items():
        fill(root, institution, {(code, "status"): "Ограничено" for code in activities})
    spared = run(*merge(root), "--fail-on", "urgent", "--json")
    assert spared.exit_code == 0
    assert json.loads(spared.stdout_bytes)["findings"]["urgent"] == 0
    assert run(*merge(root), "--fail-on", "important").exit_code == 3


def test_the_day_a_file_came_is_recorded_once_and_stays_the_coordinators(merged: Path) -> None:
    root = merged
    register = root / QUARTER / "received.csv"
    rows = list(csv.DictReader(register.read_text(encoding="utf-8").splitlines()))
    assert [row["received"] for row in rows] == [AS_OF, AS_OF]  # saved today, seen that day
    assert {row["file"] for row in rows} == {
        "OVP_NAP5_2022-Q3_MP_R1.xlsx", "Отворена порта/конечно.xlsx",
    }  # fmt: skip
    register.write_text(register.read_text(encoding="utf-8").replace(AS_OF, "2022-10-07"))
    assert {item["received"] for item in answer(*merge(root))["files"]} == {"2022-10-07"}
    assert "2022-10-07" in register.read_text(encoding="utf-8")


@pytest.mark.parametrize("spoilt", [b"a;b\n1;2\n", b"\xf4\xe0\xbf", b"file,received,sha256\nx\n"])
def test_a_register_that_cannot_be_read_is_one_line_and_a_tip(root: Path, spoilt: bytes) -> None:
    (root / QUARTER / "received.csv").write_bytes(spoilt)
    done = run(*merge(root))
    assert done.exit_code == 1
    assert "received.csv" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert not (root / QUARTER / "results").exists()


def test_a_recorded_day_outlives_a_file_that_is_away_for_a_while(merged: Path) -> None:
    register = (merged / QUARTER / "received.csv").read_text(encoding="utf-8")
    away = merged / QUARTER / "returns" / "OVP_NAP5_2022-Q3_MP_R1.xlsx"
    away.rename(merged / away.name)
    run(*merge(merged))
    assert (merged / QUARTER / "received.csv").read_text(encoding="utf-8") == register


def test_returned_files_are_never_touched(told: Told) -> None:
    sent, folder = built(two_returned) / QUARTER / "returns", told.root / QUARTER / "returns"
    for path in (path for path in sent.rglob("*") if path.is_file()):
        kept = folder / path.relative_to(sent)
        assert kept.read_bytes() == path.read_bytes()
        assert kept.stat().st_mtime_ns == path.stat().st_mtime_ns


def test_a_result_edited_by_hand_is_copied_and_the_copy_named(merged: Path) -> None:
    summary = merged / QUARTER / "results" / "summary.mk.md"
    summary.write_text("моја измена", encoding="utf-8")
    (copy,) = answer(*merge(merged))["copies"]
    assert Path(copy).read_text(encoding="utf-8") == "моја измена"


def test_merge_without_returns_says_where_they_belong(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    done = run(*merge(root))
    assert done.exit_code == 0
    assert "Сѐ уште нема вратени датотеки" in done.stdout
    assert str(root / QUARTER / "returns") in done.stdout.splitlines()[3]
    assert "0 од 6" in done.stdout


def test_merge_in_another_language_writes_and_speaks_it(root: Path) -> None:
    done = run("--lang", "sq", *merge(root))
    assert "Formularë të kthyer" in done.stdout
    assert (root / QUARTER / "results" / "summary.sq.html").is_file()


def test_status_names_who_is_missing_and_the_days_left(root: Path) -> None:
    done = run("-C", root, "status", QUARTER, "--as-of", "9.10.2022")
    assert done.exit_code == 0
    assert "9.10.2022, во рок" in done.stdout
    assert "МВР, Национална комисија, МЗ и МТСП" in done.stdout
    assert "(уште 1 ден)" in done.stdout


def test_status_says_how_many_days_have_passed(root: Path) -> None:
    done = run("-C", root, "--lang", "en", "status", QUARTER, "--as-of", AS_OF)
    assert "12.10.2022, file's date" in done.stdout
    assert "10 October 2022 (2 days ago)" in done.stdout
    assert "15 October 2022 (3 days left)" in done.stdout


def test_status_writes_nothing(root: Path) -> None:
    before = sorted(root.rglob("*"))
    run("-C", root, "status", QUARTER)
    assert sorted(root.rglob("*")) == before


def test_status_in_json_has_stable_keys(root: Path) -> None:
    found = answer("-C", root, "status", QUARTER, "--as-of", AS_OF)
    assert (found["days_to_submit"], found["days_to_publish"]) == (-2, 3)
    own = {item["institution"]: item for item in found["institutions"]}
    assert set(own["OP"]) == {
        "institution", "expected", "form", "received", "on_time", "activities", "answered",
        "indicators", "given", "findings", "open", "punctual", "shown", "complete",
            "wrote", "wrote_undated",
    }  # fmt: skip
    assert own["OP"]["received"] == AS_OF
    assert own["OP"]["answered"] == 1
    assert own["MTSP"]["received"] is None
    assert own["MTSP"]["form"].startswith("OVP-NAP5-2022Q3-MTSP-R1-")


def test_status_before_the_forms_says_how_to_make_them(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    done = run("-C", root, "--lang", "en", "status", "2022-Q4", "--as-of", AS_OF)
    assert "ovpsheets generate 2022-Q4" in done.stdout


def test_check_shows_what_was_read_and_the_findings_of_this_file_alone(root: Path) -> None:
    file = root / QUARTER / "returns" / "OVP_NAP5_2022-Q3_MP_R1.xlsx"
    done = run("-C", root, "check", file)
    assert done.exit_code == 0
    assert "OVP-NAP5-2022Q3-MP-R1-" in done.stdout
    assert "Министерство за правда" in done.stdout
    assert "Незапочнато" in done.stdout
    (found,) = answer("-C", root, "check", file)
    assert {item["institution"] for item in found["findings"]} == {"MP"}
    assert {"unexplained_delay", "missing_indicator"} <= {i["rule"] for i in found["findings"]}


def test_check_works_for_a_file_anywhere(root: Path, tmp_path: Path) -> None:
    source = root / QUARTER / "returns" / "Отворена порта" / "конечно.xlsx"
    elsewhere = tmp_path / "Преземања.xlsx"
    elsewhere.write_bytes(source.read_bytes())
    (found,) = answer("-C", root, "check", elsewhere)
    assert set(found) == {
        "file", "sha256", "form_id", "institution", "quarter", "set_aside", "detail",
        "activities", "indicators", "findings", "unplaced",
        "inside", "is_container", "older_file", "changes",
    }  # fmt: skip
    assert (found["institution"], found["quarter"]) == ("OP", QUARTER)
    assert [item["value"] for item in found["indicators"]] == [8]
    assert [item["rule"] for item in found["findings"]] in ([], ["late_return"])


def test_check_takes_a_form_that_names_no_quarter_for_one_of_the_newest(
    root: Path, tmp_path: Path
) -> None:
    form = openpyxl.load_workbook(root / QUARTER / "returns" / "OVP_NAP5_2022-Q3_MP_R1.xlsx")
    rows = form["1 Активности"].iter_rows(min_row=6, values_only=True)
    table = tmp_path / "МП.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        without_check = ((code, *others) for code, _, *others in rows)
        csv.writer(out, delimiter=";").writerows(without_check)
    (found,) = answer("-C", root, "check", table)
    assert (found["institution"], found["quarter"]) == ("MP", QUARTER)


def test_check_finds_a_file_named_as_seen_from_the_workspace(root: Path) -> None:
    done = run("-C", root, "check", f"{QUARTER}/returns/OVP_NAP5_2022-Q3_MP_R1.xlsx")
    assert done.exit_code == 0


def test_check_shows_what_lies_outside_the_form(root: Path) -> None:
    file = fill(root, "MZ", {})
    book = openpyxl.load_workbook(file)
    book["1 Активности"]["C40"] = "Лекарот замина во мај."
    book.save(file)
    shown = run("-C", root, "check", file).stdout
    assert "1 Активности!C40  Лекарот замина во мај." in shown


def test_check_gives_the_reason_for_a_file_that_is_no_form(root: Path, tmp_path: Path) -> None:
    bad = tmp_path / "слика.xlsx"
    bad.write_bytes(b"GIF89a")
    done = run("-C", root, "check", bad)
    assert done.exit_code == 0
    assert "ќе се остави настрана: тоа е слика или PDF" in done.stdout


def test_check_goes_on_after_a_file_that_is_not_there(root: Path) -> None:
    good = root / QUARTER / "returns" / "OVP_NAP5_2022-Q3_MP_R1.xlsx"
    done = run("-C", root, "--lang", "en", "check", root / "none.xlsx", good)
    assert done.exit_code == 1
    assert "There is no " in done.stderr
    assert "OVP-NAP5-2022Q3-MP-R1-" in done.stdout


def test_member_text_cannot_command_the_terminal(root: Path) -> None:
    answers = {("3.6.5", "progress"): "напред\u202eназад"}
    shown = run("-C", root, "check", fill(root, "MZ", answers)).stdout
    assert "напред" in shown
    assert "\u202e" not in shown


def test_check_of_a_folder_checks_every_file_in_it_and_below(root: Path) -> None:
    folder = root / QUARTER / "returns"
    (folder / "~$конечно.xlsx").write_bytes(b"lock")
    found = answer("-C", root, "check", f"{QUARTER}/returns")
    files = [path for path in folder.rglob("*.xlsx") if not path.name.startswith("~$")]
    assert {item["file"] for item in found} == {path.name for path in files}
    one_by_one = answer("-C", root, "check", *files)
    assert sorted(found, key=lambda item: item["file"]) == sorted(
        one_by_one, key=lambda item: item["file"]
    )


def test_check_of_an_empty_folder_says_so(root: Path, tmp_path: Path) -> None:
    empty = tmp_path / "празна"
    empty.mkdir()
    done = run("-C", root, "check", empty)
    assert done.exit_code == 1
    assert "нема што да се провери" in done.stderr


def test_check_of_a_folder_in_python_is_that_of_its_files(root: Path) -> None:
    workspace = ovp.Workspace(root)
    place = root / QUARTER / "returns"
    names = [item.returned.name for item in workspace.check(place)]
    assert sorted(names) == sorted(path.name for path in place.rglob("*.xlsx"))


def test_a_dataset_is_the_same_quarter_and_leaves_the_workspace_as_it_is(
    merged: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow")
    before = {path: path.stat().st_mtime_ns for path in (merged / QUARTER).rglob("*")}
    command = ("-C", merged, "merge", QUARTER, "--as-of", AS_OF, "--dataset", tmp_path / "d")
    with pytest.MonkeyPatch.context() as patch:  # the second time with processes of its own
        patch.setattr(Crew, "_hire", lambda own: setattr(own, "executor", workers()))
        said = run(*command, "--fail-on", "urgent")
    assert said.exit_code == 3, said.output
    assert "Вратени обрасци  2 од 6" in said.output
    shutil.rmtree(tmp_path / "d")
    told = answer(*command)
    whole = ovp.Workspace(merged).read(QUARTER, as_of=AS_OF)
    assert told["rows"]["findings"] == len(whole.findings)
    assert told["files"] == {"used": 2}
    assert (tmp_path / "d" / told["summary"]).is_file()
    assert {path: path.stat().st_mtime_ns for path in (merged / QUARTER).rglob("*")} == before
