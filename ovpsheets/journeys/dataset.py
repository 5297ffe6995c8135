"""A merged quarter as a partitioned dataset of Parquet, of which programs read the parts they want.

The layout is that of Hive, as pyarrow, Dask, DuckDB and Spark read it: ``quarter`` and
``commitment`` are in the names of the folders, and no columns of the files.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pandas as pd

from ovpsheets.errors import InputError
from ovpsheets.files import write_each
from ovpsheets.form_field import FormField
from ovpsheets.plan.model import Plan
from ovpsheets.release.parquet import table_file
from ovpsheets.results.report import Report
from ovpsheets.words import ACTIVITIES, INDICATORS

_TABLES: Final = (ACTIVITIES, INDICATORS, "findings", "ledger")
_KEYS: Final = ("quarter", "commitment")
_OF_NONE: Final = "none"  # a name, for pandas cannot read folders of which some stand for missing


def write_dataset(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write the tables of *report* below *folder*, and return the files; see the module.

    Those of other quarters stay, those of this one are replaced together. Raises InputError
    where pyarrow is not installed, OSError where the folder cannot be written.
    """
    if not find_spec("pyarrow"):
        raise InputError("parquet_missing")
    quarter = f"{_KEYS[0]}={report.quarter}"
    files: dict[str, bytes | None] = dict.fromkeys(
        path.relative_to(folder).as_posix() for path in folder.glob(f"*/{quarter}/*/*.parquet")
    )
    for name in _TABLES:
        files |= {
            f"{name}/{quarter}/{_KEYS[1]}={commitment}/part-0.parquet": table_file(rows)
            for commitment, rows in _parts(getattr(report.tables, name), report.plan)
        }
    write_each(folder, sorted(files.items()))
    return tuple(folder / name for name, data in sorted(files.items()) if data is not None)


def _parts(table: pd.DataFrame, plan: Plan) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the rows of each commitment, with what stands for it in the name of a folder."""
    commitments = table["commitment"] if "commitment" in table else _of_fields(table["field"], plan)
    rows = table.drop(columns=[key for key in _KEYS if key in table])
    for commitment, part in rows.groupby(commitments.fillna(_OF_NONE), sort=True):
        yield quote(str(commitment), safe=""), part


def _of_fields(fields: "pd.Series[str]", plan: Plan) -> "pd.Series[str]":
    """Return the commitment to which each field belongs; missing for those of a cover."""
    of_activity = {own.code: own.commitment for own in plan.activities}
    known = of_activity | {own.code: of_activity[own.activity] for own in plan.indicators}
    return fields.map(lambda said: known.get(FormField.parse(said).code), na_action="ignore")
