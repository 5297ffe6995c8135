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
from ovpsheets.writing.measure import MARGINS, pixels, room_on_paper, text_units, unbroken_width
from ovpsheets.writing.spoken_workbook import in_language

_MARKS: Final = ("c", "x", "z", "r", "p")


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
    wide = widths(table.columns)
    page.widths(wide)
    is_whole = page.columns_on_paper(landscape=True) == len(wide)
    frozen = 1 if is_whole else _frozen(wide[: table.stub])
    room = 0 if is_whole else sum(wide[:frozen])
    caption = f"{_caption(table, number, texts)} – {texts.quarter(report.quarter)}"
    above = [(line, "plain bold nowrap") for line in _lines(caption, room, bold=True)]
    above += [(line, "plain nowrap") for line in _lines(" ".join(table.notes), room)]
    for row, (line, style) in enumerate(above):
        page.text(row, 0, line, style)
    headings = len(above)
    for row, values in enumerate(table.rows, start=headings + 1):
        for place, value in enumerate(values):
            _put(page, row, place, value, _style(table, place))
    for place, column in enumerate(table.columns):
        page.text(headings, place, column.heading, _heading(column))  # add_table measures nothing
    last = headings + len(table.rows)
    page.sheet.add_table(
        headings, 0, last, len(table.columns) - 1,
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
    page.fit_rows(headings, last, least=18)
    page.sheet.freeze_panes(headings + 1, 0 if is_whole else frozen)
    if len(table.rows) <= _MOST_PRINTED:
        page.paper(
            landscape=True, footer=report.plan.code, repeat=(headings, headings), stub=frozen
        )
        return
    shown = page.columns_on_paper(landscape=True)
    page.paper(landscape=True, footer=texts("consolidated.first_page_only"), columns=shown, stub=0)
    page.sheet.print_area(0, 0, headings + _ON_PAPER, shown - 1)


_MOST_PRINTED: Final = 300
_ON_PAPER: Final = 16
"""Rows of a table that is printed, some twenty pages of them at most; of a longer one a page is,
for 2,400 activities would take a thousand. Who reads on paper has the notification."""


def _heading(column: PeopleColumn) -> str:
    return "heading right" if column.is_number else "heading"


_MOST_FROZEN: Final = 62
"""Characters that may stay in sight: half of a small screen."""


def _frozen(stub: Sequence[float]) -> int:
    """Return how many columns stay in sight: those that say what a row is about."""
    return max(n for n in range(1, len(stub) + 1) if sum(stub[:n]) <= _MOST_FROZEN or n == 1)


_NARROWEST: Final = 18.0
"""Characters that a column of sentences keeps."""


def widths(columns: Sequence[PeopleColumn]) -> list[float]:
    """Return the columns' widths, so that the table is one page wide where that can be read.

    No word of a heading breaks; what there is too much, columns of sentences give. Where they
    cannot give enough they keep their width, for then the table goes to several pages anyhow.
    """
    wide = [max(own.width, unbroken_width(own.heading)) for own in columns]
    yielding = [n for n, own in enumerate(columns) if own.is_wide]
    over = (sum(map(pixels, wide)) - room_on_paper(landscape=True)) / (pixels(2) - pixels(1))
    given = sum(wide[n] for n in yielding)
    if not 0 < over < given:
        return wide
    part = 1 - (over + len(yielding)) / given  # whole pixels take up to one more of each
    narrow = [own * part if n in yielding else own for n, own in enumerate(wide)]
    return narrow if min(narrow[n] for n in yielding) >= _NARROWEST else wide


def _lines(text: str, room: float, *, bold: bool = False) -> list[str]:
    """Return *text* in lines that columns *room* characters wide show, all in one line for 0."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if room and lines[-1] and text_units(longer, bold=bold) > room - MARGINS:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


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
