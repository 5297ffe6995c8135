"""Cell addresses: A1 and what it means.

What is written counts rows and columns from 0, as XlsxWriter does; what is read from 1, as
people see them.
"""

import re
from functools import cache
from typing import Final

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@cache
def column_name(column: int) -> str:
    """Return the letters of a column (0 is A)."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int, *, fixed_column: bool = False) -> str:
    """Return the A1 address, ``$E7`` when the column is to stay fixed."""
    return f"{'$' if fixed_column else ''}{column_name(column)}{row + 1}"


def position(address: str) -> tuple[int, int] | None:
    """Return row and column of an A1 address, from 1; None where it is none."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
