"""The tables of merged quarters, as they lie in their folders of results."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import current
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.coded_tables import HISTORY, with_quarter
from ovpsheets.table_csv import read_csv, widened
from ovpsheets.tables import PUBLISHED, REVISIONS, Schema, Tables, frame, joined


def is_merged(results: Path) -> bool:
    """Tell whether there are tables in a folder of results.

    A first merge that was killed leaves the folder, and nothing whole in it.
    """
    return any(_csv(results, name).is_file() for name in PUBLISHED)


def _csv(results: Path, table: str) -> Path:
    return current(results, f"data/{table}.csv")


def read_tables(folders: Iterable[Path]) -> Tables:
    """Return the tables that lie as CSV in folders of results, one after another.

    Results of before 0.2 have no table of revisions; nothing had been revised.
    Raises WorkspaceError for a table that is missing or can no longer be read.
    """
    places = list(folders)
    tables: dict[str, Any] = {
        name: _joined(name, schema, [_csv(place, name) for place in places])
        for name, schema in PUBLISHED.items()
    }
    return Tables(**tables)


def _joined(name: str, schema: Schema, paths: list[Path]) -> pd.DataFrame:
    try:
        wide = widened(name, schema, paths)
    except (OSError, ValueError, LookupError) as error:
        raise WorkspaceError("data_damaged", file=paths[-1].parent) from error
    return joined([_table(path, wide) for path in paths], wide)


def with_quarters(name: str, places: Iterable[tuple[Quarter, Path]]) -> pd.DataFrame:
    """Return a table that says no quarter of its own, each row with that of its folder."""
    parts = (
        with_quarter(_table(_csv(results, name), PUBLISHED[name]), str(quarter))
        for quarter, results in places
    )
    return joined(parts, HISTORY[name])


def _table(path: Path, schema: Schema) -> pd.DataFrame:
    if schema == REVISIONS and not path.is_file():
        return frame(schema, [])
    try:
        return read_csv(path, schema)
    except (OSError, ValueError) as error:  # pandas' own errors are ValueErrors
        raise WorkspaceError("data_damaged", file=path) from error
