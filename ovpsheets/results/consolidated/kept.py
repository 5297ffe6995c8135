"""What the coordinator typed into the to-do list, carried over to the next merge."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ovpsheets.errors import WorkspaceError
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
        workbook = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as fault:
        raise WorkspaceError("consolidated_unreadable") from fault
    kept: dict[str, Kept] = {}
    for sheet in workbook.worksheets:
        for identifier, entry in _entries(list(sheet.iter_rows(values_only=True))):
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


def _entries(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Kept]]:
    found_columns = ((n, _columns(row)) for n, row in enumerate(rows[:_DEEPEST_HEADING], start=1))
    headed = ((n, columns) for n, columns in found_columns if columns.keys() >= set(_NEEDED))
    below, columns = next(headed, (len(rows), {}))
    for row in rows[below:]:
        found = {key: _text(row, columns.get(key)) for key in _READ}
        identifier = found.pop("id")
        if identifier and not _columns(row).keys() >= set(_NEEDED):  # the headings below the keys
            yield identifier, Kept(**{**found, "state": state_code(found["state"])})


def _columns(row: Sequence[Any]) -> dict[str, int]:
    """Return the columns, by key, that *row* names by key or heading."""
    names = [fold(str(value)) if value is not None else "" for value in row]
    columns: dict[str, int] = {}
    for key in _READ:
        key_text = f"consolidated.heading.{key}"
        wanted = {fold(key), *(fold(Texts(language)(key_text)) for language in LANGUAGES)}
        for column, name in enumerate(names):
            if name in wanted:
                columns.setdefault(key, column)
    return columns


def _text(row: Sequence[Any], column: int | None) -> str:
    value = row[column] if column is not None and column < len(row) else None
    return "" if value is None else str(value).strip()
