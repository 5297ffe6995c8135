"""The history: a trend in the row of each indicator, how far it is beside how late it is."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from made import case_report
from openpyxl import load_workbook

from ovpsheets.columns.model import Column, Content
from ovpsheets.kinds import PERCENT
from ovpsheets.plan.model import Commitment, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import consolidated, history_sheet
from ovpsheets.results.consolidated.history_values import BEFORE, QUARTER_WIDTH
from ovpsheets.results.report.pace import Pace, paces
from ovpsheets.results.report.progress import has_way, time_gone
from ovpsheets.texts import Texts
from ovpsheets.words import Accumulation
from ovpsheets.writing.book import Book


def _trends() -> dict[str, str]:
    """Return where a trend stands → the cells it is drawn from, in the workbook of the case."""
    data = consolidated(case_report(), Texts("en"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if "worksheets/sheet" in n]
    (sheet,) = (own for own in sheets if "sparkline " in own or "<x14:sparkline>" in own)
    return {
        place: cells.partition("!")[2]
        for cells, place in re.findall(r"<xm:f>([^<]+)</xm:f><xm:sqref>([^<]+)</xm:sqref>", sheet)
    }


def test_a_trend_is_drawn_of_numbers_alone_for_a_word_would_count_as_nought() -> None:
    sheet = load_workbook(io.BytesIO(consolidated(case_report(), Texts("en"))))["History"]
    trends = _trends()
    drawn = {
        str(sheet.cell(int(place[1:]), 1).value): [c.value for c in sheet[cells][0]]
        for place, cells in trends.items()
    }
    assert drawn["3.6.3.1"] == [0, 45, 78]
    assert drawn["3.6.4.1"] == [0, 0, None]  # it says that there is no data
    assert not {"3.6.5.1", "3.6.8.1"} & set(drawn)  # a yes has no trend
    (first,) = {re.match("[A-Z]+", cells).group() for cells in trends.values()}  # type: ignore[union-attr]
    assert sheet.column_dimensions[first].hidden


def test_the_part_of_the_way_stands_beside_the_part_of_the_time() -> None:
    known = paces(case_report())
    assert known["3.6.7.1", "OP"].way == pytest.approx(0.6)
    assert known["3.6.7.1", "OP"].time == pytest.approx(456 / 548)
    assert known["3.6.7.1", "OP"].is_behind
    assert ("3.6.5.1", "MZ") not in known
    assert ("3.6.1.1", "MTSP") not in known  # nothing is known of the way


def test_as_much_of_the_way_as_of_the_time_is_not_behind() -> None:
    assert not Pace(0.5, 0.5).is_behind
    assert Pace(0.49, 0.5).is_behind


def test_time_begins_with_the_activity_and_is_over_with_its_deadline() -> None:
    quarter, activity = Quarter(2022, 3), case_report().plan.activities[0]
    own = replace(activity, start=date(2022, 7, 1), deadline=date(2022, 9, 30))
    assert time_gone(quarter, own, None) == 1
    assert time_gone(quarter, own, date(2022, 12, 30)) == 0.5
    assert time_gone(quarter, replace(own, start=date(2022, 10, 1)), date(2022, 12, 31)) is None
    assert time_gone(quarter, replace(own, start=date(2022, 9, 30)), date(2022, 10, 2)) == 0
    assert time_gone(quarter, replace(own, start=date(2022, 9, 30)), None) is None
    assert time_gone(quarter, None, None) is None


def test_of_many_quarters_the_oldest_are_folded_and_this_one_is_on_the_first_page() -> None:
    for quarters in (3, 4, 12):
        page = Book(title="History").page("History")
        columns = len(BEFORE) + quarters
        page.widths([own.width for own in BEFORE] + [QUARTER_WIDTH] * quarters)
        folded = history_sheet._folded(page, quarters, columns)
        assert (folded > 0) == (quarters > 4)
        page.fold_columns(len(BEFORE), folded)
        assert page.columns_on_paper(landscape=True) >= columns
        assert folded <= quarters - 2


def test_a_level_of_each_quarter_goes_no_way() -> None:
    own = case_report().plan.indicator("3.6.8.2")
    assert own.kind is PERCENT
    assert has_way(own)
    assert not has_way(replace(own, accumulation=Accumulation.QUARTERLY))
    assert has_way(
        replace(case_report().plan.indicator("3.6.3.1"), accumulation=Accumulation.QUARTERLY)
    )


def test_the_plans_own_columns_stand_quarter_by_quarter_but_for_free_texts() -> None:
    report = case_report()
    offered = {"low": {"en": "low", "mk": "низок"}}
    kinds: tuple[tuple[str, Content, Any], ...] = (
        ("spent", "number", {}), ("risk", "choice", offered), ("said", "text", {}),
    )  # fmt: skip
    spent, risk, said = (
        Column(key, "member", kind, 12, None, headings={"en": key.title()}, choices=choices)
        for key, kind, choices in kinds
    )
    columns = report.plan.columns.with_("activities", spent, risk, said)

    def answered(table: pd.DataFrame, n: float | None) -> pd.DataFrame:
        is_own = table["activity"] == "3.6.3"
        told = pd.Series(n, table.index, "Float64").where(is_own)
        words = pd.Series("low", table.index, "string").where(is_own & (n == 12))
        return table.assign(spent=told, risk=words, said=words)

    own = replace(
        report,
        plan=replace(report.plan, columns=columns),
        tables=replace(report.tables, activities=answered(report.tables.activities, 12)),
        history=replace(report.history, activities=answered(report.history.activities, 7.5)),
    )
    sheet = load_workbook(io.BytesIO(consolidated(own, Texts("en"))))["History"]
    rows = [[cell.value for cell in row[:7]] for row in sheet.iter_rows()]
    (title,) = (n for n, row in enumerate(rows) if row[0] == "The plan’s own columns by quarter")
    (keys, headings, *told) = rows[title + 1 : title + 5]
    assert headings[4:] == ["2022-Q1", "2022-Q2", "2022-Q3"]
    assert keys[:4] == ["own_code", "own_text", "institution", "own_column"]
    assert [(row[0], row[3], *row[4:]) for row in told] == [
        ("3.6.3", "Spent", 7.5, 7.5, 12),
        ("3.6.3", "Risk", None, None, "low"),
    ]


def test_the_row_of_a_commitment_says_how_many_lag_and_of_how_many_there_is_a_value() -> None:
    report = case_report()
    second = Commitment("3.7", Wording("Друга заложба"))
    plan = replace(report.plan, commitments=(*report.plan.commitments, second))
    book = load_workbook(io.BytesIO(consolidated(replace(report, plan=plan), Texts("mk"))))
    sheet = book[Texts("mk")("consolidated.sheet.history.name")]
    (said,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "3.6"]
    pace = paces(report).values()
    assert said[5] == f"заостануваат: {sum(own.is_behind for own in pace)}/{len(pace)}"
    rows = report.tables.indicators
    given = rows["value"].notna() | rows["text"].notna()
    now = f"со податок: {given.sum()}/{len(rows)}"
    assert now in said
