"""Where in an OpenDocument sheet something lies that is anchored to the page, and what it is.

Programs that convert a workbook of Excel anchor check boxes and pictures so: the measures of
columns and rows tell the cell (OpenDocument 1.3 part 3, 9.2.8 and 19.575).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Self

from ovpsheets.intake.reading.cells import TICKED, UNTICKED, column_letters
from ovpsheets.intake.reading.formats.odf_xml import Attributes

_LENGTH: Final = re.compile(r"(-?\d+(?:\.\d+)?)(in|cm|mm|pt|pc|px)")
_POINTS: Final = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0, "pc": 12.0, "px": 0.75}
_NEARLY: Final = 4.0
"""Points by which a thing may begin before its cell: measures are rounded."""

_BOXES: Final = ("form:checkbox", "form:radio")
_STATES: Final = ("form:current-state", "form:state", "form:current-selected", "form:selected")
_TICKED: Final = ("checked", "true")

Sizes = Iterable[tuple[int, float]]
"""How many columns, or rows, one after another, and the size of each in points."""


def points(length: str) -> float:
    """Return a length in points; 0 for what is none."""
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * _POINTS[found[2]] if found else 0.0


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place on the page, in points from its left and its top."""

    x: float
    y: float

    @classmethod
    def of(cls, attributes: Attributes) -> Self | None:
        """Return where a shape stands; None for one that does not say it."""
        said = attributes.get("svg:x", ""), attributes.get("svg:y", "")
        return cls(points(said[0]), points(said[1])) if all(said) else None

    def cell(self, columns: Sizes, rows: Sizes) -> str:
        """Return the cell in which this place lies, "" where it lies in none."""
        column, row = _within(self.x, columns), _within(self.y, rows)
        return f"{column_letters(column)}{row}" if column and row else ""


def _within(place: float, sizes: Sizes) -> int:
    """Return in which column or row a place lies, 0 where it lies behind the last."""
    left, number = place + _NEARLY, 0
    for times, size in sizes:
        if size > 0 and left < times * size:
            return number + int(left // size) + 1
        left, number = left - times * size, number + times
    return 0


@dataclass(slots=True)
class Controls:
    """The check boxes of a document's forms, by their names."""

    boxes: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element; a shape refers to the box by its identifier."""
        if name in _BOXES:
            states = (attributes[key] for key in _STATES if key in attributes)
            tick = TICKED if next(states, "") in _TICKED else UNTICKED
            said = f"{tick} {attributes.get('form:label', '')}".strip()
            for key in ("xml:id", "form:id"):
                self.boxes[attributes.get(key, "")] = said

    def box(self, attributes: Attributes) -> str:
        """Return what the box says that a shape shows, "" for a shape that shows none."""
        return self.boxes.get(attributes.get("draw:control", "?"), "")
