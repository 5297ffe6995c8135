"""A merge or a generate that was killed while it replaced: the next one puts all in order."""

import os
from pathlib import Path

import openpyxl
import pytest
from cli_runs import (
    AS_OF,
    JUSTICE,
    OPEN_GATE,
    QUARTER,
    answer,
    built,
    copied,
    fill,
    run,
    with_forms,
    workspace,
)

from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import read_kept
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.lock import NAME

MERGE = ("merge", QUARTER, "--as-of", AS_OF, "--all")


class Killed(BaseException):
    """Not an Exception: nothing of ours catches it on purpose."""


def killed_before(name: str, root: Path, *words: object) -> None:
    """Run a command and end it just before the file *name* is replaced."""

    def replace(path: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise Killed
        os.replace(path, target)
        return Path(target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(Killed):
            run("-C", root, *words)


def results(root: Path) -> dict[str, bytes]:
    folder = root / QUARTER / "results"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def merged_twice(tmp_path: Path, name: str) -> Path:
    """Merge, let a second form come, and kill the next merge before it replaces *name*."""
    root = copied(one_merged, tmp_path)
    fill(root, "MP", JUSTICE)
    killed_before(name, root, *MERGE)
    return root


def undisturbed(folder: Path) -> Path:
    """The same two merges with nobody in their way."""
    root = copied(one_merged, folder)
    fill(root, "MP", JUSTICE)
    assert run("-C", root, *MERGE).exit_code == 0
    return root


def one_merged(folder: Path) -> Path:
    root = with_forms(folder)
    fill(root, "OP", OPEN_GATE)
    assert run("-C", root, *MERGE).exit_code == 0
    return root


@pytest.mark.parametrize("name", ["consolidated.xlsx", "summary.mk.md", "written.csv"])
def test_the_next_merge_completes_a_killed_one_and_takes_nothing_for_edited(
    tmp_path: Path, name: str
) -> None:
    root = merged_twice(tmp_path, name)
    assert answer("-C", root, *MERGE)["copies"] == []
    assert results(root) == results(built(undisturbed))


def remark(path: Path, text: str) -> None:
    """Type a remark at the first finding of the to-do list."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=1, max_row=6):
            keys = [cell.value for cell in row]
            if {"id", "state", "remark"} <= set(keys):
                line = next(sheet.iter_rows(min_row=(row[0].row or 0) + 2))
                line[keys.index("remark")].value = text
                book.save(path)
                return
    raise AssertionError("no to-do list")


def test_what_was_typed_after_a_merge_was_killed_is_kept(tmp_path: Path) -> None:
    root = merged_twice(tmp_path, "consolidated.xlsx")
    path = root / QUARTER / "results" / "consolidated.xlsx"
    remark(path, "кажано по телефон")
    assert run("-C", root, *MERGE).exit_code == 0
    remarks = {entry.remark for entry in read_kept(path.read_bytes()).values()}
    assert "кажано по телефон" in remarks


def test_the_history_after_a_killed_merge_is_of_one_merge_only(tmp_path: Path) -> None:
    root = merged_twice(tmp_path, "activities.csv")
    tables = WorkspaceFolder(root).history(before=Quarter.parse("2022-Q4"))
    table = tables.institutions
    returned = set(table["institution"][table["returned"]])
    named = tables.activities.dropna(subset="file")["institution"]
    assert returned == set(named) == {"OP", "MP"}


def test_a_first_merge_that_was_killed_is_no_history(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    (root / QUARTER / "results" / "data").mkdir(parents=True)
    assert WorkspaceFolder(root).history().activities.empty


def test_forms_whose_writing_was_killed_are_not_taken_for_somebody_elses(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    killed_before("issued.csv", root, "generate", QUARTER)
    done = run("-C", root, "generate", QUARTER)
    assert done.exit_code == 0, done.stderr
    assert not list(root.rglob("*.ovp-*"))
    assert not list(root.rglob(NAME))
