"""A hidden sheet with the lists that dropdowns offer: a dropdown itself holds 255 characters."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from ovpsheets.address import column_name
from ovpsheets.columns.model import Column
from ovpsheets.decision import ACCEPTED, SUM, WHOSE
from ovpsheets.decisions.known_names import institution_words, what_word
from ovpsheets.decisions.sums import NO_RELATION, RELATION
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.words import ANSWER_FLAGS, REASONS, REPORTABLE

_NAME: Final = "_lists"
_STYLE: Final = "plain nowrap text"

_LISTS: Final = ("what", "code", "institution", "status", "reason", "flag", SUM)
_CHOSEN: Final = ("choice", "yes_no")
"""What of a plan's own columns is chosen from a list."""


def sources(context: SheetContext) -> dict[str, str]:
    """Return the range of each list as a dropdown refers to it."""
    found: dict[str, str] = {}
    for number, name in enumerate(_lists(context)):
        column, count = column_name(number), sum(1 for _ in _entries(context, name))
        found[name] = f"='{_NAME}'!${column}$1:${column}${max(1, count)}"
    return found


def write(context: SheetContext) -> None:
    """Add the sheet, hidden."""
    page = context.book.page(_NAME)
    longest, others = _longest(context)
    for column, name in enumerate(_lists(context)):
        entries = _entries(context, name)
        for row, text in enumerate(islice(entries, others if name == longest else None)):
            page.text(row, column, text, _STYLE)
        page.sheet.column_below(others, column, entries, page.formats.format(_STYLE))
    context.paper(page)
    page.sheet.hide()


def _longest(context: SheetContext) -> tuple[str, int]:
    """Return the longest list, and a row from which on it stands alone: the codes of the plan."""
    *others, (_, longest) = sorted(
        (sum(1 for _ in _entries(context, name)), name) for name in _lists(context)
    )
    return longest, -(-others[-1][0] // 16) * 16


def _lists(context: SheetContext) -> tuple[str, ...]:
    """Return the lists: those of every workbook, then the plan's own columns that are chosen."""
    return (*_LISTS, *_own(context))


def _own(context: SheetContext) -> dict[str, Column]:
    columns = (item for _, item in context.columns.own())
    return {item.key: item for item in columns if item.content in _CHOSEN}


def _entries(context: SheetContext, name: str) -> Iterator[str]:
    plan, texts = context.report.plan, context.texts
    if name == "what":
        whats = (*plan.columns.decidable(), ACCEPTED, WHOSE, SUM)
        yield from (what_word(what, plan.columns, texts) for what in whats)
    elif name == SUM:
        yield from (texts(key) for key in (NO_RELATION, RELATION))
    elif name == "code":
        for activity in plan.activities:
            yield activity.code
            yield from (indicator.code for indicator in plan.indicators_of(activity.code))
    elif name == "institution":
        yield from institution_words(plan, texts.language).values()
    elif name == "reason":
        added = (code for code in plan.reasons if code not in REASONS)
        yield from (context.reason(code) or code for code in (*REASONS, *added))
    elif (column := _own(context).get(name)) is not None:
        words = [column.word(code, texts) for code in column.choices]
        yield from words or (texts(f"words.{answer}") for answer in ("yes", "no"))
    else:
        codes = REPORTABLE if name == "status" else ANSWER_FLAGS
        yield from (context.word(name, code) or code for code in codes)
