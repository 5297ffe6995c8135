"""What an institution answered about one indicator: a value, or why there is none."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ovpsheets.intake.cells import Cell
from ovpsheets.intake.interpret.choices import read_flag, read_yes_no
from ovpsheets.intake.interpret.dates import read_date
from ovpsheets.intake.interpret.numbers import read_number
from ovpsheets.intake.interpret.reading import (
    Reading,
    number_text,
    quoted,
    read_text,
    typed,
    unread,
)
from ovpsheets.words import NUMBER_KINDS, Flag, Kind, is_placeholder


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """The answer in two cells.

    ``value``: number kinds as they are, yes 1 and no 0; ``text``: ``yes``/``no``,
    an ISO date or the text itself for those kinds, and what was typed where a
    number was not typed plainly; ``given``: there is an answer, be it a flag.
    """

    value: float | None
    text: str
    flag: Flag | None
    of_value: Reading[Any]
    of_flag: Reading[Any]

    @property
    def given(self) -> bool:
        """Whether there is an answer: a value, or a flag that says why there is none."""
        return self.of_value.value is not None or self.flag is not None


def read_indicator(value: Cell | None, flag: Cell | None, kind: Kind) -> IndicatorReading:
    """Read both cells of an indicator; a flag typed into the value's cell counts as one."""
    of_flag: Reading[Any] = read_flag(flag)
    in_value: Reading[Flag] = read_flag(value if value and value.type == "text" else None)
    if in_value.value is not None or in_value.problem == "flag_ambiguous":
        return _flag_for_value(in_value, of_flag)
    read = _value(value, kind)
    if read.problem == "placeholder" and of_flag.value is not None:
        # „/“ beside a reason says nothing more than the reason.
        read = Reading(text=read.text)
    if read.value is not None and of_flag.value is not None:
        # A value and a reason why there is none: the value stands, the flag is asked about.
        of_flag = unread("value_and_flag", of_flag.text, value=quoted(read.text))
    number, text = _shown(read, kind)
    return IndicatorReading(number, text, of_flag.value, read, of_flag)


def _flag_for_value(in_value: Reading[Flag], of_flag: Reading[Any]) -> IndicatorReading:
    """The value's cell held a flag: there is no value, and the two cells may disagree."""
    if in_value.value is None and of_flag.value is not None:
        # "n/a" beside a reason that was chosen: the choice says which is meant.
        in_value = Reading(text=in_value.text)
    if in_value.value and of_flag.value and in_value.value != of_flag.value:
        differ = unread("flags_differ", of_flag.text, other=quoted(in_value.text))
        return IndicatorReading(None, "", None, Reading(text=in_value.text), differ)
    read: Reading[Any] = Reading(
        text=in_value.text, problem=in_value.problem, values=in_value.values
    )
    return IndicatorReading(None, "", of_flag.value or in_value.value, read, of_flag)


def _value(cell: Cell | None, kind: Kind) -> Reading[Any]:
    text = typed(cell)
    if is_placeholder(text) and text != "0" and not (kind is Kind.YES_NO and cell is not None):
        return unread("placeholder", text)
    if kind in NUMBER_KINDS:
        return read_number(cell, kind)
    if kind is Kind.YES_NO:
        return read_yes_no(cell)
    return read_date(cell) if kind is Kind.DATE else read_text(cell)


def _shown(read: Reading[Any], kind: Kind) -> tuple[float | None, str]:
    value = read.value
    if value is None:
        return None, read.text
    if isinstance(value, bool):
        return float(value), "yes" if value else "no"
    if isinstance(value, date):
        return None, value.isoformat()
    if isinstance(value, str):
        return None, value
    return value, "" if _is_plain(read.text, value) else read.text


def _is_plain(text: str, value: float) -> bool:
    """Tell whether what was typed is nothing but the number."""
    return text.replace(",", ".").replace("%", "").strip() in (number_text(value), repr(value))
