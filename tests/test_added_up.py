"""What quarters and shares make together, wherever it is shown: never more than is known."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import openpyxl
import pandas as pd
import pytest
from every_case import every
from made import case_report
from persons import WHOLE, indicator
from rule_scenarios import with_indicator
from test_people_tables import made, table

from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import overview_sheet
from ovpsheets.results.consolidated.answers_sheets import write_indicators
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.narrative import summary_context
from ovpsheets.results.report import Report
from ovpsheets.results.report.progress import share_to_target
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Accumulation, Combine, Direction
from ovpsheets.writing.book import Book

CODE: Final = "3.6.2.1"  # NK holds its activity; 5 this quarter, target 8
SHARED: Final[dict[str, Any]] = {"reported_by": ("NK", "MVR"), "combine": Combine.SUM}
FIRST: Final = Texts("en").quarter(Quarter(2022, 1))
QUARTERLY: Final[dict[str, Any]] = {"accumulation": Accumulation.QUARTERLY}


def shared(value: float | None, **fields: Any) -> Report:
    """Return the report of the case where MVR reports a share of the indicator, too."""
    report = case_report()
    rows = report.tables.indicators
    own = rows[rows["indicator"] == CODE].assign(institution="MVR")
    own = own.assign(value=pd.Series([value], index=own.index, dtype="Float64"), flag=None)
    both = pd.concat([rows, own.astype(rows.dtypes)], ignore_index=True)
    tables = replace(report.tables, indicators=both)
    return replace(report, plan=with_indicator(CODE, **SHARED, **fields), tables=tables)


def with_total(total: float | None, lacks: str | None = None) -> Report:
    """Return the report where the indicator is given by quarter, and its quarters make *total*."""
    report = case_report()
    rows = report.tables.indicators.copy()
    own = rows["indicator"] == CODE
    rows.loc[own, ["total_so_far", "lacks_quarters"]] = [total, lacks]
    plan = with_indicator(CODE, **QUARTERLY)
    return replace(report, plan=plan, tables=replace(report.tables, indicators=rows))


# ------------------------------------------------------------------ how much of the way


def share(
    value: float, baseline: float | None, target: float | None, **fields: Any
) -> float | None:
    own = indicator(WHOLE, **{"accumulation": Accumulation.CUMULATIVE, **fields})
    row = {"kind": "count", "value": value, "text": None, "baseline": baseline, "target": target}
    return share_to_target({**row, "total_so_far": value + 100}, own)


DOWN: Final[dict[str, Any]] = {"direction": Direction.DOWN}


@every(
    ("value", "baseline", "target", "fields", "gone"),
    [
        (5, 0, 10, {}, 0.5),
        (5, None, 10, {}, 0.5),
        (12, 0, 10, {}, 1.2),
        (1, 2, 10, {}, 0.0),  # below the baseline: nothing of the way, and not less
        (2, 2, 10, {}, 0.0),
        (10, 10, 10, {}, 1.0),
        (9, 10, 10, {}, None),
        (9, 10, 5, {}, 1.0),  # a target that was passed before the plan began
        (4, 10, 5, {}, None),
        (30, 40, 20, DOWN, 0.5),
        (45, 40, 20, DOWN, 0.0),
        (20, 40, 20, DOWN, 1.0),
        (20, None, 20, DOWN, 1.0),
        (21, None, 20, DOWN, None),
        (5, 0, None, {}, None),
        (5, 50, 210, QUARTERLY, 0.5),  # the total alone, whatever was before the plan
        (5, 40, 10, {**QUARTERLY, **DOWN}, 7 / 6),  # no total of what should fall
    ],
)
def test_the_way_is_from_baseline_to_target_where_that_means_something(
    value: float, baseline: float | None, target: float | None, fields: dict[str, Any],
    gone: float | None,
) -> None:  # fmt: skip
    assert share(value, baseline, target, **fields) == gone


# ------------------------------------------------------------------ all shares as one


def test_shares_have_no_bar_of_their_own_and_one_together() -> None:
    report = shared(1.0)
    (own,) = (one for one in report.standings() if one.row["indicator"] == CODE)
    assert (own.row["institution"], own.row["value"], own.share) == (None, 6, 0.75)
    rows = report.tables.indicators["indicator"] == CODE
    assert report.progress()[rows].isna().all()
    assert report.progress()[~rows].notna().any()


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.0, "6"), (None, "5, without {who}")],
)
def test_the_summary_says_what_all_make_and_whose_share_is_missing(
    value: float | None, said: str
) -> None:
    report = shared(value)
    context = summary_context(report, Texts("en"))
    lines = [own for own in context.sections[0].measures if own.code == CODE]
    assert lines[0].value.text == "5"
    assert lines[-1].value.text == said.format(who=report.institution_label("MVR", "en"))
    assert [line.target == "–" for line in lines] == [True] * (len(lines) - 1) + [False]


def test_totals_for_programs_name_what_they_lack() -> None:
    assert shared(1.0).added_up() == [
        {"quarter": "2022-Q3", "indicator": CODE, "value": 6, "total_so_far": None,
         "lacks_institutions": None, "lacks_quarters": None}
    ]  # fmt: skip
    assert shared(None).added_up()[0]["lacks_institutions"] == "MVR"


def test_the_public_totals_are_those_of_the_published_shares() -> None:
    public = made(shared(None))
    assert records(public.tables["totals"])[0]["value"] == 5
    shown = table("totals", public, "en")
    keys = [column.key for column in shown.columns]
    assert shown.rows[0][keys.index("lacks_institutions")] != "MVR"


@pytest.mark.parametrize(("persons", "totals"), [(False, 1), (True, 0)])
def test_where_a_share_is_hidden_no_total_is_published(persons: bool, totals: int) -> None:
    public = made(shared(2.0, persons=persons))
    assert len(public.tables["totals"]) == totals
    assert len(public.report.added_up()) == totals


# ------------------------------------------------------------------ quarters as one


@pytest.mark.parametrize(
    ("lacks", "said"),
    [(None, "5 (total so far 11)"), ("2022-Q1", f"5 (total so far 11, without {FIRST})")],
)
def test_the_summary_says_the_total_and_what_it_lacks(lacks: str | None, said: str) -> None:
    context = summary_context(with_total(11, lacks), Texts("en"))
    texts = [own.value.text for own in context.sections[0].measures if own.code == CODE]
    assert texts == [said]


def test_only_tables_with_totals_have_columns_for_them() -> None:
    def keys(report: Report) -> set[str]:
        return {column.key for column in table("indicators", made(report), "en").columns}

    assert {"total_so_far", "lacks_quarters"} <= keys(with_total(11, "2022-Q1"))
    assert not {"total_so_far", "lacks_quarters", "combine"} & keys(case_report())
    assert "combine" in keys(shared(1.0))


def sheet_rows(report: Report, write: Callable[[SheetContext], None]) -> list[list[Any]]:
    book = Book(title="T", subject="T", cut="…")
    write(SheetContext(report, Texts("en"), book, {}))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(book.finish())).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_shows_totals_and_shares_beside_the_values() -> None:
    rows = sheet_rows(with_total(11, "2022-Q1"), write_indicators)
    heading = next(row for row in rows if "Total so far" in row)
    place = heading.index("Total so far")
    own = next(row for row in rows if row[0] == CODE)
    assert own[place : place + 2] == [11, "2022-Q1"]
    rows = sheet_rows(shared(None), write_indicators)
    place = next(row for row in rows if "All shares together" in row).index("All shares together")
    own = next(row for row in rows if row[0] == CODE)
    assert own[place] == 5
    assert own[place + 1]


def test_the_overview_has_one_bar_for_all_shares() -> None:
    rows = sheet_rows(shared(1.0), overview_sheet.write)
    own = [row for row in rows if str(row[0]).startswith(f"{CODE} ")]
    assert [(row[1], row[4]) for row in own] == [("all together", 6)]
