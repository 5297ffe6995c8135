"""Plans as compact text tables, turned into workbooks with openpyxl.

A sheet begins with its name in brackets; a line is a row, cells stand between
bars. What stands in angle brackets is no text: ``<3.1>`` a number,
``<2022-10-10>`` a date, ``<46%>`` a number in a percent format, ``<3.10>`` a
number shown with two decimals, ``<yes>`` a yes-or-no, ``<#REF!>`` an error.
"""

import io
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.cell import Cell

from ovpsheets.kinds import Kind
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.put import Given
from ovpsheets.plan.read import plan_from_bytes
from ovpsheets.plan.write_plan import Tables

GOOD: Final[Mapping[str, str]] = {
    "plan": """
        key         | value
        code        | NAP5
        title_mk    | Акциски план
        start       | 1.1.2021
        end         | 31.12.2023
        coordinator | MVR
    """,
    "institutions": """
        code | name_mk                           | short_mk | language
        MVR  | Министерство за внатрешни работи  | МВР      | mk
        MTSP | Министерство за труд              | МТСП     | sq
        OP   | Отворена порта                    |          |
    """,
    "commitments": """
        code | title_mk         | coordinator
        3.6  | Заштита на жртви | MVR
    """,
    "activities": """
        code  | commitment | text_mk         | start    | deadline   | holder | co_holders
        3.6.1 | 3.6        | Мобилни тимови  | 1.7.2021 | 30.6.2022  | MTSP   | OP; MVR
        3.6.2 | 3.6        | Собирање податоци | 1.7.2021 | 31.12.2022 | MVR    |
    """,
    "indicators": """
        code    | activity | text_mk       | kind    | unit   | baseline | target | reported_by
        3.6.1.1 | 3.6.1    | Број на тимови | count   | тимови | 0        | 4      | OP
        3.6.2.1 | 3.6.2    | Удел          | percent |        | 25       | 80     |
    """,
}
"""A plan without a fault; tests replace the sheet they are about."""


def plan_text(**sheets: str | None) -> str:
    """Return the good plan with *sheets* replaced or added; None leaves a sheet out."""
    tables = {**GOOD, **sheets}
    return "\n".join(f"[{name}]\n{table}" for name, table in tables.items() if table is not None)


def workbook(text: str) -> bytes:
    """Return the workbook that *text* describes."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = None
    row = 0
    for line in (line.strip() for line in text.splitlines()):
        if found := re.fullmatch(r"\[(.+)\]", line):
            sheet, row = book.create_sheet(found[1]), 0
        elif line and sheet is not None:
            row += 1
            for column, content in enumerate(line.strip().split("|"), 1):
                if content.strip():
                    _fill(sheet.cell(row, column), content.strip())
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(cell: Cell, content: str) -> None:
    found = re.fullmatch(r"<(.+)>", content)
    if not found:
        cell.value = content.replace("\\n", "\n")
        return
    inner = found[1]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", inner):
        cell.value = datetime.fromisoformat(inner)
        cell.number_format = "d.m.yyyy"
    elif inner in ("yes", "no"):
        cell.value = inner == "yes"
    elif inner.startswith("#"):
        cell.value = inner
        cell.data_type = "e"
    elif inner.endswith("%"):
        cell.value = float(inner.removesuffix("%")) / 100
        cell.number_format = "0%"
    else:
        cell.value = float(inner)
        if inner.endswith("0") and "." in inner:
            cell.number_format = "0.00"


def examined(**sheets: str | None) -> tuple[Plan | None, tuple[PlanProblem, ...]]:
    """Examine the good plan with *sheets* replaced; what is only warned of is left out."""
    plan, found = with_warnings(**sheets)
    return plan, tuple(item for item in found if not item.is_warning)


def with_warnings(**sheets: str | None) -> tuple[Plan | None, tuple[PlanProblem, ...]]:
    """Examine the good plan with *sheets* replaced."""
    return plan_from_bytes(workbook(plan_text(**sheets)), "plan.xlsx")


def good(**sheets: str | None) -> Plan:
    """Return the plan; fails the test when it has problems."""
    plan, problems = examined(**sheets)
    assert plan is not None, problems
    return plan


def problems(**sheets: str | None) -> list[tuple[str, str, str]]:
    """Return the problems as (key, sheet, cell)."""
    return [(item.key, item.sheet, item.cell) for item in examined(**sheets)[1]]


def warnings(**sheets: str | None) -> list[tuple[str, str, str]]:
    """Return the warnings as (key, sheet, cell)."""
    found = with_warnings(**sheets)[1]
    return [(item.key, item.sheet, item.cell) for item in found if item.is_warning]


def saved(folder: Path, text: str) -> Path:
    """Save the workbook that *text* describes as plan.xlsx in *folder*."""
    path = folder / "plan.xlsx"
    path.write_bytes(workbook(text))
    return path


def tables_of(plan: Plan) -> Tables:
    """Return the tables that :func:`ovpsheets.plan.write_plan.write_plan` writes *plan* from."""
    return {
        "plan": [
            {
                **_fields(plan, "code start end coordinator submit_days publish_days"),
                **_fields(plan, "languages threshold threshold_breakdown"),
                **_wording("title", plan.title),
            }
        ],
        "institutions": [
            {
                **_fields(row, "code aliases kind contact email cc language to"),
                **_wording("name", row.name),
                **_wording("short", row.short),
                "from": row.from_,
            }
            for row in plan.institutions
        ],
        "commitments": [
            {**_fields(row, "code area coordinator"), **_wording("title", row.title)}
            for row in plan.commitments
        ],
        "activities": [
            {
                **_fields(row, "code commitment start deadline holder co_holders old_codes"),
                **_wording("text", row.text),
            }
            for row in plan.activities
        ],
        "indicators": [
            {
                **_fields(row, "code activity kind unit baseline target accumulation"),
                **_fields(row, "direction reported_by persons combine old_codes"),
                **_wording("text", row.text),
                **_wording("unit", row.units),
            }
            for row in plan.indicators
        ],
        "calendar": [
            {"quarter": quarter, **_fields(dates, "submit_by publish_by")}
            for quarter, dates in plan.calendar.items()
        ],
        "reasons": [
            {"code": code, **_wording("text", text)} for code, text in plan.reasons.items()
        ],
        "waivers": [
            {
                **_fields(row, "rule institution activity indicator until reason decided_by"),
                "from": row.from_,
            }
            for row in plan.waivers
        ],
    }


def _fields(row: object, names: str) -> dict[str, Given]:
    found = {name: getattr(row, name) for name in names.split()}
    return {name: value.key if isinstance(value, Kind) else value for name, value in found.items()}


def _wording(stem: str, wording: Wording) -> dict[str, Given]:
    return {f"{stem}_{la}": text for la, text in wording.given().items()}
