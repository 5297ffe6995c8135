"""What is published otherwise than it was published before: the public's ``[r]``."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from ovpsheets.member_text import writable
from ovpsheets.tables import REVISIONS, Tables, frame, records

_Row = Mapping[str, Any]

_COMPARED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "activities": ("activity", ("status", "progress", "reason", "explanation", "new_deadline")),
    "indicators": ("indicator", ("value", "text", "flag", "note")),
}
"""Table → the column of its code, and its published answers."""


def no_revisions() -> pd.DataFrame:
    """Return the table without a row."""
    return frame(REVISIONS, [])


def revisions_since(last: Tables, now: Tables, day: date) -> pd.DataFrame:
    """Return the revisions that *last* told of, then what differs from it *now*, as of *day*.

    *last* and *now* hold published values only. Before a first release nothing is revised.
    """
    if last.activities.empty and last.indicators.empty:
        return no_revisions()
    found = [{**row, "day": day} for row in _differences(last, now)]
    return frame(REVISIONS, [*records(last.revisions), *found])


def _differences(last: Tables, now: Tables) -> Iterator[dict[str, Any]]:
    for table, (code, columns) in _COMPARED.items():
        before, after = _by_key(getattr(last, table), code), _by_key(getattr(now, table), code)
        for key in dict.fromkeys((*after, *before)):
            was, is_now = before.get(key, {}), after.get(key, {})
            row = is_now or was
            for column in columns:
                if _written(was.get(column)) != _written(is_now.get(column)):
                    yield {
                        **{name: row.get(name) for name in REVISIONS if name in row},
                        "column": column,
                        "was": said(was.get(column)),
                        "now": said(is_now.get(column)),
                    }


def _by_key(table: pd.DataFrame, code: str) -> dict[tuple[str, str], _Row]:
    names = ("quarter", "commitment", "activity", "indicator", "institution")
    kept = [*(name for name in names if name in table.columns), *_COMPARED[_table_of(code)][1]]
    return {
        (row[code], row["institution"]): {name: row[name] for name in kept}
        for row in records(table)
    }


def _table_of(code: str) -> str:
    return "activities" if code == "activity" else "indicators"


def _written(value: Any) -> Any:
    """Return a value as a file gives it back."""
    return writable(value) if isinstance(value, str) else value


def said(value: Any) -> str | None:
    """Return a value as the CSV files say it: 12 for 12.0, ISO dates."""
    if value is None:
        return None
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)
