"""The questions form: what somebody has to answer before a quarter is published, in Excel.

A row for each open question about figures and texts of persons; yes or no goes into the
yellow cells. disclosure.csv keeps what was answered, and the form then leaves it out.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

import pandas as pd

from ovpsheets.decisions.listed import listed
from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.release.disclosure import Answer, Memory
from ovpsheets.results.report import Report
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold
from ovpsheets.xlsx.book import Book, Page

_WIDTHS: Final = {
    "institution": 20.0, "code": 11.0, "asked": 52.0, "text": 60.0, "answer": 12.0,
    "decided_by": 22.0, "id": 12.0,
}  # fmt: skip
_ENTRIES: Final = ("answer", "decided_by")
_NEEDED: Final = frozenset({"id", "answer"})
_KEY_ROW: Final = 4
_ANSWER: Final = 4  # the column in which people answer; the next says who decided, then the id
_CELL: Final = "cell top"


def questions_form(report: Report, questions: pd.DataFrame, memory: Memory, texts: Texts) -> bytes:
    """Return the form for the rows of *questions* (columns: QUESTIONS), in that order.

    What *memory* has as an answer that is neither yes nor no stands in the form again.
    """
    quarter = texts.quarter(report.quarter)
    title = texts("release.questions.title", quarter=quarter)
    book = Book(title=title, subject=report.plan.code, cut=texts("consolidated.cut"))
    page = book.page(texts("release.questions.sheet"))
    page.widths(tuple(_WIDTHS.values()))
    page.banner(title, report.plan.title.in_(texts.language) or report.plan.code, _ANSWER + 2)
    page.text(2, 0, texts("release.questions.how"), "hint nowrap")
    _heads(page, texts)
    first = _KEY_ROW + 2
    for number, row in enumerate(records(questions), start=first):
        who = row["institution"]
        said = memory.said(row["id"])
        page.text(number, 0, report.institution_label(who, texts.language) if who else "", _CELL)
        page.text(number, 1, row["indicator"] or row["activity"] or "", f"{_CELL} bold text")
        page.text(number, 2, texts(row["asked"]), _CELL)
        page.text(number, 3, row["text"] or "", f"{_CELL} text")
        page.text(number, _ANSWER, said.answer, "field top text bold")
        page.text(number, _ANSWER + 1, said.decided_by, "field top text")
        page.text(number, _ANSWER + 2, row["id"], "plain text nowrap")
    last = first + len(questions) - 1
    page.fit_rows(first, last, least=32)
    yes_no = [texts("words.yes"), texts("words.no")]
    page.sheet.data_validation(
        first, _ANSWER, last, _ANSWER,
        {"validate": "list", "source": yes_no, "error_type": "information"},
    )  # fmt: skip
    page.sheet.set_column(_ANSWER + 2, _ANSWER + 2, None, None, {"hidden": True})
    page.sheet.freeze_panes(first, 2)
    page.sheet.set_selection(first, _ANSWER, first, _ANSWER)
    page.paper(landscape=True, footer=report.plan.code, repeat=(first - 1, first - 1))
    return book.finish()


def read_answers(data: bytes) -> Mapping[str, Answer]:
    """Return what was typed into a questions form, by the question's id.

    Raises WorkspaceError when *data* is no readable workbook.
    """
    try:
        contents = read_xlsx(data, Limits())
    except RefusedError as fault:
        raise WorkspaceError("questions_unreadable") from fault
    found: dict[str, Answer] = {}
    for sheet in contents.sheets:
        table = listed(sheet, _names(), _NEEDED)
        for row in table.rows if table else ():
            texts = {key: row[key].raw.strip() if key in row else "" for key in _WIDTHS}
            if texts["id"] and texts["answer"]:
                found[texts["id"]] = Answer(texts["answer"], texts["decided_by"])
    return found


def _heads(page: Page, texts: Texts) -> None:
    page.row_of_texts(_KEY_ROW, _WIDTHS, "key")
    page.sheet.set_row(_KEY_ROW, None, None, {"hidden": True})
    for column, key in enumerate(_WIDTHS):
        style = "entry_heading" if key in _ENTRIES else "heading"
        page.text(_KEY_ROW + 1, column, texts(f"release.questions.column.{key}"), style)
    page.fit_rows(_KEY_ROW + 1, _KEY_ROW + 1, least=24)


@cache
def _names() -> Mapping[str, str]:
    """What columns' keys and headings in every language read, folded → the key."""
    return {
        fold(name): key
        for key in _WIDTHS
        for name in (
            key, *(Texts(la)(f"release.questions.column.{key}") for la in LANGUAGES),
        )
    }  # fmt: skip
