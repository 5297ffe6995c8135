"""decisions.csv in the folder of a quarter: one decision a line, for reviewing and merging.

Columns: id, what, code, institution, value, reason, decided_by, date, withdrawn; answered, seen.
UTF-8, in the order of the ids; the id is made of the three columns behind it. The last two are
noted by a merge: what the institution had answered then, and on which day that was noted.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ovpsheets.decision import Decision
from ovpsheets.plain_csv import Row, read_rows, rows_csv

_COLUMNS: Final = (
    "id", "what", "code", "institution", "value", "reason", "decided_by", "date", "withdrawn",
)  # fmt: skip
_NOTED: Final = ("answered", "seen")
_NEEDED: Final = frozenset(("what", "code", "institution", "value"))


def read_decisions(path: Path | str) -> tuple[Decision, ...]:
    """Return the decisions of a quarter, none where there is no file.

    Raises WorkspaceError when the file can no longer be read.
    """
    return tuple(map(_decision, read_rows(Path(path), _NEEDED, "decisions_columns")))


def decisions_csv(decisions: Iterable[Decision], *, noted: bool = True) -> bytes:
    """Return the file's content, which :func:`read_decisions` reads back.

    Without *noted* only what was decided, by which it is known whether that changed.
    """
    lines = (
        (item.id, item.what, item.code, item.institution, item.value, item.reason,
         item.decided_by, item.day, item.withdrawn, *((item.answered, item.seen) if noted else ()))
        for item in sorted(decisions, key=in_file)
    )  # fmt: skip
    columns = (*_COLUMNS, *_NOTED) if noted else _COLUMNS
    return rows_csv(columns, (map(_plain, line) for line in lines))


def in_file(item: Decision) -> tuple[str, ...]:
    """Return by what the lines are sorted: what stands before what was withdrawn."""
    return (item.id, item.withdrawn, item.value, item.reason, item.decided_by, item.day)


def _decision(row: Row) -> Decision:
    texts = {name: _plain(row.get(name, "")) for name in (*_COLUMNS, *_NOTED)}
    return Decision(
        texts["what"], texts["code"], texts["institution"], texts["value"], texts["reason"],
        texts["decided_by"], texts["date"], texts["withdrawn"], texts["answered"], texts["seen"],
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return a text as a cell gives it back: no blanks around it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
