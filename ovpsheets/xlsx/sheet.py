"""XlsxWriter's worksheet with rows that grow, and with rows that come as XML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from xlsxwriter.worksheet import Worksheet

_Attributes = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that lie one below another, the first one's number, each as a ``row`` element."""

    first: int
    rows: list[str]


class Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet whose rows keep growing, and that takes whole blocks of rows.

    XlsxWriter marks every row that has a height as ``customHeight``: the row
    then never grows when someone types into it. Without a height, wrapped rows
    overlap in LibreOffice until they are edited. So: the height, not the mark.

    XlsxWriter keeps an object for every cell until the end, which takes ten times
    as long as writing it and, for a table of a million cells, a gigabyte.
    """

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[Block] = []

    def block(self, first: int) -> list[str]:
        """Return a list to put rows into, each as a ``row`` element, from the row *first* on.

        Nothing else may be written into these rows.
        """
        block = Block(first, [])
        self._blocks.append(block)
        return block.rows

    def make_room(self, row: int, columns: int) -> int:
        """Say that *row* is used; negative, as XlsxWriter says it, where the sheet ends before."""
        return int(self._check_dimensions(row, columns - 1))

    def shared(self, text: str) -> int:
        """Return the number of *text* among the workbook's shared strings."""
        return int(self.str_table._get_shared_string_index(text))

    def use_again(self) -> None:
        """Say that a text is used once more whose number is known."""
        self.str_table.count += 1

    @cache  # noqa: B019  # lives as long as the workbook
    def serial(self, day: date) -> float:
        """Return *day* as the number that a cell holds."""
        return float(self._convert_date_time(day))

    # ------------------------------------------------------------------ XlsxWriter asks

    dim_rowmin: int
    dim_rowmax: int

    def _write_rows(self) -> None:
        first, last = self.dim_rowmin, self.dim_rowmax
        for block in sorted(self._blocks, key=lambda block: block.first):
            self._write_others(first, block.first - 1)
            self.fh.writelines(block.rows)
            first = block.first + len(block.rows)
            block.rows.clear()  # they are as long as the sheet
        self._write_others(first, last)
        self.dim_rowmin, self.dim_rowmax = first, last

    def _write_others(self, first: int, last: int) -> None:
        """Write the rows from *first* to *last*, which XlsxWriter holds itself."""
        self.dim_rowmin, self.dim_rowmax = first, last
        if first <= last:
            super()._write_rows()

    def _xml_start_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _without_mark(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _without_mark(tag, attributes))


def _without_mark(tag: str, attributes: _Attributes) -> _Attributes:
    if tag != "row":
        return attributes
    return [pair for pair in attributes if pair[0] != "customHeight"]
