"""The note of a working meeting about a quarter of a workspace."""

from datetime import date

from ovpsheets.journeys.boundary import as_commitment
from ovpsheets.quarter import Quarter
from ovpsheets.results.write_note import write_note
from ovpsheets.results.write_results import Written
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.told_of_persons import for_members
from ovpsheets.workspace.words_of_quarter import in_words_of_quarter


@in_words_of_quarter
def note_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    commitment: str = "",
) -> Written:
    """Write the note of the working meeting about *quarter*, as things stand on *as_of*.

    Raises InputError for an unknown commitment, WorkspaceError while a merge is running.
    """
    code = as_commitment(workspace.plan_of(quarter), commitment)
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        merged = read_quarter(workspace, quarter, as_of, language)
        return write_note(for_members(workspace, merged), place.results, code)
