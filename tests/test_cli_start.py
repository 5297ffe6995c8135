"""How a command line begins: nothing heavy for help, conventions, the workspace found."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import run, workspace
from every_case import every

from ovpsheets.cli import main
from ovpsheets.version import VERSION

HEAVY = ("pandas", "numpy", "openpyxl", "xlsxwriter", "lxml", "jinja2", "rapidfuzz")


RARE = (
    "docx", "lark", "oxmsg", "ovpsheets.adopted.read_adopted",
    "ovpsheets.intake.reading.formats.ods", "ovpsheets.intake.reading.formats.xls",
    "ovpsheets.writing.empty_document", "ovpsheets.spread.merge_dataset",
)  # fmt: skip
"""What is loaded with the first file of its kind, or with the one command that reads it."""


def loaded_by(*words: str, **environment: str) -> set[str]:
    """Run a command line in a process of its own; return which heavy packages it imported."""
    code = (
        "import atexit, gc, sys\nfrom ovpsheets.cli import main\n"
        "atexit.register(lambda: sys.stderr.write(f'|frozen: {gc.get_freeze_count() > 0}'))\n"
        f"try:\n    main({list(words)!r}, prog_name='ovpsheets')\n"
        "finally:\n    sys.stderr.write('|'.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, **environment},
    )  # fmt: skip
    assert done.stderr.endswith("|frozen: True")  # what goes anyway is not looked through
    return {*HEAVY, *RARE} & set(done.stderr.split("|"))


@every("words", [("--help",), ("--version",), ("merge", "--help"), ("mergge",)])
def test_what_a_command_needs_is_not_loaded_before_it_runs(words: tuple[str, ...]) -> None:
    assert loaded_by(*words) == set()


def test_completion_loads_nothing_heavy_either() -> None:
    asked = {
        "_OVPSHEETS_COMPLETE": "bash_complete",
        "COMP_WORDS": "ovpsheets me",
        "COMP_CWORD": "1",
    }
    assert loaded_by(**asked) == set()


def test_a_command_that_runs_does_load_what_it_needs(tmp_path: Path) -> None:
    loaded = loaded_by("-C", str(workspace(tmp_path)), "merge", "2022-Q3")
    assert "xlsxwriter" in loaded
    assert not loaded & {*RARE}


@pytest.mark.parametrize("language", ["mk", "sq", "en"])
def test_the_version_is_the_packages(language: str) -> None:
    assert run("--lang", language, "--version").stdout == f"ovpsheets {VERSION}\n"


@every("command", ["", *main.commands])
def test_h_is_help(command: str) -> None:
    words = [command] if command else []
    assert run(*words, "-h").stdout == run(*words, "--help").stdout


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["genrate", "2022-Q3"], "generate"),
        (["merge", "2022-Q3", "--as-off", "1.1.2022"], "--as-of"),
        (["remind", "2022-Q3", "--kind", "remainder"], "reminder"),
    ],
)
def test_what_was_probably_meant_is_named(words: list[str], near: str) -> None:
    assert f"Did you mean “{near}”?" in run("--lang", "en", *words).stderr


def test_what_is_like_nothing_known_brings_no_guess() -> None:
    assert "Did you mean" not in run("--lang", "en", "xyzzy").stderr


@pytest.mark.parametrize(
    "words",
    [
        ("-C", "{}", "--lang", "en", "plan", "--json"),
        ("plan", "-C", "{}", "--lang", "en", "--json"),
        ("--json", "plan", "--lang=en", "-C", "{}"),
        ("--lang", "en", "plan", "--json", "-C", "{}"),
    ],
)
def test_folder_language_and_json_stand_before_or_behind_the_command(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    place = str(workspace(tmp_path))
    done = run(*(word.format(place) for word in words))
    assert json.loads(done.stdout)["plan"]["commitments"] > 0


def test_what_follows_two_dashes_is_left_where_it_is(tmp_path: Path) -> None:
    done = run("-C", workspace(tmp_path), "--lang", "en", "check", "--", "--json")
    assert "--json" in done.stderr
    assert done.exit_code == 1


def test_the_workspace_is_found_from_a_folder_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = workspace(tmp_path) / "2022-Q3" / "returns"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert run("plan").exit_code == 0
    assert run("-C", inside, "plan").exit_code == 0


def test_a_folder_outside_any_workspace_is_named_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    done = run("-C", tmp_path / "elsewhere", "--lang", "en", "plan")
    assert done.exit_code == 1
    assert str(tmp_path / "elsewhere") in done.stderr


def test_a_new_workspace_is_made_where_one_stands_and_not_in_the_workspace_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = workspace(tmp_path) / "2022-Q3"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert run("init", "new").exit_code == 0
    assert (inside / "new" / "plan.xlsx").is_file()


@pytest.mark.parametrize(
    ("words", "code"),
    [(("merge", "2022-Q5"), 2), (("mergge",), 2), (("merge", "2022-Q3"), 1)],
)
def test_under_json_an_error_is_json_too(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    done = run("-C", tmp_path, "--lang", "en", "--json", *words)
    assert done.exit_code == code
    told = json.loads(done.stdout)
    assert told["error"]
    assert told["tip"]
    assert done.stderr == ""


def test_under_json_the_problems_of_a_plan_are_listed_with_the_error(tmp_path: Path) -> None:
    assert run("init", tmp_path / "blank").exit_code == 0
    done = run("-C", tmp_path / "blank", "generate", "2022-Q3", "--json")
    told = json.loads(done.stdout)
    assert {"sheet", "cell", "what", "remedy", "problem"} <= set(told["problems"][0])
