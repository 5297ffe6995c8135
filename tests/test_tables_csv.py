"""Tables as CSV: a text stands in it as it is, and comes back, from guarded files too."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from every_case import every
from hypothesis import given
from hypothesis import strategies as st

from ovpsheets import table_csv
from ovpsheets.columns.model import ColumnType
from ovpsheets.errors import WorkspaceError
from ovpsheets.member_text import guarded, unguarded, writable
from ovpsheets.table_csv import csv_bytes, read_csv, to_csv, types_package, widened
from ovpsheets.tables import ACTIVITIES, INDICATORS, Schema, frame, records

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


@every("text", DANGEROUS)
@every("before", ["", "'", "''"])
def test_a_text_stands_as_it_is_and_guarded_only_where_that_is_asked(
    text: str, before: str
) -> None:
    table = frame(ACTIVITIES, [{"progress": before + text}])
    for guard, sign in ((False, ""), (True, "'")):
        (row,) = csv.DictReader(io.StringIO(to_csv(table, guard=guard), newline=""))
        assert row["progress"] == f"{sign}{before}{text}"


PACKAGES = {"of ours": {"guarded": False}, "of before": {"resources": []}, "none": None}


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''=1+1", "'тоа", "- една"])
def test_a_file_is_read_as_its_data_package_says_and_without_one_as_a_guarded_one(
    tmp_path: Path, package: str, text: str
) -> None:
    table, said = frame(ACTIVITIES, [{"progress": text}]), PACKAGES[package]
    written = to_csv(table, guard=package != "of ours")
    (tmp_path / "activities.csv").write_text(written, encoding="utf-8")
    if said is not None:
        (tmp_path / "datapackage.json").write_text(json.dumps(said))
    assert read_csv(tmp_path / "activities.csv", ACTIVITIES)["progress"].tolist() == [text]


@pytest.mark.parametrize("damage", ["", "[1]", "{"])
def test_a_data_package_that_is_damaged_is_named(tmp_path: Path, damage: str) -> None:
    (tmp_path / "activities.csv").write_text(to_csv(frame(ACTIVITIES, [{"progress": "x"}])))
    (tmp_path / "datapackage.json").write_text(damage)
    with pytest.raises(WorkspaceError) as caught:
        read_csv(tmp_path / "activities.csv", ACTIVITIES)
    assert caught.value.values["file"] == tmp_path / "datapackage.json"


def test_after_an_interruption_a_new_file_is_read_by_the_package_written_with_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "datapackage.json").write_text('{"resources": []}')
    (tmp_path / ".datapackage.json.ovp-part").write_text('{"guarded": false}')
    part = tmp_path / ".activities.csv.ovp-part"
    part.write_text(to_csv(frame(ACTIVITIES, [{"progress": "'=1"}])))
    assert read_csv(part, ACTIVITIES)["progress"].tolist() == ["'=1"]


def test_numbers_and_dates_are_not_guarded() -> None:
    written = to_csv(frame(INDICATORS, [{"value": -12.5, "text": "-12.5"}]), guard=True)
    assert ",-12.5,'-12.5," in written
    written = to_csv(frame(ACTIVITIES, [{"deadline": date(2022, 9, 30)}]), guard=True)
    assert ",2022-09-30," in written


def test_line_breaks_of_a_member_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "activities.csv"
    table = frame(ACTIVITIES, [{"progress": "one\r\ntwo\rthree\nfour", "evidence": "N/A"}])
    path.write_bytes(to_csv(table).encode("utf-8"))
    assert records(read_csv(path, ACTIVITIES)) == records(table)


def test_a_table_is_written_alike_however_many_rows_are_written_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = frame(ACTIVITIES, [{"progress": text} for text in ("one", "two", "th\rree")])
    whole = to_csv(table)
    monkeypatch.setattr(table_csv, "_AT_ONCE", 2)
    assert (to_csv(table), csv_bytes(table)) == (whole, whole.encode())
    assert '"one"' in whole  # as the one with a bare return must be


@every("sign", ["\x00", "\ud83d", "\ufffe", "\uffff"])
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


def test_a_package_of_types_alone_tells_the_columns_of_a_plan_apart(tmp_path: Path) -> None:
    """Such lies beside the tables of a closed quarter, which are guarded."""
    wide: Schema = {**INDICATORS, "spent": "number", "day": "date", "sure": "yes_no"}
    row = {"quarter": "2022-Q3", "indicator": "1.1", "note": "=1", "spent": 12.5,
           "day": date(2022, 9, 1), "sure": True}  # fmt: skip
    table, path = frame(wide, [row]), tmp_path / "indicators.csv"
    path.write_text(to_csv(table, guard=True), encoding="utf-8")
    package = json.dumps(types_package({"indicators": table}))
    (tmp_path / "datapackage.json").write_text(package, encoding="utf-8")
    found = widened("indicators", INDICATORS, [path])
    assert found == wide
    assert records(read_csv(path, found)) == records(table)


@pytest.mark.parametrize("length", [131_072, 131_073])
def test_a_text_is_read_however_long_it_is(length: int) -> None:
    """Python's own reader of CSV refuses one of over 131,072 letters."""
    table = frame(ACTIVITIES, [{"progress": "н" * length, "evidence": "N/A"}])
    assert records(read_csv(to_csv(table), ACTIVITIES)) == records(table)


DAMAGED = {
    "nothing at all": "",
    "a row longer than the heading": "value,cell\n1,A1,2\n",
    "a quote that is never closed": 'value,cell\n1,"A1\n',
    "words for a number": "value,cell\nmany,A1\n",
    "a comma in a number": 'value,cell\n"1,5",A1\n',
}


@every("damage", DAMAGED)
def test_a_damaged_table_is_refused(damage: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_csv(DAMAGED[damage], {"value": "number", "cell": "text"})


@pytest.mark.parametrize(("text", "kind"), [("1.5", "integer"), ("12.10.2022", "date")])
def test_what_is_not_of_its_type_is_refused(text: str, kind: ColumnType) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_csv(f"value\n{text}\n", {"value": kind})


def test_a_whole_number_is_read_with_or_without_its_point() -> None:
    table = read_csv("row\n7\n7.0\n-1\n", {"row": "integer"})
    assert table["row"].tolist() == [7, 7, -1]


def test_a_row_that_is_too_short_lacks_its_last_values() -> None:
    table = read_csv("value,cell\n1\n\n2,A1\n", {"value": "number", "cell": "text"})
    assert records(table) == [{"value": 1.0, "cell": None}, {"value": 2.0, "cell": "A1"}]
