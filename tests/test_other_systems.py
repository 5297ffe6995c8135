"""What differs by system, on a machine that pretends to be each of them."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from returned_forms import returned

from ovpsheets import files
from ovpsheets.cli import main
from ovpsheets.files import current, finish_writing, is_link, portable_name, write_all, write_whole
from ovpsheets.intake import worker, workers
from ovpsheets.intake.find import find_returns
from ovpsheets.intake.workers import Workers, cores

NAME = "Извештај ѓ ќ.xlsx"


# ------------------------------------------------------------------ processes


@pytest.mark.parametrize(("counted", "used"), [(8, 8), (None, 1)])
def test_where_nobody_says_which_processors_a_process_may_use_all_are_counted(
    monkeypatch: pytest.MonkeyPatch, counted: int | None, used: int
) -> None:
    """Windows and macOS have no affinity to ask for."""
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: counted)
    assert cores() == used


def test_where_the_system_limits_no_memory_none_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows has no module for it, and macOS takes the limit and ignores it."""
    asked: list[object] = []
    limits = SimpleNamespace(
        RLIMIT_AS=1, RLIMIT_CORE=2, RLIM_INFINITY=-1,
        getrlimit=lambda _: (-1, -1), setrlimit=lambda *given: asked.append(given),
    )  # fmt: skip
    monkeypatch.setattr(worker, "resource", None)
    worker._limit(1 << 30)
    monkeypatch.setattr(worker, "resource", limits)
    monkeypatch.setattr(sys, "platform", "darwin")
    worker._limit(1 << 30)
    assert asked == []
    monkeypatch.setattr(sys, "platform", "linux")
    worker._limit(1 << 30)
    assert asked == [(1, (1 << 30, -1)), (2, (0, 0))]


def test_workers_are_programs_of_their_own_and_need_no_fork(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows cannot fork, and macOS must not."""
    monkeypatch.delattr(os, "fork", raising=False)
    with Workers(1) as own:
        assert own.submit(abs, -3).result() == 3
    assert not hasattr(workers, "multiprocessing")


# ------------------------------------------------------------------ names and places


def test_one_name_is_one_name_however_the_system_spells_it(tmp_path: Path) -> None:
    """macOS hands out letters and their marks apart."""
    apart = unicodedata.normalize("NFD", NAME)
    assert apart != NAME
    assert portable_name(PurePosixPath(apart)) == NAME
    (tmp_path / apart).write_bytes(returned().data())
    assert list(find_returns(tmp_path).files) == [NAME]


def test_places_are_named_with_forward_slashes_everywhere() -> None:
    assert portable_name(PureWindowsPath("под", NAME)) == f"под/{NAME}"
    assert portable_name(PurePosixPath("под", NAME)) == f"под/{NAME}"


def test_a_junction_of_windows_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tmp_path.lstat()

    def stat(tag: int) -> SimpleNamespace:
        return SimpleNamespace(st_mode=plain.st_mode, st_reparse_tag=tag)

    monkeypatch.setattr(Path, "lstat", lambda _: stat(files._JUNCTION))
    assert is_link(tmp_path)
    monkeypatch.setattr(Path, "lstat", lambda _: stat(0))
    assert not is_link(tmp_path)


# ------------------------------------------------------------------ replacing


def test_a_replacing_that_the_system_refuses_in_the_middle_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces no file that a program opened after we had looked."""
    write_all(tmp_path, {"а.csv": b"1", "б.csv": b"1"})
    replace = Path.replace

    def refused(part: Path, target: Path | str) -> Path:
        if Path(target).name == "б.csv":
            raise PermissionError(13, "in use", str(target))
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError) as caught:
        write_all(tmp_path, {"а.csv": b"2", "б.csv": b"2"})
    assert caught.value.filename == str(tmp_path / "б.csv")
    assert current(tmp_path, "б.csv").read_bytes() == b"2"  # whole, beside the one in use
    monkeypatch.undo()
    finish_writing(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in ("а.csv", "б.csv")] == [b"2", b"2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["а.csv", "б.csv"]


def test_a_drive_that_is_full_keeps_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "а.csv", b"1")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "а.csv", b"2")
    assert (tmp_path / "а.csv").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["а.csv"]


# ------------------------------------------------------------------ code pages


@pytest.mark.parametrize("page", ["cp1251", "cp1252", "cp437", "ascii", "utf-8"])
def test_a_terminal_of_any_code_page_gets_an_answer_and_no_traceback(
    page: str, tmp_path: Path
) -> None:
    """Western and old consoles cannot show Cyrillic; that must not end a command."""
    done = CliRunner(charset=page).invoke(main, ["-C", str(tmp_path), "--lang", "mk", "plan"])
    assert (done.exit_code, type(done.exception)) == (1, SystemExit)
    assert "plan.xlsx" in (done.stdout_bytes + done.stderr_bytes).decode(page, "replace")


def test_a_program_in_a_terminal_of_another_code_page_says_the_same(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "ovpsheets", "-C", str(tmp_path), "--lang", "mk", "plan"],
        env=environment, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode("cp437", "replace")
    assert done.returncode == 1
    assert "plan.xlsx" in said
    assert "Traceback" not in said


def test_files_are_read_and_written_alike_whatever_the_systems_code_page(tmp_path: Path) -> None:
    code = (
        "import ovpsheets as ovp, pathlib, sys\n"
        "ovp.Workspace.start(sys.argv[1])\n"
        "print(sum(map(len, (p.read_bytes() for p in pathlib.Path(sys.argv[1]).rglob('*') "
        "if p.is_file()))))"
    )
    sizes = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / page)],
            env={**os.environ, "PYTHONUTF8": mode, "LC_ALL": page},
            capture_output=True, text=True, check=True, timeout=120,
        ).stdout
        for page, mode in (("C", "0"), ("C.UTF-8", "1"))
    }  # fmt: skip
    assert len(sizes) == 1
    assert int(sizes.pop()) > 10_000
