"""What a sheet of plan.xlsx and its columns are; which there are, ``declared_sheets.py`` says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ovpsheets.words import Language


class Content(StrEnum):
    """What a column holds."""

    TEXT = "text"
    TEXTS = "texts"  # several, separated by ";"
    CODE = "code"
    CODES = "codes"  # several, separated by ";"
    DAY = "day"
    WHOLE = "whole"  # a whole number, 0 or more
    MEASURE = "measure"  # a number or a text: the row's kind decides
    CHOICE = "choice"
    CHOICES = "choices"  # several, separated by ";"
    QUARTER = "quarter"


class Edge(StrEnum):
    """Which day of a quarter, month or year is meant where a day is wanted."""

    FIRST = "first"
    LAST = "last"


class CodeForm(StrEnum):
    """What a code is made of; it goes into file names, form identifiers and CSV."""

    NAME = "name"
    DIGITS = "digits"
    PLAN = "plan"
    KEY = "key"


CODE_FORMS: Final[Mapping[CodeForm, re.Pattern[str]]] = {
    CodeForm.NAME: re.compile(r"[A-Za-z0-9_]+"),
    CodeForm.DIGITS: re.compile(r"[0-9]+(\.[0-9]+)*"),
    # No hyphen: hyphens separate the parts of a form identifier.
    CodeForm.PLAN: re.compile(r"[A-Za-z0-9._]+"),
    # The name of a column for programs: one word in CSV files, in pandas and in expressions.
    CodeForm.KEY: re.compile(r"[a-z][a-z0-9_]{0,29}"),
}


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One column. ``default`` is what an empty cell means, "" for nothing."""

    key: str
    content: Content = Content.TEXT
    width: float = 14
    required: bool = False
    refers: str = ""  # the sheet whose codes stand here
    choices: str = ""  # the list of ovpsheets.plan.choice_lists to choose from
    default: str = ""
    stem: str = ""  # of a text in several languages: what it is called in the model and the texts
    language: Language = ""
    widest: float = 0  # its width in the language of most plans; 0: that of the others
    edge: Edge | None = None  # of a day that may be said as a part of a year; None: it may not


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One sheet of plan.xlsx."""

    key: str
    columns: tuple[PlanColumn, ...]
    any_of: tuple[tuple[str, ...], ...] = ()  # of each group at least one is filled in
    in_order: tuple[tuple[str, str], ...] = ()  # the first is not later than the second
    code_form: CodeForm | None = None  # of the column "code"
    required: bool = True  # the sheet must be there
    filled: bool = False  # and hold at least one row
    upright: bool = False  # one row per key with its value, not one column
    only_filled: bool = False  # not in a blank plan: there only where there is something in it

    def column(self, key: str) -> PlanColumn:
        """Return the column with *key*; raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def group(self, key: str) -> tuple[str, ...]:
        """Return the group of columns of which one must be filled in, with *key*, or ()."""
        return next((group for group in self.any_of if key in group), ())
