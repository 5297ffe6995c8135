"""The rows of the form's two tables, and where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.columns.checks import Step
from ovpsheets.columns.conditions import Condition
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.columns.open_fields import fields_of
from ovpsheets.columns.own_steps import steps_of
from ovpsheets.forms.content import ActivityLine, FormContent, IndicatorLine
from ovpsheets.forms.hidden import (
    REASON_COLUMN,
    aside_columns,
    hollow_column,
    list_range,
    own_lists,
)
from ovpsheets.forms.layout import Value
from ovpsheets.plan.measured import in_words, planned
from ovpsheets.templates import cached_up_to
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES

BAND_ROW: Final = 1  # empty: the title stands beside what it is of
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
    lists: Mapping[str, str]  # column → the range of its choices
    asides: Mapping[str, int]  # what is calculated beside its check → the hidden sheet's column
    fields: tuple[Condition, ...]  # when a field of a row is to be filled in, each its own
    hollow: int | None  # where it is worked out whether texts say nothing; None for in the check
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = {column.key: place for place, column in enumerate(self.columns)}
        object.__setattr__(self, "_places", places)

    def index_of(self, key: str) -> int:
        """Return the number of a column, from 0."""
        return self._places[key]


@cached_up_to(64)  # what is cached of a table's rows is kept by the table itself
def table_of(columns: FormColumns, key: str) -> FormTable:
    """Return a table of the form where it has *columns*."""
    lists = {"reason": list_range(REASON_COLUMN), **own_lists(columns)}
    steps, asides = steps_of(columns, key), aside_columns(columns, key)
    own = columns.table(key)
    hollow = hollow_column(columns) if key == ACTIVITIES else None
    return FormTable(key, own, steps, lists, asides, fields_of(key, own), hollow)


def lines_of(content: FormContent, table: str) -> Sequence[Line]:
    """Return the rows of a table, in the order of the sheet."""
    return content.activities if table == ACTIVITIES else content.indicators


def given_value(line: Line, key: str, texts: Texts) -> Value:
    """Return what the plan puts into the column *key* of a row; None for nothing."""
    value: Value = getattr(line, key)
    if key == "previous_status":
        return texts(f"words.status.{value}") if value else None
    if isinstance(line, IndicatorLine) and key in ("baseline", "target"):
        said = planned(line.kind, getattr(line, key))
        return in_words(said, texts) if isinstance(said, bool) else value
    return value
