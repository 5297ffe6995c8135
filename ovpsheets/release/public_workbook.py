"""The public tables as a workbook that everyone can read, with or without seeing it.

The rules are those of the UK Government Analysis Function, "Releasing statistics
in spreadsheets" (2023): one table to a sheet, from the first column, its title and
notes in the rows above; no merged cells, no empty rows or columns inside a table;
marks explained; nothing said by colour alone; named tables; the language and
title of the document set.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

import pandas as pd

from ovpsheets.columns.model import ColumnType, FormColumns
from ovpsheets.languages import TAGS
from ovpsheets.release.counter_tables import counters_so_far
from ovpsheets.release.public import public_schemas
from ovpsheets.results.report import Report
from ovpsheets.results.report.code_lists import CODES
from ovpsheets.results.report.column_words import column_text
from ovpsheets.results.report.milestones import WITHHELD
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Flag
from ovpsheets.writing.book import Book, Page

_MARKS: Final = ("c", "x", "z", "r", "p")
_WIDTHS: Final[Mapping[ColumnType, float]] = {
    "text": 18, "number": 13, "integer": 13, "date": 13, "yes_no": 13,
}  # fmt: skip
_WIDE: Final = {"progress": 60, "explanation": 45, "evidence": 30, "name": 48, "note": 36,
                "source": 30, "text": 24} | {f"title_{la}": 60 for la in LANGUAGES}  # fmt: skip
_SENTENCES: Final = 36
_CORE: Final = "docProps/core.xml"


def public_workbook(report: Report, tables: Mapping[str, pd.DataFrame], texts: Texts) -> bytes:
    """Return the workbook in the language of *texts*; the same tables give the same bytes."""
    tables = {**tables, "counters": counters_so_far(report)}
    title = texts(
        "release.tables.title",
        plan=report.plan.title.in_(texts.language) or report.plan.code,
        quarter=texts.quarter(report.quarter),
    )
    book = Book(title=title, subject=report.plan.code, cut=texts("consolidated.cut"))
    shown = [name for name in public_schemas(report.plan.columns) if len(tables[name])]
    _cover(book, report, shown, title, texts)
    for number, name in enumerate(shown, start=1):
        _table(book, number, name, tables[name], report, texts)
    return _in_language(book.finish(), TAGS[texts.language].document)


def _cover(book: Book, report: Report, shown: Sequence[str], title: str, texts: Texts) -> None:
    page = book.page(texts("release.tables.cover"))
    page.widths([110])
    lines = [
        title,
        texts("release.tables.as_of", day=texts.long_date(report.as_of)),
        texts("release.data.description"),
        texts("release.tables.marks"),
        *(f"[{mark}] {texts(f'release.mark.{mark}')}" for mark in _MARKS),
        texts("release.tables.contents"),
    ]
    headings = {texts("release.tables.marks"), texts("release.tables.contents")}
    page.text(0, 0, title, "plain bold nowrap")
    for row, line in enumerate(lines[1:], start=1):
        page.text(row, 0, line, "plain bold" if line in headings else "plain")
    for row, name in enumerate(shown, start=len(lines)):
        sheet = texts(f"release.table.{name}.sheet")
        page.link(row, 0, f"internal:'{sheet}'!A1", _caption(name, row - len(lines) + 1, texts))
    page.fit_rows(0, len(lines) + len(shown) - 1, least=18)
    page.paper(landscape=False, footer=report.plan.code)


def _caption(name: str, number: int, texts: Texts) -> str:
    return texts(
        "release.tables.caption", number=number, title=texts(f"release.table.{name}.title")
    )


def _table(
    book: Book, number: int, name: str, table: pd.DataFrame, report: Report, texts: Texts
) -> None:
    columns = report.plan.columns
    whole = public_schemas(columns)[name]
    # The word stands in the cell itself, so that the column of what is withheld says no more.
    schema = {column: kind for column, kind in whole.items() if column != "withheld"}
    page = book.page(texts(f"release.table.{name}.sheet"))
    headings = [column_text(texts, columns, name, column, "heading") for column in schema]
    headings = [_unique(headings, place) for place in range(len(headings))]
    page.widths(
        [
            max(_width(columns, name, column), _WIDTHS[kind], _wide_enough(heading))
            for (column, kind), heading in zip(schema.items(), headings, strict=True)
        ]
    )
    page.text(0, 0, _caption(name, number, texts), "plain bold nowrap")
    page.text(1, 0, texts(f"release.table.{name}.note"), "plain nowrap")
    for row, values in enumerate(records(table), start=3):
        for place, column in enumerate(schema):
            _put(page, row, place, _shown(column, values, report, texts))
    for place, heading in enumerate(headings):
        page.text(2, place, heading, "heading")  # add_table writes it, and measures nothing
    last = 2 + len(table)
    page.sheet.add_table(
        2, 0, last, len(schema) - 1,
        {
            "name": f"ovp_{name}",
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": heading, "header_format": book.format("heading")}
                for heading in headings
            ],
        },
    )  # fmt: skip
    page.fit_rows(2, last, least=18)
    page.sheet.freeze_panes(3, 1)
    page.paper(landscape=True, footer=report.plan.code, repeat=(2, 2))


def _width(columns: FormColumns, table: str, column: str) -> float:
    """Return how wide a text wants to be, 0 for any other column."""
    own = columns.keeping(table, column) if table in columns.tables else None
    return _SENTENCES if own and own.is_own and own.free_texts else _WIDE.get(column, 0)


def _wide_enough(heading: str) -> float:
    """Return the width, in characters, at which no word of a bold heading breaks."""
    return 1.2 * max(map(len, heading.split())) + 2


def _unique(headings: Sequence[str], place: int) -> str:
    """Excel refuses two columns of one name in a table."""
    before = headings[:place].count(headings[place])
    return f"{headings[place]} {before + 1}" if before else headings[place]


def _shown(column: str, row: Mapping[str, Any], report: Report, texts: Texts) -> Any:
    """Return a cell in words; where there is no value, the mark that says why."""
    value = row[column]
    if column == "value" and value is None and row.get("flag") == Flag.NOT_DUE:
        return texts("summary.answer.value.not_due")
    if column == "value" and value is None and row.get("flag"):
        return f"[{row['flag']}]"
    if value is None and column in (row.get("withheld") or "").split():
        return texts(WITHHELD)
    if value is None:
        is_whole = column == "commitment" and "total" in row
        return texts("release.tables.all") if is_whole else None
    if column == "mark":
        return f"[{value}]"
    if column == "institution":
        return report.institution_label(value, texts.language)
    if column == "reason":
        own = report.plan.reasons.get(value)
        return own.in_(texts.language) if own else texts(f"words.reason.{value}")
    group = "status" if column == "previous_status" else column
    if column == "column":
        table = "indicators" if row["indicator"] else "activities"
        return column_text(texts, report.plan.columns, table, value, "heading")
    if group in CODES:
        return texts(f"words.{group}.{value}")
    return texts("words.yes" if value else "words.no") if isinstance(value, bool) else value


def _put(page: Page, row: int, column: int, value: Any) -> None:
    if value is None:
        page.blank(row, column)
    elif isinstance(value, str):
        page.text(row, column, value, "cell top")
    elif isinstance(value, int | float):
        page.number(row, column, value, "cell top number")
    else:
        page.day(row, column, value, "cell top day")


def _in_language(workbook: bytes, locale: str) -> bytes:
    """Say the document's language (dc:language), for which XlsxWriter has no property."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as package, zipfile.ZipFile(out, "w") as packed:
        for entry in package.infolist():
            part = package.read(entry)
            if entry.filename == _CORE:
                said = f"<dc:language>{escape(locale)}</dc:language></cp:coreProperties>"
                part = part.replace(b"</cp:coreProperties>", said.encode("utf-8"))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, part)
    return out.getvalue()
