"""Check: one returned file on its own, wherever it lies, judged as a merge would judge it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from ovpsheets.forms.register import newest_revisions, read_register
from ovpsheets.intake.find import ReturnedFile, read_file
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.read import open_file
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.intake.returned import Expectation, Return, recognise
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
    """

    plan: Plan
    returned: Return
    tables: Tables


def check_file(path: Path, workspace: Workspace, today: date, language: Language) -> Checked:
    """Read and judge the file at *path*; raises OSError when it cannot be opened.

    The quarter is the one the form itself names; other returns play no part.
    """
    file = read_file(path, path.name)
    plan = workspace.plan()
    returned, expected = _read(file, plan, workspace, today)
    settled = reconcile([returned], expected.plan)
    tables = judge_returns(settled, expected, today, language, workspace.settings().rules)
    return Checked(plan, returned, _own(returned, tables))


def _read(
    file: ReturnedFile, plan: Plan, workspace: Workspace, today: date
) -> tuple[Return, Expectation]:
    """Read the file as one of the quarter that it names; that shows only once it is read."""
    opened = open_file(file.name, file.data, Limits())
    first = _expectation(workspace, plan, Quarter.of(today))
    returned = recognise(file, opened, min(file.modified, today), first)
    form_id = returned.form_id
    if form_id is None:
        return returned, first
    known = {commitment.code for commitment in plan.commitments}
    scope = only(plan, form_id.commitment) if form_id.commitment in known else plan
    expected = _expectation(workspace, scope, form_id.quarter)
    received = received_days(workspace.quarter(form_id.quarter).received)
    day = received.get(file.sha256, min(file.modified, today))
    return recognise(file, opened, day, expected), expected


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
        ledger=_of_file(tables.ledger, file),
    )


def _of_file(table: pd.DataFrame, file: str) -> pd.DataFrame:
    own = (table["file"] == file).fillna(False).astype(bool)
    return table[own].reset_index(drop=True)
