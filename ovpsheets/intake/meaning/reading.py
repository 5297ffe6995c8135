"""A reading: what a cell means, or why it cannot be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Generic, Never, TypeVar

from ovpsheets.intake.meaning.spelling import is_error, number_text, typed
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.texts import Figure, Texts, Value

Value_co = TypeVar("Value_co", covariant=True)

_QUOTED: Final = 80  # characters; more would drown the sentence


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value_co]):
    """What one cell means.

    ``value`` is None when the cell is blank or could not be read. ``text`` is
    what was typed, "" for a blank cell. ``problem`` is "" or a key of
    :data:`PROBLEMS`; ``values`` are for its sentence in the catalogue ``readings``.
    """

    value: Value_co | None = None
    text: str = ""
    problem: str = ""
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    @property
    def unreadable(self) -> bool:
        """Something was typed and could not be read."""
        return bool(self.problem) and self.value is None

    @property
    def doubtful(self) -> bool:
        """A value was read, but somebody should confirm it."""
        return bool(self.problem) and self.value is not None

    def explain(self, texts: Texts) -> str:
        """Return the problem as a part of a sentence; "" when there is none."""
        return texts(f"readings.{self.problem}", **self.values) if self.problem else ""


PROBLEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "formula_error": (),
    "formula_no_result": (),
    "placeholder": (),
    "struck_out": (),
    "holds_picture": (),
    "holds_object": (),
    "says_little": (),
    # Lists to choose from.
    "unknown_choice": (),
    "unknown_choice_close": ("near",),
    "several_choices": (),
    "choice_with_remark": ("choice", "remark"),
    "status_ambiguous": (),
    "status_unfinished": (),
    "status_no_report": (),
    "flag_ambiguous": (),
    "flag_not_offered": (),
    "flags_differ": ("other",),
    "value_and_flag": ("value",),
    "not_yes_no": (),
    "nothing_ticked": (),
    "tick_or_flag": (),
    # Dates.
    "not_a_date": (),
    "date_incomplete": (),
    "date_month_first": ("proposed",),
    "date_short_year": (),
    "odd_calendar": (),
    "calendar_day": ("proposed",),
    "either_day": ("one", "other"),
    "date_as_number": ("proposed",),
    "date_far": (),
    "day_to_come": (),
    "date_in_sentence": ("date",),
    "no_such_day": (),
    "several_dates": (),
    # Numbers.
    "not_a_number": (),
    "yes_no_in_number": (),
    "date_in_number": ("typed",),
    "duration_in_number": ("typed",),
    "date_text_in_number": (),
    "year_in_number": (),
    "ambiguous_number": ("joined", "units", "decimals"),
    "lookalike_digits": ("proposed",),
    "percent_in_number": (),
    "fraction_percent": (),
    "several_numbers": (),
    "unclear_number": (),
    "unknown_words": ("words", "number"),
    "unclear_magnitude": ("number", "other"),
    "unit_beside": ("beside", "unit"),
    "scale_beside": ("beside", "number", "other", "unit"),
    "corrected_beside": ("beside",),
    "unit_in_form": ("beside", "unit"),
    "qualified_beside": ("beside",),
    "qualified_in_form": ("beside",),
    "share_percent": ("percent",),
    "upper_bound": (),
    "too_many_digits": (),
    "number_in_words": ("number",),
    "number_in_sentence": ("number",),
    "approximate": ("number",),
    "other_currency": ("number",),
    "other_currency_alone": (),
    "not_whole": (),
    "shown_otherwise": ("shown",),
    "format_words": ("number",),
    "not_shown": (),
    "merged_value": ("area",),
    # Columns under headings of the member's own; rows, where the two are exchanged.
    "column_guessed": ("heading",),
    "column_in_order": (),
    "row_guessed": ("heading",),
    "row_in_order": (),
}
"""Every problem, with the values its sentence takes beside ``text``, which all have."""


def unreadable(text: str, problem: str, /, **values: Value) -> Reading[Never]:
    """Return the reading of *text* that could not be read."""
    return Reading(None, text, problem, {"text": quoted(text), **values})


def blank_or_broken(cell: Cell | None) -> Reading[Never] | None:
    """Return the reading of a cell that holds nothing, or a formula that failed; else None."""
    if cell is None:
        return Reading()
    text = typed(cell)
    is_without_result = cell.formula and cell.type != "blank" and not cell.raw
    if not text and is_without_result and not cell.struck:
        # Saved by a program that does not calculate: silence would be a wrong answer.
        return unreadable(f"={cell.formula}", "formula_no_result")
    if cell.type in ("picture", "object"):
        return unreadable(text, f"holds_{cell.type}")
    if not text:
        return (
            unreadable(typed(cell._replace(struck=())), "struck_out") if cell.struck else Reading()
        )
    return unreadable(text, "formula_error") if is_error(cell, text) else None


def taken_back(read: Reading[Any]) -> Reading[Any]:
    """Return no answer for what is struck out where none is needed; any other reading as it is."""
    return Reading() if read.problem == "struck_out" else read


def number_or_quoted(read: Reading[Any]) -> Value:
    """Return what was typed, as it is quoted: a plain number as the reader writes it."""
    if not isinstance(read.value, float) or read.text != number_text(read.value):
        return quoted(read.text)
    return Figure(Decimal(read.text), grouped=False)


def quoted(text: str) -> str:
    """Return *text* as it is quoted in a sentence: on one line, and not at full length."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1].rstrip() + "…"
