"""Start a workspace: a folder with a blank plan."""

from pathlib import Path

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import write_whole
from ovpsheets.plan.write_plan import blank_plan
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder


def start_workspace(folder: Path, language: Language) -> WorkspaceFolder:
    """Make *folder* a workspace with a blank plan.xlsx; whatever else lies there stays.

    Raises WorkspaceError where there is a plan already.
    """
    workspace = WorkspaceFolder(folder)
    if workspace.plan_path.exists():
        raise WorkspaceError("plan_exists", folder=folder)
    write_whole(workspace.plan_path, blank_plan(language))
    return workspace
