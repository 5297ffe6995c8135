"""Merge in a workspace: one at a time; what came when, and what was typed, is recorded.

The journey itself knows no workspace; here is where its folders, its register of
forms, its register of received files and its history go in.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.files import sweep_parts, sweep_tree
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated.todo_sheet import shown_states
from ovpsheets.results.write_results import Written
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.coordinator_input import stamp, write_typed
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.quarter_inputs import QuarterInputs
from ovpsheets.workspace.received import record_received
from ovpsheets.workspace.told_of_persons import for_members, sums_of

_SURELY_LEFT: Final = 3600.0
"""Seconds after which nobody is still writing a file."""


def read_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    assume: Mapping[str, str] | None = None,
    reading: ReadingOptions | None = None,
) -> Merged:
    """Read and judge what came back in *quarter*, as things stand on *as_of*; writes nothing.

    What the coordinator typed (decisions, states of findings) is in it. *assume*:
    returned file → institution; the file may lie in a container
    (``mail.eml/form.xlsx``). Raises WorkspaceError for an unknown one.
    """
    asked = QuarterInputs.of(workspace, quarter, as_of, language, assume, reading)
    return asked.read(asked.typed())


def merge_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    assume: Mapping[str, str] | None = None,
    reading: ReadingOptions | None = None,
) -> tuple[Merged, Written]:
    """Merge *quarter*: record when each file came and what was typed, and write the results.

    Raises WorkspaceError while another merge of the quarter is running.
    """
    workspace.plan()  # without a plan there is no workspace to hold
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        _sweep(workspace, place.path)
        asked = QuarterInputs.of(workspace, quarter, as_of, language, assume, reading).as_closed()
        typed = asked.typed()
        merged = asked.read(typed)
        if stamp(place) != typed.stamp:  # somebody saved the workbook while files were read
            typed = asked.typed()
            merged = asked.read(typed)
        asked.refuse_changed(merged, typed)
        record_received(place.received, (item.returned for item in merged.settled))
        merged = for_members(workspace, replace(merged, sums=sums_of(workspace, merged)))
        states = shown_states(merged, typed.states, Texts(language))
        write_typed(place, typed, states, merged)
        return merged, merged.write_at(place.results, typed.states, asked.how.kept)


def _sweep(workspace: WorkspaceFolder, place: Path) -> None:
    """Remove what killed commands left half written, in the quarter and beside plan.xlsx.

    What is in returns/ is nobody's to remove; ``collect`` sweeps its own. Commands that hold
    no lock, or that of another quarter, may just be writing elsewhere.
    """
    sweep_parts(place)
    sweep_tree(place, but=("returns",), older_than=_SURELY_LEFT)
    sweep_parts(workspace.root, older_than=_SURELY_LEFT)
