"""released.csv: the figures of every release, oldest first, in one internal file.

Columns as in :data:`~ovpsheets.disclosure.remembered.REMEMBERED`. It is what a reader of
everything published knows, and it is complete without the folders of earlier quarters: these
may be moved to an archive. Releases of before it lie in ``released/`` of their quarters, and
are taken into it at the next publication.
"""

from pathlib import Path

import pandas as pd

from ovpsheets.disclosure.remembered import REMEMBERED
from ovpsheets.errors import WorkspaceError
from ovpsheets.files import write_whole
from ovpsheets.release.log import read_log
from ovpsheets.table_csv import read_csv, to_csv
from ovpsheets.tables import frame, joined
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.quarter_folder import QuarterFolder

_SCHEMA = REMEMBERED


def read_released(workspace: WorkspaceFolder) -> pd.DataFrame:
    """Return the figures of every release there was (columns: REMEMBERED), oldest first.

    Raises WorkspaceError for a file that can no longer be read, and for a published quarter
    that it does not know: what was hidden of that quarter could be given back.
    """
    found, path = known_releases(workspace), workspace.released
    for quarter in workspace.quarters():
        _refuse_unknown(workspace.quarter(quarter), set(found["quarter"]), path)
    return found


def known_releases(workspace: WorkspaceFolder) -> pd.DataFrame:
    """Return the figures as :func:`read_released`, of the releases that are remembered.

    Raises WorkspaceError for a file that can no longer be read.
    """
    path = workspace.released
    own = _table(path) if path.is_file() else frame(_SCHEMA, [])
    known = set(own["release"])
    places = [workspace.quarter(quarter) for quarter in workspace.quarters()]
    older = [
        _table(file).assign(release=int(file.stem))
        for place in places
        for file in sorted((place.path / "released").glob("*.csv"))
        if int(file.stem) not in known
    ]
    whole = joined([own, *older], _SCHEMA)
    whole["release"] = whole["release"].astype("Int64")
    return whole.sort_values("release", kind="stable", ignore_index=True)


def keep_released(workspace: WorkspaceFolder, quarter: str, released: pd.DataFrame) -> None:
    """Add the figures of a release of *quarter*, unless its last one had the same."""
    before = read_released(workspace)
    own = before[before["quarter"] == quarter]
    last = own[own["release"] == own["release"].max()]
    if to_csv(last.assign(release=0)) == to_csv(released.assign(release=0)):
        number = None
    else:
        number = 1 if before.empty else int(before["release"].max()) + 1
    parts = [before] if number is None else [before, released.assign(release=number)]
    whole = joined(parts, _SCHEMA)
    if len(whole):
        write_whole(workspace.released, to_csv(whole, guard=True).encode("utf-8"))


def _table(path: Path) -> pd.DataFrame:
    try:
        table = read_csv(path, _SCHEMA)
    except (OSError, ValueError) as error:  # pandas' own errors are ValueErrors
        raise WorkspaceError("data_damaged", file=path) from error
    if table["quarter"].isna().any() or table["indicator"].isna().any():
        raise WorkspaceError("data_damaged", file=path)
    return table


def _refuse_unknown(place: QuarterFolder, known: set[str], path: Path) -> None:
    for quarter in sorted(_published(place) - known):
        raise WorkspaceError("release_not_remembered", quarter=quarter, file=path)


def _published(place: QuarterFolder) -> set[str]:
    """Return the quarter where its figures were published, or its log alone says so."""
    figures = place.public / "data" / "indicators.csv"
    if figures.is_file():
        return set(_table(figures)["quarter"])
    return {place.path.name} if read_log(place.releases) else set()
