"""The sheet of the draft: which members were shown it, when, and what they answered.

The coordinator may write it here as well as in ``review/shown.csv``.
"""

from collections.abc import Mapping
from typing import Final

from ovpsheets.decisions.known_names import institution_words
from ovpsheets.results.consolidated.draft_typed import answer_word
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Extent, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import StyledText, Value
from ovpsheets.results.report import Report
from ovpsheets.results.report.draft_register import ANSWERS, Review, Shown
from ovpsheets.writing.book import Page

SHEET: Final = "draft"

_COLUMNS: Final = (
    SheetColumn("institution", 24, "cell top bold"),
    SheetColumn("institution_name", 40, "cell top"),
    SheetColumn("draft_number", 9, "cell top integer centre"),
    SheetColumn("draft_seen", 12, "cell top"),
    SheetColumn("shown_on", 14, "field top day", entry=True),
    SheetColumn("shown_how", 18, "field top text", entry=True),
    SheetColumn("draft_answer", 18, "field top text", entry=True),
    SheetColumn("draft_comments", 60, "field top text", entry=True),
)
_AT: Final = {column.key: number for number, column in enumerate(_COLUMNS)}


def write(context: SheetContext) -> None:
    """Add the sheet, a row for each member; outside a workspace there is none."""
    if context.report.review is None:
        return
    lines = shown_lines(context.report)
    names = institution_words(context.report.plan, context.texts.language)
    rows = [_row(context, line, names) for line in lines]
    page, extent = table_sheet(context, SHEET, _COLUMNS, rows)
    _offer(context, page, extent)


def shown_lines(report: Report) -> tuple[Shown, ...]:
    """Return what the sheet shows: how each member stands to the last draft."""
    review = report.review or Review()
    known, number = review.of_last(), review.last.number if review.last else 0
    return tuple(known.get(member, Shown(number, member)) for member in report.members())


def _row(context: SheetContext, line: Shown, names: Mapping[str, str]) -> list[Value]:
    institution = context.report.plan.find_institution(line.institution)
    return [
        names.get(line.institution, line.institution),
        institution.full_name(context.texts.language) if institution else None,
        line.draft or None,
        _seen(context, line),
        line.day,
        line.how or None,
        answer_word(line.answer, context.texts) or None,
        line.comments or None,
    ]


def _seen(context: SheetContext, line: Shown) -> Value:
    if not line.draft:
        return None
    return StyledText(context.yes_no(line.was_shown) or "", "good" if line.was_shown else "warn")


def _offer(context: SheetContext, page: Page, extent: Extent) -> None:
    column = _AT["draft_answer"]
    words = [answer_word(answer, context.texts) for answer in ANSWERS]
    if extent.last >= extent.first:
        page.sheet.data_validation(
            extent.first, column, extent.last, column,
            {"validate": "list", "source": words, "error_type": "information"},
        )  # fmt: skip
