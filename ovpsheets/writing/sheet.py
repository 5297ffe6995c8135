"""XlsxWriter's worksheet with rows that grow, and with rows that come as XML."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from ovpsheets.address import column_name
from ovpsheets.writing.waiting import SHARED, Block, Links, TextsBelow

USED: Final[Mapping[type, tuple[str, ...]]] = {
    Worksheet: (
        "_check_dimensions", "_escape_data", "_prepare_formula", "_write_blank", "_write_cell",
        "_write_formula", "_write_hyperlinks", "_write_number", "_write_rows", "_write_string",
        "_xml_empty_tag_unencoded", "_xml_start_tag_unencoded",
    ),
    SharedStringTable: ("_get_shared_string_index",),
    Format: ("_get_xf_index",),
}  # fmt: skip
"""What of XlsxWriter is used or replaced that it does not promise to keep; why is said in
docs/dependencies.md, with the versions that are tested."""

TESTED: Final = "3.2.0 to 3.3.1"
"""Versions of XlsxWriter with which the outputs are as they should be."""


def refuse_unknown(version: str, used: Mapping[type, tuple[str, ...]] = USED) -> None:
    """Raise ImportError where XlsxWriter of *version* has not all that is *used* of it.

    Workbooks without links or with rows that never grow would else be written in silence.
    """
    lacking = [f"{own.__name__}.{n}" for own, names in used.items() for n in names
               if not callable(getattr(own, n, None))]  # fmt: skip
    if lacking:
        raise ImportError(
            f"ovpsheets cannot write workbooks with XlsxWriter {version}, which has no "
            f"{', '.join(lacking)}. Install a version that is tested: {TESTED}."
        )


refuse_unknown(xlsxwriter.__version__)

MOST_LINKS: Final = 65_530
"""In one sheet, Excel's limit."""

LONGEST_TARGET: Final = 2_079
"""Characters of a link, Excel's limit."""

PLAIN_FUNCTIONS: Final = frozenset({
    "AND", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "DAY", "FIND", "IF", "INT", "ISBLANK",
    "ISNUMBER", "LEFT", "LEN", "LOWER", "MAX", "MID", "MIN", "NOT", "OR", "REPT", "RIGHT", "ROUND",
    "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM", "VALUE",
})  # fmt: skip
"""Functions that spreadsheet programs have always had, which need no mark in the file.

All that our formulas use stand here: of any other XlsxWriter would look for its 150 newer ones in
every formula, which took a quarter of the time of writing a form.
"""

_USUAL: Final = frozenset(("Blank", "String", "Formula"))
"""What XlsxWriter calls the cells that most are."""

_FUNCTION: Final = re.compile(r"([A-Z][A-Z0-9.]*)\(")

_MOST_SHARED: Final = 1 << 16
"""Texts that a workbook holds once, in a table of their own, to be referred to by number."""

_Attributes = Sequence[tuple[str, Any]]

_DAY_0: Final = date(1899, 12, 31).toordinal()
_NO_DAY: Final = 59
"""Excel has a 29 February 1900 after this day, as Lotus had."""

_CODE: Final = re.compile(r"(?=_x[0-9a-fA-F]{4}_)")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
_ESCAPED: Final = re.compile("%[0-9a-fA-F]{2}")
_IN_ADDRESSES: Final = str.maketrans({sign: f"%{ord(sign):02x}" for sign in '%" <>[]^`{}'})


class WrittenSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet whose rows keep growing, and that takes whole blocks of rows
    and many links.

    XlsxWriter marks every row that has a height as ``customHeight``: the row
    then never grows when someone types into it. Without a height, wrapped rows
    overlap in LibreOffice until they are edited. So: the height, not the mark.

    XlsxWriter keeps an object for every cell until the end, which takes ten times
    as long as writing it and, for a table of a million cells, a gigabyte.
    """

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[Block | TextsBelow] = []
        self._links = Links()
        self._files: dict[str, str] = {}
        self._serials: dict[date, float] = {}

    def block(self, first: int) -> Block:
        """Return what takes whole rows, from the row *first* on.

        Nothing else may be written into these rows.
        """
        block = Block(first, self.tmpdir)
        self._blocks.append(block)
        return block

    def column_below(self, first: int, column: int, texts: Iterable[str], style: Format) -> None:
        """Write *texts* from the row *first* on down a *column*, which stands alone in these rows.

        As XlsxWriter would, which keeps three objects for each. *first*: one of the rows 0, 16,
        32 …, for so many say together from where to where they have cells.
        """
        numbers = array("L", map(self.str_table._get_shared_string_index, texts))
        if numbers:
            self._blocks.append(TextsBelow(first, column, numbers, style))
            self.make_room(first + len(numbers) - 1, column + 1)

    def make_room(self, row: int, columns: int) -> int:
        """Say that *row* is used; negative, as XlsxWriter says it, where the sheet ends before."""
        return int(self._check_dimensions(row, columns - 1))

    def text_cell(self, text: str) -> str:
        """Return the XML of a cell with *text*, from its type on.

        The table of shared texts stays in memory to the end; when it is full, new ones
        stand in their cells, as XlsxWriter itself writes them where it is to save memory.
        """
        table = self.str_table
        if table.unique_count < _MOST_SHARED or text in table.string_table:
            return f"{SHARED}<v>{table._get_shared_string_index(text)}</v></c>"
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f't="inlineStr"><is><t{space}>{_as_text(text)}</t></is></c>'

    # What XlsxWriter lets people call asks first whether a row is a number or an address ("A1"),
    # which takes a twelfth of the time of a form.

    def write_blank(self, row: int, column: int, blank: None, style: Format | None = None) -> int:
        """Write an empty cell with a style."""
        return int(self._write_blank(row, column, blank, style))

    def write_string(self, row: int, column: int, text: str, style: Format | None = None) -> int:
        """Write a text as text."""
        return int(self._write_string(row, column, text, style))

    def write_number(
        self, row: int, column: int, number: float, style: Format | None = None
    ) -> int:
        """Write a number."""
        return int(self._write_number(row, column, number, style))

    def write_formula(
        self, row: int, column: int, formula: str, style: Format | None = None, value: Any = 0
    ) -> int:
        """Write a formula with its result."""
        return int(self._write_formula(row, column, formula, style, value))

    def has_folds(self) -> None:
        """Say that rows stand under others that can hide them; these are above them."""
        self.outline_row_level = 1
        self.outline_settings(symbols_below=False)

    def use_again(self, times: int) -> None:
        """Say that texts are used so many times more whose numbers are known."""
        self.str_table.count += times

    def add_link(self, row: int, column: int, target: str, text: str) -> bool:
        """Make a cell with *text* a link; False where Excel would take no more, or none so long.

        XlsxWriter's own way keeps an object and a relationship for each; here the hundreds
        of links into one file share its relationship.
        """
        if self._links.count >= MOST_LINKS or len(target) > LONGEST_TARGET:
            return False
        kind, _, where = target.partition(":")
        place = f'ref="{column_name(column)}{row + 1}"'
        if kind == "internal":
            said = f" location={_as_attribute(where)} display={_as_attribute(text)}"
        else:
            file, _, spot = target.partition("#")
            # Backslashes, as in the paths of files: so XlsxWriter and Excel write them.
            spot = spot.replace("/", "\\") if kind == "external" else spot
            said = f' r:id="{self._related(file)}"'
            said += f" location={_as_attribute(spot)}" if spot else ""
        self._links.add(row, column, f"<hyperlink {place}{said}/>", self.tmpdir)
        return True

    def _related(self, file: str) -> str:
        """Return the id of the relationship to *file*."""
        if file not in self._files:
            self.rel_count += 1
            self.external_hyper_links.append(["/hyperlink", _address(file), "External"])
            self._files[file] = f"rId{self.rel_count}"
        return self._files[file]

    def serial(self, day: date) -> float:
        """Return *day* as the number that a cell holds."""
        if day not in self._serials:
            days = day.toordinal() - _DAY_0
            self._serials[day] = float(days + (days > _NO_DAY))
        return self._serials[day]

    # ------------------------------------------------------------------ XlsxWriter asks

    table: dict[int, dict[int, Any]]
    dim_rowmin: int
    dim_rowmax: int
    tmpdir: str | None

    def _write_formula(
        self, row: int, column: int, formula: str, style: Format | None = None, value: Any = 0
    ) -> int:
        """XlsxWriter looks in all of it for functions that spill, a fifth of the time of a form."""
        if not _is_plain(formula):
            return int(super()._write_formula(row, column, formula, style, value))
        answer = int(super()._write_formula(row, column, "=0", style, value))
        if answer == 0:
            cells = self.table[row]
            cells[column] = cells[column]._replace(formula=formula[1:])
        return answer

    def _write_cell(self, row: int, column: int, cell: Any) -> None:
        """XlsxWriter puts a list of attributes together for each cell, and looks at all of them."""
        kind = cell.__class__.__name__
        if cell.format is None or kind not in _USUAL:
            super()._write_cell(row, column, cell)
            return
        start = f'<c r="{column_name(column)}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind == "Blank":
            self.fh.write(f"{start}/>")
        elif kind == "String":
            self.fh.write(f"{start} {SHARED}<v>{cell.string}</v></c>")
        elif isinstance(cell.value, bool) or str(cell.value).startswith("#"):  # perhaps an error
            super()._write_cell(row, column, cell)
        else:
            said = ' t="str"' if isinstance(cell.value, str) and cell.value else ""
            formula = self._escape_data(cell.formula)
            value = "" if cell.value is None else f"<v>{self._escape_data(cell.value)}</v>"
            self.fh.write(f"{start}{said}><f>{formula}</f>{value}</c>")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """XlsxWriter looks for each of 150 newer functions, half the time of writing a form."""
        if _is_plain(formula):
            return formula[1:]
        return str(super()._prepare_formula(formula, expand_future_functions))

    def _write_rows(self) -> None:
        first, last = self.dim_rowmin, self.dim_rowmax
        for block in sorted(self._blocks, key=lambda block: block.first):
            self._write_others(first, block.first - 1)
            self.fh.writelines(block.taken())
            first = block.first + block.count
        self._write_others(first, last)
        self.dim_rowmin, self.dim_rowmax = first, last

    def _write_hyperlinks(self) -> None:
        if self._links.count:
            self.fh.write("<hyperlinks>")
            self.fh.writelines(self._links.taken())
            self.fh.write("</hyperlinks>")

    def _write_others(self, first: int, last: int) -> None:
        """Write the rows from *first* to *last*, which XlsxWriter holds itself."""
        self.dim_rowmin, self.dim_rowmax = first, last
        if first <= last:
            super()._write_rows()

    def _xml_start_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _without_mark(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _without_mark(tag, attributes))


class PlainFormula(str):
    """A formula that is known to use plain functions alone, whatever stands in its quotes."""

    __slots__ = ()


def uses_plain_functions(formula: str) -> bool:
    """Tell whether *formula* has no function that needs a mark in the file."""
    return PLAIN_FUNCTIONS.issuperset(_FUNCTION.findall(formula))


def _is_plain(formula: str) -> bool:
    known = formula.__class__ is PlainFormula
    return formula.startswith("=") and (known or uses_plain_functions(formula))


def _as_text(text: str) -> str:
    """Return *text* as the content of an element; what looks like a code of Excel's stays."""
    coded = _CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", _CODE.sub("_x005F", text))
    return escape(coded)


def _as_attribute(text: str) -> str:
    """Return *text* as the value of an attribute, in its quotation marks."""
    return f'"{escape(text, {chr(34): "&quot;", chr(10): "&#xA;"})}"'


def _address(target: str) -> str:
    """Return the target of a relationship as Excel writes it, without its spot."""
    if target.startswith("external:"):
        return target.removeprefix("external:").replace("/", "\\").removeprefix(".\\")
    return target if _ESCAPED.search(target) else target.translate(_IN_ADDRESSES)


def _without_mark(tag: str, attributes: _Attributes) -> _Attributes:
    if tag != "row":
        return attributes
    return [pair for pair in attributes if pair[0] != "customHeight"]
