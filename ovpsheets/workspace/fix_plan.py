"""A corrected copy of plan.xlsx beside it; what was typed stays as it is."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import write_whole
from ovpsheets.plan.fixes import Fix, fixes
from ovpsheets.plan.grid import read_grids
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.read import plan_from_bytes, records_from_bytes
from ovpsheets.results.annotated.edited_cells import with_values
from ovpsheets.results.annotated.xml_edits import NotAnnotatableError
from ovpsheets.workspace.folders import WorkspaceFolder

FIXED: Final = "plan-fixed.xlsx"


@dataclass(frozen=True, slots=True)
class FixedPlan:
    """The corrected copy of a plan.

    ``path``: where it lies, None where there was nothing to correct and nothing was written.
    ``problems``: what is still said of it, warnings among them.
    """

    path: Path | None
    changes: tuple[Fix, ...]
    problems: tuple[PlanProblem, ...]


def fix_plan(workspace: WorkspaceFolder) -> FixedPlan:
    """Write a copy of the plan in which all is corrected whose meaning is certain.

    Only the cells that change are touched: formats, notes and whatever else is in the workbook
    stay. Raises WorkspaceError without a plan, for one that cannot be edited so, and where
    another corrected copy lies there; PlanError for what is no workbook.
    """
    path = workspace.plan_path
    if not path.is_file():
        raise WorkspaceError("no_plan", folder=workspace.root.resolve())
    data = path.read_bytes()
    found = fixes(records_from_bytes(data, path.name))
    if not found:
        return FixedPlan(None, (), plan_from_bytes(data, path.name)[1])
    edited, changes = _edited(data, found)
    target = workspace.root / FIXED
    if target.exists() and target.read_bytes() != edited:
        raise WorkspaceError("fixed_exists", file=target.name)
    if changes:
        write_whole(target, edited)
    problems = plan_from_bytes(edited, target.name)[1]
    return FixedPlan(target if changes else None, changes, problems)


def _edited(data: bytes, found: tuple[Fix, ...]) -> tuple[bytes, tuple[Fix, ...]]:
    """Return the edited workbook and the changes in it, each read back as it was meant."""
    values: dict[str, dict[str, str | float | date]] = {}
    for fix in found:
        values.setdefault(fix.sheet, {})[fix.cell] = fix.after
    try:
        edited, done = with_values(data, values)
    except NotAnnotatableError as error:
        raise WorkspaceError("plan_not_editable") from error
    changes = tuple(fix for fix in found if (fix.sheet, fix.cell) in done)
    read = {
        (grid.name, entry.cell): entry.value
        for grid in read_grids(edited)
        for row in grid.rows.values()
        for entry in row.values()
    }
    if any(read.get((fix.sheet, fix.cell)) != fix.after for fix in changes):
        raise WorkspaceError("plan_not_editable")
    return edited, changes
