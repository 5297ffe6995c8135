"""Tables saved as text: any encoding, any separator, and the answers arrive."""

import csv
import io
from functools import cache

import pytest
from every_case import every
from made import AS_OF, QUARTER
from returned_forms import returned, the_history, the_plan

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.formats.delimited import read_delimited
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import OpenedFile, RefusedError, ReturnedFile
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.letters import is_table, letters, separator
from ovpsheets.words import ACTIVITIES, INDICATORS

PROGRESS = 'Одржани „две“ обуки;\nза 33 "службеници", вкупно'


def table(data: bytes) -> list[list[str]]:
    (sheet,) = read_delimited(data, Limits()).sheets
    width = max(column for _, column in sheet.cells)
    return [
        [sheet.cells[row, column].raw if (row, column) in sheet.cells else ""
         for column in range(1, width + 1)]
        for row in range(1, max(row for row, _ in sheet.cells) + 1)
    ]  # fmt: skip


@every(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251"],
)
def test_macedonian_is_read_in_every_encoding(encoding: str) -> None:
    text = "код;статус;напредок\n3.6.1;Завршено;Одржани се 2 обуки\n"
    assert letters(text.encode(encoding)).lstrip("\ufeff") == text


@every("encoding", ["utf-8", "utf-16-le", "windows-1250", "windows-1252"])
def test_albanian_is_read_in_every_encoding(encoding: str) -> None:
    text = "kodi;statusi\n3.6.1;Përfunduar, është çështje e mbyllur\n"
    assert letters(text.encode(encoding)) == text


@every("text", ["Да", "Не;12,5", "код\nМВР", "Завршено"])
def test_short_texts_of_windows_1251_are_cyrillic(text: str) -> None:
    assert letters(text.encode("windows-1251")) == text


def test_one_broken_letter_does_not_spoil_a_text_in_utf_8() -> None:
    data = "Завршено во целост".encode().replace("в".encode(), b"\xd0", 1)
    assert letters(data).endswith("во целост")


@every("mark", [";", ",", "\t", "|"])
def test_the_separator_is_told_by_rows_of_one_width(mark: str) -> None:
    assert separator(f"код{mark}вредност{mark}белешка\n1{mark}«а»{mark}б\n") == mark


def test_decimal_commas_separate_nothing() -> None:
    assert table("код;вредност\nа;12,5\nб;13,5\n".encode()) == [
        ["код", "вредност"], ["а", "12,5"], ["б", "13,5"],
    ]  # fmt: skip


def test_the_line_by_which_excel_is_told_the_separator_is_no_content() -> None:
    assert table(b"sep=|\r\na|b;c\r\n") == [["a", "b;c"]]


def test_quotes_hold_separators_quotes_and_line_breaks() -> None:
    assert table('а;"б;""в""\nг"\n'.encode()) == [["а", 'б;"в"\nг']]


def test_a_quote_that_is_never_closed_loses_nothing() -> None:
    data = 'а;"б\n' + "в;г\n" * 50_000
    assert "г" in "".join("".join(row) for row in table(data.encode()))


def test_nul_bytes_are_no_content() -> None:
    assert table(b"a;b\0c\n") == [["a", "bc"]]


def test_every_value_is_text_and_the_loss_is_observed() -> None:
    found = read_delimited(b"a;12,5\n", Limits())
    assert {cell.type for cell in found.sheets[0].cells.values()} == {"text"}
    assert [one.key for one in found.observed] == ["only_values"]


def test_limits_hold() -> None:
    with pytest.raises(RefusedError, match="too_large"):
        read_delimited(b"a;b\nc;d\n", Limits(cells=3))


def test_prose_is_no_table() -> None:
    assert not is_table("Почитувани, ништо не е реализирано.\nСо почит,\nМВР\n")
    assert is_table("код\tстатус\n3.6.1\tЗавршено\n")


# ------------------------------------------------------------------ whole forms


@cache
def filled() -> Contents:
    form = returned().fill_well()
    form.write(f"{ACTIVITIES}/{form.content.activities[0].code}/progress", PROGRESS)
    form.write(f"{INDICATORS}/{form.content.indicators[0].code}/value", 12.5)
    opened = open_file("а.xlsx", form.data(), Limits())
    assert isinstance(opened, Contents)
    return opened


def saved_as_text(sheet: int, encoding: str, mark: str) -> bytes:
    """Save one sheet of the form as an office program does: local dates, decimal commas."""
    out, cells = io.StringIO(), filled().sheets[sheet].cells
    writer = csv.writer(out, delimiter=mark)
    width = max(column for _, column in cells)
    for row in range(1, max(row for row, _ in cells) + 1):
        line = [cells.get((row, column)) for column in range(1, width + 1)]
        writer.writerow([
            "" if cell is None
            else f"{cell.value:%d.%m.%Y}" if cell.type == "date"
            else cell.raw.replace(".", ",") if cell.type == "number"
            else cell.raw
            for cell in line
        ])  # fmt: skip
    return out.getvalue().encode(encoding)


def recognised(data: bytes) -> Return:
    brief = MergeBrief(plan=the_plan(), quarter=QUARTER, as_of=AS_OF, history=the_history())
    opened = open_file("1 Активности.csv", data, Limits())
    file = ReturnedFile("а.csv", data, "0" * 64, AS_OF)
    (returned,) = recognise(OpenedFile(file, opened), brief)
    return returned


@every(
    ("encoding", "mark"),
    [("utf-8-sig", ";"), ("utf-16", "\t"), ("windows-1251", ";"), ("utf-8", ",")],
)
def test_the_activities_saved_as_csv_bring_their_answers(encoding: str, mark: str) -> None:
    read = recognised(saved_as_text(1, encoding, mark))
    assert (read.set_aside, read.institution) == ("", "MVR")
    assert read.answers is not None
    first = min(read.answers.activities)
    assert read.answers.activities[first]["progress"] == PROGRESS
    assert read.answers.activities[first].status == "substantial"


def test_the_indicators_saved_as_csv_bring_their_values() -> None:
    read = recognised(saved_as_text(2, "utf-8", ";"))
    assert read.answers is not None
    assert [str(one.value) for one in read.answers.indicators.values()][:1] == ["12.5"]
