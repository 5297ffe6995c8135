"""What the console can show: Cyrillic or not, colours or not."""

import os
import sys
from typing import Final, TextIO

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
