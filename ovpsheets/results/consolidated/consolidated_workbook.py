"""The consolidated workbook: everything the coordinator needs of a quarter, in one file."""

from collections.abc import Callable, Mapping
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from ovpsheets.results.consolidated import (
    answers_sheets,
    decisions_sheet,
    dictionary_sheet,
    draft_sheet,
    evidence_sheet,
    history_sheet,
    institutions_sheet,
    lists_sheet,
    matrix_sheet,
    overview_sheet,
    provenance_sheet,
    read_me_sheet,
    revised_sheet,
    timeline_sheet,
    todo_sheet,
    unplaced_sheet,
    values_sheet,
)
from ovpsheets.results.consolidated.sheet_context import BUDGET, Budget, SheetContext
from ovpsheets.results.report import Report
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book

_SHEETS: Final[tuple[Callable[[SheetContext], None], ...]] = (
    read_me_sheet.write,
    overview_sheet.write,
    matrix_sheet.write,
    timeline_sheet.write,
    todo_sheet.write,
    decisions_sheet.write,
    answers_sheets.write_activities,
    answers_sheets.write_indicators,
    institutions_sheet.write,
    evidence_sheet.write,
    draft_sheet.write,
    history_sheet.write,
    revised_sheet.write,
    unplaced_sheet.write,
    provenance_sheet.write,
    values_sheet.write,
    dictionary_sheet.write,
    lists_sheet.write,
)
"""The sheets, in their order."""

_NOTHING_KEPT: Final[Mapping[str, Kept]] = MappingProxyType({})


def consolidated(
    report: Report,
    texts: Texts,
    *,
    kept: Mapping[str, Kept] = _NOTHING_KEPT,
    budget: Budget = BUDGET,
) -> bytes:
    """Return the consolidated workbook of *report* in the language of *texts*.

    *kept* is what the coordinator typed into the workbook of the merge before
    (:func:`read_kept`), by finding id. Tables are cut where *budget* ends; rows in which
    something was typed never are. The same report gives the same bytes.
    """
    title = texts(
        "consolidated.title", plan=report.plan.code, quarter=texts.quarter(report.quarter)
    )
    subject, cut = report.plan.title.in_(texts.language), texts("consolidated.cut")
    # XlsxWriter lets finished sheets wait on disk until they are packed. Windows may still hold a
    # file there when it is to go, as for its virus scanner: that must not cost the workbook.
    with TemporaryDirectory(prefix="ovpsheets-", ignore_cleanup_errors=True) as folder:
        book = Book(title=title, subject=subject, cut=cut, folder=folder)
        context = SheetContext(report, texts, book, kept, budget)
        for write in _SHEETS:
            write(context)
        return book.finish()
