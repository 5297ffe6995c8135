"""Which column of an adopted plan's table holds what: by its heading, else by its content."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ovpsheets.adopted.headings import LEVELS, Part, heading, is_core, plain
from ovpsheets.adopted.names_in_cells import is_body, parts_of
from ovpsheets.adopted.source_rows import SourceRow
from ovpsheets.adopted.timeframes import is_time
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.languages import written
from ovpsheets.words import Language

_CODE: Final = re.compile(r"\W*\d{1,3}(?:\.\d{1,3})*\.?")
_FEWEST_ROWS: Final = 3  # with which the content of a table without headings says anything
_LONG: Final = 25  # characters: the average of a column of texts


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column. ``part``: None for one that plan.xlsx does not have, and that is kept beside.

    ``of``: of a code, what has it. ``language``: of its heading, "" where nothing tells it.
    ``is_guessed``: its content told what it is, and not its heading.
    """

    part: Part | None
    heading: str
    language: Language = ""
    of: Part | None = None
    is_guessed: bool = False


SourceColumns = Mapping[int, SourceColumn]


def headings_of(row: SourceRow, above: SourceColumns | None = None) -> SourceColumns | None:
    """Return the columns that a row of headings names, None where it is none.

    *above*: those of the row right above, where that is one, too: "start" and "end" below
    "period" say more, and a column without a second heading keeps the first.
    """
    found = {number: _column(cell.kept) for number, cell in row.cells.items()}
    parts = {column.part for column in found.values()} - {None, Part.ABOUT}
    known = [column for column in found.values() if column.part is not None]
    is_one = len(parts) >= 2 and 2 * len(known) >= len(found)
    if not is_one or not any(part and is_core(part) for part in (*parts, *_parts(above or {}))):
        return None
    known_above = above or {}
    lower = {n: c for n, c in found.items() if c.part or not _keeps(n, known_above)}
    merged = {**known_above, **lower}
    return _with_aims({number: merged[number] for number in sorted(merged)})


def _keeps(number: int, above: SourceColumns) -> bool:
    """Tell whether a column keeps the heading above one that says nothing: not of several.

    What stands over several columns is about the first of them, where the others have their own.
    """
    if number not in above:
        return False
    before = above.get(number - 1)
    return before is None or before.heading != above[number].heading


def _with_aims(columns: SourceColumns) -> SourceColumns:
    """Return *columns*; an aim is a target where it stands behind an indicator, else an area."""
    measured = [n for n, c in columns.items() if c.part in (Part.INDICATOR, Part.BASELINE)]
    if not measured or any(own.part is Part.TARGET for own in columns.values()):
        return columns
    return {
        number: replace(column, part=Part.TARGET)
        if column.part is Part.AREA and number > min(measured) and _is_aim(column.heading)
        else column
        for number, column in columns.items()
    }


def _is_aim(text: str) -> bool:
    return plain(text).strip(" .:*") in {plain(word) for word in written("adopted", "aims")}


def by_content(columns: SourceColumns, rows: Sequence[SourceRow]) -> SourceColumns:
    """Return *columns*, those that no heading names by what stands in them, as far as that tells.

    A table without any headings is known only where it has times or bodies beside its texts.
    """
    numbers = sorted({number for row in rows for number in row.cells} | set(columns))
    found = dict(columns)
    taken = {column.part for column in columns.values()}
    for number in numbers:
        column = columns.get(number, SourceColumn(None, ""))
        if column.part is None and not column.heading:
            part = _told(_texts(rows, number), taken, is_alone=not columns)
            found[number] = replace(column, part=part, is_guessed=part is not None)
            taken.add(part)
    return {number: _with_owner(number, found, rows) for number in sorted(found)}


def guessed(rows: Sequence[SourceRow]) -> SourceColumns | None:
    """Return the columns of a table without headings, None where it is none of a plan."""
    if len(rows) < _FEWEST_ROWS:
        return None
    found = by_content({}, rows)
    parts = set(_parts(found))
    is_plan = Part.ACTIVITY in parts and parts & {Part.DEADLINE, Part.HOLDER}
    return found if is_plan else None


def _parts(columns: SourceColumns) -> Iterable[Part]:
    return (column.part for column in columns.values() if column.part is not None)


def _column(text: str) -> SourceColumn:
    found = heading(text)
    if found is None:
        return SourceColumn(None, text)
    owner = heading(found.rest) if found.part is Part.CODE and found.rest else None
    of = owner.part if owner and owner.part in LEVELS else None
    part = None if found.part is Part.ABOUT else found.part
    return SourceColumn(part, text, found.language, of)


def _with_owner(number: int, columns: SourceColumns, rows: Sequence[SourceRow]) -> SourceColumn:
    """Return a column of codes with what has them.

    That is the level whose cells begin in the rows in which the codes do; of several, the
    next one to the right.
    """
    column = columns[number]
    if column.part is not Part.CODE or column.of is not None:
        return column
    levels = [other for other, own in columns.items() if own.part in LEVELS]
    if not levels:
        return replace(column, of=Part.ACTIVITY)
    chosen = min(levels, key=lambda level: (_unlike(rows, number, level), (level - number) % 99))
    return replace(column, of=columns[chosen].part)


def _unlike(rows: Sequence[SourceRow], one: int, other: int) -> int:
    return sum(row.is_own(one) != row.is_own(other) for row in rows)


def _texts(rows: Sequence[SourceRow], number: int) -> list[Cell]:
    return [row.cells[number] for row in rows if row.is_own(number)]


def _told(cells: list[Cell], taken: set[Part | None], *, is_alone: bool) -> Part | None:
    """Return what most of *cells* are, None where that is nothing that is known."""
    if not cells:
        return None
    if Part.CODE not in taken and _most(cells, _is_code):
        return Part.CODE
    if not taken & {Part.DEADLINE, Part.PERIOD} and _most(cells, is_time):
        return Part.DEADLINE
    if Part.HOLDER not in taken and _most(cells, _is_bodies):
        return Part.HOLDER
    average = sum(len(cell.kept) for cell in cells) / len(cells)
    if is_alone and average > _LONG:
        return next((p for p in (Part.ACTIVITY, Part.INDICATOR) if p not in taken), None)
    return None


def _most(cells: list[Cell], test: Callable[[Cell], bool]) -> bool:
    return 5 * sum(map(test, cells)) >= 4 * len(cells)


def _is_code(cell: Cell) -> bool:
    return bool(_CODE.fullmatch(cell.kept))


def _is_bodies(cell: Cell) -> bool:
    names = parts_of(cell.kept)
    return bool(names) and all(map(is_body, names))
