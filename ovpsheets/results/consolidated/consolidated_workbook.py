"""The consolidated workbook: everything the coordinator needs of a quarter, in one file."""

from collections.abc import Callable, Mapping
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
from ovpsheets.results.consolidated.sheet_context import (
    BUDGET,
    NOTHING_KEPT,
    Budget,
    SheetContext,
    workbook_of,
)
from ovpsheets.results.report import Report
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.texts import Texts

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


def consolidated(
    report: Report,
    texts: Texts,
    *,
    kept: Mapping[str, Kept] = NOTHING_KEPT,
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

    def write(context: SheetContext) -> None:
        for sheet in _SHEETS:
            sheet(context)

    return workbook_of(report, texts, title, write, kept=kept, budget=budget)
