"""The analysts' sheet: one row per value, headings in the first row, what is missing empty."""

import io
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from made import case_report
from openpyxl import load_workbook

from ovpsheets.results.consolidated import consolidated, values_sheet
from ovpsheets.results.consolidated.values_sheet import values_workbook
from ovpsheets.results.report import Report, told_again
from ovpsheets.texts import Texts


@cache
def _sheet() -> pd.DataFrame:
    data = consolidated(case_report(), Texts("en"))
    return pd.read_excel(io.BytesIO(data), sheet_name="Values", engine="openpyxl")


def test_the_headings_stand_in_the_first_row_and_every_row_is_a_value_or_a_status() -> None:
    report, table = case_report(), _sheet()
    parts = (report.history, report.tables)
    assert len(table) == sum(len(own.activities) + len(own.indicators) for own in parts)
    assert not any(str(name).startswith("Unnamed") for name in table.columns)
    assert list(table.columns)[:2] == ["Quarter", "Commitment"]


def test_a_pivot_over_it_gives_the_counters() -> None:
    table = _sheet()
    own = table[(table["Kind of value"] == "Status") & (table["Role"] == "Holder")]
    pivot = pd.crosstab(own["Quarter"], own["In words"])
    assert pivot.loc["2022-Q3", "Limited"] == case_report().counters().limited


def test_numbers_are_numbers_and_what_is_missing_is_empty() -> None:
    table = _sheet().set_index(["Indicator", "Quarter"])
    assert table.loc[("3.6.3.1", "2022-Q3"), "Value"] == 78
    assert table["Value"].isna()["3.6.1.1", "2022-Q3"]
    assert table.loc[("3.6.5.1", "2022-Q1"), "In words"] == "No"


ROWS = 21
"""Of this quarter; with the two before 63."""


@pytest.mark.parametrize(
    ("most", "parts"), [(3 * ROWS, 2), (3 * ROWS - 1, 1), (ROWS, 1), (ROWS - 1, 0)]
)
def test_so_many_rows_are_told_again(
    monkeypatch: pytest.MonkeyPatch, most: int, parts: int
) -> None:
    report = case_report()
    monkeypatch.setattr(told_again, "MOST_ROWS", most)
    told = told_again.told_again(report)
    assert told == (report.history, report.tables)[2 - parts :]
    assert parts == 0 or values_workbook(report, Texts("en")) is None


def test_beyond_so_many_rows_it_holds_this_quarter_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _sheet()
    monkeypatch.setattr(told_again, "MOST_ROWS", 3 * ROWS - 1)
    found = _sheet.__wrapped__()
    assert set(found["Quarter"]) == {"2022-Q3"}
    assert len(found) == ROWS < len(expected)


def _first_of_all(report: Report) -> tuple[Report, str]:
    """Return the report with an indicator of which no earlier quarter knows, and its code."""
    new, before = report.tables.indicators["indicator"].iloc[0], report.history.indicators
    history = replace(report.history, indicators=before[before["indicator"] != new])
    return replace(report, history=history), new


def test_of_a_large_quarter_nothing_is_told_twice_and_it_is_said_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(told_again, "MOST_ROWS", ROWS - 1)
    report, new = _first_of_all(case_report())
    book = load_workbook(io.BytesIO(consolidated(report, Texts("en"))))
    links = (row[0].hyperlink for row in book["Values"].iter_rows(max_col=1))
    assert [link.target or link.location for link in links if link] == [
        "values.xlsx", "'Activities'!A1", "'Indicators'!A1", "data\\activities.csv",
        "data\\indicators.csv",
    ]  # fmt: skip
    said = " ".join(str(row[1]) for row in book["Values"].iter_rows(values_only=True))
    named = {f"ovp_{name}" for name in ("activities", "indicators")}
    assert all(name in said and name in book.defined_names for name in named)
    # A formula over a named range that is empty would come to nought in silence.
    assert "ovp_values" not in book.defined_names
    rows = book["Read me"].iter_rows(max_col=2, values_only=True)
    (about,) = [said for name, said in rows if name == "Values"]
    assert about == Texts("en")("consolidated.sheet.values.elsewhere", n=ROWS)
    lines = [row for row in book["History"].iter_rows(max_col=4, values_only=True) if any(row)]
    codes = [row[0] for row in lines]
    codes = codes[: codes.index("Amendments of the plan")]  # by which the new one is such
    said = Texts("en")("consolidated.sheet.history.elsewhere", n=1, sheet="Indicators")
    assert any(said in str(text) for row in lines for text in row)
    assert set(report.tables.indicators["indicator"]) - {new} <= {*codes}
    assert new not in codes


def test_the_workbook_of_a_large_quarter_has_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _sheet()
    monkeypatch.setattr(told_again, "MOST_ROWS", ROWS - 1)
    monkeypatch.setattr(values_sheet, "_AT_MOST", 2 * ROWS)
    data = values_workbook(case_report(), Texts("en"))
    assert data is not None
    sheets = pd.read_excel(io.BytesIO(data), sheet_name=None, engine="openpyxl")
    assert list(sheets) == ["Values", "Values 2"]
    found = pd.concat(sheets.values(), ignore_index=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
