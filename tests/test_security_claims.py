"""What SECURITY.md says is guarded: each line names its tests, and these are there."""

import ast
import re
import socket
from pathlib import Path
from typing import Any, Final

import pytest
from cli_runs import QUARTER, copied, run, two_merged
from hostile_files import CONTAINERS, SET_ASIDE, STRICT

from ovpsheets.intake.reading.open_file import open_file

TESTS: Final = Path(__file__).parent
PAGE: Final = (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8")
LINES: Final = [
    line for line in PAGE.partition("## What is guarded")[2].splitlines() if line.startswith("| ")
][1:]
DAY: Final = "2022-10-14"
FILES: Final = {**SET_ASIDE, **CONTAINERS}


def test_the_page_has_its_table() -> None:
    assert len(LINES) > 8


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip())
def test_every_claim_names_tests_that_are_there(line: str) -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", line.rstrip("| ").rpartition("|")[2])
    assert named
    for file, test in named:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        assert test in {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}, test


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_is_read_asks_the_network(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(*given: Any, **_: Any) -> None:
        asked.append(given)
        raise OSError("no network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    open_file(name, FILES[name](), STRICT)
    assert asked == []


COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("generate", QUARTER, "--overwrite"),
    ("merge", QUARTER, "--as-of", DAY),
    ("status", QUARTER, "--as-of", DAY),
    ("remind", QUARTER, "--as-of", DAY),
    ("review", QUARTER, "--as-of", DAY),
    ("note", QUARTER, "--as-of", DAY),
    ("close", QUARTER, "--as-of", DAY, "--anyway"),
)


def test_no_other_command_writes_anything_public(tmp_path: Path) -> None:
    root = copied(two_merged, tmp_path)
    for command in COMMANDS:
        done = run("-C", root, *command)
        assert done.exit_code == 0, command
    assert list(root.rglob("public")) == []
