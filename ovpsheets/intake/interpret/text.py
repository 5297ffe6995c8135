"""Text fields: whatever was typed, as a person sees it."""

from ovpsheets.intake.cells import Cell
from ovpsheets.intake.interpret.reading import Reading, unreadable
from ovpsheets.intake.interpret.spelling import is_error, number_text, typed


def read_text(cell: Cell | None) -> Reading[str]:
    """Return the text of a cell as typed; a number, date or percentage as it is shown."""
    text = typed(cell)
    if cell is None or not text:
        return Reading()
    if is_error(cell):
        return unreadable(text, "formula_error")
    if cell.type == "number" and isinstance(cell.value, int | float):
        text = number_text(cell.value)
        if cell.is_percentage:
            text = f"{percent_text(cell.value)}%"
    return Reading(text)


def percent_text(share: float) -> str:
    """Return 46 for 0.46, without the noise of binary fractions."""
    return number_text(share * 100)
