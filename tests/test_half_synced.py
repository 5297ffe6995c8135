"""What is not here whole yet is waited for, or named; half a form never passes for one."""

import os
from pathlib import Path
from typing import Any

import pytest
from cli_runs import QUARTER, answer, copied, run, with_forms
from every_case import every
from returned_forms import returned

from ovpsheets.workspace.half_synced import is_whole, trace_of

WHOLE = returned("MVR").data()


@every(
    ("name", "reason"),
    [
        ("~$Извештај.xlsx", "lock_file"),
        (".~lock.Извештај.ods#", "lock_file"),
        ("Извештај.xlsx.tmp", "unfinished"),
        ("Извештај.xlsx.partial", "unfinished"),
        ("Извештај.XLSX.CRDOWNLOAD", "unfinished"),
        (".Извештај.xlsx.icloud", "unfinished"),
        ("Извештај.xlsx.cloud", "unfinished"),
        ("Извештај.xlsx.nextcloud", "unfinished"),
        ("Извештај.xlsx", ""),
        ("Извештај tmp.xlsx", ""),
        (".DS_Store", ""),
    ],
)
def test_a_name_tells_that_a_file_is_only_the_trace_of_a_program(name: str, reason: str) -> None:
    assert trace_of(name) == reason


def growing(path: Path, *parts: bytes) -> tuple[list[float], Any]:
    """Return the waits, and what is done at each: the next part comes."""
    waits, left = list[float](), list(parts)

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if left:
            path.write_bytes(path.read_bytes() + left.pop(0))

    return waits, pause


def test_a_file_that_is_whole_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "а.xlsx"
    path.write_bytes(WHOLE)
    waits, pause = growing(path)
    assert is_whole(path, pause)
    assert not waits


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_workbook_that_is_still_coming_is_waited_for(tmp_path: Path, share: float) -> None:
    path, first = tmp_path / "а.xlsx", int(len(WHOLE) * share)
    path.write_bytes(WHOLE[:first])
    waits, pause = growing(path, b"", WHOLE[first:])
    assert is_whole(path, pause)
    assert len(waits) == 2
    assert path.read_bytes() == WHOLE


def test_what_stays_empty_is_not_here(tmp_path: Path) -> None:
    path = tmp_path / "а.xlsx"
    path.touch()
    waits, pause = growing(path)
    assert not is_whole(path, pause)
    assert len(waits) == 4


@pytest.mark.parametrize(("data", "expected"), [(b"", False), (WHOLE[:500], True)])
def test_what_has_not_changed_for_long_is_not_waited_for(
    tmp_path: Path, data: bytes, expected: bool
) -> None:
    path = tmp_path / "а.xlsx"
    path.write_bytes(data)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    waits, pause = growing(path)
    assert is_whole(path, pause) is expected  # a damaged one is told by whoever opens it
    assert not waits


def test_collect_names_what_is_not_here_yet_and_takes_the_rest(tmp_path: Path) -> None:
    root, source = copied(with_forms, tmp_path), tmp_path / "Преземања"
    source.mkdir()
    (source / "Извештај.xlsx").write_bytes(WHOLE)
    (source / "Друг.xlsx.crdownload").write_bytes(WHOLE[:99])
    (source / "~$Извештај.xlsx").write_bytes(b"ana")
    (source / "празна.xlsx").touch()
    os.utime(source / "празна.xlsx", (1_600_000_000, 1_600_000_000))
    found = answer("-C", root, "collect", QUARTER, source)
    assert [item["file"] for item in found["taken"]] == ["Извештај.xlsx"]
    reasons = {Path(item["place"]).name: item["reason"] for item in found["left"]}
    assert reasons == {
        "Друг.xlsx.crdownload": "unfinished",
        "празна.xlsx": "unfinished",
        "~$Извештај.xlsx": "lock_file",
    }
    said = run("-C", root, "--lang", "en", "collect", QUARTER, source).stdout
    assert "not here whole yet" in " ".join(said.split())
