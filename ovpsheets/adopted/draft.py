"""The rows of the new plan in the making, taken from the lines of the file one after another.

Texts are taken at once; whose something is, and from when until when, is kept as cells, for
that is settled when all rows are known (:mod:`ovpsheets.adopted.settle`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ovpsheets.adopted.account import Item
from ovpsheets.adopted.columns import SourceColumns
from ovpsheets.adopted.headings import Part
from ovpsheets.adopted.lines import Aside, Headings, LabelledLine, Line, TableRow, Title
from ovpsheets.adopted.making import Making, PlanInMaking
from ovpsheets.adopted.names_in_cells import explained, explained_together
from ovpsheets.adopted.row_parts import MEASURED, SETTLED, RowParts
from ovpsheets.adopted.split_texts import coded, is_title_of_plan, pieces
from ovpsheets.adopted.tongue import tongue_of
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.words import Language, fold


def draft(found: Iterable[Line], language: Language) -> PlanInMaking:
    """Return what *found* comes to; *language* is that in which most of its texts stand."""
    taking = _Taking(PlanInMaking(language))
    for line in found:
        taking.take(line)
    return taking.draft


@dataclass(slots=True)
class _Taking(Making):
    """Takes one line after the other."""

    columns: SourceColumns = field(default_factory=dict)
    labels: int = 0  # since the last title or table
    seen: set[str] = field(default_factory=set)  # headings that stood before

    def take(self, line: Line) -> None:
        if isinstance(line, Headings):
            self._headings(line)
        elif isinstance(line, Title):
            self._title(line)
        elif isinstance(line, LabelledLine):
            self._labelled(line)
        elif isinstance(line, TableRow):
            self._row(line)
        elif isinstance(line, Aside):
            is_list = self._explains([cell.kept for cell in line.cells])
            for cell in line.cells:
                self.account.became(cell, "abbreviation" if is_list else line.why)

    def _explains(self, texts: list[str]) -> bool:
        """Take a line of a list of abbreviations; tell whether it is one."""
        one = explained(texts) if len(texts) <= 2 else None
        found = [one] if one else explained_together(texts[0]) if len(texts) == 1 else []
        self.draft.explained += found
        return bool(found)

    # ------------------------------------------------------------ headings and titles

    def _headings(self, line: Headings) -> None:
        self.columns, self.labels = line.columns, 0
        for number, cell in line.cells.items():
            column = line.columns[number]
            again = fold(cell.kept) in self.seen
            key = "heading_again" if again else "heading" if column.part else "heading_kept"
            self.account.became(cell, key, part=column.part or "")
            self.seen.add(fold(cell.kept))

    def _title(self, line: Title) -> None:
        part = line.part or self._unnamed(line)
        if part is Part.AREA:
            self.area = line.text
            self.account.became(line.cell, "area")
        elif part is Part.COMMITMENT:
            item = self.new_commitment(line.text, line.code, [line.cell])
            item.given = self.code(list(line.beside), item) or item.given
            if line.part is None and not line.code and not line.beside:
                self.account.doubt(item, self.wording(item), "title_guessed", [line.cell])
        elif part is Part.ACTIVITY and self.commitment is not None:
            self.new_activity(line.text, line.code, [line.cell])
        elif part is Part.INDICATOR and self.activity is not None:
            self.new_indicator(line.text, line.code, line.cell)
        else:
            self._aside(line)

    def _unnamed(self, line: Title) -> Part | None:
        """Return what a title is that no word names: by the columns of the table it stands in."""
        if line.is_above or line.is_section or self.labels or not self.columns:
            return None
        parts = {column.part for column in self.columns.values()}
        return Part.AREA if Part.COMMITMENT in parts else Part.COMMITMENT

    def _aside(self, line: Title) -> None:
        plan = self.draft.plan
        if line.is_above and is_title_of_plan(line.cell.kept) and not plan.wording:
            text = " ".join(line.cell.kept.split())
            plan.values[f"title_{tongue_of(text, self.draft.language)}"] = text
            self.account.became(line.cell, "plan_title", plan, self.wording(plan))
        elif self._explains([line.cell.kept]):
            self.account.became(line.cell, "abbreviation")
        else:
            self.account.became(line.cell, "text" if line.is_above else "section")

    # ------------------------------------------------------------ labelled lines

    def _labelled(self, line: LabelledLine) -> None:
        self.account.became(line.cell, "label", part=line.part or "")
        values = [cell for cell in line.values if self.says(cell)]
        self.labels += 1
        if line.part is Part.COMMITMENT:
            if values:
                code, text = coded(" ".join(cell.kept for cell in values))
                self._named_commitment(text, code, values)
        elif line.part is Part.AREA:
            self.area = " ".join(cell.kept for cell in values)
            for cell in values:
                self.account.became(cell, "area")
        elif line.part in (*SETTLED, Part.COORDINATOR, Part.CONTACT, Part.EMAIL):
            item = self.commitment or self.draft.plan
            item.raw.setdefault(line.part, []).extend(values)
        else:
            self._about(line, values)

    def _named_commitment(self, text: str, code: str, cells: list[Cell]) -> None:
        """Take a commitment's name from its label: it may have stood above as a title."""
        last = self.commitment
        is_same = last is not None and not last.raw and not last.extra
        is_bare = is_same and all(own.parent is not last for own in self.draft.activities)
        if last is not None and is_bare and fold(last.wording) in fold(text):
            last.values = {key: v for key, v in last.values.items() if key == "area"}
            last.given = last.given or code
            self.word(last, text, cells, "commitment")
            return
        self.new_commitment(text, code, cells)

    def _about(self, line: LabelledLine, values: list[Cell]) -> None:
        """Keep beside the commitment what its label says and plan.xlsx has no column for."""
        for cell in values:
            if self.commitment is None:
                self.account.became(cell, "text")
            else:
                heading = " ".join(line.cell.kept.split())
                self.keep(self.commitment, heading, cell)

    # ------------------------------------------------------------ rows of tables

    def _row(self, line: TableRow) -> None:
        self.labels = 0
        row = RowParts(line)
        for cell in row.repeated():
            self.account.became(cell, "again")
        for cell in row.own(Part.AREA):
            self.area = cell.kept if self.says(cell) else self.area
            self.account.became(cell, "area")
        self._level_of_commitment(row)
        self._level_of_activity(row)
        if self.activity is None:
            for cell in row.rest():
                self.account.became(cell, "no_row")
            return
        self._details(row, self.activity)
        self._indicators(row, self.activity)
        for column, cell in row.others():
            if self.says(cell):
                self.keep(self.activity, column.heading, cell)

    def _level_of_commitment(self, row: RowParts) -> None:
        cells = [cell for cell in row.own(Part.COMMITMENT) if self.says(cell)]
        codes = row.codes(Part.COMMITMENT)
        if not cells:
            if self.commitment and not self.commitment.given:
                self.commitment.given = self.code(codes, self.commitment)
            else:
                self.unused(codes)
            return
        code, text = coded(" ".join(cells[0].kept.split()))
        last = self.commitment
        if last is not None and fold(text) == fold(last.wording):
            for cell in (*cells, *codes):
                self.account.became(cell, "again")
            return
        item = self.new_commitment(text, code, cells[:1])
        item.given = self.code(codes, item) or item.given
        self.translations(item, cells[1:], "commitment")
        self.doubt_guessed(row, Part.COMMITMENT, item, self.wording(item))

    def _level_of_activity(self, row: RowParts) -> None:
        cells = [cell for cell in row.own(Part.ACTIVITY) if self.says(cell)]
        codes = row.codes(Part.ACTIVITY)
        if not cells:
            self.unused(codes)
            return
        code, text = coded(" ".join(cells[0].kept.split()))
        last = self.activity
        if last is not None and last.parent is self.commitment and fold(text) == fold(last.wording):
            for cell in (*cells, *codes):
                self.account.became(cell, "again")
            return
        if self.commitment is None:
            self.new_commitment("", "", [])
        item = self.new_activity(text, code, cells[:1])
        item.given = self.code(codes, item) or item.given
        self.translations(item, cells[1:], "activity")
        self.doubt_guessed(row, Part.ACTIVITY, item, self.wording(item))

    def _details(self, row: RowParts, item: Item) -> None:
        """Take whose an activity is and from when until when; what is merged from above, too."""
        is_new = not item.raw and not item.borrowed
        for part in SETTLED:
            cells = row.own(part) or (row.seen(part) if is_new else [])
            said = [cell for cell in cells if self.says(cell)]
            known = item.raw.setdefault(part, []) if said else []
            known += [cell for cell in said if cell not in known]
            column = "deadline" if part in (Part.DEADLINE, Part.PERIOD) else part.value
            if said:
                self.doubt_guessed(row, part, item, column)
        if is_new:
            self._borrow(row, item)

    def _borrow(self, row: RowParts, item: Item) -> None:
        """Take from the row above what is left blank in this one and the table has a column for.

        A table that went through CSV has lost which of its cells were merged.
        """
        own = [other for other in self.draft.activities if other.parent is item.parent]
        above = own[-2] if len(own) > 1 else None
        when = {Part.START, Part.DEADLINE, Part.PERIOD}
        for parts in ({Part.HOLDER}, when):
            if above is None or parts & item.raw.keys() or not row.has(parts):
                continue
            for part in parts & above.raw.keys():
                item.raw[part] = list(above.raw[part])
                item.borrowed.add(part)

    def _indicators(self, row: RowParts, activity: Item) -> None:
        cells = [cell for cell in row.own(Part.INDICATOR) if self.says(cell)]
        codes = row.codes(Part.INDICATOR)
        new = [
            self.new_indicator(text, code, cells[0])
            for code, text in (pieces(cells[0].kept) if cells else ())
        ]
        if len(new) == 1 and codes:
            new[0].given = self.code(codes, new[0]) or new[0].given
        else:
            self.unused(codes)
        if len(new) == 1:
            self.translations(new[0], cells[1:], "indicator")
        for item in new:
            self.doubt_guessed(row, Part.INDICATOR, item, self.wording(item))
        own = [other for other in self.draft.indicators if other.parent is activity]
        for part in MEASURED:
            for cell in row.own(part):
                if self.says(cell, is_measure=True):
                    self._measure(part, cell, new or own[-1:])

    def _measure(self, part: Part, cell: Cell, items: list[Item]) -> None:
        if not items:
            self.account.became(cell, "unread_whose")
        for item in items:
            item.raw.setdefault(part, []).append(cell)
