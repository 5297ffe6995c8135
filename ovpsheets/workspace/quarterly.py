"""The quarter of a workspace: generate and merge with everything in its place.

The journeys themselves know no workspace; here is where its folders, its
register of forms, its register of received files and its history go in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import sweep_parts
from ovpsheets.forms.register import read_register
from ovpsheets.intake.returns import Reading
from ovpsheets.journeys.generate import Generated, generate
from ovpsheets.journeys.merge import Merged, merge
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated.todo import shown_states
from ovpsheets.results.write import Written, with_states, write_note
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.folders import QuarterFolder, Workspace
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.received import (
    Received,
    read_received,
    received_days,
    write_received,
)
from ovpsheets.workspace.typed import TypedQuarter, stamp, typed_in, write_typed


def generate_quarter(
    workspace: Workspace, quarter: Quarter, *, commitment: str = "", overwrite: bool = False
) -> tuple[Plan, Generated]:
    """Write the forms of *quarter*, and make the folder for what will come back.

    Raises WorkspaceError for an unknown commitment, and while a merge of the
    quarter or another generate is running, beside what
    :func:`~ovpsheets.journeys.generate.generate` raises.
    """
    plan = workspace.plan()
    known = [item.code for item in plan.commitments]
    if commitment and commitment not in known:
        raise WorkspaceError("unknown_commitment", code=commitment, known=", ".join(known))
    place = workspace.quarter(quarter)
    with only_merge(place.path):  # two at once would sweep away each other's parts
        generated = generate(
            plan,
            quarter,
            place.forms,
            history=workspace.history(before=quarter),
            commitment=commitment,
            overwrite=overwrite,
        )
        place.returns.mkdir(parents=True, exist_ok=True)
    return plan, generated


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which quarter is to be read, and how."""

    workspace: Workspace
    quarter: Quarter
    as_of: date
    language: Language
    assume: Mapping[str, str]
    how: Reading
    plan: Plan

    @property
    def place(self) -> QuarterFolder:
        return self.workspace.quarter(self.quarter)

    def typed(self) -> TypedQuarter:
        return typed_in(self.place, self.plan, self.as_of, Texts(self.language))

    def read(self, typed: TypedQuarter) -> Merged:
        known = [item.code for item in self.plan.institutions]
        for code in self.assume.values():
            if code not in known:
                raise WorkspaceError("unknown_institution", code=code, known=", ".join(known))
        merged = merge(
            self.plan,
            self.quarter,
            self.place.returns,
            history=self.workspace.history(before=self.quarter),
            issued=read_register(self.place.forms),
            received=received_days(self.place.received),
            assume=self.assume,
            rules=self.workspace.settings().rules,
            decisions=typed.decisions,
            as_of=self.as_of,
            language=self.language,
            limits=self.how.limits,
            jobs=self.how.jobs,
            executor=self.how.executor,
            progress=self.how.progress,
        )
        # Only now is it known what lies in the containers.
        came = {item.returned.name for item in merged.settled}
        for file in self.assume:
            if file not in came:
                raise WorkspaceError("assumed_missing", file=file, folder=self.place.returns)
        return with_states(merged, typed.states)


def read_quarter(
    workspace: Workspace,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    assume: Mapping[str, str] | None = None,
    reading: Reading | None = None,
) -> Merged:
    """Read and judge what came back in *quarter*, as things stand on *as_of*; writes nothing.

    What the coordinator typed (decisions, states of findings) is in it. *assume*:
    returned file → institution; the file may lie in a container
    (``mail.eml/form.xlsx``). Raises WorkspaceError for an unknown one.
    """
    how = reading or Reading()
    asked = _Asked(workspace, quarter, as_of, language, assume or {}, how, workspace.plan())
    return asked.read(asked.typed())


def merge_quarter(
    workspace: Workspace,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    assume: Mapping[str, str] | None = None,
    reading: Reading | None = None,
) -> tuple[Merged, Written]:
    """Merge *quarter*: record when each file came and what was typed, and write the results.

    Raises WorkspaceError while another merge of the quarter is running.
    """
    how = reading or Reading()
    # Without a plan there is no workspace to hold.
    asked = _Asked(workspace, quarter, as_of, language, assume or {}, how, workspace.plan())
    place = asked.place
    with only_merge(place.path):
        sweep_parts(place.path)
        typed = asked.typed()
        merged = asked.read(typed)
        if stamp(place) != typed.stamp:  # somebody saved the workbook while files were read
            typed = asked.typed()
            merged = asked.read(typed)
        _record_received(place.received, merged)
        states = shown_states(merged, typed.states, Texts(language))
        write_typed(place, typed.decisions, states)
        return merged, merged.write(place.results, kept=typed.states)


def _record_received(path: Path, merged: Merged) -> None:
    """Add the files seen for the first time; a day once recorded is the coordinator's."""
    known = read_received(path)
    seen = {
        digest: replace(
            known.get(digest, Received("", item.returned.received)), file=item.returned.name
        )
        for item in merged.settled
        if (digest := item.returned.sha256)  # without bytes there is nothing to know it again by
    }
    if known | seen != known:
        write_received(path, known | seen)


def note_quarter(
    workspace: Workspace, quarter: Quarter, as_of: date, language: Language, commitment: str = ""
) -> Written:
    """Write the note of the working meeting about *quarter*, as things stand on *as_of*.

    Raises WorkspaceError for an unknown commitment, or while a merge is running.
    """
    known = [item.code for item in workspace.plan().commitments]
    if commitment and commitment not in known:
        raise WorkspaceError("unknown_commitment", code=commitment, known=", ".join(known))
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        return write_note(
            read_quarter(workspace, quarter, as_of, language), place.results, commitment
        )
