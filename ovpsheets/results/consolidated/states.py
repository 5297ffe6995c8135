"""states.csv in the folder of a quarter: state and remark of findings, for reviewing and merging.

Columns: id, state, remark, institution, code, message. The last three only say
what it is about. UTF-8, in the order of the ids; open findings without a remark are
left out.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from ovpsheets.decisions.three_way import winner
from ovpsheets.errors import WorkspaceError
from ovpsheets.member_text import guarded, unguarded, writable
from ovpsheets.results.consolidated.kept import Kept, state_code

_COLUMNS: Final = ("id", "state", "remark", "institution", "code", "message")

_NOTHING: Final = Kept("open", "")


def states_csv(states: Mapping[str, Kept]) -> bytes:
    """Return the file's content, which :func:`read_states` reads back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for identity, kept in sorted(states.items()):
        if kept.is_typed:
            texts = (
                identity, kept.state or "open", kept.remark, kept.institution, kept.code,
                kept.message,
            )  # fmt: skip
            writer.writerow([guarded(writable(_plain(text))) for text in texts])
    return out.getvalue().encode("utf-8")


def read_states(path: Path) -> dict[str, Kept]:
    """Return state and remark by finding id, none where there is no file.

    Raises WorkspaceError when the file can no longer be read.
    """
    if not path.is_file():
        return {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WorkspaceError("states_columns", file=path) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not set(rows.fieldnames or ()) >= {"id", "state", "remark"}:
        raise WorkspaceError("states_columns", file=path)
    return {texts["id"]: _kept(texts) for row in rows if (texts := _texts(row))["id"]}


def merge_states(
    base: Mapping[str, Kept], file: Mapping[str, Kept], workbook: Mapping[str, Kept] | None
) -> dict[str, Kept]:
    """Return what counts of each finding; *workbook* is None where nothing is to be read there.

    Where both places have changed, the workbook's state counts, and both remarks stand.
    """
    seen = base if workbook is None else workbook
    found: dict[str, Kept] = {}
    for identity in dict.fromkeys((*base, *file, *seen)):
        was, own, theirs = (where.get(identity, _NOTHING) for where in (base, file, seen))
        wins = winner(was.said, own.said, theirs.said, lambda _: "")
        now, other = (own, theirs) if wins == "file" else (theirs, own)
        if other.said not in (None, was.said, now.said):
            now = replace(now, remark=_both(now.remark, other))
        if now.is_typed:
            found[identity] = replace(
                now,
                institution=theirs.institution or own.institution,
                code=theirs.code or own.code,
                message=theirs.message or own.message,
            )
    return found


def _both(remark: str, other: Kept) -> str:
    """Return a remark with what was said otherwise in the other place below it.

    After a killed merge the file holds both already.
    """
    if remark and remark in other.remark:
        return other.remark
    said = f"[{other.state}] {other.remark}".strip() if other.state != "open" else other.remark
    return remark if said in remark else "\n".join(part for part in (remark, said) if part)


def _kept(texts: Mapping[str, str]) -> Kept:
    return Kept(
        state_code(texts["state"]) or "open", texts["remark"], texts["institution"],
        texts["code"], texts["message"],
    )  # fmt: skip


def _texts(row: Mapping[str, str | None]) -> dict[str, str]:
    return {name: _plain(unguarded(row.get(name) or "")) for name in _COLUMNS}


def _plain(text: str) -> str:
    """Return a text as a cell gives it back: no blanks around it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
