"""The first sheet: what this is, how far it is, how to use it."""

from collections.abc import Iterable, Iterator
from typing import Final

from ovpsheets.results.consolidated.messages import coverage
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import ON_SCREEN
from ovpsheets.results.consolidated.sheet_values import Link, StyledText, Value, put
from ovpsheets.results.consolidated.todo_sheet import ON_PAPER as TODO_ROWS
from ovpsheets.results.report.counters import statuses_shown
from ovpsheets.results.report.told_again import rows_of_both, told_again
from ovpsheets.writing.book import Page

LISTED: Final = (
    "overview", "matrix", "timeline", "todo", "decisions", "activities", "indicators",
    "institutions", "evidence", "draft", "history", "revised", "unplaced", "provenance",
    "values", "dictionary",
)  # fmt: skip
"""The sheets in the list of contents, in their order; two of them are not always there."""

ON_PAPER: Final = ("overview", "timeline", "todo")
"""The sheets to be printed for a meeting."""

_STEPS: Final = ("sort", "ask", "state", "remark", "decide", "again")
_FILLED_IN: Final = ("todo", "decisions", "draft")
_WIDTHS: Final = (26, 87)


def write(context: SheetContext) -> None:
    """Add the sheet."""
    page = context.page("read_me", _WIDTHS)
    row = _block(context, page, 3, "about", _about(context))
    row = _block(context, page, row, "facts", _facts(context))
    row = _block(context, page, row, "contents", _contents(context))
    row = _block(context, page, row, "paper", _paper(context))
    row = _block(context, page, row, "beside", _beside(context))
    row = _block(context, page, row, "colours", _colours(context))
    _block(context, page, row, "steps", _steps(context))
    context.paper(page, landscape=False)
    page.sheet.activate()


def _block(
    context: SheetContext, page: Page, row: int, key: str, lines: Iterable[tuple[Value, Value]]
) -> int:
    """Write a section's title and its lines; return where the next section begins."""
    page.text(row, 0, context(f"section.{key}"), "section")
    page.blank(row, 1, "section")
    first = last = row + 1
    for last, (label, value) in enumerate(lines, start=first):
        if value is None:
            put(page, last, 0, label, "plain nowrap")
            continue
        is_coloured = isinstance(label, StyledText)  # a status may be longer than the column
        put(page, last, 0, label, "label" if is_coloured else "label nowrap")
        put(page, last, 1, value, "cell")
    page.fit_rows(first, last, least=19)
    return last + 2


def _about(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    yield context("about.what"), None
    yield context("about.how"), None


def _facts(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    report, texts = context.report, context.texts
    title = report.plan.title.in_(texts.language)
    yield context("fact.plan"), f"{report.plan.code} – {title}" if title else report.plan.code
    if len(report.plan.commitments) == 1:
        only = report.plan.commitments[0]
        yield context("fact.commitment"), f"{only.code} {only.title.in_(texts.language)}"
    yield (
        context("fact.quarter"),
        f"{texts.quarter(report.quarter)} ({texts.period(report.quarter)})",
    )
    yield context("fact.state"), StyledText(_state(context), "bold")
    yield context("fact.as_of"), texts.long_date(report.as_of)
    yield context("fact.coverage"), coverage(context)
    yield context("fact.submit_by"), texts.long_date(report.dates.submit_by)
    yield context("fact.publish_by"), texts.long_date(report.dates.publish_by)


def _state(context: SheetContext) -> str:
    report, review = context.report, context.report.review
    if report.closed:
        return context("closed", number=report.closed)
    if report.draft:
        return context("draft_numbered", number=report.draft)
    last = review.last if review else None
    return context("draft_changed", number=last.number) if last else context("draft")


def _contents(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    for sheet in (name for name in LISTED if name not in _missing(context)):
        name, about = context.name(sheet), context(f"sheet.{sheet}.about")
        if sheet == "values" and not told_again(context.report):
            about = context("sheet.values.elsewhere", n=rows_of_both(context.report))
        yield Link(name, f"internal:'{name}'!A1"), about


def _paper(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    """Which sheets to print, and of which no more than a page comes."""
    for sheet in ON_PAPER:
        name = context.name(sheet)
        yield Link(name, f"internal:'{name}'!A1"), context(f"paper.{sheet}", n=TODO_ROWS)
    looked_up = [context.name(sheet) for sheet in LISTED if sheet in ON_SCREEN]
    names = context.texts.listing(context("quoted", name=name) for name in looked_up)
    yield context("paper.screen.label"), context("paper.screen.text", sheets=names)


def _beside(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    """What else is made of the quarter, for whom, and how: it does not lie there at each merge."""
    language = context.texts.language
    for stem, kind in _BESIDE:
        name = f"{stem}.{language}.{kind}"
        yield Link(name, f"external:{name}"), context(f"beside.{stem}")
    command = f"ovpsheets merge {context.report.quarter} --all"
    yield context("beside.how.label"), context("beside.how.text", command=command)


_BESIDE: Final = (
    ("minister", "html"), ("scorecards", "xlsx"), ("dashboard", "html"), ("summary", "html"),
    ("note", "docx"),
)  # fmt: skip
"""Files beside the workbook, with what they end in."""


def _colours(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    for status in statuses_shown(context.report.counters()):
        yield context.status(status.value), context(f"legend.{status.value}")
    yield StyledText(context("legend.bad.word"), "centre bad"), context("legend.bad")
    yield StyledText(context("legend.warn.word"), "centre warn"), context("legend.warn")
    yield (
        StyledText(context("legend.entry.word"), "centre entry"),
        context("legend.entry", sheets=_filled_in(context)),
    )


def _steps(context: SheetContext) -> Iterator[tuple[Value, Value]]:
    for number, step in enumerate(_STEPS, start=1):
        values = {"sheets": _filled_in(context)} if step == "again" else {}
        yield f"{number}", context(f"step.{step}", **values)


def _filled_in(context: SheetContext) -> str:
    """Return the names of the sheets whose yellow cells are carried over to the next merge."""
    sheets = [sheet for sheet in _FILLED_IN if sheet not in _missing(context)]
    return context.texts.listing(context("quoted", name=context.name(sheet)) for sheet in sheets)


def _missing(context: SheetContext) -> set[str]:
    """Return the sheets that are not in this workbook."""
    report = context.report
    there = {"draft": report.review is not None, "revised": len(report.tables.revisions) > 0}
    return {sheet for sheet, is_there in there.items() if not is_there}
