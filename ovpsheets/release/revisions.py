"""What is published otherwise than it was published before: the public's ``[r]``."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from ovpsheets.columns.model import FormColumns
from ovpsheets.kinds import KINDS
from ovpsheets.member_text import visible
from ovpsheets.release.withheld import Withheld
from ovpsheets.table_csv import said
from ovpsheets.tables import REVISIONS, Schema, Tables, frame, records
from ovpsheets.words import Flag

_Row = Mapping[str, Any]

_CODES: Final = {"activities": "activity", "indicators": "indicator"}
"""Table → the column of its code."""

_FIGURE: Final = ("text", "value")
"""Where the figure of an indicator stands that is not, and that is, a number."""


RELEASED: Final[Schema] = {**REVISIONS, "withdrawn": "yes_no", "withheld": "text"}
"""The table of revisions with whether a row no longer says what it was about (see withheld), and
which of ``was`` and ``now`` was answered and not published, so that it is empty."""


def no_revisions() -> pd.DataFrame:
    """Return the table without a row."""
    return frame(RELEASED, [])


def revisions_since(
    last: Tables, now: Tables, columns: FormColumns, day: date, withheld: Withheld
) -> pd.DataFrame:
    """Return the revisions that *last* told of, then what differs from it *now*, as of *day*.

    *last* and *now* hold published values only; what is *withheld* is in neither column. In the
    tables of answers ``withheld`` names what was answered and not published.
    Before a first release nothing is revised.
    """
    if last.activities.empty and last.indicators.empty:
        return no_revisions()
    found = ({**row, "day": day} for row in _differences(last, now, columns))
    told = (*records(last.revisions), *found)
    return frame(RELEASED, [withheld.taken_back(row) for row in told])


def _differences(last: Tables, now: Tables, columns: FormColumns) -> Iterator[dict[str, Any]]:
    for table, code in _CODES.items():
        # A column that was not published before is new, and no revision.
        compared = _published(columns, table, getattr(last, table))
        before = _by_key(getattr(last, table), code, compared)
        after = _by_key(getattr(now, table), code, compared)
        tells = "withheld" in getattr(last, table)  # releases of before 0.2 do not
        for key in dict.fromkeys((*after, *before)):
            was, is_now = before.get(key, {}), after.get(key, {})
            row = is_now or was
            for column in compared:
                sides = {"was": was, "now": is_now} if tells else {}
                hidden = [side for side, own in sides.items() if _is_withheld(own, column)]
                if _written(was.get(column)) != _written(is_now.get(column)) or len(hidden) == 1:
                    yield {
                        **{name: row.get(name) for name in REVISIONS if name in row},
                        "column": column,
                        "withheld": " ".join(hidden) or None,
                        "was": said(was.get(column)),
                        "now": said(is_now.get(column)),
                    }


def _is_withheld(row: _Row, column: str) -> bool:
    """Tell whether an answer was given and not published: a text that waited, a hidden figure."""
    is_hidden = row.get("flag") == Flag.CONFIDENTIAL.value and column == _FIGURE[_is_number(row)]
    own = (row.get("withheld") or "").split()
    return row.get(column) is None and (is_hidden or column in own)


def _is_number(row: _Row) -> bool:
    return KINDS[row["kind"]].is_number


def _published(columns: FormColumns, table: str, last: pd.DataFrame) -> list[str]:
    """The answers that are published, and were, as columns of the table."""
    answers = (own for own in columns.answers(table) if own.published)
    return [name for own in answers for name in own.stored if name in last.columns]


def _by_key(table: pd.DataFrame, code: str, compared: Iterable[str]) -> dict[tuple[str, str], _Row]:
    names = (
        "quarter", "commitment", "activity", "indicator", "institution", "kind", "flag", "withheld",
    )  # fmt: skip
    kept = [name for name in (*names, *compared) if name in table.columns]
    return {
        (row[code], row["institution"]): {name: row[name] for name in kept}
        for row in records(table)
    }


def _written(value: Any) -> Any:
    """Return a value as a file gives it back."""
    return visible(value) if isinstance(value, str) else value
