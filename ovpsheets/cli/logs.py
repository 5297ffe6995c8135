"""``-v``: what the stations of a journey tell, on the screen while a command runs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from ovpsheets.cli.text_table import harmless

_NAME: Final = "ovpsheets"


class _Screen(logging.Handler):
    """Writes each message as a line to stderr, with nothing in it that could act there."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message."""
        click.echo(harmless(self.format(record)), err=True)


@contextmanager
def told_on_screen(count: int) -> Iterator[None]:
    """Show what is logged: with a *count* of 1 stations and warnings, with 2 every file."""
    log, screen = logging.getLogger(_NAME), _Screen()
    screen.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    before = log.level
    log.addHandler(screen)
    log.setLevel(logging.DEBUG if count > 1 else logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(screen)
        log.setLevel(before)
