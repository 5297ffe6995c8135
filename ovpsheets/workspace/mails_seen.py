"""The folder ``mails``: which of its files a quarter has taken in, and which nobody has yet.

2022-Q3/collected.csv    the files of ``mails`` that were collected for the quarter, by content

So that ``ovpsheets next`` knows that something lies there, and the next quarter does not take in
once more what an earlier one has.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.files import sha256, write_changed
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.sent_files import is_skipped
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.collect import Gathering, collect_quarter, usual_sources
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.half_synced import trace_of

_COLUMNS: Final = ("file", "sha256")


def collect_mails(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    today: date,
    *,
    dry_run: bool = False,
    limits: Limits | None = None,
) -> Gathering:
    """Collect for *quarter* from the folder ``mails`` what no other quarter has taken in.

    Raises as :func:`~ovpsheets.workspace.collect.collect_quarter`, and WorkspaceError where
    there is no such folder.
    """
    usual_sources(workspace)
    elsewhere = {
        digest
        for other in workspace.quarters()
        if other != quarter
        for digest in _collected(workspace, other)
    }
    # What changes from here on has another digest, and is for the next time.
    files = {path: own for path, own in _files(workspace.mails) if own not in elsewhere}
    done = collect_quarter(workspace, quarter, files, today, dry_run=dry_run, limits=limits)
    if not dry_run:
        own = _collected(workspace, quarter)
        own |= {digest: path.name for path, digest in files.items() if digest}
        lines = sorted((name, digest) for digest, name in own.items())
        write_changed(workspace.quarter(quarter).collected, rows_csv(_COLUMNS, lines))
    return done


def is_mail_waiting(workspace: WorkspaceFolder) -> bool:
    """Tell whether something lies in ``mails`` that no quarter has taken in.

    Raises WorkspaceError for a register that can no longer be read.
    """
    if not workspace.mails.is_dir():
        return False
    known = {digest for own in workspace.quarters() for digest in _collected(workspace, own)}
    return any(digest and digest not in known for _, digest in _files(workspace.mails))


def _collected(workspace: WorkspaceFolder, quarter: Quarter) -> dict[str, str]:
    """Return digest → name of what *quarter* has taken in."""
    rows = read_rows(workspace.quarter(quarter).collected, _COLUMNS, "received_columns")
    return {row["sha256"]: row["file"] for row in rows}


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files in a folder and below, and their digests; "" for what cannot be read."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            if not is_skipped(name) and not trace_of(name):
                yield path, _digest(path)


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes())
    except OSError:  # collect says which file it is
        return ""
