"""decisions.csv in the folder of a quarter: one decision a line, for reviewing and merging.

Columns: id, what, code, institution, value, reason, decided_by, date, withdrawn.
UTF-8, in the order of the ids; the id is made of the three columns behind it.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ovpsheets.decisions.model import Decision
from ovpsheets.errors import WorkspaceError
from ovpsheets.member_text import guarded, unguarded, writable

_COLUMNS: Final = (
    "id", "what", "code", "institution", "value", "reason", "decided_by", "date", "withdrawn",
)  # fmt: skip
_NEEDED: Final = frozenset(("what", "code", "institution", "value"))


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a quarter, none where there is no file.

    Raises WorkspaceError when the file can no longer be read.
    """
    if not path.is_file():
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WorkspaceError("decisions_columns", file=path) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not set(rows.fieldnames or ()) >= _NEEDED:
        raise WorkspaceError("decisions_columns", file=path)
    return tuple(_decision(row) for row in rows)


def decisions_csv(decisions: Iterable[Decision]) -> bytes:
    """Return the file's content, which :func:`read_decisions` reads back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in sorted(decisions, key=in_file):
        texts = (
            item.id, item.what, item.code, item.institution, item.value, item.reason,
            item.decided_by, item.day, item.withdrawn,
        )  # fmt: skip
        writer.writerow([guarded(writable(_plain(text))) for text in texts])
    return out.getvalue().encode("utf-8")


def in_file(item: Decision) -> tuple[str, ...]:
    """Return by what the lines are sorted: what stands before what was withdrawn."""
    return (item.id, item.withdrawn, item.value, item.reason, item.decided_by, item.day)


def _decision(row: dict[str, str | None]) -> Decision:
    texts = {name: _plain(unguarded(row.get(name) or "")) for name in _COLUMNS}
    return Decision(
        texts["what"], texts["code"], texts["institution"], texts["value"], texts["reason"],
        texts["decided_by"], texts["date"], texts["withdrawn"],
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return a text as a cell gives it back: no blanks around it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
