"""What became of the values of a closed quarter: every one that now differs is revised, ``[r]``."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import FormColumns
from ovpsheets.table_csv import said
from ovpsheets.tables import REVISIONS, Tables, frame, records

_Row = Mapping[str, Any]

_CODES: Final = {"activities": "activity", "indicators": "indicator"}


def revised(
    closed: Tables,
    now: Tables,
    known: pd.DataFrame,
    day: date,
    why: str,
    *,
    columns: FormColumns = BUILT_IN,
) -> pd.DataFrame:
    """Return the table ``revisions``: those of *closed*, then what differs from it *now*.

    *known* are the revisions of the merge before: a value that was found
    revised then keeps its day and reason; others get *day* and *why*. Compared is what
    members answer in *columns*; what the plan says is an amendment, no revision.
    """
    seen = {_key(row): row for row in records(known)}
    found = [
        {**row, "day": before["day"], "reason": before["reason"]}
        if (before := seen.get(_key(row)))
        else {**row, "day": day, "reason": why}
        for row in _differences(closed, now, columns)
    ]
    return frame(REVISIONS, [*records(closed.revisions), *found])


def _differences(closed: Tables, now: Tables, columns: FormColumns) -> Iterator[dict[str, Any]]:
    for table, code in _CODES.items():
        stored = [name for answer in columns.answers(table) for name in answer.stored]
        before = _by_key(getattr(closed, table), code)
        after = _by_key(getattr(now, table), code)
        for key in dict.fromkeys((*after, *before)):
            was, is_now = before.get(key, {}), after.get(key, {})
            row = is_now or was
            for column in stored:
                old, new = said(was.get(column)), said(is_now.get(column))
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
