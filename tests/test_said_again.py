"""A merge after which nothing changed is said again; whatever did change is merged."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from cli_runs import AS_OF, QUARTER, copied, fill, run, two_returned
from click.testing import Result
from every_case import every

from ovpsheets.cli import merge as merge_command
from ovpsheets.cli import merge_view
from ovpsheets.cli.faults import UsageFault
from ovpsheets.cli.parameters import as_day
from ovpsheets.cli.said_again import SaidAgain
from ovpsheets.cli.session import Session
from ovpsheets.intake.meaning import day_in
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.workspace.folders import WorkspaceFolder

UNCHANGED: Final = Texts("mk")("cli.merge.unchanged")


def merge(root: Path, *more: str) -> Result:
    return run("-C", root, "merge", QUARTER, "--as-of", AS_OF, *more)


def _merged(folder: Path) -> Path:
    root = copied(two_returned, folder)
    assert merge(root).exit_code == 0
    return root


def _files(root: Path) -> dict[str, tuple[int, bytes]]:
    """Return all but the log, and what may be deleted at any time."""
    found = (
        path for path in root.rglob("*") if path.is_file() and path.suffix not in (".log", ".kept")
    )
    return {
        path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in found
    }


def _settings() -> SaidAgain:
    """What lies in a workspace as the command saw it; nothing is looked up by it."""
    return SaidAgain(Path(), QUARTER, "", {})


def test_a_merge_after_which_nothing_changed_says_the_same_and_touches_nothing(
    tmp_path: Path,
) -> None:
    root = copied(_merged, tmp_path)
    first, before = merge(root), _files(root)  # the copy lies elsewhere, and has other times
    again = merge(root)
    assert (again.stdout, again.exit_code) == (first.stdout, 0)
    assert _files(root) == before
    assert UNCHANGED not in first.stderr
    assert UNCHANGED in again.stderr.replace("\n", " ")


def test_what_is_said_again_is_what_a_merge_would_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files stand, too: made once more without what was kept, all bytes are the same."""
    root = copied(_merged, tmp_path)
    merge(root)
    said, before = merge(root), {name: own[1] for name, own in _files(root).items()}
    monkeypatch.setattr(SaidAgain, "tell", lambda *_: None)
    assert merge(root).stdout == said.stdout
    assert {name: own[1] for name, own in _files(root).items()} == before


def test_a_program_is_told_the_same_again(tmp_path: Path) -> None:
    root = copied(_merged, tmp_path)
    first, again = merge(root, "--json"), merge(root, "--json")
    assert json.loads(again.stdout) == json.loads(first.stdout)
    assert UNCHANGED in again.stderr.replace("\n", " ")


def test_the_exit_code_is_that_of_the_merge(tmp_path: Path) -> None:
    root = copied(_merged, tmp_path)
    codes = [merge(root, "--fail-on", "check").exit_code for _ in range(2)]
    assert codes == [3, 3]


def _touch(root: Path, name: str) -> None:
    path = root / name
    path.write_bytes(path.read_bytes())
    os.utime(path, ns=(1, 1))


def _result(root: Path) -> Path:
    return root / QUARTER / "results" / "data" / "findings.csv"


CHANGES: Final[dict[str, Callable[[Path], object]]] = {
    "a return has another answer": lambda root: fill(root, "OP", {("3.6.7.1", "value"): 9}),
    "a return is gone": lambda root: next((root / QUARTER / "returns").iterdir()).unlink(),
    "a file came": lambda root: (root / QUARTER / "returns" / "ново.txt").write_text("а"),
    "the plan was saved": lambda root: _touch(root, "plan.xlsx"),
    "there are settings": lambda root: (root / "ovpsheets.toml").write_text(""),
    "there is another quarter": lambda root: (root / "2022-Q2").mkdir(),
    "a result is gone": lambda root: _result(root).unlink(),
    "a result was edited": lambda root: _result(root).write_text("x"),
    "the register is gone": lambda root: (root / QUARTER / "received.csv").unlink(),
    "a link lies there": lambda root: (root / "link").symlink_to("plan.xlsx"),
}


@every("change", CHANGES)
def test_whatever_changed_is_merged(change: str, tmp_path: Path) -> None:
    root = copied(_merged, tmp_path / change)
    session, asked = Session(root, "mk"), {"quarter": Quarter.parse(QUARTER)}
    before = SaidAgain.of(session, "merge", asked)
    CHANGES[change](root)
    after = SaidAgain.of(session, "merge", asked)
    assert before
    assert after is None or after.before != before.before


def test_another_question_is_answered_anew(tmp_path: Path) -> None:
    session = Session(copied(_merged, tmp_path), "mk")
    asked = {"quarter": Quarter.parse(QUARTER), "as_of": day_in(AS_OF), "documents": False}
    others = [asked | {"as_of": day_in("2022-10-13")}, asked | {"documents": True}]
    ways = [(session, asked), (replace(session, language="sq"), asked)]
    keys = [
        SaidAgain.of(own, "merge", said) for own, said in [*ways, *((session, o) for o in others)]
    ]
    assert len({key and key.asked for key in keys}) == len(keys)


@pytest.mark.parametrize("damage", [b"", b"[", b"[0]", b"{}"])
def test_what_is_damaged_is_not_said(damage: bytes, tmp_path: Path) -> None:
    root = copied(_merged, tmp_path)
    (said,) = (root / ".cache" / QUARTER / "said").glob("*.kept")
    said.write_bytes(damage)
    assert merge(root).exit_code == 0


@every(
    ("name", "digest", "is_own"),
    [
        ("board.html", "1 а", True),
        (f"{QUARTER}/received.csv", "1 а", True),
        (f"{QUARTER}/results/written.csv", "1 а", True),
        (f"{QUARTER}/results/data", "/", True),
        (f"{QUARTER}/results/data/findings.csv", "1 а", False),
        (f"{QUARTER}/returns/нов.xlsx", "1 а", False),
        ("plan.xlsx", "1 а", False),
        ("2022-Q2/received.csv", "1 а", False),
    ],
)  # fmt: skip
def test_what_changed_during_a_merge_is_its_own_or_nothing_is_kept(
    name: str, digest: str, is_own: bool
) -> None:
    assert _settings()._is_our_own(name, {name: digest}) is is_own


def test_a_form_that_comes_while_a_merge_runs_is_merged_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(_merged, tmp_path)
    late = root / QUARTER / "returns" / "доцна.txt"
    tell = merge_view.tell
    monkeypatch.setattr(merge_command, "tell", lambda *a: (late.write_text("а"), tell(*a)))
    merge(root)
    monkeypatch.undo()
    again = merge(root)
    assert UNCHANGED not in again.stderr
    assert late.name in again.stdout


def test_what_may_be_read_another_time_is_read_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(two_returned, tmp_path)
    monkeypatch.setattr(merge_command, "OF_THE_MACHINE", frozenset({""}))
    merge(root)
    assert UNCHANGED not in merge(root).stderr


def test_what_a_merge_writes_beside_its_results_is_called_as_the_workspace_calls_it(
    tmp_path: Path,
) -> None:
    workspace, own = WorkspaceFolder(tmp_path), Quarter.parse(QUARTER)
    place, said = workspace.quarter(own), SaidAgain(tmp_path, QUARTER, "", {})
    ours = (place.received, place.decisions, place.states, place.shown, workspace.board)
    names = [path.relative_to(tmp_path).as_posix() for path in ours]
    there = dict.fromkeys((*names, f"{QUARTER}/release.csv"), "1 digest")
    assert [name for name in there if said._is_our_own(name, there)] == names


@every("text", ["2022-10-12", "2022-02-30", "2099-12-31", "2022-13-01", "12.10.2022"])
def test_a_day_as_programs_write_it_is_the_day_that_a_form_would_read(text: str) -> None:
    read = day_in(text)
    if read is None:
        with pytest.raises(UsageFault):
            as_day(text)
    else:
        assert as_day(text) == read
