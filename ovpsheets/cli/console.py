"""What the console can show, how long a line may be, and what was said on it."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, TextIO

import click

from ovpsheets.texts import Texts

_LETTERS: Final = "АЖѓќљњџ–„“"
"""Letters and marks of the names and texts that every workspace has, whatever its language."""


def shows_letters(stream: TextIO) -> bool:
    """Tell whether *stream* has a code page in which Cyrillic can be written."""
    try:
        _LETTERS.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def warn_of_letters(texts: Texts) -> None:
    """Say once, in letters that every code page has, what to type where Cyrillic is not shown."""
    if not shows_letters(sys.stdout):
        click.echo(texts("cli.letters"), err=True)


def colour() -> bool | None:
    """Return False where nobody wants colours (``NO_COLOR``), else None: click sees for itself.

    See https://no-color.org: it counts when it is set and not empty.
    """
    return False if os.environ.get("NO_COLOR") else None


LONGEST: Final = 100
"""Lines are no longer than this, even where a window is wider."""


def width() -> int:
    """Return how long a line may be; what is no terminal gets the longest."""
    if not sys.stdout.isatty():
        return LONGEST
    return max(60, min(LONGEST, shutil.get_terminal_size((LONGEST, 24)).columns))


_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "": {}, "bold": {"bold": True}, "notice": {"fg": "yellow"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One line: its text, its style (``""``, ``bold``, ``notice`` or ``utf8``), and where it goes.

    ``utf8``: these bytes, whatever the console, for a program reads them.
    """

    text: str
    style: str = ""
    err: bool = False

    @property
    def as_list(self) -> list[object]:
        """The same as JSON can hold it."""
        return [self.text, self.style, self.err]


@dataclass(slots=True)
class Heard:
    """What was said; ``lasts``: whether it would be said again."""

    said: list[SpokenLine] = field(default_factory=list)
    lasts: bool = True


_HEARING: ContextVar[Heard | None] = ContextVar("ovpsheets.hearing", default=None)


@contextmanager
def hearing() -> Iterator[Heard]:
    """Hear everything that is said in the block."""
    heard = Heard()
    token = _HEARING.set(heard)
    try:
        yield heard
    finally:
        _HEARING.reset(token)


def say(line: SpokenLine) -> None:
    """Write one line."""
    if heard := _HEARING.get():
        heard.said.append(line)
    if line.style == "utf8":
        click.echo(line.text.encode("utf-8"), err=line.err)
    else:
        click.secho(line.text, err=line.err, **_STYLES[line.style])


def passing() -> None:
    """Note that what is said now holds for this time only."""
    if heard := _HEARING.get():
        heard.lasts = False
