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


def may_be_share(read: IndicatorReading, cell: Cell | None) -> bool:
    """Tell whether a percentage would be another one in a form of shares: 1 is then 100 %."""
    if cell is None or read.value is None or not 1 <= abs(read.value) < _MOST:
        return False
    text = read.of_value.text
    says_percent = cell.is_percentage or "%" in f"{text}{cell.beside}"
    return not says_percent and is_number_alone(text)


def among_shares(read: IndicatorReading) -> IndicatorReading:
    """Return the reading of such a percentage in a form of shares: both are named."""
    text, percent = read.of_value.text, Decimal(number_text((read.value or 0) * 100))
    typed = number_or_quoted(read.of_value)
    doubt = unreadable(text, "share_percent", text=typed, percent=Figure(percent))
    return replace(read, value=None, text=text, of_value=doubt)
