"""The adopted plans of the tests by their file names, and what is read of each, read once."""

from collections.abc import Callable
from functools import cache
from typing import Final

from adopted_plans import flat_csv, flat_ods, national_docx, ogp_xlsx
from harder_plans import matrix_xlsx, strategy_docx

from ovpsheets.adopted.new_plan import plan_workbook
from ovpsheets.adopted.read_adopted import AdoptedPlan, read_adopted
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.plan.model import Plan
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.read import plan_from_bytes

LAYOUTS: Final[dict[str, Callable[[], bytes]]] = {
    "national.docx": national_docx,
    "ogp.xlsx": ogp_xlsx,
    "flat.csv": flat_csv,
    "flat.ods": flat_ods,
}
HARDER: Final[dict[str, Callable[[], bytes]]] = {
    "strategy.docx": strategy_docx,
    "matrix.xlsx": matrix_xlsx,
}


@cache
def contents(file: str) -> Contents:
    opened = open_file(file, (LAYOUTS | HARDER)[file](), Limits())
    assert isinstance(opened, Contents)
    return opened


@cache
def adopted(file: str) -> AdoptedPlan:
    return read_adopted(contents(file), "mk", file)


@cache
def examined(file: str) -> tuple[Plan | None, tuple[PlanProblem, ...]]:
    return plan_from_bytes(plan_workbook(adopted(file), "mk"), "plan.xlsx")


def plan(file: str) -> Plan:
    found, problems = examined(file)
    assert found is not None, [problem for problem in problems if not problem.is_warning]
    return found
