"""Conditions about what a text says: nothing, or what another column says."""

import re
from dataclasses import dataclass
from typing import Final

from ovpsheets.columns.conditions import FALSE, Answers, RowCells, quoted, text_of
from ovpsheets.saying.nothing import says_nothing, squeezed_words
from ovpsheets.saying.same import same
from ovpsheets.templates import cached

FORM_KNOWS: Final = "form_knows"
"""The answer with the texts that a form knows; with it a row is judged as the form does."""

BAR: Final = ";"
"""Stands before, between and behind the texts of that list; "|" would look like DDE to a reader."""


@dataclass(frozen=True, slots=True)
class SaysNothing:
    """The column holds a text that says nothing („/“, „нема“, „ќе се реализира во …“).

    The formula knows the commonest of every language, the function any
    (:mod:`ovpsheets.saying.nothing`): what the formula finds, the function finds.
    """

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        said, known = text_of(answers, self.column), answers.get(FORM_KNOWS)
        if isinstance(known, frozenset):
            return bool(said) and squeezed_out(said) in known
        return says_nothing(said, text_of(answers, "text"))

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        if beside := cells.hollow.get(self.column):
            return beside
        return f"{self.found(cells)}>0"

    def found(self, cells: RowCells) -> str:
        """Return how many cells list what the column says, as a formula: 0 or 1."""
        address = cells.address(self.column)
        squeezed = f"LOWER({address})"
        for mark in _squeezed():
            squeezed = f'SUBSTITUTE({squeezed},{quoted(mark)},"")'
        # FIND knows no wildcards, COUNTIF would take "?" and "*" for such. The list begins
        # with nothing between two marks: what holds marks only is in it, too.
        sought = f'"{BAR}"&{squeezed}&"{BAR}"'
        # A cell each, for Gnumeric looks into one cell of a range only.
        found = "+".join(f"ISNUMBER(FIND({sought},{cell}))" for cell in cells.placeholders)
        return f"(LEN(TRIM({address}))>0)*({found})"


@dataclass(frozen=True, slots=True)
class SaidBeside:
    """Which of the columns say nothing, as one number: 1 for the first, 2 for the second.

    It is calculated in a cell beside the check, which is long enough without.
    """

    columns: tuple[str, str]

    def formula(self, cells: RowCells) -> str:
        """Return the formula of that cell, with "="."""
        first, second = (SaysNothing(column).found(cells) for column in self.columns)
        return f"={first}+2*{second}"

    def places(self, cell: str) -> dict[str, str]:
        """Return column → what tells that it says nothing, where the number stands in *cell*."""
        return dict(zip(self.columns, (f"OR({cell}=1,{cell}=3)", f"{cell}>1"), strict=True))


def _trimmed(text: str) -> str:
    return " ".join(text.split()).casefold()


_MARKS: Final = (" ", ".", ",", "/", "-", "–")
_MORE_MARKS: Final = tuple("|;:„“()")  # which the formulas of earlier forms left in


@cached
def _squeezed() -> tuple[str, ...]:
    """What the formula takes out of a text before it looks it up, in this order."""
    return (*_MARKS, *_MORE_MARKS, *squeezed_words())


def squeezed_out(text: str) -> str:
    """Return *text* as the formula of :class:`SaysNothing` compares it."""
    return _without(text, _squeezed())


def without_marks(text: str) -> str:
    """Return *text* as the formulas of earlier forms compared it."""
    return _without(text, _MARKS)


def _without(text: str, parts: tuple[str, ...]) -> str:
    text = text.lower()
    for part in parts:
        text = text.replace(part, "")
    return text


PERSONAL_DIGITS: Final = 13
"""Digits of the unique number of the citizen (ЕМБГ)."""


@dataclass(frozen=True, slots=True)
class HoldsPersonalNumber:
    """One of the columns holds a number of 13 digits; a longer one is that of an account.

    The rule of the merge also asks whether it begins with a day, for which a formula has no room.
    """

    columns: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        figures = _DIGIT.sub("#", _together(answers, self.columns))
        return "#" * PERSONAL_DIGITS in figures.replace("#" * (PERSONAL_DIGITS + 1), "")

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        figures = _joined_cells(cells, self.columns)
        for digit in range(10):
            figures = f'SUBSTITUTE({figures},{digit},"#")'
        figures = f'SUBSTITUTE({figures},REPT("#",{PERSONAL_DIGITS + 1}),"")'
        return f'ISNUMBER(FIND(REPT("#",{PERSONAL_DIGITS}),{figures}))'


@dataclass(frozen=True, slots=True)
class HoldsMail:
    """One of the columns holds an "@", as an address of e-mail does: that of a person, perhaps."""

    columns: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return "@" in _together(answers, self.columns)

    def formula(self, cells: RowCells) -> str:
        """See :class:`~ovpsheets.columns.conditions.Condition`."""
        return f'ISNUMBER(FIND("@",{_joined_cells(cells, self.columns)}))'


_DIGIT: Final = re.compile("[0-9]")


def _together(answers: Answers, columns: tuple[str, ...]) -> str:
    return " ".join(text_of(answers, column) for column in columns)


def _joined_cells(cells: RowCells, columns: tuple[str, ...]) -> str:
    return '&" "&'.join(filter(None, map(cells.address, columns)))


@dataclass(frozen=True, slots=True)
class Repeats:
    """The column, which is not blank, says what another one says.

    ``wordings`` names an answer with all wordings of the other column (its languages),
    which the form does not have. The formula compares case and outer spaces only, the
    function whatever a keystroke may change (:mod:`ovpsheets.saying.same`).
    """

    column: str
    other: str
    wordings: str = ""

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        said = text_of(answers, self.column)
        known = answers.get(self.wordings) if self.wordings else None
        others = known if isinstance(known, tuple) else (text_of(answers, self.other),)
        if FORM_KNOWS in answers:
            return bool(said) and any(_trimmed(said) == _trimmed(str(other)) for other in others)
        return any(same(said, other) for other in others)

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        own, other = cells.address(self.column), cells.address(self.other)
        if not other:
            return FALSE
        return f"AND(LEN(TRIM({own}))>0,TRIM({own})=TRIM({other}))"
