"""plan.xlsx, written: blank for a new workspace, or filled from tables.

The first row of every sheet is hidden and holds the keys; the second holds the
headings; data begins in the third. Help stands beside the cell as Excel's
input message, so that no row has to be told from data.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from ovpsheets.plan.locate import REQUIRED_MARK
from ovpsheets.plan.plan_sheet import Content, PlanColumn, PlanSheet
from ovpsheets.plan.put import Given, put, style
from ovpsheets.plan.sheets import SHEETS, column_words
from ovpsheets.plan.validation import (
    FIRST_ROW,
    LAST_ROW,
    help_beside,
    highlight_missing,
    highlight_repeated_codes,
)
from ovpsheets.texts import Texts
from ovpsheets.words import Language, default_language
from ovpsheets.writing.book import Book, Page
from ovpsheets.writing.look import look
from ovpsheets.writing.measure import unbroken_width

Tables = Mapping[str, Sequence[Mapping[str, Given]]]
"""Rows by sheet key; a row holds values by column key. The sheet ``plan`` has one row."""

Doubtful = tuple[str, int, str]
"""A cell of the plan: the sheet's key, the row from 0, the column's key."""

_Marked = Collection[tuple[int, str]]

_KEYS_ROW: Final = 0
_HEADINGS_ROW: Final = 1
_EMPTY_ROWS: Final = 6  # drawn below the last filled one
_BLANK_ROWS: Final = 24  # drawn on a blank sheet: one printed page
_SETTING_WIDTHS: Final = (34, 52, 84)
_EXTRA_WIDTH: Final = 30
_GUIDED: Final = ("required", "codes", "several", "own", "check")
_SHOWN: Final = (
    "institutions", "commitments", "activities", "indicators", "waivers", "columns", "checks",
    "amendments",
)  # fmt: skip
"""Sheets of which the guide shows a row."""

_LABEL_STYLES: Final = {"required": "heading"}


def blank_plan(language: Language | None = None) -> bytes:
    """Return an empty plan.xlsx with headings, help and dropdowns in *language*."""
    settings = {
        column.key: int(column.default) if column.content is Content.WHOLE else column.default
        for column in SHEETS["plan"].columns
        if column.default
    }
    return write_plan({"plan": [settings]}, language)


def write_plan(
    tables: Tables,
    language: Language | None = None,
    *,
    extra_columns: Mapping[str, Sequence[str]] | None = None,
    extra_sheets: Mapping[str, Sequence[str]] | None = None,
    doubtful: Collection[Doubtful] = (),
) -> bytes:
    """Return a plan.xlsx that holds *tables*.

    *extra_columns* are headings to add to a sheet; rows hold their values under
    the heading itself. *extra_sheets* are sheets of text, a line per row, the
    first as their title. *doubtful* cells are coloured. Raises KeyError for a
    column that does not exist.
    """
    texts = Texts(language or default_language())
    book = Book(title=texts("plan.workbook.title"))
    sheets = {k: sheet for k, sheet in SHEETS.items() if tables.get(k) or not sheet.only_filled}
    _guide_page(book, texts, sheets)
    for key, sheet in sheets.items():
        page = book.page(texts(f"plan.{key}.name"))
        page.sheet.set_tab_color(book.look.colour("navy" if sheet.required else "needless"))
        extra = tuple((extra_columns or {}).get(key, ()))
        marked = {place[1:] for place in doubtful if place[0] == key}
        if sheet.upright:
            _settings(page, sheet, texts, dict(*tables.get(key, ())), marked)
        else:
            _table(page, sheet, texts, (tables.get(key, ()), extra, marked))
    for name, lines in (extra_sheets or {}).items():
        _lines(book.page(name), lines)
    return book.finish()


def _settings(
    page: Page, sheet: PlanSheet, texts: Texts, values: dict[str, Given], marked: _Marked
) -> None:
    _refuse_unknown(sheet, values, ())
    page.widths(_SETTING_WIDTHS)
    page.row_of_texts(_KEYS_ROW, ("key", "value"), "key")
    titles = [texts(f"plan.settings.{key}.heading") for key in ("key", "value", "explanation")]
    page.row_of_texts(_HEADINGS_ROW, titles, "heading")
    for row, column in enumerate(sheet.columns, FIRST_ROW):
        page.text(row, 0, heading(sheet, column, texts), "label")
        base = "field required" if (0, column.key) in marked else "field"
        put(page, (row, 1), column, values.get(column.key), texts.language, base=base)
        page.text(row, 2, column_words(sheet.key, column.key, "help", texts), "cell muted")
        help_beside(page, (row, 1, row, 1), sheet, column, texts)
        highlight_missing(page, sheet, column, texts.language, upright_row=row)
    page.fit_rows(FIRST_ROW, FIRST_ROW + len(sheet.columns) - 1, least=26)
    _finish(page, texts, columns=1)


def _table(
    page: Page,
    sheet: PlanSheet,
    texts: Texts,
    held: tuple[Sequence[Mapping[str, Given]], tuple[str, ...], _Marked],
) -> None:
    """Write a table: its rows, the headings beside its own, and which cells are doubtful."""
    rows, extra, marked = held
    widths = [
        *(_width_of(column.width, heading(sheet, column, texts)) for column in sheet.columns),
        *(_width_of(_EXTRA_WIDTH, name) for name in extra),
    ]
    page.widths(widths)
    _headings(page, sheet, texts, extra)
    for number, column in enumerate(sheet.columns):
        # Rows far below the drawn ones get the format, too: a code typed there stays text.
        below = page.book.format(style(column, "plain"))
        page.sheet.set_column(number, number, widths[number], below)
        help_beside(page, (FIRST_ROW, number, LAST_ROW, number), sheet, column, texts)
        highlight_missing(page, sheet, column, texts.language)
    highlight_repeated_codes(page, sheet)
    drawn = len(rows) + _EMPTY_ROWS if rows else _BLANK_ROWS
    for row in range(drawn):
        given = rows[row] if row < len(rows) else {}
        _refuse_unknown(sheet, given, extra)
        for number, column in enumerate(sheet.columns):
            at, value = (FIRST_ROW + row, number), given.get(column.key)
            base = "cell required" if (row, column.key) in marked else "cell"
            put(page, at, column, value, texts.language, base=base)
        for number, name in enumerate(extra, len(sheet.columns)):
            page.text(FIRST_ROW + row, number, str(given.get(name) or ""), "cell text muted")
    page.fit_rows(FIRST_ROW, FIRST_ROW + drawn - 1)
    page.sheet.autofilter(_HEADINGS_ROW, 0, FIRST_ROW + drawn - 1, len(widths) - 1)
    _finish(page, texts, columns=1)


def _headings(page: Page, sheet: PlanSheet, texts: Texts, extra: tuple[str, ...]) -> None:
    for number, column in enumerate(sheet.columns):
        page.text(_KEYS_ROW, number, column.key, "key")
        title = heading(sheet, column, texts)
        needed = title.endswith(REQUIRED_MARK)
        page.heading(_HEADINGS_ROW, number, title, "heading" if needed else "label")
    for number, name in enumerate(extra, len(sheet.columns)):
        page.heading(_HEADINGS_ROW, number, name, "label italic muted")


def _width_of(least: float, title: str) -> float:
    """Return the width of a column in which no word of its heading breaks."""
    size = look().size  # of the headings of what may stay empty, the larger ones
    return max(least, round(unbroken_width(title, size, has_button=True), 1))


def heading(sheet: PlanSheet, column: PlanColumn, texts: Texts) -> str:
    """Return the heading of *column*, marked when it must be filled in.

    Of a text in several languages, the one in the language of the workbook is marked.
    """
    title = column_words(sheet.key, column.key, "heading", texts)
    group = sheet.group(column.key)
    needed = column.language == texts.language if group else column.required
    return f"{title} {REQUIRED_MARK}" if needed else title


def _finish(page: Page, texts: Texts, *, columns: int) -> None:
    page.fit_rows(_HEADINGS_ROW, _HEADINGS_ROW, least=34)
    page.sheet.set_row(_KEYS_ROW, None, None, {"hidden": True})
    page.sheet.freeze_panes(FIRST_ROW, columns)
    footer = texts("plan.workbook.title")
    page.paper(landscape=True, footer=footer, repeat=(_HEADINGS_ROW, _HEADINGS_ROW), stub=columns)


def _lines(page: Page, lines: Sequence[str]) -> None:
    page.widths((120,))
    for row, line in enumerate(lines):
        page.text(row, 0, line, "plain" if row else "section")
    page.fit_rows(0, max(len(lines) - 1, 0))
    page.paper(landscape=False)


def _refuse_unknown(sheet: PlanSheet, row: Mapping[str, Given], extra: tuple[str, ...]) -> None:
    if strange := row.keys() - {column.key for column in sheet.columns} - set(extra):
        raise KeyError(f"sheet {sheet.key!r} has no column {sorted(strange)}")


def _guide_page(book: Book, texts: Texts, sheets: Collection[str]) -> None:
    """Add the first sheet: what each sheet holds, with a link to it, and what to know."""
    page = book.page(texts("plan.readme.name"))
    page.widths((30, 104))
    page.banner(texts("plan.readme.title"), texts("plan.readme.subtitle"), 2)
    needed = [key for key in sheets if SHEETS[key].required]
    after = _guide_to_sheets(page, texts, ("sheets", needed), row=3)
    others = [key for key in sheets if key not in needed]
    after = _guide_to_sheets(page, texts, ("optional", others), row=after + 1)
    after = _guide_to_filling(page, texts, row=after + 1)
    _examples(page, texts, [key for key in sheets if key in _SHOWN], row=after + 1)
    page.paper(landscape=True, footer=texts("plan.workbook.title"))


def _guide_to_sheets(
    page: Page, texts: Texts, group: tuple[str, Sequence[str]], *, row: int
) -> int:
    """Write what the sheets of a group hold, under the group's title; return the row behind."""
    title, sheets = group
    page.row_of_texts(row, (texts(f"plan.readme.{title}"), ""), "section")
    first = row + 1
    for number, key in enumerate(sheets):
        name = texts(f"plan.{key}.name")
        page.link(first + number, 0, f"internal:'{name}'!A1", name, "label link")
        page.text(first + number, 1, texts(f"plan.{key}.purpose"), "cell")
    last = first + len(sheets) - 1
    page.fit_rows(row, last, least=22)
    return last + 1


def _guide_to_filling(page: Page, texts: Texts, *, row: int) -> int:
    page.row_of_texts(row, (texts("plan.readme.rules"), ""), "section")
    first = row + 1
    for number, key in enumerate(_GUIDED):
        label = _LABEL_STYLES.get(key, "label")
        page.text(first + number, 0, texts(f"plan.readme.{key}.label"), label)
        page.text(first + number, 1, texts(f"plan.readme.{key}"), "cell")
    last = first + len(_GUIDED) - 1
    page.fit_rows(row, last, least=22)
    return last + 1


def _examples(page: Page, texts: Texts, sheets: Sequence[str], *, row: int) -> None:
    """Write one row of each sheet as it may look: here, where it is nobody's data."""
    page.row_of_texts(row, (texts("plan.readme.examples"), ""), "section")
    for number, key in enumerate(sheets, row + 1):
        page.text(number, 0, texts(f"plan.{key}.name"), "label")
        page.text(number, 1, texts(f"plan.readme.example.{key}", **_called(key, texts)), "cell")
    page.fit_rows(row, row + len(sheets), least=22)


def _called(sheet: str, texts: Texts) -> dict[str, str]:
    """Return what the columns of a sheet are called, a text by its column in this language."""
    return {
        column.stem or column.key: column_words(sheet, column.key, "heading", texts)
        for column in SHEETS[sheet].columns
        if column.language in ("", texts.language)
    }
