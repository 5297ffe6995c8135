"""Words can be read on their colours, and no status is known in a chart by its colour alone."""

import io
import re
import zipfile
from typing import Final

import pytest
from made import case_report

from ovpsheets.results.consolidated import consolidated
from ovpsheets.texts import Texts
from ovpsheets.words import Status
from ovpsheets.writing.look import STYLES, look

TEXT: Final = 4.5
GRAPHIC: Final = 3.0
"""Ratios of the Web Content Accessibility Guidelines 2.2, 1.4.3 and 1.4.11."""

ON_COLOUR: Final = [name for name, own in STYLES.items() if {"bg_color", "font_color"} <= set(own)]


def luminance(colour: str) -> float:
    parts = (int(colour.strip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def series() -> list[tuple[str, str, str]]:
    """Return of each status in the chart by holder: its fill, its pattern, its edge."""
    data = consolidated(case_report(), Texts("mk"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    found = []
    for bars in re.findall(r"<c:ser>.*?</c:ser>", chart):
        (properties,) = re.findall(r"<c:spPr>.*?</c:spPr>", bars)[:1]
        fill, edge = properties.split("<a:ln")
        pattern = re.search(r'prst="(\w+)"', fill)
        colours = [re.search(r'srgbClr val="(\w+)"', part) for part in (fill, edge)]
        shown, around = (str(own[1]) if own else "" for own in colours)
        found.append((shown, pattern[1] if pattern else "solid", around))
    return found


@pytest.mark.parametrize("style", ON_COLOUR)
def test_words_can_be_read_on_their_colour(style: str) -> None:
    own = look().style(style)
    assert contrast(own["font_color"], own["bg_color"]) >= TEXT


def test_each_bar_stands_out_from_the_page_by_its_colour_or_its_edge() -> None:
    for fill, pattern, edge in series():
        best = max(contrast(edge, "FFFFFF"), contrast(fill, "FFFFFF") if pattern == "solid" else 0)
        assert best >= GRAPHIC, (fill, pattern, edge)


def test_light_bars_differ_by_more_than_a_grey() -> None:
    light = [own for own in series() if contrast(own[0], "FFFFFF") < GRAPHIC]
    assert len(light) == 3  # limited, not started, no report
    assert [pattern for _, pattern, _ in light] == ["solid", "solid", "wdUpDiag"]
    assert len({(pattern, edge) for _, pattern, edge in light}) == len(light)


def test_every_status_has_its_word_beside_its_colour() -> None:
    assert {str(own) for own in Status} <= set(look().colours)
    assert all(Texts("mk").has(f"words.status.{own}") for own in Status)
