"""Check: one returned file on its own, wherever it lies, judged as a merge would judge it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ovpsheets.brief import MergeBrief
from ovpsheets.extensions import Unusable
from ovpsheets.forms.register import read_register
from ovpsheets.intake.combine import Change, changes
from ovpsheets.intake.find import FoundFiles, find_returns
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.read_returns import (
    ReadingOptions,
    open_found,
    read_returns,
    recognise_all,
)
from ovpsheets.intake.reading.opened import OpenedFile
from ovpsheets.intake.reading.own_readers import unusable_readers
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import age, reconcile
from ovpsheets.intake.tabulate import tabulate
from ovpsheets.plan.due import only
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.rules import missing_return
from ovpsheets.rules.judge import judge
from ovpsheets.tables import Tables
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.received import read_received
from ovpsheets.workspace.told_of_persons import told_history


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """One file: what it is, and what was read of it against *plan*.

    ``tables`` holds only what concerns this file. ``returned.set_aside`` says
    why nothing was read, "" when it is a form that a merge would use.
    ``earlier``: the newest of the older returns of the same form that lie in the
    workspace, None without one; ``changes``: what is answered otherwise since then.
    ``unusable``: rules and readers of other packages that failed.
    """

    plan: Plan
    returned: Return
    tables: Tables
    earlier: Return | None = None
    changes: tuple[Change, ...] = ()
    unusable: tuple[Unusable, ...] = ()


def check_file(
    path: Path,
    workspace: WorkspaceFolder,
    today: date,
    language: Language,
    reading: ReadingOptions | None = None,
) -> tuple[Checked, ...]:
    """Read and judge the file at *path*, and every file inside it; the container comes first.

    A quarter that was published is judged by the plan it was published with. It is the one
    that each form itself names, else that in whose folder it lies,
    else the newest of the workspace. Other returns play no part but to say what changed.
    Raises OSError when the file cannot be opened.
    """
    path.open("rb").close()
    how = reading or ReadingOptions()
    opened = list(open_found(FoundFiles({path.name: path}, (), ()), how))
    quarter = _likely_quarter(path, workspace, today)
    check = _Check(workspace, quarter, today, language, how)
    read = [each for item in opened for each in check.read(item)]
    returns = [returned for returned, _ in read]
    return tuple(
        check.judged(returned, brief, returns if returned.is_container else [returned])
        for returned, brief in read
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """What every file of one check is read against."""

    workspace: WorkspaceFolder
    quarter: Quarter  # of a form that names none
    today: date
    language: Language
    reading: ReadingOptions

    def read(self, item: OpenedFile) -> list[tuple[Return, MergeBrief]]:
        """Read the file as one of the quarter that it names; that shows only once it is read.

        Of several forms in it the newest names the quarter.
        """
        first = self._brief(self.workspace.plan_of(self.quarter), self.quarter)
        read = list(recognise_all([item], first))
        newest = max((own.form_id.quarter for own in read if own.form_id), default=None)
        if newest is None:
            return [(returned, first) for returned in read]
        commitments = {own.form_id.commitment for own in read if own.form_id}
        plan = self.workspace.plan_of(newest)
        known = commitments & {commitment.code for commitment in plan.commitments}
        scope = only(plan, *known) if known and known == commitments else plan
        came = read_received(self.workspace.quarter(newest).received)
        received = {digest: row.day for digest, row in came.items()}
        brief = self._brief(scope, newest, received)
        return [(returned, brief) for returned in recognise_all([item], brief)]

    def _brief(
        self, plan: Plan, quarter: Quarter, received: Mapping[str, date] | None = None
    ) -> MergeBrief:
        return MergeBrief(
            plan=plan,
            quarter=quarter,
            as_of=self.today,
            history=told_history(self.workspace, plan, quarter),
            issued=tuple(read_register(self.workspace.quarter(quarter).forms)),
            received=received or {},
            rules=self.workspace.settings().rules,
            language=self.language,
            issued_with=self.workspace.issued_with(quarter),
            earlier_logos=self.workspace.logos_until(quarter),
            issued_plan=self.workspace.plans_of(quarter)[1],
        )

    def judged(self, returned: Return, brief: MergeBrief, beside: list[Return]) -> Checked:
        """Judge one file; how a container ends depends on what is in it."""
        settled = reconcile(beside, brief.plan)
        judged = judge(tabulate(QuarterSoFar(brief, settled, unusable=unusable_readers())))
        own = _own(returned, judged.tables)
        plan = self.workspace.plan_of(brief.quarter)
        checked = Checked(plan, returned, own, unusable=judged.unusable)
        earlier = max(self._older(returned, brief), key=age, default=None)
        if earlier is None:
            return checked
        return replace(checked, earlier=earlier, changes=changes(earlier, returned))

    def _older(self, returned: Return, brief: MergeBrief) -> Iterator[Return]:
        """Yield the older returns of the same form among those of its quarter."""
        if returned.set_aside or returned.form_id is None:
            return
        place = self.workspace.quarter(returned.form_id.quarter)
        for other in read_returns(find_returns(place.returns), self.reading, brief):
            same = other.form_id and _form(other) == _form(returned)
            if same and not other.set_aside and age(other) < age(returned):
                yield other


def _likely_quarter(path: Path, workspace: WorkspaceFolder, today: date) -> Quarter:
    known, here = workspace.quarters(), path.resolve()
    own = (q for q in known if here.is_relative_to(workspace.quarter(q).path.resolve()))
    return next(own, max(known, default=Quarter.of(today)))


def _form(returned: Return) -> tuple[str, str]:
    form_id = returned.form_id
    return (form_id.institution, form_id.commitment) if form_id else ("", "")


def _own(returned: Return, tables: Tables) -> Tables:
    """Keep what is about this file: that others have not reported is no fault of its."""
    file, findings = returned.name, tables.findings
    about = (findings["file"] == file) | (findings["institution"] == returned.institution)
    other = findings["rule"] == missing_return.RULE.id
    kept = findings[about.fillna(False).astype(bool) & ~other.astype(bool)]
    return Tables(
        activities=_of_file(tables.activities, file),
        indicators=_of_file(tables.indicators, file),
        findings=kept.reset_index(drop=True),
        returns=_of_file(tables.returns, file),
        unplaced=_of_file(tables.unplaced, file),
        institutions=tables.institutions[
            tables.institutions["institution"] == returned.institution
        ].reset_index(drop=True),
        lines=partial(_lines_of, tables, file),
    )


def _lines_of(
    tables: Tables, file: str, only: str = "", of: str = "", /
) -> Iterator[Mapping[str, Any]]:
    return (line for line in tables.lines(only, of) if line["file"] == file)


def _of_file(table: pd.DataFrame, file: str) -> pd.DataFrame:
    own = (table["file"] == file).fillna(False).astype(bool)
    return table[own].reset_index(drop=True)
