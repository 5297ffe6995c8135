"""What an institution answered about one indicator: a value, or why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal

from ovpsheets.intake.meaning.choices import named_flag, read_flag, read_yes_no
from ovpsheets.intake.meaning.dates import read_date
from ovpsheets.intake.meaning.number_phrases import is_number_alone
from ovpsheets.intake.meaning.numbers import number_of
from ovpsheets.intake.meaning.reading import (
    Reading,
    number_or_quoted,
    quoted,
    taken_back,
    unreadable,
)
from ovpsheets.intake.meaning.remarks import NOTHING, BesideValue, denied_beside, in_its_unit
from ovpsheets.intake.meaning.spelling import key, typed
from ovpsheets.intake.meaning.text import read_text
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.kinds import Kind, ReadAs
from ovpsheets.quarter import Quarter
from ovpsheets.saying.nothing import is_link_alone, says_nothing
from ovpsheets.texts import Value
from ovpsheets.words import Accumulation, Flag, is_placeholder

_TO_FILL_IN: Final = timedelta(days=31)  # after a quarter: its forms are sent back by then


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one of an indicator's two cells."""

    field: Literal["value", "flag"]
    problem: str  # a key of the catalogue ``readings``
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """The answer in two cells.

    ``value``: the number of a number kind, yes as 1 and no as 0. ``text``:
    ``yes`` or ``no``, an ISO date or the text for those kinds; for number kinds
    what was typed, unless that is simply the number. What could not be read is
    kept there as typed. ``of_value`` and ``of_flag`` are the cells' readings.
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

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """What is wrong, in the value's cell and in the flag's."""
        readings: tuple[tuple[Literal["value", "flag"], Reading[Any]], ...] = (
            ("value", self.of_value),
            ("flag", self.of_flag),
        )
        return tuple(
            CellProblem(where, read.problem, read.values)
            for where, read in readings
            if read.problem
        )


def read_indicator(
    value: Cell | None,
    flag: Cell | None,
    kind: Kind,
    *,
    unit: str = "",
    texts: tuple[str, ...] = (),
    covers: Accumulation | None = None,
    quarter: Quarter | None = None,
    beside: BesideValue = NOTHING,
) -> IndicatorReading:
    """Read both cells of an indicator; a flag typed into the value's cell counts as one.

    A value and a flag at once: the value stands and the flag is reported, as it
    is when something was typed for a value that could not be read. *unit*, *texts* and
    *covers* are the indicator's, whose words may stand beside a number; *beside* is what the
    member left beside the value; *quarter* the one that is reported, None where nobody knows.
    """
    of_flag: Reading[Any] = read_flag(flag)
    # Many type "x" where the number should stand: it is understood there as well.
    in_value = _flag_in_value(value, kind)
    if in_value is not None:
        return _flagged(in_value, of_flag)
    wanted = Wanted(kind, unit, texts, covers, quarter)
    of_value = _value(value, wanted)
    if kind.is_number:
        of_value = in_its_unit(of_value, wanted, beside)
    elif isinstance(of_value.value, bool | date):
        of_value = denied_beside(of_value, wanted, beside)
    if of_flag.value is not None and of_value.problem in ("placeholder", "struck_out"):
        of_value = Reading()  # "/" beside „нема податок“ says the same twice, and so does ~~12~~
    if of_value.value is not None:
        of_flag = taken_back(of_flag)  # whoever struck it out gave the value instead
    if of_value.value is not None and of_flag.unreadable and is_placeholder(of_flag.text):
        of_flag = Reading()  # and "/" beside a value that there is nothing to explain
    if of_flag.value is not None and of_value != Reading():
        of_flag = unreadable(of_flag.text, "value_and_flag", value=number_or_quoted(of_value))
    number, text = _shown(of_value, kind)
    return IndicatorReading(number, text, of_flag.value, of_value, of_flag)


def _flag_in_value(cell: Cell | None, kind: Kind) -> Reading[Flag] | None:
    """Return the flag that was typed for a value; an "x" for yes or no may be a tick as well."""
    text = typed(cell) if cell is not None and cell.type == "text" else ""
    if kind.read_as is ReadAs.YES_NO and key(text) == key(Flag.NOT_AVAILABLE):
        return unreadable(text, "tick_or_flag")
    return named_flag(text) if text else None


def _flagged(in_value: Reading[Flag], of_flag: Reading[Any]) -> IndicatorReading:
    """Join a flag in the value's cell with the flag's own cell."""
    of_value: Reading[Any] = replace(in_value, value=None)
    named = {read.value for read in (in_value, of_flag) if read.value is not None}
    if len(named) > 1:
        of_flag = unreadable(of_flag.text, "flags_differ", other=quoted(in_value.text))
        return IndicatorReading(None, "", None, of_value, of_flag)
    if of_flag.value is not None:
        of_value = Reading(text=in_value.text)  # an "n/a" beside „нема податок“ is explained
    return IndicatorReading(None, "", named.pop() if named else None, of_value, of_flag)


def _value(cell: Cell | None, wanted: Wanted) -> Reading[Any]:
    read = _of_kind(cell, wanted)
    empty = is_placeholder(read.text) and read.text != "0"
    # „Не“ answers a yes/no question; the same word as a text says nothing.
    if empty and (read.value is None or wanted.kind.read_as is ReadAs.TEXT):
        return unreadable(read.text, "placeholder")
    return _in_words(read) if wanted.kind.read_as is ReadAs.TEXT else read


def _in_words(read: Reading[str]) -> Reading[str]:
    """Doubt a text that only points elsewhere, or marks; a number or a link alone is an answer."""
    is_number = any(map(str.isdigit, read.text)) and not any(map(str.isalpha, read.text))
    is_answer = is_number or is_link_alone(read.text)
    if read.value is None or is_answer or not says_nothing(read.text):
        return read
    return replace(read, problem="says_little", values={"text": quoted(read.text)})


def _of_kind(cell: Cell | None, wanted: Wanted) -> Reading[Any]:
    return _READERS[wanted.kind.read_as](cell, wanted)


def _reached(read: Reading[date], wanted: Wanted) -> Reading[date]:
    """Doubt a day that was still to come when the form was filled in: it tells what was reached."""
    if read.value is None or read.problem or wanted.quarter is None:
        return read
    if read.value <= wanted.quarter.end + _TO_FILL_IN:
        return read
    return replace(read, problem="day_to_come", values={"text": quoted(read.text)})


_READERS: Final[Mapping[ReadAs, Callable[[Cell | None, Wanted], Reading[Any]]]] = {
    ReadAs.NUMBER: number_of,
    ReadAs.YES_NO: lambda cell, wanted: read_yes_no(cell),
    ReadAs.DAY: lambda cell, wanted: _reached(read_date(cell), wanted),
    ReadAs.TEXT: lambda cell, wanted: read_text(cell),
}


def _shown(read: Reading[Any], kind: Kind) -> tuple[float | None, str]:
    """The value and the text of the table's row."""
    if kind.is_number:
        plain = read.value is not None and is_number_alone(read.text)
        return read.value, "" if plain else read.text
    if read.value is None:  # a failed formula must not pass for the text asked for
        wants_text = kind.read_as is ReadAs.TEXT
        return None, read.text if not wants_text or read.problem == "placeholder" else ""
    if isinstance(read.value, bool):
        return float(read.value), "yes" if read.value else "no"
    return None, read.value.isoformat() if isinstance(read.value, date) else read.value
