"""Deadlines that a decision accepted: from the next quarter on they are the plan's."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.decision import ACCEPTED, Decision
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.model import Amendment
from ovpsheets.plan.sheets import Edge
from ovpsheets.plan.values import read_day
from ovpsheets.quarter import Quarter

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
