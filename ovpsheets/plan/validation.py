"""Help, dropdowns and live colours on the sheets of the plan.

Everything warns and nothing stops: what is typed anyway is found by the
checks, with a remedy, and a coordinator is never locked out of the plan.
"""

from datetime import date
from typing import Any, Final

from ovpsheets.address import cell_name, column_name
from ovpsheets.plan.choice_lists import words
from ovpsheets.plan.plan_sheet import Content, PlanColumn, PlanSheet
from ovpsheets.plan.sheets import SHEETS, column_words
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.writing.book import Page

FIRST_ROW: Final = 2  # counted from 0: the third row
LAST_ROW: Final = 501

_FIRST_DAY: Final = date(1990, 1, 1)
_LAST_DAY: Final = date(2100, 12, 31)

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 0."""


def help_beside(page: Page, area: Area, sheet: PlanSheet, column: PlanColumn, texts: Texts) -> None:
    """Give the cells of *area* the column's help and, where there is one, its list."""
    page.sheet.data_validation(
        *area,
        {
            "input_title": column_words(sheet.key, column.key, "heading", texts),
            "input_message": column_words(sheet.key, column.key, "help", texts),
            **_criteria(column, texts),
        },
    )


def _criteria(column: PlanColumn, texts: Texts) -> dict[str, Any]:
    if column.refers:
        source = codes_of(column.refers, texts)
        # Several codes in one cell are right, and no list can say so.
        several = column.content is Content.CODES
        return _listed(source, texts) | {"show_error": not several}
    if column.choices:
        several = column.content is Content.CHOICES
        return _listed(list(words(column.choices, texts.language)), texts) | {
            "show_error": not several
        }
    if column.content is Content.DAY:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": _LAST_DAY,
            **_warning("not_a_date" if column.edge is None else "not_a_time", texts),
        }
    if column.content is Content.WHOLE:
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            **_warning("not_whole", texts),
        }
    return {"validate": "any"}


def codes_of(sheet: str, texts: Texts) -> str:
    """Return the cells that hold the codes of *sheet*, as a formula."""
    name = texts(f"plan.{sheet}.name").replace("'", "''")
    keys = [column.key for column in SHEETS[sheet].columns]
    letters = column_name(keys.index("code"))
    return f"='{name}'!${letters}${FIRST_ROW + 1}:${letters}${LAST_ROW + 1}"


def _listed(source: str | list[str], texts: Texts) -> dict[str, Any]:
    return {"validate": "list", "source": source, **_warning("unlisted", texts)}


def _warning(key: str, texts: Texts) -> dict[str, Any]:
    return {
        "error_type": "warning",
        "error_title": texts(f"plan.entry.{key}.title"),
        "error_message": texts(f"plan.entry.{key}"),
    }


def highlight_missing(
    page: Page,
    sheet: PlanSheet,
    column: PlanColumn,
    language: Language,
    *,
    upright_row: int | None = None,
) -> None:
    """Colour the cells of *column* that must be filled in and are not.

    In a table only rows that have been started; of a text in several languages
    the cell in *language*, until one of them is there.
    """
    group = sheet.group(column.key)
    if not column.required and not (group and column.language == language):
        return
    keys = [other.key for other in sheet.columns]
    watched = [keys.index(key) for key in group or (column.key,)]
    own = keys.index(column.key)
    if upright_row is not None:
        cells = [cell_name(FIRST_ROW + index, 1) for index in watched]
        formula = f"=LEN(TRIM({'&'.join(cells)}))=0"
        area = (upright_row, 1, upright_row, 1)
    else:
        cells = [cell_name(FIRST_ROW, index, fixed_column=True) for index in watched]
        first = cell_name(FIRST_ROW, 0, fixed_column=True)
        last = cell_name(FIRST_ROW, len(keys) - 1, fixed_column=True)
        formula = f"=AND(COUNTA({first}:{last})>0,LEN(TRIM({'&'.join(cells)}))=0)"
        area = (FIRST_ROW, own, LAST_ROW, own)
    _colour(page, area, formula, "required")


def highlight_repeated_codes(page: Page, sheet: PlanSheet) -> None:
    """Colour codes that stand twice."""
    if sheet.code_form is None:
        return
    index = [column.key for column in sheet.columns].index("code")
    letters = column_name(index)
    cell = f"${letters}{FIRST_ROW + 1}"
    every = f"${letters}${FIRST_ROW + 1}:${letters}${LAST_ROW + 1}"
    # Not COUNTIF: it takes the texts 3.1 and 3.10 for the same number.
    formula = f"=AND(LEN({cell})>0,SUMPRODUCT(--({every}={cell}))>1)"
    _colour(page, (FIRST_ROW, index, LAST_ROW, index), formula, "bad")


def _colour(page: Page, area: Area, formula: str, style: str) -> None:
    options = {"type": "formula", "criteria": formula, "format": page.book.difference(style)}
    page.sheet.conditional_format(*area, options)
