"""What was recognised before: the results are the same with it and without, whatever lies there."""

import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, copied, fill, two_returned
from returned_forms import workers

import ovpsheets as ovp
from ovpsheets.digest import NoDigestError, digest_of
from ovpsheets.intake import kept_returns
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.kept import KeptFolder
from ovpsheets.program import program_digest
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.merge import read_quarter

DAY: Final = date.fromisoformat(AS_OF)


class Counting(Executor):
    """The shared workers; ``opened`` has the name of each file that was given to them."""

    fails = False

    def __init__(self) -> None:
        self.opened: list[str] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **_: Any) -> "Future[Any]":
        name, *rest = args
        self.opened.append(name)
        future: Future[Any] = Future()
        if self.fails:
            future.set_exception(MemoryError())
        else:
            future.set_result(function(name, *rest))
        return future


def read(root: Path, as_of: date = DAY, **rest: Any) -> tuple[list[str], dict[str, pd.DataFrame]]:
    """Read the quarter as a merge does; return which files were opened, and what came of it."""
    counting: Any = Counting()
    place = WorkspaceFolder(root)
    reading = ReadingOptions(place.settings().limits, executor=counting, kept=place.kept)
    found = read_quarter(place, Quarter.parse(QUARTER), as_of, "mk", reading=reading, **rest)
    names = ("activities", "indicators", "findings", "returns", "unplaced", "ledger")
    return sorted(counting.opened), {name: getattr(found, name) for name in names}


def opened(root: Path, **rest: Any) -> list[str]:
    return read(root, **rest)[0]


def same(first: dict[str, pd.DataFrame], second: dict[str, pd.DataFrame]) -> bool:
    return all(table.equals(second[name]) for name, table in first.items())


def kept_files(root: Path) -> list[Path]:
    """Return what is kept of the returns; findings are another matter."""
    return sorted((root / ".cache").rglob("returns/*.kept"))


def results(root: Path) -> dict[str, bytes]:
    folder = root / QUARTER / "results"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def read_once(folder: Path) -> Path:
    """Return a workspace of which both returns have been recognised, and nothing is written."""
    root = copied(two_returned, folder)
    assert opened(root) == BOTH
    return root


def fresh(tmp_path: Path) -> Path:
    return copied(read_once, tmp_path)


BOTH = [f"OVP_NAP5_{QUARTER}_{code}_R1.xlsx" for code in ("MP", "OP")]


def test_the_first_reading_opens_every_file_and_the_second_none(tmp_path: Path) -> None:
    root = copied(two_returned, tmp_path)
    (first, tables), (second, again) = read(root), read(root)
    assert (first, second) == (BOTH, [])
    assert same(tables, again)


def test_the_results_are_the_same_with_what_was_kept_and_without(tmp_path: Path) -> None:
    with_kept, without = (copied(two_returned, tmp_path / name) for name in "аб")
    read(with_kept)
    for root in (with_kept, without):
        ovp.Workspace(root, executor=workers()).merge(QUARTER, as_of=AS_OF)
    assert results(with_kept) == results(without)


def test_only_a_changed_file_is_opened_again(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    fill(root, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 9})
    assert opened(root) == BOTH[1:]


def test_what_is_kept_is_of_the_files_that_are_there(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    before = kept_files(root)
    (root / QUARTER / "returns" / BOTH[0]).unlink()
    assert opened(root) == []
    assert len(before) == 2
    assert len(kept_files(root)) == 1


def test_the_same_file_under_another_name_is_opened_again(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    old = root / QUARTER / "returns" / BOTH[0]
    old.rename(old.with_name("нов.xlsx"))
    assert opened(root) == ["нов.xlsx"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:80] + bytes([data[80] ^ 1]) + data[81:],
        lambda data: b"0" * 64 + data[64:],
        lambda data: data + b" ",
    ],
    ids=["emptied", "cut off", "a bit of it turned", "another digest", "longer"],
)
def test_what_is_damaged_is_made_anew(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    root = fresh(tmp_path)
    _, before = read(root)
    whole = {path: path.read_bytes() for path in kept_files(root)}
    for path, data in whole.items():
        path.write_bytes(damage(data))
    again, tables = read(root)
    assert again == BOTH
    assert same(before, tables)
    assert {path: path.read_bytes() for path in kept_files(root)} == whole


def test_what_was_kept_of_one_file_does_not_pass_for_another(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    first, second = kept_files(root)
    second.write_bytes(first.read_bytes())
    assert len(opened(root)) == 1


@pytest.mark.parametrize("content", [b"[0, 1, 2]", b"{}", b"[10, 1]", b"not JSON", b"[0, [77]]"])
def test_whole_files_that_hold_something_else_are_made_anew(content: bytes, tmp_path: Path) -> None:
    root = fresh(tmp_path)
    _, before = read(root)
    for path in kept_files(root):
        KeptFolder(path.parent).put(path.stem, content)
    again, tables = read(root)
    assert again == BOTH
    assert same(before, tables)


@pytest.mark.parametrize(("program", "second"), [("another version", []), ("", BOTH)])
def test_another_version_of_the_program_opens_all_anew(
    program: str, second: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = fresh(tmp_path)
    monkeypatch.setattr(kept_returns, "program_digest", lambda: program)
    assert opened(root) == BOTH
    # Where nobody knows what the program is made of nothing is kept.
    assert opened(root) == second


def test_another_plan_opens_all_anew(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    shutil.copy(Path(__file__).parent.parent / "examples/case/plan.xlsx", root / "plan.xlsx")
    assert opened(root) == BOTH


def test_another_register_of_forms_opens_all_anew(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    issued = root / QUARTER / "forms" / "issued.csv"
    lines = issued.read_text("utf-8").splitlines(keepends=True)
    issued.write_text("".join(lines[:-1]), "utf-8")
    assert opened(root) == BOTH


def test_other_limits_open_all_anew(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    (root / "ovpsheets.toml").write_text("[limits]\nseconds = 19\n")
    assert opened(root) == BOTH


def test_who_is_said_to_have_sent_a_file_opens_all_anew(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    assert opened(root, assume={BOTH[0]: "MZ"}) == BOTH


def test_another_day_opens_nothing_again(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    assert opened(root, as_of=date(2022, 10, 20)) == []


@pytest.mark.parametrize("command", ["status", "read"])
def test_what_only_looks_uses_what_is_kept_and_keeps_nothing(command: str, tmp_path: Path) -> None:
    root = fresh(tmp_path)
    counting: Any = Counting()
    look = getattr(ovp.Workspace(root, executor=counting), command)
    look(QUARTER, as_of=AS_OF)
    assert counting.opened == []
    shutil.rmtree(root / ".cache")
    look(QUARTER, as_of=AS_OF)
    assert sorted(counting.opened) == BOTH
    assert kept_files(root) == []


def test_where_nothing_can_be_kept_all_is_read_all_the_same(tmp_path: Path) -> None:
    root = copied(two_returned, tmp_path)
    (root / ".cache").write_text("a file where the folder should be")
    (first, tables), (second, again) = read(root), read(root)
    assert (first, second) == (BOTH, BOTH)
    assert same(tables, again)


def test_a_file_that_took_too_much_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(two_returned, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Counting, "fails", True)
        read(root)
    assert kept_files(root) == []
    assert opened(root) == BOTH


def test_values_of_other_kinds_have_other_digests() -> None:
    values = (
        "1",
        1,
        1.0,
        True,
        None,
        b"1",
        (1,),
        ("1",),
        ((1,), 2),
        (1, 2),
        {1: 2},
        frozenset((1,)),
    )
    assert len({digest_of(value) for value in values}) == len(values)
    assert digest_of("a", "bc") != digest_of("ab", "c")


def test_a_long_row_has_another_digest_where_anything_in_it_differs() -> None:
    rows: list[tuple[Any, ...]] = []
    for length in (999, 1_000, 1_001, 2_000, 2_001):
        own = tuple(range(length))
        rows += [own, own[1:], (*own[:-1], -1), (-1, *own[1:]), own[::-1], (own,), (*own, own)]
    assert len({digest_of(row) for row in rows}) == len(set(rows))
    assert digest_of(rows[-7]) == digest_of(list(range(2_001)))


def test_a_set_has_one_digest_in_whatever_order() -> None:
    assert digest_of(frozenset("абв")) == digest_of(frozenset("вба"))


def test_tables_that_differ_in_anything_have_other_digests() -> None:
    frames = [
        pd.DataFrame({"а": pd.Series(values, dtype="string")})
        for values in ([], [""], [None], ["x"], ["x", "y"], ["y", "x"], ["x", ""], ["x", None])
    ]
    others = [pd.DataFrame({"б": pd.Series(["x"], dtype="string")}), pd.DataFrame({"а": ["x"]})]
    digests = [digest_of(frame) for frame in (*frames, *others, pd.DataFrame({"а": [1.0]}))]
    assert len(set(digests)) == len(digests)
    assert digest_of(frames[3]) == digest_of(frames[4].head(1))


def test_a_missing_value_has_another_digest_than_what_stands_for_it() -> None:
    absent: dict[Any, list[Any]] = {
        "string": ["<NA>", ""],
        "Float64": [0.0],
        "Int64": [0],
        "boolean": [False],
    }
    for kind, values in absent.items():
        tables = [pd.DataFrame({"а": [value]}).astype(kind) for value in (None, *values)]
        assert len({digest_of(table) for table in tables}) == len(tables), kind
    days = [pd.Series([day], dtype="datetime64[s]") for day in (None, "1970-01-01")]
    assert len({digest_of(pd.DataFrame({"а": own})) for own in days}) == 2


def test_a_value_that_nobody_knows_has_no_digest() -> None:
    with pytest.raises(NoDigestError):
        digest_of(object())


def test_the_program_has_a_digest() -> None:
    assert program_digest()
