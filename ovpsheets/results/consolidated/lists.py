"""A hidden sheet with the lists that dropdowns offer: a dropdown itself holds 255 characters."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.decisions.model import COLUMNS, WHOSE
from ovpsheets.decisions.names import institution_word, what_word
from ovpsheets.results.consolidated.context import Context
from ovpsheets.words import ANSWER_FLAGS, REASONS, REPORTABLE
from ovpsheets.xlsx.address import column_name

_NAME: Final = "_lists"

LISTS: Final = ("what", "code", "institution", "status", "reason", "flag")


def source(context: Context, name: str) -> str:
    """Return the range of a list as a dropdown refers to it."""
    column = column_name(LISTS.index(name))
    count = max(1, sum(1 for _ in _entries(context, name)))
    return f"='{_NAME}'!${column}$1:${column}${count}"


def write(context: Context) -> None:
    """Add the sheet, hidden."""
    page = context.book.page(_NAME)
    for column, name in enumerate(LISTS):
        for row, text in enumerate(_entries(context, name)):
            page.text(row, column, text, "plain nowrap text")
    context.paper(page)
    page.sheet.hide()


def _entries(context: Context, name: str) -> Iterator[str]:
    plan, texts = context.report.plan, context.texts
    if name == "what":
        yield from (what_word(what, texts) for what in (*COLUMNS, WHOSE))
    elif name == "code":
        for activity in plan.activities:
            yield activity.code
            yield from (indicator.code for indicator in plan.indicators_of(activity.code))
    elif name == "institution":
        yield from (institution_word(item.code, plan, texts.language) for item in plan.institutions)
    elif name == "reason":
        own = (code for code in plan.reasons if code not in REASONS)
        yield from (context.reason(code) or code for code in (*REASONS, *own))
    else:
        codes = REPORTABLE if name == "status" else ANSWER_FLAGS
        yield from (context.word(name, code) or code for code in codes)
