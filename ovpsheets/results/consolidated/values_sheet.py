"""One row per value, headings in the first row: ready for a pivot table.

Of a large quarter that is a workbook of its own, made when it is asked for: in the consolidated one
each value stands already, in the sheets of activities and indicators.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, repeat
from typing import Any, Final

import pandas as pd

from ovpsheets.address import column_name
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import Measured, measured
from ovpsheets.results.consolidated.sheet_context import SheetContext, workbook_of
from ovpsheets.results.consolidated.sheet_values import AGAIN, Link, Value, put, said_of_each
from ovpsheets.results.report import Report
from ovpsheets.results.report.told_again import rows_of_both, told_again
from ovpsheets.tables import Tables, plain_columns
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS
from ovpsheets.writing.measure import BETWEEN, BUTTON, MARGINS, text_units

_COLUMNS: Final = {
    "quarter": 10.0, "commitment": 12.0, "commitment_title": 30.0, "institution": 16.0,
    "activity": 10.0, "activity_text": 40.0, "role": 12.0, "indicator": 11.0,
    "indicator_text": 40.0, "value_kind": 12.0, "unit": 12.0, "value": 12.0, "value_word": 18.0,
    "target": 12.0,
}  # fmt: skip
"""Column → its width in characters, if its heading needs no more."""

_WIDTHS: Final = (26, 87)

VALUES: Final = "values.xlsx"
"""The workbook of a large quarter, beside the consolidated one."""

_AT_MOST: Final = 1_000_000
"""Rows of a sheet; what is more stands in a second one."""

_Row = tuple[Value, ...]


def write(context: SheetContext) -> None:
    """Add the sheet: a row for each status and for each value of an indicator.

    Nothing stands above the headings, no cell is merged, and a value that is missing is empty.
    Of a large quarter it says where these rows are instead. It has no named range then: a formula
    over an empty one would come to nought.
    """
    if parts := told_again(context.report):
        _write(context, context.name("values"), "ovp_values", _rows(context, parts))
    else:
        _write_elsewhere(context)


def values_workbook(report: Report, texts: Texts) -> bytes | None:
    """Return the rows of every quarter as a workbook; None where the consolidated one has them."""
    if told_again(report):
        return None
    return workbook_of(report, texts, texts("consolidated.sheet.values.title"), _write_all)


def _write_all(context: SheetContext) -> None:
    rows = _rows(context, (context.report.history, context.report.tables))
    for number, part in enumerate(_in_sheets(rows), start=1):
        name, range_name = context.name("values"), "ovp_values"
        if number > 1:
            name, range_name = f"{name} {number}", f"{range_name}_{number}"
        _write(context, name, range_name, part)


def _in_sheets(rows: Iterator[_Row]) -> Iterator[Iterable[_Row]]:
    """Yield the rows of one sheet after another."""
    for first in rows:
        yield chain((first,), islice(rows, _AT_MOST - 1))


def _write(context: SheetContext, name: str, range_name: str, rows: Iterable[_Row]) -> None:
    page = context.book.page(name)
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
    for last, row in enumerate(rows, start=1):
        into.cells(last, styles, row, put, AGAIN)
        into.end_row(last, least=15.0)
    page.sheet.autofilter(0, 0, max(last, 1), len(_COLUMNS) - 1)
    page.sheet.freeze_panes(1, 0)
    end = column_name(len(_COLUMNS) - 1)
    context.book.define_name(range_name, f"='{page.name}'!$A$1:${end}${max(last, 1) + 1}")
    context.for_the_screen(page, min(max(last, 1), 16))


def _write_elsewhere(context: SheetContext) -> None:
    """Add the sheet of a large quarter: where each status and value is, and what to pivot."""
    page = context.page("values", _WIDTHS)
    page.above(2, context("sheet.values.elsewhere", n=rows_of_both(context.report)), "hint bold")
    last = 3
    for last, (link, said) in enumerate(_places(context), start=4):
        put(page, last, 0, link, "label nowrap")
        put(page, last, 1, said, "cell")
    page.fit_rows(4, last, least=19)
    context.paper(page, landscape=False)


def _places(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    command = f"ovpsheets merge {context.report.quarter} --all"
    said = context("sheet.values.workbook", command=command)
    yield Link(VALUES, f"external:{VALUES}"), said
    for table in (ACTIVITIES, INDICATORS):
        name = context.name(table)
        said = context(f"sheet.values.{table}", range=f"ovp_{table}")
        yield Link(name, f"internal:'{name}'!A1"), said
    for table in (ACTIVITIES, INDICATORS):
        file = f"data/{table}.csv"
        yield Link(file, f"external:{file}"), context("sheet.values.csv")


def _rows(context: SheetContext, parts: Sequence[Tables]) -> Iterator[_Row]:
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
) -> Iterator[_Row]:
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
