"""The sheet of evidence: what proves the answers, and which completed activities nothing proves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ovpsheets.intake.evidence import EvidenceFile, evidence_files
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import (
    StyledText,
    Value,
    evidence,
    kept_evidence,
    place,
)
from ovpsheets.results.report.derive_facts import facts_of
from ovpsheets.saying.nothing import is_placeholder
from ovpsheets.words import Status

SHEET: Final = "evidence"

_COLUMNS: Final = (
    SheetColumn("institution", 22, "cell top bold"),
    SheetColumn("code", 10, "cell top bold text"),
    SheetColumn("activity_text", 44, "cell top muted"),
    SheetColumn("evidence_state", 22, "cell top"),
    SheetColumn("evidence_shown", 50, "cell top"),
    SheetColumn("evidence_known_by", 26, "cell top"),
    SheetColumn("received", 13, "cell top"),
    SheetColumn("evidence_digest", 16, "cell top muted text"),
)

_DIGITS: Final = 12

_MOST_CELLS: Final = 2_000
"""Of more that stand in forms none is told here a second time: beside its activity it is, too."""

_RULE: Final = "completed_without_evidence"

_Row = Mapping[str, Any]


def write(context: SheetContext) -> None:
    """Add the sheet: what nothing proves, the files that were sent, what stands in the forms."""
    report = context.report
    files = evidence_files(report.returned_files.settled, report.plan)
    reported = _reported(context)
    given = [row for row in reported if row["evidence"] and not is_placeholder(row["evidence"])]
    is_many = len(given) > _MOST_CELLS
    rows = [
        *_missing(context, reported, files),
        *_files(context, files),
        *(() if is_many else _cells(context, given)),
    ]
    rest = Rest("activities", elsewhere=_elsewhere(context, len(given)) if is_many else "")
    table_sheet(context, SHEET, _COLUMNS, rows, rest=rest)


def _elsewhere(context: SheetContext, n: int) -> str:
    column = context.columns.find("activities", "evidence")
    return context(
        "sheet.evidence.elsewhere",
        n=n,
        sheet=context.name("activities"),
        column=context.heading("activities", column) if column else "",
        file="activities",
    )


def _missing(
    context: SheetContext, reported: Iterable[_Row], files: tuple[EvidenceFile, ...]
) -> Iterator[list[Value]]:
    """Yield the activities reported completed that nothing proves, first of all."""
    sent = {(file.institution, file.activity) for file in files}
    # Evidence that only points at a link or an attachment which did not come.
    asked = {
        (found["institution"], found["activity"])
        for found in context.report.each("findings")
        if found["rule"] == _RULE
    }
    for row in reported:
        if row["status"] != Status.COMPLETED.value:
            continue
        is_bare = not row["evidence"] or is_placeholder(row["evidence"])
        own = row["institution"], row["activity"]
        if own in asked or (is_bare and own not in sent):
            state = StyledText(context("evidence.none"), "bad")
            yield [*_subject(context, row["institution"], row["activity"]), state, *[None] * 4]


def _files(context: SheetContext, files: tuple[EvidenceFile, ...]) -> Iterator[list[Value]]:
    for file in files:
        name = file.file.rpartition("/")[2]
        shown = (
            kept_evidence(file.kept, name)
            if file.kept
            else place(file.file, None, None, whole_file=name)
        )
        yield [
            *_subject(context, file.institution, file.activity),
            context("evidence.file"),
            shown,
            context(f"evidence.by.{file.known_by or 'nobody'}"),
            file.received,
            file.sha256[:_DIGITS],
        ]


def _cells(context: SheetContext, given: Iterable[_Row]) -> Iterator[list[Value]]:
    """Yield what stands in the forms' cells for evidence."""
    for row in given:
        yield [
            *_subject(context, row["institution"], row["activity"]),
            context("evidence.cell"),
            evidence(row["evidence"]),
            context("evidence.by.form"),
            None,
            None,
        ]


def _reported(context: SheetContext) -> list[_Row]:
    """Return what of the activities that were reported on in this quarter is shown here."""
    carried = facts_of(context.report).carried
    held = context.report.rows_held("activities")
    return [row for row in held if row["activity"] not in carried and row["file"]]


def _subject(context: SheetContext, institution: str, activity: str) -> list[Value]:
    text = context.activity_text(activity) if activity else None
    return [context.institution(institution), activity or None, text]
