"""The files for a double click: each runs ``ovpsheets next`` where it lies, and then waits."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest
from cli_runs import run

import ovpsheets as ovp
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace.starters import LINUX, MACOS, WINDOWS, starters

POSIX = pytest.mark.skipif(os.name != "posix", reason="these starters need a POSIX shell")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "ОВП $1 'работа'"
    assert run("init", folder).exit_code == 0
    return folder


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """An environment in which ovpsheets is a script that says where it ran, and with what."""
    script = tmp_path / "bin" / "ovpsheets"
    script.parent.mkdir()
    script.write_text('#!/bin/sh\necho "$PWD|$*|$PYTHONUTF8"\n', encoding="utf-8")
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{script.parent}:{os.environ['PATH']}"}


def test_init_writes_a_starter_for_each_system(root: Path) -> None:
    assert {WINDOWS, MACOS, LINUX} <= {path.name for path in root.iterdir()}


def test_what_has_such_a_name_already_stays(tmp_path: Path) -> None:
    for name in (WINDOWS, MACOS, LINUX):
        (tmp_path / name).write_text("мое", encoding="utf-8")
    ovp.Workspace.start(tmp_path)
    for name in (WINDOWS, MACOS, LINUX):
        assert (tmp_path / name).read_text(encoding="utf-8") == "мое"


@POSIX
def test_a_double_click_may_run_them(root: Path) -> None:
    assert os.access(root / MACOS, os.X_OK)
    assert os.access(root / LINUX, os.X_OK)


@POSIX
def test_the_starter_of_macos_runs_next_in_its_folder_and_waits(
    root: Path, program: dict[str, str]
) -> None:
    done = subprocess.run(
        [root / MACOS], cwd="/", env=program, input="\n", capture_output=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout == f"{root}|next|1\n\n{Texts('mk')('cli.starter.press')}"


def unquoted(value: str) -> list[str]:
    """Return the words of a line Exec as the specification reads it: first as text, then quoted."""
    words = shlex.split(value.replace("\\\\", "\\"))
    return [word.replace("\\$", "$") for word in words]  # which shlex leaves to a shell


@POSIX
def test_the_starter_of_linux_runs_next_in_its_folder(root: Path, program: dict[str, str]) -> None:
    lines = (root / LINUX).read_text(encoding="utf-8").splitlines()
    (line,) = (line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))
    words = [str(root / LINUX) if word == "%k" else word for word in unquoted(line)]
    done = subprocess.run(
        words, cwd="/", env=program, input="\n", capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith(f"{root}|next|1\n")
    assert "Terminal=true" in lines


def test_the_starter_of_windows_has_its_line_ends_and_waits(root: Path) -> None:
    data = (root / WINDOWS).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    lines = data.decode("ascii").splitlines()
    assert 'pushd "%~dp0"' in lines  # also where the workspace lies on a shared drive
    assert "pause" in lines
    assert any("(ovpsheets next)" in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_starters_name_no_folder_and_no_machine(language: Language, tmp_path: Path) -> None:
    ovp.Workspace.start(tmp_path / "а", language)
    for name, content in starters(Texts(language)).items():
        assert (tmp_path / "а" / name).read_bytes() == content
        assert str(tmp_path).encode() not in content
