"""The questions form: what somebody has to answer before a quarter is published, in Excel.

A row for each open question about figures and texts of persons; yes or no goes into the
yellow cells. disclosure.csv keeps what was answered, and the form then leaves it out.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import pandas as pd

from ovpsheets.decisions.listed import listed, names_of
from ovpsheets.disclosure import Memory, RecordedAnswer
from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.results.report import Report
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book, Page

_WIDTHS: Final = {
    "institution": 20.0, "code": 11.0, "asked": 52.0, "text": 60.0, "answer": 12.0,
    "decided_by": 22.0, "id": 12.0,
}  # fmt: skip
_HEADINGS: Final = "release.questions.column"
_ENTRIES: Final = ("answer", "decided_by")
_NEEDED: Final = frozenset({"id", "answer"})
_KEY_ROW: Final = 4
_FIRST: Final = _KEY_ROW + 2
_ANSWER: Final = 4  # the column in which people answer; the next says who decided, then the id


def questions_form(report: Report, questions: pd.DataFrame, memory: Memory, texts: Texts) -> bytes:
    """Return the form for the rows of *questions* (columns: QUESTIONS), in that order.

    What *memory* has as an answer that is neither yes nor no stands in the form again.
    """
    title = texts("release.questions.title", quarter=texts.quarter(report.quarter))
    book = Book(title=title, subject=report.plan.code, cut=texts("consolidated.cut"))
    page = book.page(texts("release.questions.sheet"))
    page.widths(tuple(_WIDTHS.values()))
    page.banner(title, report.plan.title.in_(texts.language) or report.plan.code, _ANSWER + 2)
    page.text(2, 0, texts("release.questions.how"), "hint nowrap")
    _heads(page, texts)
    for number, row in enumerate(records(questions), start=_FIRST):
        who = row["institution"]
        label = report.institution_label(who, texts.language) if who else ""
        _row(page, number, label, row, memory.said(row["id"]), texts)
    _set_up(page, _FIRST + len(questions) - 1, texts)
    page.paper(landscape=True, footer=report.plan.code, repeat=(_FIRST - 1, _FIRST - 1))
    return book.finish()


def read_answers(data: bytes) -> Mapping[str, RecordedAnswer]:
    """Return what was typed into a questions form, by the question's id.

    Raises WorkspaceError when *data* is no readable workbook.
    """
    try:
        contents = read_xlsx(data, Limits())
    except RefusedError as fault:
        raise WorkspaceError("questions_unreadable") from fault
    found: dict[str, RecordedAnswer] = {}
    for sheet in contents.sheets:
        table = listed(sheet, _names(), _NEEDED)
        for row in table.rows if table else ():
            texts = {key: row[key].raw.strip() if key in row else "" for key in _WIDTHS}
            if texts["id"] and (texts["answer"] or texts["decided_by"]):
                found[texts["id"]] = RecordedAnswer(texts["answer"], texts["decided_by"])
    return found


def _heads(page: Page, texts: Texts) -> None:
    page.row_of_texts(_KEY_ROW, _WIDTHS, "key")
    page.sheet.set_row(_KEY_ROW, None, None, {"hidden": True})
    for column, key in enumerate(_WIDTHS):
        style = "entry_heading" if key in _ENTRIES else "heading"
        page.text(_KEY_ROW + 1, column, texts(f"{_HEADINGS}.{key}"), style)
    page.fit_rows(_KEY_ROW + 1, _KEY_ROW + 1, least=24)


def _row(
    page: Page, number: int, label: str, row: Mapping[str, Any], said: RecordedAnswer, texts: Texts
) -> None:
    page.text(number, 0, label, "cell top")
    page.text(number, 1, row["indicator"] or row["activity"] or "", "cell top bold text")
    page.text(number, 2, texts(row["asked"]), "cell top")
    page.text(number, 3, row["text"] or "", "cell top text")
    page.text(number, _ANSWER, said.answer, "field top text bold")
    page.text(number, _ANSWER + 1, said.decided_by, "field top text")
    page.text(number, _ANSWER + 2, row["id"], "plain text nowrap")


def _set_up(page: Page, last: int, texts: Texts) -> None:
    """Offer yes and no, hide the ids, and put the cursor where people begin."""
    page.fit_rows(_FIRST, last, least=32)
    yes_no = [texts("words.yes"), texts("words.no")]
    offered = {"validate": "list", "source": yes_no, "error_type": "information"}
    page.sheet.data_validation(_FIRST, _ANSWER, last, _ANSWER, offered)
    page.sheet.set_column(_ANSWER + 2, _ANSWER + 2, None, None, {"hidden": True})
    page.sheet.freeze_panes(_FIRST, 2)
    page.sheet.set_selection(_FIRST, _ANSWER, _FIRST, _ANSWER)


@cache
def _names() -> Mapping[str, str]:
    return names_of(_WIDTHS, _HEADINGS)
