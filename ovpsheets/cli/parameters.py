"""The values a command line may hold, and the options that several commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePath
from typing import Final

import click

from ovpsheets.cli.faults import UsageFault
from ovpsheets.cli.group import Argument, Option
from ovpsheets.files import portable_name
from ovpsheets.intake.meaning import day_in
from ovpsheets.quarter import Quarter
from ovpsheets.words import SEVERITIES

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
    day = day_in(text)
    if day is None:
        raise UsageFault("bad_day", text=text)
    return day


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader of one of a few words; it raises UsageFault."""

    def as_choice(text: str) -> str:
        if text not in choices:
            raise UsageFault("bad_choice", text=text, choices=", ".join(choices))
        return text

    return as_choice


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


as_severity: Final = one_of(*(severity.value for severity in SEVERITIES))

quarter_argument = click.argument("quarter", type=as_quarter, cls=Argument)
as_of_option = click.option("--as-of", "as_of", type=as_day, cls=Option)
json_option = click.option("--json", "as_json", is_flag=True, cls=Option)
jobs_option = click.option("--jobs", "jobs", type=as_jobs, default=None, cls=Option)
