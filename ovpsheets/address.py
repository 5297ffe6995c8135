"""Cell addresses for formulas. Rows and columns count from 0, as in XlsxWriter."""

from functools import cache


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
