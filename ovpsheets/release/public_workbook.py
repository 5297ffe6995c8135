"""The public tables as a workbook that everyone can read, with or without seeing it.

The rules are those of the UK Government Analysis Function, "Releasing statistics
in spreadsheets" (2023): one table to a sheet, from the first column, its title and
notes in the rows above; no merged cells, no empty rows, columns or cells inside a table;
marks explained; nothing said by colour alone; named tables; the language and
title of the document set.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from ovpsheets.languages import tags
from ovpsheets.release.people_tables import NOTHING, PeopleColumn, PeopleTable, people_tables
from ovpsheets.results.report import Report
from ovpsheets.results.report.milestones import UNCLEAR, WITHHELD
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book, Page
from ovpsheets.writing.spoken_workbook import in_language

_MARKS: Final = ("c", "x", "z", "r", "p")
_HEADINGS: Final = 2
"""The row of the headings; above it the title and the notes."""


def public_workbook(report: Report, tables: Mapping[str, pd.DataFrame], texts: Texts) -> bytes:
    """Return the workbook in the language of *texts*; the same tables give the same bytes."""
    title = texts(
        "release.tables.title",
        plan=report.plan.title.in_(texts.language) or report.plan.code,
        quarter=texts.quarter(report.quarter),
    )
    book = Book(title=title, subject=report.plan.code, cut=texts("consolidated.cut"))
    shown = people_tables(report, tables, texts)
    _cover(book, report, shown, title, texts)
    for number, table in enumerate(shown, start=1):
        _table(book, number, table, report, texts)
    return in_language(book.finish(), tags(texts.language).document)


def _cover(
    book: Book, report: Report, shown: Sequence[PeopleTable], title: str, texts: Texts
) -> None:
    page = book.page(texts("release.tables.cover"))
    page.widths([26, 96])
    page.banner(title, texts("release.tables.as_of", day=texts.long_date(report.as_of)), 2)
    page.text(2, 0, texts("release.tables.what"), "label")
    page.text(2, 1, texts("release.data.description"))
    page.text(3, 0, texts("release.tables.contents"), "section")
    page.blank(3, 1, "section")
    row = 4
    for number, table in enumerate(shown, start=1):
        sheet = texts(f"release.table.{table.key}.sheet")
        page.link(row, 0, f"internal:'{sheet}'!A1", sheet)
        page.text(row, 1, _caption(table, number, texts))
        row += 1
    page.text(row, 0, texts("release.tables.marks"), "section")
    page.blank(row, 1, "section")
    for mark, meaning in _marks(texts).items():
        row += 1
        page.text(row, 0, mark, "label")
        page.text(row, 1, meaning)
    page.fit_rows(2, row, least=18)
    page.paper(landscape=True, footer=report.plan.code)


def _marks(texts: Texts) -> dict[str, str]:
    """Return what stands in place of a value or beside it, and what it means."""
    return {
        **{f"[{mark}]": texts(f"release.mark.{mark}") for mark in _MARKS},
        texts("summary.answer.silent"): texts("summary.legend.silent"),
        texts(WITHHELD): texts("summary.legend.withheld"),
        texts(UNCLEAR): texts("summary.legend.unclear"),
        NOTHING: texts("release.mark.nothing"),
    }


def _caption(table: PeopleTable, number: int, texts: Texts) -> str:
    return texts("release.tables.caption", number=number, title=table.title)


def _table(book: Book, number: int, table: PeopleTable, report: Report, texts: Texts) -> None:
    page = book.page(texts(f"release.table.{table.key}.sheet"))
    page.widths([max(own.width, _wide_enough(own.heading)) for own in table.columns])
    caption = f"{_caption(table, number, texts)} – {texts.quarter(report.quarter)}"
    page.text(0, 0, caption, "plain bold nowrap")
    page.text(1, 0, " ".join(table.notes), "plain nowrap")
    for row, values in enumerate(table.rows, start=_HEADINGS + 1):
        for place, value in enumerate(values):
            _put(page, row, place, value, _style(table, place))
    for place, column in enumerate(table.columns):
        page.text(_HEADINGS, place, column.heading, _heading(column))  # add_table measures nothing
    last = _HEADINGS + len(table.rows)
    page.sheet.add_table(
        _HEADINGS, 0, last, len(table.columns) - 1,
        {
            "name": f"ovp_{table.key}",
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": column.heading, "header_format": book.format(_heading(column))}
                for column in table.columns
            ],
        },
    )  # fmt: skip
    page.fit_rows(_HEADINGS, last, least=18)
    page.sheet.freeze_panes(_HEADINGS + 1, _frozen(table))
    page.paper(
        landscape=True, footer=report.plan.code, repeat=(_HEADINGS, _HEADINGS), stub=table.stub
    )


def _heading(column: PeopleColumn) -> str:
    return "heading right" if column.is_number else "heading"


_MOST_FROZEN: Final = 62
"""Characters that may stay in sight: half of a small screen."""


def _frozen(table: PeopleTable) -> int:
    """Return how many columns stay in sight: those that say what a row is about."""
    widths = [column.width for column in table.columns[: table.stub]]
    return max(n for n in range(1, len(widths) + 1) if sum(widths[:n]) <= _MOST_FROZEN or n == 1)


def _wide_enough(heading: str) -> float:
    """Return the width, in characters, at which no word of a bold heading breaks."""
    return 1.2 * max(map(len, heading.split())) + 2


def _style(table: PeopleTable, place: int) -> str:
    """Return how a text stands in a column: what the row is about bold, a mark as a figure does."""
    if place < table.stub:
        return "cell top bold"
    return "cell top right flush nowrap" if table.columns[place].is_number else "cell top"


def _put(page: Page, row: int, column: int, value: Any, style: str) -> None:
    if isinstance(value, str):
        page.text(row, column, value, style)
    elif isinstance(value, int | float):
        page.number(row, column, value, "cell top number flush nowrap")
    else:
        page.day(row, column, value, "cell top day")
