"""Generate in a workspace: its plan, its history and its folder of forms."""

from ovpsheets.journeys.boundary import as_commitment
from ovpsheets.journeys.generate import Generated, generate
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.issued_plan import keep_issued_plan
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.told_of_persons import told_history


def generate_quarter(
    workspace: WorkspaceFolder, quarter: Quarter, *, commitment: str = "", overwrite: bool = False
) -> Generated:
    """Write the forms of *quarter*, and make the folder for what will come back.

    Raises InputError for an unknown commitment, WorkspaceError while a merge of the
    quarter or another generate is running, beside what
    :func:`~ovpsheets.journeys.generate.generate` raises.
    """
    plan = workspace.plan_to_ask(quarter)
    code = as_commitment(plan, commitment)
    place = workspace.quarter(quarter)
    with only_merge(place.path):  # two at once would sweep away each other's parts
        generated = generate(
            plan,
            quarter,
            place.forms,
            history=told_history(workspace, plan, quarter),
            commitment=code,
            overwrite=overwrite,
        )
        if generated.forms:
            keep_issued_plan(workspace, quarter)
        # So that there is a place for what comes back before the first form has.
        place.returns.mkdir(parents=True, exist_ok=True)
    return generated
