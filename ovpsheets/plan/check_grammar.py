"""What a coordinator writes as a check, read: ``3.6.3.2 <= 3.6.3.1``, „вредност <= 2 × претходна“.

The grammar is all there is: nothing of an expression is ever run. Names are only told apart
here; whether the plan knows them, :mod:`ovpsheets.plan.own_checks` tells.
"""

from importlib import import_module
from typing import Final

from ovpsheets.columns.expressions import Comparison

LONGEST: Final = 300
"""Characters of an expression; more is a table that was pasted into the cell."""

VALUE: Final = "value"
PREVIOUS: Final = "previous"
BASELINE: Final = "baseline"
TARGET: Final = "target"
GIVEN: Final = (PREVIOUS, BASELINE, TARGET)
"""What an indicator's row is given by the plan or the last quarter."""

OPERANDS: Final = (VALUE, *GIVEN)
"""What an indicator's row says of itself, by the words that every plan has."""


class UnreadableError(ValueError):
    """An expression that is none; ``rest`` is what it holds from where it cannot be read on."""

    def __init__(self, rest: str) -> None:
        super().__init__(rest)
        self.rest = rest


def read_expression(text: str) -> Comparison:
    """Return the comparison that *text* says; codes stand in it in brackets, as names do bare.

    Raises UnreadableError.
    """
    read: Comparison = import_module("ovpsheets.plan.check_parser").parsed(text)
    return read
