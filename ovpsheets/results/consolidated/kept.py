"""What the coordinator typed into the to-do list, carried over to the next merge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.cells import Sheet
from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.intake.reading.ooxml.read import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

STATES: Final = ("open", "asked", "answered", "settled", "not_a_problem")
"""What can be chosen for a finding; words under ``consolidated.state``."""

GONE: Final = "gone"
"""Set by the tool: the finding is no longer there, but it has a remark."""

SET_BY_THE_TOOL: Final = (GONE, "waived", "trial")
"""States that nobody chooses."""

_NEEDED: Final = ("id", "state", "remark")
_READ: Final = (*_NEEDED, "institution", "code", "message")
Row = dict[int, str]

_LIMITS: Final = Limits(file_size=256 * MIB, inflated_size=1024 * MIB, part_size=512 * MIB)
"""It is the coordinator's own workbook; a plan of many institutions makes it large."""

_DEEPEST_HEADING: Final = 50  # rows looked through for the headings


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


def read_kept(data: bytes) -> Mapping[str, Kept]:
    """Return what was typed into a consolidated workbook, by finding id.

    The list is found by its hidden row of keys, or by its headings in any
    language, so it may be sorted, filtered, moved, renamed or in another
    language. Raises WorkspaceError when *data* is not a readable workbook.
    """
    try:
        contents = read_xlsx(data, _LIMITS)
    except RefusedError as fault:
        raise WorkspaceError("consolidated_unreadable") from fault
    kept: dict[str, Kept] = {}
    for sheet in contents.sheets:
        for identifier, entry in _entries(_rows(sheet)):
            if identifier not in kept or not kept[identifier].remark:
                kept[identifier] = entry
    return kept


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


def _rows(sheet: Sheet) -> list[Row]:
    """The rows of a sheet that hold anything: column → text."""
    rows: dict[int, Row] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell.raw
    return [row for _, row in sorted(rows.items())]


def _entries(rows: Sequence[Row]) -> Iterator[tuple[str, Kept]]:
    found_columns = ((n, _columns(row)) for n, row in enumerate(rows[:_DEEPEST_HEADING], start=1))
    headed = ((n, columns) for n, columns in found_columns if columns.keys() >= set(_NEEDED))
    below, columns = next(headed, (len(rows), {}))
    for row in rows[below:]:
        found = {key: _text(row, columns.get(key)) for key in _READ}
        identifier = found.pop("id")
        if identifier and not _columns(row).keys() >= set(_NEEDED):  # the headings below the keys
            yield identifier, Kept(**{**found, "state": state_code(found["state"])})


def _columns(row: Row) -> dict[str, int]:
    """Return the columns, by key, that *row* names by key or heading."""
    names = _names()
    columns: dict[str, int] = {}
    for column, text in row.items():
        if key := names.get(fold(text)):
            columns.setdefault(key, column)
    return columns


@cache
def _names() -> Mapping[str, str]:
    """What a column's key and its headings in every language read, folded → the key."""
    return {
        fold(name): key
        for key in _READ
        for name in (key, *(Texts(la)(f"consolidated.heading.{key}") for la in LANGUAGES))
    }


def _text(row: Row, column: int | None) -> str:
    return row.get(column, "").strip() if column is not None else ""
