"""Text fields: whatever was typed, as a person sees it."""

from ovpsheets.intake.cells import Cell
from ovpsheets.intake.interpret.reading import Reading, blank_or_broken
from ovpsheets.intake.interpret.spelling import shown


def read_text(cell: Cell | None) -> Reading[str]:
    """Return the text of a cell as typed; a number, date or percentage as it is shown."""
    if cell is None:
        return Reading()
    return blank_or_broken(cell) or Reading(shown(cell), shown(cell))
