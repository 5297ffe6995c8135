"""The analysts' sheet: one row per value, headings in the first row, what is missing empty."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from made import case_report
from openpyxl import Workbook, load_workbook

from ovpsheets.results.consolidated import consolidated, values_sheet
from ovpsheets.results.consolidated.values_sheet import values_workbook
from ovpsheets.results.report import told_again
from ovpsheets.texts import Texts


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


def _large(monkeypatch: pytest.MonkeyPatch, most: int = ROWS - 1) -> Workbook:
    """Return the consolidated workbook where more rows than *most* are told but once."""
    monkeypatch.setattr(told_again, "MOST_ROWS", most)
    return load_workbook(io.BytesIO(consolidated(case_report(), Texts("en"))))


@pytest.mark.parametrize(("most", "quarters"), [(3 * ROWS, 3), (3 * ROWS - 1, 1), (ROWS, 1)])
def test_beyond_so_many_rows_it_holds_this_quarter_alone(
    monkeypatch: pytest.MonkeyPatch, most: int, quarters: int
) -> None:
    monkeypatch.setattr(told_again, "MOST_ROWS", most)
    assert len(set(_sheet()["Quarter"])) == quarters
    assert values_workbook(case_report(), Texts("en")) is None


def test_of_a_large_quarter_it_says_where_the_rows_are(monkeypatch: pytest.MonkeyPatch) -> None:
    book = _large(monkeypatch)
    links = (row[0].hyperlink for row in book["Values"].iter_rows(max_col=1))
    targets = [link.target or link.location for link in links if link]
    assert targets == [
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


@pytest.mark.parametrize("most", [ROWS - 1, ROWS])
def test_an_indicator_without_a_past_has_no_line_in_the_history_of_a_large_quarter(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(told_again, "MOST_ROWS", most)
    report = case_report()
    new = report.tables.indicators["indicator"].iloc[0]
    before = report.history.indicators
    history = replace(report.history, indicators=before[before["indicator"] != new])
    book = load_workbook(
        io.BytesIO(consolidated(replace(report, history=history), Texts("en"))), read_only=True
    )
    rows = [row for row in book["History"].iter_rows(max_col=4, values_only=True) if any(row)]
    lines = [row[0] for row in rows]
    lines = lines[: lines.index("Amendments of the plan")]  # by which the new one is such
    said = Texts("en")("consolidated.sheet.history.elsewhere", n=1, sheet="Indicators")
    is_said = any(said in str(text) for row in rows for text in row)
    assert (new in lines, is_said) == (most == ROWS, most < ROWS)
    assert set(before["indicator"]) - {new} <= {*lines}
