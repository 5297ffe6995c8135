"""The register of what came and was left: left.csv in the folder of the quarter.

Columns: file, received, sha256, sender, subject, reason, detail, beside, saved, kept. ``file``
says where it lay, ``beside`` the digests of the files that were taken out of the same mail,
``saved`` as in the register of what came back, ``kept`` what its copy in the folder ``evidence`` is
called. The coordinator may correct a day, or delete the row of what is no answer at all. A register
without the last two columns is read as well.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ovpsheets.files import write_whole
from ovpsheets.left_file import LeftBehind
from ovpsheets.plain_csv import read_rows, rows_csv
from ovpsheets.workspace.received import register_day

_COLUMNS: Final = ("file", "received", "sha256", "sender", "subject", "reason", "detail", "beside",
            "saved", "kept")  # fmt: skip


def read_left(path: Path) -> tuple[LeftBehind, ...]:
    """Return the register, in its order; an absent one is empty.

    Raises WorkspaceError when it can no longer be read.
    """
    return tuple(
        LeftBehind(
            row["file"],
            register_day(path, row["received"]),
            row["reason"],
            row.get("sha256", ""),
            row.get("sender", ""),
            row.get("subject", ""),
            row.get("detail", ""),
            tuple(row.get("beside", "").split()),
            register_day(path, row["saved"]) if row.get("saved") else None,
            row.get("kept", ""),
        )
        for row in read_rows(path, ("file", "received", "reason"), "received_columns")
    )


def write_left(path: Path, left: Iterable[LeftBehind]) -> None:
    """Write the register, in the order of days and names."""
    lines = (
        (
            item.file, item.day.isoformat(), item.sha256, item.sender, item.subject, item.reason,
            item.detail, " ".join(item.beside), item.saved.isoformat() if item.saved else "",
            item.kept,
        )
        for item in sorted(left, key=lambda item: (item.day, item.file, item.sha256))
    )  # fmt: skip
    write_whole(path, rows_csv(_COLUMNS, lines))


def with_more(known: Iterable[LeftBehind], found: Iterable[LeftBehind]) -> list[LeftBehind]:
    """Return *known* with what is new in *found*: of the same sent twice, the first mail counts.

    What is known already stays as it stands, for the coordinator may have changed it.
    """
    every = {_key(item): item for item in known}
    settled = frozenset(every)
    for item in found:
        key = _key(item)
        if key not in settled and (key not in every or item.day < every[key].day):
            every[key] = item
    return list(every.values())


def _key(item: LeftBehind) -> tuple[str, str]:
    """Two institutions may send the same letter; that one of them wrote is not the other's."""
    return item.sha256 or item.file, item.sender
