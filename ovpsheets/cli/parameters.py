"""The values a command line may hold, and the options that several commands share.

A command line is read before anything else is imported, so that help and completion cost
nothing; what reads days as in a form is fetched when a day is given.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import PurePath
from typing import Final

import click
from click.shell_completion import CompletionItem

from ovpsheets.cli.faults import UsageFault, nearest
from ovpsheets.files import portable_name
from ovpsheets.quarter import Quarter

_ISO: Final = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
"""A day as programs write it; it has one reading, for which nothing need be fetched."""

MOST_JOBS: Final = 256


def as_quarter(text: str) -> Quarter:
    """Return the quarter in any spelling of :meth:`Quarter.parse`; raises UsageFault."""
    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise UsageFault("bad_quarter", text=text) from error


def as_day(text: str) -> date:
    """Return the day, spelled as in a form: 2022-10-12, 12.10.2022, 12 октомври 2022.

    Raises UsageFault.
    """
    if _ISO.fullmatch(text):
        with suppress(ValueError):  # there is no such day: say what a form would
            return date.fromisoformat(text)
    day = import_module("ovpsheets.intake.meaning").day_in(text)
    if not isinstance(day, date):
        raise UsageFault("bad_day", text=text)
    return day


def as_assumption(text: str) -> tuple[str, str]:
    """Return the file and the institution of ``FILE=MTSP``; raises UsageFault."""
    file, sign, institution = text.rpartition("=")
    if not (file and sign and institution.strip()):
        raise UsageFault("bad_assumption", text=text)
    name = portable_name(PurePath(file.strip().replace("\\", "/")))
    return name, institution.strip().upper()


def as_jobs(text: str) -> int:
    """Return how many processes are wanted; raises UsageFault."""
    if not (text.isdecimal() and 0 < int(text) <= MOST_JOBS):
        raise UsageFault("bad_jobs", text=text, most=str(MOST_JOBS))
    return int(text)


class OneOf(click.ParamType):  # type: ignore[type-arg]  # not generic in click 8.1
    """One of a few words; anything else raises UsageFault."""

    name = "one of"

    def __init__(self, *choices: str, among: Sequence[str] = ()) -> None:
        self.choices = choices or among  # *among*: which they are is known when one is typed

    def convert(
        self, value: str, _param: click.Parameter | None, _ctx: click.Context | None
    ) -> str:
        """Return *value* where it is one of the words."""
        if value not in self.choices:
            near = nearest(value, self.choices)
            raise UsageFault("bad_choice", text=value, choices=", ".join(self.choices), near=near)
        return value

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the words that begin so."""
        return [CompletionItem(word) for word in self.choices if word.startswith(incomplete)]
