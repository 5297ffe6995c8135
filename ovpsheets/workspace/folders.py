"""Where things lie: the folder a coordinator works in, a folder per quarter.

plan.xlsx
ovpsheets.cmd       a double click says what comes next; also .command, .desktop
.ovpsheets.log      who did what, and how it ended; nothing reads it
.cache/             what was recognised before; it may be deleted at any time
mails/              what the coordinator saved of what came; only read
disclosure.csv      what was decided about figures and texts of persons; never published
released.csv        the figures of every release; internal
2022-Q3/forms/      the forms and their register
2022-Q3/returns/    whatever came back
2022-Q3/received.csv  when each returned file came, and from whom
2022-Q3/left.csv      what came and is no form: scans, letters, links
2022-Q3/collected.csv  which files of mails/ were taken in
2022-Q3/decisions.csv  what the coordinator decided about answers
2022-Q3/states.csv     how far the coordinator is with each finding
2022-Q3/results/    what merge writes
2022-Q3/closed/     what the results of a closed quarter were made of
2022-Q3/mail/       drafts of mails
2022-Q3/review/     drafts for the members, who was shown which, their comments
2022-Q3/public/     what publish writes
2022-Q3/published/  the plan, settings and templates that the quarter was published with
2022-Q3/issued/        the plan and the templates that its forms were last made of
2022-Q3/release.csv    what was published when, and by whom
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ovpsheets.decisions.accepted import accepted
from ovpsheets.decisions.file import read_decisions
from ovpsheets.errors import InputError, PlanError, WorkspaceError
from ovpsheets.journeys.boundary import as_folder, as_quarter
from ovpsheets.journeys.results_home import PLAN, QUARTER_FOLDER
from ovpsheets.kept import KEPT, KeptFolder
from ovpsheets.own_templates import templates_at
from ovpsheets.plan.as_asked import as_asked_by
from ovpsheets.plan.in_force import in_force, with_amendments
from ovpsheets.plan.kept_plan import find_plan, keep_plan
from ovpsheets.plan.model import Amendment, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.coded_tables import HISTORY, coded_tables
from ovpsheets.settings import Settings, read_settings
from ovpsheets.settings_file import NAME as SETTINGS
from ovpsheets.tables import Tables
from ovpsheets.templates import Templates, active, with_templates_of
from ovpsheets.texts import short_date
from ovpsheets.workspace.kept_templates import kept_logos, kept_templates
from ovpsheets.workspace.merged_tables import is_merged, read_tables, with_quarters
from ovpsheets.workspace.quarter_folder import QuarterFolder


@dataclass(frozen=True, slots=True)
class WorkspaceFolder:
    """A workspace; it need not exist until something is asked of it."""

    root: Path

    @property
    def plan_path(self) -> Path:
        """The action plan."""
        return self.root / PLAN

    def plan(self) -> Plan:
        """Read the action plan; raises WorkspaceError without one, PlanError for a faulty one."""
        if not self.plan_path.is_file():
            raise WorkspaceError("no_plan", folder=self.root.resolve())
        return self._read(self.plan_path)

    def _read(self, path: Path) -> Plan:
        """Read a plan, or a copy of one: that has the templates with it that it was used with."""
        own = self.settings()
        with (kept_templates(path.parent) or active()).in_use():
            return replace(
                self.found_plan(path),
                return_to=own.return_to,
                holidays=own.holidays,
                confirmation=own.confirmation,
            )

    def found_plan(self, path: Path) -> Plan:
        """Return the plan in *path* without the settings, as it is kept or read.

        Raises PlanError.
        """
        return find_plan(path, self._kept_plan)

    def keep_plan(self) -> None:
        """Keep what the plan was read as, so that the next command need not read it."""
        keep_plan(self.plan_path, self._kept_plan)

    @property
    def _kept_plan(self) -> KeptFolder:
        return self.kept.of("plan")

    def plan_path_of(self, quarter: Quarter) -> Path:
        """Return which plan counts for *quarter*: the one it was published with, if it was."""
        own = self.quarter(quarter).published_plan
        return own if own.is_file() else self.plan_path

    def plan_of(self, quarter: Quarter) -> Plan:
        """Read the plan that counts for *quarter*: as amended until then, and as it was asked.

        Raises as :meth:`plan`.
        """
        return self.plans_of(quarter)[0]

    def plans_of(self, quarter: Quarter) -> tuple[Plan, Plan | None]:
        """Read the plan that counts for *quarter*, and the one that its forms were made of.

        None where that one is the same, or not known. Raises as :meth:`plan`.
        """
        return as_asked_by(self.plan_to_ask(quarter), self.issued_plan(quarter))

    def issued_plan(self, quarter: Quarter) -> Plan | None:
        """Read the plan that the forms of *quarter* were made of, as it was amended until then.

        None where there is none, or none that can be read.
        """
        plan = self.copied_plan(self.quarter(quarter).issued_plan)
        return plan and in_force(with_amendments(plan, self.accepted(quarter)), quarter)

    def copied_plan(self, path: Path) -> Plan | None:
        """Read a copy of a plan; None where there is none, or none that can be read."""
        try:
            return self._read(path) if path.is_file() else None
        except PlanError:
            return None

    def templates_of(self, quarter: Quarter) -> Templates:
        """Return the templates that count for *quarter*: those it was published with, if it was."""
        return kept_templates(self.plan_path_of(quarter).parent) or active()

    def issued_with(self, quarter: Quarter) -> Templates | None:
        """Return the templates that the forms of *quarter* were made with, None where unknown."""
        return kept_templates(self.quarter(quarter).issued_plan.parent)

    def logos_until(self, quarter: Quarter) -> frozenset[str]:
        """Return the digests of the logos that forms were issued with in *quarter* and before."""
        own = (
            self.quarter(other).issued_plan.parent for other in self.quarters() if other <= quarter
        )
        return frozenset[str]().union(*map(kept_logos, own))

    def plan_to_ask(self, quarter: Quarter) -> Plan:
        """Read the plan that forms of *quarter* would be made of today, whoever was asked before.

        Raises as :meth:`plan`.
        """
        path = self.plan_path_of(quarter)
        plan = self.plan() if path == self.plan_path else self._read(path)
        return in_force(with_amendments(plan, self.accepted(quarter)), quarter)

    def accepted(self, quarter: Quarter | None = None) -> tuple[Amendment, ...]:
        """Return the deadlines that decisions before *quarter* accepted, None for all there are."""
        earlier = (other for other in self.quarters() if quarter is None or other < quarter)
        return tuple(
            own
            for other in earlier
            for own in accepted(read_decisions(self.quarter(other).decisions), other)
        )

    def is_amended(self, quarter: Quarter) -> bool:
        """Tell whether the plan says something else than the one *quarter* was published with."""
        own = self.plan_path_of(quarter)
        if own == self.plan_path or not self.plan_path.is_file():
            return False
        # Mostly they are the same file, byte for byte, and to read two plans takes far longer.
        if own.read_bytes() == self.plan_path.read_bytes():
            return False
        now = in_force(self.plan(), quarter)
        return in_force(self._read(own), quarter) != now

    @property
    def board(self) -> Path:
        """The page with all quarters, written anew by every command that writes."""
        return self.root / "board.html"

    @property
    def disclosure(self) -> Path:
        """What was decided about figures of persons."""
        return self.root / "disclosure.csv"

    @property
    def released(self) -> Path:
        """The figures of every release."""
        return self.root / "released.csv"

    @property
    def kept(self) -> KeptFolder:
        """What was worked out before; it may be deleted at any time."""
        return KeptFolder(self.root / KEPT)

    @property
    def mails(self) -> Path:
        """Where the coordinator saves what comes; ``collect`` takes it from there."""
        return self.root / "mails"

    def settings(self) -> Settings:
        """Read the settings, the defaults where there are none; raises SettingsError."""
        return read_settings(self.root)

    def settings_of(self, quarter: Quarter) -> Settings | None:
        """Read the settings *quarter* was first published with, None where nobody kept them."""
        folder = self.quarter(quarter).published_settings
        return read_settings(folder) if (folder / SETTINGS).is_file() else None

    def quarter(self, quarter: Quarter) -> QuarterFolder:
        """Return the folder of *quarter*, whether or not it exists."""
        return QuarterFolder(self.root / str(quarter))

    def quarters(self) -> tuple[Quarter, ...]:
        """Return the quarters that have a folder, in time order."""
        if not self.root.is_dir():
            return ()
        # Other folders may lie there, too: only a name that is a quarter's makes it one.
        names = [path.name for path in self.root.iterdir() if path.is_dir()]
        return tuple(sorted(Quarter.parse(n) for n in names if QUARTER_FOLDER.fullmatch(n)))

    def history(self, before: Quarter | None = None) -> Tables:
        """Return the tables of all merged quarters, in time order; of those before *before*.

        ``institutions`` says its quarter, as the other tables do by themselves.
        """
        found = tuple(self.merged(before))
        tables = read_tables(results for _, results in found)
        return replace(tables, institutions=with_quarters("institutions", found))

    def merged(self, before: Quarter | None = None) -> Iterator[tuple[Quarter, Path]]:
        """Yield the merged quarters and where their results lie, in time order."""
        for quarter in self.quarters():
            results = self.quarter(quarter).results
            if (before is None or quarter < before) and is_merged(results):
                yield quarter, results


def refuse_outside(workspace: WorkspaceFolder, quarter: Quarter) -> None:
    """Raise InputError for a *quarter* of which the plan has not a day.

    A quarter that was published is of the plan it was published with; of a plan with faults
    nothing is known.
    """
    path = workspace.plan_path_of(quarter)
    try:
        plan = workspace.found_plan(path) if path.is_file() else None
    except PlanError as fault:
        if fault.problems:
            return
        raise
    if plan is not None and (quarter.end < plan.start or quarter.start > plan.end):
        first, last = short_date(plan.start), short_date(plan.end)
        raise InputError("quarter_outside", quarter=str(quarter), first=first, last=last)


def _in(folder: object) -> Templates | None:
    return templates_at(Path(folder)) if isinstance(folder, str | Path) else None


@with_templates_of(_in)
def history(folder: Path | str, before: Quarter | str | None = None) -> Tables:
    """Return the tables of every merged quarter of the workspace *folder*, in time order.

    *before* leaves out that quarter and later ones, None none. Columns as in
    :mod:`ovpsheets.tables`, and in every table the column ``quarter``: that of the folder
    (what a returned form itself says stands in ``returns`` as ``form_quarter``). Codes are
    ordered categories. A folder without merged quarters gives empty tables. Raises InputError
    for what is no quarter, InputMissingError for a folder that is not there, WorkspaceError
    for a table that can no longer be read.
    """
    limit = None if before is None else as_quarter(before)
    places = list(WorkspaceFolder(as_folder(folder, "folder")).merged(limit))
    whole = read_tables(results for _, results in places)
    own: dict[str, Any] = {name: with_quarters(name, places) for name in HISTORY}
    return coded_tables(replace(whole, **own))
