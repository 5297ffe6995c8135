"""What the coordinator typed into the last workbook, carried over to the next merge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ovpsheets.decision import Decision
from ovpsheets.decisions.decision_sheet import typed_decisions
from ovpsheets.decisions.listed import Listed, listed, names_of
from ovpsheets.errors import WorkspaceError
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.limits import MIB, Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.plan.model import Plan
from ovpsheets.results.consolidated.draft_typed import typed_lines
from ovpsheets.results.report.draft_register import Shown
from ovpsheets.results.report.finding_states import Kept, state_code
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES

_NEEDED: Final = frozenset({"id", "state", "remark"})
_READ: Final = ("id", "state", "remark", "institution", "code", "message")

_LIMITS: Final = Limits(
    file_size=1024 * MIB, inflated_size=4096 * MIB, part_size=1024 * MIB, ratio=2_000,
    cells=50_000_000,
)  # fmt: skip
"""It is the coordinator's own workbook. Whatever members send, what we wrote is read again: the
budget of the tables (:class:`~ovpsheets.results.consolidated.sheet_context.Budget`) stays
far below, and equal texts pack as well as any format allows (1:1032)."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a workbook; None for a sheet that is not there any more.

    ``shown``: the rows of the sheet of the draft that are still there.
    """

    states: Mapping[str, Kept] | None = None
    decisions: tuple[Decision, ...] | None = None
    shown: tuple[Shown, ...] = ()


def read_typed(data: bytes, plan: Plan, *, as_written: bool = False) -> Typed:
    """Return what was typed into a consolidated workbook: states, decisions, who saw the draft.

    *as_written*: nobody changed it since it was written, so that its lists are on the sheets on
    which we write them, and the others need not be read. Raises WorkspaceError when *data* is
    not a readable workbook.
    """
    contents = _lists(data) if as_written else _contents(data)
    return Typed(_states(contents), typed_decisions(contents, plan), typed_lines(contents, plan))


def read_kept(data: bytes) -> Mapping[str, Kept]:
    """Return what was typed of findings into a consolidated workbook, by finding id.

    The list is found by its hidden row of keys, or by its headings in any
    language, so it may be sorted, filtered, moved, renamed or in another
    language. Raises WorkspaceError when *data* is not a readable workbook.
    """
    return _states(_contents(data)) or {}


def _contents(data: bytes) -> Contents:
    try:
        return read_xlsx(data, _LIMITS)
    except RefusedError as fault:
        raise WorkspaceError("consolidated_unreadable") from fault


_LISTS: Final = ("todo", "decisions", "draft")
"""The sheets with lists into which people type."""


def _lists(data: bytes) -> Contents:
    """Return the sheets with lists alone; all, where another version called them otherwise."""
    try:
        found = read_xlsx(data, _LIMITS, only=_list_sheets().__contains__)
    except RefusedError:  # that of a workbook without sheets, too
        return _contents(data)
    return found if len(found.sheets) == len(_LISTS) else _contents(data)


@cached
def _list_sheets() -> frozenset[str]:
    """Return their names in every language."""
    return frozenset(
        Texts(language)(f"consolidated.sheet.{key}.name")
        for key in _LISTS
        for language in LANGUAGES
    )


@cached
def _names() -> Mapping[str, str]:
    return names_of(_READ)


def _states(contents: Contents) -> dict[str, Kept] | None:
    kept: dict[str, Kept] = {}
    is_there = False
    for sheet in contents.sheets:
        table = listed(sheet, _names(), _NEEDED)
        is_there = is_there or table is not None
        for identifier, entry in _entries(table) if table else ():
            if identifier not in kept or not kept[identifier].remark:
                kept[identifier] = entry
    return kept if is_there else None


def _entries(table: Listed) -> Iterator[tuple[str, Kept]]:
    for row in table.rows:
        found = {key: row[key].raw.strip() if key in row else "" for key in _READ}
        if identifier := found.pop("id"):
            yield identifier, Kept(**{**found, "state": state_code(found["state"])})
