"""Words can be read on their colours, and no status is known in a chart by its colour alone."""

import io
import re
import zipfile
from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final

from every_case import every
from every_workbook import own_columns, workbooks
from made import case_report
from openpyxl import load_workbook

from ovpsheets.results.consolidated import consolidated
from ovpsheets.texts import Texts
from ovpsheets.words import Status
from ovpsheets.writing.look import STYLES, look

LIGHT: Final = (0.2126, 0.7152, 0.0722)
TEXT: Final = 4.5
GRAPHIC: Final = 3.0
"""Ratios of the Web Content Accessibility Guidelines 2.2, 1.4.3 and 1.4.11."""

SOLID: Final = ("completed", "substantial", "limited", "not_started")
"""The others have a pattern in charts, and an outline on pages."""

VISIONS: Final = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
"""What is seen of linear red, green and blue by people who lack a kind of cone: G. M. Machado,
M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, severity 1."""

ON_COLOUR: Final = [name for name, own in STYLES.items() if {"bg_color", "font_color"} <= set(own)]


def linear(colour: str) -> list[float]:
    parts = (int(colour.strip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour: str) -> float:
    return sumprod(LIGHT, linear(colour))


def lightness(colour: str, vision: Sequence[Sequence[float]]) -> float:
    """Return how light a colour looks to somebody, from 0 to 100 (CIE 1976 L*)."""
    own = linear(colour)
    seen = [min(1.0, max(0.0, sumprod(row, own))) for row in vision]
    return 116 * float(sumprod(LIGHT, seen) ** (1 / 3)) - 16


def sumprod(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def series() -> list[tuple[str, str, str]]:
    """Return of each status in the chart by holder: its fill, its pattern, its edge."""
    with zipfile.ZipFile(io.BytesIO(workbooks("mk")["consolidated"])) as package:
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


@every("style", ON_COLOUR)
def test_words_can_be_read_on_their_colour(style: str) -> None:
    own = look().style(style)
    assert contrast(own["font_color"], own["bg_color"]) >= TEXT


def test_each_bar_stands_out_from_the_page_by_its_colour_or_its_edge() -> None:
    for fill, pattern, edge in series():
        best = max(contrast(edge, "FFFFFF"), contrast(fill, "FFFFFF") if pattern == "solid" else 0)
        assert best >= GRAPHIC, (fill, pattern, edge)


def test_light_bars_differ_by_more_than_a_grey() -> None:
    light = [own for own in series() if contrast(own[0], "FFFFFF") < GRAPHIC]
    assert len(light) == 2  # limited, no report
    assert [pattern for _, pattern, _ in light] == ["solid", "wdUpDiag"]
    assert len({(pattern, edge) for _, pattern, edge in light}) == len(light)


@every("vision", VISIONS)
def test_whoever_sees_fewer_colours_tells_the_statuses_apart(vision: str) -> None:
    colours = look().colours
    seen = {own: lightness(colours[own], VISIONS[vision]) for own in SOLID}
    near = [pair for pair in combinations(SOLID, 2) if abs(seen[pair[0]] - seen[pair[1]]) < 10]
    assert near == []


def test_what_nobody_said_is_told_apart_by_its_pattern_in_every_chart_of_counters() -> None:
    data = consolidated(case_report(), Texts("mk"))
    word = Texts("mk")("words.status.no_report")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        charts = [package.read(n).decode() for n in package.namelist() if "/charts/chart" in n]
    bars = [own for chart in charts for own in re.findall(r"<c:ser>.*?</c:ser>", chart)]
    silent = [own for own in bars if re.search(rf"<c:tx>.*?{word}.*?</c:tx>", own)]
    assert len(silent) == 3  # by holder, over the quarters, and a small one of its own
    assert all('<a:pattFill prst="wdUpDiag">' in own for own in silent)


def test_every_status_has_its_word_beside_its_colour() -> None:
    assert {str(own) for own in Status} <= set(look().colours)
    assert all(Texts("mk").has(f"words.status.{own}") for own in Status)


_SHOWN: Final = re.compile(rb'<c r="[A-Z]+\d+" s="(\d+)"[^>]*[^/]>')
"""A cell that holds something, and the number of its style."""


def _pairs(data: bytes) -> set[tuple[str, str]]:
    """Return the colours of letters and ground that cells with something in them have."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(n) for n in package.namelist() if "worksheets/sheet" in n]
    used = {int(number) for sheet in sheets for number in _SHOWN.findall(sheet)}
    own: Any = book
    cells = [own._cell_styles[number] for number in used]
    styles = [(own._fonts[one.fontId], own._fills[one.fillId]) for one in cells]
    changed = [(one.font, one.fill) for one in own._differential_styles.styles]
    return {(_colour(font), _ground(fill)) for font, fill in [*styles, *changed] if font}


def _colour(font: Any) -> str:
    return (
        str(font.color.rgb)[-6:]
        if font.color is not None and font.color.type == "rgb"
        else "000000"
    )


def _ground(fill: Any) -> str:
    if fill is None or not fill.fill_type:
        return "FFFFFF"
    own = fill.fgColor if fill.fgColor.rgb != "00000000" else fill.bgColor
    return str(own.rgb)[-6:]


def test_whatever_stands_in_a_cell_of_any_workbook_can_be_read_on_its_ground() -> None:
    made = {**workbooks("mk"), "own columns": own_columns()}
    pairs = {name: _pairs(data) for name, data in made.items()}
    assert all(len(own) > 3 for own in pairs.values())
    hidden = {("FFFFFF", "FFFFFF")}  # what is for programs
    poor = {
        name: sorted(one for one in own - hidden if contrast(*one) < TEXT)
        for name, own in pairs.items()
    }
    assert {name: own for name, own in poor.items() if own} == {}
