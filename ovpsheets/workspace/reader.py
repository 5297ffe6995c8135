"""A workspace as a Python program reads it: what it is opened with, and all that writes nothing."""

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.intake.find import FoundFiles, find_returns
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.boundary import (
    an_instance,
    as_day,
    as_existing,
    as_jobs,
    as_language,
    as_path,
    as_quarter,
)
from ovpsheets.journeys.engine import as_engine
from ovpsheets.journeys.merged import Merged
from ovpsheets.own_templates import templates_at
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.settings import Settings
from ovpsheets.stations import Progress
from ovpsheets.tables import Tables
from ovpsheets.templates import with_templates_of
from ovpsheets.words import Language
from ovpsheets.workspace.check import Checked, check_file
from ovpsheets.workspace.folders import WorkspaceFolder, history, refuse_outside
from ovpsheets.workspace.issued_plan import PlanChanges, plan_changes
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.next_step import WorkspaceStanding, where_things_stand
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.read_once import is_reading_once
from ovpsheets.workspace.status import QuarterStatus, quarter_status

AQuarter = Quarter | str
Day = date | str | None
"""A day, also as 2022-10-12 or 12.10.2022; None is today."""


of_workspace: Final = with_templates_of(lambda workspace: templates_at(workspace.path))
"""Have the workspace's own templates at work: every public method does so, and two workspaces in
one program know nothing of one another."""


@dataclass(frozen=True, slots=True, init=False)
class WorkspaceReader:
    """The part of :class:`~ovpsheets.Workspace` that writes nothing; fields are explained there."""

    path: Path
    language: Language | None = None
    jobs: int = field(default=0, kw_only=True)
    executor: Executor | None = field(default=None, kw_only=True, repr=False)
    progress: Progress | None = field(default=None, kw_only=True, repr=False)
    anyway: bool = field(default=False, kw_only=True, repr=False)

    def __init__(
        self,
        path: Path | str = ".",
        language: Language | None = None,
        *,
        jobs: int = 0,
        executor: object = None,
        progress: Progress | None = None,
        anyway: bool = False,
    ) -> None:
        where = as_path(path, "path")
        with templates_at(where).in_use():
            spoken = None if language is None else as_language(language)
        values = {
            "path": where,
            "language": spoken,
            "jobs": as_jobs(jobs),
            "executor": as_engine(executor),
            "progress": progress,
            "anyway": an_instance(anyway, bool, "anyway"),
        }
        # Checked first, and only then kept; a frozen class takes no assignment.
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    @of_workspace
    def plan(self) -> Plan:
        """The action plan, read anew. Raises PlanError where it has problems."""
        return self._folder.plan()

    @property
    @of_workspace
    def plan_path(self) -> Path:
        """Where the plan lies."""
        return self._folder.plan_path

    @property
    @of_workspace
    def settings(self) -> Settings:
        """The settings, read anew; the defaults where there are none. Raises SettingsError."""
        return self._folder.settings()

    @property
    @of_workspace
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that have a folder, in time order."""
        return self._folder.quarters()

    @of_workspace
    def folder(self, quarter: AQuarter) -> QuarterFolder:
        """Return where things of *quarter* lie, whether or not there are any yet.

        Raises InputError for what is no quarter.
        """
        return self._folder.quarter(as_quarter(quarter))

    @of_workspace
    def plan_changes(self, quarter: AQuarter | None = None) -> PlanChanges:
        """Return what the plan says otherwise than the one that the last forms were made of.

        *quarter*: of its plan, and of the last forms until then; None for the plan as it is now
        and the very last forms. Raises InputError for what is no quarter of the plan.
        """
        return plan_changes(self._folder, None if quarter is None else self._quarter(quarter))

    @of_workspace
    def check(self, file: Path | str) -> tuple[Checked, ...]:
        """Read and judge one returned file, and every file inside it; the container is first.

        *file* is seen from here, or else from the workspace; of a folder every file is read in
        its turn. It is judged as of today, for the quarter that it names, else the likeliest.
        Writes nothing. Raises InputMissingError for a file that is not there, OSError for one
        that cannot be opened.
        """
        return tuple(
            checked
            for path in self.to_check(file).files.values()
            if isinstance(path, Path)
            for checked in check_file(
                path, self._folder, date.today(), self._language, self._reading(looks_only=True)
            )
        )

    @of_workspace
    def to_check(self, place: Path | str) -> FoundFiles:
        """Return the files that :meth:`check` reads: *place* itself, or all that lie in it.

        Raises InputMissingError for what is not there.
        """
        path = as_path(place, "file")
        seen = as_existing(path if path.exists() else self.path / path, "file")
        return find_returns(seen) if seen.is_dir() else FoundFiles({seen.name: seen}, (), ())

    @of_workspace
    def read(
        self, quarter: AQuarter, *, as_of: Day = None, assume: Mapping[str, str] | None = None
    ) -> Merged:
        """Read and judge what came back in *quarter* as of *as_of*, and write nothing.

        *assume*: returned file → the institution whose form it is, None for no file. Raises
        WorkspaceError for an institution or a file in it that is not known.
        """
        return read_quarter(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            assume=assume,
            reading=self._reading(looks_only=True),
        )

    @of_workspace
    def status(self, quarter: AQuarter, *, as_of: Day = None) -> QuarterStatus:
        """Return who has returned what in *quarter*, and how much time is left on *as_of*.

        None is today. Writes nothing. Raises WorkspaceError for a file of an earlier merge
        that can no longer be read.
        """
        return quarter_status(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            self._reading(looks_only=True),
        )

    @of_workspace
    def next(self, quarter: AQuarter | None = None, *, as_of: Day = None) -> WorkspaceStanding:
        """Return where things stand on *as_of*, None for today, and what comes next.

        Nothing is written. *quarter*: None is the last that is begun, or the one after it where
        that is closed. Raises WorkspaceError for a folder without a plan.
        """
        asked = None if quarter is None else self._quarter(quarter)
        return where_things_stand(
            self._folder, as_day(as_of), self._language, self._reading(looks_only=True), asked
        )

    @of_workspace
    def history(self, before: AQuarter | None = None) -> Tables:
        """Return the tables of every merged quarter, as :func:`ovpsheets.history`.

        *before*: only of quarters before that one; None for all of them. Raises WorkspaceError
        for a table that can no longer be read.
        """
        return history(self.path, before)

    @property
    def _folder(self) -> WorkspaceFolder:
        return WorkspaceFolder(self.path)

    def _quarter(self, quarter: AQuarter) -> Quarter:
        """Return a quarter of the plan, any with *anyway*; raises InputError.

        Of a plan with faults nothing is known: what the method does says what they are.
        """
        meant = as_quarter(quarter)
        if not self.anyway:
            refuse_outside(self._folder, meant)
        return meant

    @property
    def _language(self) -> Language:
        return self.language or self.settings.language

    def _reading(self, *, looks_only: bool = False) -> ReadingOptions:
        """Return how files are read; what *looks_only* writes nothing, not even what it read.

        Unless what it reads is used again by what writes.
        """
        is_open = not looks_only or is_reading_once()
        return ReadingOptions(
            self.settings.limits,
            self.jobs,
            self.executor,
            self.progress,
            replace(self._folder.kept, is_open=is_open),
        )
