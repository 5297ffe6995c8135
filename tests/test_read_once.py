"""What ``next`` read is used by the step it does, as long as nothing changed in between."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from cli_runs import AS_OF, QUARTER, answer, copied, run, two_returned

from ovpsheets.journeys.merge import merge_returns
from ovpsheets.journeys.merged import Merged
from ovpsheets.workspace import files_there as there_module
from ovpsheets.workspace import merge as merge_module
from ovpsheets.workspace.files_there import files_there
from ovpsheets.workspace.read_once import is_reading_once, read_once, reading_once


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that has an entry for each time a quarter is read."""
    found: list[str] = []
    read = merge_returns

    def counted(*given: object, **named: object) -> Merged:
        found.append("read")
        return read(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(merge_module, "merge_returns", counted)
    return found


def results(root: Path) -> dict[str, bytes]:
    folder = root / QUARTER / "results"
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_quarter_is_read_once_by_next_and_the_merge_it_does(
    tmp_path: Path, times: list[str]
) -> None:
    plain, root = (copied(two_returned, tmp_path / name) for name in "аб")
    run("-C", plain, "merge", QUARTER, "--as-of", AS_OF)
    times.clear()
    assert run("-C", root, "next", "--yes", "--as-of", AS_OF).exit_code == 0
    assert times == ["read"]
    assert results(root) == results(plain)
    assert list((root / ".cache").rglob("returns/*.kept"))


def test_what_comes_while_somebody_is_asked_is_read(
    tmp_path: Path, times: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(two_returned, tmp_path)

    def answered(*_: object, **__: object) -> str:
        (root / QUARTER / "returns" / "доцна.txt").write_text("а")
        return "да"

    monkeypatch.setattr(click, "prompt", answered)
    run("-C", root, "next", "--as-of", AS_OF)
    assert times == ["read", "read"]
    assert "доцна.txt" in (root / QUARTER / "results" / "data" / "returns.csv").read_text("utf-8")


def test_who_only_looks_keeps_nothing(tmp_path: Path) -> None:
    root = copied(two_returned, tmp_path)
    assert answer("-C", root, "next", "--as-of", AS_OF)["step"] == "merge"
    run("-C", root, "next", "--look", "--as-of", AS_OF)
    assert not list((root / ".cache").rglob("returns/*.kept"))


def _reader(found: list[object], then: Callable[[], object] = lambda: None) -> Callable[[], Merged]:
    def read() -> Merged:
        then()
        found.append(object())
        return found[-1]  # type: ignore[return-value]  # only passed on

    return read


def test_what_is_read_is_held_in_the_block_for_what_was_asked(tmp_path: Path) -> None:
    found: list[object] = []
    read = _reader(found)
    (tmp_path / "plan.xlsx").write_text("а")
    with reading_once():
        assert is_reading_once()
        assert read_once(tmp_path, (1,), read) is read_once(tmp_path, (1,), read)
        read_once(tmp_path, (2,), read)
        (tmp_path / "plan.xlsx").write_text("б")
        read_once(tmp_path, (2,), read)
    assert len(found) == 3
    assert not is_reading_once()
    read_once(tmp_path, (2,), read)
    assert len(found) == 4


def test_what_came_while_a_quarter_was_read_is_not_passed_over(tmp_path: Path) -> None:
    found: list[object] = []
    with reading_once():
        read_once(tmp_path, (), _reader(found, (tmp_path / "доцна.xlsx").touch))
        read_once(tmp_path, (), _reader(found))
    assert len(found) == 2


def test_a_merge_that_holds_the_quarter_and_the_log_change_nothing(tmp_path: Path) -> None:
    before = files_there(tmp_path, (".merge-running",))
    (tmp_path / ".merge-running").touch()
    (tmp_path / ".ovpsheets.log").touch()
    (tmp_path / ".cache").mkdir()
    assert files_there(tmp_path, (".merge-running",)) == before == {}
    assert files_there(tmp_path) != before


def test_nobody_can_say_what_lies_behind_links_or_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "а").write_text("бв")
    monkeypatch.setattr(there_module, "_MOST", 4)
    assert files_there(tmp_path)
    monkeypatch.setattr(there_module, "_MOST", 3)
    assert files_there(tmp_path) is None
    monkeypatch.undo()
    (tmp_path / "б").symlink_to("а")
    assert files_there(tmp_path) is None
    assert files_there(tmp_path / "нема") is None
