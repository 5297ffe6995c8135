"""Killed at any moment or with the disk full: the old files or, after the next run, the new."""

import errno
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from ovpsheets.cli.faults import tell_system
from ovpsheets.files import (
    current,
    finish_writing,
    sweep_tree,
    waiting,
    write_all,
    write_each,
    write_whole,
)
from ovpsheets.texts import Texts

OLD: Final = {"a.xlsx": b"old a", "data/b.csv": b"old b", "gone.txt": b"old", "written.csv": b"1"}
NEW: Final[dict[str, bytes | None]] = {
    "a.xlsx": b"new a", "data/b.csv": b"new b", "gone.txt": None, "data/c.csv": b"new c",
    "written.csv": b"2",
}  # fmt: skip
COMPLETE: Final = {name: data for name, data in NEW.items() if data is not None}

# Ends the process, as a kill does, at the n-th call of what touches the disk.
DRIVER: Final = """
import builtins, os, pathlib, sys, tempfile
sys.path.insert(0, {tests!r})
from pathlib import Path
left = int(sys.argv[2])

def counted(call):
    def dies(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        done = call(*args, **kwargs)
        return done
    return dies

def armed():
    for owner, name in [(os, "replace"), (os, "fsync"), (Path, "replace"), (Path, "unlink"),
                        (tempfile, "mkstemp"), (Path, "open"), (Path, "mkdir")]:
        setattr(owner, name, counted(getattr(owner, name)))

{body}
"""

WRITE_ALL: Final = f"""
from ovpsheets.files import write_all
armed()
write_all(Path(sys.argv[1]), {NEW!r})
"""


def run_driver(body: str, folder: Path, deaths: int) -> int:
    code = DRIVER.format(tests=str(Path(__file__).parent), body=body)
    words = [sys.executable, "-c", code, str(folder), str(deaths)]
    return subprocess.run(words, check=False).returncode


def put(folder: Path, contents: dict[str, bytes]) -> Path:
    for name, data in contents.items():
        write_whole(folder / name, data)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def seen(folder: Path) -> dict[str, bytes]:
    """What a reader finds who asks for each file by :func:`current`."""
    paths = {name: current(folder, name) for name in {*OLD, *COMPLETE}}
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}


def test_a_kill_at_any_moment_leaves_all_old_or_all_new(tmp_path: Path) -> None:
    ends = []
    for deaths in range(60):
        folder = put(tmp_path / str(deaths), OLD)
        code = run_driver(WRITE_ALL, folder, deaths)
        read = seen(folder)
        without_removed = {name: data for name, data in read.items() if name != "gone.txt"}
        finish_writing(folder)
        assert tree(folder) in (OLD, COMPLETE)
        assert without_removed == {n: d for n, d in tree(folder).items() if n != "gone.txt"}
        ends.append(tree(folder) == COMPLETE)
        if code == 0:
            break
    assert code == 0
    assert len(ends) > 20
    assert ends == sorted(ends)  # once the new ones are certain, they stay certain


def test_a_kill_while_finishing_is_finished_by_the_next(tmp_path: Path) -> None:
    body = "from ovpsheets.files import finish_writing\narmed()\nfinish_writing(Path(sys.argv[1]))"
    for deaths in range(30):
        folder = put(tmp_path / str(deaths), OLD)
        interrupted(folder)
        code = run_driver(body, folder, deaths)
        finish_writing(folder)
        assert tree(folder) == COMPLETE
        if code == 0:
            return
    pytest.fail("never finished")


def interrupted(folder: Path) -> None:
    """Leave *folder* as a kill between journal and first replacing does."""
    with pytest.MonkeyPatch.context() as patch:

        def killed(path: Path, target: Path) -> None:
            if path.suffix == ".ovp-part" and target.name == "a.xlsx":
                raise KeyboardInterrupt
            os.replace(path, target)

        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            write_all(folder, NEW)


def test_what_waits_is_known_by_name(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    assert waiting(tmp_path) == {}
    interrupted(tmp_path)
    assert waiting(tmp_path) == COMPLETE


def test_a_file_that_is_open_elsewhere_stops_the_replacing_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    opened = Path.open

    def held(path: Path, mode: str = "r", *rest: object) -> object:
        if path.name == "a.xlsx" and "+" in mode:  # as Windows while Excel has it open
            raise PermissionError(13, "in use", str(path))
        return opened(path, mode, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(PermissionError):
        write_all(tmp_path, NEW)
    assert tree(tmp_path) == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")
@pytest.mark.parametrize("room", [0, 3, 10])
def test_a_full_disk_leaves_the_old_ones_and_nothing_half(tmp_path: Path, room: int) -> None:
    put(tmp_path, OLD)
    body = f"""
import resource, signal
from ovpsheets.files import write_all
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
try:
    write_all(Path(sys.argv[1]), {NEW!r})
except OSError as error:
    sys.exit(error.errno == 27)  # EFBIG
"""
    assert run_driver(body, tmp_path, 0) == 1
    assert tree(tmp_path) == OLD


def test_a_folder_in_the_place_of_a_file_stops_the_replacing_of_all(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    (tmp_path / "data" / "c.csv").mkdir()  # where a file is to go
    with pytest.raises(OSError, match="directory"):
        write_all(tmp_path, NEW)
    (tmp_path / "data" / "c.csv").rmdir()
    assert tree(tmp_path) == OLD


def test_what_cannot_be_made_stops_all_that_was_made_before(tmp_path: Path) -> None:
    def made() -> Iterator[tuple[str, bytes]]:
        yield "a.xlsx", b"new a"
        raise ValueError("the second cannot be made")

    folder = put(tmp_path, OLD)
    with pytest.raises(ValueError, match="second"):
        write_each(folder, made())
    assert (folder / "a.xlsx").read_bytes() == b"old a"
    assert sorted(path.name for path in folder.iterdir()) == [
        "a.xlsx",
        "data",
        "gone.txt",
        "written.csv",
    ]


def test_a_full_disk_is_said_of_the_file_that_was_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")  # as the system says it: no name

    monkeypatch.setattr("ovpsheets.files.os.fsync", full)
    with pytest.raises(OSError, match="No space") as alone:
        write_whole(tmp_path / "a.csv", b"x")
    with pytest.raises(OSError, match="No space") as together:
        write_all(tmp_path, {"data/b.csv": b"x"})
    assert alone.value.filename == str(tmp_path / "a.csv")
    assert together.value.filename == str(tmp_path / "data" / "b.csv")


def test_a_full_disk_without_a_file_is_said_of_the_folder_for_such(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_system(OSError(errno.ENOSPC, "No space left on device"), Texts("en"))
    assert f"for {tempfile.gettempdir()} (" in capsys.readouterr().err


def parts_in(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.ovp-part"))


def test_parts_in_deep_folders_go_with_the_next_writing(tmp_path: Path) -> None:
    for name in (".a.ovp-part", "x/.b.ovp-part", "x/y/z/.c.ovp-part", "x/y/kept.ovp-part"):
        put(tmp_path, {name: b"half"})
    write_all(tmp_path, {"d.csv": b"whole"})
    assert parts_in(tmp_path) == ["x/y/kept.ovp-part"]


def test_what_waits_under_a_journal_is_not_swept(tmp_path: Path) -> None:
    put(tmp_path, {"results/.ovp-journal": b"[]", "results/data/.b.ovp-part": b"whole"})
    sweep_tree(tmp_path)
    assert parts_in(tmp_path) == ["results/data/.b.ovp-part"]


@pytest.mark.parametrize(("age", "left"), [(0, [".a.ovp-part"]), (7_200, [])])
def test_what_somebody_may_be_writing_is_left(tmp_path: Path, age: int, left: list[str]) -> None:
    put(tmp_path, {".a.ovp-part": b"half"})
    moment = time.time() - age
    os.utime(tmp_path / ".a.ovp-part", (moment, moment))
    sweep_tree(tmp_path, older_than=3_600)
    assert parts_in(tmp_path) == left


def test_folders_that_are_not_ours_are_not_swept(tmp_path: Path) -> None:
    put(tmp_path, {"returns/.a.ovp-part": b"x", "mail/.b.ovp-part": b"x"})
    sweep_tree(tmp_path, but=("returns",))
    assert parts_in(tmp_path) == ["returns/.a.ovp-part"]
