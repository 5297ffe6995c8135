"""The small form in which a member says what it thinks of a draft, and reading it back.

A hidden first column carries keys (``draft``, ``institution``, ``agree``,
``comment`` or an activity's code); what a member typed stands in the third.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ovpsheets.intake.cells import Contents
from ovpsheets.plan.due import due
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.xlsx.book import Book

_KEY, _ANSWER = 1, 3
"""Columns, from 1."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a member answered about a draft; ``text`` has a line for each remark."""

    institution: str
    draft: int
    agrees: str
    text: str


def comments_form(report: Report, institution: str, draft: int, texts: Texts) -> bytes:
    """Return the form for one member: yes or no, and room for remarks on each of its activities."""
    book = Book(title=texts("release.comments.title"))
    page = book.page(texts("release.comments.sheet"))
    page.widths([4, 58, 70])
    page.sheet.set_column(0, 0, 4, None, {"hidden": True})
    label = report.institution_label(institution, texts.language)
    page.banner(
        texts("release.comments.title"),
        texts("release.comments.of", institution=label, quarter=texts.quarter(report.quarter)),
        3,
    )
    page.text(2, 1, texts("release.comments.hint"), "hint nowrap")
    rows = [
        ("draft", texts("release.comments.draft"), f"{draft}"),
        ("institution", texts("release.comments.institution"), institution),
        ("agree", texts("release.comments.agree"), ""),
        ("comment", texts("release.comments.comment"), ""),
        *((code, f"{code} {said}", "") for code, said in _activities(report, institution, texts)),
    ]
    for row, (key, said, value) in enumerate(rows, start=4):
        page.text(row, 0, key, "key")
        page.text(row, 1, said, "label")
        page.text(row, 2, value, "cell" if value else "field text top")
    page.sheet.data_validation(
        6, 2, 6, 2, {"validate": "list", "source": [texts("words.yes"), texts("words.no")]}
    )
    page.fit_rows(4, 3 + len(rows), least=30)
    page.paper(landscape=True, footer=f"{report.plan.code} {report.quarter}")
    return book.finish()


def _activities(report: Report, institution: str, texts: Texts) -> Iterator[tuple[str, str]]:
    for item in due(report.plan, report.quarter, report.history):
        if item.institution == institution:
            for line in item.activities:
                yield line.activity.code, line.activity.text.in_(texts.language)


_FIXED: Final = ("draft", "institution", "agree")


def read_comment(contents: Contents) -> Comment | None:
    """Return what a form of comments says; None for any other workbook, or an empty form."""
    for sheet in contents.sheets:
        said: dict[str, str] = {}
        for (row, column), cell in sheet.cells.items():
            if column == _KEY:
                answer = sheet.cells.get((row, _ANSWER))
                said[cell.raw.strip()] = answer.raw.strip() if answer else ""
        if not {"draft", "institution", "agree", "comment"} <= said.keys():
            continue
        remarks = [said["comment"]] if said["comment"] else []
        remarks += [f"{k}: {v}" for k, v in said.items() if k not in (*_FIXED, "comment") and v]
        if said["draft"].isdecimal() and (remarks or said["agree"]):
            return Comment(
                said["institution"], int(said["draft"]), said["agree"], "\n".join(remarks)
            )
    return None
