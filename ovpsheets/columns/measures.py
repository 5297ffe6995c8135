"""Conditions about a number that was typed, beside what the plan and the last quarter expect.

What is expected has a name; where nothing is, it is None and the condition false.
"""

from dataclasses import dataclass

from ovpsheets.columns.conditions import FALSE, Answers, RowCells


@dataclass(frozen=True, slots=True)
class Above:
    """The column holds a number above an expected one."""

    column: str
    bound: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        value, bound = _number(answers, self.column), _number(answers, self.bound)
        return value is not None and bound is not None and value > bound

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return _compared(cells, self.column, ">", self.bound)


@dataclass(frozen=True, slots=True)
class Below:
    """The column holds a number below an expected one."""

    column: str
    bound: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        value, bound = _number(answers, self.column), _number(answers, self.bound)
        return value is not None and bound is not None and value < bound

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return _compared(cells, self.column, "<", self.bound)


@dataclass(frozen=True, slots=True)
class Reaches:
    """The column holds a number that is an expected one or above it."""

    column: str
    bound: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        value, bound = _number(answers, self.column), _number(answers, self.bound)
        return value is not None and bound is not None and value >= bound

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return _compared(cells, self.column, ">=", self.bound)


@dataclass(frozen=True, slots=True)
class Scant:
    """The column holds a number above 0 that is not above an expected one."""

    column: str
    bound: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        value, bound = _number(answers, self.column), _number(answers, self.bound)
        return value is not None and bound is not None and 0 < value <= bound

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        compared = _compared(cells, self.column, "<=", self.bound)
        return FALSE if compared == FALSE else f"AND({compared},{cells.address(self.column)}>0)"


@dataclass(frozen=True, slots=True)
class Fraction:
    """The column holds a number that is not whole."""

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        value = _number(answers, self.column)
        return value is not None and not value.is_integer()

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        own = cells.address(self.column)
        return f"IF(ISNUMBER({own}),NOT(INT({own})={own}),FALSE)"


def _compared(cells: RowCells, column: str, sign: str, bound: str) -> str:
    expected, own = cells.numbers.get(bound), cells.address(column)
    if expected is None:
        return FALSE
    return f"AND(ISNUMBER({own}),{own}{sign}{expected})"


def _number(answers: Answers, name: str) -> float | None:
    value = answers.get(name)
    return float(value) if isinstance(value, int | float) else None
