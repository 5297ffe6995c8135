"""Check: one returned file on its own, wherever it lies, judged as a merge would judge it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ovpsheets.decisions.apply import Applied
from ovpsheets.forms.register import newest_revisions, read_register
from ovpsheets.intake.changes import Change, changes
from ovpsheets.intake.find import Found, find_returns
from ovpsheets.intake.opening import OpenedFile
from ovpsheets.intake.read_returns import Reading, open_found, recognise_all
from ovpsheets.intake.recognise.returned import Expectation, Return
from ovpsheets.intake.reconcile import age, reconcile
from ovpsheets.journeys.merge import judge_returns
from ovpsheets.plan.due import only
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.rules import missing_return
from ovpsheets.tables import Tables
from ovpsheets.words import Language
from ovpsheets.workspace.folders import Workspace
from ovpsheets.workspace.received import received_days


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """One file: what it is, and what was read of it against *plan*.

    ``tables`` holds only what concerns this file. ``returned.set_aside`` says
    why nothing was read, "" when it is a form that a merge would use.
    ``earlier``: the newest of the older returns of the same form that lie in the
    workspace, None without one; ``changes``: what is answered otherwise since then.
    """

    plan: Plan
    returned: Return
    tables: Tables
    earlier: Return | None = None
    changes: tuple[Change, ...] = ()


def check_file(
    path: Path,
    workspace: Workspace,
    today: date,
    language: Language,
    reading: Reading | None = None,
) -> tuple[Checked, ...]:
    """Read and judge the file at *path*, and every file inside it; the container comes first.

    The quarter is the one that each form itself names, else that in whose folder it lies,
    else the newest of the workspace. Other returns play no part but to say what changed.
    Raises OSError when the file cannot be opened.
    """
    path.open("rb").close()
    how = reading or Reading()
    opened = list(open_found(Found({path.name: path}, (), ()), how))
    quarter = _likely_quarter(path, workspace, today)
    check = _Check(workspace, workspace.plan(), quarter, today, language, how)
    read = [check.read(item) for item in opened]
    returns = [returned for returned, _ in read]
    return tuple(
        check.judged(returned, expected, returns if returned.is_container else [returned])
        for returned, expected in read
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """What every file of one check is read against."""

    workspace: Workspace
    plan: Plan
    quarter: Quarter  # of a form that names none
    today: date
    language: Language
    reading: Reading

    def read(self, item: OpenedFile) -> tuple[Return, Expectation]:
        """Read the file as one of the quarter that it names; that shows only once it is read."""
        first = _expectation(self.workspace, self.plan, self.quarter)
        (returned,) = recognise_all([item], first, {}, self.today)
        form_id = returned.form_id
        if form_id is None:
            return returned, first
        known = {commitment.code for commitment in self.plan.commitments}
        scope = only(self.plan, form_id.commitment) if form_id.commitment in known else self.plan
        expected = _expectation(self.workspace, scope, form_id.quarter)
        received = received_days(self.workspace.quarter(form_id.quarter).received)
        (returned,) = recognise_all([item], expected, received, self.today)
        return returned, expected

    def judged(self, returned: Return, expected: Expectation, beside: list[Return]) -> Checked:
        """Judge one file; how a container ends depends on what is in it."""
        settled = reconcile(beside, expected.plan)
        tables = judge_returns(
            Applied(settled), expected, self.today, self.language, self.workspace.settings().rules
        )
        checked = Checked(self.plan, returned, _own(returned, tables))
        earlier = max(self._older(returned, expected), key=age, default=None)
        if earlier is None:
            return checked
        return replace(checked, earlier=earlier, changes=changes(earlier, returned))

    def _older(self, returned: Return, expected: Expectation) -> Iterator[Return]:
        """Yield the older returns of the same form among those of its quarter."""
        if returned.set_aside or returned.form_id is None:
            return
        place = self.workspace.quarter(returned.form_id.quarter)
        opened = open_found(find_returns(place.returns), self.reading)
        received = received_days(place.received)
        for other in recognise_all(opened, expected, received, self.today):
            same = other.form_id and _form(other) == _form(returned)
            if same and not other.set_aside and age(other) < age(returned):
                yield other


def _likely_quarter(path: Path, workspace: Workspace, today: date) -> Quarter:
    known, here = workspace.quarters(), path.resolve()
    own = (q for q in known if here.is_relative_to(workspace.quarter(q).path.resolve()))
    return next(own, max(known, default=Quarter.of(today)))


def _form(returned: Return) -> tuple[str, str]:
    form_id = returned.form_id
    return (form_id.institution, form_id.commitment) if form_id else ("", "")


def _expectation(workspace: Workspace, plan: Plan, quarter: Quarter) -> Expectation:
    revisions = newest_revisions(read_register(workspace.quarter(quarter).forms))
    return Expectation(plan, quarter, workspace.history(before=quarter), revisions)


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


def _lines_of(tables: Tables, file: str, only: str = "", /) -> Iterator[Mapping[str, Any]]:
    return (line for line in tables.lines(only) if line["file"] == file)


def _of_file(table: pd.DataFrame, file: str) -> pd.DataFrame:
    own = (table["file"] == file).fillna(False).astype(bool)
    return table[own].reset_index(drop=True)
