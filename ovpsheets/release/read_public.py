"""Read what was published back, with the right types, in one line."""

import os
from pathlib import Path

import pandas as pd

from ovpsheets.errors import InputTypeError, WorkspaceError
from ovpsheets.release.public import PUBLIC
from ovpsheets.results.report.coded_tables import coded
from ovpsheets.table_csv import read_csv, widened


def read_public(folder: Path | str) -> dict[str, pd.DataFrame]:
    """Return the published tables of a quarter, or of every quarter of a workspace.

    *folder* is a quarter's ``public``, its ``data``, or a workspace. Tables by name, their
    columns and dtypes as :data:`~ovpsheets.release.public.PUBLIC` and as the plan's own
    published columns, codes as ordered categories; those of several quarters one after
    another. Raises WorkspaceError where nothing was published.
    """
    said: object = folder
    if not isinstance(said, str | os.PathLike):
        given = type(said).__name__
        raise InputTypeError("input_type", name="folder", wanted="Path, str", given=given)
    root = Path(folder)
    places = [root, root / "data", *sorted(root.glob("*/public/data"))]
    found = [place for place in places if (place / "indicators.csv").is_file()]
    if not found:
        raise WorkspaceError("no_public_data", folder=root)
    tables = {
        name: pd.concat(
            [read_csv(place / f"{name}.csv", schema) for place in found], ignore_index=True
        )
        for name, known in PUBLIC.items()
        for schema in [widened(name, known, [place / f"{name}.csv" for place in found])]
    }
    tables["counters"] = _without_sums(tables["counters"])
    return {name: coded(name, table) for name, table in tables.items()}


def _without_sums(counters: pd.DataFrame) -> pd.DataFrame:
    """Return the counters as they are written now.

    Before 0.2 every quarter told those of the quarters before it, too, of which the newest
    stand, and in rows without a commitment the sums over the commitments.
    """
    newest = counters.drop_duplicates(["quarter", "commitment"], keep="last")
    return newest[newest["commitment"].notna()].reset_index(drop=True)
