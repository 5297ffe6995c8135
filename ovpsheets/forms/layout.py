"""A sheet as a list of placed cells: what stands where and what it is for, no workbook yet.

The writer turns it into XlsxWriter calls; the intake asks it which texts we
issued. So what is written and what is recognised can never drift apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ovpsheets.form_field import FormField
from ovpsheets.words import LedgerClass

Value = str | float | date | None


class Placed(NamedTuple):
    """One cell of a sheet; ``row`` and ``column`` count from 0.

    ``what``: FORM for our text, GIVEN for the plan's values, CHECK for a
    formula (``value`` is then its result), FIELD for a cell the member fills.
    ``field``: which field a GIVEN, FIELD or CHECK cell of a table or a question is.
    """

    row: int
    column: int
    what: LedgerClass
    value: Value = None
    style: str = "cell"
    formula: str = ""
    link: str = ""
    field: FormField | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A dropdown over a block of cells; ``source`` is a list, or a range's reference.

    ``title`` and ``message`` are shown beside the cell, "" for nothing.
    """

    first_row: int
    last_row: int
    column: int
    source: tuple[str, ...] | str
    title: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Validation:
    """A validation other than a dropdown, in XlsxWriter's own words."""

    first_row: int
    last_row: int
    column: int
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A style that a block of cells takes while *formula* (seen from its first cell) is true."""

    first_row: int
    last_row: int
    column: int
    formula: str
    style: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG at the right end of a cell's width; it says nothing, and no answer lies under it."""

    data: bytes
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of the form."""

    key: str
    name: str
    widths: tuple[float, ...]
    cells: tuple[Placed, ...]
    landscape: bool = True
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    fitted: tuple[tuple[int, int, float], ...] = ()  # first row, last row, least height
    heights: Mapping[int, float] = field(default_factory=dict)  # row → points, where it is set
    kept: tuple[int, int] | None = None  # first and last row that do not shrink when one types
    freeze: tuple[int, int] | None = None
    repeat: tuple[int, int] | None = None
    choices: tuple[Choice, ...] = ()
    entries: tuple[Validation, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # defined name → reference
    very_hidden: bool = False
    input_first: tuple[int, int] = (0, 0)  # where the cursor stands at first
    logo: Logo | None = None


Given = Mapping[str, Mapping[str, Value]]
"""What the plan gives in the rows of a table: code → column → value, None for nothing."""


class IssuedCells(NamedTuple):
    """What of a sheet is ours, by which it is known again when it comes back.

    ``cells``: those beside the rows of a table. Of these rows, which begin at ``first``, ``given``,
    their ``formulas``, and how many fields they have to be filled in; ``columns``: the keys in
    their order, of which members fill the ``answers`` and the plan the ``plan``.
    """

    name: str
    cells: tuple[Placed, ...]
    table: str = ""
    given: Given = MappingProxyType({})
    formulas: tuple[str, ...] = ()
    fields: int = 0
    first: int = 0
    columns: tuple[str, ...] = ()
    answers: frozenset[str] = frozenset()
    plan: frozenset[str] = frozenset()
