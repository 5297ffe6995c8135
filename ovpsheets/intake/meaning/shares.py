"""Percentages typed as shares of one: 0.46 for 46 %, and then 1 for 100 %."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from ovpsheets.intake.meaning.indicator import IndicatorReading
from ovpsheets.intake.meaning.number_phrases import is_number_alone
from ovpsheets.intake.meaning.reading import number_or_quoted, unreadable
from ovpsheets.intake.meaning.spelling import number_text
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.texts import Figure

_MOST: Final = 10  # a share of ten is 1,000 %: from there on per cent are meant


def is_share(read: IndicatorReading) -> bool:
    """Tell whether a percentage was typed as a share of one, or may have been."""
    return read.of_value.problem == "fraction_percent"


def among_shares(read: IndicatorReading, cell: Cell | None) -> IndicatorReading:
    """Return the reading of a percentage in a form of shares: 1 is then 100 %, and both are named.

    One that can be no share stays as it is.
    """
    value, text = read.value, read.of_value.text
    if cell is None or value is None or not 1 <= abs(value) < _MOST:
        return read
    if cell.is_percentage or "%" in f"{text}{cell.beside}" or not is_number_alone(text):
        return read
    percent, typed = Figure(Decimal(number_text(value * 100))), number_or_quoted(read.of_value)
    doubt = unreadable(text, "share_percent", text=typed, percent=percent)
    return replace(read, value=None, text=text, of_value=doubt)
