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

_COLUMNS: Final = (
    "id", "what", "code", "institution", "value", "reason", "decided_by", "date", "withdrawn",
)  # fmt: skip
_NEEDED: Final = frozenset(("what", "code", "institution", "value"))

_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a quarter, none where there is no file.

    Raises WorkspaceError when the file can no longer be read.
    """
    if not path.is_file():
        return ()
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise WorkspaceError("decisions_columns", file=path) from error
    if not set(rows.fieldnames or ()) >= _NEEDED:
        raise WorkspaceError("decisions_columns", file=path)
    return tuple(_decision(row) for row in rows)


def decisions_csv(decisions: Iterable[Decision]) -> bytes:
    """Return the file's content, which :func:`read_decisions` reads back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in sorted(decisions, key=lambda item: (item.id, item.withdrawn, item.value)):
        texts = (
            item.id, item.what, item.code, item.institution, item.value, item.reason,
            item.decided_by, item.day, item.withdrawn,
        )  # fmt: skip
        writer.writerow(map(_inactive, texts))
    return out.getvalue().encode("utf-8")


def _decision(row: dict[str, str | None]) -> Decision:
    texts = {name: _as_written((row.get(name) or "").strip()) for name in _COLUMNS}
    return Decision(
        texts["what"], texts["code"], texts["institution"], texts["value"], texts["reason"],
        texts["decided_by"], texts["date"], texts["withdrawn"],
    )  # fmt: skip


def _inactive(text: str) -> str:
    """Put an apostrophe before what a spreadsheet program would take for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_ACTIVE) else text


def _as_written(text: str) -> str:
    active = text.startswith("'") and text.lstrip("'").startswith(_ACTIVE)
    return text[1:] if active else text
