"""A reading: what a cell means, or why it cannot be said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from ovpsheets.intake.cells import Cell

Value_co = TypeVar("Value_co", covariant=True)

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

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
        return day_text(cell.value)
    return _INVISIBLE.sub("", cell.raw).replace("\u00a0", " ").strip()


def day_text(moment: datetime) -> str:
    """Return a moment's day in figures, 12.5.2022."""
    return f"{moment.day}.{moment.month}.{moment.year}"


def formula_error(cell: Cell) -> Reading[Value_co]:
    """Return the reading of a cell that shows an error such as ``#REF!``."""
    return Reading(text=cell.raw, problem="formula_error", values={"text": cell.raw})


def read_text(cell: Cell | None) -> Reading[str]:
    """Return the text of a cell; a number or date as a person sees it."""
    text = typed(cell)
    if cell is None or not text:
        return Reading()
    if cell.type == "error":
        return formula_error(cell)
    return Reading(text, text)
