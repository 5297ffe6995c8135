"""Conditions about what a text says: nothing, or what another column says."""

from dataclasses import dataclass
from typing import Final

from ovpsheets.columns.conditions import Answers, RowCells, quoted, text_of
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.saying.same import same

FORM_KNOWS: Final = "form_knows"
"""The answer that holds the texts which a form knows; with it a row is judged as the form does."""


@dataclass(frozen=True, slots=True)
class SaysNothing:
    """The column holds a text that says nothing („/“, „нема“, „ќе се реализира во …“).

    The formula knows the commonest of them, the function any
    (:mod:`ovpsheets.saying.nothing`): what the formula finds, the function finds.
    """

    column: str

    def holds(self, answers: Answers) -> bool:
        """See :class:`Condition`."""
        said, known = text_of(answers, self.column), answers.get(FORM_KNOWS)
        if isinstance(known, tuple):
            return bool(said) and (not squeezed_out(said) or squeezed_out(said) in known)
        return says_nothing(said, text_of(answers, "text"))

    def formula(self, cells: RowCells) -> str:
        """See :class:`Condition`."""
        address = cells.address(self.column)
        squeezed = f"LOWER({address})"
        for mark in SQUEEZED_OUT:
            squeezed = f'SUBSTITUTE({squeezed},{quoted(mark)},"")'
        # SUMPRODUCT of exact comparisons: COUNTIF would take "?" and "*" as wildcards.
        # Behind the texts the range has an empty cell: what holds marks only is in it, too.
        return f"AND(LEN(TRIM({address}))>0,SUMPRODUCT(--({cells.placeholders}={squeezed}))>0)"


def _trimmed(text: str) -> str:
    return " ".join(text.split()).casefold()


SQUEEZED_OUT: Final = (" ", ".", ",", "/", "-", "–")
"""Marks that the formula takes out of a text before it looks it up; more make it long."""


def squeezed_out(text: str) -> str:
    """Return *text* as the formula of :class:`SaysNothing` compares it."""
    text = text.lower()
    for mark in SQUEEZED_OUT:
        text = text.replace(mark, "")
    return text


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
        return f"AND(LEN(TRIM({own}))>0,TRIM({own})=TRIM({other}))"
