"""release.csv in the quarter's folder: what was published when, by whom, and against what.

Columns: release, day, by, version, draft, override, obstacles, provisional, sha256.
``sha256`` is that of SHA256SUMS, which lists the digest of every published file.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ovpsheets.plain_csv import read_rows, rows_csv


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """One release; every value as it is written. ``override``: the reason, or ""."""

    release: str
    day: str
    by: str
    version: str
    draft: str
    override: str
    obstacles: str
    provisional: str
    sha256: str


_COLUMNS = tuple(field.name for field in fields(ReleaseEntry))


def read_log(path: Path) -> tuple[ReleaseEntry, ...]:
    """Return the releases of a quarter, oldest first; raises WorkspaceError."""
    rows = read_rows(path, _COLUMNS, "review_unreadable")
    return tuple(ReleaseEntry(*(row[name] for name in _COLUMNS)) for row in rows)


def log_csv(entries: Iterable[ReleaseEntry]) -> bytes:
    """Return the file's content."""
    return rows_csv(_COLUMNS, map(astuple, entries))
