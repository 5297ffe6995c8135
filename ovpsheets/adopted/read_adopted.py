"""The line of an import: contents → rows → lines → draft → whose, when, how much → plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ovpsheets.adopted.account import Became, CellFate, Doubt, Item
from ovpsheets.adopted.codes import settle_codes
from ovpsheets.adopted.draft import draft
from ovpsheets.adopted.how_measured import settle_measures
from ovpsheets.adopted.lines import lines
from ovpsheets.adopted.making import PlanInMaking
from ovpsheets.adopted.source_rows import covered, source_rows
from ovpsheets.adopted.tongue import tongue
from ovpsheets.adopted.when import settle_when
from ovpsheets.adopted.whose import settle_whose
from ovpsheets.errors import InputError
from ovpsheets.intake.reading.cells import Cell, Contents
from ovpsheets.plan.locate import names_column
from ovpsheets.plan.plan_sheet import Content
from ovpsheets.plan.put import Given
from ovpsheets.plan.sheets import SHEETS
from ovpsheets.words import Language

_PUT_IN: Final = frozenset({
    "start_missing", "deadline_missing", "holder_missing", "plan_period", "plan_coordinator",
    "continuous", "time_unread",
})  # fmt: skip
"""Doubts that say what was put in, where the file does not tell."""

_LONGEST_HEADING: Final = 60
_PARENTS: Final = {"activities": "commitment", "indicators": "activity"}


@dataclass(frozen=True, slots=True)
class AdoptedPlan:
    """A plan as it was read.

    ``items``: the rows of the new plan by table. ``fates``: what became of each cell that is
    not empty, and of each remark beside cells, every one once and in the order of the file.
    ``doubts``: what is to be looked at in the new plan. ``language``: that of most texts.
    """

    language: Language
    items: Mapping[str, tuple[Item, ...]]
    fates: tuple[CellFate, ...]
    doubts: tuple[Doubt, ...]

    def rows(self, table: str) -> list[dict[str, Given]]:
        """Return the rows of a sheet of plan.xlsx, what is kept beside under its heading."""
        return [{**item.values, **self._extra(item)} for item in self.items[table]]

    def extra_columns(self, table: str) -> tuple[str, ...]:
        """Return the headings of what is kept beside the columns of a sheet, in order."""
        found = (heading for item in self.items[table] for heading in self._extra(item))
        return tuple(dict.fromkeys(found))

    def _extra(self, item: Item) -> dict[str, str]:
        return {beside(item.table, heading): text for heading, text in item.extra.items()}


def beside(table: str, heading: str) -> str:
    """Return what a column that is kept beside is called: never as one of plan.xlsx itself."""
    text = " ".join(heading.split()) or "…"
    short = text if len(text) <= _LONGEST_HEADING else f"{text[:_LONGEST_HEADING].rstrip()}…"
    return f"({short})" if names_column(table, short) else short


def read_adopted(contents: Contents, language: Language, file: str = "") -> AdoptedPlan:
    """Return the plan in the *contents* of a *file*; *language* is that of who asks.

    Raises InputError where there is not a single activity.
    """
    cells = [cell for sheet in contents.sheets for cell in sheet.cells.values()]
    spoken = tongue((cell.kept for cell in cells), language)
    found = draft(lines(source_rows(contents), is_document=contents.is_document), spoken)
    if not found.activities:
        raise InputError("no_plan_in_file", file=file)
    bodies = settle_whose(found)
    settle_when(found)
    settle_measures(found)
    settle_codes(found)
    for cell in covered(contents):
        found.account.became(cell, "under_merged")
    tables = {
        "plan": (found.plan,),
        "institutions": tuple(bodies.items),
        "commitments": tuple(found.commitments),
        "activities": tuple(found.activities),
        "indicators": tuple(found.indicators),
    }
    _complete(found, tables)
    fates = (*found.account.fates(cells), *_remarks(contents))
    places = {id(own): n for n, own in enumerate(o for items in tables.values() for o in items)}
    doubts = sorted(found.account.doubts, key=lambda doubt: places[id(doubt.item)])
    return AdoptedPlan(spoken, tables, fates, tuple(map(_as_it_is, doubts)))


def _as_it_is(doubt: Doubt) -> Doubt:
    """Return *doubt*; where nothing was there to be put in, that is what it says."""
    is_empty = doubt.item.values.get(doubt.column) is None
    return replace(doubt, key="not_said") if is_empty and doubt.key in _PUT_IN else doubt


def _complete(found: PlanInMaking, tables: Mapping[str, tuple[Item, ...]]) -> None:
    """Name the row above in each row, and say what the file has no text for."""
    for item in (*found.activities, *found.indicators):
        if item.parent is not None:
            item.values[_PARENTS[item.table]] = item.parent.code
    for item in (found.plan, *found.commitments):
        if not item.wording:
            column = f"title_{found.language}"
            item.values[column] = found.plan.wording or item.code
            found.account.doubt(item, column, "title_missing")


def _remarks(contents: Contents) -> Iterator[CellFate]:
    for sheet in contents.sheets:
        for remark in sheet.remarks:
            yield CellFate(sheet.name, remark.cell, remark.text, (Became("remark"),))


def source(cells: tuple[Cell, ...]) -> str:
    """Return where *cells* stand in the file, as people see it."""
    return ", ".join(f"{cell.sheet}!{cell.address}" for cell in cells)


def is_kept(table: str, column: str) -> bool:
    """Tell whether a column of a table is one that is kept beside those of plan.xlsx."""
    return all(own.key != column for own in SHEETS[table].columns)


def is_code(table: str, column: str) -> bool:
    """Tell whether a column holds codes."""
    own = next((own for own in SHEETS[table].columns if own.key == column), None)
    return own is not None and own.content in (Content.CODE, Content.CODES)
