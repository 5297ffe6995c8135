"""Whose a folder of results is: in a workspace only what was read there may be written there."""

import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final, Protocol

from ovpsheets.errors import WorkspaceError

PLAN: Final = "plan.xlsx"
"""What makes a folder a workspace."""

QUARTER_FOLDER: Final = re.compile(r"\d{4}-Q[1-4]")


class Home(Protocol):
    """The quarter of a workspace in which something was read."""

    @property
    def results(self) -> Path:
        """Where its results belong."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the quarter while results are written; raises WorkspaceError where it is closed."""


def permission(folder: Path, home: Home | None) -> AbstractContextManager[None]:
    """Return what is to be held while results are written into *folder*.

    *home* is where they were read, None outside a workspace. Raises WorkspaceError where
    the folder is one of a workspace and not that home's.
    """
    quarter = quarter_folder_of(folder)
    if quarter is None:
        return nullcontext()
    if home is not None and home.results.resolve() == folder.resolve():
        return home.writing()
    raise WorkspaceError(
        "results_of_workspace", folder=folder, workspace=str(quarter.parent), quarter=quarter.name
    )


def quarter_folder_of(folder: Path) -> Path | None:
    """Return the quarter of a workspace in which *folder* lies, None where it lies in none."""
    here = folder.resolve()
    for place in (here, *here.parents):
        if QUARTER_FOLDER.fullmatch(place.name) and (place.parent / PLAN).is_file():
            return place
    return None
