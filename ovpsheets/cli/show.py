"""How the commands write: headings, aligned facts, tables, JSON. Only here is anything printed."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from ovpsheets.cli.console import SpokenLine, say, width
from ovpsheets.cli.text_table import TextColumn, display_width, folded, harmless, table
from ovpsheets.member_text import writable
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.settings_file import language_of, settings_table
from ovpsheets.stations import Progress
from ovpsheets.texts import Texts
from ovpsheets.words import Language

_MOST_CELLS: Final = 2
"""So many addresses stand before a fault that several cells share."""

UNBROKEN: Final = "\u00a0"
"""Keeps words in one line; shown as a plain space, for not every console has it."""

_ACTING: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What JSON leaves as it is and a terminal may obey."""


def heading(text: str, *, err: bool = False) -> None:
    """Write a heading."""
    for part in folded(text, width()):
        say(SpokenLine(part, "bold", err))


def line(text: str = "", *, indent: int = 0, err: bool = False) -> None:
    """Write a text, folded between words where it is longer than a line."""
    for part in folded(text, width() - indent):
        say(SpokenLine(" " * indent + part if part else "", err=err))


def verbatim(text: object, *, indent: int = 2) -> None:
    """Write a path or a command; it is never folded, so that it can be copied."""
    say(SpokenLine(f"{'':{indent}}{harmless(str(text))}"))


def command(language: Language, folder: Path, words: str) -> str:
    """Return a command to try next, as it is typed: no more of it than *folder* does not say."""
    path = f'"{folder}"' if " " in str(folder) else str(folder)
    place = "" if folder == Path() else f" -C {path}"
    spoken = "" if language == language_of(settings_table(folder)) else f" --lang {language}"
    return f"ovpsheets{place}{spoken} {words}"


def facts(entries: Iterable[tuple[str, str]], *, indent: int = 0, err: bool = False) -> None:
    """Write labels and what belongs to them, aligned; an empty label continues the one above."""
    rows = list(entries)
    room = max((display_width(label) for label, _ in rows), default=0) + 2
    for label, value in rows:
        space = width() - indent - room
        # A styled value carries colour codes and is short: it is never folded.
        fits = display_width(value) <= space
        for number, part in enumerate([value] if fits else folded(value, space)):
            shown = label if number == 0 else ""
            gap = " " * (room - display_width(shown))
            whole = f"{'':{indent}}{shown}{gap}{part}".rstrip()
            say(SpokenLine(whole.replace(UNBROKEN, " "), err=err))


def rows(columns: Sequence[TextColumn], cells: Sequence[Sequence[str]], *, indent: int = 0) -> None:
    """Write a table."""
    for text in table(columns, cells, width=width(), indent=indent):
        say(SpokenLine(text))


def progress(text: str) -> None:
    """Say on a terminal what is being done; a program that listens hears nothing."""
    if sys.stderr.isatty():
        click.secho(text, dim=True, err=True)


@contextmanager
def progress_bar(text: str) -> Iterator[Progress]:
    """Show on a terminal how many files are done; give what is to be told of each."""
    if not sys.stderr.isatty():
        yield _tell_nobody
        return
    with click.progressbar(
        length=1, label=text, file=sys.stderr, show_eta=False, show_pos=True, width=24
    ) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield tell


def _tell_nobody(done: int, total: int) -> None:
    """A program that listens hears nothing."""


def notice(text: str) -> None:
    """Write a remark beside the results."""
    say(SpokenLine(text, "notice", err=True))


def problems(found: Iterable[PlanProblem], texts: Texts, *, err: bool = False) -> None:
    """Write the problems of a plan under the sheet they are on: cells, fault, remedy.

    What is wrong with several cells in the same words is written once.
    """
    for sheet, group in groupby(found, key=lambda problem: problem.sheet):
        line(err=err)
        place = "plan.place.sheet" if sheet else "plan.place.workbook"
        heading(texts(place, sheet=sheet), err=err)
        cells: dict[str, list[str]] = {}
        for problem in group:
            said = harmless(f"{problem.what(texts)} {problem.remedy(texts)}")
            cells.setdefault(said, []).append(problem.cell)
        facts([(_cells(own, texts), said) for said, own in cells.items()], indent=2, err=err)


def _cells(cells: Sequence[str], texts: Texts) -> str:
    """Return addresses in few words: the first, and how many more there are."""
    named = ", ".join(cells[:_MOST_CELLS]) or "–"
    more = len(cells) - _MOST_CELLS
    return named or "–" if more <= 0 else f"{named} {texts('cli.plan.more', n=more)}"


def as_json(value: object) -> None:
    """Write *value* as JSON: UTF-8 whatever the console, letters and days as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=date.isoformat)
    # Escaped, these are the same to a program, and do nothing on a terminal.
    escaped = _ACTING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", writable(text))
    say(SpokenLine(escaped, "utf8"))
