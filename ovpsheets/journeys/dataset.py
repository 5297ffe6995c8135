"""A merged quarter as a partitioned dataset of Parquet, of which programs read the parts they want.

The layout is that of Hive, as pyarrow, Dask, DuckDB and Spark read it: ``quarter`` and
``commitment`` are in the names of the folders, and no columns of the files. What belongs to no
commitment (files, institutions) lies in the folder of the quarter; there the quarter that a form
names is called ``form_quarter``.
"""

import io
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

import pandas as pd

from ovpsheets.errors import InputError
from ovpsheets.files import write_each
from ovpsheets.form_field import FormField
from ovpsheets.plan.model import Plan
from ovpsheets.release.parquet import table_file
from ovpsheets.results.report import Report
from ovpsheets.tables import DTYPES, TEXT, Schema, Tables, joined
from ovpsheets.words import ACTIVITIES, INDICATORS

BY_COMMITMENT: Final = (ACTIVITIES, INDICATORS, "findings", "ledger")
BY_QUARTER: Final = ("returns", "unplaced", "institutions")
TABLES: Final = (*BY_COMMITMENT, *BY_QUARTER)
"""The tables of a dataset."""

_KEYS: Final = ("quarter", "commitment")
_OF_NONE: Final = "none"  # a name, for pandas cannot read folders of which some stand for missing
_OF_FORM: Final = "form_quarter"


def write_dataset(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write the tables of *report* below *folder*, and return the files; see the module.

    Those of other quarters stay, those of this one are replaced together. Raises InputError
    where pyarrow is not installed, OSError where the folder cannot be written.
    """
    need_pyarrow()
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))
    files: dict[str, bytes | None] = dict.fromkeys(
        name for name in names if is_of(name, str(report.quarter))
    )
    files |= dict(files_of(report.tables, report.plan, str(report.quarter), "part-0"))
    write_each(folder, sorted(files.items()))
    return tuple(folder / name for name, data in sorted(files.items()) if data is not None)


def need_pyarrow() -> None:
    """Raise InputError where pyarrow is not installed."""
    if not find_spec("pyarrow"):
        raise InputError("parquet_missing")


def is_of(name: str, quarter: str) -> bool:
    """Tell whether a file below the folder of a dataset is a part of a table of *quarter*."""
    table, _, rest = name.partition("/")
    return table in TABLES and rest.startswith(f"{_KEYS[0]}={quarter}/")


def files_of(tables: Tables, plan: Plan, quarter: str, part: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a dataset that hold *tables*, called *part* in their folders."""
    for name in TABLES:
        for folder, rows in _parts(name, getattr(tables, name), plan):
            yield f"{name}/{_KEYS[0]}={quarter}/{folder}{part}.parquet", table_file(rows)


def folder_of(table: str, quarter: str, commitment: str) -> str:
    """Return the folder in which the rows of a commitment lie, of a table that has commitments."""
    return f"{table}/{_KEYS[0]}={quarter}/{_KEYS[1]}={quote(commitment, safe='')}"


def read_table(
    name: str,
    schema: Schema,
    quarter: str,
    files: Iterable[str],
    read: Callable[[str], bytes],
    indicators: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return a table of a dataset out of its *files*, by their names in it, as it was before.

    *read* returns the bytes of a file. The rows are in the order of the files. *indicators*: the
    codes of those whose rows are wanted, None for all rows.
    """
    parquet = import_module("pyarrow.parquet")
    wanted = None if indicators is None else [("indicator", "in", sorted(indicators))]
    parts = []
    for file in sorted(own for own in files if own.startswith(f"{name}/") and is_of(own, quarter)):
        part = parquet.read_table(io.BytesIO(read(file)), filters=wanted).to_pandas()
        said: dict[str, Any] = {_KEYS[0]: quarter, _KEYS[1]: _commitment(file)}
        part = part.rename(columns={_OF_FORM: _KEYS[0]})
        missing = [column for column in schema if column not in part and column in said]
        part = part.assign(**{c: pd.array([said[c]] * len(part), dtype=TEXT) for c in missing})
        parts.append(part[list(schema)].astype({c: DTYPES[kind] for c, kind in schema.items()}))
    return joined(parts, schema)


def _commitment(file: str) -> str | None:
    folder = file.split("/")[2].removeprefix(f"{_KEYS[1]}=")
    return None if folder == _OF_NONE else unquote(folder)


def _parts(name: str, table: pd.DataFrame, plan: Plan) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the rows of each commitment, or all, with the folder in which they are to lie."""
    if name in BY_QUARTER:
        if len(table):
            yield "", table.rename(columns={_KEYS[0]: _OF_FORM})
        return
    commitments = table["commitment"] if "commitment" in table else _of_fields(table["field"], plan)
    rows = table.drop(columns=[key for key in _KEYS if key in table])
    for commitment, part in rows.groupby(commitments.fillna(_OF_NONE), sort=True):
        yield f"{_KEYS[1]}={quote(str(commitment), safe='')}/", part


def _of_fields(fields: "pd.Series[str]", plan: Plan) -> "pd.Series[str]":
    """Return the commitment to which each field belongs; missing for those of a cover."""

    def commitment(said: str) -> str | None:
        code = FormField.parse(said).code
        indicator = plan.find_indicator(code)
        own = plan.find_activity(indicator.activity if indicator else code)
        return own.commitment if own else None

    return fields.map(commitment, na_action="ignore")
