"""One value of the plan into one cell, so that the reader gets it back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from ovpsheets.plan.choice_lists import CHOICES, word
from ovpsheets.plan.plan_sheet import Content, PlanColumn
from ovpsheets.quarter import Quarter
from ovpsheets.texts import short_date
from ovpsheets.words import Language
from ovpsheets.writing.book import Page

Given = str | float | date | Quarter | Sequence[str] | None
"""What a cell can be given: codes for choices, a sequence for several; None stays empty."""

_FORMATS: Final[Mapping[Content, str]] = {
    Content.DAY: "day",
    Content.WHOLE: "general",
    # Not a number format: 12.5 typed in a Macedonian Excel would become a date that looks
    # like a number. In a general cell it becomes a date that looks like one.
    Content.MEASURE: "general",
}


def style(column: PlanColumn, base: str = "cell") -> str:
    """Return the style of a column's cells; all but dates and numbers are text, codes above all."""
    return f"{base} {_FORMATS.get(column.content, 'text')}"


def put(
    page: Page,
    at: tuple[int, int],
    column: PlanColumn,
    value: Given,
    language: Language,
    *,
    base: str = "cell",
) -> None:
    """Write *value* into the cell at (row, column), choices as the words of *language*."""
    row, number = at
    styled = style(column, base)
    if base.startswith("field"):
        styled += " left"
    if isinstance(value, date):
        page.day(row, number, value, styled)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.number(row, number, value, styled)
    else:
        page.text(row, number, _text(column, value, language), styled)


def as_text(column: PlanColumn, value: Given, language: Language) -> str:
    """Return what stands in the cell of *value*, as the reader of the plan quotes it."""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else _text(column, value, language)


def _text(column: PlanColumn, value: Given, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    several = [value] if isinstance(value, str | Quarter) else value
    if not isinstance(several, Sequence):
        raise TypeError(f"column {column.key!r} cannot hold {value!r}")
    return "; ".join(_word(column, str(one), language) for one in several)


def _word(column: PlanColumn, code: str, language: Language) -> str:
    known = code in CHOICES.get(column.choices, ())
    return word(column.choices, code, language) if known else code
