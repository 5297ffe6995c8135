"""What the README tells people to type works, in the order in which it says so."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CASE = ROOT / "examples" / "case"


def block(heading: str, language: str) -> str:
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = command.split("#")[0].split()
    assert words[0] == "ovpsheets"
    arguments = [
        name
        for word in words[1:]
        for name in (sorted(str(p) for p in folder.glob(word)) if "*" in word else [word])
    ]
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "ovpsheets", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    command = block("See it run", "console").strip()
    install, _, play = command.partition(" && ")
    assert install == "pip install ."  # the packaging test does what this does
    folder = tmp_path_factory.mktemp("empty")
    done = run(play, folder)
    assert done.returncode == 0, done.stderr
    return folder / "ovp-demo"


def test_the_first_command_plays_the_case_and_says_where_to_look(demo: Path) -> None:
    results = demo / "2022-Q3" / "results"
    for name in ("consolidated.xlsx", "summary.mk.md", "summary.mk.html", "data/findings.csv"):
        assert (results / name).is_file()


def test_the_second_command_runs_these_tests() -> None:
    assert block("Run the tests", "console").strip().endswith("python -m pytest")
    assert "python -m pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_a_quarter_goes_by_in_the_commands_of_the_readme(tmp_path: Path) -> None:
    folder = tmp_path
    for line in block("A quarter in eight commands", "console").splitlines():
        command = line.split("#")[0].strip()
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
            # The coordinator fills the plan in; ours is filled already.
            shutil.copy(CASE / "plan.xlsx", folder / "plan.xlsx")
        elif command:
            done = run(command, folder)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        elif "save what comes back" in line:
            shutil.copytree(CASE / "returns" / "2022-Q3", folder / "mails")
    quarter = folder / "2022-Q3"
    assert len(list((quarter / "returns").rglob("*.xlsx"))) >= 5
    assert (quarter / "results" / "consolidated.xlsx").is_file()
    assert (quarter / "mail" / "deadlines.ics").is_file()


def test_the_python_of_the_readme_runs_in_the_demo(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo)
    shutil.rmtree(demo / "2022-Q3" / "results")
    names: dict[str, object] = {}
    exec(compile(block("In Python", "python"), "README.md", "exec"), names)
    assert (demo / "2022-Q3" / "results" / "consolidated.xlsx").is_file()


def test_the_readme_is_at_most_two_screens() -> None:
    assert len(README.splitlines()) <= 90
