"""A form in the hands of people who do anything with it, and an oracle that knows what they meant.

The model holds cells, not bytes. Each cell remembers where it *came* from as
issued and which field its typist *meant*; both travel with it when rows, columns and
sheets are moved. Nothing of the intake is asked, so that what it reads can be held
against what was meant.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, TypeVar

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.rows import HEADING_ROW, KEY_ROW
from ovpsheets.forms.workbook import layouts
from ovpsheets.intake.reading.cells import Area, Cell, Contents, Remark, Sheet
from ovpsheets.words import ACTIVITIES, COVER, NOTES, LedgerClass, Status

Position = tuple[int, int]
"""Row and column, both from 1."""

_Thing = TypeVar("_Thing")

MEMBER: Final = {
    t: {c.key for c in own if c.filler == "member"} for t, own in BUILT_IN.tables.items()
}
STATUS_WORDS: Final[Mapping[str, Status]] = {
    "Незапочнато": Status.NOT_STARTED, "Nuk ka filluar": Status.NOT_STARTED,
    "Not started": Status.NOT_STARTED, "Ограничено": Status.LIMITED, "I kufizuar": Status.LIMITED,
    "Limited": Status.LIMITED, "Значително": Status.SUBSTANTIAL,
    "I rëndësishëm": Status.SUBSTANTIAL, "Substantial": Status.SUBSTANTIAL,
    "Завршено": Status.COMPLETED, "Përfunduar": Status.COMPLETED, "I përfunduar": Status.COMPLETED,
    "Completed": Status.COMPLETED,
}  # fmt: skip
"""What people type for a status, each in the language they speak, and what they mean by it."""

_TYPED: Final = ("одговор {n}", "{n}", "Значително", "12.{n}", "нема {n}")


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds.

    ``came``: ``activities/3.6.1/code`` for a given value, ``activities//status`` for a key or
    heading, else "". ``meant``: the field that was answered; "" for what answers none,
    None where nobody can say, as after one column of answers was sorted on its own.
    """

    value: str | float | datetime
    came: str = ""
    meant: str | None = ""
    typed: bool = False
    formula: str | None = None

    def at(self, sheet: str, position: Position) -> Cell:
        """Return the cell as a reader would."""
        kind = "number" if isinstance(self.value, float) else "text"
        raw = f"{self.value:g}" if isinstance(self.value, float) else str(self.value)
        if isinstance(self.value, datetime):
            return Cell(
                sheet, *position, "date", self.value, self.value.date().isoformat(),
                self.formula, "dd.mm.yyyy",
            )  # fmt: skip
        return Cell(sheet, *position, "number" if kind == "number" else "text", self.value, raw,
                    self.formula)  # fmt: skip


@dataclass(slots=True)
class Page:
    """A sheet in the making."""

    name: str
    cells: dict[Position, Held] = field(default_factory=dict)
    notes: dict[Position, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False

    @property
    def height(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=1)

    @property
    def width(self) -> int:
        """The last column that holds anything."""
        return max((column for _, column in self.cells), default=1)

    def move(self, to: Callable[[Position], Position | None]) -> None:
        """Put every cell where *to* says; None is away with it."""
        self.cells = _moved(self.cells, to)
        self.notes = _moved(self.notes, to)
        self.merged = []

    def copy(self, name: str) -> "Page":
        """Return the same sheet under another name."""
        return replace(
            self, name=name, cells=dict(self.cells), notes=dict(self.notes),
            merged=list(self.merged), hidden_rows=set(self.hidden_rows),
            hidden_columns=set(self.hidden_columns),
        )  # fmt: skip

    def seen(self) -> Iterator[tuple[str, int, int]]:
        """Yield sheet, row and column of every cell."""
        yield from ((self.name, row, column) for row, column in self.cells)

    def under_merged(self, position: Position) -> bool:
        """Tell whether a cell lies under a merged area, where nobody sees it."""
        row, column = position
        return any(
            top <= row <= bottom and left <= column <= right and position != (top, left)
            for top, left, bottom, right in self.merged
        )

    def keys_of(self, column: int) -> set[str]:
        """Return the names that a column's key and heading still say: ``activities//status``."""
        return {h.came for (_, c), h in self.cells.items() if c == column and "//" in h.came}

    def witnesses(self, row: int) -> set[str]:
        """Return the rows that a row's code and text still say: ``activities/3.6.1``."""
        return {
            held.came.rsplit("/", 1)[0]
            for (r, _), held in self.cells.items()
            if r == row and "//" not in held.came and held.came.endswith(("/code", "/text"))
        }

    def meaning(self, position: Position) -> str | None:
        """Return which field somebody answers who types at *position*."""
        row, column = position
        key = self.cells.get((row, column - 2), Held("")).came
        if key.startswith((f"{COVER}//", f"{NOTES}//")):
            return key.replace("//", "/")
        rows, columns = self.witnesses(row), self.keys_of(column)
        if not rows or not columns:
            return None if columns or rows else ""
        if len(rows) > 1 or len(columns) > 1:
            return None
        (own,), (head,) = rows, columns
        table, _, key = head.partition("//")
        if not own.startswith(f"{table}/"):
            return None
        return f"{own}/{key}" if key in MEMBER[table] else ""


def _moved(
    things: Mapping[Position, _Thing], to: Callable[[Position], Position | None]
) -> dict[Position, _Thing]:
    return {new: thing for place, thing in things.items() if (new := to(place)) is not None}


@dataclass(slots=True)
class Edited:
    """A form and everything that was done to it."""

    pages: list[Page]
    fields: tuple[str, ...]
    properties: dict[str, str] = field(default_factory=dict)
    typed: int = 0

    @classmethod
    def of(cls, content: FormContent) -> "Edited":
        """Take a form as it was issued."""
        pages, fields = [], []
        for layout in layouts(content):
            page = Page(layout.name, is_hidden=layout.very_hidden)
            for placed in layout.cells:
                if placed.what is LedgerClass.FIELD:
                    fields.append(str(placed.field))
                if placed.value is not None:
                    came = str(placed.field) if placed.what is LedgerClass.GIVEN else ""
                    if layout.key in BUILT_IN.tables and placed.row in (KEY_ROW, HEADING_ROW):
                        came = f"{layout.key}//{BUILT_IN.table(layout.key)[placed.column].key}"
                    elif placed.style == "key" and isinstance(placed.value, str):
                        came = f"{layout.key}//{placed.value}"
                    formula = placed.formula.removeprefix("=") or None
                    held = Held(_as_read(placed.value), came, formula=formula)
                    page.cells[placed.row + 1, placed.column + 1] = held
            pages.append(page)
        identity = str(content.form_id)
        return cls(pages, tuple(fields), {"ovp_form_id": identity})

    def copy(self) -> "Edited":
        """Return the same form for another person to edit."""
        pages = [page.copy(page.name) for page in self.pages]
        return replace(self, pages=pages, properties=dict(self.properties))

    def page(self, number: int) -> Page:
        """Return a sheet by any number."""
        return self.pages[number % len(self.pages)]

    def unique(self, kind: int = 0) -> str | float:
        """Return something nobody has typed yet; also such as looks like one of our words."""
        self.typed += 1
        text = _TYPED[kind % len(_TYPED)].format(n=1000 + self.typed)
        return float(text) if text.isdigit() else text

    def contents(self) -> Contents:
        """Return the workbook as a reader would."""
        sheets = [
            Sheet.of(
                page.name,
                (held.at(page.name, position) for position, held in page.cells.items()),
                remarks=tuple(
                    Remark(page.name, Held("").at("", place).address, "note", text)
                    for place, text in page.notes.items()
                ),
                visibility="very_hidden" if page.is_hidden else "visible",
                hidden_rows=frozenset(page.hidden_rows),
                hidden_columns=frozenset(page.hidden_columns),
                merged=tuple(page.merged),
            )
            for page in self.pages
        ]
        return Contents(tuple(sheets), properties=self.properties)

    @property
    def holds(self) -> int:
        """Count what is in it: cells and notes."""
        return sum(len(page.cells) + len(page.notes) for page in self.pages)


def _as_read(value: object) -> str | float | datetime:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, int | float):
        return float(value)
    assert isinstance(value, str)
    return value


# ------------------------------------------------------------------ what people do

Edit = tuple[str, int, int, int]
"""The name of an edit, and three numbers that say where and what; any numbers will do."""


def apply(form: Edited, edit: Edit) -> None:
    """Do one thing to the form; what is impossible is left undone."""
    name, first, second, third = edit
    if form.pages:
        EDITS[name](form, first, second, third)


def fill(form: Edited, which: int, kind: int, _: int) -> None:
    """Answer a field where its row and column stand now."""
    name = form.fields[which % len(form.fields)]
    for page, place in _places(form, name):
        if page.cells.get(place, Held("", meant=name)).meant == name:
            page.cells[place] = Held(form.unique(kind), meant=name, typed=True)
            return


def _places(form: Edited, name: str) -> Iterator[tuple[Page, Position]]:
    """Yield where a field stands now, as its row and column say."""
    table, *code, key = name.split("/")
    for page in form.pages:
        anchor = f"{table}/{code[0]}/code" if code else f"{table}//{key}"
        row = next((r for (r, _), h in page.cells.items() if h.came == anchor), None)
        heads = (c for (_, c), h in page.cells.items() if h.came == f"{table}//{key}")
        column = next(heads, None)
        if row is None or column is None:
            continue
        place = (row, column if code else column + 2)
        if not code or page.meaning(place) == name:
            yield page, place


def say_a_status(form: Edited, which: int, word: int, _: int) -> None:
    """Answer a status in any of three languages, or say it in another one than before."""
    statuses = [name for name in form.fields if name.startswith(f"{ACTIVITIES}/")]
    statuses = [name for name in statuses if name.endswith("/status")]
    name = statuses[which % len(statuses)]
    said = list(STATUS_WORDS)[word % len(STATUS_WORDS)]
    for page, place in _places(form, name):
        page.cells[place] = Held(said, meant=name, typed=True)
        return


def overwrite(form: Edited, where: int, which: int, kind: int) -> None:
    """Type over a cell, whatever it holds."""
    page = form.page(where)
    if page.cells:
        place = sorted(page.cells)[which % len(page.cells)]
        old = page.cells[place]
        meant = page.meaning(place) if old.meant == "" else old.meant
        page.cells[place] = Held(form.unique(kind), meant=meant, typed=True)


def clear(form: Edited, where: int, which: int, _: int) -> None:
    """Empty a cell."""
    page = form.page(where)
    if page.cells:
        del page.cells[sorted(page.cells)[which % len(page.cells)]]


def type_anywhere(form: Edited, where: int, row: int, column: int) -> None:
    """Type into an empty cell in, beside or below what is there."""
    page = form.page(where)
    place = (1 + row % (page.height + 4), 1 + column % (page.width + 4))
    if place not in page.cells:
        meant = page.meaning(place)
        page.cells[place] = Held(form.unique(row), meant=meant, typed=True)


def type_in_extra_sheet(form: Edited, row: int, column: int, kind: int) -> None:
    """Add a sheet and type into it."""
    page = Page(f"Лист{len(form.pages) + 1}")
    page.cells[1 + row % 9, 1 + column % 9] = Held(form.unique(kind), typed=True)
    form.pages.append(page)


def insert_row(form: Edited, where: int, row: int, _: int) -> None:
    """Insert an empty row."""
    page = form.page(where)
    at = 1 + row % (page.height + 1)
    page.move(lambda p: (p[0] + (p[0] >= at), p[1]))


def delete_row(form: Edited, where: int, row: int, _: int) -> None:
    """Delete a row and what it holds."""
    page = form.page(where)
    at = 1 + row % page.height
    page.move(lambda p: None if p[0] == at else (p[0] - (p[0] > at), p[1]))


def move_row(form: Edited, where: int, row: int, to: int) -> None:
    """Cut a row and insert it elsewhere."""
    page = form.page(where)
    order = _shifted(page.height, row, to)
    page.move(lambda p: (order[p[0]], p[1]))


def copy_row(form: Edited, where: int, row: int, to: int) -> None:
    """Insert a copy of a row."""
    page = form.page(where)
    source, at = 1 + row % page.height, 1 + to % (page.height + 1)
    held = {column: cell for (r, column), cell in page.cells.items() if r == source}
    page.move(lambda p: (p[0] + (p[0] >= at), p[1]))
    page.cells |= {(at, column): replace(cell, formula=None) for column, cell in held.items()}


def insert_column(form: Edited, where: int, column: int, _: int) -> None:
    """Insert an empty column."""
    page = form.page(where)
    at = 1 + column % (page.width + 1)
    page.move(lambda p: (p[0], p[1] + (p[1] >= at)))


def delete_column(form: Edited, where: int, column: int, _: int) -> None:
    """Delete a column and what it holds."""
    page = form.page(where)
    at = 1 + column % page.width
    page.move(lambda p: None if p[1] == at else (p[0], p[1] - (p[1] > at)))


def move_column(form: Edited, where: int, column: int, to: int) -> None:
    """Cut a column and insert it elsewhere."""
    page = form.page(where)
    order = _shifted(page.width, column, to)
    page.move(lambda p: (p[0], order[p[1]]))


def _shifted(size: int, source: int, to: int) -> dict[int, int]:
    order = list(range(1, size + 1))
    order.insert(to % size, order.pop(source % size))
    return {old: new for new, old in enumerate(order, 1)}


def swap_parts_of_rows(form: Edited, where: int, row: int, columns: int) -> None:
    """Exchange the first columns of two neighbouring rows, and forget the others."""
    page = form.page(where)
    one = 1 + row % page.height
    last = 1 + columns % page.width
    other = {one: one + 1, one + 1: one}
    page.move(lambda p: (other.get(p[0], p[0]), p[1]) if p[1] <= last else p)
    _forget(page, one, one + 1, range(1, last + 1))


def sort_rows(form: Edited, where: int, first: int, column: int) -> None:
    """Sort whole rows by a column; from any row on, so that the headings may come along."""
    page = form.page(where)
    by = 1 + column % page.width
    top = 1 + first % page.height
    order = _sorted(page, top, by)
    page.move(lambda p: (order.get(p[0], p[0]), p[1]))


def sort_one_column(form: Edited, where: int, first: int, column: int) -> None:
    """Sort one column and leave the others; for answers this leaves no trace."""
    page = form.page(where)
    by = 1 + column % page.width
    top = 1 + first % page.height
    order = _sorted(page, top, by)
    page.move(lambda p: (order.get(p[0], p[0]), p[1]) if p[1] == by else p)
    _forget(page, top, page.height, range(by, by + 1))


def paste_lower(form: Edited, where: int, first: int, column: int) -> None:
    """Paste a block that begins somewhere one row too low; for answers this leaves no trace."""
    page = form.page(where)
    top, left = 1 + first % page.height, 1 + column % page.width
    page.move(lambda p: (p[0] + 1, p[1]) if p[0] >= top and p[1] >= left else p)
    _forget(page, top, page.height, range(left, page.width + 1))


def _sorted(page: Page, top: int, column: int) -> dict[int, int]:
    rows = range(top, page.height + 1)
    texts = {r: str(page.cells[r, column].value) if (r, column) in page.cells else "" for r in rows}
    # Blank cells come last, as in every office program.
    order = sorted(rows, key=lambda r: (not texts[r], texts[r]))
    return dict(zip(order, rows, strict=True))


def _forget(page: Page, top: int, bottom: int, columns: range) -> None:
    """Nobody can say any longer which field these answers were meant for."""
    for (row, column), held in page.cells.items():
        if top <= row <= bottom and column in columns and held.meant:
            page.cells[row, column] = replace(held, meant=None)


def retype_a_code(form: Edited, where: int, source: int, to: int) -> None:
    """Type the code of one row into another row, or below the table."""
    page = form.page(where)
    codes = sorted(p for p, h in page.cells.items() if h.came.endswith("/code"))
    codes = [p for p in codes if "//" not in page.cells[p].came]
    if codes:
        held = page.cells[codes[source % len(codes)]]
        row, column = codes[0]
        row += to % (len(codes) + 2)
        page.cells[row, column] = replace(held, typed=True)
        for (r, c), other in page.cells.items():
            # Who types a code says which row it is; what stood there before may mean another.
            if r == row and other.meant and not page.witnesses(r) >= {_row_of(other.meant)}:
                page.cells[r, c] = replace(other, meant=None)


def _row_of(name: str) -> str:
    return name.rsplit("/", 1)[0]


def rename_sheet(form: Edited, where: int, name: int, _: int) -> None:
    """Give a sheet another name."""
    form.page(where).name = f"Прилог {name}-{len(form.pages)}"
    _tell_apart(form)


def copy_sheet(form: Edited, where: int, _: int, __: int) -> None:
    """Copy a sheet."""
    form.pages.append(form.page(where).copy(f"{form.page(where).name} (2)"))
    _tell_apart(form)


def _tell_apart(form: Edited) -> None:
    names: set[str] = set()
    for page in form.pages:
        while page.name in names:
            page.name += "'"
        names.add(page.name)


def move_sheet(form: Edited, where: int, to: int, _: int) -> None:
    """Move a sheet."""
    page = form.page(where)
    form.pages.remove(page)
    form.pages.insert(to % (len(form.pages) + 1), page)


def delete_sheet(form: Edited, where: int, _: int, __: int) -> None:
    """Delete a sheet."""
    form.pages.remove(form.page(where))


def hide(form: Edited, where: int, row: int, column: int) -> None:
    """Hide a sheet, or one row and one column of it."""
    page = form.page(where)
    if row % 3 == 0:
        page.is_hidden = not page.is_hidden
    else:
        page.hidden_rows.add(1 + row % page.height)
        page.hidden_columns.add(1 + column % page.width)


def merge_cells(form: Edited, where: int, row: int, column: int) -> None:
    """Merge two by two cells; the three that lie under the first keep what they hold."""
    page = form.page(where)
    top, left = 1 + row % page.height, 1 + column % page.width
    if not any(top <= b + 1 and t <= top + 1 and left <= r + 1 and c <= left + 1
               for t, c, b, r in page.merged):  # fmt: skip
        page.merged.append((top, left, top + 1, left + 1))


def add_note(form: Edited, where: int, row: int, column: int) -> None:
    """Hang a note on a cell."""
    page = form.page(where)
    place = (1 + row % page.height, 1 + column % page.width)
    page.notes[place] = f"белешка {form.unique()}"


def paste_values(form: Edited, which: int, _: int, __: int) -> None:
    """Paste the values into a new workbook: no formulas, no hiddenness, no properties."""
    form.properties = {}
    for page in form.pages:
        page.cells = {place: replace(held, formula=None) for place, held in page.cells.items()}
        page.merged, page.hidden_rows, page.hidden_columns = [], set(), set()
        page.notes, page.is_hidden = {}, False


def delete_key_row(form: Edited, where: int, which: int, _: int) -> None:
    """Delete the row of keys, or that of headings."""
    page = form.page(where)
    rows = sorted({r for (r, _), held in page.cells.items() if "//" in held.came})
    if rows:
        delete_row(form, where, rows[which % len(rows)] - 1, 0)


EDITS: Final[Mapping[str, Callable[[Edited, int, int, int], None]]] = {
    edit.__name__: edit
    for edit in (
        fill, say_a_status, overwrite, clear, type_anywhere, type_in_extra_sheet, insert_row,
        delete_row, move_row, copy_row, insert_column, delete_column, move_column,
        swap_parts_of_rows, sort_rows, sort_one_column, paste_lower, retype_a_code, rename_sheet,
        copy_sheet, move_sheet, delete_sheet, hide, merge_cells, add_note, paste_values,
        delete_key_row,
    )
}  # fmt: skip


def answers(form: Edited) -> Iterator[tuple[Page, Position, Held]]:
    """Yield everything that was typed, with where it stands now."""
    for page in form.pages:
        for place, held in page.cells.items():
            if held.typed:
                yield page, place, held
