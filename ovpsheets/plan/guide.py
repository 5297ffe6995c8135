"""The first sheet of plan.xlsx: how to fill it in, in ten lines."""

from typing import Final

from ovpsheets.plan.sheets import SHEETS
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book, Page

_RULES: Final = ("required", "codes", "several", "own", "check")
_LABEL_STYLES: Final = {"required": "heading"}


def guide_page(book: Book, texts: Texts) -> None:
    """Add the sheet: what each sheet holds, with a link to it, and what to know."""
    page = book.page(texts("plan.readme.name"))
    page.widths((30, 104))
    page.banner(texts("plan.readme.title"), texts("plan.readme.subtitle"), 2)
    after = _sheets(page, texts, row=3)
    _rules(page, texts, row=after + 1)
    page.paper(landscape=True, footer=texts("plan.workbook.title"))


def _sheets(page: Page, texts: Texts, *, row: int) -> int:
    page.row_of_texts(row, (texts("plan.readme.sheets"), ""), "section")
    first = row + 1
    for number, key in enumerate(SHEETS):
        name = texts(f"plan.{key}.name")
        page.link(first + number, 0, f"internal:'{name}'!A1", name, "label link")
        page.text(first + number, 1, texts(f"plan.{key}.purpose"), "cell")
    last = first + len(SHEETS) - 1
    page.fit_rows(row, last, least=22)
    return last + 1


def _rules(page: Page, texts: Texts, *, row: int) -> None:
    page.row_of_texts(row, (texts("plan.readme.rules"), ""), "section")
    first = row + 1
    for number, key in enumerate(_RULES):
        label = _LABEL_STYLES.get(key, "label")
        page.text(first + number, 0, texts(f"plan.readme.{key}.label"), label)
        page.text(first + number, 1, texts(f"plan.readme.{key}"), "cell")
    page.fit_rows(row, first + len(_RULES) - 1, least=22)
