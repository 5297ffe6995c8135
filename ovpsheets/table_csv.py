"""The tables as CSV files, written and read back without loss.

CSV is for programs: a text stands in it as it is. Where a spreadsheet program may open
a file it is written with texts guarded (:mod:`ovpsheets.member_text`).
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from ovpsheets.beside_csv import STORED_AS, is_guarded, types_told
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import ColumnType
from ovpsheets.member_text import guarded, unguarded, writable
from ovpsheets.tables import DTYPES, TEXT, Schema, array_of, plain_columns


def said(value: object) -> str | None:
    """Return one value as the CSV files say it: 12 for 12.0, ISO dates; None for missing."""
    if value is None:
        return None
    if isinstance(value, float):
        return _plain_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def to_csv(table: pd.DataFrame, *, guard: bool = False) -> str:
    """Return *table* as CSV: comma, ``\\n``, ISO dates, ``.`` decimals, missing is empty.

    With *guard* a text that a spreadsheet program would take for a formula has an
    apostrophe in front: for files without a data package beside them, which people open.
    """
    written = _guarded if guard else writable
    columns = [
        [written(value) if isinstance(value, str) else said(value) for value in column]
        for column in plain_columns(table).values()
    ]
    # Python's csv leaves a lone carriage return bare, and readers end the row there.
    bare = any("\r" in value for column in columns for value in column if value)
    lines = io.StringIO()
    writer = csv.writer(
        lines, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL
    )
    writer.writerow(table.columns)
    writer.writerows(zip(*columns, strict=True))
    return lines.getvalue()


def _guarded(text: str) -> str:
    return guarded(writable(text))


def _plain_number(value: float) -> str | None:
    """Return 12 for 12.0 and 0.5 for 0.5: a count is not printed as a fraction."""
    if value != value:  # pandas 2.2.0 asks for missing ones too, whatever na_action says
        return None
    return str(int(value)) if value == int(value) else repr(float(value))


def types_package(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return a data package that says no more of the CSV files of *tables* than their types.

    Their texts are taken to be guarded. :func:`widened` reads the types back.
    """
    kinds = {pd.api.types.pandas_dtype(dtype): kind for kind, dtype in DTYPES.items()}

    def fields(table: pd.DataFrame) -> list[dict[str, str]]:
        told = ((str(name), kinds.get(table[name].dtype, "text")) for name in table)
        return [{"name": name, "type": STORED_AS[kind]} for name, kind in told]

    return {
        "resources": [
            {"name": name, "path": f"{name}.csv", "schema": {"fields": fields(table)}}
            for name, table in tables.items()
        ]
    }


def widened(table: str, schema: Schema, files: Iterable[Path]) -> Schema:
    """Return *schema* with the columns that CSV files of ours have beside it.

    Such are those of a plan's own, as it was in their quarters; ``datapackage.json`` in
    their folder tells the types. What it does not tell, or two tell otherwise, is a text.
    Only the tables of answers can have any. Raises OSError and ValueError.
    """
    found: dict[str, ColumnType] = dict(schema)
    for file in files if table in BUILT_IN.tables else ():
        for name, kind in _beside(table, schema, file).items() if file.is_file() else ():
            found[name] = kind if found.get(name, kind) == kind else "text"
    return found


def _beside(table: str, schema: Schema, file: Path) -> Schema:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        names = next(csv.reader(lines), [])
    if not (others := [name for name in names if name not in schema]):
        return {}
    types = types_told(file, table)
    return {name: types.get(name, "text") for name in others}


def read_csv(source: Path | str, schema: Schema) -> pd.DataFrame:
    """Return the table that :func:`to_csv` wrote, with the dtypes of *schema*.

    *source* is a path, or the text of a CSV that was written without guard. A file is read
    as the data package beside it says; one without, and any of before 0.2, was guarded.
    Columns that the file lacks are missing values. Raises OSError and ValueError.
    """
    take_off = isinstance(source, Path) and is_guarded(source)
    # Not read_text: it would turn the line breaks inside a member's text into others.
    text = source.read_bytes().decode("utf-8-sig") if isinstance(source, Path) else source
    # keep_default_na would turn a member's "N/A" or "None" into a blank.
    raw = pd.read_csv(io.StringIO(text), dtype=TEXT, keep_default_na=False, na_values=[""])
    columns = {name: _parsed(raw.get(name), kind, len(raw)) for name, kind in schema.items()}
    if take_off:
        texts = [name for name, kind in schema.items() if kind == "text"]
        columns |= {name: _texts(columns[name]) for name in texts}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(raw)), copy=False)


def _parsed(column: "pd.Series[Any] | None", kind: ColumnType, length: int) -> "pd.Series[Any]":
    if column is None or not length:
        return pd.Series(array_of([None] * length, kind), copy=False)
    if kind == "yes_no":
        return column.map({"True": True, "False": False}, na_action="ignore").astype("boolean")
    if kind in ("number", "integer"):
        return pd.to_numeric(column).astype(DTYPES[kind])
    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[s]")
    return column.astype(TEXT)


def _texts(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.map(unguarded, na_action="ignore").astype(TEXT)
