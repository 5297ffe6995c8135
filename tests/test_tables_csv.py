"""Tables as CSV: no text is a formula for a spreadsheet program, and every text comes back."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ovpsheets.member_text import guarded, unguarded, writable
from ovpsheets.tables import ACTIVITIES, INDICATORS, frame, read_csv, records, to_csv

WRITABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff")
SIGNS = st.sampled_from("'=+-@\t\r\n＝＠,\";N")
TEXTS = st.text(st.one_of(SIGNS, WRITABLE), min_size=1, max_size=12)
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]


@given(TEXTS)
def test_every_text_comes_back_from_its_guard(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(st.tuples(TEXTS, st.one_of(st.none(), TEXTS)), max_size=4))
def test_history_reads_back_what_was_written(rows: list[tuple[str, str | None]]) -> None:
    table = frame(ACTIVITIES, [{"progress": one, "evidence": other} for one, other in rows])
    assert records(read_csv(to_csv(table), ACTIVITIES)) == records(table)


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("before", ["", "'", "''"])
def test_no_field_begins_like_a_formula(text: str, before: str) -> None:
    written = to_csv(frame(ACTIVITIES, [{"progress": before + text}]))
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert row["progress"] == f"'{before}{text}"


def test_numbers_and_dates_are_not_guarded() -> None:
    written = to_csv(frame(INDICATORS, [{"value": -12.5, "text": "-12.5"}]))
    assert ",-12.5,'-12.5," in written
    written = to_csv(frame(ACTIVITIES, [{"deadline": date(2022, 9, 30)}]))
    assert ",2022-09-30," in written


def test_line_breaks_of_a_member_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "activities.csv"
    table = frame(ACTIVITIES, [{"progress": "one\r\ntwo\rthree\nfour", "evidence": "N/A"}])
    path.write_bytes(to_csv(table).encode("utf-8"))
    assert records(read_csv(path, ACTIVITIES)) == records(table)


@pytest.mark.parametrize("sign", ["\x00", "\ud83d", "\ufffe", "\uffff"])
def test_what_no_file_can_hold_is_shown_as_a_replacement(sign: str) -> None:
    assert writable(f"a{sign}b") == "a\ufffdb"
    table = frame(ACTIVITIES, [{"progress": f"a{sign}b"}])
    assert "a\ufffdb" in to_csv(table).encode("utf-8").decode("utf-8")


def test_records_are_plain_values_and_what_is_missing_is_none() -> None:
    table = pd.DataFrame({
        "number": [1.5, None], "text": pd.Series(["x", None], dtype="string"),
        "integer": pd.Series([1, None], dtype="Int64"),
        "day": pd.Series([date(2022, 10, 1), None], dtype="datetime64[s]"),
        "yes": pd.Series([True, None], dtype="boolean"), "any": pd.Series([None, "y"]),
    })  # fmt: skip
    first, second = records(table)
    assert [type(value) for value in first.values()] == [float, str, int, date, bool, type(None)]
    assert list(second.values()) == [None] * 5 + ["y"]
