"""The workspace's log: one line for each command that writes, and nothing depends on it."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from cli_runs import AS_OF, QUARTER, copied, run, two_returned, with_forms, workspace
from click.testing import CliRunner

from ovpsheets.cli import main
from ovpsheets.cli.command_log import BEFORE, MOST, NAME, write_down
from ovpsheets.version import VERSION


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def lines(root: Path) -> list[list[str]]:
    """Return the log's lines, each as when, who, version, exit code and command."""
    text = (root / NAME).read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [line.split("\t") for line in text.splitlines()]


def test_a_command_that_writes_is_one_line_with_when_who_version_code_and_words(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ана")
    run("-C", root, "--lang", "en", "generate", QUARTER)
    ((when, *rest),) = lines(root)
    assert datetime.fromisoformat(when).tzinfo is not None
    assert rest == ["ана", f"ovpsheets {VERSION}", "0", f"generate {QUARTER}"]


def test_lines_are_only_added(root: Path) -> None:
    run("-C", root, "generate", QUARTER)
    first = (root / NAME).read_bytes()
    run("-C", root, "generate", "2022-Q4")
    assert (root / NAME).read_bytes().startswith(first)
    assert len(lines(root)) == 2


@pytest.mark.parametrize(
    "words",
    [
        ["status", QUARTER],
        ["check", QUARTER],
        ["plan"],
        ["rules"],
        ["next", QUARTER, "--look"],
        ["remind", QUARTER, "--dry-run"],
        ["generate", "--help"],
        ["generate", "2022-Q5"],
        [],
    ],
)
def test_what_writes_nothing_leaves_no_line(words: list[str], root: Path) -> None:
    run("-C", root, *words)
    assert not (root / NAME).exists()


def test_the_steps_of_next_are_lines_of_their_own(root: Path) -> None:
    run("-C", root, "next", QUARTER, "--as-of", "2022-10-05", "--yes", "--until", "remind")
    assert [line[-1].split()[0] for line in lines(root)] == ["generate", "remind"]


def test_what_could_not_be_done_is_a_line_too(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    (root / NAME).unlink(missing_ok=True)
    run("-C", root, "collect", QUARTER)  # there is no folder mails
    run("-C", root, "merge", QUARTER, "--as-of", AS_OF, "--fail-on", "check")
    assert [line[3] for line in lines(root)] == ["1", "3"]


def test_outside_a_workspace_nothing_is_written_down(tmp_path: Path) -> None:
    run("-C", tmp_path, "generate", QUARTER)
    assert list(tmp_path.iterdir()) == []


def test_reasons_names_and_folders_of_the_machine_are_not_kept(root: Path) -> None:
    words = ["publish", QUARTER, "--by", "Ана Ан", "--override=итно е", "--reopen", "грешка"]
    write_down(root, [*words, "/home/ana/mails/а.eml", "C:\\Users\\ana\\б.msg", "мои/в г.eml"], 0)
    ((*_, kept),) = lines(root)
    assert kept == (
        f'publish {QUARTER} --by … --override=… --reopen … …/а.eml …/б.msg "мои/в г.eml"'
    )


def test_a_name_with_a_line_break_stays_one_line(root: Path) -> None:
    write_down(root, ["collect", QUARTER, "а\n\tб\x1b[31m"], 0)
    ((*_, kept),) = lines(root)
    assert "\x1b" not in kept


@pytest.mark.parametrize(("size", "begun"), [(MOST, False), (MOST + 1, True)])
def test_a_full_log_is_put_aside_and_a_new_one_begun(size: int, begun: bool, root: Path) -> None:
    (root / BEFORE).write_text("older", encoding="utf-8")
    (root / NAME).write_bytes(b"x" * size)
    write_down(root, ["merge", QUARTER], 0)
    assert ((root / NAME).stat().st_size < size) is begun
    assert ((root / BEFORE).stat().st_size == size) is begun


def test_a_log_that_cannot_be_written_stops_nothing_and_nothing_is_said(root: Path) -> None:
    (root / NAME).mkdir()
    done = run("-C", root, "generate", QUARTER)
    assert (done.exit_code, done.stderr) == (0, "")
    assert list((root / QUARTER / "forms").glob("*.xlsx"))


def test_who_has_no_name_at_the_machine_is_a_dash(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("no user")

    monkeypatch.setattr("getpass.getuser", nobody)
    write_down(root, ["merge"], 0)
    assert lines(root)[0][1] == "–"


def test_no_result_depends_on_the_log(tmp_path: Path) -> None:
    root = copied(two_returned, tmp_path)
    results: list[dict[str, bytes]] = []
    for text in ("", "x\ty\n" * 9):
        (root / NAME).write_text(text, encoding="utf-8")
        run("-C", root, "merge", QUARTER, "--as-of", AS_OF)
        paths = (path for path in (root / QUARTER / "results").rglob("*") if path.is_file())
        results.append({os.fspath(path): path.read_bytes() for path in paths})
    assert results[0] == results[1]


def test_who_stops_a_command_is_written_down_as_one_that_could_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ovpsheets.workspace.commands.generate_quarter", stop)
    CliRunner().invoke(main, ["-C", str(root), "generate", QUARTER])
    assert [line[3] for line in lines(root)] == ["1"]
