"""release.csv in the quarter's folder: what was published when, by whom, and against what.

Columns: release, day, by, version, draft, override, obstacles, provisional, sha256.
``sha256`` is that of SHA256SUMS, which lists the digest of every published file.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ovpsheets.errors import WorkspaceError
from ovpsheets.member_text import guarded, unguarded, writable


@dataclass(frozen=True, slots=True)
class Entry:
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


_COLUMNS = tuple(field.name for field in fields(Entry))


def read_log(path: Path) -> tuple[Entry, ...]:
    """Return the releases of a quarter, oldest first; raises WorkspaceError."""
    if not path.is_file():
        return ()
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise WorkspaceError("review_unreadable", file=path, text="UTF-8") from error
    if lacking := set(_COLUMNS) - set(rows.fieldnames or ()):
        raise WorkspaceError("review_unreadable", file=path, text=", ".join(sorted(lacking)))
    return tuple(Entry(*(unguarded(row[name] or "") for name in _COLUMNS)) for row in rows)


def log_csv(entries: Iterable[Entry]) -> bytes:
    """Return the file's content."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([guarded(writable(text)) for text in astuple(entry)] for entry in entries)
    return out.getvalue().encode("utf-8")
