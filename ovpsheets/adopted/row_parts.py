"""The cells of one row of a table by what they hold."""

from typing import Final

from ovpsheets.adopted.columns import SourceColumn
from ovpsheets.adopted.headings import Part
from ovpsheets.adopted.lines import TableRow
from ovpsheets.intake.reading.cells import Cell

SETTLED: Final = (Part.HOLDER, Part.CO_HOLDERS, Part.START, Part.DEADLINE, Part.PERIOD)
"""What a row has of its own, or of the commitment, or of the row above."""

MEASURED: Final = (Part.BASELINE, Part.TARGET, Part.UNIT)
"""What stands beside an indicator."""


class RowParts:
    """A row of a table by parts: where the table has no activities, its measures are these."""

    def __init__(self, line: TableRow) -> None:
        self._line = line
        parts = {column.part for column in line.columns.values()}
        self._lower = Part.ACTIVITY not in parts and Part.COMMITMENT in parts
        self._columns = {n: self._lowered(c) for n, c in line.columns.items()}

    def _lowered(self, column: SourceColumn) -> SourceColumn:
        if not self._lower:
            return column
        lower = {Part.COMMITMENT: Part.ACTIVITY, Part.AREA: Part.COMMITMENT}
        part = lower.get(column.part, column.part) if column.part else None
        of = lower.get(column.of, column.of) if column.of else None
        return SourceColumn(part, column.heading, column.language, of, column.is_guessed)

    def _cells(self, part: Part | None, *, own: bool, of: Part | None = None) -> list[Cell]:
        found: list[Cell] = []
        for number, column in self._columns.items():
            cell = self._line.cells.get(number)
            if cell is None or column.part is not part or (of and column.of is not of):
                continue
            # What is merged over several columns belongs to the first of them.
            if cell.column == number and (number in self._line.own or not own):
                found.append(cell)
        return found

    def own(self, part: Part) -> list[Cell]:
        """The cells of a part that begin in this row."""
        return self._cells(part, own=True)

    def seen(self, part: Part) -> list[Cell]:
        """The cells of a part that are seen in this row, also merged from above."""
        return self._cells(part, own=False)

    def codes(self, of: Part) -> list[Cell]:
        """The codes of a level that begin in this row."""
        return self._cells(Part.CODE, own=True, of=of)

    def others(self) -> list[tuple[SourceColumn, Cell]]:
        """What begins in columns that plan.xlsx does not have, or that no row of it has."""
        known = {*SETTLED, *MEASURED, Part.AREA, Part.COMMITMENT, Part.ACTIVITY}
        known |= {Part.INDICATOR, Part.CODE}
        return [
            (self._columns.get(number, SourceColumn(None, "")), self._line.cells[number])
            for number in sorted(self._line.own)
            if self._columns.get(number, SourceColumn(None, "")).part not in known
        ]

    def rest(self) -> list[Cell]:
        """What begins in this row besides area and commitment."""
        above = {Part.AREA, Part.COMMITMENT}
        return [
            self._line.cells[number]
            for number in sorted(self._line.own)
            if self._columns.get(number, SourceColumn(None, "")).part not in above
        ]

    def repeated(self) -> list[Cell]:
        """Codes of what is above commitments: nothing in the plan has them."""
        return self._cells(Part.CODE, own=True, of=Part.AREA)

    def has(self, parts: set[Part]) -> bool:
        """Tell whether the table has a column of one of *parts*."""
        return any(column.part in parts for column in self._columns.values())

    def is_guessed(self, part: Part) -> bool:
        """Tell whether the column of *part* is known by its content only."""
        return any(c.part is part and c.is_guessed for c in self._columns.values())
