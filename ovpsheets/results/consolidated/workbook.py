"""The consolidated workbook: everything the coordinator needs of a quarter, in one file."""

from collections.abc import Callable, Mapping
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from ovpsheets.results.consolidated import (
    decisions,
    details,
    dictionary,
    draft,
    history,
    institutions,
    lists,
    matrix,
    overview,
    provenance,
    read_me,
    revised,
    todo,
    unplaced,
)
from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.kept import Kept
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.writing.book import Book

_SHEETS: Final[tuple[Callable[[Context], None], ...]] = (
    read_me.write,
    overview.write,
    matrix.write,
    todo.write,
    decisions.write,
    details.write_activities,
    details.write_indicators,
    institutions.write,
    draft.write,
    history.write,
    revised.write,
    unplaced.write,
    provenance.write,
    dictionary.write,
    lists.write,
)
"""The sheets, in their order."""

_NOTHING_KEPT: Final[Mapping[str, Kept]] = MappingProxyType({})


def consolidated(
    report: Report, texts: Texts, *, kept: Mapping[str, Kept] = _NOTHING_KEPT
) -> bytes:
    """Return the consolidated workbook of *report* in the language of *texts*.

    *kept* is what the coordinator typed into the workbook of the merge before
    (:func:`read_kept`), by finding id. The same report gives the same bytes.
    """
    title = texts(
        "consolidated.title", plan=report.plan.code, quarter=texts.quarter(report.quarter)
    )
    subject, cut = report.plan.title.in_(texts.language), texts("consolidated.cut")
    with TemporaryDirectory(prefix="ovpsheets-", ignore_cleanup_errors=True) as folder:
        book = Book(title=title, subject=subject, cut=cut, folder=folder)
        context = Context(report, texts, book, kept)
        for write in _SHEETS:
            write(context)
        return book.finish()
