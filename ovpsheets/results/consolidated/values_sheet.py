"""One row per value, headings in the first row: ready for a pivot table."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import repeat
from typing import Any, Final

import pandas as pd

from ovpsheets.address import column_name
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import Measured, measured
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_values import AGAIN, Value, put, said_of_each
from ovpsheets.results.report import Report
from ovpsheets.tables import plain_columns
from ovpsheets.writing.measure import BETWEEN, BUTTON, MARGINS, text_units

_COLUMNS: Final = {
    "quarter": 10.0, "commitment": 12.0, "commitment_title": 30.0, "institution": 16.0,
    "activity": 10.0, "activity_text": 40.0, "role": 12.0, "indicator": 11.0,
    "indicator_text": 40.0, "value_kind": 12.0, "unit": 12.0, "value": 12.0, "value_word": 18.0,
    "target": 12.0,
}  # fmt: skip
"""Column → its width in characters, if its heading needs no more."""

_MOST: Final = 10_000
"""Rows: of more, the quarters before this one are in the CSV files of their own folders."""


def write(context: SheetContext) -> None:
    """Add the sheet: a row for each status and for each value of an indicator.

    Nothing stands above the headings, no cell is merged, and a value that is missing is empty.
    """
    page = context.book.page(context.name("values"))
    headings = [context(f"heading.{key}") for key in _COLUMNS]
    page.widths(
        [
            max(own, text_units(heading, bold=True) + MARGINS - BETWEEN + BUTTON)
            for own, heading in zip(_COLUMNS.values(), headings, strict=True)
        ]
    )
    for column, heading in enumerate(headings):
        page.text(0, column, heading, "heading nowrap")
    page.sheet.set_row(0, 22)
    into, last, styles = page.rows(1), 0, ["plain nowrap"] * len(_COLUMNS)
    for last, row in enumerate(_rows(context), start=1):
        into.cells(last, styles, row, put, AGAIN)
        into.end_row(last, least=15.0)
    page.sheet.autofilter(0, 0, max(last, 1), len(_COLUMNS) - 1)
    page.sheet.freeze_panes(1, 0)
    end = column_name(len(_COLUMNS) - 1)
    context.book.define_name("ovp_values", f"='{page.name}'!$A$1:${end}${max(last, 1) + 1}")
    context.for_the_screen(page, min(max(last, 1), 16))


def has_every_quarter(report: Report) -> bool:
    """Tell whether the sheet holds the earlier quarters, too."""
    tables = (report.history, report.tables)
    return sum(len(own.activities) + len(own.indicators) for own in tables) <= _MOST


def _rows(context: SheetContext) -> Iterator[tuple[Value, ...]]:
    report = context.report
    parts = (report.history, report.tables) if has_every_quarter(report) else (report.tables,)
    activities = plain_columns(pd.concat([own.activities for own in parts]))
    yield from _lines(
        context, activities, role=said_of_each(activities["role"], partial(context.word, "role")),
        value_kind=repeat(context("heading.status")),
        value_word=said_of_each(activities["status"], partial(context.word, "status")),
    )  # fmt: skip
    indicators = plain_columns(pd.concat([own.indicators for own in parts]))
    given = (indicators[name] for name in ("kind", "value", "text"))
    said = [measured(KINDS[kind], value, text) for kind, value, text in zip(*given, strict=True)]
    units = zip(indicators["indicator"], indicators["unit"], strict=True)
    yield from _lines(
        context, indicators, indicator=indicators["indicator"],
        indicator_text=said_of_each(
            indicators["indicator"], lambda code: context.indicator_text(code) or None
        ),
        value_kind=said_of_each(indicators["kind"], partial(context.word, "kind")),
        unit=said_of_each(units, lambda own: context.unit({"indicator": own[0], "unit": own[1]})),
        value=(one if isinstance(one, float) else None for one in said),
        value_word=map(partial(_word, context), said, indicators["flag"]),
        target=indicators["target"],
    )  # fmt: skip


def _word(context: SheetContext, said: Measured, flag: str | None) -> str | None:
    """Return what is said in words, where it is no number: an answer, else why there is none."""
    if isinstance(said, float):
        return context.word("flag", flag)
    word = context.yes_no(said) if isinstance(said, bool) else str(said or "")
    return word or context.word("flag", flag)


def _lines(
    context: SheetContext, of: Mapping[str, list[Any]], **said: Iterable[Value]
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of which *of* are the columns in the table; of the others what is *said*."""
    both: dict[str, Iterable[Value]] = {
        "quarter": of["quarter"],
        "commitment": of["commitment"],
        "commitment_title": said_of_each(
            of["commitment"], lambda code: context.commitment_title(code or "")
        ),
        "institution": said_of_each(
            of["institution"], lambda code: context.institution(code) or None
        ),
        "activity": of["activity"],
        "activity_text": said_of_each(of["activity"], context.activity_text),
        **said,
    }
    columns = [both.get(name, repeat(None)) for name in _COLUMNS]
    return zip(*columns, strict=False)  # what is the same in all of them has no end
