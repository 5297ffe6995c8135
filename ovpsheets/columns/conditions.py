"""Conditions that exist once and serve twice: in Python and as a spreadsheet formula.

A condition speaks about one row of a form by its column keys. ``holds`` judges
the row's answers in Python; ``formula`` says the same in functions that every
office program has. A test runs both over a truth table in LibreOffice.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

Answers = Mapping[str, object]
"""A row: column key → code, text, number or date; None or "" is blank."""

TRUE: Final = "TRUE"
FALSE: Final = "FALSE"


@dataclass(frozen=True, slots=True)
class RowCells:
    """Where a row's columns stand in the sheet, and what its codes are called there."""

    address: Callable[[str], str]  # column key → reference such as $E8; "" where it has no cell
    label: Callable[[str, str], str]  # column key, code → the word in the dropdown
    facts: Mapping[str, bool]  # what is known when the form is made
    dates: Mapping[str, date]
    placeholders: tuple[str, ...]  # the cells that list texts that say nothing
    numbers: Mapping[str, str] = field(default_factory=dict)  # what the plan expects, as literals
    lists: Mapping[str, str] = field(default_factory=dict)  # column → the range of its choices
    ranges: Mapping[str, str] = field(default_factory=dict)  # column → its cells in every row
    given: Mapping[str, str] = field(default_factory=dict)  # column → what we put there, likewise
    hollow: Mapping[str, str] = field(default_factory=dict)  # column → where it is said to be so


class Condition(Protocol):
    """Something that is true or false of a row."""

    def holds(self, answers: Answers) -> bool:
        """Judge a row in Python."""
        ...

    def formula(self, cells: RowCells) -> str:
        """Say it as a formula, without "="."""
        ...


@dataclass(frozen=True, slots=True)
class Blank:
    """The column is empty or holds spaces only."""

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return not text_of(answers, self.column)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        return f"LEN(TRIM({cells.address(self.column)}))=0"


@dataclass(frozen=True, slots=True)
class Is:
    """The column holds one of these codes."""

    column: str
    codes: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return text_of(answers, self.column) in self.codes

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        address = cells.address(self.column)
        return any_of(f"{address}={quoted(cells.label(self.column, code))}" for code in self.codes)


@dataclass(frozen=True, slots=True)
class Same:
    """Two columns hold the same, case and outer spaces aside; two blanks are the same."""

    column: str
    other: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return _plain(answers, self.column) == _plain(answers, self.other)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        return f"TRIM({cells.address(self.column)})=TRIM({cells.address(self.other)})"


@dataclass(frozen=True, slots=True)
class CopiedDown:
    """All rows of the table that say anything in these columns say what this one does.

    They are several, and the column that must be filled is. The answer ``rows`` has what each
    row says in the columns; without it nobody knows the others.
    """

    columns: tuple[str, ...]
    filled: str
    fewest: int

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        rows = answers.get("rows")
        if not isinstance(rows, tuple) or not text_of(answers, self.filled):
            return False
        own = self.row(answers)
        said = [row for row in rows if any(row)]
        return len(said) >= self.fewest and all(row == own for row in said)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        if not all(column in cells.ranges for column in self.columns):
            return FALSE
        ranges = [cells.ranges[column] for column in self.columns]
        own = [cells.address(column) for column in self.columns]
        same = "*".join(
            f"(TRIM({many})=TRIM({one}))" for many, one in zip(ranges, own, strict=True)
        )
        said = f"SUMPRODUCT(--(LEN(TRIM({'&'.join(ranges)}))>0))"
        filled = f"LEN(TRIM({cells.address(self.filled)}))>0"
        return f"AND({filled},{said}>={self.fewest},SUMPRODUCT({same})={said})"

    def row(self, answers: Answers) -> tuple[str, ...]:
        """Return what a row says, as the answer ``rows`` has it."""
        return tuple(_plain(answers, column) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Number:
    """The column holds a number."""

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return isinstance(answers.get(self.column), int | float)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        return f"ISNUMBER({cells.address(self.column)})"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """The column holds something that is not in its dropdown.

    The answer ``<column>_list`` has the choices; without it the text was read, and is one.
    """

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        said, known = text_of(answers, self.column), answers.get(f"{self.column}_list")
        return bool(said) and isinstance(known, tuple) and said not in known

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        own = cells.address(self.column)
        found = f"SUMPRODUCT(--({cells.lists[self.column]}=TRIM({own})))"
        return f"IF(LEN(TRIM({own}))=0,FALSE,{found}=0)"


@dataclass(frozen=True, slots=True)
class Changed:
    """The column, which the plan filled, is not blank and holds something else than was issued.

    The answer ``given_<column>`` has what was issued; without it nothing was, or what no
    formula can compare.
    """

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        issued, value = answers.get(f"given_{self.column}"), answers.get(self.column)
        if issued is None or not text_of(answers, self.column):
            return False
        if isinstance(issued, int | float):
            return value != issued
        return _plain(answers, self.column) != " ".join(str(issued).split()).casefold()

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        issued = cells.given.get(self.column)
        if issued is None:
            return FALSE
        own = cells.address(self.column)
        same = f"TRIM({own})={issued}" if issued.startswith('"') else f"{own}={issued}"
        return f"AND(LEN(TRIM({own}))>0,NOT({same}))"


@dataclass(frozen=True, slots=True)
class NotAfter:
    """The date in the column is not after a date that the form was made with."""

    column: str
    day: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        first, last = answers[self.column], answers[self.day]
        return isinstance(first, date) and isinstance(last, date) and first <= last

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        day = cells.dates[self.day]
        return f"{cells.address(self.column)}<=DATE({day.year},{day.month},{day.day})"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of the row when the form is made."""

    name: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return bool(answers[self.name])

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        return TRUE if cells.facts[self.name] else FALSE


WAIVED: Final = "waived:"
"""How the fact begins, in the answers and the facts of a row, that the plan waives a rule there."""


@dataclass(frozen=True, slots=True)
class Waived:
    """The plan waives a rule in this row; where nothing is known of waivers, it does not."""

    rule: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return bool(answers.get(f"{WAIVED}{self.rule}"))

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        return TRUE if cells.facts.get(f"{WAIVED}{self.rule}") else FALSE


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: Condition

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return not self.part.holds(answers)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        inner = self.part.formula(cells)
        return {TRUE: FALSE, FALSE: TRUE}.get(inner, f"NOT({inner})")


@dataclass(frozen=True, slots=True, init=False)
class All:
    """Every part is true."""

    parts: tuple[Condition, ...]

    def __init__(self, *parts: Condition) -> None:
        object.__setattr__(self, "parts", parts)

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return all(part.holds(answers) for part in self.parts)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        parts = [text for part in self.parts if (text := part.formula(cells)) != TRUE]
        if FALSE in parts:
            return FALSE
        return _joined("AND", parts) if parts else TRUE


@dataclass(frozen=True, slots=True, init=False)
class Any:
    """At least one part is true."""

    parts: tuple[Condition, ...]

    def __init__(self, *parts: Condition) -> None:
        object.__setattr__(self, "parts", parts)

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        return any(part.holds(answers) for part in self.parts)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        return any_of(part.formula(cells) for part in self.parts)


def unless_waived(rule: str, *parts: Condition) -> All:
    """Return what is asked only where the plan does not waive *rule*: every one of *parts*."""
    return All(Not(Waived(rule)), *parts)


def any_of(formulas: Iterable[str]) -> str:
    """Join formulas with OR, leaving out what is always false."""
    parts = [formula for formula in formulas if formula != FALSE]
    if TRUE in parts:
        return TRUE
    return _joined("OR", parts) if parts else FALSE


def quoted(text: str) -> str:
    """Return *text* as a string literal of a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def literal(value: float | str) -> str:
    """Return a number, or a text with single blanks, as it stands in a formula."""
    return quoted(" ".join(value.split())) if isinstance(value, str) else f"{value:.15g}"


def _joined(function: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{function}({','.join(parts)})"


def text_of(answers: Answers, column: str) -> str:
    """Return what a column says, "" where it is blank."""
    value = answers.get(column)
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else str(value).strip()


def _plain(answers: Answers, column: str) -> str:
    return " ".join(text_of(answers, column).split()).casefold()
