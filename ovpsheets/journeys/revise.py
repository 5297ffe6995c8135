"""What became of the values of a closed quarter: every one that now differs is revised, ``[r]``."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from ovpsheets.tables import REVISIONS, Tables, frame, records

_Row = Mapping[str, Any]

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "activities": ("status", "progress", "reason", "explanation", "new_deadline", "evidence"),
    "indicators": ("value", "text", "flag", "source", "note"),
}
"""The columns of each table that are answers; what the plan says is an amendment, no revision."""

_CODES: Final = {"activities": "activity", "indicators": "indicator"}


def revised(closed: Tables, now: Tables, known: pd.DataFrame, day: date, why: str) -> pd.DataFrame:
    """Return the table ``revisions``: those of *closed*, then what differs from it *now*.

    *known* are the revisions of the merge before: a value that was found
    revised then keeps its day and reason; others get *day* and *why*.
    """
    seen = {_key(row): row for row in records(known)}
    found = [
        {**row, "day": before["day"], "reason": before["reason"]}
        if (before := seen.get(_key(row)))
        else {**row, "day": day, "reason": why}
        for row in _differences(closed, now)
    ]
    return frame(REVISIONS, [*records(closed.revisions), *found])


def _differences(closed: Tables, now: Tables) -> Iterator[dict[str, Any]]:
    for table, columns in ANSWERS.items():
        code = _CODES[table]
        before = _by_key(getattr(closed, table), code)
        after = _by_key(getattr(now, table), code)
        for key in dict.fromkeys((*after, *before)):
            was, is_now = before.get(key, {}), after.get(key, {})
            row = is_now or was
            for column in columns:
                old, new = _said(was.get(column)), _said(is_now.get(column))
                if old != new:
                    yield {
                        "quarter": row["quarter"],
                        "commitment": row["commitment"],
                        "activity": row["activity"],
                        "indicator": row.get("indicator"),
                        "institution": row["institution"],
                        "column": column,
                        "was": old,
                        "now": new,
                    }


def _by_key(table: pd.DataFrame, code: str) -> dict[tuple[str, str], _Row]:
    return {(row[code], row["institution"]): row for row in records(table)}


def _key(row: _Row) -> tuple[Any, ...]:
    names = ("activity", "indicator", "institution", "column", "was", "now")
    return tuple(row[name] for name in names)


def _said(value: Any) -> str | None:
    """Return a value as the CSV files say it: 12 for 12.0, ISO dates."""
    if value is None:
        return None
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)
