"""How much room a text takes, so that rows are high enough before anyone opens them."""

import math
from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,;:!'|()[]{} ґіјї-/\\\"„“")
_WIDE: Final = frozenset("mwMWШЩЖФЮЉЊшщжфюљњмтдДМ@%—…")

MARGINS: Final = 2.2
"""Characters that the indent and the cell's own margins take."""
SCREEN: Final = 162.0
"""Characters that a screen 1366 pixels wide shows at 100 % in LibreOffice, which draws columns
widest and keeps a strip for its side bar: (1366 - 37 - 16 - 46) / 7.8. Excel shows 180."""

BETWEEN: Final = 0.72
"""Characters of margin that each column adds to its width."""

LEAST_SCALE: Final = 80
"""Per cent at which letters of 10 points, which no cell's are smaller than, are printed in 8."""

FITTED_SCALE: Final = 88
"""Per cent at which a sheet that is fitted to its page's width is printed in 8 points all the same
in LibreOffice, which draws columns up to a twelfth wider than Excel, and rounds down."""

PAPER: Final = {True: 1_045, False: 710}
"""Pixels between the margins of A4, lying and upright."""

PAPER_HEIGHT: Final = 495
"""Points between the margins of A4, lying, less what LibreOffice draws rows higher."""

BUTTON: Final = 2.5
"""Characters of a heading that LibreOffice keeps free for the button of its filter."""

_WIDEST: Final = 1.3 * 1.08  # of a letter, in bold

_UNITS: Final = dict.fromkeys(_WIDE, 1.3) | dict.fromkeys(_NARROW, 0.55)


def pixels(width: float) -> int:
    """Return how wide a column of so many characters is drawn, in pixels."""
    return int(7 * width + 5)


def room_on_paper(*, landscape: bool) -> float:
    """Return how many pixels fit a page's width in letters of 8 points and more."""
    return PAPER[landscape] * 100 / FITTED_SCALE


def surely_fitting(width: float) -> int:
    """Return of how many letters a text is sure to need one line in a column of *width*."""
    return int((width - MARGINS) / _WIDEST)


@lru_cache(maxsize=16_384)  # words come again and again
def text_units(text: str, *, bold: bool = False) -> float:
    """Return the width of *text* in the units of a column's width (a digit is 1)."""
    units = sum([_UNITS.get(c, 1.05) for c in text])
    return units * (1.08 if bold else 1.0)


def unbroken_width(text: str, size: float = 10.0, *, has_button: bool = False) -> float:
    """Return the width of a column in which no word of a bold heading breaks, in characters."""
    longest = max((text_units(word, bold=True) for word in text.split()), default=0.0)
    return longest * size / 10 + MARGINS - BETWEEN + has_button * BUTTON


@lru_cache(maxsize=8192)  # a table says the same words again and again
def wrapped_lines(text: str, width: float, *, bold: bool = False) -> int:
    """Return how many lines *text* takes in a column of *width*, breaking at spaces."""
    room = max(width - MARGINS, 1.0)
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
