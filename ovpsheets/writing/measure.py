"""How much room a text takes, so that rows are high enough before anyone opens them."""

import math
from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,;:!'|()[]{} ґіјї-/\\\"„“")
_WIDE: Final = frozenset("mwMWШЩЖФЮЉЊшщжфюљњмтдДМ@%—…")

_MARGINS: Final = 2.2  # the indent and the cell's own margins
_WIDEST: Final = 1.3 * 1.08  # of a letter, in bold

_UNITS: Final = dict.fromkeys(_WIDE, 1.3) | dict.fromkeys(_NARROW, 0.55)


def surely_fitting(width: float) -> int:
    """Return of how many letters a text is sure to need one line in a column of *width*."""
    return int((width - _MARGINS) / _WIDEST)


@lru_cache(maxsize=65_536)  # words come again and again
def text_units(text: str, *, bold: bool = False) -> float:
    """Return the width of *text* in the units of a column's width (a digit is 1)."""
    units = sum([_UNITS.get(c, 1.05) for c in text])
    return units * (1.08 if bold else 1.0)


@lru_cache(maxsize=8192)  # a table says the same words again and again
def wrapped_lines(text: str, width: float, *, bold: bool = False) -> int:
    """Return how many lines *text* takes in a column of *width*, breaking at spaces."""
    room = max(width - _MARGINS, 1.0)
    return sum(_paragraph_lines(part, room, bold) for part in text.split("\n"))


def _paragraph_lines(paragraph: str, room: float, bold: bool) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        units = text_units(word, bold=bold)
        if used and used + 0.55 + units > room:
            lines, used = lines + 1, 0.0
        used += units + (0.55 if used else 0.0)
        if used > room:
            lines += math.ceil(used / room) - 1
            used %= room
    return lines


def row_height(lines: int, size: float = 10.0, *, least: float = 20.0) -> float:
    """Return the height in points of a row of *lines* lines set in *size* points."""
    return max(least, lines * size * 1.28 + 7.0)


def whole_pixels(points: float) -> float:
    """Return the height that a program shows of a row of so many *points*, at 96 dots an inch."""
    return int(points * 4 / 3 + 0.5) * 0.75
