"""doctor: what whoever is asked for help wants to know of a machine and a workspace."""

import os
import platform
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from cli_runs import QUARTER, answer, copied, run, two_merged, workspace
from click.testing import CliRunner
from every_case import every

from ovpsheets.cli import main
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace import health
from ovpsheets.workspace.health import conflict_copies, office_program, synced_by
from ovpsheets.workspace.lock import NAME, only_merge


def warnings(found: dict[str, Any]) -> set[str]:
    return {item["key"] for item in found["warnings"]}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office program, wherever these tests run."""
    program = Path("/usr/bin/soffice")
    monkeypatch.setattr(health, "office_program", lambda: program)
    return program


def test_a_workspace_with_nothing_in_the_way_has_no_warning(tmp_path: Path, office: Path) -> None:
    root = copied(two_merged, tmp_path)
    before = sorted(root.rglob("*"))
    found = answer("-C", root, "doctor")
    assert found["warnings"] == []
    assert (found["ovpsheets"], found["python"]) == (VERSION, platform.python_version())
    assert (found["quarters"], found["merged"]) == ([QUARTER], [QUARTER])
    assert (found["plan"], found["writable"], found["synced"]) == (True, True, None)
    assert found["office"] == office.as_posix()
    assert sorted(root.rglob("*")) == before


def test_every_dependency_is_named_with_its_version(tmp_path: Path) -> None:
    packages = answer("-C", tmp_path, "doctor")["packages"]
    assert {"pandas", "click", "openpyxl"} <= set(packages)
    assert all(packages.values())
    assert "pytest" not in packages


def test_outside_a_workspace_it_says_so_and_tells_the_rest(tmp_path: Path) -> None:
    found = answer("-C", tmp_path, "doctor")
    assert "plan" in warnings(found)
    assert found["quarters"] == []


def test_a_merge_that_runs_is_named_and_one_that_was_killed_is_told_apart(tmp_path: Path) -> None:
    root = copied(two_merged, tmp_path)
    with only_merge(root / QUARTER):
        (lock,) = answer("-C", root, "doctor")["locks"]
    assert (lock["machine"], lock["left_behind"]) == (platform.node(), False)
    path = root / QUARTER / NAME
    path.write_text("1 other 0 0", encoding="utf-8")
    os.utime(path, (0, 0))
    found = answer("-C", root, "doctor")
    assert [(own["machine"], own["left_behind"]) for own in found["locks"]] == [("other", True)]
    assert "lock_left" in warnings(found)
    assert path.exists()


@every(
    ("folder", "program"),
    [
        (PureWindowsPath("C:/Users/ana/OneDrive/ОВП"), "OneDrive"),
        (PureWindowsPath("C:/Users/ana/OneDrive - Министерство/ОВП"), "OneDrive"),
        (PureWindowsPath("C:/Users/ana/SharePoint/ОВП"), "SharePoint"),
        (PurePosixPath("/home/ana/Dropbox/ОВП"), "Dropbox"),
        (PurePosixPath("/Users/ana/Library/CloudStorage/GoogleDrive-ana/ОВП"), "Google Drive"),
        (PurePosixPath("/Users/ana/Library/Mobile Documents/ОВП"), "iCloud"),
        (PurePosixPath("/home/ana/OneDriver"), ""),
        (PurePosixPath("/home/ana/work"), ""),
    ],
)
def test_a_folder_that_is_kept_in_step_is_known_by_its_name(
    folder: PurePosixPath, program: str
) -> None:
    assert synced_by(folder) == program


def test_a_synced_workspace_is_warned_of(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox"
    place.mkdir()
    found = answer("-C", workspace(place), "doctor")
    assert found["synced"] == "Dropbox"
    assert "synced" in warnings(found)


def test_where_no_office_program_is_found_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(health, "_ELSEWHERE", ())
    assert office_program() is None
    assert "office" in warnings(answer("-C", tmp_path, "doctor"))


def test_a_console_without_cyrillic_is_warned_of(tmp_path: Path) -> None:
    words = ["-C", str(tmp_path), "doctor"]
    shown = CliRunner(charset="cp1252").invoke(main, words).stdout
    assert "chcp 65001" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_ends_with_what_may_be_in_the_way_in_the_language(
    language: Language, tmp_path: Path
) -> None:
    done = run("-C", tmp_path, "--lang", language, "doctor")
    texts = Texts(language)
    assert done.exit_code == 0
    assert texts("cli.doctor.warnings") in done.stdout
    assert texts("cli.doctor.warn.plan")[:40] in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100 + len(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("plan (Ана's conflicted copy 2022-10-11).xlsx", True),
        ("2022-Q3/results/consolidated (conflicted copy 2022-10-11 091203).xlsx", True),
        ("2022-Q3/decisions.sync-conflict-20221011-091203-ABC.csv", True),
        ("2022-Q3/returns/MP (conflicted copy).xlsx", False),  # it is read
        ("2022-Q3/results/conflict of interest.xlsx", False),
        ("plan (2).xlsx", False),
    ],
)
def test_a_second_version_of_a_file_is_told_for_what_was_typed_there_is_not_read(
    name: str, is_told: bool, tmp_path: Path
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).touch()
    assert [path.as_posix() for path in conflict_copies(tmp_path)] == [name] * is_told
