"""Cells for tests, as the intake finds them."""

from datetime import datetime

from ovpsheets.intake.reading.cells import Cell


def text(typed: str) -> Cell:
    """Return a cell in which *typed* is text."""
    return Cell("Лист", 1, 1, "text", typed, typed)


def number(value: float, number_format: str = "General") -> Cell:
    """Return a number's cell."""
    return Cell("Лист", 1, 1, "number", value, repr(value), number_format=number_format)


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> Cell:
    """Return a date's cell."""
    value = datetime(year, month, day, hour, minute)
    return Cell("Лист", 1, 1, "date", value, value.isoformat(" "), number_format="d.m.yyyy")


def yes_no(value: bool) -> Cell:
    """Return a cell with a logical value."""
    return Cell("Лист", 1, 1, "yes_no", value, str(value).upper())


def error(shown: str = "#REF!") -> Cell:
    """Return a cell whose formula failed."""
    return Cell("Лист", 1, 1, "error", shown, shown, formula="A1")


def uncalculated(formula: str = "A1+B1") -> Cell:
    """Return a cell whose formula was never calculated."""
    return Cell("Лист", 1, 1, "text", "", "", formula=formula)


def struck(typed: str, *spans: tuple[int, int]) -> Cell:
    """Return a text's cell in which *spans*, or all of it, are struck out."""
    return Cell("Лист", 1, 1, "text", typed, typed, struck=spans or ((0, len(typed)),))


def cell(value: str | float | bool | datetime, number_format: str = "General") -> Cell:
    """Return a cell of the kind that *value* is."""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return Cell("Лист", 1, 1, "date", value, value.isoformat(" "), None, number_format)
    return text(value) if isinstance(value, str) else number(value, number_format)
