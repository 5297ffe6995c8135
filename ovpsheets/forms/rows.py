"""The rows of the form's two tables, where they stand, and how the checks see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from ovpsheets.address import cell_name, column_name
from ovpsheets.columns.checks import (
    ACTIVITY_STEPS,
    INDICATOR_STEPS,
    NOT_NEEDED,
    OK,
    Step,
    next_step,
    steps_formula,
)
from ovpsheets.columns.conditions import Cells
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.forms.content import ActivityLine, FormContent, IndicatorLine
from ovpsheets.forms.hidden import hollow_range
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, Language

HINT_ROW: Final = 2
READY_ROW: Final = 3
KEY_ROW: Final = 4
HEADING_ROW: Final = 5
FIRST_ROW: Final = 6

Line = ActivityLine | IndicatorLine


@dataclass(frozen=True, slots=True, eq=False)
class FormTable:
    """A table of the form: its columns, and the steps of its check."""

    key: str
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = {column.key: place for place, column in enumerate(self.columns)}
        object.__setattr__(self, "_places", places)

    def index_of(self, key: str) -> int:
        """Return the number of a column, from 0."""
        return self._places[key]


_STEPS: Final = MappingProxyType({ACTIVITIES: ACTIVITY_STEPS, INDICATORS: INDICATOR_STEPS})


@lru_cache(maxsize=64)  # what is cached of a table's rows is kept by the table itself
def table_of(columns: FormColumns, key: str) -> FormTable:
    """Return a table of the form where it has *columns*."""
    return FormTable(key, columns.table(key), _STEPS[key])


def lines_of(content: FormContent, table: str) -> Sequence[Line]:
    """Return the rows of a table, in the order of the sheet."""
    return content.activities if table == ACTIVITIES else content.indicators


def rows_ready(content: FormContent, table: str) -> int:
    """Return how many rows of the unfilled form are ready, nothing being needed in them."""
    return sum(
        unfilled_step(table, Facts.of(line, content)) in (OK, NOT_NEEDED)
        for line in lines_of(content, table)
    )


def ready_formula(content: FormContent, table: str, texts: Texts) -> str:
    """Return the formula (without "=") that counts the rows of a table that are ready."""
    letter = column_name(len(content.columns.table(table)) - 1)
    last = FIRST_ROW + len(lines_of(content, table))
    name = texts(f"form.sheet.{table}")
    cells = f"'{name}'!${letter}${FIRST_ROW + 1}:${letter}${last}"
    return "+".join(
        f'COUNTIF({cells},"{texts(f"checks.{table}.{step}")}")' for step in (OK, NOT_NEEDED)
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks of a row know beside its cells."""

    begun: bool
    wants_number: bool
    quarter_end: date

    @classmethod
    def of(cls, line: Line, content: FormContent) -> "Facts":
        """Take the facts of a line; only an indicator can want a number."""
        wants_number = isinstance(line, IndicatorLine) and line.kind.is_number
        return cls(line.begun, wants_number, content.quarter.end)


def cells_of(table: FormTable, facts: Facts, texts: Texts, row: int) -> Cells:
    """Return where a line's columns stand when it is written into *row*."""
    return Cells(
        address=lambda key: cell_name(row, table.index_of(key), fixed_column=True),
        label=lambda _, code: texts(f"words.status.{code}"),
        facts={"begun": facts.begun, "wants_number": facts.wants_number},
        dates={"quarter_end": facts.quarter_end},
        placeholders=hollow_range(texts.language),
    )


@lru_cache(maxsize=64)
def unfilled_step(table: str, facts: Facts) -> str:
    """Return what the check says of a row nobody has filled: nothing but its facts can matter."""
    answers = {"begun": facts.begun, "wants_number": facts.wants_number}
    return next_step(_STEPS[table], answers)


def check_words(table: FormTable, texts: Texts) -> dict[str, str]:
    """Return what the check of a row can say, by step."""
    steps = [step.key for step in table.steps]
    return {step: texts(f"checks.{table.key}.{step}") for step in (*steps, OK)}


@lru_cache(maxsize=8192)  # rows of the same place and facts have the same formula in every form
def check_formula(table: FormTable, facts: Facts, language: Language, row: int) -> str:
    """Return the formula of the check in *row*, whose result is what is missing there."""
    texts = Texts(language)
    return steps_formula(table.steps, cells_of(table, facts, texts, row), check_words(table, texts))
