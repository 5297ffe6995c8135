"""The tables: their columns and types, declared once.

The same tables are DataFrames in Python and CSV files in ``results/data``
(:mod:`ovpsheets.table_csv`). A missing text is ``<NA>`` in Python and an empty field in CSV;
never 0, never "".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd

from ovpsheets import words
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import ColumnType, FormColumns

TEXT: Final = pd.StringDtype("python")
"""The dtype of texts, named ``string``. With pyarrow installed pandas would keep them in
Arrow, whose columns do not all behave alike: the same everywhere is better than fast.
"""

_TEXTS: Final[Any] = TEXT.construct_array_type()

DTYPES: Final[Mapping[ColumnType, Any]] = {
    "text": TEXT,
    "number": pd.Float64Dtype(),
    "integer": pd.Int64Dtype(),
    "date": np.dtype("datetime64[s]"),
    "yes_no": pd.BooleanDtype(),
}
"""Type of a column → its dtype: each has a missing value of its own, and none turns it into 0."""

Schema = Mapping[str, ColumnType]

_BEFORE: Final[Mapping[str, Schema]] = {
    words.ACTIVITIES: dict.fromkeys(
        ("quarter", "commitment", "activity", "institution", "role"), "text"
    ),
    words.INDICATORS: dict.fromkeys(
        ("quarter", "commitment", "activity", "indicator", "institution", "kind", "unit"), "text"
    ),
}
"""What stands before the answers, in the tables that have any."""

_BEHIND: Final[Mapping[str, Schema]] = {
    "status": {"previous_status": "text", "timeliness": "text"},
    "explanation": {"deadline": "date"},
    "flag": {
        "previous_value": "number", "baseline": "number", "target": "number",
        "accumulation": "text", "total_so_far": "number", "lacks_quarters": "text",
    },
}  # fmt: skip
"""Answer → what the plan or an earlier report says beside it, which stands behind it."""

_LAST: Final[Mapping[str, Schema]] = {
    words.ACTIVITIES: {"file": "text", "sheet": "text", "row": "integer", "decision": "text"},
    words.INDICATORS: {"file": "text", "sheet": "text", "cell": "text", "decision": "text"},
}
"""Where the answers stood, and what was decided in their place; never published."""


def answer_schema(columns: FormColumns, table: str, *, public: bool = False) -> Schema:
    """Return the columns of ``activities`` or ``indicators`` where the form has *columns*.

    With *public* those alone that may be published. Raises ValueError for an answer that
    bears the name of a column which every such table has.
    """
    parts: list[Schema] = [_BEFORE[table]]
    for answer in columns.answers(table):
        if answer.published or not public:
            parts.append(answer.stored)
        parts.append(_BEHIND.get(answer.key, {}))
    parts += [] if public else [_LAST[table]]
    schema = {name: kind for part in parts for name, kind in part.items()}
    if len(schema) < sum(map(len, parts)):
        raise ValueError(f"a column of the form bears a name that the table {table} has already")
    return schema


ACTIVITIES: Final = answer_schema(BUILT_IN, words.ACTIVITIES)
INDICATORS: Final = answer_schema(BUILT_IN, words.INDICATORS)

FINDINGS: Final[Schema] = {
    "id": "text", "rule": "text", "severity": "text", "quarter": "text", "institution": "text",
    "commitment": "text", "activity": "text", "indicator": "text", "file": "text",
    "sheet": "text", "cell": "text", "found": "text", "message": "text", "ask": "text",
    "state": "text", "since": "text", "follows": "text", "waiver": "text",
}  # fmt: skip

RETURNS: Final[Schema] = {
    "file": "text", "sha256": "text", "institution": "text", "quarter": "text",
    "revision": "integer", "received": "date", "on_time": "yes_no", "program": "text",
    "used": "text", "reason": "text", "cells": "integer", "fields": "integer",
    "unplaced": "integer", "observed": "text",
}  # fmt: skip

UNPLACED: Final[Schema] = {
    "file": "text", "institution": "text", "sheet": "text", "cell": "text", "kind": "text",
    "text": "text", "home": "text",
}  # fmt: skip

INSTITUTIONS: Final[Schema] = {
    "institution": "text", "expected": "yes_no", "returned": "yes_no", "received": "date",
    "on_time": "yes_no", "activities": "integer", "answered": "integer",
    "indicators": "integer", "given": "integer", "findings": "integer", "unplaced": "integer",
    "wrote": "date", "wrote_undated": "yes_no",
}  # fmt: skip

REVISIONS: Final[Schema] = {
    "quarter": "text", "commitment": "text", "activity": "text", "indicator": "text",
    "institution": "text", "column": "text", "was": "text", "now": "text", "day": "date",
    "reason": "text",
}  # fmt: skip

SUMS: Final[Schema] = {
    "quarter": "text", "indicator": "text", "value": "number", "total_so_far": "number",
    "lacks_institutions": "text", "lacks_quarters": "text",
}  # fmt: skip
"""What the shares of several institutions make together: ``totals.csv``, if there are any.

``lacks_institutions``: the codes of those whose share is missing in it.
"""

LEDGER: Final[Schema] = {
    "file": "text", "sheet": "text", "cell": "text", "class": "text", "field": "text",
    "raw": "text",
}  # fmt: skip

PUBLISHED: Final[Mapping[str, Schema]] = {
    "activities": ACTIVITIES,
    "indicators": INDICATORS,
    "findings": FINDINGS,
    "returns": RETURNS,
    "unplaced": UNPLACED,
    "institutions": INSTITUTIONS,
    "revisions": REVISIONS,
}
"""The tables written to ``results/data``, by name."""

ALL: Final[Mapping[str, Schema]] = {**PUBLISHED, "ledger": LEDGER}
"""Every table, by name."""


def with_columns(schemas: Mapping[str, Schema], columns: FormColumns) -> dict[str, Schema]:
    """Return *schemas* (table → columns) with those of the tables of answers as *columns* say."""
    own = {table: answer_schema(columns, table) for table in columns.tables}
    return {name: own.get(name, schema) for name, schema in schemas.items()}


class Lines(Protocol):
    """What yields the rows of the ledger: all of them, or those of one class, such as ``field``."""

    def __call__(self, only: str = "", of: str = "", /) -> Iterable[Mapping[str, Any]]:
        """Yield the rows as in ``LEDGER``; *only* those of one class, *of* one table; "" for all.

        Of a table are the fields of it, or of the cover or the notes.
        """


def no_lines(_only: str = "", _of: str = "", /) -> tuple[Mapping[str, Any], ...]:
    """Return an empty ledger."""
    return ()


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False, repr=False)
class Tables:
    """The tables of one quarter, or of several in a row (column ``quarter`` tells).

    ``lines`` yields the rows of the ledger; there are a thousand in every form,
    so they become a table only when somebody asks for ``ledger``.
    """

    activities: pd.DataFrame
    indicators: pd.DataFrame
    findings: pd.DataFrame
    returns: pd.DataFrame
    unplaced: pd.DataFrame
    institutions: pd.DataFrame
    revisions: pd.DataFrame = field(default_factory=lambda: frame(REVISIONS, []))
    lines: Lines = no_lines

    def __repr__(self) -> str:
        sizes = (f"{name}: {len(getattr(self, name))}" for name in PUBLISHED)
        return f"<Tables, rows of {', '.join(sizes)}>"

    @property
    def ledger(self) -> pd.DataFrame:
        """One row per non-empty cell or remark of every returned file. Columns: LEDGER."""
        return frame(LEDGER, self.lines())

    @classmethod
    def empty(cls) -> "Tables":
        """Return tables with their columns and no rows."""
        tables: dict[str, Any] = {name: frame(schema, []) for name, schema in PUBLISHED.items()}
        return cls(**tables)


NOT_TABULATED: Final = object.__new__(Tables)
"""The tables of a quarter that has none yet: to ask them for one raises AttributeError."""


def counted(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``findings`` that count: not waived, on trial, or following from another.

    A finding that follows from another is said with it; what is waived or on
    trial is shown, never asked about.
    """
    silenced = findings["state"].isin(["waived", "trial"])
    return findings[findings["follows"].isna() & ~silenced]


def frame(schema: Schema, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return *rows* as a DataFrame with exactly the columns and dtypes of *schema*.

    Columns: those of *schema*, in its order. A key a row lacks, and None, is
    missing. Raises KeyError when a row has a key the schema lacks.
    """
    kept = rows if isinstance(rows, list) else list(rows)
    if not kept:
        # Where there are no rows there is nothing that two such tables could share.
        return _without_rows(tuple(schema.items())).copy(deep=False)
    for row in kept:
        if not row.keys() <= schema.keys():
            raise KeyError(f"no such column: {sorted(row.keys() - schema.keys())}")
    return table_of({name: [row.get(name) for row in kept] for name in schema}, schema, len(kept))


@lru_cache(maxsize=256)  # most tables of a quarter that is just beginning
def _without_rows(columns: tuple[tuple[str, ColumnType], ...]) -> pd.DataFrame:
    return table_of({name: [] for name, _ in columns}, dict(columns), 0)


def table_of(values: Mapping[str, list[Any]], schema: Schema, rows: int) -> pd.DataFrame:
    """Return columns of *values*, None for missing, as a table of so many *rows* and *schema*."""
    # Arrays of their own, taken as they are: pandas would align and copy each column otherwise.
    columns = {name: array_of(values[name], kind) for name, kind in schema.items()}
    return pd.DataFrame(columns, index=pd.RangeIndex(rows), copy=False)


def joined(parts: Iterable[pd.DataFrame], schema: Schema) -> pd.DataFrame:
    """Return tables of one *schema* one below the other, an empty one where there is no row."""
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else frame(schema, [])


def array_of(values: Any, kind: ColumnType) -> Any:
    """Return *values*, None or ``<NA>`` for missing, as the array of a column of that *kind*."""
    if kind == "text":  # most columns are, and pd.array takes as long again to come to this
        return _TEXTS._from_sequence(values, dtype=TEXT)
    return pd.array(values, dtype=DTYPES[kind])


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of *table* as plain values: None for missing, dates as dates."""
    columns = plain_columns(table)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


class RowOf(Mapping[str, Any]):
    """A row of some columns; the values stay in these, so that thousands of rows take no room."""

    __slots__ = ("_columns", "_place")

    def __init__(self, columns: Mapping[str, Sequence[Any]], place: int) -> None:
        self._columns, self._place = columns, place

    def __getitem__(self, name: str) -> Any:
        return self._columns[name][self._place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def rows_of(columns: Mapping[str, Sequence[Any]]) -> list[RowOf]:
    """Return the rows of *columns*, as :func:`records` has them; they hold no value themselves."""
    count = len(next(iter(columns.values()), ()))
    return [RowOf(columns, place) for place in range(count)]


def plain_columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the columns of *table* by name, their values as :func:`records` has them."""
    if table.empty:
        return {str(name): [] for name in table.columns}
    # Of a short table, making a Series of each column takes two thirds of the time.
    arrays: Iterable[Any] = table._iter_column_arrays()  # type: ignore[operator]
    return {str(name): _plain(own) for name, own in zip(table.columns, arrays, strict=True)}


def _plain(column: Any) -> list[Any]:
    if column.dtype.kind == "M":  # days; asking pandas for the kind costs more than the column
        return [None if value is pd.NaT else value.date() for value in column.tolist()]
    # One array of objects; going through a column of texts asks pandas for each of them.
    values = np.asarray(column, dtype=object).tolist()
    # Only NaN differs from itself; whether NA does, is missing too.
    return [None if value is pd.NA or value != value else value for value in values]
