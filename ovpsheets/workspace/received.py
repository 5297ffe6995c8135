"""The register of what came back: received.csv in the folder of the quarter.

Columns: file, received, sha256, sender, subject. The coordinator may correct
a day by hand. Registers without the last two columns are read as well.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import write_whole
from ovpsheets.member_text import guarded, unguarded, writable

_COLUMNS: Final = ("file", "received", "sha256", "sender", "subject")


@dataclass(frozen=True, slots=True, order=True)
class Received:
    """One file that came back; sender and subject are "" where it came with no mail."""

    file: str
    day: date
    sender: str = ""
    subject: str = ""


def read_received(path: Path) -> dict[str, Received]:
    """Return the register by sha256; an absent one is empty.

    Raises WorkspaceError when it can no longer be read.
    """
    if not path.is_file():
        return {}
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError as error:
        raise WorkspaceError("received_columns", file=path) from error
    if rows.fieldnames and not set(_COLUMNS[:3]) <= set(rows.fieldnames):
        raise WorkspaceError("received_columns", file=path)
    return {
        row["sha256"]: Received(
            unguarded(row["file"]),
            _day(path, row["received"] or ""),
            unguarded(row.get("sender") or ""),
            unguarded(row.get("subject") or ""),
        )
        for row in rows
    }


def received_days(path: Path) -> dict[str, date]:
    """Return when each file came, by sha256; as :func:`read_received`."""
    return {digest: row.day for digest, row in read_received(path).items()}


def write_received(path: Path, known: Mapping[str, Received]) -> None:
    """Write the register: sha256 → what is known of the file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for digest, row in sorted(known.items(), key=lambda item: (item[1], item[0])):
        file, sender, subject = (
            guarded(writable(text)) for text in (row.file, row.sender, row.subject)
        )
        writer.writerow([file, row.day.isoformat(), digest, sender, subject])
    write_whole(path, out.getvalue().encode("utf-8"))


def _day(path: Path, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise WorkspaceError("received_unreadable", file=path, text=text) from error
