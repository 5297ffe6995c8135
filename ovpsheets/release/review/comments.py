"""The comments form: one sheet on which a member agrees with the draft, or says what is wrong.

A second sheet has the member's own answers in full: the draft masks what the public will not see.

Its identity is written into it (``OVP-NAP5-2022Q3-MVR-D2-…``: D for draft), so that an
answer is known again under any name. A row for each activity, one for everything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ovpsheets.columns.model import Column
from ovpsheets.files import sha256
from ovpsheets.forms.identity import DRAFT_NUMBER
from ovpsheets.intake.reading.cells import Contents, Sheet
from ovpsheets.member_text import visible
from ovpsheets.plan.choice_lists import choose
from ovpsheets.quarter import Quarter
from ovpsheets.release.review.drafted_rows import DraftedRow, drafted_rows
from ovpsheets.results.report import Report
from ovpsheets.results.report.column_words import column_text
from ovpsheets.results.report.decided_answers import decided_for
from ovpsheets.results.report.derive_facts import facts_of
from ovpsheets.results.report.facts import CODES
from ovpsheets.texts import Texts
from ovpsheets.words import Flag, Status, fold
from ovpsheets.writing.book import Book, Page

AGREES: Final = "agrees"
COMMENTS: Final = "comments"

_KEYS: Final = ("code", "said", "status", "agrees", "comment")
_WIDTHS: Final = (10.0, 38.0, 52.0, 12.0, 40.0)
_OWN_WIDTHS: Final = (11.0, 30.0, 90.0)
_KEY_ROW: Final = 4
_GENERAL: Final = "*"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a returned comments form says. ``comments``: code, or ``*`` → what was written."""

    draft: int
    institution: str
    agrees: bool
    comments: Mapping[str, str]

    @property
    def answer(self) -> str:
        """How it is recorded: agrees, comments, or "" where nothing was filled in."""
        return COMMENTS if self.comments else AGREES if self.agrees else ""

    @property
    def text(self) -> str:
        """The comments in one text."""
        return "; ".join(
            text if code == _GENERAL else f"{code}: {text}" for code, text in self.comments.items()
        )


def form_name(report: Report, institution: str, draft: int) -> str:
    """Return the name of a comments form: ASCII and portable."""
    return f"OVP_{report.plan.code}_{report.quarter}_{institution}_D{draft}.xlsx"


def identity(plan: str, quarter: Quarter, institution: str, draft: int) -> str:
    """Return what a comments form is known by; it ends in four characters that follow."""
    stem = f"OVP-{plan}-{quarter.compact}-{institution}-D{draft}".upper()
    return f"{stem}-{sha256(stem.encode())[:4].upper()}"


def comments_form(report: Report, public: Report, institution: str, draft: int) -> bytes:
    """Return the form in the institution's language; the same draft gives the same bytes.

    *public*: the draft as it will be published; *report*: what it was made of.
    """
    texts = Texts(report.plan.institution(institution).language)
    quarter = texts.quarter_object(report.quarter)
    title = texts("release.comments.title", number=draft, quarter=quarter)
    own = identity(report.plan.code, report.quarter, institution, draft)
    book = Book(title=title, subject=own)
    page = book.page(texts("release.comments.sheet"))
    page.widths(_WIDTHS)
    name = report.plan.institution(institution).full_name(texts.language)
    page.banner(title, f"{name}  |  {own}", len(_KEYS))
    until = texts.long_date(report.dates.comment_by)
    page.text(2, 0, texts("release.comments.how", day=until), "hint nowrap")
    if institution in report.without_return():
        page.text(3, 0, _without_form(report, texts), "warn nowrap")
    rows = [*drafted_rows(report, public, institution, texts)]
    _table(page, [*rows, DraftedRow(_GENERAL, texts("release.comments.general"), "")], texts)
    page.paper(landscape=True, footer=own, repeat=(_KEY_ROW + 1, _KEY_ROW + 1))
    _own_answers(book, report, institution, texts)
    return book.finish()


def _own_answers(book: Book, report: Report, institution: str, texts: Texts) -> None:
    """Write what the member itself answered, also where the draft does not show it."""
    page = book.page(texts("release.comments.own.sheet"))
    page.widths(_OWN_WIDTHS)
    page.text(0, 0, texts("release.comments.own.title"), "plain bold nowrap")
    page.text(1, 0, texts("release.comments.own.how"), "hint nowrap")
    for column, key in enumerate(("code", "column", "answer")):
        page.text(3, column, texts(f"release.comments.own.{key}"), "heading")
    rows = list(_answers_of(report, institution, texts))
    for number, row in enumerate(rows, start=4):
        page.row_of_texts(number, row, "cell top")
    page.fit_rows(3, 3 + len(rows), least=18)
    page.sheet.freeze_panes(4, 0)
    page.paper(landscape=True, footer=report.plan.code)


def _answers_of(report: Report, institution: str, texts: Texts) -> Iterator[tuple[str, str, str]]:
    columns, carried = report.plan.columns, facts_of(report).carried
    before = {
        (item.decision.what, item.decision.code): item.before
        for item in decided_for(report, institution)
    }
    for table, code in CODES.items():
        for row in report.each(table):
            is_own = row["institution"] == institution and row["activity"] not in carried
            for own in columns.answers(table) if is_own else ():
                for name in own.stored if own.published else ():
                    if row[name] is not None and row[name] not in _BY_THE_TOOL:
                        heading = column_text(texts, columns, table, name, "heading")
                        said = before.get((own.key, row[code]))
                        if said is None:
                            said = _in_words(own, name, row[name], texts)
                        if said:  # what only the coordinator said is no answer
                            yield row[code], heading, said


_BY_THE_TOOL: Final = (Status.NO_REPORT.value, Status.NOT_DUE.value, Flag.NOT_DUE.value)
"""What stands where nobody was asked or answered: it is no answer of the member."""


def _in_words(own: Column, column: str, value: Any, texts: Texts) -> str:
    key = f"words.{column}.{value}"
    if own.content == "choice":
        return visible(own.word(value, texts))
    if isinstance(value, str):
        return (
            texts(key)
            if column in ("status", "flag", "reason") and texts.has(key)
            else visible(value)
        )
    if isinstance(value, bool):
        return texts("words.yes" if value else "words.no")
    return texts.short_date(value) if isinstance(value, date) else texts.number(value)


def _without_form(report: Report, texts: Texts) -> str:
    """Say to an institution that no form of it came, and until when it can still be sent."""
    dates = report.dates
    is_left = report.as_of <= dates.comment_by
    return texts(
        f"release.comments.without_form.{'until' if is_left else 'passed'}",
        submit_by=texts.long_date(dates.submit_by),
        comment_by=texts.long_date(dates.comment_by),
    )


def _table(page: Page, rows: list[DraftedRow], texts: Texts) -> None:
    page.row_of_texts(_KEY_ROW, _KEYS, "key")
    page.sheet.set_row(_KEY_ROW, None, None, {"hidden": True})
    heading = _KEY_ROW + 1
    for column, key in enumerate(_KEYS):
        style = "entry_heading" if key in ("agrees", "comment") else "heading"
        page.text(heading, column, texts(f"release.comments.column.{key}"), style)
    page.fit_rows(heading, heading, least=32)
    first = heading + 1
    for number, row in enumerate(rows, start=first):
        # What belongs to the activity above is no row of its own to agree with.
        is_own = bool(row.code)
        page.row_of_texts(number, (row.code, row.said, row.drafted), "cell top")
        page.text(number, 3, "", "field top" if is_own else "needless")
        page.text(number, 4, "", "field top text" if is_own else "needless")
    last = first + len(rows) - 1
    page.fit_rows(first, last, least=20)
    page.keep_rows(first, last, len(_KEYS))
    yes_no = [texts("words.yes"), texts("words.no")]
    page.sheet.data_validation(first, 3, last, 3, {"validate": "list", "source": yes_no})
    page.sheet.freeze_panes(first, 0)  # all columns are in sight
    page.sheet.set_selection(first, 3, first, 3)


def read_comments(contents: Contents, plan: str, quarter: Quarter) -> Answered | None:
    """Return what a comments form of this quarter says; None for any other workbook."""
    for sheet in contents.sheets:
        found = _identity_in(sheet, plan, quarter)
        head = _head(sheet)
        if found and head:
            return _answered(sheet, *head, *found)
    return None


def _identity_in(sheet: Sheet, plan: str, quarter: Quarter) -> tuple[str, int] | None:
    for cell in sheet.cells.values():
        for match in DRAFT_NUMBER.finditer(cell.raw):
            institution, draft = match[4], int(match[5])
            if match[0] == identity(plan, quarter, institution, draft):
                return institution, draft
    return None


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of keys, and key → column."""
    rows: dict[int, dict[str, int]] = {}
    for cell in sheet.cells.values():
        if cell.raw in _KEYS:
            rows.setdefault(cell.row, {})[cell.raw] = cell.column
    whole = (item for item in rows.items() if set(item[1]) == set(_KEYS))
    return next(whole, None)


def _answered(
    sheet: Sheet, head: int, columns: Mapping[str, int], institution: str, draft: int
) -> Answered:
    comments: dict[str, str] = {}
    agreed: list[bool] = []
    for row in sorted({cell.row for cell in sheet.cells.values() if cell.row > head + 1}):
        code, agrees, comment = (
            sheet.cells[row, columns[key]].raw.strip() if (row, columns[key]) in sheet.cells else ""
            for key in ("code", "agrees", "comment")
        )
        if agrees:
            agreed.append(_is_yes(agrees))
        if code and (comment or (agrees and not agreed[-1])):
            comments[code] = comment or agrees
    return Answered(draft, institution, bool(agreed) and all(agreed), comments)


def _is_yes(text: str) -> bool:
    return choose("yes_no", text) == "yes" or fold(text) in ("OK", "ОК")
