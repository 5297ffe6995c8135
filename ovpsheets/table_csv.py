"""The tables as CSV files, written and read back without loss.

CSV is for programs: a text stands in it as it is. Where a spreadsheet program may open
a file it is written with texts guarded (:mod:`ovpsheets.member_text`).
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from ovpsheets.beside_csv import STORED_AS, is_guarded, types_told
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import ColumnType
from ovpsheets.laid_aside import Content, laid
from ovpsheets.member_text import guarded, unguarded, writable
from ovpsheets.tables import DTYPES, TEXT, Schema, plain_columns, table_of


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
    return "".join(_pieces(table, guard=guard))


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return what :func:`to_csv` does as a file holds it, in UTF-8."""
    found = io.BytesIO()  # which hands out what it holds, where joining makes a second copy
    found.writelines(piece.encode("utf-8") for piece in _pieces(table, guard=False))
    return found.getvalue()


def csv_content(table: pd.DataFrame) -> Content:
    """Return what :func:`csv_bytes` does of a table that may be long; raises OSError."""
    return laid(piece.encode("utf-8") for piece in _pieces(table, guard=False))


_AT_ONCE: Final = 2_000
"""Rows that are put into words at once: in the making, a text takes four bytes for a letter."""


def _pieces(table: pd.DataFrame, *, guard: bool) -> Iterator[str]:
    written = _guarded if guard else writable
    # Python's csv leaves a lone carriage return bare, and readers end the row there.
    quoting: Final = csv.QUOTE_ALL if _has_bare_return(table) else csv.QUOTE_MINIMAL
    for first in range(0, max(len(table), 1), _AT_ONCE):
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n", quoting=quoting)
        if not first:
            writer.writerow(table.columns)
        columns = [
            [written(value) if isinstance(value, str) else said(value) for value in column]
            for column in plain_columns(table.iloc[first : first + _AT_ONCE]).values()
        ]
        writer.writerows(zip(*columns, strict=True))
        yield lines.getvalue()


def _has_bare_return(table: pd.DataFrame) -> bool:
    arrays: Iterable[Any] = table._iter_column_arrays()  # type: ignore[operator]
    texts = (own for own in arrays if own.dtype.kind == "O")
    return any("\r" in v for own in texts for v in np.asarray(own).tolist() if v.__class__ is str)


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
    take_off = unguarded if isinstance(source, Path) and is_guarded(source) else None
    # Not read_text: it would turn the line breaks inside a member's text into others.
    text = source.read_bytes().decode("utf-8-sig") if isinstance(source, Path) else source
    found, rows = _columns(text)
    nothing, readers = [""] * rows, {**_READERS, "text": take_off}
    return table_of(
        {name: _read(found.get(name, nothing), readers[kind]) for name, kind in schema.items()},
        schema,
        rows,
    )


def _read(values: Sequence[str], read: Callable[[str], object] | None) -> list[object]:
    if read is None:
        return [value or None for value in values]
    return [read(value) if value else None for value in values]


def _columns(text: str) -> tuple[Mapping[str, Sequence[str]], int]:
    """Return the columns of a CSV by name, and how many rows it has; raises ValueError.

    Python's own reader takes a fifth of the time that pandas takes for a table of some rows. It
    refuses a text of over 131,072 letters, which the answer to a mail may be: pandas does not.
    """
    try:
        heading, *rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row
        ]
    except csv.Error:
        # keep_default_na would turn a member's "N/A" or "None" into a blank.
        raw = pd.read_csv(io.StringIO(text), dtype=TEXT, keep_default_na=False, na_filter=False)
        return {str(name): column.tolist() for name, column in raw.items()}, len(raw)
    # A comma typed into a file of ours: pandas would take the first column for an index.
    if max(map(len, rows), default=0) > len(heading):
        raise ValueError("a row is longer than the heading")
    columns = zip_longest(heading, *rows, fillvalue="")
    return {name: values for name, *values in columns}, len(rows)


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() else _whole_number(float(text))


def _whole_number(value: float) -> int:
    if not value.is_integer():
        raise ValueError(f"{value} is no whole number")
    return int(value)


_READERS: Final[Mapping[ColumnType, Callable[[str], object]]] = {
    "number": float,
    "integer": _whole,
    "date": date.fromisoformat,
    "yes_no": {"True": True, "False": False}.get,
}
"""How what stands in a column is read, by its type; each raises ValueError."""
