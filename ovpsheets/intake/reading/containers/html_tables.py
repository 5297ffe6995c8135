"""Tables of codes in a mail that was written as HTML: a form that somebody pasted into it.

Each becomes a file of its own, as if it hung on the mail. Most tables of mails are signatures and
layout; what is a row of a form bears a code such as 3.6.1.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from ovpsheets.intake.reading.containers.html_text import UNSHOWN, pieces_of_html, tag_name

_NAME: Final = "table in the mail {number}.csv"
_NAMED: Final = re.compile(r"table in the mail \d+(?: \(\d+\))?\.csv")
_CODE: Final = re.compile(r"[0-9]+(?:\.[0-9]+){2,4}\.?")
_FEWEST_ROWS: Final = 2
_FEWEST_COLUMNS: Final = 3
_MOST_CELLS: Final = 20_000  # of all tables of a mail
_MOST_COLUMNS: Final = 63
_DEEPEST: Final = 20  # tables within tables
_SPAN: Final = re.compile(r"""\scolspan\s*=\s*["']?([0-9]{1,2})""", re.IGNORECASE)
_LINES: Final = frozenset({"p", "div", "br", "li"})

Row = list[str]


def pasted_name(number: int) -> str:
    """Return what a table that was pasted into a mail is called, by its number among them."""
    return _NAME.format(number=number)


def is_pasted(name: str) -> bool:
    """Tell whether a file of this name is a table that was pasted into a mail."""
    return _NAMED.fullmatch(name) is not None


@dataclass(slots=True)
class _Table:
    rows: list[Row] = field(default_factory=list)
    cell: list[str] | None = None  # pieces of the cell that is open
    span: int = 1

    def begin_cell(self, tag: str) -> None:
        self.end_cell()
        found = _SPAN.search(tag)
        self.cell, self.span = [], max(1, int(found[1])) if found else 1

    def end_cell(self) -> None:
        if self.cell is None:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        self.rows = self.rows or [[]]
        self.rows[-1] += [text.strip(), *[""] * (min(self.span, _MOST_COLUMNS) - 1)]
        self.cell = None

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])

    @property
    def is_of_codes(self) -> bool:
        coded = [row for row in self.rows if any(_CODE.fullmatch(cell) for cell in row)]
        return len(coded) >= _FEWEST_ROWS and max(map(len, coded)) >= _FEWEST_COLUMNS


def tables_of_codes(html: str) -> Iterator[bytes]:
    """Yield each table of *html* in which rows bear codes, as a table saved as text."""
    for table in _tables(html):
        if table.is_of_codes:
            yield _saved(row for row in table.rows if any(row))


def _tables(html: str) -> Iterator[_Table]:
    open_tables: list[_Table] = []
    left, unshown, quoted = _MOST_CELLS, 0, 0
    for tag, text in pieces_of_html(html):
        if open_tables and open_tables[-1].cell is not None and not unshown:
            open_tables[-1].cell.append(re.sub(r"\s+", " ", unescape(text)))
        name, closing = tag_name(tag), tag.startswith("/")
        step = -1 if closing else 1
        if name in UNSHOWN:
            unshown = max(0, unshown + step)
        elif name == "blockquote":  # the mail that is answered
            quoted = max(0, quoted + step)
        elif quoted:
            continue
        elif name == "table" and not closing and len(open_tables) < _DEEPEST:
            open_tables.append(_Table())
        elif not open_tables:
            continue
        elif name == "table" and closing:
            open_tables[-1].end_cell()
            yield open_tables.pop()
        elif name == "tr" and not closing:
            open_tables[-1].begin_row()
        elif name in ("td", "th"):
            left -= not closing
            if left < 0:
                return
            open_tables[-1].end_cell() if closing else open_tables[-1].begin_cell(tag)
        elif name in _LINES and (cell := open_tables[-1].cell) is not None:
            cell.append("\n")


def _saved(rows: Iterable[Row]) -> bytes:
    out = io.StringIO("sep=;\r\n", newline="")
    out.seek(0, io.SEEK_END)
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8")
