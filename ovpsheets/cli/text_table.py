"""Tables for a terminal: columns that fit, long texts folded inside their column."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import click

from ovpsheets.member_text import visible

GAP: Final = "  "
_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

LEAST: Final = 12
"""No column is made narrower than this to save room."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column; a flexible one gives way, its texts folded, when the table is too wide."""

    title: str
    align: Literal["left", "right"] = "left"
    flexible: bool = False


def table(
    columns: Sequence[TextColumn], rows: Sequence[Sequence[str]], *, width: int, indent: int = 0
) -> Iterator[str]:
    """Yield the lines of a table that is at most *width* wide.

    Where its columns cannot be made so narrow, each row is a paragraph: the first cell, and
    below it the others behind their headings.
    """
    room = width - indent - len(GAP) * (len(columns) - 1)
    widths = _widths(columns, rows, room)
    margin = " " * indent
    if sum(widths) > room:
        for row in rows:
            yield from (margin + line for line in _paragraph(columns, row, width - indent))
        return
    titles = [click.style(column.title, bold=True) for column in columns]
    for line in _row_lines(columns, titles, widths):
        yield margin + line
    yield margin + GAP.join("─" * size for size in widths)
    for row in rows:
        for line in _row_lines(columns, row, widths):
            yield margin + line


def _paragraph(columns: Sequence[TextColumn], row: Sequence[str], room: int) -> Iterator[str]:
    """Yield a row as lines: its first cell, then the others that say anything, with headings."""
    for part in folded(click.unstyle(row[0]), room):
        yield click.style(part, bold=True)
    labels = [column.title for column in columns[1:]]
    indent = min(max(map(display_width, labels), default=0), room // 2) + 2 * len(GAP)
    for label, text in zip(labels, row[1:], strict=True):
        if not text:
            continue
        lines = _cell(text, room - indent)
        names = folded(label, indent - 2 * len(GAP))
        for number in range(max(len(lines), len(names))):
            name = names[number] if number < len(names) else ""
            value = lines[number] if number < len(lines) else ""
            space = " " * (indent - len(GAP) - display_width(name))
            yield f"{GAP}{name}{space}{value}".rstrip()


def display_width(text: str) -> int:
    """Return how many columns of a terminal *text* takes, colours aside."""
    return sum(_letter_width(letter) for letter in click.unstyle(text))


def folded(text: str, width: int) -> list[str]:
    """Break *text* at spaces into lines of at most *width*; a longer word is cut."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in filter(None, paragraph.split(" ")):
            joined = f"{line} {word}" if line else word
            if display_width(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, width)
            lines += full
        lines.append(line)
    return lines


def shortened(text: str, width: int) -> str:
    """Return *text* in one line of at most *width*, with an ellipsis where it was cut."""
    line = " ".join(harmless(text).split())
    return line if len(line) <= width else line[: width - 1].rstrip(" ,;.") + "…"


def harmless(text: str) -> str:
    """Return *text* in one line, with what could make a terminal do things shown as [U+001B].

    What members wrote, and how they named their files, is shown; it is never obeyed.
    """
    return "".join(" " if unicodedata.category(c) in _CONTROLS else c for c in visible(text))


@cache
def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word that is longer than a line, behind a "/", "_" or "-" where there is one."""
    pieces: list[str] = []
    while display_width(word) > width:
        cut = max(word.rfind(mark, width // 2, width) for mark in "/_-") + 1 or width
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def _widths(columns: Sequence[TextColumn], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    texts = [[column.title, *(row[i] for row in rows)] for i, column in enumerate(columns)]
    widths = [max(_widest_line(text) for text in own) for own in texts]
    flexible = [i for i, column in enumerate(columns) if column.flexible]
    while sum(widths) > room and any(widths[i] > LEAST for i in flexible):
        widest = max(flexible, key=lambda i: widths[i])
        widths[widest] -= 1
    return widths


def _widest_line(text: str) -> int:
    return max((display_width(line) for line in text.splitlines()), default=0)


def _row_lines(
    columns: Sequence[TextColumn], row: Sequence[str], widths: list[int]
) -> Iterator[str]:
    cells = [_cell(text, size) for text, size in zip(row, widths, strict=True)]
    for number in range(max(len(lines) for lines in cells)):
        parts = [
            _padded(lines[number] if number < len(lines) else "", size, column.align)
            for lines, size, column in zip(cells, widths, columns, strict=True)
        ]
        yield GAP.join(parts).rstrip()


def _cell(text: str, size: int) -> list[str]:
    # A styled text is never folded: its colour codes would be torn apart.
    fits = display_width(text) <= size and "\n" not in text
    return [text] if fits else folded(click.unstyle(text), size)


def _padded(text: str, size: int, align: str) -> str:
    room = " " * (size - display_width(text))
    return room + text if align == "right" else text + room
