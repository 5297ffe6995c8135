"""The analysts' sheet: one row per value, headings in the first row, what is missing empty."""

import io

import pandas as pd
import pytest
from made import case_report

from ovpsheets.results.consolidated import consolidated, values_sheet
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


def test_beyond_so_many_rows_it_holds_this_quarter_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values_sheet, "_MOST", 30)
    assert set(_sheet()["Quarter"]) == {"2022-Q3"}
