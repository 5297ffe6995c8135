"""The plan and the templates that forms were made of, kept beside them.

What differs from the plan is said in time; by the texts a form is known again.
"""

from dataclasses import dataclass

from ovpsheets.files import write_each
from ovpsheets.journeys.results_home import PLAN
from ovpsheets.plan.differences import PlanDifference, differences
from ovpsheets.plan.in_force import in_force, with_amendments
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.kept_templates import template_copies


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What the plan says otherwise than that of the last forms.

    ``since``: the quarter of these forms, None where there are none.
    """

    since: Quarter | None
    differences: tuple[PlanDifference, ...] = ()


def keep_issued_plan(workspace: WorkspaceFolder, quarter: Quarter) -> None:
    """Keep a copy of what the forms of *quarter* were made of; raises OSError."""
    folder = workspace.quarter(quarter).issued_plan.parent
    folder.mkdir(parents=True, exist_ok=True)
    copies = template_copies(workspace.templates_of(quarter), instead_of=folder)
    write_each(folder, {**copies, PLAN: workspace.plan_path_of(quarter).read_bytes()}.items())


def plan_changes(workspace: WorkspaceFolder, quarter: Quarter | None = None) -> PlanChanges:
    """Return what the plan of *quarter* says otherwise than that of the last forms until then.

    None: what the plan as it is now says of the quarter of the very last forms. A copy that can
    no longer be read tells nothing.
    """
    made = [
        own
        for own in workspace.quarters()
        if (quarter is None or own <= quarter) and workspace.quarter(own).issued_plan.is_file()
    ]
    if not made:
        return PlanChanges(None)
    since = made[-1]
    before = workspace.issued_plan(since)
    if before is None:
        return PlanChanges(None)
    if quarter is None:
        now = in_force(with_amendments(workspace.plan(), workspace.accepted(since)), since)
    else:
        now = workspace.plan_to_ask(quarter)
    return PlanChanges(since, differences(before, now))
