"""``ovp.Workspace``: the coordinator's folder, and what each command does there."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import write_whole
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.boundary import (
    an_instance,
    as_day,
    as_existing,
    as_jobs,
    as_language,
    as_one_of,
    as_path,
    as_quarter,
)
from ovpsheets.journeys.generate import Generated
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.plan.write_plan import blank_plan
from ovpsheets.quarter import Quarter
from ovpsheets.results.write_results import Written
from ovpsheets.settings import Settings
from ovpsheets.stations import Progress
from ovpsheets.tables import Tables
from ovpsheets.words import DEFAULT_LANGUAGE, MAIL_KINDS, Language
from ovpsheets.workspace.check import Checked, check_file
from ovpsheets.workspace.closed import Closed
from ovpsheets.workspace.closing import Closing, close_quarter, reopen_quarter
from ovpsheets.workspace.collect import Gathering, collect_quarter
from ovpsheets.workspace.folders import QuarterFolder, WorkspaceFolder, history
from ovpsheets.workspace.generate import generate_quarter
from ovpsheets.workspace.merge import merge_quarter, read_quarter
from ovpsheets.workspace.note import note_quarter
from ovpsheets.workspace.publish import Publication, publish_quarter
from ovpsheets.workspace.remind import Reminded, remind_quarter
from ovpsheets.workspace.review import Reviewed, review_quarter
from ovpsheets.workspace.status import QuarterStatus, quarter_status

AQuarter = Quarter | str
Day = date | str | None
"""A day, also as 2022-10-12 or 12.10.2022; None is today."""


@dataclass(frozen=True, slots=True, init=False)
class Workspace:
    """A coordinator's folder: each method does what the command of its name does.

    So the register of the days on which files came, the issued forms, decisions,
    settings, the lock, and whether a quarter is closed are all taken into account.
    *path* need not exist until something is asked of it. *language*: of results and
    messages; None is that of the workspace's settings. Returned files are read by *jobs*
    worker processes (0: one per processor) or by *executor*; *progress* is told how many
    files of how many are done.

    Every method may raise WorkspaceError, PlanError or SettingsError for what lies in the
    folder, InputError or InputTypeError for what it is given, and OSError.
    """

    path: Path
    language: Language | None = None
    jobs: int = field(default=0, kw_only=True)
    executor: Executor | None = field(default=None, kw_only=True, repr=False)
    progress: Progress | None = field(default=None, kw_only=True, repr=False)

    def __init__(
        self,
        path: Path | str = ".",
        language: Language | None = None,
        *,
        jobs: int = 0,
        executor: Executor | None = None,
        progress: Progress | None = None,
    ) -> None:
        values = {
            "path": as_path(path, "path"),
            "language": None if language is None else as_language(language),
            "jobs": as_jobs(jobs),
            "executor": executor,
            "progress": progress,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @classmethod
    def start(cls, path: Path | str, language: Language = DEFAULT_LANGUAGE) -> Self:
        """Make a new workspace with a blank plan (``init``); whatever else lies there stays.

        Raises WorkspaceError where there is a plan already.
        """
        workspace = cls(path, language)
        if workspace.plan_path.exists():
            raise WorkspaceError("plan_exists", folder=workspace.path)
        write_whole(workspace.plan_path, blank_plan(as_language(language)))
        return workspace

    @property
    def plan(self) -> Plan:
        """The action plan, read anew."""
        return self._folder.plan()

    @property
    def plan_path(self) -> Path:
        """Where the plan lies."""
        return self._folder.plan_path

    @property
    def settings(self) -> Settings:
        """The settings, read anew; the defaults where there are none."""
        return self._folder.settings()

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that have a folder, in time order."""
        return self._folder.quarters()

    def folder(self, quarter: AQuarter) -> QuarterFolder:
        """Return where things of *quarter* lie, whether or not there are any yet."""
        return self._folder.quarter(as_quarter(quarter))

    def generate(
        self, quarter: AQuarter, *, commitment: str = "", overwrite: bool = False
    ) -> Generated:
        """Write the forms; with *overwrite* a form that changed gets the next revision."""
        return generate_quarter(
            self._folder,
            as_quarter(quarter),
            commitment=an_instance(commitment, str, "commitment"),
            overwrite=overwrite,
        )

    def collect(
        self,
        quarter: AQuarter,
        sources: Path | str | Iterable[Path | str],
        *,
        dry_run: bool = False,
    ) -> Gathering:
        """Take spreadsheets out of mails, archives and folders, and record when they came."""
        several = [sources] if isinstance(sources, Path | str) else sources
        return collect_quarter(
            self._folder,
            as_quarter(quarter),
            [as_existing(source, "sources") for source in several],
            date.today(),
            dry_run=dry_run,
            limits=self.settings.limits,
        )

    def check(self, file: Path | str) -> tuple[Checked, ...]:
        """Read and judge one returned file, and every file inside it; the container is first.

        *file* is seen from here, or else from the workspace.
        """
        path = as_path(file, "file")
        seen = as_existing(path if path.exists() else self.path / path, "file")
        return check_file(seen, self._folder, date.today(), self._language, self._reading())

    def read(
        self, quarter: AQuarter, *, as_of: Day = None, assume: Mapping[str, str] | None = None
    ) -> Merged:
        """Read and judge what came back, as ``merge`` does, and write nothing."""
        return read_quarter(
            self._folder,
            as_quarter(quarter),
            as_day(as_of),
            self._language,
            assume=assume,
            reading=self._reading(),
        )

    def merge(
        self, quarter: AQuarter, *, as_of: Day = None, assume: Mapping[str, str] | None = None
    ) -> Merged:
        """Read and judge what came back, and write the results (``Merged.written``).

        *assume*: returned file → institution. A closed quarter comes out as it was closed.
        """
        merged, written = merge_quarter(
            self._folder,
            as_quarter(quarter),
            as_day(as_of),
            self._language,
            assume=assume,
            reading=self._reading(),
        )
        return replace(merged, written=written)

    def status(self, quarter: AQuarter, *, as_of: Day = None) -> QuarterStatus:
        """Return who has returned what, and how much time is left; writes nothing."""
        return quarter_status(
            self._folder, as_quarter(quarter), as_day(as_of), self._language, self._reading()
        )

    def remind(
        self, quarter: AQuarter, *, as_of: Day = None, kind: str = "", dry_run: bool = False
    ) -> Reminded:
        """Draft the mails that are due, of one *kind* or of all; nothing is sent."""
        return remind_quarter(
            self._folder,
            as_quarter(quarter),
            as_day(as_of),
            self._language,
            kind=as_one_of(kind, "kind", ("", *MAIL_KINDS)),
            dry_run=dry_run,
            reading=self._reading(),
        )

    def review(
        self, quarter: AQuarter, *, as_of: Day = None, shown: Iterable[str] = ()
    ) -> Reviewed:
        """Prepare the draft for the members; *shown*: who was shown it, or ``"all"``."""
        return review_quarter(
            self._folder,
            as_quarter(quarter),
            as_day(as_of),
            self._language,
            shown=(shown,) if isinstance(shown, str) else tuple(shown),
            reading=self._reading(),
        )

    def publish(
        self, quarter: AQuarter, *, as_of: Day = None, override: str = "", by: str = ""
    ) -> Publication:
        """Publish, or say what stands in the way (``Publication.obstacles``)."""
        return publish_quarter(
            self._folder,
            as_quarter(quarter),
            as_day(as_of),
            self._language,
            override=an_instance(override, str, "override"),
            by=an_instance(by, str, "by"),
            reading=self._reading(),
        )

    def note(self, quarter: AQuarter, *, as_of: Day = None, commitment: str = "") -> Written:
        """Write the note of the working meeting, about one *commitment* or all of them."""
        return note_quarter(
            self._folder,
            as_quarter(quarter),
            as_day(as_of),
            self._language,
            an_instance(commitment, str, "commitment"),
        )

    def close(self, quarter: AQuarter, *, as_of: Day = None, by: str = "") -> Closing:
        """Merge a last time and freeze what the results were made of."""
        return close_quarter(
            self._folder,
            as_quarter(quarter),
            as_day(as_of),
            self._language,
            by=an_instance(by, str, "by"),
            reading=self._reading(),
        )

    def reopen(self, quarter: AQuarter, why: str, *, as_of: Day = None) -> Closed:
        """Let a closed quarter be changed again; what differs from then on is revised."""
        return reopen_quarter(
            self._folder, as_quarter(quarter), as_day(as_of), an_instance(why, str, "why")
        )

    def history(self, before: AQuarter | None = None) -> Tables:
        """Return the tables of every merged quarter, as :func:`ovpsheets.history`."""
        return history(self.path, before)

    @property
    def _folder(self) -> WorkspaceFolder:
        return WorkspaceFolder(self.path)

    @property
    def _language(self) -> Language:
        return self.language or self.settings.language

    def _reading(self) -> ReadingOptions:
        return ReadingOptions(self.settings.limits, self.jobs, self.executor, self.progress)
