"""What people can see of a sheet: not what is hidden, and not what lies under merged cells."""

from ovpsheets.intake.reading.cells import Cell, Sheet


def is_covered(sheet: Sheet, cell: Cell) -> bool:
    """Tell whether a cell lies under a merged area: people see only the area's first cell."""
    return any(
        top <= cell.row <= bottom
        and left <= cell.column <= right
        and (cell.row, cell.column) != (top, left)
        for top, left, bottom, right in sheet.merged
    )


def is_hidden(sheet: Sheet, cell: Cell) -> bool:
    """Tell whether a cell's sheet, row or column is hidden."""
    return (
        sheet.visibility != "visible"
        or cell.row in sheet.hidden_rows
        or cell.column in sheet.hidden_columns
    )
