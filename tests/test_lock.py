"""Two merges at once: the second says so and stops, and nothing it could spoil is touched."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from cli_runs import run, with_forms

from ovpsheets.errors import WorkspaceError
from ovpsheets.workspace.lock import NAME, _runs, only_merge


def test_a_second_merge_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    with only_merge(tmp_path), pytest.raises(WorkspaceError) as refused, only_merge(tmp_path):
        pass
    assert refused.value.key == "merge_running"
    assert NAME in refused.value.tip("mk")


def test_the_lock_is_gone_at_the_end_also_after_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fault"), only_merge(tmp_path):
        raise ValueError("fault")
    assert list(tmp_path.iterdir()) == []
    with only_merge(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_what_a_killed_merge_left_behind_an_hour_ago_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.touch()
    old = path.stat().st_mtime - 3700
    os.utime(path, (old, old))
    with only_merge(tmp_path):
        assert path.stat().st_mtime > old


def ended_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_a_merge_of_this_machine_that_was_killed_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"{ended_process()} {platform.node()}", encoding="utf-8")
    with only_merge(tmp_path):
        assert (tmp_path / NAME).read_text(encoding="utf-8").split()[0] == str(os.getpid())


def lock_of(pid: int, begun: float) -> str:
    return f"{pid} {platform.node()} 0 {begun}"


def test_a_number_that_another_process_has_now_holds_nothing(tmp_path: Path) -> None:
    began = psutil.Process().create_time()
    (tmp_path / NAME).write_text(lock_of(os.getpid(), began - 3), encoding="utf-8")
    with only_merge(tmp_path):
        assert (tmp_path / NAME).read_text(encoding="utf-8").split()[2] != "0"


@pytest.mark.parametrize("moved", [-1.5, 0, 1.5])
def test_a_merge_that_runs_holds_though_the_clock_was_set(tmp_path: Path, moved: float) -> None:
    began = psutil.Process().create_time()
    (tmp_path / NAME).write_text(lock_of(os.getpid(), began + moved), encoding="utf-8")
    with pytest.raises(WorkspaceError), only_merge(tmp_path):
        pass


def test_a_process_that_nobody_may_ask_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: psutil.Process) -> float:
        raise psutil.AccessDenied(self.pid)

    with monkeypatch.context() as strange:
        strange.setattr(psutil.Process, "create_time", denied)
        assert _runs(os.getpid(), "1.0")


@pytest.mark.parametrize("holder", ["{pid} another-machine", "{pid}", "", "? {here}", "\x00"])
def test_a_lock_of_another_machine_or_of_nobody_known_holds(tmp_path: Path, holder: str) -> None:
    text = holder.format(pid=ended_process(), here=platform.node())
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError), only_merge(tmp_path):
        pass


def test_the_command_says_in_one_line_that_another_merge_runs(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    with only_merge(root / "2022-Q3"):
        result = run("-C", root, "--lang", "mk", "merge", "2022-Q3")
    assert result.exit_code == 1
    assert "Во тек е друго спојување" in result.stderr
    assert not (root / "2022-Q3" / "results").exists()


def test_a_lock_that_names_nobody_holds_for_a_moment_only(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.touch()
    then = path.stat().st_mtime - 60
    os.utime(path, (then, then))
    with only_merge(tmp_path):
        assert path.read_text(encoding="utf-8").split()[0] == str(os.getpid())


def test_a_lock_that_another_took_over_is_not_removed_at_the_end(tmp_path: Path) -> None:
    with only_merge(tmp_path):
        (tmp_path / NAME).write_text("1 another-machine x", encoding="utf-8")
    assert (tmp_path / NAME).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX limit stands in for a full disk")
def test_a_full_disk_leaves_no_lock(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys, pathlib\n"
        "from ovpsheets.workspace.lock import only_merge\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "try:\n"
        "    with only_merge(pathlib.Path(sys.argv[1])): pass\n"
        "except OSError: sys.exit(3)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == 3
    assert list(tmp_path.iterdir()) == []
