"""``ovp.Workspace``: the coordinator's folder, and what each command does there."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final, Self

from ovpsheets.errors import OvpError
from ovpsheets.journeys.boundary import (
    an_instance,
    as_day,
    as_existing,
    as_one_of,
)
from ovpsheets.journeys.generate import Generated
from ovpsheets.journeys.merged import Merged
from ovpsheets.own_templates import templates_at
from ovpsheets.results.write_results import Written
from ovpsheets.spread.merged_dataset import MergedDataset
from ovpsheets.words import MAIL_KINDS, Language, default_language
from ovpsheets.workspace.board import write_board
from ovpsheets.workspace.closed import Closed
from ovpsheets.workspace.closing import Closing, close_quarter, reopen_quarter
from ovpsheets.workspace.collect import Gathering, collect_quarter
from ovpsheets.workspace.fix_plan import FixedPlan, fix_plan
from ovpsheets.workspace.generate import generate_quarter
from ovpsheets.workspace.mails_seen import collect_mails
from ovpsheets.workspace.merge import merge_quarter
from ovpsheets.workspace.next_step import next_step
from ovpsheets.workspace.note import note_quarter
from ovpsheets.workspace.publish import Publication, publish_quarter
from ovpsheets.workspace.reader import AQuarter, Day, WorkspaceReader, of_workspace
from ovpsheets.workspace.remind import Reminded, remind_quarter
from ovpsheets.workspace.review import Reviewed, review_quarter

_LOG: Final = logging.getLogger(__name__)
_START: Final = "ovpsheets.workspace.start"
_DATASET: Final = "ovpsheets.workspace.dataset"


@dataclass(frozen=True, slots=True, init=False)
class Workspace(WorkspaceReader):
    """A coordinator's folder: each method does what the command of its name does.

    So the register of the days on which files came, the issued forms, decisions,
    settings, the lock, and whether a quarter is closed are all taken into account.
    *path* need not exist until something is asked of it. *language*: of results and
    messages; None is that of the workspace's settings. Returned files are read by *jobs*
    worker processes (0: one per processor) or by *executor*; *progress* is told how many
    files of how many are done. A quarter outside the plan is refused (InputError), unless
    *anyway* says that it is meant.

    What writes into the folder also writes board.html anew, which says what comes next.

    A *quarter* is a :class:`~ovpsheets.Quarter` or a text such as ``"2022-Q3"``; *as_of*, the
    day on which things are looked at, a date or a text, None for today.

    Beside what is said with each, every method raises PlanError or SettingsError for a plan or
    settings with faults, WorkspaceError for a folder without a plan or with a file that can no
    longer be read, InputError or InputTypeError for what it cannot take, and OSError.
    """

    @classmethod
    def start(
        cls,
        path: Path | str,
        language: Language | None = None,
        *,
        adopted: Path | str | None = None,
    ) -> Self:
        """Make a new workspace in *path* (``init``), and return it; what else lies there stays.

        Its plan.xlsx is blank, with headings and help in *language*, where *adopted* is None; else
        it is what was read from that file, the action plan as it was adopted, and import.xlsx says
        what became of each of its cells. Beside it lie files for a double click that run
        ``ovpsheets next``, one for each system. Raises WorkspaceError where there is a plan
        already, InputMissingError for a file that is not there, InputError for one without a plan.
        """
        workspace = cls(path, language)
        source = None if adopted is None else as_existing(adopted, "adopted")
        with templates_at(workspace.path).in_use():
            spoken = workspace.language or default_language()
            # With it come 25 modules that read an adopted plan, which nothing else is to load.
            import_module(_START).start_workspace(workspace._folder, spoken, source)
        return workspace

    @of_workspace
    def fix_plan(self) -> FixedPlan:
        """Write plan-fixed.xlsx, a copy of the plan in which is corrected what is certain.

        Names become codes, days in words days, numbers held as text numbers, blanks go; formats
        and notes stay, and plan.xlsx itself is not touched. Returns every change, and what is
        still wrong. Raises WorkspaceError where another copy lies there, or where the workbook
        cannot be edited without saving it anew; PlanError for what is no workbook.
        """
        return fix_plan(self._folder)

    @of_workspace
    def generate(
        self, quarter: AQuarter, *, commitment: str = "", overwrite: bool = False
    ) -> Generated:
        """Write the forms of *quarter* into its folder, and return which are new or the same.

        *commitment*: the working group's, "" for all. Raises FormsChangedError, before anything
        is written, where a form was issued that asks something else, unless *overwrite*: it then
        gets the next revision. Raises InputError for an unknown commitment, WorkspaceError
        while a merge of the quarter is running.
        """
        generated = generate_quarter(
            self._folder,
            self._quarter(quarter),
            commitment=an_instance(commitment, str, "commitment"),
            overwrite=overwrite,
        )
        self.draw_board()
        return generated

    @of_workspace
    def collect(
        self,
        quarter: AQuarter,
        sources: Path | str | Iterable[Path | str] | None = None,
        *,
        dry_run: bool = False,
    ) -> Gathering:
        """Take spreadsheets out of mails, archives and folders, and record when they came.

        *sources*: one path or several, None for what no other quarter has taken from the folder
        ``mails`` of the workspace. They go
        into the returns of *quarter*; the sources stay as they are. With *dry_run* nothing is
        written. Returns what was taken, and what was left and why. Raises InputMissingError for
        a source that is not there, WorkspaceError for None where there is no such folder.
        """
        meant, today, limits = self._quarter(quarter), date.today(), self.settings.limits
        if sources is None:
            gathered = collect_mails(self._folder, meant, today, dry_run=dry_run, limits=limits)
        else:
            several = [sources] if isinstance(sources, Path | str) else sources
            named = [as_existing(source, "sources") for source in several]
            gathered = collect_quarter(
                self._folder, meant, named, today, dry_run=dry_run, limits=limits
            )
        if not dry_run:
            self.draw_board()
        return gathered

    @of_workspace
    def merge(
        self,
        quarter: AQuarter,
        *,
        as_of: Day = None,
        assume: Mapping[str, str] | None = None,
        documents: bool = False,
    ) -> Merged:
        """Read and judge what came back in *quarter*, and write the results.

        What was written is in ``Merged.written``. *as_of* and *assume* as for :meth:`read`, None
        for today and for no file. *documents*: also the summary in every format and language, and
        the note; those that lie there already are made anew in any case. A closed quarter
        comes out as it was closed. Raises WorkspaceError for an institution or a file in
        *assume* that is not known, while another merge is running, and where a closed
        quarter would come out otherwise.
        """
        merged, written = merge_quarter(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            assume=assume,
            reading=self._reading(),
            documents=an_instance(documents, bool, "documents"),
        )
        merged = replace(merged, written=written)
        self.draw_board(as_of, merged)
        return merged

    @of_workspace
    def merge_dataset(
        self,
        quarter: AQuarter,
        into: Path | str,
        *,
        as_of: Day = None,
        assume: Mapping[str, str] | None = None,
        corrections: bool = False,
    ) -> MergedDataset:
        """Read and judge what came back in *quarter*, and write it as a dataset of Parquet.

        For quarters that are too large for one machine; see ``ovp.merge_dataset`` for *into* and
        *corrections*, :meth:`merge` for *as_of* and *assume*; None is today, and no file. The
        workspace's executor, or its jobs, do the work. Nothing is written into the workspace.
        Raises WorkspaceError for an institution or a file in *assume* that is not known.
        """
        # With it comes what spreads a quarter over machines, which nothing else is to load.
        merged: MergedDataset = import_module(_DATASET).merge_into_dataset(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            into=into,
            assume=assume,
            reading=self._reading(looks_only=True),
            corrections=an_instance(corrections, bool, "corrections"),
        )
        return merged

    @of_workspace
    def remind(
        self,
        quarter: AQuarter,
        *,
        as_of: Day = None,
        kind: str = "",
        dry_run: bool = False,
        sent: Iterable[str] = (),
    ) -> Reminded:
        """Draft the mails of *quarter* that are due on *as_of*, None for today; nothing is sent.

        *kind*: one of :data:`ovpsheets.words.MAIL_KINDS`, "" for all that are due. With
        *dry_run* nothing is written. *sent*: whose drafts were sent on *as_of* (institutions,
        or ``"all"``); nobody is written the same twice. Raises InputError for another kind,
        WorkspaceError for an institution that is no member.
        """
        reminded = remind_quarter(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            kind=as_one_of(kind, "kind", ("", *MAIL_KINDS)),
            dry_run=dry_run,
            sent=(sent,) if isinstance(sent, str) else tuple(sent),
            reading=self._reading(),
        )
        if not dry_run:
            self.draw_board(as_of, reminded.merged)
        return reminded

    @of_workspace
    def review(
        self, quarter: AQuarter, *, as_of: Day = None, shown: Iterable[str] = ()
    ) -> Reviewed:
        """Prepare the draft of *quarter* for the members, and record who has seen it.

        *shown*: the institutions that were shown it on *as_of* (None for today), or ``"all"``.
        Raises WorkspaceError for an unknown institution, and while a merge is running.
        """
        reviewed = review_quarter(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            shown=(shown,) if isinstance(shown, str) else tuple(shown),
            reading=self._reading(),
        )
        self.draw_board(as_of)  # what was read knows nothing of this draft
        return reviewed

    @of_workspace
    def publish(
        self, quarter: AQuarter, *, as_of: Day = None, override: str = "", by: str = ""
    ) -> Publication:
        """Publish *quarter*, or say what stands in the way (``Publication.obstacles``).

        *as_of*: the day of publication, None for today. *override*: why it is published all the
        same, "" where it is not; *by*: who decided that. Both are kept in the log. Raises
        WorkspaceError for answers about persons that can no longer be read, and while a merge
        is running.
        """
        published = publish_quarter(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            override=an_instance(override, str, "override"),
            by=an_instance(by, str, "by"),
            reading=self._reading(),
        )
        self.draw_board(as_of, published.merged)
        return published

    @of_workspace
    def note(self, quarter: AQuarter, *, as_of: Day = None, commitment: str = "") -> Written:
        """Write the note of the working meeting about *quarter* as of *as_of*, None for today.

        *commitment*: the one it is about, "" for all. Raises InputError for an unknown one,
        WorkspaceError while a merge is running.
        """
        written = note_quarter(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            an_instance(commitment, str, "commitment"),
        )
        self.draw_board(as_of)
        return written

    @of_workspace
    def close(
        self, quarter: AQuarter, *, as_of: Day = None, by: str = "", anyway: bool = False
    ) -> Closing:
        """Merge *quarter* a last time and freeze what the results were made of.

        *as_of*: the day on which it is closed, None for today; *by*: who closes it, "" for
        nobody named; *anyway*: also where something is open (not published, urgent findings,
        answers to be decided). Raises WorkspaceError where something is, where it is closed,
        and while a merge is running.
        """
        closing = close_quarter(
            self._folder,
            self._quarter(quarter),
            as_day(as_of),
            self._language,
            by=an_instance(by, str, "by"),
            anyway=an_instance(anyway, bool, "anyway"),
            reading=self._reading(),
        )
        self.draw_board(as_of)
        return closing

    @of_workspace
    def reopen(self, quarter: AQuarter, why: str, *, as_of: Day = None) -> Closed:
        """Let a closed *quarter* be changed again; what differs from then on is revised.

        *why* is kept with it, and *as_of* as the day, None for today. Raises WorkspaceError
        where it is not closed, and while a merge is running.
        """
        closed = reopen_quarter(
            self._folder, self._quarter(quarter), as_day(as_of), an_instance(why, str, "why")
        )
        self.draw_board(as_of)
        return closed

    @of_workspace
    def draw_board(self, as_of: Day = None, merged: Merged | None = None) -> None:
        """Write board.html anew: how things stand on *as_of* (None: today), and what comes next.

        Every method that writes does so itself. *merged*: a quarter as it was just read, None to
        read it. Raises InputError for what is no day; of what cannot be read or written nothing is
        raised, for whatever reads it next says so, and the page stays as it is.
        """
        day, language = as_day(as_of), self._language
        try:
            step = next_step(self._folder, day, language, self._reading(looks_only=True), merged)
            write_board(self._folder, day, language, step)
        except (OvpError, OSError) as error:
            _LOG.warning("the board was not written: %s", error)
