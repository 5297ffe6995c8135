"""Shared formulas: one cell carries the text, the others only its number (18.3.1.40)."""

import re
from typing import Final, NamedTuple

from ovpsheets.address import column_name

_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384

# Texts in quotes, sheet names, and words with a parenthesis or point are no references.
_PIECE: Final = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|[\w.]+\(|\[[^\]]*\])"""
    r"""|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![\w.(!])"""
)


class Shared(NamedTuple):
    """A shared formula where it is written out: row and column from 1."""

    text: str
    row: int
    column: int

    def at(self, row: int, column: int) -> str:
        """Return the formula as the cell at *row* and *column* has it."""
        down, right = row - self.row, column - self.column
        return _PIECE.sub(lambda found: _shifted(found, down, right), self.text)


def _shifted(found: re.Match[str], down: int, right: int) -> str:
    other, fixed_column, letters, fixed_row, digits = found.groups()
    if other is not None:
        return other
    column = letters if fixed_column else _column(letters, right)
    row = digits if fixed_row else str((int(digits) + down - 1) % _LAST_ROW + 1)
    return f"{fixed_column}{column}{fixed_row}{row}"


def _column(letters: str, right: int) -> str:
    return column_name((column_number(letters) + right - 1) % _LAST_COLUMN)


def column_number(letters: str) -> int:
    """Return the number of a column, 1 for A."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
