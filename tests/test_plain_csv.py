"""The plain files of a workspace, as spreadsheet programs give them back."""

from datetime import date
from pathlib import Path

import pytest

from ovpsheets.disclosure import read_memory
from ovpsheets.errors import WorkspaceError
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.results.report.draft_register import read_shown
from ovpsheets.workspace.received import read_received

COLUMNS = ("institution", "answer", "text")
LINES = (("МВР", "да", "прва; втора, трета\nред"), ("MTSP", "", "=1+1"))


def saved(separator: str, encoding: str, *, mark: str = "") -> bytes:
    """Return the file as a program saves it with other separators and letters."""
    quoted = "\r\n".join(
        separator.join(f'"{cell}"' for cell in row)
        for row in (COLUMNS, ("МВР", "да", "прва; втора, трета\nред"), ("MTSP", "", "'=1+1"))
    )
    return f"{mark}{quoted}\r\n".encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        rows_csv(COLUMNS, LINES),
        saved(";", "windows-1251"),
        saved("\t", "utf-16"),
        saved(",", "utf-8-sig"),
        saved(";", "utf-8-sig", mark="sep=;\r\n"),
    ],
    ids=["as written", "Excel, Macedonian", "Unicode text", "with a mark", "sep=;"],
)
def test_a_file_is_read_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    found = [tuple(row.values()) for row in read_rows(path, COLUMNS, "disclosure_columns")]
    assert found == [LINES[0], LINES[1]]


def test_a_file_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path / "a.csv", COLUMNS, "disclosure_columns") == []


@pytest.mark.parametrize("text", ["", "institution,answer\nMTSP,да\n", "\x00\x01"])
def test_without_its_columns_a_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"a\.csv"):
        read_rows(path, COLUMNS, "disclosure_columns")


def test_a_row_that_is_too_short_or_empty_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("institution;answer;text\nMTSP\n\n;;\n", encoding="utf-8")
    assert read_rows(path, COLUMNS, "x") == [{"institution": "MTSP", "answer": "", "text": ""}]


def test_a_day_may_be_written_as_people_write_it(tmp_path: Path) -> None:
    shown = tmp_path / "shown.csv"
    shown.write_text(
        "draft;institution;shown;how;answer;comments\n1;MTSP;13.10.2022;;;\n", encoding="utf-8"
    )
    assert [line.day for line in read_shown(shown)] == [date(2022, 10, 13)]
    received = tmp_path / "received.csv"
    received.write_text("file;received;sha256\nа.xlsx;6.10.2022;x\n", encoding="windows-1251")
    assert read_received(received)["x"].day == date(2022, 10, 6)


def test_answers_about_persons_saved_by_excel_are_read(tmp_path: Path) -> None:
    path = tmp_path / "disclosure.csv"
    path.write_text(
        "quarter;indicator;institution;decision;answer;id\n2022-Q3;3.6.4.1;MP;ask;да;q:1\n",
        encoding="windows-1251",
    )
    assert read_memory(path).answer("q:1") is True
