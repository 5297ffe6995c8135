"""Comparisons of numbers that a plan asks for: ``3.6.3.2 <= 3.6.3.1``, ``value <= 2 * previous``.

What stands in one is a number, or the name of one: the code of an indicator, the key of a
column, what the plan or the last quarter says. A comparison judges in Python and says the same
as a formula; of a number that is missing it says nothing, for missing is not 0.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ovpsheets.columns.conditions import FALSE, Answers, RowCells

ArithmeticSign = Literal["+", "-", "*", "/"]
ComparisonSign = Literal["=", "<>", "<", "<=", ">", ">="]

DIGITS: Final = 9
"""Decimal places to which two sides are compared: 0.1 + 0.2 is 0.3."""


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number that is written down, and how; never below 0, for a sign stands before it."""

    value: float
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A number that somebody else says: an indicator's by its code, any other by its word."""

    name: str


@dataclass(frozen=True, slots=True)
class Calculated:
    """Two terms and a sign between them."""

    sign: ArithmeticSign
    left: "Term"
    right: "Term"


Term = WrittenNumber | NamedNumber | Calculated


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms that are compared."""

    sign: ComparisonSign
    left: Term
    right: Term

    @property
    def names(self) -> tuple[str, ...]:
        """Which numbers it wants to know, each once, from left to right."""
        return tuple(dict.fromkeys((*_names(self.left), *_names(self.right))))

    @property
    def figures(self) -> tuple[str, ...]:
        """Which numbers are written down in it, as they are written."""
        return (*_figures(self.left), *_figures(self.right))

    def sides(self, known: Mapping[str, float]) -> tuple[float, float] | None:
        """Return what its sides come to; None where one comes to nothing.

        That is so where a number is not *known*, or divided by 0.
        """
        left, right = _value(self.left, known), _value(self.right, known)
        if left is None or right is None or not math.isfinite(left - right):
            return None
        return left, right

    def fails(self, known: Mapping[str, float]) -> bool:
        """Tell whether all is *known*, and the comparison is not so."""
        found = self.sides(known)
        return found is not None and not _HOLDS[self.sign](round(found[0] - found[1], DIGITS))


def divides_by_nothing(term: Term) -> bool:
    """Tell whether anything in *term* is divided by what is always 0."""
    if not isinstance(term, Calculated):
        return False
    is_zero = not [*_names(term.right)] and _value(term.right, {}) in (0, None)
    inner = divides_by_nothing(term.left) or divides_by_nothing(term.right)
    return inner or (term.sign == "/" and is_zero)


def _names(term: Term) -> Iterator[str]:
    if isinstance(term, NamedNumber):
        yield term.name
    elif isinstance(term, Calculated):
        yield from _names(term.left)
        yield from _names(term.right)


def _figures(term: Term) -> Iterator[str]:
    if isinstance(term, WrittenNumber) and term.written:
        yield term.written
    elif isinstance(term, Calculated):
        yield from _figures(term.left)
        yield from _figures(term.right)


def _value(term: Term, known: Mapping[str, float]) -> float | None:
    if isinstance(term, WrittenNumber):
        return term.value
    if isinstance(term, NamedNumber):
        return known.get(term.name)
    left, right = _value(term.left, known), _value(term.right, known)
    if left is None or right is None or (term.sign == "/" and right == 0):
        return None
    return _CALCULATED[term.sign](left, right)


_CALCULATED: Final[Mapping[ArithmeticSign, Callable[[float, float], float]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}

_HOLDS: Final[Mapping[ComparisonSign, Callable[[float], bool]]] = {
    "=": lambda difference: difference == 0,
    "<>": lambda difference: difference != 0,
    "<": lambda difference: difference < 0,
    "<=": lambda difference: difference <= 0,
    ">": lambda difference: difference > 0,
    ">=": lambda difference: difference >= 0,
}
"""Sign → whether it holds of what is left of the left side when the right one is taken away."""


@dataclass(frozen=True, slots=True)
class Fails:
    """A comparison of the plan's does not hold in a row.

    ``known``: the numbers that the form was made with; all others stand in cells, of this row
    or another one. It is no answer where one of them is blank or no number.
    """

    comparison: Comparison
    known: tuple[tuple[str, float], ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Which numbers stand in cells."""
        known = dict(self.known)
        return tuple(name for name in self.comparison.names if name not in known)

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        said = {name: answers.get(name) for name in self.asked}
        numbers = {
            name: float(value)
            for name, value in said.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        return self.comparison.fails({**numbers, **dict(self.known)})

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        places = {name: cells.address(name) for name in self.asked}
        figures = {name: _figure(value) for name, value in self.known}
        sides = (self.comparison.left, self.comparison.right)
        left, right = (_formula(side, {**places, **figures}) for side in sides)
        # An error is a division by 0, and then nothing is said.
        difference = f"ROUND(({left})-({right}),{DIGITS})"
        failed = f"{difference}{_OPPOSITE[self.comparison.sign]}0"
        are_numbers = ",".join(f"ISNUMBER({place})" for place in places.values())
        if not places:
            return FALSE
        may_err = any(map(_divides, sides))
        inner = f"IF(ISNUMBER({difference}),{failed},FALSE)" if may_err else failed
        return f"IF(AND({are_numbers}),{inner},FALSE)"


_OPPOSITE: Final[Mapping[ComparisonSign, str]] = {
    "=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<",
}  # fmt: skip


def _divides(term: Term) -> bool:
    parts = (term.left, term.right) if isinstance(term, Calculated) else ()
    return (isinstance(term, Calculated) and term.sign == "/") or any(map(_divides, parts))


def _formula(term: Term, places: Mapping[str, str]) -> str:
    if isinstance(term, WrittenNumber):
        return _figure(term.value)
    if isinstance(term, NamedNumber):
        return places[term.name]
    return f"({_formula(term.left, places)}{term.sign}{_formula(term.right, places)})"


def _figure(value: float) -> str:
    return f"{value:.15g}" if value >= 0 else f"({value:.15g})"
