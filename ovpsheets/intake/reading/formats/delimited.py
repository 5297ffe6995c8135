"""Tables saved as text: .csv, .tsv, .txt (RFC 4180, and what Excel makes of it)."""

from typing import Final

from ovpsheets.intake.reading.cells import Cell, Contents, Observation, Sheet
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.letters import letters, rows, separator

SHEET: Final = "CSV"
"""What the only sheet is called: a table saved as text has lost its name."""


def read_delimited(data: bytes, limits: Limits) -> Contents:
    """Return the table; every value is text, as it stands there. Raises RefusedError."""
    if len(data) > limits.file_size:
        raise RefusedError("too_large", f"{len(data)} bytes")
    text = letters(data)
    cells: list[Cell] = []
    for row, values in enumerate(rows(text, separator(text) or ";"), 1):
        for column, value in enumerate(values, 1):
            if value:
                cells.append(Cell(SHEET, row, column, "text", value, value))
        if len(cells) > limits.cells:
            raise RefusedError("too_large", f"more than {limits.cells} cells")
    if not cells:
        raise RefusedError("empty")
    return Contents((Sheet.of(SHEET, cells),), observed=(Observation("only_values"),))
