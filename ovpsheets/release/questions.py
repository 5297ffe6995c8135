"""The questions form: what somebody has to answer before a quarter is published, in Excel.

A row for each thing that is asked about figures and texts of persons, in groups, with what it is
about and why it is asked; yes or no goes into the yellow cells. disclosure.csv keeps what was
answered, and the form then leaves it out.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import Final

import pandas as pd

from ovpsheets.decisions.listed import listed, names_of
from ovpsheets.disclosure import Memory, RecordedAnswer
from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.release.question_groups import Asked, in_groups
from ovpsheets.results.report import Report
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book, Page

_WIDTHS: Final = {
    "text": 44.0, "reason": 29.0, "answer": 11.0, "decided_by": 15.0, "institution": 15.0,
    "code": 9.0, "about": 32.0, "id": 12.0,
}  # fmt: skip
"""What is read first stands first: the text, why it is asked, the answer; then what it is about."""

_HEADINGS: Final = "release.questions.column"
_ENTRIES: Final = ("answer", "decided_by")
_NEEDED: Final = frozenset({"id", "answer"})
_KEY_ROW: Final = 4
_FIRST: Final = _KEY_ROW + 2
_COLUMNS: Final = {key: number for number, key in enumerate(_WIDTHS)}
_SHOWN: Final = len(_WIDTHS) - 1  # the ids are hidden
_BETWEEN: Final = "\n"  # the ids of questions that have one answer


def questions_form(report: Report, questions: pd.DataFrame, memory: Memory, texts: Texts) -> bytes:
    """Return the form for *questions* (columns: QUESTIONS), in groups, the riskiest first.

    What *memory* has as an answer that is neither yes nor no stands in the form again.
    """
    title = texts("release.questions.title", quarter=texts.quarter(report.quarter))
    book = Book(title=title, subject=report.plan.code, cut=texts("consolidated.cut"))
    page = book.page(texts("release.questions.sheet"))
    page.widths(tuple(_WIDTHS.values()))
    page.banner(title, report.plan.title.in_(texts.language) or report.plan.code, _SHOWN)
    page.text(2, 0, texts("release.questions.how"), "hint nowrap")
    _heads(page, texts)
    last = _groups(page, report, in_groups(questions), memory, texts)
    page.sheet.set_column(_COLUMNS["id"], _COLUMNS["id"], None, None, {"hidden": True})
    page.sheet.freeze_panes(_FIRST, 0)
    first_answer = (_FIRST + 1, _COLUMNS["answer"])
    page.sheet.set_selection(*first_answer, *first_answer)
    page.fit_rows(_FIRST, last, least=24)
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
                said = RecordedAnswer(texts["answer"], texts["decided_by"])
                found |= dict.fromkeys(texts["id"].split(_BETWEEN), said)
    return found


def _heads(page: Page, texts: Texts) -> None:
    page.row_of_texts(_KEY_ROW, _WIDTHS, "key")
    page.sheet.set_row(_KEY_ROW, None, None, {"hidden": True})
    for column, key in enumerate(_WIDTHS):
        style = "entry_heading" if key in _ENTRIES else "heading"
        page.text(_KEY_ROW + 1, column, texts(f"{_HEADINGS}.{key}"), style)
    page.fit_rows(_KEY_ROW + 1, _KEY_ROW + 1, least=24)


def _groups(
    page: Page, report: Report, asked: tuple[Asked, ...], memory: Memory, texts: Texts
) -> int:
    """Write a band for each group with what is asked, and its rows; return the last row."""
    row = _FIRST
    for group, items in groupby(asked, key=lambda item: item.group):
        own = tuple(items)
        asked_of_all = texts(f"release.questions.group.{group}", n=len(own))
        _band(page, row, f"{asked_of_all} ({len(own)})")
        for number, item in enumerate(own, start=row + 1):
            _row(page, number, report, item, memory, texts)
        last = row + len(own)
        offered = {
            "validate": "list",
            "source": [texts("words.yes"), texts("words.no")],
            "error_type": "information",
        }
        answers = _COLUMNS["answer"]
        page.sheet.data_validation(row + 1, answers, last, answers, offered)
        row = last + 1
    return row - 1


def _band(page: Page, row: int, text: str) -> None:
    for column in range(_SHOWN):
        page.blank(row, column, "section")
    page.text(row, 0, text, "section nowrap")


def _row(
    page: Page, number: int, report: Report, item: Asked, memory: Memory, texts: Texts
) -> None:
    said = memory.said(item.ids[0])
    cells = {
        "text": (item.text, "cell top text"),
        "reason": ("; ".join(item.reasons(texts)), "cell top"),
        "answer": (said.answer, "field top text bold"),
        "decided_by": (said.decided_by, "field top text"),
        "institution": (", ".join(item.institutions(report, texts)), "cell top"),
        "code": ("\n".join(item.codes), "cell top bold text"),
        "about": ("\n".join(item.places(report, texts)), "cell top muted"),
        "id": (_BETWEEN.join(item.ids), "plain text nowrap"),
    }
    for key, (text, style) in cells.items():
        page.text(number, _COLUMNS[key], text, style)


@cached
def _names() -> Mapping[str, str]:
    return names_of(_WIDTHS, _HEADINGS)
