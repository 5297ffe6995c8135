"""What of workbooks nobody can read in LibreOffice: words, texts and rows that do not fit.

Nothing is reckoned here: a copy of each workbook has rows of optimal height, and every word,
text and number stands in a column of optimal width in a workbook of its own.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from office import office
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_WIDTH: Final = 0.15  # characters by which two widths may differ, and be the same in whole pixels
_HEIGHT: Final = 0.8  # points, likewise
_DEFAULT: Final = 8.43  # characters, of a column that nobody set
_BUTTON: Final = 2.4  # characters of a heading that LibreOffice keeps free for its filter's button
_ADDRESS: Final = re.compile(r"https?://|[/\\_]|\.\w{3,4}$")
"""Links and names of files may be broken: they have no end."""

_MOST: Final = 16_000
"""Columns of a sheet that are used; there are 16,384."""

Style = tuple[str, float, bool, int, str]
"""Font, its size, whether it is bold; the indent; the number format."""


@dataclass(frozen=True, slots=True)
class Need:
    """What must stand in one line of *room* characters in a cell; *lack*: what else is so."""

    where: str
    what: Any
    style: Style
    room: float
    lack: str


def faults(workbooks: Mapping[str, bytes], *, unwrapped: Iterable[str] = ()) -> list[str]:
    """Return what does not fit, a line each, of every visible sheet.

    In the sheets *unwrapped*, which are for programs, texts run into their neighbours: of these
    the headings are looked at, in the first row.
    """
    skipped = set(unwrapped)
    books = {key: load_workbook(io.BytesIO(own), data_only=True) for key, own in workbooks.items()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for key, own in workbooks.items():
            unread = _unread(books[key], skipped)
            (folder / f"{key}.xlsx").write_bytes(_bare(own, unread))
        office().fill([_optimal(folder, key, book) for key, book in books.items()])
        saved = {key: _sizes(folder / f"{key} optimal.xlsx") for key in books}
        pairs = [
            (f"{key} · {sheet.title}", sheet, saved[key][place])
            for key, book in books.items()
            for place, sheet in enumerate(book.worksheets)
            if sheet.sheet_state == "visible"
        ]
        low = [line for pair in pairs if pair[1].title not in skipped for line in _low_rows(*pair)]
        needs = [
            need
            for name, sheet, sizes in pairs
            for need in _needs(name, sheet, sizes, rows=1 if sheet.title in skipped else None)
        ]
        return [*low, *_lacking(needs, _measured(folder, needs))]


_NOT_MEASURED: Final = re.compile(
    rb"<definedNames>.*?</definedNames>|<dataValidations.*?</dataValidations>"
    rb"|<conditionalFormatting.*?</conditionalFormatting>|<extLst>.*?</extLst>"
    rb"|<drawing [^>]*>|<legacyDrawing [^>]*>"
    rb'|<c r="[A-Z]+\d+"(?: s="\d+")?/>',
    re.DOTALL,
)
"""Names, lists, charts, notes, blank cells: no cell's room depends on them, and LibreOffice takes
half of its time for them."""

_BLANK_ROW: Final = re.compile(rb"<row [^>]*(?:/>|></row>)")
_ALL_ROWS: Final = re.compile(rb"<row .*</row>", re.DOTALL)


def _unread(book: Workbook, skipped: Collection[str]) -> set[str]:
    """Return the parts whose rows nobody measures: of sheets that are hidden or skipped."""
    return {
        f"xl/worksheets/sheet{number}.xml"
        for number, sheet in enumerate(book.worksheets, start=1)
        if sheet.sheet_state != "visible" or sheet.title in skipped
    }


def _bare(workbook: bytes, unread: Collection[str]) -> bytes:
    """Return the workbook with what is measured alone: no rows of its parts *unread*."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as package, zipfile.ZipFile(out, "w") as bare:
        for name in package.namelist():
            part = package.read(name)
            if name == "xl/workbook.xml" or name.startswith("xl/worksheets/sheet"):
                part = _BLANK_ROW.sub(b"", _NOT_MEASURED.sub(b"", part))
            bare.writestr(name, _ALL_ROWS.sub(b"", part) if name in unread else part)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Sizes:
    """Row → its height in points, column → its width in characters, as LibreOffice has them."""

    heights: Mapping[int, float]
    widths: Mapping[int, float]


_ROW: Final = re.compile(rb'<row r="(\d+)"[^>]* ht="([\d.]+)"')
_COLUMN: Final = re.compile(rb"<col [^>]*>")


def _sizes(path: Path) -> list[Sizes]:
    """Return the sizes of each sheet that LibreOffice saved, in the order of the sheets."""
    with zipfile.ZipFile(path) as package:
        count = sum(name.startswith("xl/worksheets/sheet") for name in package.namelist())
        return [
            _sizes_of(package.read(f"xl/worksheets/sheet{number}.xml"))
            for number in range(1, count + 1)
        ]


def _sizes_of(sheet: bytes) -> Sizes:
    heights = {int(row): float(height) for row, height in _ROW.findall(sheet)}
    widths: dict[int, float] = {}
    for column in _COLUMN.findall(sheet):
        own = dict(re.findall(r'(\w+)="([^"]*)"', column.decode()))
        width = 0.0 if own.get("hidden") in ("1", "true") else float(own["width"])
        widths |= dict.fromkeys(range(int(own["min"]), int(own["max"]) + 1), width)
    return Sizes(heights, widths)


def _shown(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _optimal(folder: Path, key: str, book: Workbook) -> Mapping[str, Any]:
    commands = [
        {
            "sheet": sheet.title,
            "range": f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}",
            "command": ".uno:SetOptimalRowHeight",
            "with": {"aExtraHeight": 0},
        }
        for sheet in _shown(book)
    ]
    source, target = folder / f"{key}.xlsx", folder / f"{key} optimal.xlsx"
    return {
        "source": str(source), "target": str(target), "unprotected": True, "commands": commands,
    }  # fmt: skip


def _low_rows(name: str, sheet: Worksheet, optimal: Sizes) -> Iterator[str]:
    """Yield the rows whose texts are cut, for they are lower than LibreOffice would make them."""
    for number in range(1, sheet.max_row + 1):
        own, needed = sheet.row_dimensions[number], optimal.heights.get(number)
        is_empty = all(cell.value is None for cell in sheet[number])
        if own.hidden or needed is None or is_empty or own.height is None:
            continue
        if needed > own.height + _HEIGHT:
            yield f"{name} · row {number}: {own.height} of {needed} points"


# ------------------------------------------------------------------ what needs which width


def _needs(name: str, sheet: Worksheet, optimal: Sizes, rows: int | None = None) -> Iterator[Need]:
    """Yield what the cells of a sheet need; the widths are those that LibreOffice read.

    *rows*: how many are looked at, None for all.
    """
    room = _Room(sheet, optimal.widths)
    for row in sheet.iter_rows(max_row=rows):
        if not sheet.row_dimensions[int(row[0].row or 0)].hidden:
            for cell in row:
                if isinstance(cell, Cell) and cell.value is not None and room.own(cell):
                    yield from _of_cell(f"{name} · {cell.coordinate}", row, cell, room)


def _of_cell(where: str, row: Sequence[Any], cell: Cell, room: "_Room") -> Iterator[Need]:
    style, own = _style(cell), room.own(cell)
    if room.is_merged_over_freeze(cell):
        yield Need(where, cell.value, style, 0.0, "merged over the freeze line")
    elif not isinstance(cell.value, str):
        yield Need(where, cell.value, style, own, "a number wider than its column")
    elif cell.alignment.wrap_text:
        for word in cell.value.split():
            if len(word) > own / 2 and not _ADDRESS.search(word):  # shorter ones surely fit
                yield Need(where, word, style, own, "a broken word")
    else:
        beyond, frozen = own + room.free(row, cell), room.frozen_from(cell)
        if 0 < frozen < beyond:
            yield Need(where, cell.value, style, frozen, "a text over the freeze line")
        else:
            yield Need(where, cell.value, style, beyond, "a text that is cut")


class _Room:
    """How much room there is in the cells of a sheet, in characters."""

    def __init__(self, sheet: Worksheet, widths: Mapping[int, float]) -> None:
        self._widths = [widths.get(n, _DEFAULT) for n in range(sheet.max_column + 1)]
        self._last = {area.bounds[:2]: area.bounds[2] for area in sheet.merged_cells.ranges}
        self._buttons = _row_of_filter(sheet)
        corner = sheet[sheet.freeze_panes] if sheet.freeze_panes else None
        self._frozen = int(corner.column) - 1 if corner is not None else 0

    def own(self, cell: Cell) -> float:
        """Return the room in a cell, or in those it is merged with; 0 where it is hidden."""
        room = self._between(cell.column, self._last_of(cell))
        return room - _BUTTON if cell.row == self._buttons and room else room

    def free(self, row: Sequence[Any], cell: Cell) -> float:
        """Return the room in the empty cells behind it, to where the sheet ends."""
        behind = row[self._last_of(cell) :]
        filled = (other.column - 1 for other in behind if other.value is not None)
        return self._between(self._last_of(cell) + 1, next(filled, len(self._widths) - 1))

    def frozen_from(self, cell: Cell) -> float:
        """Return the room from a cell to the columns that move, 0 where it is one of them."""
        return self._between(cell.column, self._frozen)

    def is_merged_over_freeze(self, cell: Cell) -> bool:
        """Tell whether a merged cell begins in columns that stay and ends in those that move."""
        return cell.column <= self._frozen < self._last_of(cell)

    def _last_of(self, cell: Cell) -> int:
        return int(self._last.get((cell.column, cell.row), cell.column))

    def _between(self, first: int, last: int) -> float:
        return sum(self._widths[first : last + 1])


def _row_of_filter(sheet: Worksheet) -> int:
    found = re.search(r"\d+", sheet.auto_filter.ref or "")
    return int(found[0]) if found else 0


def _style(cell: Cell) -> Style:
    font, indent = cell.font, int(cell.alignment.indent or 0)
    return (str(font.name), float(font.size), bool(font.b), indent, cell.number_format)


# ------------------------------------------------------------------ how wide it is


_Said = tuple[Any, Style]


def _measured(folder: Path, needs: Iterable[Need]) -> dict[_Said, float]:
    """Return how wide each text is in its style: each stood in a column of optimal width."""
    said = list(dict.fromkeys((need.what, need.style) for need in needs))
    book = Workbook()
    book.remove(book.worksheets[0])
    for start in range(0, len(said), _MOST):
        sheet = book.create_sheet()
        for column, (what, style) in enumerate(said[start : start + _MOST], start=1):
            _put(sheet, column, what, style)
    book.save(folder / "said.xlsx")
    commands = [
        {
            "sheet": sheet.title,
            "range": f"A1:{get_column_letter(sheet.max_column)}1",
            "command": ".uno:SetOptimalColumnWidth",
            "with": {"aExtraWidth": 0},
        }
        for sheet in book.worksheets
    ]
    source, target = folder / "said.xlsx", folder / "said wide.xlsx"
    office().fill([{"source": str(source), "target": str(target), "commands": commands}])
    widths = [own.widths for own in _sizes(target)]
    places = ((n // _MOST, n % _MOST + 1) for n in range(len(said)))
    return {
        own: widths[sheet].get(at, _DEFAULT) for own, (sheet, at) in zip(said, places, strict=True)
    }


def _put(sheet: Worksheet, column: int, what: Any, style: Style) -> None:
    name, size, bold, indent, number_format = style
    cell = sheet.cell(1, column, what)
    if isinstance(what, str):
        cell.data_type = "s"  # also what looks like a formula
    cell.font, cell.alignment = _font(name, size, bold=bold), _alignment(indent)
    cell.number_format = number_format


@cache
def _font(name: str, size: float, *, bold: bool) -> Font:
    return Font(name=name, size=size, bold=bold)


@cache
def _alignment(indent: int) -> Alignment:
    return Alignment(horizontal="left", indent=indent) if indent else Alignment()


def _lacking(needs: Iterable[Need], wide: Mapping[_Said, float]) -> Iterator[str]:
    for need in needs:
        needed = wide[need.what, need.style]
        if needed > need.room + _WIDTH:
            width = f"{needed:.1f} of {need.room:.1f} characters"
            yield f"{need.where}: {need.lack}: {str(need.what)[:60]!r}, {width}"
