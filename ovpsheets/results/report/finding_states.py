"""states.csv in the folder of a quarter: state and remark of findings, for reviewing and merging.

Columns: id, state, remark, institution, code, message. The last three only say
what it is about. UTF-8, in the order of the ids; open findings without a remark are
left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ovpsheets.decisions.three_way import winner
from ovpsheets.plain_csv import Row, read_rows, rows_csv
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

STATES: Final = ("open", "asked", "answered", "settled", "not_a_problem")
"""What can be chosen for a finding; words under ``consolidated.state``."""

GONE: Final = "gone"
"""Set by the tool: the finding is no longer there, but it has a remark."""

SET_BY_THE_TOOL: Final = (GONE, "waived", "trial")
"""States that nobody chooses."""

_COLUMNS: Final = ("id", "state", "remark", "institution", "code", "message")


@dataclass(frozen=True, slots=True)
class Kept:
    """State and remark of one finding.

    ``state`` is a code of ``STATES``, or what was typed when that is none of
    them. The other texts are what stood in the row: they describe the finding
    when it has disappeared and only its remark is left.
    """

    state: str
    remark: str
    institution: str = ""
    code: str = ""
    message: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether somebody set a state or wrote a remark."""
        return bool(self.remark) or self.state not in ("", "open")

    @property
    def said(self) -> tuple[str, str] | None:
        """State and remark; None where nobody typed either."""
        return (self.state or "open", self.remark) if self.is_typed else None


_NOTHING: Final = Kept("open", "")


def state_code(text: str) -> str:
    """Return the code of a state written as code or word of any language, else *text*.

    A finding that the tool had marked itself is open: should it be found again,
    or no longer be waived, it must not look settled.
    """
    folded = fold(text)
    for code in (*STATES, *SET_BY_THE_TOOL):
        words = (Texts(language)(f"consolidated.state.{code}") for language in LANGUAGES)
        if folded in {fold(code), *(fold(word) for word in words)}:
            return "open" if code in SET_BY_THE_TOOL else code
    return text


def states_csv(states: Mapping[str, Kept]) -> bytes:
    """Return the file's content, which :func:`read_states` reads back."""
    lines = (
        (identity, kept.state or "open", kept.remark, kept.institution, kept.code, kept.message)
        for identity, kept in sorted(states.items())
        if kept.is_typed
    )
    return rows_csv(_COLUMNS, (map(_plain, line) for line in lines))


def read_states(path: Path) -> dict[str, Kept]:
    """Return state and remark by finding id, none where there is no file.

    Raises WorkspaceError when the file can no longer be read.
    """
    rows = read_rows(path, _COLUMNS[:3], "states_columns")
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
            now = replace(now, remark=_both(now, other, was))
        if now.is_typed:
            found[identity] = replace(
                now,
                institution=theirs.institution or own.institution,
                code=theirs.code or own.code,
                message=theirs.message or own.message,
            )
    return found


def _both(now: Kept, other: Kept, was: Kept) -> str:
    """Return the remark with what was said otherwise in the other place below it.

    After a killed merge the file holds both already.
    """
    if now.remark and now.remark in other.remark:
        return other.remark
    new = other.remark if other.remark != was.remark else ""
    differs = other.state not in (now.state, "open")
    said = f"[{other.state}] {new}".strip() if differs else new
    return now.remark if said in now.remark else "\n".join(filter(None, (now.remark, said)))


def _kept(texts: Mapping[str, str]) -> Kept:
    return Kept(
        state_code(texts["state"]) or "open", texts["remark"], texts["institution"],
        texts["code"], texts["message"],
    )  # fmt: skip


def _texts(row: Row) -> dict[str, str]:
    return {name: _plain(row.get(name, "")) for name in _COLUMNS}


def _plain(text: str) -> str:
    """Return a text as a cell gives it back: no blanks around it, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
