"""Start a workspace: with a blank plan, or with the plan as it was adopted."""

from pathlib import Path
from typing import Final

from ovpsheets.adopted.new_plan import account_workbook, plan_workbook
from ovpsheets.adopted.read_adopted import AdoptedPlan, read_adopted
from ovpsheets.errors import AdoptedFileError, InputError, WorkspaceError
from ovpsheets.files import portable_name, write_whole
from ovpsheets.intake.find import FoundFiles
from ovpsheets.intake.read_returns import ReadingOptions, open_found
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.opened import Refused
from ovpsheets.plan.locate import sheet_called
from ovpsheets.plan.write_plan import blank_plan
from ovpsheets.settings_file import NAME as SETTINGS
from ovpsheets.texts import Texts
from ovpsheets.words import Language, default_language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.starters import write_starters

_OWN: Final = frozenset({"plan", "institutions", "commitments", "activities"})
"""Sheets by which a plan.xlsx of ours is known."""

ACCOUNT: Final = "import.xlsx"
"""What became of each cell of the file that the plan was read from."""


def start_workspace(
    workspace: WorkspaceFolder, language: Language, adopted: Path | None = None
) -> AdoptedPlan | None:
    """Make a workspace; return what was read where the plan comes from the file *adopted*.

    Raises WorkspaceError where there is a plan already, AdoptedFileError for a file that is no
    table or is not read, InputError for one without a plan, OSError.
    """
    if workspace.plan_path.exists():
        raise WorkspaceError("plan_exists", folder=workspace.root)
    found = None if adopted is None else read_file(adopted, language)
    if found is None or adopted is None:
        write_whole(workspace.plan_path, blank_plan(language))
    else:
        # The account first: there is no plan without it, whatever stops the program.
        account = account_workbook(found, adopted.name, language)
        write_whole(workspace.root / ACCOUNT, account)
        write_whole(workspace.plan_path, plan_workbook(found, language))
    _keep_language(workspace.root, language)
    write_starters(workspace.root, Texts(language))
    return found


def _keep_language(folder: Path, language: Language) -> None:
    """Write into the settings which language is spoken there; what has settings keeps them."""
    path = folder / SETTINGS
    if language != default_language() and not path.exists():
        write_whole(path, f'[ovpsheets]\nlanguage = "{language}"\n'.encode())


def read_file(path: Path, language: Language) -> AdoptedPlan:
    """Read the plan in the file at *path*, in a worker process; raises as the above."""
    path.open("rb").close()
    name = portable_name(Path(path.name))
    reading = ReadingOptions(jobs=1)
    (first, *_) = open_found(FoundFiles({name: path}, (), ()), reading)
    if isinstance(first.opened, Contents):
        if {sheet_called(sheet.name) for sheet in first.opened.sheets} >= _OWN:
            raise InputError("plan_already", file=path.name)
        return read_adopted(first.opened, language, path.name)
    reason = first.opened.reason if isinstance(first.opened, Refused) else "not_a_workbook"
    raise AdoptedFileError(reason, file=path.name)
