"""Columns over the quarters, as the numbers that a page draws them by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

HEIGHT: Final = 96
"""Of the tallest column; above it is room for a figure, below it for a quarter."""

_ABOVE: Final = 18
_STEP: Final = 38
_GAP: Final = 8

TREND_HEIGHT: Final = 30
_TREND_STEP: Final = 16
TREND_STROKE: Final = 12
"""How wide the lines of a trend are drawn: they are its columns."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A column: where it stands, how large it is; ``text`` above it, ``below`` under it.

    Where there is no number its height is 0, and the text says why.
    """

    x: float
    y: float
    width: float
    height: float
    middle: float
    text: str
    below: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns in a box of ``width`` by ``height``; ``alt`` tells it who cannot see it."""

    key: str
    title: str
    alt: str
    width: int
    height: int
    bars: tuple[Bar, ...]


def chart(
    key: str, title: str, told: Sequence[tuple[str, float | None, str]], most: float
) -> Chart:
    """Return a column for each quarter, number and text of *told*; *most* is as tall as can be."""
    bars = tuple(
        _bar(place * _STEP, value, most, (text, _short(quarter)))
        for place, (quarter, value, text) in enumerate(told)
    )
    alt = f"{title}: {_read_out(told)}"
    return Chart(key, title, alt, max(len(told), 1) * _STEP, _ABOVE + HEIGHT + 34, bars)


@dataclass(frozen=True, slots=True)
class Trend:
    """Small columns as one path, a thick line for each; the cells beside it hold the numbers."""

    path: str


def trend(values: Sequence[float | None]) -> Trend | None:
    """Return small columns from nought up; None where fewer than two numbers are known."""
    known = [value for value in values if value is not None]
    if len(known) < 2 or min(known) < 0:
        return None
    most, first = max(known) or 1, _TREND_STEP // 2
    tall = [None if v is None else max(round(TREND_HEIGHT * v / most), 1) for v in values]
    path = "".join(
        f"M{first + place * _TREND_STEP} {TREND_HEIGHT}v-{height}"
        for place, height in enumerate(tall)
        if height is not None
    )
    return Trend(path)


def trend_width(quarters: int) -> int:
    """Return how many pixels the columns of so many quarters take."""
    return quarters * _TREND_STEP


def _bar(left: int, value: float | None, most: float, texts: tuple[str, str]) -> Bar:
    height = 0.0 if value is None else round(HEIGHT * value / (most or 1), 1)
    if value is not None and height < 1:  # nought is a number: it has a line to stand on
        height = 1.0
    top = round(_ABOVE + HEIGHT - height, 1)
    return Bar(left + _GAP / 2, top, _STEP - _GAP, height, left + _STEP / 2, *texts)


def _short(quarter: str) -> str:
    return quarter.replace("-", "\n")


def _read_out(told: Iterable[tuple[str, float | None, str]]) -> str:
    return "; ".join(f"{quarter} {text}" for quarter, _, text in told)
