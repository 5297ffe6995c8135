"""Deadlines that a decision accepted: from the next quarter on they are the plan's."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.decision import ACCEPTED, Decision, Outcome
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.model import Amendment, Plan
from ovpsheets.plan.plan_sheet import Edge
from ovpsheets.plan.values import read_day
from ovpsheets.quarter import Quarter
from ovpsheets.texts import short_date

_COLUMNS: Final = ("code", "deadline", "from", "decision")


def accepted(decisions: Iterable[Decision], quarter: Quarter) -> tuple[Amendment, ...]:
    """Return what the *decisions* of a *quarter* accept, as amendments of the plan."""
    return tuple(
        Amendment(own.code, ACCEPTED, day, quarter.next().start, _said(own))
        for own in decisions
        if own.what == ACCEPTED and not own.withdrawn and (day := accepted_day(own.value))
    )


def accepted_day(text: str) -> date | None:
    """Return the deadline that *text* names, None where it is none or may be two."""
    day = read_day(GridEntry("", text.strip()), Edge.LAST) if text.strip() else None
    return day if isinstance(day, date) else None


def outcome_of_deadline(decision: Decision, plan: Plan) -> Outcome:
    """Say of an accepted deadline what the plan has; it is the plan's from the next quarter."""
    activity = plan.find_activity(decision.code)
    if activity is None:
        return Outcome(decision, "unknown")
    before = short_date(activity.deadline)
    if accepted_day(decision.value) is None:
        why = ("decisions.no_deadline", {"value": decision.value})
        return Outcome(decision, "unreadable", before, why=why)
    return Outcome(decision, before=before)


def accepted_csv(amendments: Iterable[Amendment]) -> bytes:
    """Return a file of accepted deadlines, which :func:`read_accepted` reads back."""
    rows = ((own.of, str(own.value), own.from_.isoformat(), own.decision) for own in amendments)
    return rows_csv(_COLUMNS, rows)


def read_accepted(path: Path) -> tuple[Amendment, ...]:
    """Return the accepted deadlines in a file, none where there is none.

    Raises WorkspaceError where it can no longer be read.
    """
    rows = read_rows(path, frozenset(_COLUMNS), "decisions_columns")
    return tuple(
        Amendment(row["code"], ACCEPTED, day, start, row.get("decision", ""))
        for row in rows
        if (day := accepted_day(row["deadline"])) and (start := accepted_day(row["from"]))
    )


def _said(decision: Decision) -> str:
    return ", ".join(part for part in (decision.reason, decision.decided_by, decision.day) if part)
