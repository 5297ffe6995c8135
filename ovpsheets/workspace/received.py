"""The register of what came back: received.csv in the folder of the quarter.

Columns: file, received, sha256, sender, subject, saved. The coordinator may correct
a day by hand. Registers without the last three columns are read as well. ``saved`` is the
day of the file's own time stamp where nothing better was known when it was entered: while
``received`` is the same, the day is a guess, and nobody is publicly said to be late by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from ovpsheets.errors import WorkspaceError
from ovpsheets.files import write_whole
from ovpsheets.intake.meaning import day_in
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.tables import records
from ovpsheets.words import Used

_COLUMNS: Final = ("file", "received", "sha256", "sender", "subject", "saved")


@dataclass(frozen=True, slots=True, order=True)
class Received:
    """One file that came back; sender and subject are "" where it came with no mail."""

    file: str
    day: date
    sender: str = ""
    subject: str = ""
    saved: date | None = field(default=None, compare=False)

    @property
    def mail(self) -> str:
        """The mail with which it came: what its files have in common; "" without a mail."""
        return f"{self.sender}|{self.subject}|{self.day}" if self.sender else ""

    @property
    def is_known(self) -> bool:
        """Whether the day is that of a mail, or somebody's; not that of a file's time stamp."""
        return self.day != self.saved


def read_received(path: Path) -> dict[str, Received]:
    """Return the register by sha256; an absent one is empty.

    Raises WorkspaceError when it can no longer be read.
    """
    return {
        row["sha256"]: Received(
            row["file"],
            register_day(path, row["received"]),
            row.get("sender", ""),
            row.get("subject", ""),
            register_day(path, row["saved"]) if row.get("saved") else None,
        )
        for row in read_rows(path, _COLUMNS[:3], "received_columns")
    }


def undated(path: Path, returns: pd.DataFrame) -> frozenset[str]:
    """Return the institutions of whose used files one is not known to have come on a day."""
    known = read_received(path)
    return frozenset(
        row["institution"]
        for row in records(returns)
        if row["institution"] and row["used"] == Used.USED.value
        and not ((entry := known.get(row["sha256"] or "")) and entry.is_known)
    )  # fmt: skip


def write_received(path: Path, known: Mapping[str, Received]) -> None:
    """Write the register: sha256 → what is known of the file."""
    lines = (
        (
            row.file,
            row.day.isoformat(),
            digest,
            row.sender,
            row.subject,
            row.saved.isoformat() if row.saved else "",
        )
        for digest, row in sorted(known.items(), key=lambda item: (item[1], item[0]))
    )
    write_whole(path, rows_csv(_COLUMNS, lines))


def record_received(path: Path, returns: Iterable[Return]) -> None:
    """Add the files seen for the first time; a day once recorded is the coordinator's."""
    known = read_received(path)
    seen = {
        digest: replace(known.get(digest, _first_seen(returned)), file=returned.name)
        for returned in returns
        if not returned.is_left_behind
        and (digest := returned.sha256)  # without bytes there is nothing to know it again by
    }
    if known | seen != known:
        write_received(path, known | seen)


def _first_seen(returned: Return) -> Received:
    day = returned.received
    return Received("", day, saved=day if returned.is_stamped else None)


def register_day(path: Path, text: str) -> date:
    """Return the day that stands in a register; raises WorkspaceError where it is none."""
    day = day_in(text)
    if day is None:
        raise WorkspaceError("received_unreadable", file=path, text=text)
    return day
