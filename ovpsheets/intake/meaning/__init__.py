"""Interpret: from a cell to a typed value, or to the reason why there is none.

Nothing is guessed: where two readings are possible the value stays empty, the
text is kept and the problem names both. Pure functions: no files, no state.
"""

from ovpsheets.intake.meaning.choices import (
    read_choice,
    read_flag,
    read_reason,
    read_status,
    read_yes_no,
)
from ovpsheets.intake.meaning.dates import day_in, read_date
from ovpsheets.intake.meaning.indicator import CellProblem, IndicatorReading, read_indicator
from ovpsheets.intake.meaning.numbers import as_quoted, read_number
from ovpsheets.intake.meaning.reading import PROBLEMS, Reading
from ovpsheets.intake.meaning.spelling import shown
from ovpsheets.intake.meaning.text import read_text

__all__ = [
    "PROBLEMS",
    "CellProblem",
    "IndicatorReading",
    "Reading",
    "as_quoted",
    "day_in",
    "read_choice",
    "read_date",
    "read_flag",
    "read_indicator",
    "read_number",
    "read_reason",
    "read_status",
    "read_text",
    "read_yes_no",
    "shown",
]
