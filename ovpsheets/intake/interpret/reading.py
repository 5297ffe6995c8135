"""A reading: what a cell means, or why it cannot be said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Generic, Never, TypeVar

from ovpsheets.intake.cells import Cell

Value_co = TypeVar("Value_co", covariant=True)

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

_QUOTED: Final = 80  # characters; more would drown the sentence

# Zero-width characters come along when text is pasted from mails and web pages.
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value_co]):
    """What one cell means.

    ``value`` is None when the cell is blank or could not be read; ``problem``
    is then "" or a key of the catalogue ``readings``, with ``values`` for its
    sentence. ``text`` is what was typed, as it is quoted to people.
    """

    value: Value_co | None = None
    text: str = ""
    problem: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def unreadable(self) -> bool:
        """Something was typed and could not be read."""
        return bool(self.problem) and self.value is None

    @property
    def doubtful(self) -> bool:
        """A value was read, but somebody should confirm it."""
        return bool(self.problem) and self.value is not None


def typed(cell: Cell | None) -> str:
    """Return what stands in *cell* as a person would quote it; "" for a blank one."""
    if cell is None:
        return ""
    if isinstance(cell.value, datetime):
        return moment_text(cell.value)
    if cell.is_percentage and cell.type == "number":
        return percent_text(float(cell.value))
    return _INVISIBLE.sub("", cell.raw).replace("\u00a0", " ").strip()


def moment_text(moment: datetime) -> str:
    """Return a moment in figures, 12.5.2022; a time of no day (Excel's day 0) as the time alone."""
    clock = "" if moment.time() == time() else f"{moment.hour}:{moment.minute:02}"
    if moment.year < 1900:
        return clock or "0:00"
    return f"{moment.day}.{moment.month}.{moment.year} {clock}".strip()


def number_text(value: float) -> str:
    """Return *value* in full, without a fraction when it has none."""
    return f"{Decimal(repr(value)).normalize():f}"


def percent_text(share: float) -> str:
    """Return 46% for 0.46, without the noise of binary fractions."""
    return f"{number_text(round(share * 100, 10))}%"


def settled(cell: Cell) -> Reading[Never] | None:
    """Return the reading of a blank cell or a broken formula; None for what is to be read."""
    if cell.formula is None and not typed(cell):
        return Reading()
    if cell.type == "error":
        return unread("formula_error", cell.raw)
    if cell.formula is not None and cell.value == "":
        # Some programs save formulas without results; that is not a blank.
        return unread("formula_no_result", f"={cell.formula}")
    return None


def unread(problem: str, text: str, /, **values: str) -> Reading[Never]:
    """Return the reading of *text* that could not be read."""
    return Reading(text=text, problem=problem, values={"text": quoted(text), **values})


def quoted(text: str) -> str:
    """Return *text* as it is quoted in a sentence: on one line, and not at full length."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1].rstrip() + "…"


def read_text(cell: Cell | None) -> Reading[str]:
    """Return the text of a cell; a number or date as a person sees it."""
    if cell is None:
        return Reading()
    return settled(cell) or Reading(typed(cell), typed(cell))
