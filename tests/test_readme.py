"""What the README tells people to type works, in the order in which it says so."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_runs import run
from demos import played

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CASE = ROOT / "examples" / "case"


def block(heading: str, language: str) -> str:
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def words_of(command: str, folder: Path) -> list[str]:
    """Return what a shell in *folder* hands to the program."""
    words = command.split("#")[0].split()
    assert words[0] == "ovpsheets"
    return [
        name
        for word in words[1:]
        for name in (sorted(str(p) for p in folder.glob(word)) if "*" in word else [word])
    ]


def as_program(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own, which takes a second to start."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "ovpsheets", *words],
        cwd=folder, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_the_first_command_plays_the_case_and_says_where_to_look() -> None:
    install, _, play = block("See it run", "console").strip().partition(" && ")
    assert install == "pip install ."  # the packaging test does what this does
    assert play == "ovpsheets demo"
    demo = played().root
    assert demo.name == "ovp-demo"
    results = demo / "2022-Q3" / "results"
    for name in ("consolidated.xlsx", "summary.mk.md", "summary.mk.html", "data/findings.csv"):
        assert (results / name).is_file()


def test_the_second_command_runs_these_tests() -> None:
    assert block("Run the tests", "console").strip().endswith("python -m pytest")
    assert "python -m pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_a_quarter_goes_by_in_the_commands_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path
    for line in block("A quarter in ten commands", "console").splitlines():
        command = line.split("#")[0].strip()
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
            # The coordinator fills the plan in; ours is filled already.
            shutil.copy(CASE / "plan.xlsx", folder / "plan.xlsx")
        elif command:
            monkeypatch.chdir(folder)
            done = run(*words_of(command, folder))
            # Somebody has not answered: publishing says so, as the README does.
            ready = 1 if command.startswith("ovpsheets publish") else 0
            assert done.exit_code == ready, f"{command}\n{done.stdout}\n{done.stderr}"
        elif "save what comes back" in line:
            shutil.copytree(CASE / "returns" / "2022-Q3", folder / "mails")
    quarter = folder / "2022-Q3"
    assert len(list((quarter / "returns").rglob("*.xlsx"))) >= 5
    assert (quarter / "results" / "consolidated.xlsx").is_file()
    assert (quarter / "mail" / "deadlines.ics").is_file()
    assert list((quarter / "review" / "draft-1").glob("*.docx"))


def test_a_command_of_the_readme_is_a_program(tmp_path: Path) -> None:
    block_of_commands = block("A quarter in ten commands", "console").splitlines()
    first = next(line for line in block_of_commands if line.startswith("ovpsheets "))
    done = as_program(words_of(first, tmp_path), tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("plan.xlsx"))


def files_of(root: Path) -> dict[str, bytes]:
    """Return all but what may be deleted at any time."""
    cache = root / ".cache"
    paths = sorted(path for path in root.rglob("*") if path.is_file() and cache not in path.parents)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def run_python_of_the_readme(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(compile(block("In Python", "python"), "README.md", "exec"), names)
    return names


def test_the_python_of_the_readme_does_what_the_demo_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = shutil.copytree(played().root, tmp_path / "ovp-demo")
    before = files_of(demo)
    shutil.rmtree(demo / "2022-Q3" / "results")
    names = run_python_of_the_readme(demo, monkeypatch)
    assert files_of(demo) == before
    assert set(names["merged"].institutions["on_time"].dropna()) == {True}
    assert names["workspace"].status("2022-Q3", as_of="2022-10-12").late == ()


def test_the_python_of_the_readme_leaves_a_closed_quarter_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = shutil.copytree(played().root, tmp_path / "ovp-demo")
    assert run("-C", demo, "close", "2022-Q3", "--as-of", "2022-10-20", "--anyway").exit_code == 0
    before = files_of(demo)
    run_python_of_the_readme(demo, monkeypatch)
    assert files_of(demo) == before


def test_the_python_of_the_documentation_runs_in_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = shutil.copytree(played().root, tmp_path / "ovp-demo")
    monkeypatch.chdir(demo)
    before = files_of(demo)
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    form = next((demo / "2022-Q3" / "returns").glob("OP*.xlsx"))
    names: dict[str, Any] = {"data": form.read_bytes()}
    # Listening is for a program of its own; here it would stay for all tests behind.
    blocks = [b for b in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "logging" not in b]
    assert len(blocks) >= 4
    for code in blocks:
        exec(compile(code, "python.md", "exec"), names)
    assert files_of(demo) == before


def test_the_readme_is_at_most_two_screens() -> None:
    assert len(README.splitlines()) <= 90
