"""The register of what came back: received.csv in the folder of the quarter.

Columns: file, received, sha256, sender, subject. The coordinator may correct
a day by hand. Registers without the last two columns are read as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import write_whole
from ovpsheets.intake.meaning import day_in
from ovpsheets.plain_csv import read_rows, rows_csv

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
    return {
        row["sha256"]: Received(
            row["file"],
            _day(path, row["received"]),
            row.get("sender", ""),
            row.get("subject", ""),
        )
        for row in read_rows(path, _COLUMNS[:3], "received_columns")
    }


def received_days(path: Path) -> dict[str, date]:
    """Return when each file came, by sha256; as :func:`read_received`."""
    return {digest: row.day for digest, row in read_received(path).items()}


def write_received(path: Path, known: Mapping[str, Received]) -> None:
    """Write the register: sha256 → what is known of the file."""
    lines = (
        (row.file, row.day.isoformat(), digest, row.sender, row.subject)
        for digest, row in sorted(known.items(), key=lambda item: (item[1], item[0]))
    )
    write_whole(path, rows_csv(_COLUMNS, lines))


def _day(path: Path, text: str) -> date:
    day = day_in(text)
    if day is None:
        raise WorkspaceError("received_unreadable", file=path, text=text)
    return day
