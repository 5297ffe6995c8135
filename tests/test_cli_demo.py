"""demo: the October 2022 case, from an empty folder to the merged report."""

import json
import re
from pathlib import Path

import pytest
from cli_runs import answer, run
from demos import played
from output_guards import parts

from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.writing.sheet import PLAIN_FUNCTIONS


@pytest.fixture(scope="module")
def demo() -> tuple[Path, str]:
    """The finished example, and what was said at its end."""
    return played().root, played().said


def test_the_demo_has_three_merged_quarters(demo: tuple[Path, str]) -> None:
    root, _ = demo
    history = WorkspaceFolder(root).history()
    assert sorted(set(history.activities["quarter"])) == ["2022-Q1", "2022-Q2", "2022-Q3"]


def test_the_demo_says_what_happened(demo: tuple[Path, str]) -> None:
    _, said = demo
    assert "5 од 6" in said
    assert "Итно" in said
    assert "Значително" in said


def test_every_place_the_demo_names_is_there(demo: tuple[Path, str]) -> None:
    root, said = demo
    places = [Path(line.strip()) for line in said.splitlines() if line.startswith(f"    {root}")]
    assert len(places) == 4
    assert all(place.exists() for place in places)


def test_the_command_the_demo_suggests_works_and_merging_again_changes_no_byte(
    demo: tuple[Path, str],
) -> None:
    root, said = demo
    before = results(root)
    (typed,) = (line.split()[1:] for line in said.splitlines() if "  ovpsheets " in line)
    assert typed[2] == "next"
    assert run(*typed, "--look").exit_code == 0
    assert run("-C", root, "merge", "2022-Q3", "--as-of", "2022-10-12").exit_code == 0
    assert results(root) == before


def results(root: Path) -> dict[Path, bytes]:
    folder = root / "2022-Q3" / "results"
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_demo_knows_when_each_return_came(demo: tuple[Path, str]) -> None:
    root, _ = demo
    found = answer("-C", root, "status", "2022-Q3", "--as-of", "2022-10-12")
    received = {item["institution"]: item["received"] for item in found["institutions"]}
    assert received["MVR"] == "2022-10-06"
    assert received["MTSP"] is None


def test_every_return_of_the_demo_passes_check(demo: tuple[Path, str]) -> None:
    root, _ = demo
    files = sorted((root / "2022-Q3" / "returns").rglob("*.xlsx"))
    done = run("-C", root, "check", *files, "--json")
    assert [item["set_aside"] for item in json.loads(done.stdout_bytes)] == [None] * len(files)


def test_the_demo_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "мое.txt").write_text("важно", encoding="utf-8")
    done = run("--lang", "en", "demo", tmp_path)
    assert done.exit_code == 1
    assert "is not empty" in done.stderr
    assert "Nothing was changed" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["мое.txt"]


def test_no_formula_needs_a_function_that_older_programs_lack(demo: tuple[Path, str]) -> None:
    """Of one that stands in no list XlsxWriter would look for its newer ones in every formula."""
    books = [*demo[0].rglob("forms/*.xlsx"), *demo[0].rglob("consolidated.xlsx")]
    written = "".join(
        data.decode("utf-8")
        for book in books
        for name, data in parts(book.read_bytes())
        if "/worksheets/" in name
    )
    formulas = re.findall(r"<f>(.*?)</f>|<formula[12]?>(.*?)</formula[12]?>", written)
    used = re.findall(r"([A-Z][A-Z0-9.]*)\(", " ".join(map("".join, formulas)))
    assert len(books) > 10
    assert {"IF", "SUMPRODUCT"} < {*used} <= PLAIN_FUNCTIONS


def test_the_example_has_what_a_workspace_has_for_a_double_click(demo: tuple[Path, str]) -> None:
    names = {path.name for path in demo[0].iterdir()}
    assert {"board.html", "ovpsheets.cmd", "ovpsheets.command", "ovpsheets.desktop"} <= names
