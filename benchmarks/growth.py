"""Measure how the merge grows: ``python -m benchmarks.growth docs/growth.svg 10 100 1000``.

Where the forms have other than 40 rows of each table: ``docs/growth-small.svg rows=4 10 100``.
For each number of forms the complete merge and the colleague's script run over the same files, each
in a process of its own. Prints a Markdown table and draws the two curves, CPU and peak memory,
both axes in powers of ten.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from math import log10
from pathlib import Path
from typing import Final

from benchmarks.make import ROWS
from benchmarks.make import main as make_forms
from benchmarks.run import Measured, Peer, colleague, measure, merge

PEERS: Final[Mapping[str, Peer]] = {"ovpsheets": merge, "pandas + openpyxl": colleague}
Grown = Mapping[str, Mapping[int, Measured]]
"""Peer → number of forms → what it took."""

_SIZE: Final = (360, 260)  # of one panel
_EDGE: Final = (56, 20, 34, 40)  # left, right, top, bottom
_INKS: Final = ("#1f4e79", "#9a5b13")


def grown(sizes: Iterable[int], rows: int = ROWS) -> Grown:
    """Measure every peer over so many forms, each of so many *rows* of both tables."""
    found: dict[str, dict[int, Measured]] = {name: {} for name in PEERS}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            forms, scratch = Path(folder, "forms"), Path(folder, "scratch")
            scratch.mkdir()
            make_forms(forms, size, rows)
            for name, peer in PEERS.items():
                run = partial(merge, rows=rows) if peer is merge else peer
                found[name][size] = measure(run, sorted(forms.glob("*.xlsx")), scratch)
    return found


def table(found: Grown) -> str:
    """Return the measurements as a Markdown table."""
    ours, theirs = found.values()
    lines = [
        "| forms | CPU, s | of the script | peak, MB | script's peak |",
        "|--:|--:|--:|--:|--:|",
    ]
    for size, own in ours.items():
        other = theirs[size]
        lines.append(
            f"| {size:,} | {own.cpu:.1f} | {own.cpu / other.cpu:.2f} "
            f"| {own.megabytes:.0f} | {other.megabytes:.0f} |"
        )
    return "\n".join(lines)


def picture(found: Grown) -> str:
    """Return the curves as an SVG of two panels."""
    cpu = {name: {n: own.cpu for n, own in each.items()} for name, each in found.items()}
    peak = {name: {n: own.megabytes for n, own in each.items()} for name, each in found.items()}
    panels = (("CPU, seconds", cpu), ("Peak memory, MB", peak))
    width, height = _SIZE
    inner = "".join(
        f'<g transform="translate({place * width} 0)">{"".join(_panel(title, curves))}</g>'
        for place, (title, curves) in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * width} {height}" '
        f'font-family="Arial, sans-serif" font-size="11" fill="#222">'
        f'<rect width="100%" height="100%" fill="#fff"/>{inner}</svg>\n'
    )


def _panel(title: str, curves: Mapping[str, Mapping[int, float]]) -> Iterator[str]:
    left, right, top, bottom = _EDGE
    width, height = _SIZE[0] - left - right, _SIZE[1] - top - bottom
    sizes = [size for each in curves.values() for size in each]
    values = [value for each in curves.values() for value in each.values()]
    across, up = _decades(sizes), _decades(values)

    def at(size: float, value: float) -> tuple[float, float]:
        x = left + width * (log10(size) - across[0]) / (across[-1] - across[0])
        y = top + height * (1 - (log10(value) - up[0]) / (up[-1] - up[0]))
        return round(x, 1), round(y, 1)

    yield f'<text x="{left}" y="18" font-weight="bold">{title}</text>'
    for power in up:
        _, y = at(10 ** across[0], 10**power)
        yield f'<path d="M{left} {y}h{width}" stroke="#ddd"/>'
        yield f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{10.0**power:,g}</text>'
    for power in across:
        x, _ = at(10**power, 10 ** up[0])
        said = f"{10**power:,}"
        yield f'<text x="{x}" y="{top + height + 16}" text-anchor="middle">{said}</text>'
    yield f'<text x="{left + width / 2}" y="{top + height + 32}" text-anchor="middle">forms</text>'
    for ink, (name, each) in zip(_INKS, curves.items(), strict=True):
        points = [at(size, value) for size, value in each.items()]
        line = " ".join(f"{x},{y}" for x, y in points)
        yield f'<polyline points="{line}" fill="none" stroke="{ink}" stroke-width="2"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{ink}"/>' for x, y in points)
        beside = 12 if ink == _INKS[0] else 26
        yield f'<text x="{left + 8}" y="{top + beside}" fill="{ink}">{name}</text>'


def _decades(values: Iterable[float]) -> range:
    """Return the powers of ten from that below the least to that above the greatest."""
    powers = [log10(value) for value in values]
    first, last = int(min(powers) // 1), int(-(-max(powers) // 1))
    return range(first, max(last, first + 1) + 1)


if __name__ == "__main__":
    rows_now = [int(own.removeprefix("rows=")) for own in sys.argv[2:] if own.startswith("rows=")]
    sizes_now = [int(own) for own in sys.argv[2:] if own.isdecimal()]
    found_now = grown(sizes_now, *rows_now)
    Path(sys.argv[1]).write_text(picture(found_now), encoding="utf-8")
    print(table(found_now))
